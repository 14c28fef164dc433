// The pool of PostgreSQL connections, and the one place where database exceptions become errors.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include <pqxx/pqxx>

#include "core/result.h"
#include "store/params.h"

namespace paydesk::store {

/// One open transaction; lives inside in_transaction's callback only. Statements are prepared once a
/// connection, keyed by their text, so `sql` must be a constant and never carry a value.
class Tx {
 public:
  Tx(pqxx::connection_base& connection, pqxx::transaction_base& work, std::vector<std::string>& prepared)
      : connection_(connection), work_(work), prepared_(prepared) {}
  pqxx::result exec(std::string_view sql, const Params& params = {});
  /// Runs a statement whose text was put together (a filter's conditions): it is planned anew for its values and
  /// leaves nothing prepared behind. Values travel in `params` here too, never in the text.
  pqxx::result exec_once(const std::string& sql, const Params& params = {});

 private:
  pqxx::connection_base& connection_;
  pqxx::transaction_base& work_;
  std::vector<std::string>& prepared_;
};

/// A pool of connections to one database as one role. Thread-safe. Connections open on demand, are thrown away
/// when broken, and come back with the next call; nobody waits longer than ten seconds for a free one.
class Database {
 public:
  /// `connection_string` is libpq's; `size` bounds the connections.
  Database(std::string connection_string, std::size_t size);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs `work(Tx&) -> Result<T>` in one read-committed transaction and commits when it has a value.
  /// invalid_argument when a parameter contains a NUL character, which no text of PostgreSQL can hold.
  /// Deadlocks and serialisation failures run it again (so it has no effect outside the transaction), up to five
  /// times. A commit whose outcome is not known is `unavailable` and says so: re-read by key, never repeat blindly.
  template <class Work> auto in_transaction(Work&& work) -> std::invoke_result_t<Work&, Tx&> {
    std::invoke_result_t<Work&, Tx&> outcome = tl::unexpected<Error>(Error{});
    const Error error = run([&](Tx& tx) {
      outcome = work(tx);
      return outcome.has_value();
    });
    if (failed(error))
      return tl::unexpected<Error>(error);
    return outcome;
  }

  const std::string& connection_string() const noexcept { return connection_string_; }
  /// Whether the server has refused something for want of disk space within this time.
  bool refused_for_room_within(std::chrono::seconds time) const;

 private:
  struct Connection;
  class Lease;
  /// `work` answers whether to commit. The returned error has an empty message when all went well.
  Error run(const std::function<bool(Tx&)>& work);
  Error run_once(const std::function<bool(Tx&)>& work, bool& again);
  Error refusal_of(const pqxx::sql_error& error, bool committing);
  static bool failed(const Error& error) noexcept { return !error.message.empty(); }

  std::string connection_string_;
  std::size_t size_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::size_t open_ = 0;
  std::atomic<std::chrono::steady_clock::time_point> refused_for_room_{};
  std::vector<std::unique_ptr<Connection>> idle_;
};

} // namespace paydesk::store
