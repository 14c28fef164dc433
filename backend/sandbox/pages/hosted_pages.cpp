#include "sandbox/pages/hosted_pages.h"

#include "sandbox/http/url.h"
#include "sandbox/pages/page_html.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sandbox {

namespace {

constexpr std::array<std::string_view, 5> kCards{"ok", "insufficient_funds", "do_not_honor", "lost_card",
                                                 "never"};

Reply html(int status, std::string content) {
  Reply reply{status, "text/html; charset=utf-8", std::move(content)};
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'");
  return reply;
}

Reply message(int status, const std::string& title, const std::string& text, const std::string& back = {}) {
  return html(status, message_page(title, text, back));
}

Reply unknown_page() {
  return message(404, "Not found", "There is no payment at this address. Please go back to the shop.");
}

/// The page of a checkout that can no longer be paid.
Reply closed_page(const Checkout& checkout) {
  switch (checkout.phase) {
  case Phase::authorized:
    return message(200, "Paid", "This payment has been made.", checkout.redirect_url);
  case Phase::processing:
    return message(200, "In progress", "This payment is being processed.", checkout.redirect_url);
  case Phase::declined:
    return message(410, "Declined", "The payment was declined too often.", checkout.redirect_url);
  case Phase::expired:
    return message(410, "Expired", "The time to pay has run out. Nothing was charged.",
                   checkout.redirect_url);
  default:
    return message(410, "Cancelled", "This payment was cancelled and can no longer be made.",
                   checkout.redirect_url);
  }
}

std::string_view word(PayResult result) {
  if (result == PayResult::success) return "success";
  return result == PayResult::declined ? "declined" : "processing";
}

Reply redirect(const Checkout& checkout, PayResult result) {
  Reply reply = message(303, "Thank you", "Returning to the shop.", checkout.redirect_url);
  const std::string query = "checkout=" + checkout.id + "&result=" + std::string(word(result));
  reply.headers.emplace_back("Location", with_query(checkout.redirect_url, query));
  return reply;
}

} // namespace

void HostedPages::add_routes(Router& router) {
  router.add_plain("GET", "/pay/{id}",
                   [this](const Request&, const PathValues& values) { return show(values[0]); });
  router.add_plain("POST", "/pay/{id}", [this](const Request& request, const PathValues& values) {
    return submit(request, values[0]);
  });
}

Reply HostedPages::show(const std::string& checkout_id) {
  Checkout* checkout = books_.shelf.find(checkout_id);
  if (checkout == nullptr) return unknown_page();
  if (!checkout->payable()) return closed_page(*checkout);
  payments_.page_opened(*checkout);
  return html(200, payment_page(*checkout));
}

Reply HostedPages::submit(const Request& request, const std::string& checkout_id) {
  Checkout* checkout = books_.shelf.find(checkout_id);
  if (checkout == nullptr) return unknown_page();
  const auto form = parse_form(request.body);
  const auto card = form.find("card");
  if (card == form.end() || std::ranges::find(kCards, card->second) == kCards.end()) {
    return message(400, "Choose a card", "The form came without a card. Please go back and try again.");
  }
  const auto result = payments_.pay(*checkout, card->second);
  if (result) return redirect(*checkout, *result);
  Reply reply = closed_page(*checkout);
  reply.status = result.error().status;
  return reply;
}

} // namespace sandbox
