#include "sandbox/books/shelf.h"

namespace sandbox {

Checkout& Shelf::put(Checkout checkout) {
  all_.push_back(std::make_unique<Checkout>(std::move(checkout)));
  Checkout& kept = *all_.back();
  by_id_[kept.id] = &kept;
  by_reference_[kept.reference].push_back(&kept);
  return kept;
}

Checkout* Shelf::find(const std::string& id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

Checkout* Shelf::find(const std::string& id, const Account& account) {
  Checkout* checkout = find(id);
  return checkout != nullptr && checkout->account == &account ? checkout : nullptr;
}

std::vector<Checkout*> Shelf::find_by_reference(const std::string& reference) {
  const auto found = by_reference_.find(reference);
  return found == by_reference_.end() ? std::vector<Checkout*>{} : found->second;
}

Checkout* Shelf::find_by_dispute(const std::string& dispute_id) {
  const auto found = checkout_of_dispute_.find(dispute_id);
  return found == checkout_of_dispute_.end() ? nullptr : find(found->second);
}

void Shelf::index_dispute(const std::string& dispute_id, const Checkout& checkout) {
  checkout_of_dispute_[dispute_id] = checkout.id;
}

void Shelf::clear() {
  checkout_of_dispute_.clear();
  by_reference_.clear();
  by_id_.clear();
  all_.clear();
}

} // namespace sandbox
