// Two persons who ask for journals and approve them.
#pragma once

#include <stdexcept>

#include "engine/journals/journals.h"
#include "store/approvals.h"
#include "store/people.h"
#include "tests/queries/shop.h"

namespace paydesk::test {

class TwoPersons {
 public:
  explicit TwoPersons(Shop& shop)
      : people_(shop.pool, shop.clock, shop.ids), store_(shop.pool, shop.clock),
        approvals(store_, shop.clock, shop.ids, Journals::commands()), journals(store_, approvals, shop.clock),
        asker(people_.ensure("asker", "Asker", "person", {"operator"}, false, std::string(32, 'a')).value()),
        judge(people_.ensure("judge", "Judge", "person", {"approver"}, false, std::string(32, 'j')).value()) {}

  Result<views::Approval> approve(const Result<views::Approval>& asked) {
    if (!asked) return asked;
    return approvals.decide(judge, Uuid::parse(asked->approval_id).value(), true, "");
  }
  Result<views::Approval> ask_invoice(const views::PspInvoice& invoice) {
    return journals.propose_psp_invoice(asker, {invoice, "monthly", "", "", ""});
  }
  /// Entered and approved, or it throws.
  void enter_invoice(const views::PspInvoice& invoice) {
    const auto done = approve(ask_invoice(invoice));
    if (!done) throw std::runtime_error(done.error().message + " [" + done.error().field + "]");
  }

 private:
  store::PgPeople people_;
  store::PgApprovals store_;

 public:
  Approvals approvals;
  Journals journals;
  const Caller asker, judge;
};

} // namespace paydesk::test
