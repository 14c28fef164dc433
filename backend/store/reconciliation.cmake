# The store's part of reconciliation; include()d by backend/store/CMakeLists.txt.
set(PAYDESK_STORE_RECONCILIATION
  reconciliation.cpp reconciliation_bank.cpp reconciliation_books.cpp reconciliation_breaks.cpp
  reconciliation_files.cpp reconciliation_filters.cpp reconciliation_invoices.cpp reconciliation_judging.cpp reconciliation_lines.cpp
  reconciliation_list_breaks.cpp reconciliation_list_pairs.cpp reconciliation_list_runs.cpp reconciliation_own_lines.cpp
  reconciliation_payouts.cpp)
