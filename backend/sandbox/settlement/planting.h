// Plants errors in settlement files.
#pragma once

#include "sandbox/books/movement.h"
#include "sandbox/faults/faults.h"
#include "sandbox/settlement/settlement.h"
#include "sandbox/text/identifiers.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// The lines of one batch on their way into a file.
struct Draft {
  std::vector<Movement> lines;     ///< as the file will tell them
  std::vector<Movement> held_back; ///< for the next close
  std::vector<Planted> planted;
};

/// Decides for every line of a close which settlement fault it meets, at most one a line, and forces one of
/// each possible fault that chance did not pick where there are lines enough.
class Planting {
 public:
  Planting(Faults& faults, IdSource& ids) : faults_(faults), ids_(ids) {}

  std::map<BatchKey, Draft> apply(const std::map<BatchKey, std::vector<Movement>>& batches);

 private:
  using Choices = std::map<BatchKey, std::vector<std::optional<Fault>>>;

  Choices choose(const std::map<BatchKey, std::vector<Movement>>& batches);
  void force(Fault fault, const std::map<BatchKey, std::vector<Movement>>& batches, Choices& choices);
  void write(Draft& draft, const Movement& line, Fault fault, const std::string& currency);
  Movement invented(const Movement& like);

  Faults& faults_;
  IdSource& ids_;
};

} // namespace sandbox
