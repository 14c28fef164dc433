// Columns gathered row by row, passed to one statement as arrays for unnest.
#pragma once

#include <array>
#include <utility>

#include "store/database.h"
#include "store/params.h"

namespace paydesk::store {

/// N parallel arrays. `add(v1 … vN)` appends a row.
template <std::size_t N> class Columns {
 public:
  template <class... T> void add(const T&... values) {
    static_assert(sizeof...(T) == N, "a row has one value for each column");
    add_row(std::make_index_sequence<N>{}, values...);
    ++rows_;
  }
  bool empty() const noexcept { return rows_ == 0; }
  Params params() const {
    Params params;
    for (const auto& array : arrays_)
      params.add(array);
    return params;
  }

 private:
  template <std::size_t... I, class... T> void add_row(std::index_sequence<I...>, const T&... values) {
    (arrays_[I].add(values), ...);
  }
  std::array<Array, N> arrays_;
  std::size_t rows_ = 0;
};

/// Runs the statement, unless there are no rows.
template <std::size_t N> void run(Tx& tx, std::string_view sql, const Columns<N>& columns) {
  if (!columns.empty())
    tx.exec(sql, columns.params());
}

} // namespace paydesk::store
