// The chart of accounts (domain.md §7): what classes there are, whose their accounts are, and who may move them.
#pragma once

#include <span>
#include <string_view>

namespace paydesk::chart {

enum class Type { asset, liability, income, expense, position };

/// What the owner of a class's account is.
enum class Owner { nobody, seller, psp_account, settlement, bank_account };

struct AccountClass {
  std::string_view name;
  Type type{};
  Owner owner{};
  /// What moves it, when only facts may: `paydeskctl verify` proves it equal to them. Empty: people may, too.
  std::string_view moved_by{};
};

/// Every class, by type.
std::span<const AccountClass> classes() noexcept;
/// Null when there is no such class.
const AccountClass* find(std::string_view name) noexcept;

} // namespace paydesk::chart
