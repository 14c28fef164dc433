// A proxy before a PSP that passes every request on, so that it is truly carried out, and then spoils the answer.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/edge/raw_client.h"
#include "tests/psp/scripted_server.h"

namespace paydesk::test {

/// One way to spoil an answer. `answer` is the PSP's whole one, head and body.
struct Manner {
  const char* name;
  std::function<void(ScriptedPeer& peer, const std::string& answer)> spoil;
};

/// Every way there is.
const std::vector<Manner>& manners();

/// Spoils the first answer of each kind of request about each charge, a charge in one manner. Its threads are its own;
/// who looks at it does so when nothing is under way.
class RudeProxy {
 public:
  explicit RudeProxy(std::uint16_t psp_port);
  std::string url() const { return server_.url(""); }
  /// "capture garbage", … : what was spoiled.
  std::set<std::string> spoiled();

 private:
  void serve(ScriptedPeer& peer);
  /// The manner of the request's charge and its kind; none the second time.
  const Manner* manner_of(const std::string& request, const std::string& answer);

  const std::uint16_t psp_port_;
  std::mutex mutex_;
  std::map<std::string, std::size_t> charges_; ///< by the charge's id and by the PSP's
  std::size_t next_ = 0;
  std::set<std::string> spoiled_;
  std::set<std::string> done_;
  ScriptedServer server_;
};

} // namespace paydesk::test
