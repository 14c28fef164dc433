#include "tests/reconciliation/files.h"

namespace paydesk::test {
namespace {

std::string amount(std::int64_t minor, const std::string& currency) {
  return format_amount(minor, *Currency::find(currency));
}

std::string signed_amount(std::int64_t minor, const std::string& currency) {
  return "<Amt Ccy=\"" + currency + "\">" + amount(minor < 0 ? -minor : minor, currency) +
         "</Amt><CdtDbtInd>" + (minor < 0 ? "DBIT" : "CRDT") + "</CdtDbtInd>";
}

std::string balance(const std::string& code, std::int64_t minor, const Statement& statement) {
  return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp>" +
         signed_amount(minor, statement.currency) + "<Dt><Dt>" + statement.date + "</Dt></Dt></Bal>\n";
}

std::string entry_xml(const Statement& statement, std::size_t number) {
  const auto& entry = statement.entries[number];
  const auto date = "<Dt>" + statement.date + "</Dt>";
  const auto charges = entry.charges == 0
                           ? std::string{}
                           : "<Chrgs>" + signed_amount(-entry.charges, statement.currency) + "</Chrgs>";
  return "<Ntry>" + signed_amount(entry.amount, statement.currency) + "<Sts>BOOK</Sts><BookgDt>" + date +
         "</BookgDt><ValDt>" + date + "</ValDt><AcctSvcrRef>" + statement.id + "-" + std::to_string(number) +
         "</AcctSvcrRef>" + charges + "<NtryDtls><TxDtls><RmtInf><Ustrd>" + entry.text +
         "</Ustrd></RmtInf>" + (entry.returned.empty() ? "" : "<RtrInf>" + entry.returned + "</RtrInf>") +
         "</TxDtls></NtryDtls></Ntry>\n";
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text)
    result.append(c == '"' ? 2 : 1, c);
  return result + "\"";
}

} // namespace

Report& Report::add(std::string kind, std::string psp_reference, std::int64_t gross, std::int64_t fee) {
  lines.push_back({std::move(kind), std::move(psp_reference), gross, fee, "", ""});
  return *this;
}

std::int64_t Report::net() const {
  std::int64_t sum = 0;
  for (const auto& line : lines)
    sum += line.gross - line.fee;
  return sum;
}

std::string Report::csv() const {
  std::string text =
      "batch_id,account,settlement_date,line_no,type,psp_reference,checkout_id,merchant_reference,"
      "gross,fee,net,currency,booked_at\r\n";
  const auto head = batch + "," + account + "," + date + ",";
  std::int64_t gross = 0, fee = 0;
  int number = 0;
  for (const auto& line : lines) {
    gross += line.gross;
    fee += line.fee;
    text += head + std::to_string(++number) + "," + line.kind + "," + quoted(line.psp_reference) + "," +
            quoted(line.checkout_id) + "," + quoted(line.merchant_reference) + "," +
            amount(line.gross, currency) + "," + amount(line.fee, currency) + "," +
            amount(line.gross - line.fee, currency) + "," + currency + "," + line.booked_at + "\r\n";
  }
  return text + head + std::to_string(number) + ",total,,,," + amount(gross, currency) + "," +
         amount(fee, currency) + "," + amount(gross - fee, currency) + "," + currency + ",\r\n";
}

std::string Statement::xml() const {
  std::int64_t closing = opening + closing_too_much;
  std::string body;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    closing += entries[i].amount;
    body += entry_xml(*this, i);
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>" +
         id + "</MsgId></GrpHdr><Stmt><Id>" + id + "</Id><Acct><Id><Othr><Id>" + account +
         "</Id></Othr></Id><Ccy>" + currency + "</Ccy></Acct>\n" + balance("OPBD", opening, *this) +
         balance("CLBD", closing, *this) + body + "</Stmt></BkToCstmrStmt></Document>\n";
}

} // namespace paydesk::test
