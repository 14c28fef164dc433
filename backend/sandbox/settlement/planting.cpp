#include "sandbox/settlement/planting.h"

#include "sandbox/text/money.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace sandbox {

namespace {

constexpr std::array kLineFaults{Fault::settlement_missing_line,   Fault::settlement_extra_line,
                                 Fault::settlement_wrong_amount,   Fault::settlement_wrong_fee,
                                 Fault::settlement_duplicate_line, Fault::settlement_next_day_line};

/// A batch of one line is neither emptied nor put off.
bool fits(Fault fault, const Movement& line, std::size_t batch_size) {
  const bool removes = fault == Fault::settlement_missing_line || fault == Fault::settlement_next_day_line;
  if (removes && batch_size < 2) return false;
  if (fault == Fault::settlement_next_day_line) return !line.held_back;
  if (fault == Fault::settlement_wrong_amount || fault == Fault::settlement_wrong_fee) {
    return line.kind == MovementKind::capture;
  }
  return true;
}

std::string line_subject(const Movement& line) {
  return line.merchant_reference + "/" + std::string(name_of(line.kind));
}

std::string from_to(const char* what, std::int64_t before, std::int64_t after, const std::string& currency) {
  return std::string(what) + " " + decimal_text(after, currency) + " instead of " +
         decimal_text(before, currency);
}

std::int64_t distortion(std::int64_t amount) { return std::max<std::int64_t>(1, std::llabs(amount) / 100); }

} // namespace

std::map<BatchKey, Draft> Planting::apply(const std::map<BatchKey, std::vector<Movement>>& batches) {
  Choices choices = choose(batches);
  for (const Fault fault : kLineFaults) {
    if (faults_.possible(fault)) force(fault, batches, choices);
  }
  std::map<BatchKey, Draft> drafts;
  for (const auto& [key, lines] : batches) {
    Draft& draft = drafts[key];
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto fault = choices[key][i];
      if (fault) {
        write(draft, lines[i], *fault, key.second);
      } else {
        draft.lines.push_back(lines[i]);
      }
    }
  }
  return drafts;
}

Planting::Choices Planting::choose(const std::map<BatchKey, std::vector<Movement>>& batches) {
  Choices choices;
  for (const auto& [key, lines] : batches) {
    for (const Movement& line : lines) {
      std::vector<Candidate> candidates;
      for (const Fault fault : kLineFaults) {
        if (fits(fault, line, lines.size())) candidates.push_back({fault});
      }
      const Occasion occasion{"settlement", line.merchant_reference, line_subject(line)};
      choices[key].push_back(faults_.choose(candidates, occasion));
    }
  }
  return choices;
}

void Planting::force(Fault fault, const std::map<BatchKey, std::vector<Movement>>& batches,
                     Choices& choices) {
  std::optional<Fault>* best = nullptr;
  std::uint64_t lowest = 0;
  for (const auto& [key, lines] : batches) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::optional<Fault>& choice = choices[key][i];
      if (choice == fault) return;
      if (choice || !fits(fault, lines[i], lines.size())) continue;
      const std::uint64_t rank = faults_.drawn(name_of(fault), line_subject(lines[i]));
      if (best == nullptr || rank < lowest) {
        best = &choice;
        lowest = rank;
      }
    }
  }
  if (best == nullptr) return;
  *best = fault;
  faults_.count(fault);
}

Movement Planting::invented(const Movement& like) {
  Movement line = like;
  line.kind = MovementKind::capture;
  line.psp_reference = ids_.next("cap_");
  line.checkout_id = ids_.next("chk_");
  line.merchant_reference = ids_.next("unknown-");
  line.gross = std::max<std::int64_t>(1, std::llabs(like.gross));
  line.fee = std::max<std::int64_t>(0, std::min(like.fee, line.gross));
  return line;
}

void Planting::write(Draft& draft, const Movement& line, Fault fault, const std::string& currency) {
  Movement told = line;
  std::string detail;
  switch (fault) {
  case Fault::settlement_missing_line:
    detail = "the line is missing";
    break;
  case Fault::settlement_next_day_line:
    detail = "the line comes with the next close";
    told.held_back = true;
    draft.held_back.push_back(told);
    break;
  case Fault::settlement_wrong_amount:
    told.gross += faults_.drawn("direction", line_subject(line)) % 2 == 0 ? distortion(line.gross)
                                                                          : -distortion(line.gross);
    detail = from_to("gross", line.gross, told.gross, currency);
    break;
  case Fault::settlement_wrong_fee:
    told.fee += std::max<std::int64_t>(1, line.fee / 2);
    detail = from_to("fee", line.fee, told.fee, currency);
    break;
  case Fault::settlement_duplicate_line:
    draft.lines.push_back(line);
    detail = "the line is there twice";
    break;
  default:
    draft.lines.push_back(line);
    told = invented(line);
    detail = "a capture nobody made, of " + decimal_text(told.gross, currency);
  }
  draft.planted.push_back({std::string(name_of(fault)), told.psp_reference, detail});
  const bool absent = fault == Fault::settlement_missing_line || fault == Fault::settlement_next_day_line;
  if (!absent) draft.lines.push_back(told);
}

} // namespace sandbox
