#include "statements/pain002/reader.h"

#include "statements/camt053/document.h"

namespace paydesk::statements {
namespace {

constexpr std::string_view schema = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03";
constexpr std::size_t largest = 16 * 1024 * 1024;
constexpr std::size_t most_transactions = 10'000;
constexpr std::size_t longest_reference = 35;
constexpr std::size_t longest_reason = 200;

/// PART says that the transactions differ; PDNG and RCVD that the bank has not decided.
Result<BankWord> word_of(const Element& within, std::string_view name) {
  const auto status = within.text_at(name);
  if (status.empty() || status == "PART" || status == "PDNG" || status == "RCVD")
    return BankWord::none;
  if (status == "RJCT")
    return BankWord::rejected;
  for (const auto* accepted : {"ACCP", "ACSP", "ACSC", "ACTC", "ACWC"})
    if (status == accepted)
      return BankWord::accepted;
  return invalid(within.place(name), "is a status that is not known. Nothing was changed");
}

std::string reason_of(const Element& within) {
  std::string reason = within.text_at("StsRsnInf/Rsn/Cd");
  if (reason.empty())
    reason = within.text_at("StsRsnInf/Rsn/Prtry");
  if (const auto words = within.text_at("StsRsnInf/AddtlInf"); !words.empty())
    reason += (reason.empty() ? "" : " ") + words;
  for (auto& c : reason)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      c = ' ';
  if (reason.size() <= longest_reason)
    return reason;
  auto end = longest_reason;
  while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0) == 0x80)
    --end; // not within a character
  return reason.substr(0, end);
}

Result<PayoutStatusReport::Line> line_of(const Element& transaction) {
  PayoutStatusReport::Line line;
  line.end_to_end_id = transaction.text_at("OrgnlEndToEndId");
  if (line.end_to_end_id.empty() || line.end_to_end_id.size() > longest_reference)
    return invalid(transaction.place("OrgnlEndToEndId"), "is missing or longer than 35 characters. Nothing was changed");
  const auto word = word_of(transaction, "TxSts");
  if (!word)
    return tl::unexpected(word.error());
  line.word = *word;
  line.reason = reason_of(transaction);
  line.code = transaction.text_at("StsRsnInf/Rsn/Cd");
  return line;
}

/// The payment's own status holds of its transactions: our files have one payment.
Result<void> read_payment(const Element& payment, PayoutStatusReport& report) {
  const auto word = word_of(payment, "PmtInfSts");
  if (!word)
    return tl::unexpected(word.error());
  if (*word != BankWord::none) {
    report.all = *word;
    report.reason = reason_of(payment);
  }
  for (const auto& transaction : payment.children("TxInfAndSts")) {
    if (report.lines.size() >= most_transactions)
      return invalid(transaction.place(), "there are more than 10000 transactions. Nothing was changed");
    auto line = line_of(transaction);
    if (!line)
      return tl::unexpected(line.error());
    report.lines.push_back(std::move(*line));
  }
  return {};
}

} // namespace

Result<PayoutStatusReport> read_pain002(std::string_view content) {
  if (content.size() > largest)
    return invalid("content", "is larger than 16 MiB. Nothing was changed");
  const auto document = Document::parse(content);
  if (!document)
    return tl::unexpected(document.error());
  const auto root = document->root();
  const auto body = root.child("CstmrPmtStsRpt");
  if (root.name() != "Document" || root.namespace_uri() != schema || !body)
    return invalid(root.place(), "is no pain.002.001.03. Nothing was changed");
  const auto groups = body->children("OrgnlGrpInfAndSts");
  if (groups.size() != 1)
    return invalid(body->place("OrgnlGrpInfAndSts"), "must be there once. Nothing was changed");
  const auto& group = groups.front();
  PayoutStatusReport report;
  report.message_id = group.text_at("OrgnlMsgId");
  if (report.message_id.empty() || report.message_id.size() > longest_reference)
    return invalid(group.place("OrgnlMsgId"), "is missing or longer than 35 characters. Nothing was changed");
  const auto word = word_of(group, "GrpSts");
  if (!word)
    return tl::unexpected(word.error());
  report.all = *word;
  report.reason = reason_of(group);
  const auto payments = body->children("OrgnlPmtInfAndSts");
  if (payments.size() > 1)
    return invalid(payments[1].place(), "our files have one payment each, and this tells of more. Nothing was changed");
  for (const auto& payment : payments)
    if (const auto read = read_payment(payment, report); !read)
      return tl::unexpected(read.error());
  return report;
}

} // namespace paydesk::statements
