#include "sandbox/faults/faults.h"

#include "sandbox/text/digests.h"
#include "sandbox/text/fields.h"

#include <algorithm>
#include <limits>

namespace sandbox {

using nlohmann::json;

std::uint64_t Faults::drawn(std::string_view purpose, std::string_view subject) const {
  return mixed(seed_, {purpose, subject});
}

std::optional<Fault> Faults::choose(std::span<const Candidate> candidates, const Occasion& occasion) {
  if (const auto fault = scripted(candidates, occasion)) return fault;
  const auto may_fire = [this](const Candidate& candidate) { return possible(candidate.fault); };
  if (std::ranges::none_of(candidates, may_fire)) return std::nullopt;
  const std::string attempt = std::to_string(++attempts_[occasion.operation + '|' + occasion.subject]);
  for (const Candidate& candidate : candidates) {
    const double limit = probability_[index(candidate.fault)] / candidate.divisor;
    const auto number =
        mixed(seed_, {name_of(candidate.fault), occasion.subject, occasion.operation, attempt});
    if (unit_interval(number) < limit) {
      count(candidate.fault);
      return candidate.fault;
    }
  }
  return std::nullopt;
}

bool Faults::applies(const ScriptLine& line, const Occasion& occasion) {
  const bool operation =
      line.operation == occasion.operation || (occasion.is_webhook && line.operation == "webhook");
  return operation && (line.reference.empty() || line.reference == occasion.reference);
}

std::optional<Fault> Faults::scripted(std::span<const Candidate> candidates, const Occasion& occasion) {
  std::optional<Fault> chosen;
  for (ScriptLine& line : script_) {
    const bool possible = std::ranges::find(candidates, line.fault, &Candidate::fault) != candidates.end();
    if (!possible || !applies(line, occasion)) continue;
    if (++line.seen == line.nth && !chosen) {
      chosen = line.fault;
      count(line.fault);
    }
  }
  return chosen;
}

json Faults::to_json() const {
  json probability = json::object();
  json fired = json::object();
  for (std::size_t i = 0; i < kFaultNames.size(); ++i) {
    probability[std::string(kFaultNames[i])] = probability_[i];
    fired[std::string(kFaultNames[i])] = fired_[i];
  }
  json script = json::array();
  for (const ScriptLine& line : script_) {
    json shown{{"fault", name_of(line.fault)}, {"operation", line.operation}, {"nth", line.nth}};
    if (!line.reference.empty()) shown["reference"] = line.reference;
    script.push_back(std::move(shown));
  }
  return json{{"seed", seed_},
              {"probability", std::move(probability)},
              {"timeout_ms", timeout_.count()},
              {"late_ms", lateness_.count()},
              {"retry_after_s", retry_after_.count()},
              {"script", std::move(script)},
              {"fired", std::move(fired)}};
}

Result<std::vector<Faults::ScriptLine>> Faults::read_script(const json& script) {
  if (!script.is_array()) return invalid_field("script", "must be a list");
  std::vector<ScriptLine> lines;
  for (std::size_t i = 0; i < script.size(); ++i) {
    Fields fields(script[i], "script[" + std::to_string(i) + "].");
    fields.only({"fault", "operation", "nth", "reference"});
    ScriptLine line{};
    const auto fault = fault_named(fields.text("fault", 60));
    if (!fault) fields.fail("fault", "is not a known fault");
    line.fault = fault.value_or(Fault::decline);
    line.operation = fields.text("operation", 60);
    line.nth = fields.integer_or("nth", 1, 1, 1'000'000'000);
    line.reference = fields.text_or("reference", "", 100);
    if (fields.error()) return *fields.error();
    lines.push_back(std::move(line));
  }
  return lines;
}

std::optional<Error> Faults::merge(const json& change) {
  Faults changed = *this;
  Fields fields(change);
  fields.only({"seed", "probability", "timeout_ms", "late_ms", "retry_after_s", "script", "fired"});
  const auto largest_seed = std::numeric_limits<std::int64_t>::max();
  if (fields.has("seed")) changed.seed_ = static_cast<std::uint64_t>(fields.integer("seed", 0, largest_seed));
  changed.timeout_ = std::chrono::milliseconds(fields.integer_or("timeout_ms", timeout_.count(), 0, 600'000));
  changed.lateness_ = std::chrono::milliseconds(fields.integer_or("late_ms", lateness_.count(), 0, 600'000));
  changed.retry_after_ = std::chrono::seconds(fields.integer_or("retry_after_s", retry_after_.count(), 0, 3600));
  if (fields.has("probability")) {
    Fields inner(change["probability"], "probability.");
    if (inner.error()) return inner.error();
    for (const auto& [name, value] : change["probability"].items()) {
      const auto fault = fault_named(name);
      if (!fault) return invalid_field("probability." + name, "is not a known fault");
      changed.probability_[index(*fault)] = inner.probability(name.c_str());
    }
    if (inner.error()) return inner.error();
  }
  if (fields.has("script")) {
    auto script = read_script(change["script"]);
    if (!script) return script.error();
    changed.script_ = std::move(*script);
  }
  if (fields.error()) return fields.error();
  *this = std::move(changed);
  return std::nullopt;
}

void Faults::rewind() {
  fired_.fill(0);
  attempts_.clear();
  for (ScriptLine& line : script_)
    line.seen = 0;
}

} // namespace sandbox
