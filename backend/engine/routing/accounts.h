// What the engine has to know of the PSP accounts that payments can go to.
#pragma once

#include <string>
#include <vector>

#include "engine/ports/psp.h"

namespace paydesk {

/// What is agreed with a PSP account: configuration.
struct AccountTerms {
  std::string psp_account;
  std::string entity;
  CaptureMode capture_mode{};
  std::vector<std::string> currencies;
  std::int64_t commission_bp = 0; ///< the marketplace's commission, in hundredths of a percent
  bool direct_charge = false;     ///< takes stored payment methods
};

} // namespace paydesk
