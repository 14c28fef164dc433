#include "simulation/people.h"

#include <algorithm>

#include "store/breakers.h"

namespace paydesk::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int patience = 6; ///< how often somebody tries again what was not answered
const ApprovalThresholds thresholds = {{"EUR", 20'000}, {"JPY", 20'000}, {"KWD", 20'000}};
constexpr const char* currencies[] = {"EUR", "JPY", "KWD"};

Currency currency_of(const CreatePayment& request) { return *Currency::find(request.currency); }

/// Does something at its end, also when the daemon dies over it, unless it was answered.
class Unanswered {
 public:
  explicit Unanswered(std::function<void()> then) : then_(std::move(then)) {}
  ~Unanswered() {
    if (then_)
      then_();
  }
  Unanswered(const Unanswered&) = delete;
  Unanswered& operator=(const Unanswered&) = delete;
  void answered() { then_ = nullptr; }

 private:
  std::function<void()> then_;
};

} // namespace

struct People::Refunding {
  const Caller* who = nullptr;
  Uuid payment_id;
  Uuid key;
  bool whole = false;
  std::int64_t part = 0; ///< of the first order, when not the whole
};

People::People(const Ground& ground, store::Database& database, RunIds run, std::deque<Daemon>& daemons)
    : ground_(ground), database_(database), verdicts_(database, ground.around.clock), run_(std::move(run)), daemons_(daemons),
      shop_{run_.shop, "shop", "shop", {"shop"}, ground.ids.next()}, operator_(caller("operator", {"operator"})),
      colleague_(caller("colleague", {"operator"})), approver_(caller("approver", {"approver"})),
      timekeeper_{approver_.principal_id, "timekeeper", "timekeeper", {"viewer"}, approver_.session_id} {}

Caller People::caller(std::string login, std::vector<std::string> roles) {
  return {ground_.ids.next(), login, login, std::move(roles), ground_.ids.next()};
}

OperatorCommands People::commands(Daemon& daemon) {
  return {daemon.store(), ground_.around.clock, ground_.ids, ground_.policy};
}
Refunds People::refunds(Daemon& daemon) {
  return {daemon.store(), ground_.around.clock, ground_.ids, ground_.policy, thresholds};
}

void People::ask(Act act) {
  auto& daemon = daemons_[static_cast<std::size_t>(
      ground_.around.dice.between(0, static_cast<std::int64_t>(daemons_.size()) - 1))];
  daemon.begin([&daemon, act = std::move(act)] { act(daemon); });
}

void People::ask_after(milliseconds delay, Act act) {
  ground_.around.timeline.after(delay, [this, act = std::move(act)] { ask(act); });
}

void People::open_shop() {
  auto& dice = ground_.around.dice;
  if (ground_.accounts.size() > 1)
    wish_for_outages();
  const auto payments = dice.weighted({70, 25, 5}) + 1;
  for (std::size_t i = 0; i < payments; ++i) {
    auto& made = checkouts_.emplace_back();
    made.name = "P" + std::to_string(i + 1);
    made.key = ground_.ids.next();
    made.hash = std::string(32, static_cast<char>('a' + i));
    made.request = {"buyer", made.name, currencies[dice.weighted({6, 3, 1})], {},
                    "http://shop/ok", "http://shop/no", dice.between(60, 300), {}};
    if (ground_.accounts.size() == 1 || dice.chance(200)) // the first one takes every currency
      made.request.psp_account = ground_.accounts.front().name();
    const auto orders = dice.weighted({5, 3, 2}) + 1;
    for (std::size_t o = 0; o < orders; ++o)
      made.request.orders.push_back({run_.sellers[dice.weighted({1, 1, 1})],
                                     format_amount(dice.between(100, 20'000), currency_of(made.request)),
                                     made.name + "." + std::to_string(o + 1), "tea"});
    if (dice.chance(300)) { // a stored payment method, without a page
      made.request.payment_method = "pm_" + made.name;
      made.request.success_url.clear();
      made.request.cancel_url.clear();
    }
    const auto first = dice.between(milliseconds(0), milliseconds(3'000));
    ask_after(first, [this, &made](Daemon& daemon) { order(daemon, made, 0); });
    if (dice.chance(250)) // impatient: the same again, at the same time or later
      ask_after(first + dice.between(milliseconds(0), milliseconds(2'000)),
                [this, &made](Daemon& daemon) { order(daemon, made, 0); });
    if (dice.chance(50))
      ask_after(first + seconds(20), [this, &made](Daemon& daemon) { order_something_else(daemon, made); });
  }
}

// An operator takes an account out for a while: what is not registered there yet may go elsewhere.
void People::wish_for_outages() {
  auto& dice = ground_.around.dice;
  for (auto& account : ground_.accounts) {
    if (!dice.chance(150))
      continue;
    const auto begin = dice.between(milliseconds(0), milliseconds(20'000));
    ground_.around.timeline.after(begin, [this, &account] { set_breaker(account, true); });
    ground_.around.timeline.after(begin + dice.between(milliseconds(5'000), milliseconds(120'000)),
                                  [this, &account] { set_breaker(account, false); });
  }
}

void People::set_breaker(Account& account, bool open) {
  // Nobody counts answers here, so no probes could close it: it is forced either way.
  const auto state = open ? BreakerState::open : BreakerState::closed;
  const auto done = store::PgBreakers(database_).force(operator_, account.name(), state, "the PSP is being repaired",
                                                       ground_.around.clock.now(), {});
  if (!done)
    throw std::logic_error("a breaker cannot be forced: " + done.error().message);
  ground_.rules.set_breaker(account.name(), state);
  (void)ground_.board.refresh();
  ground_.around.story.tell("operator", (open ? "takes " : "lets ") + account.name() + (open ? " out" : " in again"));
}

NewPayment People::payment_of(const Checkout& checkout, std::string hash) {
  std::vector<AccountTerms> accounts;
  for (const auto& account : ground_.accounts)
    accounts.push_back(account.terms);
  auto payment = make_payment(shop_, checkout.key, checkout.request, accounts, ground_.around.clock.now(), ground_.ids,
                              ground_.policy);
  if (!payment)
    throw std::logic_error("a good checkout is refused: " + payment.error().message);
  payment->request_hash = std::move(hash);
  return std::move(*payment);
}

void People::order(Daemon& daemon, Checkout& checkout, int tries) {
  auto& around = ground_.around;
  std::vector<NewPayment> one;
  one.push_back(payment_of(checkout, checkout.hash));
  const auto& charges = one[0].charges;
  around.story.name(one[0].payment().payment_id, checkout.name);
  for (std::size_t i = 0; i < charges.size(); ++i)
    around.story.name(charges[i].charge.charge_id,
                      charges.size() == 1 ? checkout.name : checkout.name + "/" + std::to_string(i + 1));
  const bool direct = charges[0].charge.is_direct();
  const auto total = money_text(one[0].payment().total, currency_of(checkout.request)) + (direct ? " directly" : "");
  Unanswered unanswered([=, this, &checkout] {
    if (tries < patience)
      ask_after(ground_.around.dice.between(milliseconds(100), milliseconds(9'000)),
                [=, this, &checkout](Daemon& other) { order(other, checkout, tries + 1); });
  });
  const auto outcome = store_payments(daemon.store(), one, &daemon.rooms(), ground_.ids, ground_.policy);
  if (!outcome)
    return;
  unanswered.answered();
  const auto& made = outcome->at(0);
  around.story.tell("shop", "orders " + checkout.name + " for " + total +
                                (made.kind == CreateOutcome::Kind::created ? "" : ", again"));
  if (made.kind == CreateOutcome::Kind::key_reused)
    complaints_.push_back("the same request under its key is taken for another");
  if (checkout.payment_id && *checkout.payment_id != made.payment_id)
    complaints_.push_back("one key made two payments");
  if (direct && !checkout.payment_id)
    wish_before_payment(made.payment_id);
  checkout.payment_id = made.payment_id;
}

void People::order_something_else(Daemon& daemon, Checkout& checkout) {
  if (!checkout.payment_id)
    return;
  std::vector<NewPayment> one;
  one.push_back(payment_of(checkout, std::string(32, 'z')));
  const auto outcome = store_payments(daemon.store(), one, &daemon.rooms(), ground_.ids, ground_.policy);
  if (outcome && outcome->at(0).kind != CreateOutcome::Kind::key_reused)
    complaints_.push_back("a key that stands for another request is taken");
}

void People::keep_answer(Daemon& daemon, Checkout& checkout) {
  const StoredResponse response{shop_.principal_id, checkout.key, 201, "the page of " + checkout.name};
  const auto stored = daemon.store().store_responses({&response, 1});
  if (stored && stored->at(0).body != response.body)
    complaints_.push_back("a key has another answer than its own");
}

void People::look(const Snapshot& seen) {
  auto& dice = ground_.around.dice;
  for (const auto& charge : seen.charges) {
    if (!charge.token.empty() && seen_pages_.insert(charge.charge_id).second)
      visit_page(charge);
    if (charge.captured > 0 && seen_captures_.insert(charge.charge_id).second)
      wish_after_payment(charge.payment_id);
  }
  for (const auto& refund : seen.refunds)
    if (refund.state == "awaiting_approval" && seen_waiting_.insert(refund.refund_id).second)
      ask_after(dice.between(seconds(1), seconds(60)),
                [this, id = refund.refund_id, approve = dice.chance(700)](Daemon& d) { decide(d, id, approve); });
  for (const auto& job : seen.dead_jobs)
    if (seen_dead_.insert(job).second && dice.chance(500))
      ask_after(dice.between(seconds(1), seconds(120)), [this, job, discard = dice.chance(400)](Daemon& daemon) {
        seen_dead_.erase(job);
        look_after_dead(daemon, job, discard);
      });
  look_at_doubts(seen);
  look_at_disputes(seen);
}

void People::tidy_up(const Snapshot& seen) {
  for (auto& account : ground_.accounts)
    if (ground_.rules.is_open(account.name()))
      set_breaker(account, false);
  for (const auto& refund : seen.refunds)
    if (refund.state == "awaiting_approval")
      ask([this, id = refund.refund_id](Daemon& daemon) { decide(daemon, id, true); });
  end_doubts(seen);
}

void People::wish_before_payment(const Uuid& payment_id) {
  auto& dice = ground_.around.dice;
  if (dice.chance(100))
    ask_after(dice.between(milliseconds(0), milliseconds(40'000)),
              [this, payment_id](Daemon& daemon) { cancel(daemon, payment_id); });
  if (dice.chance(100))
    ask_after(dice.between(milliseconds(0), milliseconds(90'000)),
              [this, payment_id](Daemon& daemon) { hurry(daemon, payment_id); });
}

// The page is known to the shop now, and so to the buyer.
void People::visit_page(const Snapshot::ChargeRow& charge) {
  auto& dice = ground_.around.dice;
  auto& timeline = ground_.around.timeline;
  const auto at = std::find_if(checkouts_.begin(), checkouts_.end(),
                               [&](const Checkout& c) { return c.payment_id == charge.payment_id; });
  if (at != checkouts_.end() && dice.chance(300))
    ask([this, &checkout = *at](Daemon& daemon) { keep_answer(daemon, checkout); });
  wish_before_payment(charge.payment_id);
  if (dice.chance(80))
    return; // never comes
  const auto comes = dice.between(milliseconds(50), milliseconds(8'000));
  auto& provider = account_named(ground_.accounts, charge.account).provider;
  timeline.after(comes, [&provider, token = charge.token] { provider.open_page(token); });
  if (dice.chance(80))
    return; // leaves without paying
  auto pays = comes + dice.between(milliseconds(100), milliseconds(8'000));
  if (dice.chance(150)) // at the last moment
    pays = std::chrono::duration_cast<milliseconds>(provider.find(charge.charge_id.to_string())->expires_at -
                                                    ground_.around.clock.now()) -
           dice.between(milliseconds(1), milliseconds(3'000));
  const auto choose = [&](milliseconds when, Provider::Choice choice) {
    const auto bank = dice.between(milliseconds(50), milliseconds(dice.chance(100) ? 120'000 : 4'000));
    timeline.after(when, [=, &provider, token = charge.token] { provider.submit_card(token, choice, bank); });
  };
  if (dice.chance(150)) {
    choose(pays, dice.chance(300) ? Provider::Choice::last_bad_card : Provider::Choice::bad_card);
    pays += dice.between(milliseconds(4'000), milliseconds(10'000));
  }
  choose(pays, Provider::Choice::good_card);
}

// Two operators at the same time, one after the other, or one who clicks twice.
void People::wish_after_payment(const Uuid& payment_id) {
  auto& dice = ground_.around.dice;
  if (!dice.chance(600))
    return;
  const auto wishes = dice.weighted({50, 35, 15}) + 1;
  const auto first = dice.between(milliseconds(0), milliseconds(60'000));
  for (std::size_t i = 0; i < wishes; ++i) {
    const Refunding wish{i % 2 == 0 ? &operator_ : &colleague_, payment_id, ground_.ids.next(), dice.chance(400),
                         dice.between(1, 12'000)};
    const auto when = dice.chance(500) ? first : first + dice.between(milliseconds(0), milliseconds(30'000));
    for (int click = dice.chance(200) ? 2 : 1; click > 0; --click)
      ask_after(when, [=, this](Daemon& daemon) { refund(daemon, wish, 0); });
  }
}

void People::refund(Daemon& daemon, const Refunding& wish, int tries) {
  auto& story = ground_.around.story;
  Unanswered unanswered([=, this] {
    if (tries < patience)
      ask_after(ground_.around.dice.between(milliseconds(100), milliseconds(9'000)),
                [=, this](Daemon& other) { refund(other, wish, tries + 1); });
  });
  views::RefundRequest request{wish.payment_id.to_string(), {}, "returned", "", wish.key.to_string()};
  if (!wish.whole) {
    const auto found = daemon.store().registrations({&wish.payment_id, 1});
    if (!found || found->empty())
      return;
    const auto& order = found->at(0).orders.front();
    request.lines = {
        {order.order_id.to_string(), format_amount(std::min(wish.part, order.amount), found->at(0).currency)}};
  }
  const auto made = refunds(daemon).create(*wish.who, request);
  if (!made && made.error().code == ErrorCode::unavailable)
    return;
  unanswered.answered();
  if (!made)
    return story.tell(wish.who->login, "may not refund: " + made.error().message);
  std::int64_t total = 0;
  for (const auto& row : *made)
    total += row.amount.minor;
  story.tell(wish.who->login, "refunds " + money_text(total, made->at(0).amount.currency) + " of " +
                                  story.name_of(wish.payment_id));
}

void People::cancel(Daemon& daemon, const Uuid& payment_id) {
  const auto done = commands(daemon).cancel_payment(operator_, payment_id, "the buyer asked for it");
  ground_.around.story.tell("operator", "cancels " + ground_.around.story.name_of(payment_id) + ": " +
                                            (done ? done->message : done.error().message));
}

void People::hurry(Daemon& daemon, const Uuid& payment_id) {
  if (const auto done = commands(daemon).retry_payment(operator_, payment_id, "the shop asks"))
    ground_.around.story.tell("operator", "retries " + ground_.around.story.name_of(payment_id) + ": " + done->message);
}

void People::decide(Daemon& daemon, const Uuid& refund_id, bool approve) {
  if (const auto done = refunds(daemon).decide(approver_, refund_id, approve, "seen"))
    ground_.around.story.tell("approver", (approve ? "approves " : "refuses ") +
                                              money_text(done->amount.minor, done->amount.currency));
  else if (done.error().code == ErrorCode::failed_precondition) // maybe its time is over
    if (const auto ended = refunds(daemon).expire(timekeeper_, 100); ended && *ended > 0)
      ground_.around.story.tell("timekeeper", "ends what nobody has decided");
}

void People::look_after_dead(Daemon& daemon, const Uuid& job_id, bool discard) {
  const auto done = discard ? commands(daemon).discard_items(operator_, {job_id}, "given up")
                            : commands(daemon).retry_items(operator_, {job_id}, "again");
  if (done && !done->empty())
    ground_.around.story.tell("operator", (discard ? "discards a dead letter: " : "retries a dead letter: ") +
                                              done->at(0).message);
}

} // namespace paydesk::simulation
