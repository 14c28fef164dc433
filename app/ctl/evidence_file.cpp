#include "app/ctl/evidence_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace paydesk::ctl {
namespace {

constexpr std::uintmax_t largest = 2 * 1024 * 1024;

} // namespace

Result<EvidenceFile> read_evidence_file(const std::string& path) {
  if (path.empty())
    return EvidenceFile{};
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error)
    return invalid("evidence", path + " cannot be read. Nothing was sent.");
  if (size == 0 || size > largest)
    return invalid("evidence", path + (size == 0 ? " is empty" : " is larger than 2 MiB") + ". Nothing was sent.");
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in)
    return invalid("evidence", path + " cannot be read. Nothing was sent.");
  return EvidenceFile{std::filesystem::path(path).filename().string(), std::move(content).str()};
}

Result<void> write_evidence_file(const std::string& path, const std::string& content) {
  if (std::filesystem::exists(path))
    return invalid("to", path + " is there already. Nothing was written.");
  if (!(std::ofstream(path, std::ios::binary) << content))
    return invalid("to", path + " cannot be written.");
  return {};
}

} // namespace paydesk::ctl
