#include "engine/approvals/approvals.h"

#include <algorithm>
#include <array>

#include <openssl/sha.h>

namespace paydesk {
namespace {

/// The roles of which who asks needs one.
constexpr std::array<std::string_view, 2> askers = {"operator", "admin"};

template <class Roles, class Allowed> bool has_one_of(const Roles& roles, const Allowed& allowed) {
  return std::any_of(roles.begin(), roles.end(), [&](const auto& role) {
    return std::find(allowed.begin(), allowed.end(), role) != allowed.end();
  });
}

tl::unexpected<Error> unknown() {
  return fail(ErrorCode::not_found, "there is no approval with this id", "approval_id");
}

Result<void> check_evidence(const ApprovalRequest& request) {
  if (request.evidence_name.empty() != request.evidence.empty())
    return invalid(request.evidence.empty() ? "evidence" : "evidence_name",
                   request.evidence.empty() ? "is empty, but has a name" : "is missing for the evidence");
  if (request.evidence.size() > Approvals::largest_evidence)
    return invalid("evidence", "is larger than 2 MiB");
  return {};
}

std::string how_it_ended(const views::Approval& view) {
  if (view.withdrawn)
    return "was withdrawn by " + view.requested_by;
  return view.state == "expired" ? "has expired" : "was " + view.state + " by " + view.decided_by;
}

} // namespace

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string preview_hash(const std::string& preview) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(preview.data()), preview.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const auto byte : digest)
    hex.append({digits[byte >> 4], digits[byte & 15]});
  return hex;
}

std::string describe_change(const std::string& before, const std::string& after) {
  const auto was = lines_in(before), is = lines_in(after);
  std::string text;
  const auto add = [&](const char* word, const std::vector<std::string>& lines, const std::vector<std::string>& others) {
    for (const auto& line : lines)
      if (std::find(others.begin(), others.end(), line) == others.end())
        text += (text.empty() ? "" : "; ") + std::string(word) + " \"" + line + "\"";
  };
  add("no longer", was, is);
  add("now", is, was);
  return text;
}

