#include "app/demo/http.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

namespace paydesk::demo {
namespace {

std::string request_text(const std::string& method, const std::string& path, const std::string& body,
                         const std::string& bearer, const std::string& idempotency_key, std::uint16_t port) {
  std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                     "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  if (!body.empty())
    text += "Content-Type: application/json\r\n";
  if (!bearer.empty())
    text += "Authorization: Bearer " + bearer + "\r\n";
  if (!idempotency_key.empty())
    text += "Idempotency-Key: " + idempotency_key + "\r\n";
  return text + "\r\n" + body;
}

/// The Content-Length of a head, or -1: then the answer ends with the connection.
qint64 length_in(const QByteArray& head) {
  for (const auto& line : head.split('\n')) {
    const auto colon = line.indexOf(':');
    if (colon > 0 && line.left(colon).trimmed().toLower() == "content-length")
      return line.mid(colon + 1).trimmed().toLongLong();
  }
  return -1;
}

Result<HttpAnswer> parse(const QByteArray& bytes, bool closed) {
  const auto head_end = bytes.indexOf("\r\n\r\n");
  if (head_end < 0 || !bytes.startsWith("HTTP/1.1 "))
    return fail(ErrorCode::unavailable, "the connection ended before an answer");
  const auto body = bytes.mid(head_end + 4);
  const auto length = length_in(bytes.left(head_end));
  if (length < 0 ? !closed : body.size() < length)
    return fail(ErrorCode::unavailable, "the answer is not whole");
  return HttpAnswer{bytes.mid(9, 3).toInt(), (length < 0 ? body : body.left(length)).toStdString()};
}

} // namespace

Result<HttpAnswer> HttpPeer::ask(const std::string& method, const std::string& path, const std::string& body,
                                 const std::string& bearer, std::chrono::milliseconds patience,
                                 const std::string& idempotency_key) const {
  const auto most = static_cast<int>(patience.count());
  QElapsedTimer since;
  since.start();
  const auto left = [&] { return most - static_cast<int>(since.elapsed()); };
  QTcpSocket socket;
  socket.connectToHost(QStringLiteral("127.0.0.1"), port_);
  if (!socket.waitForConnected(most))
    return fail(ErrorCode::unavailable, base_url() + path + ": " + socket.errorString().toStdString());
  socket.write(QByteArray::fromStdString(request_text(method, path, body, bearer, idempotency_key, port_)));
  QByteArray received;
  while (left() > 0) {
    const bool more = socket.waitForReadyRead(left());
    received += socket.readAll();
    const bool closed = socket.state() != QAbstractSocket::ConnectedState;
    if (auto answer = parse(received, closed); answer || closed || !more)
      return answer ? std::move(answer)
                    : fail(ErrorCode::unavailable, base_url() + path + ": " + answer.error().message);
  }
  return fail(ErrorCode::unavailable, base_url() + path + ": no answer within " + std::to_string(most) + " ms");
}

Result<std::uint16_t> free_port() {
  QTcpServer server;
  if (!server.listen(QHostAddress::LocalHost, 0))
    return fail(ErrorCode::unavailable, "no free TCP port: " + server.errorString().toStdString());
  return server.serverPort();
}

} // namespace paydesk::demo
