// How approvals are printed.
#pragma once

#include "app/ctl/output.h"
#include "views/approvals.h"

namespace paydesk::ctl {

void print_approval(const Output& out, const views::Approval& approval);
/// "approver or admin".
std::string roles_text(const std::vector<std::string>& roles);

} // namespace paydesk::ctl
