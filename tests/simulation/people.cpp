#include "simulation/people.h"

#include <algorithm>

namespace paydesk::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int patience = 6; ///< how often somebody tries again what was not answered
const ApprovalThresholds thresholds = {{"EUR", 20'000}, {"JPY", 20'000}, {"KWD", 20'000}};

const Currency& currency_of(const CreatePayment& request) {
  static thread_local Currency found;
  found = *Currency::find(request.currency);
  return found;
}

} // namespace

People::People(const Ground& ground, Provider& provider, RunIds run, Begin begin)
    : ground_(ground), provider_(provider), run_(std::move(run)), begin_(std::move(begin)),
      store_(ground.store_for("people")), commands_(store_, ground.around.clock, ground.ids, ground.policy),
      refunds_(store_, ground.around.clock, ground.ids, ground.policy, thresholds),
      shop_{run_.shop, "shop", "shop", {"shop"}, ground.ids.next()}, operator_(caller("operator", {"operator"})),
      colleague_(caller("colleague", {"operator"})), approver_(caller("approver", {"approver"})) {}

Caller People::caller(std::string login, std::vector<std::string> roles) {
  return {ground_.ids.next(), login, login, std::move(roles), ground_.ids.next()};
}

void People::open_shop() {
  auto& dice = ground_.around.dice;
  static constexpr const char* currencies[] = {"EUR", "JPY", "KWD"};
  const auto payments = dice.weighted({70, 25, 5}) + 1;
  for (std::size_t i = 0; i < payments; ++i) {
    Checkout checkout;
    checkout.name = "P" + std::to_string(i + 1);
    checkout.key = ground_.ids.next();
    checkout.hash = std::string(32, static_cast<char>('a' + i));
    checkout.request = {"buyer", checkout.name, currencies[dice.weighted({6, 3, 1})], ground_.account,
                        "http://shop/ok", "http://shop/no", dice.between(60, 300), {}};
    const auto orders = dice.weighted({5, 3, 2}) + 1;
    for (std::size_t o = 0; o < orders; ++o)
      checkout.request.orders.push_back({dice.pick(const_cast<std::vector<std::string>&>(run_.sellers)),
                                         format_amount(dice.between(100, 20'000), currency_of(checkout.request)),
                                         checkout.name + "." + std::to_string(o + 1), "tea"});
    auto& kept = checkouts_.emplace_back(std::move(checkout));
    auto& timeline = ground_.around.timeline;
    const auto first = dice.between(milliseconds(0), milliseconds(3'000));
    timeline.after(first, [this, &kept] { begin_("shop", [this, &kept] { order(kept, 0); }); });
    if (dice.chance(250)) // impatient: the same again, at the same time or later
      timeline.after(first + dice.between(milliseconds(0), milliseconds(2'000)),
                     [this, &kept] { begin_("shop again", [this, &kept] { order(kept, 0); }); });
    if (dice.chance(50))
      timeline.after(first + seconds(20), [this, &kept] { begin_("shop", [this, &kept] { order_something_else(kept); }); });
  }
}

void People::order(Checkout& checkout, int tries) {
  auto& story = ground_.around.story;
  const std::vector<AccountTerms> accounts = {
      {ground_.account, "KR", ground_.mode, {"EUR", "JPY", "KWD"}, 1000}};
  auto payment = make_payment(shop_, checkout.key, checkout.request, accounts, ground_.around.clock.now(), ground_.ids,
                              ground_.policy);
  if (!payment) {
    complaints_.push_back("a good checkout is refused: " + payment.error().message);
    return;
  }
  payment->request_hash = checkout.hash;
  const auto& a = payment->aggregate;
  story.name(a.payment.payment_id, checkout.name);
  story.name(a.charge.charge_id, checkout.name);
  std::vector<NewPayment> one;
  one.push_back(std::move(*payment));
  const auto outcome = store_.create(one);
  if (!outcome) {
    if (tries < patience)
      ground_.around.timeline.after(ground_.around.dice.between(milliseconds(100), milliseconds(9'000)),
                                    [=, this, &checkout] {
                                      begin_("shop", [=, this, &checkout] { order(checkout, tries + 1); });
                                    });
    return;
  }
  const auto& first = outcome->at(0);
  story.tell("shop", "orders " + checkout.name + " for " +
                         money_text(one[0].aggregate.payment.total, currency_of(checkout.request)) +
                         (first.kind == CreateOutcome::Kind::created ? "" : ", again"));
  if (first.kind == CreateOutcome::Kind::key_reused)
    complaints_.push_back("the same request under its key is taken for another");
  if (checkout.payment_id && *checkout.payment_id != first.payment_id)
    complaints_.push_back("one key made two payments");
  checkout.payment_id = first.payment_id;
}

void People::order_something_else(Checkout& checkout) {
  if (!checkout.payment_id)
    return;
  auto payment = make_payment(shop_, checkout.key, checkout.request, {{ground_.account, "KR", ground_.mode, {"EUR", "JPY", "KWD"}, 1000}},
                              ground_.around.clock.now(), ground_.ids, ground_.policy);
  payment->request_hash = std::string(32, 'z');
  std::vector<NewPayment> one;
  one.push_back(std::move(*payment));
  const auto outcome = store_.create(one);
  if (outcome && outcome->at(0).kind != CreateOutcome::Kind::key_reused)
    complaints_.push_back("a key that stands for another request is taken");
}

void People::keep_answer(Checkout& checkout) {
  const StoredResponse response{shop_.principal_id, checkout.key, 201, "the page of " + checkout.name};
  const auto stored = store_.store_responses({&response, 1});
  if (stored && stored->at(0).body != response.body)
    complaints_.push_back("a key has another answer than its own");
}

void People::look(const Snapshot& seen) {
  auto& around = ground_.around;
  for (const auto& charge : seen.charges) {
    if (!charge.token.empty() && seen_pages_.insert(charge.charge_id).second)
      visit_page(charge);
    if (charge.captured > 0 && seen_captures_.insert(charge.charge_id).second)
      wish_after_payment(charge.payment_id);
  }
  for (const auto& refund : seen.refunds)
    if (refund.state == "awaiting_approval" && seen_waiting_.insert(refund.refund_id).second)
      around.timeline.after(around.dice.between(seconds(1), seconds(60)), [this, id = refund.refund_id] {
        const bool approve = ground_.around.dice.chance(700);
        begin_("approver", [=, this] { decide(id, approve); });
      });
  for (const auto& job : seen.dead_jobs)
    if (seen_dead_.insert(job).second && around.dice.chance(500))
      around.timeline.after(around.dice.between(seconds(1), seconds(120)), [this, job] {
        const bool discard = ground_.around.dice.chance(400);
        seen_dead_.erase(job);
        begin_("operator", [=, this] { look_after_dead(job, discard); });
      });
}

void People::tidy_up(const Snapshot& seen) {
  for (const auto& refund : seen.refunds)
    if (refund.state == "awaiting_approval")
      begin_("approver", [this, id = refund.refund_id] { decide(id, true); });
  for (const auto& job : seen.dead_jobs)
    begin_("operator", [this, job] { look_after_dead(job, false); });
}

// The page is known to the shop now, and so to the buyer.
void People::visit_page(const Snapshot::ChargeRow& charge) {
  auto& dice = ground_.around.dice;
  auto& timeline = ground_.around.timeline;
  const auto at = std::find_if(checkouts_.begin(), checkouts_.end(),
                               [&](const Checkout& c) { return c.payment_id == charge.payment_id; });
  if (at != checkouts_.end() && dice.chance(300))
    begin_("shop", [this, &checkout = *at] { keep_answer(checkout); });
  if (dice.chance(100))
    timeline.after(dice.between(milliseconds(0), milliseconds(40'000)), [this, id = charge.payment_id] {
      begin_("operator", [this, id] { cancel(id); });
    });
  if (dice.chance(80))
    return; // never comes
  const auto comes = dice.between(milliseconds(50), milliseconds(8'000));
  timeline.after(comes, [this, token = charge.token] { provider_.open_page(token); });
  if (dice.chance(80))
    return; // leaves without paying
  auto pays = comes + dice.between(milliseconds(100), milliseconds(8'000));
  if (dice.chance(150)) // at the last moment
    pays = std::chrono::duration_cast<milliseconds>(provider_.find(charge.charge_id.to_string())->expires_at -
                                                    ground_.around.clock.now()) -
           dice.between(milliseconds(1), milliseconds(3'000));
  const auto choose = [&](milliseconds when, Provider::Choice choice) {
    const auto bank = dice.between(milliseconds(50), milliseconds(dice.chance(100) ? 120'000 : 4'000));
    timeline.after(when, [=, this, token = charge.token] { provider_.submit_card(token, choice, bank); });
  };
  if (dice.chance(150)) {
    choose(pays, dice.chance(300) ? Provider::Choice::last_bad_card : Provider::Choice::bad_card);
    pays += dice.between(milliseconds(4'000), milliseconds(10'000));
  }
  choose(pays, Provider::Choice::good_card);
}

void People::wish_after_payment(const Uuid& payment_id) {
  auto& dice = ground_.around.dice;
  if (!dice.chance(600))
    return;
  const auto refunds = dice.weighted({50, 35, 15}) + 1;
  const auto first = dice.between(milliseconds(0), milliseconds(60'000));
  for (std::size_t i = 0; i < refunds; ++i) {
    // Two operators at the same time, one after the other, or one who clicks twice.
    const bool whole = dice.chance(400);
    const auto part = dice.between(1, 12'000);
    const auto key = ground_.ids.next();
    const auto when = dice.chance(500) ? first : first + dice.between(milliseconds(0), milliseconds(30'000));
    for (int click = dice.chance(200) ? 2 : 1; click > 0; --click)
      ground_.around.timeline.after(when, [=, this] {
        const auto& who = i % 2 == 0 ? operator_ : colleague_;
        begin_(who.login, [=, this, &who] { refund(who, payment_id, key, whole, part, 0); });
      });
  }
}

void People::refund(const Caller& who, const Uuid& payment_id, const Uuid& key, bool whole, std::int64_t part,
                    int tries) {
  auto& around = ground_.around;
  views::RefundRequest request{payment_id.to_string(), {}, "returned", "", key.to_string()};
  if (!whole) {
    const std::vector<Uuid> one = {payment_id};
    const auto found = store_.registrations(one);
    if (!found || found->empty())
      return;
    const auto& order = found->at(0).orders.front();
    request.lines = {{order.order_id.to_string(), format_amount(std::min(part, order.amount), found->at(0).currency)}};
  }
  const auto made = refunds_.create(who, request);
  if (made) {
    std::int64_t total = 0;
    for (const auto& row : *made)
      total += row.amount.minor;
    return around.story.tell(who.login, "refunds " + money_text(total, made->at(0).amount.currency) + " of " +
                                            around.story.name_of(payment_id));
  }
  if (made.error().code == ErrorCode::unavailable && tries < patience)
    around.timeline.after(around.dice.between(milliseconds(100), milliseconds(9'000)), [=, this, &who] {
      begin_(who.login, [=, this, &who] { refund(who, payment_id, key, whole, part, tries + 1); });
    });
  if (made.error().code == ErrorCode::internal)
    complaints_.push_back("a refund fails by a defect: " + made.error().message);
}

void People::cancel(const Uuid& payment_id) {
  const auto done = commands_.cancel_payment(operator_, payment_id, "the buyer asked for it");
  ground_.around.story.tell("operator", "cancels " + ground_.around.story.name_of(payment_id) + ": " +
                                            (done ? done->message : done.error().message));
}

void People::decide(const Uuid& refund_id, bool approve) {
  if (const auto done = refunds_.decide(approver_, refund_id, approve, "seen"))
    ground_.around.story.tell("approver", (approve ? "approves " : "refuses ") + money_text(done->amount.minor, done->amount.currency));
}

void People::look_after_dead(const Uuid& job_id, bool discard) {
  const auto done = discard ? commands_.discard_items(operator_, {job_id}, "given up")
                            : commands_.retry_items(operator_, {job_id}, "again");
  if (done && !done->empty())
    ground_.around.story.tell("operator", (discard ? "discards a dead letter: " : "retries a dead letter: ") + done->at(0).message);
}

} // namespace paydesk::simulation
