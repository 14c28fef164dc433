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

/// What calls about disputes answer: the dispute as in its checkout, with the checkout's id and reference.
nlohmann::json dispute_json(const Dispute& dispute, const Checkout& checkout);

/// `GET /truth`, of one account or of all when `account_id` is empty.
nlohmann::json truth_json(const Accounts& accounts, const Shelf& shelf, const std::string& account_id);

} // namespace sandbox
