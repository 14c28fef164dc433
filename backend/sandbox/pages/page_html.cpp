#include "sandbox/pages/page_html.h"

#include "sandbox/http/url.h"
#include "sandbox/text/markup.h"
#include "sandbox/text/money.h"

#include <array>
#include <string_view>

namespace sandbox {

namespace {

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ink:#1a2233;--soft:#5b6780;--line:#d9deea;--paper:#fff;--back:#eef1f7;
  --act:#2456d6}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf5;--soft:#9aa6bd;--line:#323b4d;--paper:#1b2230;
  --back:#11161f;--act:#3f6ff0}}*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--back);
  color:var(--ink);font:16px/1.5 system-ui,"Noto Sans CJK KR",sans-serif}
main{width:100%;max-width:430px;background:var(--paper);border:1px solid var(--line);border-radius:16px;
  padding:28px;box-shadow:0 12px 40px rgba(15,25,50,.10)}
.shop{color:var(--soft);font-size:14px;letter-spacing:.02em}
h1{margin:4px 0 2px;font-size:32px;line-height:1.2;font-variant-numeric:tabular-nums}
p{margin:8px 0;overflow-wrap:anywhere}.soft{color:var(--soft);font-size:14px}
.note{margin:16px 0;padding:10px 14px;border-radius:10px;background:rgba(200,60,60,.12);
  border:1px solid rgba(200,60,60,.35)}fieldset{border:0;margin:20px 0;padding:0;display:grid;gap:10px}
legend{padding:0 0 8px;font-weight:600}
label{display:flex;gap:12px;align-items:center;padding:12px 14px;border:1px solid var(--line);
  border-radius:10px;cursor:pointer}
label:has(input:checked){border-color:var(--act);box-shadow:0 0 0 1px var(--act)}
input{accent-color:var(--act);width:18px;height:18px}label small{display:block;color:var(--soft)}
button,.button{display:block;width:100%;padding:14px;border:0;border-radius:10px;background:var(--act);
  color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.cancel{display:block;margin-top:14px;text-align:center;color:var(--soft)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
footer{margin-top:22px;padding-top:14px;border-top:1px solid var(--line);color:var(--soft);font-size:12px}
)css";

struct Card {
  std::string_view value;
  std::string_view title;
  std::string_view digits;
};

constexpr std::array kCards{Card{"ok", "Card that works", "•••• 4242"},
                            Card{"insufficient_funds", "Card with insufficient funds", "•••• 9995"},
                            Card{"lost_card", "Lost card", "•••• 9987"},
                            Card{"never", "Never answers", "•••• 0000"}};

std::string page(const std::string& title, const std::string& content) {
  std::string html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                     "<meta name=\"referrer\" content=\"no-referrer\"><title>";
  html += escaped(title) + "</title><style>";
  html += kStyle;
  html += "</style></head><body><main>" + content +
          "<footer>Paydesk Sandbox. No real money moves, and no card is asked "
          "for.</footer></main></body></html>\n";
  return html;
}

std::string card_choices() {
  std::string choices = "<fieldset><legend>Pay with</legend>";
  for (const Card& card : kCards) {
    choices.append("<label><input type=\"radio\" name=\"card\" value=\"").append(card.value).append("\"");
    if (card.value == "ok") choices += " checked";
    choices.append("><span>").append(card.title).append("<small>").append(card.digits);
    choices += "</small></span></label>";
  }
  return choices + "</fieldset>";
}

std::string declined_note(const Checkout& checkout) {
  if (checkout.decline_code.empty()) return "";
  std::string reason = checkout.decline_code;
  for (char& c : reason)
    c = c == '_' ? ' ' : c;
  return "<div class=\"note\" role=\"alert\">The card was declined (" + escaped(reason) +
         "). Nothing was charged; please try another card.</div>";
}

} // namespace

std::string payment_page(const Checkout& checkout) {
  const std::string amount = shown_amount(checkout.amount, checkout.currency);
  const std::string cancel =
      with_query(checkout.cancel_url, "checkout=" + percent_encoded(checkout.id) + "&result=cancelled");
  std::string content = "<div class=\"shop\">" + escaped(checkout.account->merchant_name) + "</div><h1>" +
                        escaped(amount) + "</h1>";
  if (!checkout.description.empty()) content += "<p>" + escaped(checkout.description) + "</p>";
  content += "<p class=\"soft\">Reference " + escaped(checkout.reference) + "<br>Payable until " +
             escaped(rfc3339(checkout.expires_at)) + "</p>" + declined_note(checkout);
  content += "<form method=\"post\" action=\"/pay/" + percent_encoded(checkout.id) + "\">" + card_choices() +
             "<button type=\"submit\">Pay " + escaped(amount) + "</button></form>";
  content += "<a class=\"cancel\" href=\"" + escaped(cancel) + "\">Cancel and return to the shop</a>";
  return page("Pay " + amount, content);
}

std::string message_page(const std::string& title, const std::string& message, const std::string& back) {
  std::string content = "<h1>" + escaped(title) + "</h1><p>" + escaped(message) + "</p>";
  if (!back.empty())
    content += "<p><a class=\"button\" href=\"" + escaped(back) + "\">Return to the shop</a></p>";
  return page(title, content);
}

} // namespace sandbox
