// The workspace file: what is kept, and what happens when the file is not what it should be.

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include "app/workspace/workspace.h"

using namespace paydesk;
using workspace::Workspace;

class WorkspaceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void everything_survives_a_restart();
  void a_views_name_is_unique_within_its_screen();
  void drafts_tell_their_age_and_can_be_discarded();
  void only_the_last_searches_are_kept();
  void odd_texts_are_kept_as_they_are();
  void a_damaged_file_is_set_aside();
  void a_file_that_is_no_database_is_set_aside();
  void a_newer_file_is_set_aside();
  void an_older_file_is_brought_up_to_date();
  void without_a_writable_file_it_works_in_memory();
  void two_windows_can_share_a_file();
  void a_statement_is_quick();

 private:
  QString path() const { return folder_->filePath(QStringLiteral("workspace.sqlite")); }
  std::unique_ptr<Workspace> open() const { return Workspace::open(QStringLiteral("test"), path()); }
  void overwrite(const QByteArray& content) const;
  int files() const {
    return static_cast<int>(QDir(folder_->path()).entryList({QStringLiteral("*.aside-*")}).size());
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

void WorkspaceTest::overwrite(const QByteArray& content) const {
  QFile file(path());
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(content);
}

void WorkspaceTest::everything_survives_a_restart() {
  {
    const auto workspace = open();
    QVERIFY(workspace->notice().isEmpty());
    workspace->set_setting(QStringLiteral("theme"), QStringLiteral("dark"));
    workspace->set_layout(QStringLiteral("window"), QByteArray("\0\1\2", 3));
    QVERIFY(workspace->save_view(
        {{}, QStringLiteral("payments"), QStringLiteral("Late"), QStringLiteral("age:4h.."), {}, 2}));
    workspace->save_draft(QStringLiteral("refund"), QStringLiteral("payment-1"), "half");
    workspace->remember_search(QStringLiteral("payments"), QStringLiteral("ORD-8F3K21"));
    workspace->set_last_page(QStringLiteral("payments"), "page");
  }
  const auto workspace = open();
  QCOMPARE(workspace->setting(QStringLiteral("theme")), QStringLiteral("dark"));
  QCOMPARE(workspace->setting(QStringLiteral("language"), QStringLiteral("en")), QStringLiteral("en"));
  QCOMPARE(workspace->layout(QStringLiteral("window")), QByteArray("\0\1\2", 3));
  QCOMPARE(workspace->saved_views(QStringLiteral("payments")).at(0).filter, QStringLiteral("age:4h.."));
  QVERIFY(workspace->saved_views(QStringLiteral("queues")).empty());
  QCOMPARE(workspace->draft(QStringLiteral("refund"), QStringLiteral("payment-1"))->content,
           QByteArray("half"));
  QCOMPARE(workspace->recent_searches(QStringLiteral("payments")), QStringList{QStringLiteral("ORD-8F3K21")});
  QCOMPARE(workspace->last_page(QStringLiteral("payments")), QByteArray("page"));
}

void WorkspaceTest::a_views_name_is_unique_within_its_screen() {
  const auto workspace = open();
  auto view =
      workspace->save_view({{}, QStringLiteral("payments"), QStringLiteral("Late"), {}, {}, 0}).value();
  QCOMPARE(
      workspace->save_view({{}, QStringLiteral("payments"), QStringLiteral("Late"), {}, {}, 0}).error().code,
      ErrorCode::already_exists);
  QVERIFY(workspace->save_view({{}, QStringLiteral("queues"), QStringLiteral("Late"), {}, {}, 0}));
  view.filter = QStringLiteral("state:failed");
  QVERIFY(workspace->save_view(view));
  QCOMPARE(workspace->saved_views(QStringLiteral("payments")).size(), 1u);
  workspace->remove_view(view.id);
  QVERIFY(workspace->saved_views(QStringLiteral("payments")).empty());
}

void WorkspaceTest::drafts_tell_their_age_and_can_be_discarded() {
  const auto workspace = open();
  const auto before = QDateTime::currentDateTimeUtc().addMSecs(-1);
  workspace->save_draft(QStringLiteral("refund"), QStringLiteral("a"), "1");
  QTest::qWait(3);
  workspace->save_draft(QStringLiteral("refund"), QStringLiteral("b"), "2");
  const auto drafts = workspace->drafts();
  QCOMPARE(drafts.size(), 2u);
  QCOMPARE(drafts[0].subject, QStringLiteral("b"));
  QVERIFY(drafts[1].saved_at >= before);
  workspace->discard_draft(QStringLiteral("refund"), QStringLiteral("a"));
  QVERIFY(!workspace->draft(QStringLiteral("refund"), QStringLiteral("a")));
}

void WorkspaceTest::only_the_last_searches_are_kept() {
  const auto workspace = open();
  for (int i = 0; i < 40; ++i)
    workspace->remember_search(QStringLiteral("payments"), QString::number(i));
  workspace->remember_search(QStringLiteral("payments"), QStringLiteral("30"));
  workspace->remember_search(QStringLiteral("payments"), QStringLiteral("  "));
  const auto searches = workspace->recent_searches(QStringLiteral("payments"));
  QCOMPARE(searches.size(), 20);
  QCOMPARE(searches.first(), QStringLiteral("30"));
  QCOMPARE(searches.count(QStringLiteral("30")), 1);
}

void WorkspaceTest::odd_texts_are_kept_as_they_are() {
  const auto workspace = open();
  const QString odd = QStringLiteral("'; DROP TABLE setting; -- 한글 \U0001F600 \"quoted\"");
  workspace->set_setting(odd, odd);
  QCOMPARE(workspace->setting(odd), odd);
}

void WorkspaceTest::a_damaged_file_is_set_aside() {
  {
    const auto workspace = open();
    for (int i = 0; i < 200; ++i)
      workspace->set_layout(QString::number(i), QByteArray(500, 'x'));
  }
  QFile file(path());
  QVERIFY(file.open(QIODevice::ReadWrite));
  const qint64 size = file.size();
  file.seek(100);
  file.write(QByteArray(static_cast<qsizetype>(size) - 200, '\x5a'));
  file.close();
  const auto workspace = open();
  QVERIFY(workspace->notice().contains(QStringLiteral("aside")));
  QCOMPARE(files(), 1);
  workspace->set_setting(QStringLiteral("theme"), QStringLiteral("dark"));
  QCOMPARE(workspace->setting(QStringLiteral("theme")), QStringLiteral("dark"));
}

void WorkspaceTest::a_file_that_is_no_database_is_set_aside() {
  overwrite("this is a shopping list, and a long one: " + QByteArray(2000, 'm'));
  const auto workspace = open();
  QVERIFY(!workspace->notice().isEmpty());
  QCOMPARE(files(), 1);
  QVERIFY(workspace->path() == path());
}

void WorkspaceTest::a_newer_file_is_set_aside() {
  open().reset();
  {
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
    database.setDatabaseName(path());
    QVERIFY(database.open());
    QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 99"));
  }
  QSqlDatabase::removeDatabase(QStringLiteral("newer"));
  const auto workspace = open();
  QVERIFY(workspace->notice().contains(QStringLiteral("newer")));
  QCOMPARE(files(), 1);
}

void WorkspaceTest::an_older_file_is_brought_up_to_date() {
  open()->set_setting(QStringLiteral("theme"), QStringLiteral("dark"));
  {
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("older"));
    database.setDatabaseName(path());
    QVERIFY(database.open());
    QSqlQuery query(database);
    query.exec(QStringLiteral("DROP TABLE last_page"));
    query.exec(QStringLiteral("PRAGMA user_version = 1"));
  }
  QSqlDatabase::removeDatabase(QStringLiteral("older"));
  const auto workspace = open();
  QVERIFY(workspace->notice().isEmpty());
  QCOMPARE(workspace->setting(QStringLiteral("theme")), QStringLiteral("dark"));
  workspace->set_last_page(QStringLiteral("payments"), "page");
  QCOMPARE(workspace->last_page(QStringLiteral("payments")), QByteArray("page"));
}

void WorkspaceTest::without_a_writable_file_it_works_in_memory() {
  const auto workspace =
      Workspace::open(QStringLiteral("test"), QStringLiteral("/proc/nowhere/workspace.sqlite"));
  QVERIFY(!workspace->notice().isEmpty());
  workspace->set_setting(QStringLiteral("theme"), QStringLiteral("dark"));
  QCOMPARE(workspace->setting(QStringLiteral("theme")), QStringLiteral("dark"));
}

void WorkspaceTest::two_windows_can_share_a_file() {
  const auto one = open();
  const auto two = open();
  one->set_setting(QStringLiteral("theme"), QStringLiteral("dark"));
  QCOMPARE(two->setting(QStringLiteral("theme")), QStringLiteral("dark"));
}

void WorkspaceTest::a_statement_is_quick() {
  const auto workspace = open();
  QElapsedTimer timer;
  timer.start();
  for (int i = 0; i < 200; ++i)
    workspace->save_draft(QStringLiteral("refund"), QString::number(i % 10), QByteArray(1000, 'x'));
  QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "workspace_test.moc"
