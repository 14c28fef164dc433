// The flows of the crash matrix, and the ways in which the PSP answers in them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ports/psp.h"
#include "simulation/weather.h"

namespace paydesk::crash {

/// What comes of the first call of the kind that a flow is about.
enum class Answer { ok, declined, lost, twice, webhook_first };
inline constexpr std::array<Answer, 5> all_answers{Answer::ok, Answer::declined, Answer::lost, Answer::twice,
                                                   Answer::webhook_first};
std::string_view to_string(Answer answer);

/// One way that a checkout of ours can take. Amounts are in minor units of EUR.
struct Flow {
  enum class Buyer { none, pays, leaves, waits_for_bank };
  enum class Wish { none, cancel_open_page, cancel_under_way, refund_whole, refund_part, defend, accept_dispute };

  std::string name;
  CaptureMode mode{};
  std::vector<std::int64_t> orders;
  Buyer buyer = Buyer::pays; ///< none: a stored payment method is charged directly
  Wish wish = Wish::none;
  OperationKind subject{};                          ///< the call that the answers are about
  int simulation::Weather::*decline = nullptr;      ///< makes the PSP decline it; nothing: it cannot
  bool bad_card = false;                            ///< the decline is the buyer's bank's
  std::optional<OperationKind> lost_before{};       ///< its first answer is lost, and so are all webhooks
  std::vector<int simulation::Weather::*> nature{}; ///< what surely happens in it
  bool one_end = true; ///< false: which of several good ends it comes to is a matter of time
  bool failover = false; ///< there are two PSP accounts, and the first is too busy to register at once
  bool silent = false; ///< the call's answer is lost and no question is answered, until two persons have decided

  /// Of a silent PSP it matters only whether it did what was asked.
  bool can_be(Answer answer) const {
    if (answer == Answer::declined) return decline != nullptr || bad_card;
    return answer == Answer::ok || !silent;
  }
  bool direct() const { return buyer == Buyer::none; }
};

const std::vector<Flow>& all_flows();

} // namespace paydesk::crash
