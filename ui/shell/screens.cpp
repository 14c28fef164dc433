#include "ui/shell/screens.h"

#include <QCoreApplication>

#include "ui/audit/audit_page.h"
#include "ui/flow/flow_page.h"
#include "ui/ledger/ledger_page.h"
#include "ui/payments/payments_page.h"
#include "ui/payouts/payouts_page.h"
#include "ui/queues/queues_page.h"
#include "ui/reconciliation/reconciliation_page.h"
#include "ui/refunds/refunds_page.h"
#include "ui/reports/reports_page.h"
#include "ui/sellers/sellers_page.h"

namespace paydesk::ui {

const ScreenEntry& entry_of(Screen screen) noexcept { return screen_entries[static_cast<std::size_t>(screen)]; }

QString screen_title(Screen screen) {
  switch (screen) {
  case Screen::flow: return QCoreApplication::translate("Screens", "Flow");
  case Screen::payments: return QCoreApplication::translate("Screens", "Payments");
  case Screen::refunds: return QCoreApplication::translate("Screens", "Refunds");
  case Screen::reconciliation: return QCoreApplication::translate("Screens", "Reconciliation");
  case Screen::queues: return QCoreApplication::translate("Screens", "Queues");
  case Screen::payouts: return QCoreApplication::translate("Screens", "Payouts");
  case Screen::ledger: return QCoreApplication::translate("Screens", "Ledger");
  case Screen::reports: return QCoreApplication::translate("Screens", "Reports");
  case Screen::sellers: return QCoreApplication::translate("Screens", "Sellers");
  case Screen::audit: return QCoreApplication::translate("Screens", "Approvals & audit");
  }
  return {};
}

Page* make_page(Screen screen, Desk& desk, QWidget* parent) {
  switch (screen) {
  case Screen::flow: return new FlowPage(desk, parent);
  case Screen::payments: return new PaymentsPage(desk, parent);
  case Screen::refunds: return new RefundsPage(desk, parent);
  case Screen::reconciliation: return new ReconciliationPage(desk, parent);
  case Screen::queues: return new QueuesPage(desk, parent);
  case Screen::payouts: return new PayoutsPage(desk, parent);
  case Screen::ledger: return new LedgerPage(desk, parent);
  case Screen::reports: return new ReportsPage(desk, parent);
  case Screen::sellers: return new SellersPage(desk, parent);
  case Screen::audit: return new AuditPage(desk, parent);
  }
  return nullptr;
}

} // namespace paydesk::ui