Result<views::Approval> Approvals::ask(const Caller& caller, const PausedCommand& command,
                                       const ApprovalRequest& request, const KeepAnswer<views::Approval>& keep) {
  if (request.reason.empty())
    return invalid("reason", "is missing");
  if (const auto ok = check_evidence(request); !ok)
    return tl::unexpected(ok.error());
  views::Approval made;
  const auto stored = store_.in_transaction([&](ApprovalTx& tx) -> Result<void> {
    const auto preview = command.preview(tx, request.command);
    if (!preview)
      return tl::unexpected(preview.error());
    const auto policy = tx.policy();
    const auto terms = approval_terms(policy.policy, command.kind(), request.amounts);
    if (terms.deciders.empty())
      return fail(ErrorCode::failed_precondition,
                  "the approval policy (version " + std::to_string(policy.version) +
                      ") asks for different roles for these currencies, so that nobody may decide. Nothing was asked "
                      "for; make one command a currency, or have the policy changed");
    const auto now = clock_.now();
    NewApproval approval{ids_.next(), caller.principal_id, command.version(), request.command, *preview,
                         request.evidence, {}};
    auto& view = approval.view;
    view.approval_id = approval.approval_id.to_string();
    view.kind = command.kind();
    view.subject = request.subject;
    view.amounts = request.amounts;
    view.state = "pending";
    view.reason = request.reason;
    view.deciders = terms.deciders;
    view.policy_version = policy.version;
    view.requested_by = caller.login;
    view.requested_at = now;
    view.expires_at = now + std::chrono::hours(terms.hours);
    view.evidence_name = request.evidence_name;
    view.evidence_size = static_cast<std::int64_t>(request.evidence.size());
    if (!request.evidence.empty())
      view.evidence_sha256 = preview_hash(request.evidence);
    if (const auto added = tx.add(approval, caller); !added)
      return added;
    made = view;
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return made;
}

Result<const PausedCommand*> Approvals::command_of(const StoredApproval& approval) const {
  for (const auto* command : commands_)
    if (command->kind() == approval.view.kind && command->version() == approval.command_version)
      return command;
  return fail(ErrorCode::failed_precondition,
              "this daemon does not know version " + std::to_string(approval.command_version) + " of " +
                  approval.view.kind + ". Nothing was done; reject it and ask anew");
}

Result<views::ApprovalDetail> Approvals::show(const Uuid& approval_id) {
  views::ApprovalDetail detail;
  const auto read = store_.in_transaction([&](ApprovalTx& tx) -> Result<void> {
    const auto approval = tx.find(approval_id, false);
    if (!approval)
      return unknown();
    detail = {approval->view, approval->command_version, approval->command, lines_in(approval->preview),
              approval->preview_hash, {}, false, {}};
    if (approval->view.state != "pending")
      return {};
    const auto command = command_of(*approval);
    const auto now = command ? (*command)->preview(tx, approval->command)
                             : Result<std::string>(tl::unexpected(command.error()));
    if (now)
      detail.preview_now = lines_in(*now);
    else
      detail.refusal = now.error().message;
    detail.changed = !now || *now != approval->preview;
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return detail;
}

Result<StoredApproval> Approvals::pending(ApprovalTx& tx, const Uuid& approval_id, Instant now) const {
  auto approval = tx.find(approval_id, true);
  if (!approval)
    return unknown();
  if (approval->view.state != "pending")
    return fail(ErrorCode::failed_precondition, "this approval " + how_it_ended(approval->view), "approval_id");
  if (now >= *approval->view.expires_at)
    return fail(ErrorCode::failed_precondition,
                "this approval has expired at " + format_instant(*approval->view.expires_at) +
                    ". Nothing was done; ask anew",
                "approval_id");
  return *approval;
}

Result<void> Approvals::check_decider(ApprovalTx& tx, const Caller& caller, const StoredApproval& approval,
                                      Instant now) const {
  if (approval.requester_id == caller.principal_id)
    return fail(ErrorCode::permission_denied, "who asked cannot decide; you can withdraw it");
  const auto decider = tx.as_of_now(caller, now);
  if (!decider)
    return tl::unexpected(decider.error());
  const auto policy = tx.policy();
  const auto terms = approval_terms(policy.policy, approval.view.kind, approval.view.amounts);
  if (!has_one_of(decider->roles, terms.deciders))
    return fail(ErrorCode::permission_denied,
                "the approval policy (version " + std::to_string(policy.version) + ") leaves this to " +
                    (terms.deciders.empty() ? "nobody" : describe_roles(terms.deciders)) + ". Nothing was decided");
  return {};
}

Result<Uuid> Approvals::carry_out(ApprovalTx& tx, const PausedCommand& command, const StoredApproval& approval,
                                  Instant now) const {
  if (!has_one_of(tx.roles_of(approval.requester_id), askers))
    return fail(ErrorCode::failed_precondition,
                approval.view.requested_by + " may no longer ask for this. Nothing was booked; reject it");
  const auto preview = command.preview(tx, approval.command);
  if (!preview)
    return fail(ErrorCode::failed_precondition,
                "it can no longer be done: " + preview.error().message + ". Nothing was booked; reject it");
  if (*preview != approval.preview)
    return fail(ErrorCode::failed_precondition, "what it would do has changed since it was asked for: " +
                                                    describe_change(approval.preview, *preview) +
                                                    ". Nothing was booked; reject it and ask anew");
  const auto id = ids_.next();
  const auto done = command.carry_out(tx, approval, id, now);
  return done ? Result<Uuid>(id) : tl::unexpected(done.error());
}

Result<views::Approval> Approvals::end(ApprovalTx& tx, const StoredApproval& approval,
                                       const ApprovalDecision& decision,
                                       const KeepAnswer<views::Approval>& keep) const {
  tx.decide(decision, approval);
  auto view = approval.view;
  view.state = decision.approved ? "approved" : "rejected";
  view.withdrawn = decision.withdrawn;
  view.decided_by = decision.withdrawn ? std::string() : decision.caller.login;
  view.decided_at = decision.at;
  view.note = decision.note;
  if (decision.transaction_id)
    view.transaction_id = decision.transaction_id->to_string();
  if (keep)
    if (const auto kept = tx.keep(keep(view)); !kept)
      return tl::unexpected(kept.error());
  return view;
}

Result<views::Approval> Approvals::decide(const Caller& caller, const Uuid& approval_id, bool approve,
                                          const std::string& note, const KeepAnswer<views::Approval>& keep) {
  if (!approve && note.empty())
    return invalid("note", "is missing: say why it is rejected");
  Result<views::Approval> made = unknown();
  const auto stored = store_.in_transaction([&](ApprovalTx& tx) -> Result<void> {
    const auto now = clock_.now();
    const auto approval = pending(tx, approval_id, now);
    if (!approval)
      return tl::unexpected(approval.error());
    if (const auto ok = check_decider(tx, caller, *approval, now); !ok)
      return ok;
    ApprovalDecision decision{approval_id, approve, false, caller, now, note, {}};
    const PausedCommand* command = nullptr;
    if (approve) {
      const auto known = command_of(*approval);
      if (!known)
        return tl::unexpected(known.error());
      command = *known;
      const auto booked = carry_out(tx, *command, *approval, now);
      if (!booked)
        return tl::unexpected(booked.error());
      decision.transaction_id = *booked;
    }
    made = end(tx, *approval, decision, keep);
    if (!made)
      return tl::unexpected(made.error());
    if (command != nullptr)
      command->link(tx, *approval, *decision.transaction_id);
    return {};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return made;
}

Result<views::Approval> Approvals::cancel(const Caller& caller, const Uuid& approval_id, const std::string& note,
                                          const KeepAnswer<views::Approval>& keep) {
  Result<views::Approval> made = unknown();
  const auto stored = store_.in_transaction([&](ApprovalTx& tx) -> Result<void> {
    const auto now = clock_.now();
    const auto approval = pending(tx, approval_id, now);
    if (!approval)
      return tl::unexpected(approval.error());
    if (approval->requester_id != caller.principal_id)
      return fail(ErrorCode::permission_denied,
                  "only " + approval->view.requested_by + ", who asked for it, can withdraw it; it can be rejected");
    made = end(tx, *approval, {approval_id, false, true, caller, now, note, {}}, keep);
    return made ? Result<void>{} : tl::unexpected(made.error());
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return made;
}

Result<int> Approvals::expire(const Caller& caller, int most) {
  int ended = 0;
  const auto done = store_.in_transaction([&](ApprovalTx& tx) -> Result<void> {
    ended = tx.expire(clock_.now(), most, caller);
    return {};
  });
  if (!done)
    return tl::unexpected(done.error());
  return ended;
}

} // namespace paydesk
