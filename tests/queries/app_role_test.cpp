// A PostgreSQL that somebody else runs: the daemon's role is made there, or it is said how to make it.
#include <gtest/gtest.h>
#include <pqxx/pqxx>

#include "store/app_role.h"
#include "store/schema.h"
#include "tests/support/test_cluster.h"

namespace paydesk::store {
namespace {

/// One database of its own, owned by a login with these rights, on a server without Paydesk's application role.
class ForeignServer {
 public:
  explicit ForeignServer(const char* rights) {
    pqxx::connection admin(as("postgres", "postgres"));
    pqxx::nontransaction work(admin);
    work.exec("alter role paydesk_app rename to paydesk_app_away");
    work.exec(std::string("create role shop login ") + rights);
    work.exec("create database shop owner shop");
  }
  ~ForeignServer() {
    pqxx::connection admin(as("postgres", "postgres"));
    pqxx::nontransaction work(admin);
    work.exec("drop database shop");
    work.exec("drop role if exists paydesk_app");
    work.exec("drop role shop");
    work.exec("alter role paydesk_app_away rename to paydesk_app");
  }
  static std::string as(const char* user, const char* database = "shop") {
    return test::TestCluster::shared().cluster().connection_string(database, user);
  }
};

TEST(AppRole, is_made_and_taken_by_a_user_who_may) {
  const ForeignServer server("createrole");
  ASSERT_TRUE(provide_app_role(server.as("shop")));
  ASSERT_TRUE(provide_app_role(server.as("shop"))) << "twice is as good as once";
  ASSERT_TRUE(migrate(server.as("shop")));
  pqxx::connection app(server.as("shop") + " options='-c role=paydesk_app'");
  pqxx::work work(app);
  EXPECT_EQ(work.exec("select count(*) from payment")[0][0].as<int>(), 0);
  EXPECT_THROW(work.exec("drop table payment"), pqxx::insufficient_privilege);
}

TEST(AppRole, a_user_who_may_not_is_told_what_an_administrator_runs) {
  const ForeignServer server("");
  const auto done = provide_app_role(server.as("shop"));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(done.error().message.find("GRANT paydesk_app TO \"shop\";"), std::string::npos) << done.error().message;
}

TEST(AppRole, no_server_is_said_to_be_no_server) {
  const auto done = provide_app_role("host=/nonexistent dbname=shop");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::unavailable);
}

} // namespace
} // namespace paydesk::store
