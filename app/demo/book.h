// Every payment with its details, as the daemon tells them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/demo/desk.h"
#include "core/result.h"
#include "views/payments.h"

namespace paydesk::demo {

/// The details of every payment, several asked for at a time, in the order of their checkout references, which does
/// not change from run to run.
Result<std::vector<views::PaymentDetail>> read_book(const Person& person,
                                                    const std::function<void(std::size_t, std::size_t)>& progress);

/// The details of these payments, in their order.
Result<std::vector<views::PaymentDetail>> read_payments(const Person& person, const std::vector<std::string>& ids,
                                                        const std::function<void(std::size_t, std::size_t)>& progress);

/// The draw that decides what happens to a payment once it is captured.
inline constexpr std::string_view aftermath = "aftermath";

/// A number from 0 to 1 that depends on the seed, the purpose and the subject alone.
double drawn(std::uint64_t seed, std::string_view purpose, std::string_view subject);

} // namespace paydesk::demo
