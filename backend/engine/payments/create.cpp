#include "engine/payments/create.h"

#include <algorithm>

#include "core/lifecycle.h"
#include "engine/routing/router.h"
#include "engine/rules/board.h"

namespace paydesk {
namespace {

constexpr std::size_t longest_name = 128;
constexpr std::size_t longest_text = 500;
constexpr std::size_t longest_url = 2000;
constexpr std::size_t most_orders = 100;
constexpr std::int64_t least_expiry_s = 60;
constexpr std::int64_t longest_expiry_s = 7 * 86'400;

/// Text without control characters, 1 to `most` bytes (0 when it may be empty).
Result<void> check_text(const std::string& text, std::string field, std::size_t most, bool may_be_empty = false) {
  if (text.empty() && !may_be_empty)
    return invalid(std::move(field), "is missing");
  if (text.size() > most)
    return invalid(std::move(field), "is longer than " + std::to_string(most) + " bytes");
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
    return invalid(std::move(field), "has a control character");
  return {};
}

Result<void> check_url(const std::string& url, std::string field) {
  if (auto ok = check_text(url, field, longest_url); !ok)
    return ok;
  if (!url.starts_with("https://") && !url.starts_with("http://"))
    return invalid(std::move(field), "is not an http or https address");
  if (std::any_of(url.begin(), url.end(), [](unsigned char c) { return c == ' ' || c == '"' || c == '<'; }))
    return invalid(std::move(field), "has a character that an address cannot have");
  return {};
}

bool takes(const AccountTerms& account, const CreatePayment& request) {
  return (request.payment_method.empty() || account.direct_charge) &&
         std::find(account.currencies.begin(), account.currencies.end(), request.currency) != account.currencies.end();
}

/// The account that the shop names; nothing is chosen for it.
Result<RouteChoice> named_account(const CreatePayment& request, const std::vector<AccountTerms>& accounts,
                                  const AccountStates& states) {
  const auto named = std::find_if(accounts.begin(), accounts.end(), [&](const AccountTerms& account) {
    return account.psp_account == request.psp_account;
  });
  if (named == accounts.end())
    return invalid("psp_account", "is not a PSP account of this daemon");
  if (!request.payment_method.empty() && !named->direct_charge)
    return invalid("payment_method", "PSP account " + request.psp_account + " charges no stored payment methods");
  if (!takes(*named, request))
    return invalid("currency", "is not taken by PSP account " + request.psp_account);
  if (const auto state = states.find(named->psp_account);
      state != states.end() && state->second.intake == Intake::disabled)
    return fail(ErrorCode::failed_precondition,
                "PSP account " + request.psp_account + " takes no new payments; nothing was done", "psp_account");
  return RouteChoice{&*named, {}, false};
}

/// What the orders come to; what does not parse counts nothing here and is refused later, by its name.
std::int64_t amount_of(const CreatePayment& request, Currency currency) {
  std::int64_t total = 0;
  for (const auto& order : request.orders)
    total = checked_add(total, parse_amount(order.amount, currency, "amount").value_or(0)).value_or(total);
  return total;
}

Result<RouteChoice> choose_account(const CreatePayment& request, const std::vector<AccountTerms>& accounts,
                                   Currency currency, const Uuid& payment_id, const EnginePolicy& policy) {
  static const auto no_states = std::make_shared<const AccountStates>();
  const auto states = policy.rules == nullptr ? no_states : policy.rules->states();
  if (!request.psp_account.empty())
    return named_account(request, accounts, *states);
  Candidates candidates;
  for (const auto& account : accounts)
    if (takes(account, request))
      candidates.push_back(&account);
  if (candidates.empty())
    return invalid("currency", request.payment_method.empty()
                                   ? "is not taken by any PSP account"
                                   : "is not taken by any PSP account that charges stored payment methods");
  RouteFacts facts{payment_id, request.currency, 0, {}, request.payment_method.empty() ? "hosted_page" : "stored"};
  const auto rules = policy.rules == nullptr ? nullptr : policy.rules->now();
  if (rules != nullptr && !rules->routing.rules.empty()) {
    facts.amount = amount_of(request, currency);
    for (const auto& order : request.orders)
      facts.sellers.push_back(order.seller);
  }
  auto choice = choose(rules == nullptr ? RoutingRules{} : rules->routing, *states, candidates, facts);
  if (choice.account == nullptr)
    return fail(ErrorCode::failed_precondition, "no PSP account takes such payments now; nothing was done",
                "currency");
  if (candidates.size() == 1 && is_available(*states, choice.account->psp_account))
    return RouteChoice{choice.account, {}, false}; // there was nothing to choose
  return choice;
}

Result<void> check_payment(const CreatePayment& request) {
  if (auto ok = check_text(request.buyer, "buyer", longest_name); !ok)
    return ok;
  if (auto ok = check_text(request.checkout_reference, "checkout_reference", longest_name); !ok)
    return ok;
  if (auto ok = check_text(request.payment_method, "payment_method", longest_name, true); !ok)
    return ok;
  const bool direct = !request.payment_method.empty();
  for (const auto& [url, field] : {std::pair{&request.success_url, "success_url"}, {&request.cancel_url, "cancel_url"}})
    if (auto ok = check_url(*url, field); !ok && !(direct && url->empty()))
      return ok;
  if (request.expires_in_s < least_expiry_s || request.expires_in_s > longest_expiry_s)
    return invalid("expires_in_s", "is not between 60 and 604800");
  if (request.orders.empty())
    return invalid("orders", "has no order");
  if (request.orders.size() > most_orders)
    return invalid("orders", "has more than 100 orders");
  return {};
}

/// What the marketplace keeps: by the schedule's rule, else the account's own percentage.
std::int64_t commission_in(const std::string& seller, std::int64_t amount, Currency currency,
                           const AccountTerms& terms, Instant now, const EnginePolicy& policy) {
  const auto rules = policy.rules == nullptr ? nullptr : policy.rules->now();
  if (rules != nullptr && !rules->commission.rules.empty())
    if (const auto* rule = commission_rule(rules->commission, seller, currency, format_instant(now).substr(0, 10)))
      return commission_of(*rule, amount);
  return share(amount, terms.commission_bp, 10'000).value_or(0);
}

Result<Order> make_order(const CreateOrder& request, std::size_t index, Currency currency, const AccountTerms& terms,
                         Instant now, IdSource& ids, const EnginePolicy& policy) {
  const auto field = [&](const char* name) { return "orders[" + std::to_string(index) + "]." + name; };
  if (auto ok = check_text(request.seller, field("seller"), longest_name); !ok)
    return tl::unexpected(ok.error());
  if (auto ok = check_text(request.reference, field("reference"), longest_name, true); !ok)
    return tl::unexpected(ok.error());
  if (auto ok = check_text(request.description, field("description"), longest_text, true); !ok)
    return tl::unexpected(ok.error());
  const auto amount = parse_amount(request.amount, currency, field("amount"));
  if (!amount)
    return tl::unexpected(amount.error());
  if (*amount == 0)
    return invalid(field("amount"), "is zero");
  Order order;
  order.order_id = ids.next();
  order.line_no = static_cast<int>(index) + 1;
  order.seller = request.seller;
  order.reference = request.reference;
  order.description = request.description;
  order.amounts.amount = *amount;
  order.commission = commission_in(order.seller, *amount, currency, terms, now, policy);
  order.status = "created";
  order.status_since = now;
  return order;
}

Aggregate make_charge(const Payment& payment, std::vector<Order> orders, const CreatePayment& request,
                      const AccountTerms& terms, IdSource& ids) {
  Aggregate a;
  a.payment = payment;
  a.orders = std::move(orders);
  a.charge.charge_id = ids.next();
  a.charge.psp_account = terms.psp_account;
  a.charge.capture_mode = terms.capture_mode;
  a.charge.payment_method = request.payment_method;
  for (const auto& order : a.orders)
    a.charge.amount += order.amounts.amount;
  a.charge.state = lifecycle::table(lifecycle::Machine::charge).states.front().name;
  a.charge.state_since = payment.created_at;
  a.charge.expires_at = payment.created_at + std::chrono::seconds(request.expires_in_s);
  a.charge.created_at = payment.created_at;
  return a;
}

} // namespace

Result<NewPayment> make_payment(const Caller& caller, const Uuid& key, const CreatePayment& request,
                                const std::vector<AccountTerms>& accounts, Instant now, IdSource& ids,
                                const EnginePolicy& policy) {
  if (auto ok = check_payment(request); !ok)
    return tl::unexpected(ok.error());
  const auto currency = Currency::find(request.currency);
  if (!currency)
    return invalid("currency", "is not an ISO 4217 currency code");
  const auto payment_id = ids.next();
  const auto choice = choose_account(request, accounts, *currency, payment_id, policy);
  if (!choice)
    return tl::unexpected(choice.error());
  const auto& account = *choice->account;
  Payment payment{payment_id, caller.principal_id, account.entity,      request.buyer, request.checkout_reference,
                  *currency,  0,                   request.success_url, request.cancel_url, key, now};
  std::vector<Order> orders;
  for (std::size_t i = 0; i < request.orders.size(); ++i) {
    auto order = make_order(request.orders[i], i, *currency, account, now, ids, policy);
    if (!order)
      return tl::unexpected(order.error());
    const auto total = checked_add(payment.total, order->amounts.amount);
    if (!total)
      return invalid("orders", "add up to more than can be stored");
    payment.total = *total;
    orders.push_back(std::move(*order));
  }
  NewPayment made;
  if (request.payment_method.empty()) {
    made.charges.push_back(make_charge(payment, std::move(orders), request, account, ids));
  } else {
    for (auto& order : orders)
      made.charges.push_back(make_charge(payment, {std::move(order)}, request, account, ids));
  }
  for (auto& charge : made.charges) {
    Turn turn(charge, now, ids, policy, "shop");
    turn.start_operation(request.payment_method.empty() ? OperationKind::register_charge : OperationKind::direct_charge,
                         charge.charge.charge_id, charge.charge.amount);
    turn.note("charge", charge.charge.charge_id, "created", caller.login);
    if (choice->chosen) {
      charge.charge.route = request.payment_method.empty() ? Charge::Route::open : Charge::Route::fixed;
      turn.note("charge", charge.charge.charge_id, "routed", choice->reason);
    }
    turn.event("charge.created", "charge", charge.charge.charge_id.to_string());
    turn.finish();
  }
  return made;
}

Result<std::vector<CreateOutcome>> store_payments(PaymentStore& store, std::vector<NewPayment>& payments,
                                                  const CallRooms* rooms, IdSource& ids, const EnginePolicy& policy) {
  Starts starts(rooms);
  for (auto& payment : payments)
    for (auto& charge : payment.charges) {
      Turn turn(charge, charge.payment.created_at, ids, policy, "engine");
      starts.begin(turn, payment.attempts);
      if (!charge.charge.path.empty())
        turn.finish(); // a call that has begun moves a direct charge
    }
  auto outcomes = store.create(payments);
  if (!outcomes)
    return outcomes;
  std::vector<Uuid> made;
  for (std::size_t i = 0; i < payments.size(); ++i)
    if ((*outcomes)[i].kind == CreateOutcome::Kind::created)
      for (const auto& charge : payments[i].charges)
        made.push_back(charge.charge.charge_id);
  std::sort(made.begin(), made.end());
  starts.keep(made);
  starts.hand_over();
  return outcomes;
}

} // namespace paydesk
