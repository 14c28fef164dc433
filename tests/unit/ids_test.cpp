#include "core/ids.h"

#include <algorithm>
#include <set>
#include <thread>
#include <unordered_set>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace paydesk {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{std::chrono::microseconds{1'794'839'514'123'456}};
constexpr std::string_view dns_namespace = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

int version(const Uuid& id) { return id.bytes[6] >> 4; }
int variant(const Uuid& id) { return id.bytes[8] >> 6; }

std::int64_t millis(const Uuid& id) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 6; ++i)
    value = value << 8 | id.bytes[i];
  return value;
}

TEST(Uuid, is_read_in_either_case_and_written_in_lower_case) {
  const auto id = Uuid::parse("0192F3A4-5b6c-7D8E-9f01-23456789abCD");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->to_string(), "0192f3a4-5b6c-7d8e-9f01-23456789abcd");
  EXPECT_EQ(id->bytes[0], 0x01);
  EXPECT_EQ(id->bytes[15], 0xcd);
}

TEST(Uuid, in_any_other_shape_is_not_read) {
  for (const std::string_view text :
       {"", "-", "0192f3a4-5b6c-7d8e-9f01-23456789abc", "0192f3a4-5b6c-7d8e-9f01-23456789abcde",
        "0192f3a45b6c7d8e9f0123456789abcd", "{0192f3a4-5b6c-7d8e-9f01-23456789abcd}",
        "urn:uuid:0192f3a4-5b6c-7d8e-9f01-23456789abcd", "0192f3a4-5b6c-7d8e-9f01-23456789abcg",
        "0192f3a4_5b6c_7d8e_9f01_23456789abcd", "0192f3a-45b6c-7d8e-9f01-23456789abcd",
        "0192f3a4-5b6c-7d8e-9f0123456789abcd-", "0192f3a4-5b6c-7d8e-9f01-23456789ab d",
        "0192f3a4-5b6c-7d8e-9f01-2345６789abc", "------------------------------------",
        " 192f3a4-5b6c-7d8e-9f01-23456789abcd", "+192f3a4-5b6c-7d8e-9f01-23456789abcd"})
    EXPECT_FALSE(Uuid::parse(text)) << text;
  EXPECT_FALSE(Uuid::parse(std::string_view("0192f3a4-5b6c-7d8e-9f01-23456789abc\0", 36)));
}

RC_GTEST_PROP(Uuid, comes_back_from_its_text_and_sorts_like_it, ()) {
  const auto bytes = rc::gen::container<std::array<std::uint8_t, 16>>(rc::gen::arbitrary<std::uint8_t>());
  const Uuid a{*bytes}, b{*bytes};
  RC_ASSERT(Uuid::parse(a.to_string()) == a);
  RC_ASSERT((a < b) == (a.to_string() < b.to_string()));
}

TEST(Uuid, of_zeros_is_nil) {
  EXPECT_TRUE(Uuid{}.is_nil());
  EXPECT_TRUE(Uuid::parse("00000000-0000-0000-0000-000000000000")->is_nil());
  EXPECT_FALSE(Uuid::parse("00000000-0000-0000-0000-000000000001")->is_nil());
}

TEST(RandomIds, are_of_version_7_and_carry_the_time) {
  const ManualClock clock(start);
  RandomIds ids(clock);
  for (int i = 0; i < 1000; ++i) {
    const auto id = ids.next();
    EXPECT_EQ(version(id), 7);
    EXPECT_EQ(variant(id), 2);
    EXPECT_EQ(millis(id), 1'794'839'514'123);
  }
}

TEST(RandomIds, increase_strictly_within_one_millisecond) {
  const ManualClock clock(start);
  RandomIds ids(clock);
  auto last = ids.next();
  for (int i = 0; i < 100'000; ++i) {
    const auto id = ids.next();
    ASSERT_LT(last, id);
    last = id;
  }
  EXPECT_EQ(millis(last), 1'794'839'514'123);
}

TEST(RandomIds, increase_strictly_when_the_clock_is_set_back) {
  ManualClock clock(start);
  RandomIds ids(clock);
  const auto before = ids.next();
  clock.advance(-1h);
  const auto after = ids.next();
  EXPECT_LT(before, after);
  clock.advance(2h);
  EXPECT_LT(after, ids.next());
}

