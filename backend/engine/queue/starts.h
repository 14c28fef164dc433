// Calls that begin in the transaction that decides on them, without a turn in the queue.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/queue/outcomes.h"

namespace paydesk {

/// A stored attempt and its call, ready to go out.
struct BegunCall {
  PspCall call;
  ClaimedJob job;
  Instant begun_at; ///< its lease runs from here
};

/// An executor with room for calls of one PSP account. Thread-safe.
class CallRoom {
 public:
  virtual ~CallRoom() = default;
  /// Reserves room for one call; false when there is none, or the account takes no calls now.
  virtual bool reserve() = 0;
  /// Gives reserved room back.
  virtual void release(int calls) = 0;
  /// Sends calls for which room was reserved, once their attempts are committed.
  virtual void hand_over(std::vector<BegunCall> calls) = 0;
  /// How long a job is out of others' reach.
  virtual std::chrono::milliseconds lease() const = 0;
};

/// The executors of this daemon, by PSP account.
using CallRooms = std::map<std::string, CallRoom*, std::less<>>;

/// One transaction's calls. The job is born under lease and its attempt is stored with the decision; after the commit
/// the call goes straight out. Where there is no room, or no executor, the job waits in the queue as any other.
/// When the transaction fails, or its outcome is unknown, nothing goes out: the lease runs out and the queue has it.
class Starts {
 public:
  explicit Starts(const CallRooms* rooms) noexcept : rooms_(rooms) {}
  ~Starts() { reset(); }
  Starts(const Starts&) = delete;
  Starts& operator=(const Starts&) = delete;

  /// Forgets everything: at the top of a decision, which may run again.
  void reset();
  /// Begins the new jobs of the turn's aggregate that are due; before Turn::finish.
  void begin(Turn& turn, std::vector<AttemptRow>& attempts);
  /// Keeps only the calls of these charges, which are sorted: the others were not stored after all.
  void keep(const std::vector<Uuid>& charges);
  /// Sends what has begun; after the commit.
  void hand_over();

 private:
  struct Begun {
    CallRoom* room;
    BegunCall call;
  };
  const CallRooms* rooms_;
  std::vector<Begun> begun_;
};

} // namespace paydesk
