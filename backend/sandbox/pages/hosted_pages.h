// The hosted payment page over HTTP.
#pragma once

#include "sandbox/books/payments.h"
#include "sandbox/http/router.h"

namespace sandbox {

/// `GET` and `POST /pay/{id}`: what buyers meet. Every answer is a page or a redirect, errors too.
class HostedPages {
 public:
  HostedPages(Books& books, Payments& payments) : books_(books), payments_(payments) {}

  void add_routes(Router& router);

 private:
  Reply show(const std::string& checkout_id);
  Reply submit(const Request& request, const std::string& checkout_id);

  Books& books_;
  Payments& payments_;
};

} // namespace sandbox
