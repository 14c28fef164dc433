<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
  <context>
    <name>DraftWords</name>
    <message numerus="yes">
      <source>An amount with %n decimals, like 12.5</source>
      <translation>
        <numerusform>An amount with %n decimal, like 12.5</numerusform>
        <numerusform>An amount with %n decimals, like 12.50</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FlowWords</name>
    <message numerus="yes">
      <source>%n late</source>
      <translation>
        <numerusform>%n late</numerusform>
        <numerusform>%n late</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n payment(s) in the chosen time</source>
      <translation>
        <numerusform>%n payment in the chosen time</numerusform>
        <numerusform>%n payments in the chosen time</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n payment(s)</source>
      <translation>
        <numerusform>%n payment</numerusform>
        <numerusform>%n payments</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Sentences</name>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%n day</numerusform>
        <numerusform>%n days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::AuditPage</name>
    <message numerus="yes">
      <source>%n refund(s) await a decision</source>
      <translation>
        <numerusform>%n refund awaits a decision</numerusform>
        <numerusform>%n refunds await a decision</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::BulkBar</name>
    <message numerus="yes">
      <source>%n selected</source>
      <translation>
        <numerusform>%n selected</numerusform>
        <numerusform>%n selected</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::DetailPane</name>
    <message numerus="yes">
      <source>%n entries</source>
      <translation>
        <numerusform>%n entry</numerusform>
        <numerusform>%n entries</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::FlowPage</name>
    <message numerus="yes">
      <source>%n state(s)</source>
      <translation>
        <numerusform>%n state</numerusform>
        <numerusform>%n states</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n capture(s)</source>
      <translation>
        <numerusform>%n capture</numerusform>
        <numerusform>%n captures</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open</source>
      <translation>
        <numerusform>%n open</numerusform>
        <numerusform>%n open</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::LedgerPage</name>
    <message numerus="yes">
      <source>✓ %n invariant(s) hold</source>
      <translation>
        <numerusform>✓ %n invariant holds</numerusform>
        <numerusform>✓ %n invariants hold</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n violation(s)</source>
      <translation>
        <numerusform>%n violation</numerusform>
        <numerusform>%n violations</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ListPane</name>
    <message numerus="yes">
      <source>%n filter(s) on.</source>
      <translation>
        <numerusform>%n filter on.</numerusform>
        <numerusform>%n filters on.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n new</numerusform>
        <numerusform>%n new</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>More than %n new</source>
      <translation>
        <numerusform>More than %n new</numerusform>
        <numerusform>More than %n new</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PaymentsActions</name>
    <message numerus="yes">
      <source>Sent %n retries, checking</source>
      <translation>
        <numerusform>Sent %n retry, checking</numerusform>
        <numerusform>Sent %n retries, checking</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n payment(s) will be tried again</source>
      <translation>
        <numerusform>%n payment will be tried again</numerusform>
        <numerusform>%n payments will be tried again</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n seller order(s)</source>
      <translation>
        <numerusform>%n seller order</numerusform>
        <numerusform>%n seller orders</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PaymentsPage</name>
    <message numerus="yes">
      <source>%n payment(s)</source>
      <translation>
        <numerusform>%n payment</numerusform>
        <numerusform>%n payments</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n row(s) written</source>
      <translation>
        <numerusform>%n row written</numerusform>
        <numerusform>%n rows written</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PspRates</name>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>+%n more</numerusform>
        <numerusform>+%n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::QueuesActions</name>
    <message numerus="yes">
      <source>%n item(s) due now; each keeps its idempotency key</source>
      <translation>
        <numerusform>%n item due now; it keeps its idempotency key</numerusform>
        <numerusform>%n items due now; each keeps its idempotency key</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Discard %n dead letter(s)?</source>
      <translation>
        <numerusform>Discard %n dead letter?</numerusform>
        <numerusform>Discard %n dead letters?</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n dead letter(s) discarded</source>
      <translation>
        <numerusform>%n dead letter discarded</numerusform>
        <numerusform>%n dead letters discarded</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::QueuesPage</name>
    <message numerus="yes">
      <source>%n in 5 min</source>
      <translation>
        <numerusform>%n in 5 min</numerusform>
        <numerusform>%n in 5 min</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n waiting</source>
      <translation>
        <numerusform>%n waiting</numerusform>
        <numerusform>%n waiting</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n dead letter(s)</source>
      <translation>
        <numerusform>%n dead letter</numerusform>
        <numerusform>%n dead letters</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ReconciliationPage</name>
    <message numerus="yes">
      <source>%1 matched · %2 suggested · %n breaks</source>
      <translation>
        <numerusform>%1 matched · %2 suggested · %n break</numerusform>
        <numerusform>%1 matched · %2 suggested · %n breaks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open</source>
      <translation>
        <numerusform>%n open</numerusform>
        <numerusform>%n open</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundDialog</name>
    <message numerus="yes">
      <source>%1 of %n seller order(s)</source>
      <translation>
        <numerusform>%1 of %n seller order</numerusform>
        <numerusform>%1 of %n seller orders</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundOutcome</name>
    <message numerus="yes">
      <source>%n refund(s) asked</source>
      <translation>
        <numerusform>%n refund asked</numerusform>
        <numerusform>%n refunds asked</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::RefundsPage</name>
    <message numerus="yes">
      <source>%n refund(s)</source>
      <translation>
        <numerusform>%n refund</numerusform>
        <numerusform>%n refunds</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::SellersPage</name>
    <message numerus="yes">
      <source>%n wallet(s)</source>
      <translation>
        <numerusform>%n wallet</numerusform>
        <numerusform>%n wallets</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::TopBar</name>
    <message numerus="yes">
      <source>%n approval(s)</source>
      <translation>
        <numerusform>%n approval</numerusform>
        <numerusform>%n approvals</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ReportSaving</name>
    <message numerus="yes">
      <source>Saved %1: %n row(s), the figures that the screen shows.</source>
      <translation>
        <numerusform>Saved %1: %n row, the figures that the screen shows.</numerusform>
        <numerusform>Saved %1: %n rows, the figures that the screen shows.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Saved %1: %n row(s).</source>
      <translation>
        <numerusform>Saved %1: %n row.</numerusform>
        <numerusform>Saved %1: %n rows.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::ReportsPage</name>
    <message numerus="yes">
      <source>%n row(s)</source>
      <translation>
        <numerusform>%n row</numerusform>
        <numerusform>%n rows</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PayoutActions</name>
    <message numerus="yes">
      <source>%n payout(s)</source>
      <translation>
        <numerusform>%n payout</numerusform>
        <numerusform>%n payouts</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>paydesk::ui::PayoutsPage</name>
    <message numerus="yes">
      <source>%n payout(s)</source>
      <translation>
        <numerusform>%n payout</numerusform>
        <numerusform>%n payouts</numerusform>
      </translation>
    </message>
  </context>
</TS>
