#include "simulation/invariants.h"

#include <algorithm>

#include "core/lifecycle.h"
#include "simulation/accounts.h"

namespace paydesk::simulation {
namespace {

std::string quoted(const Snapshot::FactRow& fact) {
  return fact.kind + " " + fact.reference + " of " + std::to_string(fact.amount);
}

const Movement* movement_of(const std::deque<Movement>& movements, const std::string& id) {
  const auto at = std::find_if(movements.begin(), movements.end(), [&](const Movement& m) { return m.id == id; });
  return at == movements.end() ? nullptr : &*at;
}

/// True when the PSP's own books have what ours say that it told.
bool is_true(const Snapshot::FactRow& fact, const Checkout& checkout) {
  if (fact.kind == "capture" || fact.kind == "capture_reversed") {
    const auto* movement = movement_of(checkout.captures, fact.reference);
    if (movement == nullptr || movement->amount != fact.amount)
      return false;
    return movement->state == Movement::State::reversed ||
           (fact.kind == "capture" && movement->state == Movement::State::succeeded);
  }
  if (fact.kind == "refund" || fact.kind == "refund_returned") {
    const auto* movement = movement_of(checkout.refunds, fact.reference);
    if (movement == nullptr || movement->amount != fact.amount)
      return false;
    return movement->state == Movement::State::returned ||
           (fact.kind == "refund" && movement->state == Movement::State::succeeded);
  }
  const auto at = std::find_if(checkout.disputes.begin(), checkout.disputes.end(),
                               [&](const DisputeCase& dispute) { return dispute.id == fact.reference; });
  if (at == checkout.disputes.end() || at->amount != fact.amount)
    return false;
  return fact.kind == "dispute_withdrawn" || at->state == DisputeCase::State::won;
}

/// Sums what the PSP did, or may still do, for each of our wishes: an order to be captured, a refund.
void check_wishes(const Snapshot& ours, const std::deque<Movement>& movements, const char* kind,
                  std::vector<std::string>& broken) {
  std::map<std::string, std::int64_t> done;
  for (const auto& movement : movements) {
    if (movement.state == Movement::State::failed)
      continue;
    const auto wish = std::find_if(ours.operations.begin(), ours.operations.end(),
                                   [&](const auto& operation) { return operation.operation_id == movement.key; });
    if (wish == ours.operations.end())
      continue; // the PSP's own capture, with mode auto
    if ((done[wish->subject_id] += movement.amount) > wish->allowed)
      broken.push_back("the PSP made one " + std::string(kind) + " of " + std::to_string(wish->allowed) +
                       " more than once: " + std::to_string(done[wish->subject_id]));
  }
}

/// A charge is at one PSP, and leaves one only when that has surely never heard of it.
void check_places(const Snapshot& ours, const Accounts& theirs, std::vector<std::string>& broken) {
  for (const auto& charge : ours.charges)
    for (const auto& account : theirs) {
      if (account.name() == charge.account)
        continue;
      if (account.provider.find(charge.charge_id.to_string()) != nullptr)
        broken.push_back("a charge is at " + charge.account + " and at " + account.name() + " too");
      else if (account.network.may_have_brought(charge.charge_id))
        broken.push_back("a charge has left " + account.name() + ", which may have it");
    }
}

std::set<std::string> facts_of(const Checkout& checkout) {
  std::set<std::string> facts;
  for (const auto& capture : checkout.captures) {
    if (capture.state == Movement::State::succeeded || capture.state == Movement::State::reversed)
      facts.insert("capture " + capture.id);
    if (capture.state == Movement::State::reversed)
      facts.insert("capture_reversed " + capture.id);
  }
  for (const auto& refund : checkout.refunds) {
    if (refund.state == Movement::State::succeeded || refund.state == Movement::State::returned)
      facts.insert("refund " + refund.id);
    if (refund.state == Movement::State::returned)
      facts.insert("refund_returned " + refund.id);
  }
  for (const auto& dispute : checkout.disputes) {
    facts.insert("dispute_withdrawn " + dispute.id);
    if (dispute.state == DisputeCase::State::won)
      facts.insert("dispute_reinstated " + dispute.id);
  }
  return facts;
}

bool is_final(lifecycle::Machine machine, const std::string& state) {
  const auto* found = lifecycle::find_state(machine, state);
  return found != nullptr && found->final;
}

/// Both sides agree on how each dispute ended.
void compare_disputes(const Snapshot& ours, const Checkout& checkout, const std::string& name,
                      std::vector<std::string>& broken) {
  for (const auto& theirs : checkout.disputes) {
    const auto at = std::find_if(ours.disputes.begin(), ours.disputes.end(), [&](const auto& dispute) {
      return dispute.reference == theirs.id && dispute.charge_id.to_string() == checkout.reference;
    });
    const std::string ended = theirs.state == DisputeCase::State::won    ? "won"
                              : theirs.state == DisputeCase::State::lost ? "lost"
                                                                         : "open";
    if (at == ours.disputes.end() || at->state != ended)
      broken.push_back("a dispute of " + name + " is " + ended + " at the bank, and " +
                       (at == ours.disputes.end() ? "not known" : at->state) + " in our books");
  }
}

/// What one PSP has at the end that our books, whose facts are `known`, have not, and what must not be left there.
void compare_checkouts(const Snapshot& ours, const std::set<std::string>& known, const Account& account,
                       const Story& story, std::vector<std::string>& broken) {
  for (const auto& checkout : account.provider.checkouts()) {
    const auto name = story.name_of(checkout.reference);
    compare_disputes(ours, checkout, name, broken);
    for (const auto& fact : facts_of(checkout))
      if (!known.contains(account.name() + " " + checkout.reference + " " + fact))
        broken.push_back("the PSP has what our books have not: " + fact + " of " + name);
    if (checkout.held() > 0)
      broken.push_back("the buyer's money of " + name + " is held for ever at the PSP: " +
                       money_text(checkout.held(), checkout.currency));
    if (checkout.phase == Checkout::Phase::open || checkout.phase == Checkout::Phase::opened)
      broken.push_back("the page of " + name + " can still be paid");
  }
}

} // namespace

std::vector<std::string> compare(const Snapshot& ours, const Accounts& theirs) {
  auto broken = ours.broken;
  for (const auto& fact : ours.facts) {
    const auto at = std::find_if(theirs.begin(), theirs.end(), [&](const Account& each) { return each.name() == fact.account; });
    const auto* checkout = at == theirs.end() ? nullptr : at->provider.find(fact.charge_id);
    if (checkout == nullptr || !is_true(fact, *checkout))
      broken.push_back("our books have what the PSP has not: " + quoted(fact));
  }
  for (const auto& account : theirs) {
    const auto& complaints = account.provider.complaints();
    broken.insert(broken.end(), complaints.begin(), complaints.end());
    for (const auto& checkout : account.provider.checkouts()) {
      check_wishes(ours, checkout.captures, "capture", broken);
      check_wishes(ours, checkout.refunds, "refund", broken);
      if (checkout.captured() + checkout.taken_back() > checkout.amount)
        broken.push_back("the buyer paid more than was asked");
    }
  }
  check_places(ours, theirs, broken);
  return broken;
}

void tell_moves(const Snapshot& before, const Snapshot& now, Story& story) {
  for (const auto& charge : now.charges) {
    const auto was = std::find_if(before.charges.begin(), before.charges.end(),
                                  [&](const auto& other) { return other.charge_id == charge.charge_id; });
    if (was == before.charges.end() || was->state != charge.state)
      story.tell("books", story.name_of(charge.charge_id) + " is " + charge.state);
    if (was != before.charges.end() && was->account != charge.account)
      story.tell("books", story.name_of(charge.charge_id) + " goes to " + charge.account);
  }
  for (const auto& refund : now.refunds) {
    const auto was = std::find_if(before.refunds.begin(), before.refunds.end(),
                                  [&](const auto& other) { return other.refund_id == refund.refund_id; });
    if (was == before.refunds.end() || was->state != refund.state)
      story.tell("books", "a refund of " + story.name_of(refund.payment_id) + " is " + refund.state);
  }
}

std::vector<std::string> compare_at_end(const Snapshot& ours, const Accounts& theirs, const Story& story) {
  auto broken = compare(ours, theirs);
  for (const auto& charge : ours.charges) {
    if (!is_final(lifecycle::Machine::charge, charge.state))
      broken.push_back(story.name_of(charge.charge_id) + " is stuck: " + charge.state);
    if (charge.captured > 0 && charge.state != "captured")
      broken.push_back(story.name_of(charge.charge_id) + " is paid, but is shown as " + charge.state);
  }
  for (const auto& refund : ours.refunds)
    if (!is_final(lifecycle::Machine::refund, refund.state))
      broken.push_back("a refund is stuck: " + refund.state);
  std::set<std::string> known;
  for (const auto& fact : ours.facts)
    known.insert(fact.account + " " + fact.charge_id + " " + fact.kind + " " + fact.reference);
  for (const auto& account : theirs)
    compare_checkouts(ours, known, account, story, broken);
  return broken;
}

} // namespace paydesk::simulation