TEST(RandomIds, of_two_sources_differ) {
  const ManualClock clock(start);
  RandomIds one(clock), other(clock);
  EXPECT_NE(one.next(), other.next());
}

TEST(RandomIds, before_the_epoch_are_still_increasing_ids) {
  const ManualClock clock(Instant{-5s});
  RandomIds ids(clock);
  const auto first = ids.next();
  EXPECT_EQ(version(first), 7);
  EXPECT_LT(first, ids.next());
}

TEST(RandomIds, are_unique_and_increasing_on_every_thread) {
  constexpr std::size_t threads = 4, each = 20'000;
  const SystemClock clock;
  RandomIds ids(clock);
  std::vector<std::vector<Uuid>> made(threads);
  {
    std::vector<std::jthread> running;
    for (auto& mine : made) {
      running.emplace_back([&ids, &mine] {
        for (std::size_t i = 0; i < each; ++i)
          mine.push_back(ids.next());
      });
    }
  }
  std::set<Uuid> all;
  for (const auto& mine : made) {
    EXPECT_TRUE(std::ranges::is_sorted(mine));
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), threads * each);
}

TEST(SeededIds, of_one_seed_and_clock_are_the_same_and_of_another_seed_are_not) {
  const ManualClock clock(start);
  SeededIds one(clock, 7), same(clock, 7), other(clock, 8);
  for (int i = 0; i < 100; ++i) {
    const auto id = one.next();
    EXPECT_EQ(id, same.next());
    EXPECT_NE(id, other.next());
    EXPECT_EQ(version(id), 7);
    EXPECT_EQ(variant(id), 2);
  }
}

TEST(SeededIds, do_not_change_between_releases) {
  const ManualClock clock(start);
  SeededIds ids(clock, 42);
  EXPECT_EQ(ids.next().to_string(), "01a1e4c5-8c0b-72d6-a397-8fb9b92502a8");
}

TEST(SeededIds, increase_strictly_within_one_millisecond_and_over_many) {
  ManualClock clock(start);
  SeededIds ids(clock, 1);
  auto last = ids.next();
  for (int i = 0; i < 100'000; ++i) {
    if (i % 1000 == 0) clock.advance(1ms);
    const auto id = ids.next();
    ASSERT_LT(last, id);
    last = id;
  }
}

TEST(SeededIds, carry_into_their_upper_bits_when_the_lower_are_used_up) {
  constexpr std::uint64_t seed_that_starts_near_the_end_of_the_lower_bits = 4'764'442;
  const ManualClock clock(start);
  SeededIds ids(clock, seed_that_starts_near_the_end_of_the_lower_bits);
  const auto first = ids.next();
  auto last = first;
  for (int i = 0; i < 1000; ++i) {
    const auto id = ids.next();
    ASSERT_LT(last, id);
    last = id;
  }
  EXPECT_EQ(millis(last), millis(first));
  EXPECT_EQ(last.bytes[7], first.bytes[7] + 1);
}

TEST(DerivedUuid, is_the_one_of_the_example_in_rfc_9562) {
  const auto space = Uuid::parse(dns_namespace).value();
  EXPECT_EQ(derived_uuid(space, "www.example.com").to_string(), "5c146b14-3c52-8afd-938a-375d0df1fbf6");
}

TEST(DerivedUuid, depends_on_the_namespace_and_on_every_byte_of_the_name) {
  const auto space = Uuid::parse(dns_namespace).value();
  const auto id = derived_uuid(space, "refund/1");
  EXPECT_EQ(id, derived_uuid(space, "refund/1"));
  EXPECT_NE(id, derived_uuid(space, "refund/2"));
  EXPECT_NE(id, derived_uuid(space, std::string_view("refund/1\0", 9)));
  EXPECT_NE(id, derived_uuid(Uuid{}, "refund/1"));
  EXPECT_EQ(version(id), 8);
  EXPECT_EQ(variant(id), 2);
}

TEST(UuidHash, spreads_ids_of_one_source) {
  const ManualClock clock(start);
  RandomIds ids(clock);
  std::unordered_set<std::size_t> hashes;
  for (int i = 0; i < 10'000; ++i)
    hashes.insert(std::hash<Uuid>{}(ids.next()));
  EXPECT_GT(hashes.size(), 9'990u);
}

} // namespace
} // namespace paydesk
