#include "app/demo/desk.h"

#include "app/client/channel.h"
#include "app/client/endpoints.h"

namespace paydesk::demo {
namespace {

Result<Person> sit_down(const std::string& endpoints_file, const std::string& login) {
  client::Locator locator;
  locator.endpoints_file = endpoints_file;
  locator.login = login;
  auto endpoint = client::locate(locator);
  if (!endpoint)
    return tl::unexpected(endpoint.error());
  return Person(client::SyncClient(std::make_shared<client::Channel>(std::move(*endpoint))));
}

} // namespace

Result<Desk> Desk::open(const std::string& endpoints_file) {
  auto clerk = sit_down(endpoints_file, operator_login);
  if (!clerk)
    return tl::unexpected(clerk.error());
  auto approver = sit_down(endpoints_file, approver_login);
  if (!approver)
    return tl::unexpected(approver.error());
  auto administrator = sit_down(endpoints_file, administrator_login);
  if (!administrator)
    return tl::unexpected(administrator.error());
  return Desk(std::move(*clerk), std::move(*approver), std::move(*administrator));
}

} // namespace paydesk::demo
