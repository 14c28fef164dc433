// Disputes, opened and decided by hand through the control API.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/text/error.h"

#include <optional>
#include <string>

namespace sandbox {

class Disputes {
 public:
  explicit Disputes(Books& books) : books_(books) {}

  /// Withdraws the money, and the dispute fee. Without an amount: everything that can be disputed. 409 when
  /// that is more than captured − refunded − withdrawn.
  Result<Dispute> open(Checkout& checkout, std::optional<std::int64_t> amount);
  /// Decides; winning puts the money back. `lost → won` is possible, `won → lost` is not (409).
  Result<Dispute> resolve(Checkout& checkout, const std::string& dispute_id, bool won);

 private:
  void book(const Checkout& checkout, const Dispute& dispute, MovementKind kind, std::int64_t gross,
            std::int64_t fee);
  void announce(const std::string& type, const Checkout& checkout, const Dispute& dispute);

  Books& books_;
};

} // namespace sandbox
