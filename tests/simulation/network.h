// The way between a lane and the PSP, and the PSP's webhooks on their way to us: everything can be late or lost.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/ports/psp.h"
#include "engine/ports/webhooks.h"
#include "simulation/provider.h"

namespace paydesk::simulation {

/// What every part of one run is made of.
struct Surroundings {
  ManualClock& clock;
  Timeline& timeline;
  Dice& dice;
  Weather& weather;
  Story& story;
};

/// Answers that have reached one lane; gone with the lane, whatever is still under way to it.
struct Mailbox {
  std::vector<PspAnswer> arrived;
  std::set<Uuid> under_way; ///< attempts without answer
  int awaited = 0;          ///< calls whose answers are not collected yet
};

/// A defect that is put between engine and PSP on purpose: the simulation has to see it.
enum class Sabotage {
  none,
  new_keys,     ///< every call goes out under a key of its own
  false_declines, ///< what nobody knows is told as a decline
  false_refusals, ///< what nobody knows is told as surely not done
};

class Network {
 public:
  /// What becomes of one call.
  enum class Fate {
    fine, refused, request_lost, answer_lost, request_late, slow, answer_late, garbage_before, garbage_after
  };
  Network(Surroundings around, Provider& provider, Sabotage sabotage)
      : around_(around), provider_(provider), sabotage_(sabotage) {}

  /// Sends a call on its way; it is answered once, after `give_up` at the latest.
  void send(const std::string& from, PspCall call, const std::shared_ptr<Mailbox>& to);
  static constexpr std::chrono::seconds give_up{20};
  /// From here on it decides, not the dice.
  void follow(std::function<Fate(const PspCall&)> script) { script_ = std::move(script); }
  /// A call about the charge went out that was not surely refused.
  bool may_have_brought(const Uuid& charge_id) const { return brought_.contains(charge_id); }
  /// A call under this key may still arrive at the PSP.
  bool may_be_under_way(const Uuid& key) const;
  /// What no queue with leases would ever send.
  const std::vector<std::string>& complaints() const noexcept { return complaints_; }

 private:
  Fate draw_fate();
  void watch_key(const PspCall& call, const std::shared_ptr<Mailbox>& to);
  void arrive(const PspCall& call, const std::weak_ptr<Mailbox>& to, Fate fate);
  void answer(std::chrono::milliseconds delay, PspAnswer answer, const std::weak_ptr<Mailbox>& to);

  /// The last call of a key.
  struct UnderWay {
    std::weak_ptr<Mailbox> to;
    Uuid attempt_id;
    Instant sent_at;
  };

  Surroundings around_;
  Provider& provider_;
  const Sabotage sabotage_;
  std::function<Fate(const PspCall&)> script_; ///< none: the dice
  std::map<Uuid, UnderWay> last_calls_; ///< by key
  std::set<Uuid> brought_; ///< charges whose calls the PSP may have
  std::vector<std::string> complaints_;
};

/// One lane's end of the network. It is the port that the engine sees.
class Wire final : public PspGateway {
 public:
  Wire(std::string account, CaptureMode mode, std::string lane, Network& network);

  const std::string& account() const noexcept override { return account_; }
  const PspCapabilities& capabilities() const noexcept override { return able_; }
  void submit(const PspCall& call) override;
  std::vector<PspAnswer> collect(std::chrono::milliseconds wait) override;
  void wake() override { woken_ = true; }
  Result<WebhookContent> read_webhook(const HeaderOf& header, std::string_view body, Instant now) const override;
  Result<WebhookContent> reread_webhook(std::string_view body) const override;

  /// The lane looks now at what it was woken for.
  void begin_step() noexcept { woken_ = false; }
  /// Answers have come, or the lane was woken since its last step began.
  bool has_something() const noexcept { return woken_ || !mailbox_->arrived.empty(); }
  /// Calls whose answers are not collected yet.
  int awaited() const noexcept { return mailbox_->awaited; }

 private:
  const std::string account_;
  PspCapabilities able_;
  const std::string lane_;
  Network& network_;
  std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>();
  bool woken_ = false;
};

/// Webhooks between the PSP and our edge: in any order, twice, late or never; sent again while we do not take them.
class WebhookPost {
 public:
  WebhookPost(std::string account, Surroundings around) : account_(std::move(account)), around_(around) {}

  /// The PSP sends an event. One that is the only source of what it tells is not lost.
  void send(WebhookContent content, bool only_source);
  /// Takes what stands before our door.
  std::vector<RawWebhook> take(IdSource& ids);
  bool waiting() const noexcept { return !arrived_.empty(); }
  /// We could not store them: the PSP sends them again.
  void give_back(const std::vector<RawWebhook>& events);
  /// What a stored event says.
  Result<WebhookContent> read(const RawWebhook& event) const;

 private:
  void deliver(std::chrono::milliseconds delay, std::string event_id);

  const std::string account_;
  Surroundings around_;
  std::map<std::string, WebhookContent> sent_;
  std::vector<std::string> arrived_;
};

} // namespace paydesk::simulation
