// Calls to the daemon: replies, errors, deadlines, and what happens to those nobody waits for.

#include <set>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <google/protobuf/descriptor.h>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/client/sync_client.h"
#include "tests/models/desk.h"

using namespace paydesk;
namespace rpc = client::rpc;
using namespace std::chrono_literals;

class ClientTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_rpc_is_in_the_contract();
  void a_reply_arrives_on_the_thread_of_the_daemon();
  void many_replies_arrive_each_once();
  void a_refusal_keeps_its_code_field_and_text();
  void an_absent_daemon_is_unavailable_and_named();
  void without_a_channel_the_reply_is_unavailable();
  void a_dropped_call_never_replies();
  void a_replaced_call_never_replies();
  void a_destroyed_context_never_hears_the_reply();
  void a_detached_command_still_replies();
  void a_daemon_may_go_while_calls_are_under_way();
  void a_daemon_may_go_within_a_reply();
  void a_wrong_token_is_unauthenticated();
  void the_same_key_repeats_a_command_safely();
  void calls_work_again_after_the_daemon_came_back();
  void sync_calls_need_no_event_loop();
  void a_page_survives_as_bytes();
  void an_endpoints_file_must_make_sense_data();
  void an_endpoints_file_must_make_sense();
  void a_token_with_control_characters_is_refused();
  void a_file_without_certificates_is_no_authority();
  void an_instance_name_cannot_leave_its_folder();
};

void ClientTest::every_rpc_is_in_the_contract() {
  const test::Desk desk;
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
#define PAYDESK_RPC(Name)                                                                                    \
  QVERIFY(pool->FindMethodByName("paydesk.v1." + std::string(rpc::Name::service) + "." +                     \
                                 std::string(rpc::Name::name)));
#include "app/client/rpcs.inc"
#undef PAYDESK_RPC
}

void ClientTest::a_reply_arrives_on_the_thread_of_the_daemon() {
  test::Desk desk;
  QThread* heard_on = nullptr;
  auto call = desk.daemon.call<rpc::GetStatus>({}, this, [&](Result<views::SystemStatus> reply) {
    QVERIFY(reply.has_value());
    QCOMPARE(reply->version, std::string("0.1.0-fake"));
    heard_on = QThread::currentThread();
  });
  QVERIFY(call.running());
  QTRY_COMPARE(heard_on, thread());
  QVERIFY(!call.running());
}

void ClientTest::many_replies_arrive_each_once() {
  test::Desk desk;
  std::vector<client::Call> calls;
  std::multiset<int> heard;
  for (int i = 0; i < 200; ++i)
    calls.push_back(
        desk.daemon.call<rpc::ListPayments>({{}, {}, 1 + i % 7, false}, this, [&heard, i](auto reply) {
          QCOMPARE(static_cast<int>(reply->rows.size()), 1 + i % 7);
          heard.insert(i);
        }));
  QTRY_COMPARE(heard.size(), 200u);
  QCOMPARE(std::set<int>(heard.begin(), heard.end()).size(), 200u);
}

void ClientTest::a_refusal_keeps_its_code_field_and_text() {
  test::Desk desk;
  std::optional<Error> error;
  auto call = desk.daemon.call<rpc::GetPayment>({"nobody"}, this, [&](auto reply) { error = reply.error(); });
  QTRY_VERIFY(error.has_value());
  QCOMPARE(error->code, ErrorCode::not_found);
  QCOMPARE(error->field, std::string("id"));
  QVERIFY(error->message.find("nobody") != std::string::npos);
}

void ClientTest::an_absent_daemon_is_unavailable_and_named() {
  client::Daemon daemon(
      std::make_shared<client::Channel>(client::Endpoint{.address = "unix:/nowhere/x.sock"}));
  std::optional<Error> error;
  auto call = daemon.call<rpc::GetStatus>({}, this, [&](auto reply) { error = reply.error(); });
  QTRY_VERIFY(error.has_value());
  QCOMPARE(error->code, ErrorCode::unavailable);
  QVERIFY(error->message.find("unix:/nowhere/x.sock") != std::string::npos);
  QVERIFY(error->message.find("connect") == std::string::npos);
}

