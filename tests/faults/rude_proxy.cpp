#include "tests/faults/rude_proxy.h"

#include <chrono>

namespace paydesk::test {
namespace {

std::string head_of(const std::string& answer) { return answer.substr(0, answer.find("\r\n\r\n") + 4); }

std::string with_body(std::string body, const std::string& type = "application/json") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::move(body);
}

/// The PSP's own answer with every `what` in its body replaced.
std::string replaced(const std::string& answer, const std::string& what, const std::string& with) {
  auto body = body_of(answer);
  for (auto at = body.find(what); at != std::string::npos; at = body.find(what, at + with.size()))
    body.replace(at, what.size(), with);
  return with_body(std::move(body));
}

/// Every number behind this member replaced.
std::string with_number(const std::string& answer, const std::string& number) {
  auto body = body_of(answer);
  const std::string name = "amount\":";
  for (auto at = body.find(name); at != std::string::npos; at = body.find(name, at + 1)) {
    const auto begin = at + name.size();
    body.replace(begin, body.find_first_of(",}", begin) - begin, number);
  }
  return with_body(std::move(body));
}

/// Sends until the client has had enough.
void pour(ScriptedPeer& peer, const std::string& bytes, std::chrono::milliseconds pause = {}) {
  while (::send(peer.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0)
    std::this_thread::sleep_for(pause);
  peer.close();
}

std::string text_between(const std::string& text, const std::string& before, char after) {
  const auto at = text.find(before);
  return at == std::string::npos ? std::string()
                                 : text.substr(at + before.size(), text.find(after, at + before.size()) - at - before.size());
}

std::string kind_of(const std::string& request) {
  if (request.starts_with("GET "))
    return "query";
  for (const char* kind : {"captures", "refunds", "void", "cancel"})
    if (request.find(std::string("/") + kind + " HTTP") != std::string::npos)
      return kind;
  return "register";
}

} // namespace

const std::vector<Manner>& manners() {
  static const std::vector<Manner> all = {
      {"garbage", [](ScriptedPeer& peer, const std::string&) { peer.send("\x01\x02 this is not HTTP\r\n\r\n"), peer.close(); }},
      {"nothing", [](ScriptedPeer& peer, const std::string&) { peer.reset(); }},
      {"half an answer",
       [](ScriptedPeer& peer, const std::string& answer) { peer.send(answer.substr(0, answer.size() - 20)), peer.reset(); }},
      {"head alone", [](ScriptedPeer& peer, const std::string& answer) { peer.send(head_of(answer)), peer.close(); }},
      {"half JSON",
       [](ScriptedPeer& peer, const std::string& answer) {
         const auto body = body_of(answer);
         peer.send(with_body(body.substr(0, body.size() / 2)));
       }},
      {"a web page",
       [](ScriptedPeer& peer, const std::string&) { peer.send(with_body("<html><h1>200 OK</h1></html>", "text/html")); }},
      {"no body", [](ScriptedPeer& peer, const std::string&) { peer.send("HTTP/1.1 204 No Content\r\n\r\n"); }},
      {"an empty object", [](ScriptedPeer& peer, const std::string&) { peer.send(with_body("{}")); }},
      {"a list of numbers", [](ScriptedPeer& peer, const std::string&) { peer.send(with_body(R"({"data":[1,2]})")); }},
      {"endless body",
       [](ScriptedPeer& peer, const std::string&) {
         peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
         pour(peer, "10000\r\n" + std::string(65'536, 'a') + "\r\n");
       }},
      {"slow drip",
       [](ScriptedPeer& peer, const std::string&) {
         peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
         pour(peer, " ", std::chrono::milliseconds(50));
       }},
      {"too long a length",
       [](ScriptedPeer& peer, const std::string& answer) {
         peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body_of(answer));
         peer.close();
       }},
      {"too short a length",
       [](ScriptedPeer& peer, const std::string& answer) {
         peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + body_of(answer));
         peer.close();
       }},
      {"huge headers",
       [](ScriptedPeer& peer, const std::string& answer) {
         peer.send("HTTP/1.1 200 OK\r\nX-Large: " + std::string(4'000'000, 'x') + "\r\n");
         peer.send("Content-Length: " + std::to_string(body_of(answer).size()) + "\r\n\r\n" + body_of(answer));
         peer.close();
       }},
      {"another payment", [](ScriptedPeer& peer, const std::string& answer) { peer.send(replaced(answer, "reference\":\"0", "reference\":\"f")); }},
      {"invalid UTF-8", [](ScriptedPeer& peer, const std::string& answer) { peer.send(replaced(answer, "\"id\":\"", "\"id\":\"\xC3\x28")); }},
      {"a fraction", [](ScriptedPeer& peer, const std::string& answer) { peer.send(with_number(answer, "2000.0")); }},
      {"an overflow", [](ScriptedPeer& peer, const std::string& answer) { peer.send(with_number(answer, "18446744073709551000")); }},
      {"a negative amount", [](ScriptedPeer& peer, const std::string& answer) { peer.send(with_number(answer, "-2000")); }},
      {"another amount", [](ScriptedPeer& peer, const std::string& answer) { peer.send(with_number(answer, "2")); }},
  };
  return all;
}

RudeProxy::RudeProxy(std::uint16_t psp_port)
    : psp_port_(psp_port), server_([this](ScriptedPeer& peer, int) { serve(peer); }) {}

std::set<std::string> RudeProxy::spoiled() {
  const std::lock_guard lock(mutex_);
  return spoiled_;
}

void RudeProxy::serve(ScriptedPeer& peer) {
  for (auto request = peer.read_request(); !request.empty(); request = peer.read_request()) {
    const auto answer = RawClient(psp_port_).ask(request);
    if (answer.empty())
      return;
    const auto* manner = manner_of(request, answer);
    if (manner == nullptr)
      peer.send(answer);
    else
      manner->spoil(peer, answer);
    if (peer.descriptor() < 0)
      return;
  }
}

const Manner* RudeProxy::manner_of(const std::string& request, const std::string& answer) {
  const auto kind = kind_of(request);
  const std::lock_guard lock(mutex_);
  std::string charge = text_between(request, "/v1/checkouts/", kind == "query" ? ' ' : '/');
  if (charge.empty())
    charge = kind == "query" ? text_between(request, "?reference=", ' ') : text_between(request, "\"reference\":\"", '"');
  if (kind == "register" && charges_.emplace(charge, next_).second)
    ++next_;
  const auto known = charges_.find(charge);
  if (known == charges_.end())
    return nullptr;
  const auto number = known->second;
  if (kind == "register" || kind == "query")
    charges_.emplace(text_between(answer, "\"id\":\"chk_", '"').insert(0, "chk_"), number);
  if (number >= manners().size() || !done_.insert(kind + " " + std::to_string(number)).second)
    return nullptr;
  const auto& manner = manners()[number];
  spoiled_.insert(kind + " " + manner.name);
  return &manner;
}

} // namespace paydesk::test
