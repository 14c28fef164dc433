#include "app/demo/book.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>
#include <thread>

#include "app/demo/interrupt.h"

namespace paydesk::demo {
namespace {

constexpr int readers = 4;

using Detail = Result<views::PaymentDetail>;

/// The payments' ids; the list has a row an order.
Result<std::vector<std::string>> payment_ids(const Person& person) {
  const auto rows = all_rows<client::rpc::ListPayments>(person, &views::ListPaymentsResponse::rows,
                                                        [](views::PageRequest page) { return page; });
  if (!rows)
    return tl::unexpected(rows.error());
  std::set<std::string> ids;
  for (const auto& row : *rows)
    ids.insert(row.payment_id);
  return std::vector<std::string>(ids.begin(), ids.end());
}

} // namespace

Result<std::vector<views::PaymentDetail>> read_payments(const Person& person, const std::vector<std::string>& ids,
                                                        const std::function<void(std::size_t, std::size_t)>& progress) {
  std::vector<std::optional<Detail>> answers(ids.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < readers; ++i)
    threads.emplace_back([&] {
      for (auto at = next++; at < ids.size() && !interrupted(); at = next++)
        answers[at] = person.ask<client::rpc::GetPayment>({ids[at]});
    });
  while (next < ids.size() && pause(std::chrono::milliseconds(50)))
    progress(std::min<std::size_t>(next, ids.size()), ids.size());
  threads.clear();
  std::vector<views::PaymentDetail> details;
  for (auto& answer : answers) {
    if (!answer)
      return tl::unexpected(interruption());
    if (!*answer)
      return tl::unexpected(answer->error());
    details.push_back(std::move(**answer));
  }
  return details;
}

Result<std::vector<views::PaymentDetail>> read_book(const Person& person,
                                                    const std::function<void(std::size_t, std::size_t)>& progress) {
  const auto ids = payment_ids(person);
  if (!ids)
    return tl::unexpected(ids.error());
  auto details = read_payments(person, *ids, progress);
  if (details)
    std::sort(details->begin(), details->end(),
              [](const auto& a, const auto& b) { return a.checkout_reference < b.checkout_reference; });
  return details;
}

// SplitMix64 over FNV-1a.
double drawn(std::uint64_t seed, std::string_view purpose, std::string_view subject) {
  std::uint64_t hash = 14695981039346656037ULL ^ seed;
  for (const auto part : {purpose, std::string_view("|"), subject})
    for (const char c : part)
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash += 0x9e3779b97f4a7c15ULL;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<double>((hash ^ (hash >> 31)) >> 11) / 9007199254740992.0;
}

} // namespace paydesk::demo
