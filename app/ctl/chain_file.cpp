#include "app/ctl/chain_file.h"

#include <fstream>

#include "app/client/json.h"
#include "views/books.h"

namespace paydesk::ctl {
namespace {

constexpr const char* format_line = R"({"format":"paydesk sealed ledger 1"})";

tl::unexpected<Error> at_line(const std::string& path, std::int64_t line, ErrorCode code, const std::string& words) {
  return fail(code, path + ", line " + std::to_string(line) + ": " + words, "file");
}

} // namespace

std::string chain_file_begin() { return format_line; }

Result<ChainFile> read_chain(const std::string& path, const SawSeal& saw) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line))
    return fail(ErrorCode::invalid_argument, path + " cannot be read, or is empty", "file");
  if (line != format_line || in.eof())
    return at_line(path, 1, ErrorCode::invalid_argument, "this is not a sealed ledger as `paydeskctl ledger export` writes it");
  ChainFile file;
  file.bytes = line.size() + 1;
  for (std::int64_t number = 2; std::getline(in, line); ++number) {
    if (in.eof()) {
      file.cut_off = true;
      return file;
    }
    const auto seal = client::from_json<views::LedgerSeal>(line);
    if (!seal)
      return at_line(path, number, ErrorCode::invalid_argument, seal.error().message);
    if (const auto taken = file.proof.take(*seal); !taken)
      return at_line(path, number, taken.error().code, taken.error().message);
    file.bytes += line.size() + 1;
    if (saw)
      saw(seal->seal_no, seal->hash);
  }
  if (in.bad())
    return fail(ErrorCode::invalid_argument, path + " could not be read to its end", "file");
  return file;
}

} // namespace paydesk::ctl
