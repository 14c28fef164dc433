// How checkouts look on the wire.
#pragma once

#include "sandbox/books/checkout.h"
#include "sandbox/books/shelf.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace sandbox {

/// The answer to a status query. `base` is the server's address, for the page's URL.
nlohmann::json checkout_json(const Checkout& checkout, const std::string& base);

/// The short answer to creation.
nlohmann::json created_json(const Checkout& checkout, const std::string& base);

/// `GET /truth`, of one account or of all when `account_id` is empty.
nlohmann::json truth_json(const Accounts& accounts, const Shelf& shelf, const std::string& account_id);

} // namespace sandbox
