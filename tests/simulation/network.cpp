#include "simulation/network.h"

#include <algorithm>

#include "simulation/fiber.h"

namespace paydesk::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

PspAnswer failure(const PspCall& call, ErrorClass error, int status, std::string code) {
  PspAnswer answer;
  answer.attempt_id = call.attempt_id;
  answer.error = error;
  answer.http_status = status;
  answer.error_code = std::move(code);
  return answer;
}

constexpr seconds latest_arrival{90}; ///< of a request, after its caller has given up

PspAnswer timeout(const PspCall& call) { return failure(call, ErrorClass::outcome_unknown, 0, "timeout"); }

std::string told(const PspCall& call, const Story& story) {
  std::string text = std::string(to_string(call.kind)) + " " + story.name_of(call.charge_id);
  if (call.amount > 0)
    text += " " + money_text(call.amount, call.currency);
  return text;
}

std::string told(const PspAnswer& answer) {
  if (answer.error != ErrorClass::none)
    return std::string(to_string(answer.error)) + " " + answer.error_code;
  std::string text = answer.pending ? "received" : answer.found ? "done" : "not known there";
  for (const auto& news : answer.news)
    text += " " + std::string(to_string(news.kind));
  return text;
}

} // namespace

Network::Fate Network::draw_fate() {
  const auto& w = around_.weather;
  std::vector<int> weights = {0,         w.refused, w.request_lost,   w.answer_lost,     w.request_late,
                              w.slow,    w.answer_late, w.garbage / 2,    w.garbage / 2};
  int bad = 0;
  for (const int weight : weights)
    bad += weight;
  weights[0] = std::max(300, 1000 - bad);
  return static_cast<Fate>(around_.dice.weighted(weights));
}

// A lease outlasts every call: nobody else sends its key before the first call is answered, or was given up.
void Network::watch_key(const PspCall& call, const std::shared_ptr<Mailbox>& to) {
  if (call.kind == OperationKind::query)
    return;
  auto& last = last_calls_[call.key];
  const auto first = last.to.lock();
  if (first && first->under_way.contains(last.attempt_id))
    complaints_.push_back("a " + std::string(to_string(call.kind)) + " is sent while the same one is under way");
  last = {to, call.attempt_id, around_.clock.now()};
}

bool Network::may_be_under_way(const Uuid& key) const {
  const auto last = last_calls_.find(key);
  return last != last_calls_.end() && around_.clock.now() <= last->second.sent_at + give_up + latest_arrival;
}

void Network::send(const std::string& from, PspCall call, const std::shared_ptr<Mailbox>& to) {
  static constexpr const char* fates[] = {"",
                                          ", the PSP is too busy",
                                          ", request lost",
                                          ", answer lost",
                                          ", arrives after the timeout",
                                          ", slow",
                                          ", slow to answer",
                                          ", server error",
                                          ", done but answered with a server error"};
  watch_key(call, to);
  if (sabotage_ == Sabotage::new_keys)
    call.key = call.attempt_id;
  const auto fate = script_ ? script_(call) : draw_fate();
  around_.story.tell(from, told(call, around_.story) + " sent" + fates[static_cast<int>(fate)]);
  if (fate != Fate::refused)
    brought_.insert(call.charge_id);
  const std::weak_ptr<Mailbox> box = to;
  auto& dice = around_.dice;
  if (fate == Fate::refused) {
    auto busy = dice.chance(500) ? failure(call, ErrorClass::rate_limited, 429, "rate_limited")
                                 : failure(call, ErrorClass::psp_unavailable, 503, "server_error");
    if (busy.error == ErrorClass::rate_limited)
      busy.retry_after = seconds(dice.between(1, 20));
    return answer(milliseconds(10), std::move(busy), box);
  }
  if (fate == Fate::garbage_before)
    return answer(milliseconds(50), failure(call, ErrorClass::outcome_unknown, 500, "server_error"), box);
  if (fate == Fate::request_lost || fate == Fate::answer_lost || fate == Fate::request_late)
    answer(give_up, timeout(call), box);
  if (fate == Fate::request_lost)
    return;
  const auto way = fate == Fate::request_late ? give_up + dice.between(milliseconds(0), milliseconds(latest_arrival))
                   : fate == Fate::slow       ? dice.between(milliseconds(1'000), milliseconds(18'000))
                                              : dice.between(milliseconds(5), milliseconds(300));
  around_.timeline.after(way, [=, this] { arrive(call, box, fate); });
}

