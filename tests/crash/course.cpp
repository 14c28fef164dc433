#include "crash/course.h"

#include <algorithm>
#include <deque>
#include <set>

#include "engine/disputes/disputes.h"
#include "engine/payments/create.h"
#include "engine/queue/commands.h"
#include "engine/refunds/refunds.h"
#include "engine/verdicts/verdicts.h"
#include "simulation/daemon.h"
#include "simulation/truth.h"
#include "store/payments.h"
#include "store/verdicts.h"

namespace paydesk::crash {
namespace {

using namespace simulation;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant first_moment{seconds(1'790'000'000)};
constexpr int most_steps = 3'000;
constexpr std::chrono::hours most_time{48};
constexpr const char* currency = "EUR";
constexpr int busy_times = 2;                    ///< how often the first of two accounts refuses to register
constexpr int asks_in_silence = 4;               ///< before people have to look
constexpr seconds before_they_decide{300};       ///< no call can arrive at the PSP any more

RunIds ids_of(const Flow& flow, std::uint64_t number, IdSource& ids) {
  RunIds run{ids.next(), {"crash-" + std::to_string(number)}, {}};
  if (flow.failover) run.accounts.push_back(run.accounts.front() + "-b");
  for (int i = 1; i <= 2; ++i)
    run.sellers.push_back("seller-" + std::to_string(number) + "-" + std::to_string(i));
  return run;
}

Weather weather_of(const Flow& flow, Answer answer) {
  Weather weather;
  weather.declined_for_now = weather.dispute_whole = weather.dispute_won = weather.dispute_turned = 0;
  for (const auto surely : flow.nature)
    weather.*surely = 1000;
  if (answer == Answer::declined && flow.decline != nullptr) weather.*flow.decline = 1000;
  if (answer == Answer::twice) weather.webhook_twice = 1000;
  if (flow.lost_before || flow.silent) weather.webhook_lost = 1000;
  return weather;
}

/// To the first account, and after the second refusal to the other.
RoutingRules routing_of(const Flow& flow, const RunIds& run) {
  RoutingRules routing;
  if (!flow.failover) return routing;
  routing.failover = true;
  routing.failover_after = busy_times;
  routing.rules.push_back({"all", {}, std::nullopt, std::nullopt, {}, {}, false, {{run.accounts.front(), 1}}});
  return routing;
}

/// Partial refunds keep the commission, lost disputes are recharged, and who may not owe does not: where nothing but
/// the refund itself can take the money away meanwhile.
RefundRules refund_rules_of(const Flow& flow) {
  RefundRule rule;
  rule.name = "all";
  rule.currencies = {currency};
  rule.commission = flow.wish == Flow::Wish::refund_part ? RefundCommission::keep : RefundCommission::give_back;
  rule.funds = flow.nature.empty() ? ShortFunds::refuse : ShortFunds::owe;
  rule.dispute_fee = 1'500;
  return {{{rule}}, {}};
}

/// Something that somebody wants, and asks for again until there is an answer.
struct Wish {
  std::function<bool(Daemon&)> ask; ///< false: not answered
  bool answered = false;
};

class Course {
 public:
  Course(const Flow& flow, Answer answer, std::uint64_t number, std::optional<int> kill_before,
         Laboratory& laboratory)
      : flow_(flow), answer_(answer), kill_before_(kill_before), observer_(laboratory.observer()),
        ids_(clock_, number), run_(ids_of(flow, number, ids_)), weather_(weather_of(flow, answer)),
        rules_(laboratory.database(), routing_of(flow, run_), refund_rules_of(flow)), store_(laboratory.database()),
        verdicts_(laboratory.database(), clock_) {
    open_accounts(laboratory.database());
  }

  CourseEnd run() {
    const auto hash = std::string(32, 'a');
    wishes_.push_back({[this, hash, key = ids_.next()](Daemon& daemon) { return order(daemon, key, hash); }});
    while (end_.broken.empty() && !over())
      step();
    if (end_.broken.empty()) end_.broken = compare_at_end(seen_, accounts_, story_);
    end_.state = end_state();
    daemon_->end();
    end_.story = story_.lines();
    return std::move(end_);
  }

 private:
  void open_accounts(store::Database& database) {
    for (const auto& name : run_.accounts) {
      terms_.push_back({name, "KR", flow_.mode, {currency}, 1000, true});
      if (const auto made = store::upsert_psp_account(database, name, "simulated", "KR", flow_.mode, "UTC"); !made)
        end_.broken.push_back("the PSP account cannot be made: " + made.error().message);
      accounts_.emplace_back(terms_.back(), weather_, around_, Sabotage::none)
          .network.follow([this, name](const PspCall& call) { return fate_of(name, call); });
    }
    policy_.rules = &board_;
    if (flow_.failover)
      policy_.accounts = &terms_;
    (void)board_.refresh();
    if (flow_.silent) policy_.max_asks = asks_in_silence;
    daemon_.emplace("daemon", ground_);
  }

  Network::Fate fate_of(const std::string& account, const PspCall& call) {
    if (flow_.failover && call.kind == OperationKind::register_charge && account == run_.accounts.front() &&
        ++registrations_ <= busy_times)
      return Network::Fate::refused;
    if (flow_.silent && called_.contains(flow_.subject) && !decided_ && call.kind == OperationKind::query)
      return Network::Fate::request_lost;
    const bool first = called_.insert(call.kind).second;
    if (first && flow_.lost_before == call.kind) return Network::Fate::answer_lost;
    if (!first || call.kind != flow_.subject) return Network::Fate::fine;
    return answer_ == Answer::lost || flow_.silent ? Network::Fate::answer_lost
           : answer_ == Answer::webhook_first      ? Network::Fate::answer_late
                                                   : Network::Fate::fine;
  }

  bool over() {
    if (++end_.steps > most_steps || clock_.now() > first_moment + most_time) {
      end_.broken.push_back("it comes to no end");
      return true;
    }
    return daemon_->willing(seen_, false) == 0 && !next_moment() && wish_in_need() == nullptr;
  }

  std::optional<Instant> next_moment() const {
    std::optional<Instant> next;
    const auto consider = [&](const std::optional<Instant>& at) {
      if (at && *at > clock_.now() && (!next || *at < *next)) next = at;
    };
    for (const auto& at : {timeline_.next(), seen_.next_webhook, seen_.next_check})
      consider(at);
    for (const auto& [account, at] : seen_.next_jobs)
      consider(at);
    return next;
  }

  Wish* wish_in_need() {
    const auto at =
        std::find_if(wishes_.begin(), wishes_.end(), [](const Wish& wish) { return !wish.answered; });
    return at == wishes_.end() ? nullptr : &*at;
  }

  void step() {
    timeline_.catch_up();
    if (kill_before_ == end_.steps) {
      end_.killed = true;
      daemon_->crash();
    }
    if (auto* wish = wish_in_need(); wish != nullptr && !daemon_->has_acts())
      daemon_->begin([this, wish] { wish->answered = wish->ask(*daemon_); });
    if (const auto willing = static_cast<std::int64_t>(daemon_->willing(seen_, false)); willing > 0)
      daemon_->resume(static_cast<std::size_t>(dice_.between(0, willing - 1)), seen_, false);
    else if (const auto next = next_moment())
      wait_until(*next);
    if (log_.committed) prove();
    take(log_.complaints);
    for (const auto& account : accounts_)
      take(account.network.complaints());
  }

  /// What happens outside then has happened, before anybody asks whether all is over.
  void wait_until(Instant moment) {
    clock_.advance(moment - clock_.now());
    timeline_.catch_up();
  }

  void prove() {
    log_.committed = false;
    const auto before = std::move(seen_);
    seen_ = observer_.look(run_);
    tell_moves(before, seen_, story_);
    take(compare(seen_, accounts_));
    react();
  }

  void take(const std::vector<std::string>& broken) {
    end_.broken.insert(end_.broken.end(), broken.begin(), broken.end());
  }

  bool order(Daemon& daemon, const Uuid& key, const std::string& hash) {
    CreatePayment request{"buyer", "P1", currency, flow_.failover ? "" : run_.accounts.front(), "http://shop/ok",
                          "http://shop/no", 120, {}, {}};
    if (flow_.direct()) {
      request.payment_method = "pm_1";
      request.success_url.clear();
      request.cancel_url.clear();
    }
    for (std::size_t i = 0; i < flow_.orders.size(); ++i)
      request.orders.push_back({run_.sellers[i % 2],
                                format_amount(flow_.orders[i], *Currency::find(currency)),
                                "P1." + std::to_string(i + 1), "tea"});
    auto payment = make_payment(shop_, key, request, terms_, clock_.now(), ids_, policy_);
    if (!payment) throw std::logic_error("a good checkout is refused: " + payment.error().message);
    payment->request_hash = hash;
    for (std::size_t i = 0; i < payment->charges.size(); ++i)
      story_.name(payment->charges[i].charge.charge_id, "P1/" + std::to_string(i + 1));
    story_.name(payment->payment().payment_id, "P1");
    std::vector<NewPayment> one;
    one.push_back(std::move(*payment));
    const auto outcome = store_payments(daemon.store(), one, &daemon.rooms(), ids_, policy_);
    if (!outcome) return false;
    if (payment_id_ && *payment_id_ != outcome->at(0).payment_id)
      end_.broken.push_back("one key made two payments");
    payment_id_ = outcome->at(0).payment_id;
    story_.tell("shop", "orders P1");
    return true;
  }

  /// What people do when they see how far it has come; each once.
  void react() {
    for (const auto& charge : seen_.charges)
      if (!charge.token.empty() && std::exchange(page_seen_, true) == false) visit_page(account_named(accounts_, charge.account).provider, charge.token);
    std::int64_t captured = 0;
    for (const auto& charge : seen_.charges)
      captured += charge.captured;
    std::int64_t total = 0;
    for (const auto amount : flow_.orders)
      total += amount;
    const bool refunds = flow_.wish == Flow::Wish::refund_whole || flow_.wish == Flow::Wish::refund_part;
    if (refunds && captured == total && std::exchange(refund_asked_, true) == false)
      wishes_.push_back({[this, key = ids_.next()](Daemon& daemon) { return refund(daemon, key); }});
    if (flow_.silent) look_at_doubts();
    const bool answers = flow_.wish == Flow::Wish::defend || flow_.wish == Flow::Wish::accept_dispute;
    for (const auto& dispute : seen_.disputes)
      if (answers && dispute.state == "needs_response" && seen_disputes_.insert(dispute.dispute_id).second)
        wishes_.push_back({[this, id = dispute.dispute_id.to_string()](Daemon& daemon) { return answer(daemon, id); }});
  }

  bool answer(Daemon& daemon, const std::string& dispute_id) {
    Disputes disputes(daemon.store(), clock_, ids_, policy_);
    const auto done = flow_.wish == Flow::Wish::defend
                          ? disputes.submit_evidence(operator_, {dispute_id, "the parcel was signed for", {}})
                          : disputes.accept(operator_, {dispute_id, "it was our mistake", {}});
    story_.tell("operator", "answers the dispute" + (done ? std::string() : ": " + done.error().message));
    return done || done.error().code != ErrorCode::unavailable;
  }

  void look_at_doubts() {
    for (const auto& job : seen_.dead_jobs)
      if (doubts_.insert(job).second)
        timeline_.after(before_they_decide, [this, job] {
          wishes_.push_back({[this, job](Daemon& daemon) { return propose(daemon, job); }});
        });
    for (const auto& verdict : seen_.verdicts)
      if (doubts_.insert(verdict.verdict_id).second)
        wishes_.push_back({[this, verdict](Daemon& daemon) { return decide(daemon, verdict); }});
  }

  Verdicts verdicts(Daemon& daemon) { return {daemon.store(), verdicts_, clock_, ids_, policy_}; }

  /// By the PSP's own books. Who is not answered asks again, and may hear that it was done.
  bool propose(Daemon& daemon, const Uuid& job) {
    const auto item = std::find_if(seen_.items.begin(), seen_.items.end(), [&](const auto& i) { return i.job_id == job; });
    const auto truth = item == seen_.items.end() ? std::nullopt : truth_of(*item, accounts_);
    if (!truth) {
      end_.broken.push_back("nobody can decide a dead letter");
      return true;
    }
    const views::ProposeVerdictRequest request{
        .job_id = job.to_string(), .outcome = truth->done ? "done" : "not_done", .psp_reference = truth->reference,
        .reason = "the PSP's statement says so", .evidence_name = "statement.pdf", .evidence = "as the PSP wrote"};
    const auto made = verdicts(daemon).propose(operator_, request);
    story_.tell("operator", "says that it was " + request.outcome + (made ? "" : ": " + made.error().message));
    return made || made.error().code != ErrorCode::unavailable;
  }

  bool decide(Daemon& daemon, const Snapshot::VerdictRow& verdict) {
    const auto done = verdicts(daemon).decide(approver_, verdict.verdict_id, true, "looked it up");
    story_.tell("approver", done ? "confirms it" : "cannot confirm it: " + done.error().message);
    if (!done && done.error().code == ErrorCode::unavailable) return false;
    decided_ = true;
    return true;
  }

  void visit_page(Provider& provider, const std::string& token) {
    const auto cancel = [this] {
      wishes_.push_back({[this](Daemon& daemon) { return this->cancel(daemon); }});
    };
    if (flow_.wish == Flow::Wish::cancel_open_page) timeline_.after(seconds(5), cancel);
    if (flow_.buyer == Flow::Buyer::leaves) return;
    timeline_.after(seconds(2), [&provider, token] { provider.open_page(token); });
    const bool slow = flow_.buyer == Flow::Buyer::waits_for_bank;
    const bool bad = flow_.bad_card && answer_ == Answer::declined;
    timeline_.after(seconds(4), [=, &provider] {
      provider.submit_card(token, bad ? Provider::Choice::last_bad_card : Provider::Choice::good_card,
                            slow ? milliseconds(40'000) : milliseconds(800));
    });
    if (flow_.wish == Flow::Wish::cancel_under_way) timeline_.after(seconds(9), cancel);
  }

  bool cancel(Daemon& daemon) {
    OperatorCommands commands(daemon.store(), clock_, ids_, policy_);
    const auto done = commands.cancel_payment(operator_, *payment_id_, "the buyer asked for it");
    story_.tell("operator", "cancels P1: " + (done ? done->message : done.error().message));
    return done || done.error().code != ErrorCode::unavailable;
  }

  bool refund(Daemon& daemon, const Uuid& key) {
    Refunds refunds(daemon.store(), clock_, ids_, policy_, {});
    views::RefundRequest request{payment_id_->to_string(), {}, "returned", "", key.to_string()};
    if (flow_.wish == Flow::Wish::refund_part) {
      const auto found = daemon.store().registrations({&*payment_id_, 1});
      if (!found || found->empty()) return false;
      request.lines = {{found->at(0).orders.front().order_id.to_string(), "10.01"}};
    }
    const auto made = refunds.create(operator_, request);
    story_.tell("operator", made ? "refunds P1" : "may not refund: " + made.error().message);
    return made || made.error().code != ErrorCode::unavailable;
  }

  std::string end_state() const {
    std::multiset<std::string> lines;
    for (const auto& charge : seen_.charges)
      lines.insert("charge " + charge.state + " " + std::to_string(charge.captured));
    for (const auto& refund : seen_.refunds)
      lines.insert("refund " + refund.state + " " + std::to_string(refund.amount));
    for (const auto& fact : seen_.facts)
      lines.insert(fact.kind + " " + std::to_string(fact.amount));
    std::string state;
    for (const auto& line : lines)
      state += (state.empty() ? "" : ", ") + line;
    return state;
  }

  const Flow& flow_;
  const Answer answer_;
  const std::optional<int> kill_before_;
  CourseEnd end_;
  Observer& observer_;
  ManualClock clock_{first_moment};
  Dice dice_{1};
  SeededIds ids_;
  const RunIds run_;
  Weather weather_;
  EnginePolicy policy_;
  std::vector<AccountTerms> terms_;
  RunRules rules_;
  RuleBoard board_{rules_};
  store::PgPayments store_;
  store::PgVerdicts verdicts_;
  Story story_{clock_};
  Timeline timeline_{clock_};
  TransactionLog log_;
  Surroundings around_{clock_, timeline_, dice_, weather_, story_};
  Accounts accounts_;
  const Ground ground_{around_, ids_, policy_, store_, store_, log_, accounts_, rules_, board_};
  std::optional<Daemon> daemon_;
  const Caller shop_{run_.shop, "shop", "shop", {"shop"}, ids_.next()};
  const Caller operator_{ids_.next(), "operator", "operator", {"operator"}, ids_.next()};
  const Caller approver_{ids_.next(), "approver", "approver", {"approver"}, ids_.next()};
  std::set<OperationKind> called_;
  std::deque<Wish> wishes_; // a deque: acts keep references
  std::optional<Uuid> payment_id_;
  Snapshot seen_;
  std::set<Uuid> seen_disputes_;
  std::set<Uuid> doubts_; ///< dead letters and verdicts that people have seen
  int registrations_ = 0; ///< at the first of two accounts
  bool decided_ = false;
  bool page_seen_ = false;
  bool refund_asked_ = false;
};

} // namespace

CourseEnd run_course(const Flow& flow, Answer answer, std::uint64_t number, std::optional<int> kill_before,
                     Laboratory& laboratory) {
  auto end = Course(flow, answer, number, kill_before, laboratory).run();
  if (end.broken.empty()) laboratory.observer().publish();
  return end;
}

} // namespace paydesk::crash
