#include "core/ids.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <random>
#include <stdexcept>

#include <openssl/rand.h>
#include <openssl/sha.h>

namespace paydesk {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";
constexpr std::uint64_t tail_mask = (std::uint64_t{1} << 62) - 1;
constexpr std::uint64_t head_limit = 1u << 12;

/// −1 for anything but a hexadecimal digit.
int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_dash_before(std::size_t byte) noexcept { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

void set_version(Uuid& id, std::uint8_t version) noexcept {
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | version << 4);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
}

/// The last id's 48-bit milliseconds and 12 + 62 random bits. Not thread-safe.
class Sequence {
 public:
  /// `random` returns 64 random bits.
  template <class Random>
  Uuid next(Instant now, Random&& random) {
    const auto since = std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count();
    const auto millis = std::max<std::int64_t>(since, 0);
    if (millis > millis_) {
      restart(millis, random);
    } else {
      // The same millisecond, or a clock set back: on from the last value, by a step nobody can guess.
      tail_ += 1 + (random() >> 32);
      if (tail_ > tail_mask) ++head_;
      tail_ &= tail_mask;
      if (head_ == head_limit) restart(millis_ + 1, random);
    }
    return compose();
  }

 private:
  template <class Random>
  void restart(std::int64_t millis, Random&& random) {
    millis_ = millis;
    head_ = random() % (head_limit / 2); // the upper half is room to count
    tail_ = random() & tail_mask;
  }

  Uuid compose() const noexcept {
    Uuid id;
    const auto high = static_cast<std::uint64_t>(millis_) << 16 | head_;
    for (std::size_t i = 0; i < 8; ++i) {
      id.bytes[i] = static_cast<std::uint8_t>(high >> (56 - 8 * i));
      id.bytes[8 + i] = static_cast<std::uint8_t>(tail_ >> (56 - 8 * i));
    }
    set_version(id, 7);
    return id;
  }

  std::int64_t millis_ = -1; ///< before every id
  std::uint64_t head_ = 0, tail_ = 0;
};

/// The system's random bits, fetched some at a time: a fetch costs more than an id. Not thread-safe.
class Entropy {
 public:
  std::uint64_t operator()() {
    if (next_ == bits_.size()) {
      if (RAND_bytes(reinterpret_cast<unsigned char*>(bits_.data()), sizeof bits_) != 1)
        throw std::runtime_error("The system gives no random bytes: no id was made.");
      next_ = 0;
    }
    return bits_[next_++];
  }

 private:
  std::array<std::uint64_t, 64> bits_{};
  std::size_t next_ = 64;
};

} // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (has_dash_before(i) && text[at++] != '-') return std::nullopt;
    const int high = hex_value(text[at]), low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    at += 2;
  }
  return id;
}

void Uuid::append_to(std::string& text) const {
  std::array<char, 36> form;
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (has_dash_before(i)) form[at++] = '-';
    form[at++] = hex_digits[bytes[i] >> 4];
    form[at++] = hex_digits[bytes[i] & 0x0f];
  }
  text.append(form.data(), form.size());
}

std::string Uuid::to_string() const {
  std::string text;
  append_to(text);
  return text;
}

struct RandomIds::State {
  std::mutex mutex;
  Sequence sequence;
  Entropy entropy;
};

RandomIds::RandomIds(const Clock& clock) noexcept : clock_(clock), state_(std::make_unique<State>()) {}
RandomIds::~RandomIds() = default;

Uuid RandomIds::next() {
  const std::scoped_lock lock(state_->mutex);
  return state_->sequence.next(clock_.now(), state_->entropy);
}

struct SeededIds::State {
  explicit State(std::uint64_t seed) : random(seed) {}
  std::mutex mutex;
  Sequence sequence;
  std::mt19937_64 random;
};

SeededIds::SeededIds(const Clock& clock, std::uint64_t seed) noexcept
    : clock_(clock), state_(std::make_unique<State>(seed)) {}
SeededIds::~SeededIds() = default;

Uuid SeededIds::next() {
  const std::scoped_lock lock(state_->mutex);
  return state_->sequence.next(clock_.now(), state_->random);
}

Uuid derived_uuid(const Uuid& space, std::string_view name) {
  std::string input(reinterpret_cast<const char*>(space.bytes.data()), space.bytes.size());
  input += name;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(input.data()), input.size(), digest.data());
  Uuid id;
  std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
  set_version(id, 8);
  return id;
}

} // namespace paydesk

std::size_t std::hash<paydesk::Uuid>::operator()(const paydesk::Uuid& id) const noexcept {
  // The low half is random in every version that we make; the high half is mixed in for the others.
  std::uint64_t high = 0, low = 0;
  std::memcpy(&high, id.bytes.data(), sizeof high);
  std::memcpy(&low, id.bytes.data() + sizeof high, sizeof low);
  return static_cast<std::size_t>((low ^ (high << 1 | high >> 63)) * 0x9e3779b97f4a7c15ull);
}
