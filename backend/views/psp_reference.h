// How the PSP calls a payment, for whoever shows one.
#pragma once

#include "views/payments.h"

namespace paydesk::views {

/// The PSP's id of the payment, before there is one that of its checkout; empty before registration. Lives as long
/// as `payment`.
inline const std::string& psp_reference(const PaymentDetail& payment) noexcept {
  return payment.psp_payment_id.empty() ? payment.psp_token : payment.psp_payment_id;
}

} // namespace paydesk::views
