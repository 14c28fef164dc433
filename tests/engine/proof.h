// Everything that `verify` knows, held against a test's books.
#pragma once

#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "store/verify.h"

namespace paydesk::test {

/// The books, the wallets and every invariant.
inline void expect_proof(World& world) {
  world.check_books();
  const auto proof = store::verify_books(world.database, world.clock.now());
  ASSERT_TRUE(proof) << proof.error().message;
  for (const auto& finding : proof->findings)
    EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                     << (finding.examples.empty() ? std::string() : finding.examples.front());
}

/// Works until the one job of the payment is a dead letter; its id.
inline Uuid dead_letter(World& world, const Uuid& payment) {
  for (int i = 0; i < 100; ++i) {
    for (const auto& job : world.read(payment).jobs)
      if (job.dead)
        return job.job_id;
    world.work(1);
    world.advance(std::chrono::seconds(61));
  }
  ADD_FAILURE() << "no dead letter came";
  return {};
}

/// How many alerts of a code were raised.
inline std::int64_t alerts(World& world, const std::string& code) {
  return world.one_number("select count(*) from outbox where kind = 'alert' and payload like '%\"" + code + "\"%'");
}

} // namespace paydesk::test
