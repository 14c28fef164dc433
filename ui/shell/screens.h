// The screens of the navigation: name, icon, key, and how a page is made.
#pragma once

#include <array>
#include <memory>

#include <QString>

#include "ui/shell/page.h"

namespace paydesk::ui {

struct ScreenEntry {
  Screen screen;
  const char* key;   ///< names it in flags, layouts and files
  const char* icon;
  char letter;       ///< after g
};

inline constexpr std::array<ScreenEntry, 10> screen_entries = {{{Screen::flow, "flow", "nav-flow", 'F'},
                                                               {Screen::payments, "payments", "nav-payments", 'P'},
                                                               {Screen::refunds, "refunds", "refund", 'R'},
                                                               {Screen::reconciliation, "reconciliation", "nav-reconciliation", 'C'},
                                                               {Screen::queues, "queues", "nav-queues", 'Q'},
                                                               {Screen::payouts, "payouts", "nav-payouts", 'O'},
                                                               {Screen::ledger, "ledger", "nav-ledger", 'L'},
                                                               {Screen::reports, "reports", "file", 'B'},
                                                               {Screen::sellers, "sellers", "nav-sellers", 'S'},
                                                               {Screen::audit, "audit", "nav-approvals", 'A'}}};

const ScreenEntry& entry_of(Screen screen) noexcept;
/// In the current language.
QString screen_title(Screen screen);
Page* make_page(Screen screen, Desk& desk, QWidget* parent);

} // namespace paydesk::ui
