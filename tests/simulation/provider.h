// The PSP of one run, with books of its own: what is truly charged, whatever anybody was told of it.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/ports/psp.h"
#include "simulation/dice.h"
#include "simulation/story.h"
#include "simulation/timeline.h"
#include "simulation/weather.h"

namespace paydesk::simulation {

/// For how long it keeps idempotency keys.
inline constexpr std::chrono::hours key_lifetime{24};

/// A capture or refund in the PSP's books.
struct Movement {
  enum class State { pending, succeeded, failed, returned, reversed };
  std::string id;
  std::string key; ///< the merchant's
  std::int64_t amount = 0;
  State state = State::pending;
  bool final_ = false;
};

struct DisputeCase {
  enum class State { open, won, lost };
  enum class Said { nothing, evidence, accepted };
  std::string id;
  std::int64_t amount = 0;
  State state = State::open;
  Said said = Said::nothing; ///< by the merchant
  std::string key;           ///< under which it was said
};

struct Checkout {
  enum class Phase { open, opened, processing, authorized, declined, expired, voided };
  std::string token;
  std::string reference; ///< our charge's id
  std::int64_t amount = 0;
  Currency currency;
  Instant expires_at;
  Phase phase = Phase::open;
  std::string payment_id;
  std::int64_t authorized = 0;
  std::int64_t released = 0; ///< voided, or run out
  bool releasing = false;
  bool ran_out = false; ///< the authorisation's time is over
  std::deque<Movement> captures; // a deque: the bank's later answers keep references
  std::deque<Movement> refunds;
  std::deque<DisputeCase> disputes;

  std::int64_t captured() const;
  std::int64_t capture_under_way() const;
  std::int64_t taken_back() const;        ///< captured once, until the bank took it back
  std::int64_t refunded() const;          ///< succeeded, also when it came back later
  std::int64_t refunded_or_pending() const; ///< without what came back
  std::int64_t held() const; ///< authorised, neither captured nor released
};

/// As a question is answered.
void tell_disputes(const Checkout& checkout, PspAnswer& answer);

/// Answers calls by its own rules: idempotent by key, never more than was authorised or captured. It knows the port's
/// words and nothing of the engine.
class Provider {
 public:
  /// Takes an event that is on its way to us. `only_source`: nothing else will ever tell it, so it must not be lost.
  using Emit = std::function<void(WebhookContent, bool only_source)>;
  Provider(CaptureMode mode, const Clock& clock, Timeline& timeline, Dice& dice, const Weather& weather, Story& story,
           Emit emit)
      : mode_(mode), clock_(clock), timeline_(timeline), dice_(dice), weather_(weather), story_(story),
        emit_(std::move(emit)) {}

  /// Carries a call out. `unheard`: the caller has given up on the answer.
  PspAnswer carry_out(const PspCall& call, bool unheard);

  // What a buyer does on the hosted page.
  void open_page(const std::string& token);
  enum class Choice { good_card, bad_card, last_bad_card };
  /// The bank answers after `bank_delay`, even if the checkout has expired meanwhile.
  void submit_card(const std::string& token, Choice choice, std::chrono::milliseconds bank_delay);

  /// The buyer's bank takes money back; decided later.
  void open_dispute(const std::string& token);

  const std::deque<Checkout>& checkouts() const noexcept { return checkouts_; }
  /// The latest of that reference: a stored method that was declined may have been charged again.
  const Checkout* find(std::string_view reference) const;
  /// What no merchant that keeps its keys would ever ask for.
  const std::vector<std::string>& complaints() const noexcept { return complaints_; }

 private:
  /// What a key was answered, and to which request.
  struct Kept {
    Instant at;
    std::string request;
    PspAnswer answer;
  };

  PspAnswer act(const PspCall& call, bool unheard);
  PspAnswer register_checkout(const PspCall& call);
  PspAnswer direct_charge(const PspCall& call);
  Checkout& open_checkout(const PspCall& call);
  PspAnswer capture(Checkout& checkout, const PspCall& call, bool unheard);
  PspAnswer refund(Checkout& checkout, const PspCall& call, bool unheard);
  PspAnswer release(Checkout& checkout, const PspCall& call, bool unheard);
  PspAnswer close_page(Checkout& checkout, const PspCall& call);
  PspAnswer answer_dispute(Checkout& checkout, const PspCall& call, bool unheard);
  PspAnswer tell_all(const PspCall& call);
  void take_back(Checkout& checkout, Movement& capture);
  void finish_capture(Checkout& checkout, Movement& movement, bool succeeds, bool only_source);
  void finish_refund(Checkout& checkout, Movement& movement, bool succeeds, bool only_source);
  void finish_release(Checkout& checkout, bool only_source);
  void authorize(Checkout& checkout);
  void decline(Checkout& checkout, bool for_good);
  void expire(Checkout& checkout);
  void run_out(Checkout& checkout);
  void take_in(Checkout& checkout, DisputeCase& dispute, DisputeCase::Said said, const std::string& key, bool only_source);
  void decide(Checkout& checkout, DisputeCase& dispute, bool won);
  void emit(const Checkout& checkout, News news, bool only_source = false);
  Checkout* find_token(std::string_view token);
  std::chrono::milliseconds bank_time();
  std::string next_id(const char* prefix);

  const CaptureMode mode_;
  const Clock& clock_;
  Timeline& timeline_;
  Dice& dice_;
  const Weather& weather_;
  Story& story_;
  Emit emit_;
  std::deque<Checkout> checkouts_; // a deque: timers keep references
  std::map<Uuid, Kept> keys_;
  std::vector<std::string> complaints_;
  int ids_ = 0;
};

} // namespace paydesk::simulation