void Network::arrive(const PspCall& call, const std::weak_ptr<Mailbox>& to, Fate fate) {
  auto result = provider_.carry_out(call, fate == Fate::request_late);
  if (fate == Fate::answer_lost || fate == Fate::request_late)
    return;
  if (fate == Fate::garbage_after)
    result = failure(call, ErrorClass::outcome_unknown, 200, "the answer is not JSON");
  const auto way = fate == Fate::answer_late ? around_.dice.between(milliseconds(3'000), milliseconds(18'000))
                                             : around_.dice.between(milliseconds(1), milliseconds(500));
  answer(way, std::move(result), to);
}

void Network::answer(milliseconds delay, PspAnswer answer, const std::weak_ptr<Mailbox>& to) {
  if (sabotage_ == Sabotage::false_declines && answer.error == ErrorClass::outcome_unknown)
    answer.error = ErrorClass::declined_final;
  if (sabotage_ == Sabotage::false_refusals && answer.error == ErrorClass::outcome_unknown)
    answer.error = ErrorClass::psp_unavailable;
  around_.timeline.after(delay, [answer = std::move(answer), to, this] {
    if (const auto box = to.lock()) {
      around_.story.tell("PSP", "answers: " + told(answer));
      box->under_way.erase(answer.attempt_id);
      box->arrived.push_back(answer);
    }
  });
}

Wire::Wire(std::string account, CaptureMode mode, std::string lane, Network& network)
    : account_(std::move(account)), lane_(std::move(lane)), network_(network) {
  able_.capture_mode = mode;
  able_.direct_charge = true;
  able_.key_ttl = key_lifetime;
}

void Wire::submit(const PspCall& call) {
  ++mailbox_->awaited;
  mailbox_->under_way.insert(call.attempt_id);
  network_.send(lane_, call, mailbox_);
  Fiber::pause();
}

std::vector<PspAnswer> Wire::collect(milliseconds) {
  Fiber::pause();
  mailbox_->awaited -= static_cast<int>(mailbox_->arrived.size());
  return std::exchange(mailbox_->arrived, {});
}

// Events reach the store by WebhookPost, whose letters need no signature.
Result<WebhookContent> Wire::read_webhook(const HeaderOf&, std::string_view, Instant) const {
  return fail(ErrorCode::internal, "the simulated network brings no HTTP");
}
Result<WebhookContent> Wire::reread_webhook(std::string_view) const {
  return fail(ErrorCode::internal, "the simulated network brings no HTTP");
}

void WebhookPost::send(WebhookContent content, bool only_source) {
  auto& dice = around_.dice;
  const auto& weather = around_.weather;
  const auto id = content.event_id;
  const auto type = content.event_type;
  sent_.emplace(id, std::move(content));
  if (!only_source && dice.chance(weather.webhook_lost))
    return around_.story.tell("network", "loses the webhook " + type);
  const bool late = dice.chance(weather.webhook_late);
  deliver(late ? dice.between(milliseconds(5'000), milliseconds(240'000))
               : dice.between(milliseconds(1), milliseconds(2'000)),
          id);
  if (dice.chance(weather.webhook_twice))
    deliver(dice.between(milliseconds(1), milliseconds(60'000)), id);
}

void WebhookPost::deliver(milliseconds delay, std::string event_id) {
  around_.timeline.after(delay, [this, event_id = std::move(event_id)] { arrived_.push_back(event_id); });
}

std::vector<RawWebhook> WebhookPost::take(IdSource& ids) {
  std::vector<RawWebhook> events;
  for (const auto& id : std::exchange(arrived_, {})) {
    const auto& content = sent_.at(id);
    around_.story.tell("edge", "takes the webhook " + content.event_type + " of " +
                                   around_.story.name_of(content.charge_reference));
    events.push_back({ids.next(), account_, id, content.event_type, "as sent", {}, around_.clock.now(), 0});
  }
  return events;
}

void WebhookPost::give_back(const std::vector<RawWebhook>& events) {
  for (const auto& event : events)
    deliver(around_.dice.between(milliseconds(200), milliseconds(10'000)), event.event_id);
}

Result<WebhookContent> WebhookPost::read(const RawWebhook& event) const {
  const auto at = sent_.find(event.event_id);
  if (at == sent_.end())
    return fail(ErrorCode::invalid_argument, "an event that was never sent: " + event.event_id);
  return at->second;
}

} // namespace paydesk::simulation
