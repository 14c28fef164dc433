#include "sandbox/settlement/settlement.h"
#include "sandbox/text/digests.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

json settlement_json(const Settlement& settlement) {
  return json{{"id", settlement.id},
              {"batch", settlement.batch},
              {"account", settlement.account},
              {"date", settlement.date},
              {"currency", settlement.currency},
              {"lines", settlement.lines.size()},
              {"gross", settlement.gross},
              {"fee", settlement.fee},
              {"net", settlement.net()},
              {"sha256", sha256_hex(settlement.csv)}};
}

json closed_settlement_json(const Settlement& settlement) {
  json shown = settlement_json(settlement);
  json planted = json::array();
  for (const Planted& one : settlement.planted) {
    planted.push_back({{"fault", one.fault}, {"psp_reference", one.psp_reference}, {"detail", one.detail}});
  }
  shown["planted"] = std::move(planted);
  return shown;
}

} // namespace sandbox
