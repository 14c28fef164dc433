// Pay-outs: money of the merchant's balance that goes to somebody's bank account.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/faults/faults.h"
#include "sandbox/text/error.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandbox {

enum class PayoutStatus { pending, paid, failed, returned };
std::string_view name_of(PayoutStatus status);

struct Payout {
  std::string id;
  std::string reference; ///< the merchant's
  std::int64_t amount = 0; ///< minor units
  std::string currency;
  std::string holder;
  std::string number; ///< of the bank account
  std::string code;   ///< why it failed or came back
  PayoutStatus status = PayoutStatus::pending;
  const Account* account = nullptr;
  Instant created;
};

/// What a merchant asks for.
struct PayoutRequest {
  std::int64_t amount = 0;
  std::string currency;
  std::string reference;
  std::string holder;
  std::string number;
};

/// Tells the outside what became of one: the event's type and the pay-out.
using AnnouncePayout = std::function<void(const std::string& type, const Payout& payout)>;

/// All pay-outs of the sandbox. Each is pending at first, and paid or failed a bank delay later. Used on the io thread
/// only.
class Payouts {
 public:
  Payouts(Books& books, Faults& faults) : books_(books), faults_(faults) {}

  AnnouncePayout announce;

  const Payout& create(const Account& account, PayoutRequest request);
  /// The account's; nothing when there is none.
  const Payout* find(const std::string& id, const Account& account) const;
  /// The account's with that reference, oldest first.
  std::vector<const Payout*> find_by_reference(const std::string& reference, const Account& account) const;
  /// The bank refuses one that is pending; again → the same. 409 otherwise.
  Result<Payout> fail(const std::string& id, const std::string& code);
  /// The bank gives back one that was paid; again → the same. 409 otherwise.
  Result<Payout> give_back(const std::string& id, const std::string& code);
  /// What was truly paid out, of one account or of all.
  std::vector<const Payout*> all(const std::string& account_id) const;
  void clear() { by_id_.clear(), all_.clear(); }

 private:
  void pay(const std::string& id);
  void book(const Payout& payout, MovementKind kind, std::int64_t gross);
  Result<Payout> end(const std::string& id, PayoutStatus from, PayoutStatus to, const std::string& code);

  Books& books_;
  Faults& faults_;
  std::vector<std::unique_ptr<Payout>> all_;
  std::unordered_map<std::string, Payout*> by_id_;
};

/// What the API shows of it; the account's number by its last four characters.
nlohmann::json payout_json(const Payout& payout);

} // namespace sandbox