void ClientTest::without_a_channel_the_reply_is_unavailable() {
  client::Daemon daemon;
  std::optional<Error> error;
  auto call = daemon.call<rpc::GetStatus>({}, this, [&](auto reply) { error = reply.error(); });
  QVERIFY(!error);
  QTRY_VERIFY(error.has_value());
  QCOMPARE(error->code, ErrorCode::unavailable);
}

void ClientTest::a_dropped_call_never_replies() {
  test::Desk desk;
  desk.fake.delay("GetStatus", 50ms);
  bool heard = false;
  {
    auto call = desk.daemon.call<rpc::GetStatus>({}, this, [&](auto) { heard = true; });
  }
  QTest::qWait(150);
  QVERIFY(!heard);
}

void ClientTest::a_replaced_call_never_replies() {
  test::Desk desk;
  desk.fake.delay("GetPayment", 20ms);
  std::string heard;
  client::Call call;
  for (const char* name : {"payment-1", "payment-2", "payment-3"})
    call = desk.daemon.call<rpc::GetPayment>({name}, this, [&](auto reply) { heard += reply->payment_id; });
  QTRY_COMPARE(heard, std::string("payment-3"));
  QTest::qWait(60);
  QCOMPARE(heard, std::string("payment-3"));
}

void ClientTest::a_destroyed_context_never_hears_the_reply() {
  test::Desk desk;
  bool heard = false;
  auto page = std::make_unique<QObject>();
  auto call = desk.daemon.call<rpc::GetStatus>({}, page.get(), [&](auto) { heard = true; });
  page.reset();
  QTest::qWait(100);
  QVERIFY(!heard);
}

void ClientTest::a_detached_command_still_replies() {
  test::Desk desk;
  bool heard = false;
  {
    auto call = desk.daemon.call<rpc::RetryPayment>({"payment-1", client::Locator().instance, "r"}, this,
                                                    [&](auto) { heard = true; });
    call.detach();
  }
  QTRY_VERIFY(heard);
}

void ClientTest::a_daemon_may_go_while_calls_are_under_way() {
  test::Desk desk;
  desk.fake.delay("GetStatus", 500ms);
  for (int round = 0; round < 20; ++round) {
    auto daemon = std::make_unique<client::Daemon>(desk.make_channel());
    auto call = daemon->call<rpc::GetStatus>({}, this, [](auto) { QFAIL("nobody should hear this"); });
    call.detach();
    if (round % 2 == 0) QTest::qWait(2);
    daemon.reset();
  }
}

void ClientTest::a_daemon_may_go_within_a_reply() {
  const test::Desk desk;
  auto daemon = std::make_unique<client::Daemon>(desk.make_channel());
  std::vector<client::Call> calls;
  int heard = 0;
  for (int i = 0; i < 10; ++i)
    calls.push_back(daemon->call<rpc::GetStatus>({}, this, [&](auto) {
      ++heard;
      daemon.reset();
    }));
  QTRY_VERIFY(!daemon);
  QTest::qWait(50);
  QCOMPARE(heard, 1);
}

void ClientTest::a_wrong_token_is_unauthenticated() {
  const test::Desk desk;
  const client::SyncClient stranger(
      std::make_shared<client::Channel>(client::Endpoint{.address = desk.fake.address(), .token = "wrong"}));
  QCOMPARE(stranger.call<rpc::WhoAmI>({}).error().code, ErrorCode::unauthenticated);
}

