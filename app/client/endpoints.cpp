#include "app/client/endpoints.h"

#include <algorithm>
#include <optional>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace paydesk::client {
namespace {

constexpr qint64 largest_token = 4096;
constexpr qint64 largest_endpoints_file = 64 * 1024;
constexpr qint64 largest_ca_file = 1024 * 1024;
const QString endpoints_name = QStringLiteral("endpoints.json");

QString from_local(const std::string& path) { return QFile::decodeName(QByteArray::fromStdString(path)); }

bool is_superuser() { return QFileInfo(QStringLiteral("/proc/self")).ownerId() == 0; }

/// gRPC ends the program on metadata with other characters.
bool is_clean_token(const QByteArray& token) {
  return std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Result<std::string> read_token(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return fail(ErrorCode::permission_denied,
                "The token file " + path.toStdString() + " cannot be read: " +
                    file.errorString().toStdString() + ". Name a token of yours with --token-file.",
                "--token-file");
  const QByteArray token = file.read(largest_token + 1).trimmed();
  if (token.isEmpty() || token.size() > largest_token || !is_clean_token(token))
    return invalid("--token-file", path.toStdString() + " does not hold a token.");
  return token.toStdString();
}

Result<std::string> read_authorities(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return fail(ErrorCode::permission_denied,
                "The CA file " + path.toStdString() + " cannot be read: " + file.errorString().toStdString() + ".",
                "--ca-file");
  const QByteArray pem = file.read(largest_ca_file);
  if (!pem.contains("-----BEGIN CERTIFICATE-----"))
    return invalid("--ca-file", path.toStdString() + " does not hold a certificate in PEM.");
  return pem.toStdString();
}

Result<Endpoint> read_endpoints(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return fail(ErrorCode::not_found,
                "No daemon has left its address at " + path.toStdString() +
                    ". Start paydeskd, or name a daemon with --address.",
                "--endpoints");
  const auto json = QJsonDocument::fromJson(file.read(largest_endpoints_file)).object();
  Endpoint endpoint;
  endpoint.address = json.value(QLatin1String("grpc")).toString().toStdString();
  endpoint.rest = json.value(QLatin1String("rest")).toString().toStdString();
  endpoint.version = json.value(QLatin1String("version")).toString().toStdString();
  endpoint.pid = json.value(QLatin1String("pid")).toInteger();
  if (endpoint.address.empty())
    return invalid("--endpoints", path.toStdString() + " is not an endpoints file of paydeskd.");
  return endpoint;
}

/// The folder of the instance where a daemon left its address, or the first one.
QString live_folder(const Locator& locator) {
  const auto folders = state_folders(locator.instance);
  for (const auto& folder : folders)
    if (QFileInfo(folder + QLatin1Char('/') + endpoints_name).isReadable()) return folder;
  return folders.front();
}

QString token_path(const Locator& locator, const QString& folder) {
  return folder + QStringLiteral("/tokens/") + QString::fromStdString(locator.login) +
         QStringLiteral(".token");
}

Result<void> check(const Locator& locator) {
  if (!is_instance_name(locator.instance))
    return invalid("--instance", "An instance's name has 1 to 64 letters, digits, '-' or '_'.");
  if (!is_instance_name(locator.login))
    return invalid("login", "A login has 1 to 64 letters, digits, '-' or '_'.");
  const auto& address = locator.address;
  if (std::any_of(address.begin(), address.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7f; }) ||
      (!address.empty() && address.find(':') == std::string::npos))
    return invalid("--address", "An address is unix:/path/to/socket or host:port.");
  return {};
}

} // namespace

void Locator::use_environment() {
  if (address.empty()) address = qgetenv("PAYDESK_ADDRESS").toStdString();
  if (token_file.empty()) token_file = qgetenv("PAYDESK_TOKEN_FILE").toStdString();
  if (ca_file.empty()) ca_file = qgetenv("PAYDESK_CA_FILE").toStdString();
}

bool is_instance_name(std::string_view name) noexcept {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), fits);
}

std::vector<QString> state_folders(std::string_view instance) {
  const QString name = QString::fromUtf8(instance.data(), static_cast<qsizetype>(instance.size()));
  QString home = qEnvironmentVariable("XDG_STATE_HOME");
  if (home.isEmpty()) home = QDir::homePath() + QStringLiteral("/.local/state");
  const QString own = home + QStringLiteral("/paydesk/") + name;
  const QString shared = QStringLiteral("/var/lib/paydesk/") + name;
  return is_superuser() ? std::vector<QString>{shared, own} : std::vector<QString>{own, shared};
}

Result<Endpoint> locate(const Locator& locator) {
  if (auto fine = check(locator); !fine) return tl::unexpected(fine.error());
  Endpoint endpoint;
  QString folder = live_folder(locator);
  if (!locator.address.empty()) {
    endpoint.address = locator.address;
  } else {
    const QString file = locator.endpoints_file.empty() ? folder + QLatin1Char('/') + endpoints_name
                                                        : from_local(locator.endpoints_file);
    auto found = read_endpoints(file);
    if (!found) return found;
    endpoint = std::move(*found);
    folder = QFileInfo(file).absolutePath();
  }
  if (!locator.ca_file.empty()) {
    auto authorities = read_authorities(from_local(locator.ca_file));
    if (!authorities) return tl::unexpected(authorities.error());
    endpoint.ca_pem = std::move(*authorities);
  }
  const QString default_token = token_path(locator, folder);
  if (locator.token_file.empty() && !locator.address.empty() && !QFileInfo::exists(default_token))
    return endpoint;
  auto token = read_token(locator.token_file.empty() ? default_token : from_local(locator.token_file));
  if (!token) return tl::unexpected(token.error());
  endpoint.token = std::move(*token);
  return endpoint;
}

std::vector<std::string> readable_logins(const Locator& locator) {
  std::vector<std::string> logins;
  if (!check(locator)) return logins;
  const QString folder = locator.endpoints_file.empty()
                             ? live_folder(locator)
                             : QFileInfo(from_local(locator.endpoints_file)).absolutePath();
  const QDir tokens(folder + QStringLiteral("/tokens"), QStringLiteral("*.token"), QDir::Name,
                    QDir::Files | QDir::Readable);
  // The shop's key opens the REST API alone.
  for (const auto& file : tokens.entryInfoList())
    if (file.completeBaseName() != QLatin1String("shop"))
      logins.push_back(file.completeBaseName().toStdString());
  return logins;
}

} // namespace paydesk::client
