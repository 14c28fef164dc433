#include "engine/journals/psp_invoices.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace paydesk::journals {
namespace {

constexpr std::size_t longest_number = 64, longest_account = 255;

bool is_text(char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; }

/// Takes "name value\n" from the front.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view name) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with(name) || text.size() <= name.size() || text[name.size()] != ' ')
    return std::nullopt;
  const auto value = text.substr(name.size() + 1, end - name.size() - 1);
  text.remove_prefix(end + 1);
  return value;
}

/// Below zero when it is none.
std::int64_t number_in(std::optional<std::string_view> text) {
  std::int64_t value = 0;
  if (!text)
    return -1;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), value);
  return parsed.ec == std::errc{} && parsed.ptr == text->data() + text->size() ? value : -1;
}

Result<void> check_names(const views::PspInvoice& invoice) {
  if (invoice.psp_account.empty() || invoice.psp_account.size() > longest_account ||
      invoice.psp_account.find('\n') != std::string::npos)
    return invalid("invoice.psp_account", invoice.psp_account.empty() ? "is missing" : "is no PSP account");
  if (invoice.number.empty() || invoice.number.size() > longest_number)
    return invalid("invoice.number", invoice.number.empty() ? "is missing" : "is longer than 64 bytes");
  if (!std::all_of(invoice.number.begin(), invoice.number.end(), is_text))
    return invalid("invoice.number", "has a space or a control character; it has to be found in files and statements as one word");
  return {};
}

} // namespace

Result<InvoiceCommand> check_invoice(const views::PspInvoice& invoice, Instant now) {
  if (const auto ok = check_names(invoice); !ok)
    return tl::unexpected(ok.error());
  if (const auto ok = check_value_date(invoice.value_date, "invoice.value_date", now); !ok)
    return tl::unexpected(ok.error());
  const auto currency = Currency::find(invoice.currency);
  if (!currency)
    return invalid("invoice.currency", invoice.currency.empty() ? "is missing" : "is not an ISO 4217 currency code");
  const auto net = parse_amount(invoice.net, *currency, "invoice.net");
  if (!net)
    return tl::unexpected(net.error());
  if (*net == 0)
    return invalid("invoice.net", "is zero");
  const auto vat = invoice.vat.empty() ? Result<std::int64_t>(0) : parse_amount(invoice.vat, *currency, "invoice.vat");
  if (!vat)
    return tl::unexpected(vat.error());
  return InvoiceCommand{invoice.psp_account, invoice.number, invoice.value_date, {*net, *currency}, *vat};
}

std::string write(const InvoiceCommand& command) {
  return "psp_account " + command.psp_account + "\nnumber " + command.number + "\nvalue_date " + command.value_date +
         "\ncurrency " + command.net.currency.to_string() + "\nnet " + std::to_string(command.net.minor) + "\nvat " +
         std::to_string(command.vat) + "\n";
}

Result<InvoiceCommand> read_invoice(const std::string& content) {
  std::string_view rest(content);
  const auto account = take_line(rest, "psp_account");
  const auto number = take_line(rest, "number");
  const auto date = take_line(rest, "value_date");
  const auto code = take_line(rest, "currency");
  const auto net = number_in(take_line(rest, "net"));
  const auto vat = number_in(take_line(rest, "vat"));
  const auto currency = code ? Currency::find(*code) : std::nullopt;
  if (account && number && date && currency && net > 0 && vat >= 0 && checked_add(net, vat)) {
    InvoiceCommand command{std::string(*account), std::string(*number), std::string(*date), {net, *currency}, vat};
    if (write(command) == content)
      return command;
  }
  return fail(ErrorCode::data_loss, "the stored command cannot be read. Nothing was booked; reject it and ask anew");
}

std::string subject_of(const InvoiceCommand& command) { return command.psp_account + " " + command.number; }

Result<Plan> PspInvoices::plan(ApprovalTx& tx, const std::string& command, bool) const {
  const auto given = read_invoice(command);
  if (!given)
    return tl::unexpected(given.error());
  const std::vector<std::string> accounts = {given->psp_account};
  if (tx.known_psp_accounts(accounts).empty())
    return invalid("invoice.psp_account", "there is no PSP account " + given->psp_account);
  if (tx.knows_psp_invoice(given->psp_account, given->number))
    return fail(ErrorCode::failed_precondition,
                "invoice " + given->number + " of " + given->psp_account + " was entered before. Nothing was booked",
                "invoice.number");
  const auto currency = given->net.currency;
  Plan plan;
  plan.value_date = given->value_date;
  plan.cause = given->psp_account + "/" + given->number;
  plan.lines.push_back({{"psp_fees", ""}, currency, given->net.minor});
  if (given->vat != 0)
    plan.lines.push_back({{"input_vat", ""}, currency, given->vat});
  plan.lines.push_back({{"psp_payable", given->psp_account}, currency, -given->total().minor});
  return plan;
}

void PspInvoices::link(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id) const {
  if (const auto given = read_invoice(approval.command))
    tx.add_psp_invoice(transaction_id, approval.approval_id, given->psp_account, given->number, given->total());
}

} // namespace paydesk::journals
