#include "statements/pain001/writer.h"

#include <algorithm>
#include <memory>

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

#include "core/money.h"

namespace paydesk::statements {
namespace {

constexpr const char* schema = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03";
constexpr std::size_t longest_reference = 35;
constexpr std::size_t most_total_digits = 18; // of a control sum

const xmlChar* bytes(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }
const xmlChar* bytes(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

/// Elements one after the other; what fails once has failed.
class Writer {
 public:
  Writer() : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_, 0)) {
    good_ = buffer_ != nullptr && writer_ != nullptr;
    check(good_ ? xmlTextWriterSetIndent(writer_, 1) : -1);
    check(good_ ? xmlTextWriterStartDocument(writer_, "1.0", "UTF-8", nullptr) : -1);
  }
  ~Writer() {
    if (writer_ != nullptr)
      xmlFreeTextWriter(writer_);
    if (buffer_ != nullptr)
      xmlBufferFree(buffer_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// An element with what `inside` writes.
  template <class Inside> void element(const char* name, Inside&& inside) {
    check(xmlTextWriterStartElement(writer_, bytes(name)));
    inside();
    check(xmlTextWriterEndElement(writer_));
  }
  void text(const char* name, const std::string& value) {
    check(xmlTextWriterWriteElement(writer_, bytes(name), bytes(value)));
  }
  void attribute(const char* name, const std::string& value) {
    check(xmlTextWriterWriteAttribute(writer_, bytes(name), bytes(value)));
  }
  void content(const std::string& value) { check(xmlTextWriterWriteString(writer_, bytes(value))); }

  /// The whole document; nothing when something failed.
  std::string end() {
    check(xmlTextWriterEndDocument(writer_));
    check(xmlTextWriterFlush(writer_));
    return good_ ? std::string(reinterpret_cast<const char*>(xmlBufferContent(buffer_)),
                               static_cast<std::size_t>(xmlBufferLength(buffer_)))
                 : std::string();
  }

 private:
  void check(int written) { good_ = good_ && written >= 0; }

  xmlBuffer* buffer_;
  xmlTextWriter* writer_;
  bool good_ = false;
};

bool sepa(const PayoutOrder& order) {
  return order.currency.code() == "EUR" &&
         std::all_of(order.lines.begin(), order.lines.end(), [](const auto& l) { return l.account.scheme == "iban"; });
}

void write_iban(Writer& xml, const char* name, const std::string& iban) {
  xml.element(name, [&] { xml.element("Id", [&] { xml.text("IBAN", iban); }); });
}

void write_bank_of_iban(Writer& xml, const char* name, const std::string& bic) {
  xml.element(name, [&] {
    xml.element("FinInstnId", [&] {
      if (!bic.empty())
        return xml.text("BIC", bic);
      xml.element("Othr", [&] { xml.text("Id", "NOTPROVIDED"); });
    });
  });
}

/// A bank by a national code: USABA is in the list of clearing systems, Korea's banks have none there.
void write_national_bank(Writer& xml, const BankAccount& account) {
  xml.element("CdtrAgt", [&] {
    xml.element("FinInstnId", [&] {
      if (account.scheme == "kr")
        return xml.element("Othr", [&] { xml.text("Id", account.bank); });
      xml.element("ClrSysMmbId", [&] {
        xml.element("ClrSysId", [&] { xml.text("Cd", "USABA"); });
        xml.text("MmbId", account.bank);
      });
    });
  });
}

void write_creditor(Writer& xml, const BankAccount& account) {
  if (account.scheme != "iban")
    write_national_bank(xml, account);
  else if (!account.bank.empty())
    write_bank_of_iban(xml, "CdtrAgt", account.bank);
  xml.element("Cdtr", [&] { xml.text("Nm", account.holder); });
  if (account.scheme == "iban")
    return write_iban(xml, "CdtrAcct", account.number);
  xml.element("CdtrAcct",
              [&] { xml.element("Id", [&] { xml.element("Othr", [&] { xml.text("Id", account.number); }); }); });
}

void write_transaction(Writer& xml, const PayoutOrder& order, const PayoutOrder::Line& line) {
  xml.element("CdtTrfTxInf", [&] {
    xml.element("PmtId", [&] { xml.text("EndToEndId", line.end_to_end_id); });
    xml.element("Amt", [&] {
      xml.element("InstdAmt", [&] {
        xml.attribute("Ccy", order.currency.to_string());
        xml.content(format_amount(line.amount, order.currency));
      });
    });
    write_creditor(xml, line.account);
    xml.element("RmtInf", [&] { xml.text("Ustrd", line.end_to_end_id); });
  });
}

void write_payment(Writer& xml, const PayoutOrder& order, const std::string& count, const std::string& total) {
  xml.element("PmtInf", [&] {
    xml.text("PmtInfId", order.message_id);
    xml.text("PmtMtd", "TRF");
    xml.text("NbOfTxs", count);
    xml.text("CtrlSum", total);
    if (sepa(order))
      xml.element("PmtTpInf", [&] { xml.element("SvcLvl", [&] { xml.text("Cd", "SEPA"); }); });
    xml.text("ReqdExctnDt", order.execution_date);
    xml.element("Dbtr", [&] { xml.text("Nm", order.funding.name); });
    write_iban(xml, "DbtrAcct", order.funding.iban);
    write_bank_of_iban(xml, "DbtrAgt", order.funding.bic);
    xml.text("ChrgBr", sepa(order) ? "SLEV" : "SHAR");
    for (const auto& line : order.lines)
      write_transaction(xml, order, line);
  });
}

Result<std::int64_t> total_of(const PayoutOrder& order) {
  std::int64_t total = 0;
  for (const auto& line : order.lines)
    if (line.amount <= 0 || __builtin_add_overflow(total, line.amount, &total))
      return invalid("amount", "an amount of the file is not above zero, or their sum is beyond what an amount can be");
  if (std::to_string(total).size() > most_total_digits)
    return invalid("amount", "the file's total has more digits than a bank reads");
  return total;
}

Result<void> check_order(const PayoutOrder& order) {
  if (order.lines.empty())
    return invalid("payouts", "the file would pay nobody");
  if (!is_iban(order.funding.iban) || (!order.funding.bic.empty() && !is_bic(order.funding.bic)))
    return invalid("funding", "the account to pay from has no right IBAN or BIC");
  const auto fits = [](const std::string& reference) { return !reference.empty() && reference.size() <= longest_reference; };
  if (!fits(order.message_id) ||
      !std::all_of(order.lines.begin(), order.lines.end(), [&](const auto& l) { return fits(l.end_to_end_id); }))
    return invalid("reference", "a reference of the file is missing or longer than 35 characters");
  return {};
}

/// Text that XML has no room for makes a document that nobody can read.
bool readable(const std::string& content) {
  const std::unique_ptr<xmlDoc, FreeDocument> document(
      xmlReadMemory(content.data(), static_cast<int>(content.size()), nullptr, nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  return document != nullptr;
}

} // namespace

Result<std::string> write_pain001(const PayoutOrder& order) {
  if (const auto ok = check_order(order); !ok)
    return tl::unexpected(ok.error());
  const auto sum = total_of(order);
  if (!sum)
    return tl::unexpected(sum.error());
  const auto count = std::to_string(order.lines.size());
  const auto total = format_amount(*sum, order.currency);
  Writer xml;
  xml.element("Document", [&] {
    xml.attribute("xmlns", schema);
    xml.element("CstmrCdtTrfInitn", [&] {
      xml.element("GrpHdr", [&] {
        xml.text("MsgId", order.message_id);
        xml.text("CreDtTm", format_instant(order.created_at).substr(0, 19) + "Z");
        xml.text("NbOfTxs", count);
        xml.text("CtrlSum", total);
        xml.element("InitgPty", [&] { xml.text("Nm", order.funding.name); });
      });
      write_payment(xml, order, count, total);
    });
  });
  auto content = xml.end();
  if (content.empty() || !readable(content))
    return fail(ErrorCode::failed_precondition,
                "a name has characters that no file to a bank can hold. Nothing was submitted", "holder");
  return content;
}

} // namespace paydesk::statements
