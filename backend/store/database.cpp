#include "store/database.h"

#include <algorithm>
#include <exception>
#include <thread>

namespace paydesk::store {

struct Database::Connection {
  explicit Connection(const std::string& options) : pq(options) {
    pqxx::nontransaction setup(pq);
    setup.exec("set timezone = 'UTC'; set datestyle = 'ISO'; set lock_timeout = '15s'; set jit = off");
  }
  pqxx::connection pq;
  std::vector<std::string> prepared; ///< statement texts; the position is the name
};

/// A connection out of the pool for one transaction; goes back unless it broke.
class Database::Lease {
 public:
  explicit Lease(Database& owner) : owner_(owner) {
    std::unique_lock lock(owner_.mutex_);
    if (!owner_.free_.wait_for(lock, std::chrono::seconds(10),
                               [&] { return !owner_.idle_.empty() || owner_.open_ < owner_.size_; }))
      return;
    if (!owner_.idle_.empty()) {
      connection_ = std::move(owner_.idle_.back());
      owner_.idle_.pop_back();
      return;
    }
    ++owner_.open_;
    lock.unlock();
    try {
      connection_ = std::make_unique<Connection>(owner_.connection_string_);
    } catch (...) {
      lock.lock();
      --owner_.open_;
      throw;
    }
  }
  ~Lease() {
    const std::lock_guard lock(owner_.mutex_);
    if (connection_ && connection_->pq.is_open())
      owner_.idle_.push_back(std::move(connection_));
    else if (connection_)
      --owner_.open_;
    owner_.free_.notify_one();
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Connection* get() const noexcept { return connection_.get(); }
  /// Of a server that has gone away: its idle connections have gone with it, and would each cost one more failure.
  void discard() {
    if (!connection_)
      return;
    connection_.reset();
    const std::lock_guard lock(owner_.mutex_);
    owner_.open_ -= 1 + owner_.idle_.size();
    owner_.idle_.clear();
    owner_.free_.notify_all();
  }

 private:
  Database& owner_;
  std::unique_ptr<Connection> connection_;
};

namespace {

/// What the server says, without the advice and the positions that follow.
std::string first_line(const char* text) {
  const std::string_view whole(text);
  return std::string(whole.substr(0, whole.find('\n')));
}

constexpr const char* not_known = "it is not known whether the change was stored (the same key finds it out): ";

/// The server could not do it now, whatever it was asked: without means, in trouble, shutting down, read-only.
bool is_outage(std::string_view sqlstate) {
  for (const auto* const state : {"53", "57P", "58", "08", "25006"})
    if (sqlstate.starts_with(state))
      return true;
  return false;
}

class NulInText final : public std::exception {
 public:
  const char* what() const noexcept override { return "a text contains a NUL character; nothing was done"; }
};

/// As C strings. PostgreSQL's texts have no NUL: it would cut the value off, or the rest of an array.
std::vector<const char*> texts_of(const Params& params) {
  std::vector<const char*> values;
  values.reserve(params.values().size());
  for (const auto& value : params.values()) {
    if (value && value->find('\0') != std::string::npos)
      throw NulInText();
    values.push_back(value ? value->c_str() : nullptr);
  }
  return values;
}

} // namespace

pqxx::result Tx::exec(std::string_view sql, const Params& params) {
  auto at = std::find(prepared_.begin(), prepared_.end(), sql);
  if (at == prepared_.end()) {
    const std::string text(sql);
    connection_.prepare("s" + std::to_string(prepared_.size()), text);
    prepared_.push_back(text);
    at = prepared_.end() - 1;
  }
  const std::string name = "s" + std::to_string(at - prepared_.begin());
  return work_.exec_prepared(name, pqxx::prepare::make_dynamic_params(texts_of(params)));
}

pqxx::result Tx::exec_once(const std::string& sql, const Params& params) {
  return work_.exec_params(sql, pqxx::prepare::make_dynamic_params(texts_of(params)));
}

Database::Database(std::string connection_string, std::size_t size)
    : connection_string_(std::move(connection_string)), size_(size) {}

Database::~Database() = default;

Error Database::run(const std::function<bool(Tx&)>& work) {
  Error error;
  for (int turn = 0; turn < 5; ++turn) {
    bool again = false;
    error = run_once(work, again);
    if (!again)
      return error;
    std::this_thread::sleep_for(std::chrono::milliseconds(1 << turn));
  }
  return error;
}

Error Database::run_once(const std::function<bool(Tx&)>& work, bool& again) {
  const auto too_busy = [&again]() -> Error {
    again = true;
    return {ErrorCode::conflict, "the database was too busy with the same rows; nothing was done, try again", {}};
  };
  bool committing = false;
  std::unique_ptr<Lease> lease;
  try {
    lease = std::make_unique<Lease>(*this);
    auto* connection = lease->get();
    if (connection == nullptr)
      return {ErrorCode::exhausted, "every database connection is busy; nothing was done, try again", {}};
    pqxx::work transaction(connection->pq);
    Tx tx(connection->pq, transaction, connection->prepared);
    if (!work(tx)) {
      transaction.abort();
      return {};
    }
    committing = true;
    transaction.commit();
    return {};
  } catch (const pqxx::sql_error& e) {
    const std::string_view state = e.sqlstate();
    if (state == "55P03") // a lock was not to be had in time
      return too_busy();
    if (state.starts_with("57P") || state.starts_with("08"))
      lease->discard();
    return refusal_of(e, committing);
  } catch (const pqxx::deadlock_detected&) { // no sql_error, although the server says it
    return too_busy();
  } catch (const pqxx::serialization_failure&) {
    return too_busy();
  } catch (const pqxx::in_doubt_error& e) {
    lease->discard();
    return {ErrorCode::unavailable, not_known + first_line(e.what()), {}};
  } catch (const pqxx::broken_connection& e) {
    if (lease)
      lease->discard();
    return {ErrorCode::unavailable,
            (committing ? not_known : "the database does not answer; nothing was done, try again: ") + first_line(e.what()),
            {}};
  } catch (const pqxx::failure& e) {
    if (lease)
      lease->discard();
    return {ErrorCode::internal, e.what(), {}};
  } catch (const NulInText& e) {
    return {ErrorCode::invalid_argument, e.what(), {}};
  }
}

// A server that cannot write its log says so and dies (PANIC): while committing, others may have written our part of
// the log already. So what fails then with an outage is not known, although the server names it like any refusal.
Error Database::refusal_of(const pqxx::sql_error& error, bool committing) {
  const std::string_view state = error.sqlstate();
  const bool no_room = state == "53100";
  if (no_room)
    refused_for_room_ = std::chrono::steady_clock::now();
  if (is_outage(state)) {
    const auto what = no_room                     ? std::string("the database's disk is full")
                      : state.starts_with("57P") ? std::string("the database went away")
                                                  : "the database cannot do it now: " + first_line(error.what());
    return {ErrorCode::unavailable, committing ? not_known + what : what + "; nothing was done, try again later", {}};
  }
  if (state == "23505")
    return {ErrorCode::already_exists, error.what(), {}};
  return {ErrorCode::internal, std::string(error.what()) + " [" + std::string(state) + "]", {}};
}

bool Database::refused_for_room_within(std::chrono::seconds time) const {
  const auto refused = refused_for_room_.load();
  return refused != std::chrono::steady_clock::time_point{} && std::chrono::steady_clock::now() - refused < time;
}

} // namespace paydesk::store