void ClientTest::the_same_key_repeats_a_command_safely() {
  test::Desk desk;
  desk.fake.edit([](auto& books) { books.payments[3] = test::plain_payment("3", "dead_letter"); });
  const client::SyncClient client(desk.channel);
  const views::PaymentCommand command{"payment-3", "5b1c9a52-6a0e-4e43-9a6e-0d4f0a3c7a11", "checked"};
  const auto first = client.call<rpc::RetryPayment>(command);
  const auto again = client.call<rpc::RetryPayment>(command);
  QCOMPARE(first->state, std::string("retry_scheduled"));
  QCOMPARE(again->message, first->message);
  auto other = command;
  other.payment_id = "payment-4";
  QCOMPARE(client.call<rpc::RetryPayment>(other).error().code, ErrorCode::already_exists);
}

void ClientTest::calls_work_again_after_the_daemon_came_back() {
  test::Desk desk;
  const client::SyncClient client(desk.channel);
  QVERIFY(client.call<rpc::GetStatus>({}).has_value());
  desk.fake.stop();
  QCOMPARE(client.call<rpc::GetStatus>({}).error().code, ErrorCode::unavailable);
  desk.fake.start();
  QTRY_VERIFY_WITH_TIMEOUT(client.call<rpc::GetStatus>({}).has_value(), 5000);
}

void ClientTest::sync_calls_need_no_event_loop() {
  const test::Desk desk;
  bool done = false;
  std::unique_ptr<QThread> worker(QThread::create([&] {
    const client::SyncClient client(desk.channel);
    done = client.call<rpc::ListPayments>({{}, {}, 500, false})->rows.size() == 250;
  }));
  worker->start();
  QVERIFY(worker->wait(5000));
  QVERIFY(done);
}

void ClientTest::a_page_survives_as_bytes() {
  const test::Desk desk;
  const client::SyncClient client(desk.channel);
  const auto page = client.call<rpc::ListPayments>({});
  const auto again = client::from_bytes<views::ListPaymentsResponse>(client::to_bytes(*page));
  QCOMPARE(again->rows.size(), page->rows.size());
  QCOMPARE(again->rows[7].amount, page->rows[7].amount);
  QCOMPARE(again->rows[7].created_at, page->rows[7].created_at);
  QVERIFY(!client::from_bytes<views::ListPaymentsResponse>("\xff\xff not a page").has_value());
}

void ClientTest::an_endpoints_file_must_make_sense_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::newRow("empty") << QByteArray();
  QTest::newRow("not JSON") << QByteArray("grpc=unix:/x");
  QTest::newRow("array") << QByteArray("[1]");
  QTest::newRow("number for an address") << QByteArray(R"({"grpc":7})");
}

void ClientTest::an_endpoints_file_must_make_sense() {
  QFETCH(QByteArray, content);
  const QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("endpoints.json")));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(content);
  file.close();
  client::Locator locator;
  locator.endpoints_file = file.fileName().toStdString();
  QCOMPARE(client::locate(locator).error().code, ErrorCode::invalid_argument);
}

void ClientTest::a_token_with_control_characters_is_refused() {
  const QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("t.token")));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("abc\r\nx-evil: 1");
  file.close();
  client::Locator locator;
  locator.address = "unix:/nowhere";
  locator.token_file = file.fileName().toStdString();
  QCOMPARE(client::locate(locator).error().field, std::string("--token-file"));
}

void ClientTest::a_file_without_certificates_is_no_authority() {
  const QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("ca.pem")));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("-----BEGIN PRIVATE KEY-----");
  file.close();
  client::Locator locator;
  locator.address = "daemon.example:8443";
  locator.ca_file = file.fileName().toStdString();
  QCOMPARE(client::locate(locator).error().field, std::string("--ca-file"));
  locator.ca_file += ".absent";
  QCOMPARE(client::locate(locator).error().field, std::string("--ca-file"));
}

void ClientTest::an_instance_name_cannot_leave_its_folder() {
  for (const char* name : {"", "..", "../x", "a/b", "a b", "\x01", "한글"}) {
    client::Locator locator;
    locator.instance = name;
    QCOMPARE(client::locate(locator).error().field, std::string("--instance"));
  }
  QVERIFY(client::is_instance_name("default"));
}

QTEST_GUILESS_MAIN(ClientTest)
#include "client_test.moc"
