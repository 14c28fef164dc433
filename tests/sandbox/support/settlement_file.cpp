#include "support/settlement_file.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <memory>
#include <stdexcept>

namespace sandbox_test {

namespace {

std::vector<std::vector<std::string>> parse_rows(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted) {
      if (c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
        row.back() += csv[++i];
      } else if (c == '"') {
        quoted = false;
      } else {
        row.back() += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\r') {
      if (csv.compare(i, 2, "\r\n") != 0) throw std::runtime_error("CR without LF");
      ++i;
      rows.push_back(std::move(row));
      row.assign(1, "");
    } else if (c == '\n') {
      throw std::runtime_error("LF without CR");
    } else {
      row.back() += c;
    }
  }
  if (row.size() != 1 || !row.front().empty()) throw std::runtime_error("the last line has no end");
  return rows;
}

SettlementLine to_line(const std::vector<std::string>& row) {
  if (row.size() != 13) throw std::runtime_error("a row has not 13 fields");
  const int digits = digits_of(row[11]);
  return {row[4],
          row[5],
          row[6],
          row[7],
          minor_units(row[8], digits),
          minor_units(row[9], digits),
          minor_units(row[10], digits),
          row[11]};
}

std::string value_of(xmlXPathContextPtr context, const char* path) {
  const std::unique_ptr<xmlXPathObject, decltype(&xmlXPathFreeObject)> found(
      xmlXPathEvalExpression(reinterpret_cast<const xmlChar*>(path), context), &xmlXPathFreeObject);
  const std::unique_ptr<xmlChar, decltype(xmlFree)> text(xmlXPathCastToString(found.get()), xmlFree);
  return reinterpret_cast<const char*>(text.get());
}

} // namespace

int digits_of(const std::string& currency) {
  if (currency == "KRW" || currency == "JPY") return 0;
  return currency == "KWD" ? 3 : 2;
}

std::int64_t minor_units(const std::string& text, int digits) {
  const std::size_t point = text.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
  if (decimals != static_cast<std::size_t>(digits)) throw std::runtime_error("wrong decimals: " + text);
  std::string plain = text;
  if (point != std::string::npos) plain.erase(point, 1);
  return std::stoll(plain);
}

std::vector<std::string> SettlementFile::references_of(const std::string& type) const {
  std::vector<std::string> references;
  for (const SettlementLine& line : lines) {
    if (line.type == type) references.push_back(line.psp_reference);
  }
  return references;
}

SettlementFile parse_settlement(const std::string& csv) {
  auto rows = parse_rows(csv);
  if (rows.size() < 2) throw std::runtime_error("no header or no trailer");
  SettlementFile file;
  file.header = rows.front();
  for (std::size_t i = 1; i + 1 < rows.size(); ++i) {
    if (rows[i][3] != std::to_string(i)) throw std::runtime_error("line numbers are not consecutive");
    file.lines.push_back(to_line(rows[i]));
  }
  file.trailer = to_line(rows.back());
  file.trailer_count = std::stoll(rows.back()[3]);
  file.batch = rows.back()[0];
  return file;
}

BankStatement parse_statement(const std::string& xml) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET),
      &xmlFreeDoc);
  if (!document) throw std::runtime_error("not well-formed XML");
  const std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)> context(
      xmlXPathNewContext(document.get()), &xmlXPathFreeContext);
  xmlXPathRegisterNs(context.get(), reinterpret_cast<const xmlChar*>("c"),
                     reinterpret_cast<const xmlChar*>("urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"));
  const auto at = [&context](const char* path) { return value_of(context.get(), path); };
  BankStatement statement;
  statement.opening = at("//c:Bal[c:Tp/c:CdOrPrtry/c:Cd='OPBD']/c:Amt");
  statement.opening_sign = at("//c:Bal[c:Tp/c:CdOrPrtry/c:Cd='OPBD']/c:CdtDbtInd");
  statement.closing = at("//c:Bal[c:Tp/c:CdOrPrtry/c:Cd='CLBD']/c:Amt");
  statement.closing_sign = at("//c:Bal[c:Tp/c:CdOrPrtry/c:Cd='CLBD']/c:CdtDbtInd");
  statement.entry = at("//c:Ntry/c:Amt");
  statement.entry_sign = at("//c:Ntry/c:CdtDbtInd");
  statement.end_to_end_id = at("//c:Ntry//c:EndToEndId");
  statement.servicer_reference = at("//c:Ntry/c:AcctSvcrRef");
  statement.remittance = at("//c:Ntry//c:Ustrd");
  statement.entries = std::stoi(at("count(//c:Ntry)"));
  return statement;
}

} // namespace sandbox_test
