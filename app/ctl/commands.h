// The commands of paydeskctl: each declares its flags and, once chosen, does its work.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "app/client/sync_client.h"
#include "app/ctl/output.h"

namespace paydesk::ctl {

/// What the chosen command does once there is a connection.
using Work = std::function<Exit(const client::SyncClient&, const Output&)>;

/// Takes the chosen command's work; set by the parser's callback.
using Choose = std::function<void(Work)>;

/// Takes the work of a command that asks no daemon.
using ChooseLocal = std::function<void(std::function<Exit(const Output&)>)>;

void add_status(CLI::App& app, const Choose& choose);
void add_flow(CLI::App& app, const Choose& choose);
void add_audit(CLI::App& app, const Choose& choose);
void add_payments(CLI::App& app, const Choose& choose);
void add_approvals(CLI::App& app, const Choose& choose);
/// Of the command `approvals`.
void add_approval_policy(CLI::App& approvals, const Choose& choose);
void add_journal(CLI::App& app, const Choose& choose);
void add_verdicts(CLI::App& app, const Choose& choose);
void add_disputes(CLI::App& app, const Choose& choose);
void add_refunds(CLI::App& app, const Choose& choose);
/// Of the command `refunds`.
void add_refund_policy(CLI::App& refunds, const Choose& choose);
void add_queue(CLI::App& app, const Choose& choose);
/// Of the command `queue`.
void add_selections(CLI::App& queue, const Choose& choose);
void add_psp(CLI::App& app, const Choose& choose);
void add_report(CLI::App& app, const Choose& choose);
void add_auditor(CLI::App& app, const Choose& choose);
void add_commission(CLI::App& app, const Choose& choose);
void add_payout_accounts(CLI::App& app, const Choose& choose);
/// Into `payouts`.
void add_payout_schedules(CLI::App& payouts, const Choose& choose);
void add_payouts(CLI::App& app, const Choose& choose);
void add_recon(CLI::App& app, const Choose& choose);
void add_ledger(CLI::App& app, const Choose& choose, const ChooseLocal& choose_local);
void add_webhooks(CLI::App& app, const Choose& choose);
void add_events(CLI::App& app, const Choose& choose);

} // namespace paydesk::ctl
