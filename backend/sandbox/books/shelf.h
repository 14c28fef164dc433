// Where checkouts are kept and found.
#pragma once

#include "sandbox/books/checkout.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sandbox {

/// All checkouts of the sandbox, in order of creation. Addresses are stable until `clear`.
class Shelf {
 public:
  Checkout& put(Checkout checkout);
  Checkout* find(const std::string& id);
  /// The account's checkout; nothing when it belongs to another account.
  Checkout* find(const std::string& id, const Account& account);
  std::vector<Checkout*> find_by_reference(const std::string& reference);
  Checkout* find_by_dispute(const std::string& dispute_id);
  void index_dispute(const std::string& dispute_id, const Checkout& checkout);
  const std::vector<std::unique_ptr<Checkout>>& all() const { return all_; }
  void clear();

 private:
  std::vector<std::unique_ptr<Checkout>> all_;
  std::unordered_map<std::string, Checkout*> by_id_;
  std::unordered_map<std::string, std::vector<Checkout*>> by_reference_;
  std::unordered_map<std::string, std::string> checkout_of_dispute_;
};

} // namespace sandbox
