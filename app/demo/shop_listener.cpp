#include "app/demo/shop_listener.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QMessageAuthenticationCode>
#include <QTcpServer>
#include <QTcpSocket>
#include <nlohmann/json.hpp>

#include "app/demo/interrupt.h"

namespace paydesk::demo {
namespace {

constexpr int accept_wait_ms = 100, read_wait_ms = 2000;
constexpr std::int64_t refuse_one_in = 20;
constexpr const char* secret_mark = "whsec_";

/// A header's value; names come as the daemon writes them.
std::string header_of(const std::string& head, const std::string& name) {
  const auto at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos)
    return {};
  const auto begin = at + name.size() + 4;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

/// Head and body of one request; empty when none comes in time.
std::pair<std::string, std::string> read_request(QTcpSocket& socket) {
  std::string text;
  for (;;) {
    const auto head_end = text.find("\r\n\r\n");
    if (head_end != std::string::npos) {
      const auto length = std::strtoull(header_of(text.substr(0, head_end + 2), "Content-Length").c_str(), nullptr, 10);
      if (text.size() >= head_end + 4 + length)
        return {text.substr(0, head_end + 2), text.substr(head_end + 4, length)};
    }
    if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(read_wait_ms))
      return {};
    text += socket.readAll().toStdString();
  }
}

bool is_signed(const std::string& key, const std::string& head, const std::string& body) {
  const auto text = header_of(head, "webhook-id") + "." + header_of(head, "webhook-timestamp") + "." + body;
  const auto digest = QMessageAuthenticationCode::hash(QByteArray::fromStdString(text), QByteArray::fromStdString(key),
                                                       QCryptographicHash::Sha256);
  const auto wanted = "v1," + digest.toBase64().toStdString();
  const auto given = " " + header_of(head, "webhook-signature") + " ";
  return !key.empty() && given.find(" " + wanted + " ") != std::string::npos;
}

} // namespace

Result<std::unique_ptr<ShopListener>> ShopListener::start() {
  std::unique_ptr<ShopListener> listener(new ShopListener());
  listener->thread_ = std::thread([it = listener.get()] { it->run(); });
  const auto up = wait_until("the shop's listener", std::chrono::seconds(5),
                             [&] { return listener->port_ != 0 || listener->failed_; });
  if (!up)
    return tl::unexpected(up.error());
  if (listener->failed_)
    return fail(ErrorCode::unavailable, "the shop's listener finds no free port");
  return listener;
}

ShopListener::~ShopListener() {
  stopping_ = true;
  if (thread_.joinable())
    thread_.join();
}

std::string ShopListener::url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/webhooks"; }

void ShopListener::trust(const std::string& secret) {
  const auto base64 = secret.starts_with(secret_mark) ? secret.substr(std::string(secret_mark).size()) : std::string();
  const std::lock_guard lock(mutex_);
  key_ = QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString();
}

Heard ShopListener::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

void ShopListener::run() {
  QTcpServer server;
  if (!server.listen(QHostAddress::LocalHost)) {
    failed_ = true;
    return;
  }
  port_ = server.serverPort();
  while (!stopping_) {
    if (!server.hasPendingConnections() && !server.waitForNewConnection(accept_wait_ms))
      continue;
    const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
    const auto [head, body] = read_request(*socket);
    if (head.empty())
      continue;
    const auto status = judge(head, body);
    socket->write("HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    socket->waitForBytesWritten(read_wait_ms);
  }
}

int ShopListener::judge(const std::string& head, const std::string& body) {
  const std::lock_guard lock(mutex_);
  if (!is_signed(key_, head, body)) {
    ++heard_.unsigned_;
    return 401;
  }
  const auto id = header_of(head, "webhook-id");
  // Refused the first time it comes, so that every one in so many comes again.
  if (!ids_.contains(id) && (heard_.events + heard_.refused) % refuse_one_in == refuse_one_in - 1) {
    ++heard_.refused;
    return 503;
  }
  const auto event = nlohmann::json::parse(body, nullptr, false);
  if (!event.is_object() || event.value("id", "") != id) {
    ++heard_.unsigned_;
    return 400;
  }
  if (!ids_.insert(id).second) {
    ++heard_.repeated;
    return 204;
  }
  ++heard_.events;
  if (const auto data = event.find("data"); data != event.end() && data->contains("payment"))
    heard_.payments[event.value("type", "")].insert((*data)["payment"].value("id", ""));
  return 204;
}

} // namespace paydesk::demo
