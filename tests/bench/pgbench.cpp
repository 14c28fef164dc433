#include "tests/bench/pgbench.h"

#include <QProcess>
#include <QRegularExpression>

#include "store/database.h"

namespace paydesk::bench {
namespace {

constexpr int scale = 50;
constexpr int clients = 8;
constexpr int threads = 2;
constexpr const char* program = "/usr/lib/postgresql/15/bin/pgbench"; // of the package postgresql-15
constexpr const char* database_name = "tpcb";

Result<QByteArray> call(QStringList arguments, const std::string& database) {
  QProcess process;
  process.setProcessChannelMode(QProcess::MergedChannels);
  process.start(QString::fromLatin1(program), arguments << QString::fromStdString(database));
  process.waitForFinished(-1);
  const auto said = process.readAll();
  if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
    return fail(ErrorCode::unavailable,
                "pgbench: " + process.errorString().toStdString() + ": " + said.right(500).toStdString());
  return said;
}

} // namespace

Result<TpcB> TpcB::prepare(const store::EmbeddedCluster& cluster) {
  try { // CREATE DATABASE knows no transaction
    pqxx::connection connection(cluster.connection_string("postgres", "postgres"));
    pqxx::nontransaction(connection)
        .exec("create database " + std::string(database_name) + " owner " + std::string(store::cluster_owner_role));
  } catch (const pqxx::failure& error) {
    return fail(ErrorCode::unavailable, std::string("creating the reference's database: ") + error.what());
  }
  TpcB made(cluster.connection_string(database_name, store::cluster_owner_role));
  const auto filled = call({QStringLiteral("--initialize"), QStringLiteral("--quiet"),
                            QStringLiteral("--scale=%1").arg(scale)}, made.database_);
  if (!filled)
    return tl::unexpected(filled.error());
  return made;
}

Result<double> TpcB::run(std::chrono::seconds duration) const {
  const auto said = call({QStringLiteral("--client=%1").arg(clients), QStringLiteral("--jobs=%1").arg(threads),
                          QStringLiteral("--protocol=prepared"), QStringLiteral("--no-vacuum"),
                          QStringLiteral("--time=%1").arg(duration.count())}, database_);
  if (!said)
    return tl::unexpected(said.error());
  static const QRegularExpression rate(QStringLiteral("tps = ([0-9.]+)"));
  const auto found = rate.match(QString::fromUtf8(*said));
  if (!found.hasMatch())
    return fail(ErrorCode::internal, "pgbench told no rate: " + said->right(300).toStdString());
  return found.captured(1).toDouble();
}

std::string TpcB::in_words() {
  return "pgbench TPC-B scale " + std::to_string(scale) + ", prepared, " + std::to_string(clients) +
         " clients, fsync and synchronous_commit on";
}

} // namespace paydesk::bench
