// Expected failures as values: what went wrong, and how the HTTP edge shows it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sandbox {

/// Why something was refused; `status`, `code`, `field` and `decline_code` appear in the API's answer.
struct Error {
  int status = 500;
  std::string code;
  std::string message;
  std::string field{};
  std::string decline_code{};
};

/// 400 `invalid_request` that names the field.
inline Error invalid_field(std::string field, const std::string& what) {
  return Error{400, "invalid_request", field + " " + what, std::move(field)};
}

/// 404 for an unknown object.
inline Error not_found(const std::string& what) { return Error{404, "not_found", "no such " + what}; }

/// 409 for something the object's state does not allow.
inline Error invalid_state(std::string message) { return Error{409, "invalid_state", std::move(message)}; }

/// A value or the Error that stands in its place.
template <class T>
class Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return content_.index() == 0; }
  T& operator*() { return std::get<0>(content_); }
  const T& operator*() const { return std::get<0>(content_); }
  T* operator->() { return &std::get<0>(content_); }
  const T* operator->() const { return &std::get<0>(content_); }
  const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

} // namespace sandbox
