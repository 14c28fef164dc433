#include "sandbox/settlement/settlement.h"
#include "sandbox/text/markup.h"
#include "sandbox/text/money.h"

#include <cstdlib>
#include <string_view>

namespace sandbox {

namespace {

std::string element(std::string_view name, std::string_view content) {
  std::string text = "<";
  text.append(name).append(">").append(content).append("</").append(name).append(">");
  return text;
}

std::string text_element(std::string_view name, std::string_view text) {
  return element(name, escaped(text));
}

/// `<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>`; zero counts as credit.
std::string amount(std::int64_t minor, const std::string& currency) {
  return "<Amt Ccy=\"" + currency + "\">" + decimal_text(std::llabs(minor), currency) + "</Amt>" +
         element("CdtDbtInd", minor < 0 ? "DBIT" : "CRDT");
}

std::string balance(std::string_view code, std::int64_t minor, const Settlement& settlement) {
  return element("Bal", element("Tp", element("CdOrPrtry", element("Cd", code))) +
                            amount(minor, settlement.currency) +
                            element("Dt", element("Dt", settlement.date)));
}

std::string entry(const Settlement& settlement) {
  const bool incoming = settlement.net() >= 0;
  const std::string family =
      element("Cd", incoming ? "RCDT" : "RDDT") + element("SubFmlyCd", incoming ? "ESCT" : "ESDD");
  const std::string transaction = element("Domn", element("Cd", "PMNT") + element("Fmly", family));
  const std::string details =
      element("Refs",
              text_element("AcctSvcrRef", settlement.id) + text_element("EndToEndId", settlement.batch)) +
      element("RmtInf", text_element("Ustrd", settlement.account + " " + settlement.batch));
  return element("Ntry", text_element("NtryRef", settlement.batch) +
                             amount(settlement.net(), settlement.currency) + element("Sts", "BOOK") +
                             element("BookgDt", element("Dt", settlement.date)) +
                             element("ValDt", element("Dt", settlement.date)) +
                             text_element("AcctSvcrRef", settlement.id) + element("BkTxCd", transaction) +
                             element("NtryDtls", element("TxDtls", details)));
}

} // namespace

std::string bank_statement(const Settlement& settlement) {
  const std::string created = rfc3339(settlement.closed_at);
  const std::string identity = "SANDBOX-BANK-" + settlement.currency;
  const std::string account =
      element("Id", element("Othr", element("Id", identity))) + element("Ccy", settlement.currency);
  const std::int64_t closing = settlement.opening_balance + settlement.net();
  const std::string statement = text_element("Id", settlement.id) +
                                element("ElctrncSeqNb", std::to_string(settlement.statement_number)) +
                                element("CreDtTm", created) + element("Acct", account) +
                                balance("OPBD", settlement.opening_balance, settlement) +
                                balance("CLBD", closing, settlement) +
                                (settlement.net() == 0 ? std::string{} : entry(settlement));
  const std::string header = text_element("MsgId", settlement.id) + element("CreDtTm", created);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">" +
         element("BkToCstmrStmt", element("GrpHdr", header) + element("Stmt", statement)) + "</Document>\n";
}

} // namespace sandbox
