// What the models of the machines share: how each state of a charge comes about, what is kept of a payment, which
// moves it made, and what a PSP can answer.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "core/lifecycle.h"
#include "engine/engine_world.h"

namespace paydesk::test {

/// A world whose charge is in one state, got there as in life.
using Way = std::function<Uuid(World&)>;

/// How each state of a hosted charge with two captures comes about.
const std::map<std::string, Way>& ways();

PspAnswer lost(const PspCall& call);

/// Everything that is kept of a payment, and every wallet, as text.
std::string books(World& world, const Uuid& payment);
/// The moves of one machine of the payment since that row of history, as "from trigger to".
std::vector<std::string> moves_since(World& world, const Uuid& payment, std::int64_t since,
                                     const std::string& subject = "charge");
std::int64_t last_history(World& world);
std::string state_of(World& world, const Uuid& payment);
/// Takes everything that is under way out of the queue, so that only the next payment moves.
void retire_all(World& world);
/// These moves are the table's, each begins where the one before ended, and `now` is where they led to.
void expect_path(lifecycle::Machine machine, const std::string& from, const std::vector<std::string>& moves,
                 const std::string& now, const std::string& what);
/// The same of the payment's charge.
void expect_walk(World& world, const Uuid& payment, const std::string& from, const std::vector<std::string>& moves,
                 const std::string& what);

/// A webhook and the trigger that it is, when the charge's state takes it.
struct Stimulus {
  News::Kind kind;
  const char* trigger;
};

inline constexpr Stimulus webhooks[] = {
    {News::Kind::registered, "register_ok"}, {News::Kind::page_opened, "page_opened"},
    {News::Kind::submitted, "submitted"},    {News::Kind::authorized, "authorize_ok"},
    {News::Kind::captured, "capture"},       {News::Kind::capture_failed, ""},
    {News::Kind::voided, "void_ok"},         {News::Kind::declined, "fail_final"},
    {News::Kind::expired, "expire"},         {News::Kind::authorization_expired, "auth_expired"},
    {News::Kind::refunded, ""},              {News::Kind::refund_failed, ""},
    {News::Kind::capture_reversed, ""},
};

struct Answered {
  const char* name;
  ScriptedPsp::Answer answer;
};
/// What a PSP can answer to a call.
const std::vector<Answered>& answers();

} // namespace paydesk::test
