#include "engine/reconciliation/tokens.h"

#include <algorithm>
#include <string_view>

namespace paydesk::recon {
namespace {

constexpr std::size_t max_tokens = 200;
constexpr std::size_t max_token_bytes = 255;

void add(std::vector<std::string>& tokens, std::string_view token) {
  const bool usable = !token.empty() && token.size() <= max_token_bytes && tokens.size() < max_tokens;
  if (usable && std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.emplace_back(token);
}

void add_words(std::vector<std::string>& tokens, std::string_view text) {
  constexpr std::string_view separators = " \t\r\n,;:/|";
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of(separators, begin), text.size());
    add(tokens, text.substr(begin, end - begin));
    begin = end + 1;
  }
}

} // namespace

std::vector<std::string> tokens_of(const BankEntry& entry) {
  std::vector<std::string> tokens;
  add(tokens, entry.end_to_end_id);
  for (const auto& reference : entry.references)
    add(tokens, reference);
  for (const auto& reference : entry.references)
    add_words(tokens, reference);
  add_words(tokens, entry.remittance);
  return tokens;
}

} // namespace paydesk::recon
