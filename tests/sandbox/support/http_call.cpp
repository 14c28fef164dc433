#include "support/http_call.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <cctype>

namespace sandbox_test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {

tcp::socket connect(asio::io_context& io, std::uint16_t port) {
  tcp::socket socket(io);
  socket.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
  return socket;
}

Answer to_answer(http::response<http::string_body>& response) {
  Answer answer;
  answer.status = static_cast<int>(response.result_int());
  for (const auto& field : response) {
    std::string name(field.name_string());
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers.emplace(name, std::string(field.value()));
  }
  answer.body = std::move(response.body());
  return answer;
}

} // namespace

Answer http_call(std::uint16_t port, const std::string& method, const std::string& target,
                 const Headers& headers, const std::string& body) {
  asio::io_context io;
  boost::system::error_code ec;
  tcp::socket socket = connect(io, port);
  http::request<http::string_body> request;
  request.method_string(method);
  request.target(target);
  request.version(11);
  request.set(http::field::host, "127.0.0.1");
  for (const auto& [name, value] : headers)
    request.set(name, value);
  request.keep_alive(false);
  request.body() = body;
  request.prepare_payload();
  http::write(socket, request, ec);
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(socket, buffer, response, ec);
  if (ec && ec != http::error::end_of_stream) return {};
  return ec ? Answer{} : to_answer(response);
}

std::string send_raw(std::uint16_t port, const std::string& bytes) {
  asio::io_context io;
  boost::system::error_code ec;
  tcp::socket socket = connect(io, port);
  asio::write(socket, asio::buffer(bytes), ec);
  std::string received;
  asio::read(socket, asio::dynamic_buffer(received), ec);
  return received;
}

} // namespace sandbox_test
