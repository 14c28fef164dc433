// Reads every #include of the tree against the table of who may include whom (ARCHITECTURE.md).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

/// What one folder may include of ours, and words that must not appear in its includes.
struct Rule {
  std::string_view folder;
  std::vector<std::string_view> ours;
  std::vector<std::string_view> forbidden;
};

const std::vector<std::string_view> no_qt = {"<Q", "<pqxx"};

const std::vector<Rule> rules = {
    {"backend/core", {}, {"<Q", "<pqxx", ".pb.h", "<boost", "<grpc", "<curl", "<nlohmann"}},
    {"backend/views", {"core/"}, {"<Q", "<pqxx", ".pb.h", "<boost", "<grpc", "<nlohmann"}},
    {"backend/wire", {"core/", "views/", "paydesk/v1/"}, no_qt},
    {"backend/engine", {"core/", "views/"}, {"<Q", "<pqxx", ".pb.h", "<boost", "<grpc", "<curl", "<nlohmann"}},
    {"backend/store", {"core/", "views/", "engine/ports/"}, {"<Q", ".pb.h", "<boost/beast", "<grpc", "<curl"}},
    {"backend/psp", {"core/", "views/", "engine/ports/"}, {"<Q", "<pqxx", ".pb.h", "<grpc"}},
    {"backend/statements", {"core/", "views/", "engine/ports/"}, {"<Q", "<pqxx", ".pb.h", "<grpc", "<boost"}},
    {"backend/edge", {"core/", "views/", "wire/", "engine/"}, {"<Q", "<pqxx", "<curl"}},
    {"backend/service", {"core/", "views/", "wire/", "engine/", "paydesk/v1/"}, {"<Q", "<pqxx", "<curl"}},
    {"backend/daemon",
     {"core/", "views/", "wire/", "engine/", "store/", "psp/", "statements/", "edge/", "service/"},
     {"<Q", "<pqxx", ".pb.h"}},
    {"backend/sandbox", {}, {"<Q", "<pqxx", ".pb.h", "<grpc", "<curl", "<tl/", "<fmt", "<spdlog"}},
    {"app/client", {"core/", "views/", "wire/", "paydesk/v1/", "app/client/"}, {"<pqxx", "QtWidgets", "QWidget"}},
    {"app/ctl", {"core/", "views/", "app/client/"}, {"<pqxx", "QWidget", "QGuiApplication"}},
    {"app/demo",
     {"core/", "views/", "app/client/"},
     {"<pqxx", ".pb.h", "<grpc", "QWidget", "QGuiApplication", "<unistd", "<sys/", "<signal.h"}},
    {"app/models", {"core/", "views/", "app/client/", "app/session/"}, {"<pqxx", ".pb.h", "<grpc", "QWidget"}},
    {"app/session", {"core/", "views/", "app/client/"}, {"<pqxx", ".pb.h", "<grpc", "QWidget"}},
    {"app/workspace", {"core/", "views/", "app/client/"}, {"<pqxx", ".pb.h", "<grpc", "QWidget"}},
    {"ui", {"core/", "views/", "app/models/", "app/session/", "app/workspace/", "ui/"},
     {"<pqxx", ".pb.h", "<grpc", "<QtWidgets>"}},
};

bool is_source(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cpp" || path.extension() == ".inc";
}

/// True when `include` names a file of this project under `root`, and not one of the same folder.
bool is_ours(const fs::path& root, const std::string& include) {
  return fs::exists(root / "backend" / include) || fs::exists(root / include) || include.starts_with("paydesk/v1/");
}

std::string problem_with(const Rule& rule, const fs::path& root, const std::string& spelled, const std::string& name) {
  for (const auto& word : rule.forbidden)
    if (spelled.find(word) != std::string::npos)
      return "includes " + spelled + ", which this folder must not know";
  if (!is_ours(root, name))
    return {};
  const auto own = std::string(rule.folder.starts_with("backend/") ? rule.folder.substr(8) : rule.folder) + "/";
  if (name.starts_with(own))
    return {};
  for (const auto& allowed : rule.ours)
    if (name.starts_with(allowed))
      return {};
  return "includes " + spelled + ", which is not in this folder's row of the table";
}

int check(const Rule& rule, const fs::path& root) {
  static const std::regex line_of_include(R"re(^\s*#\s*include\s*(<[^>]+>|"[^"]+"))re");
  int problems = 0;
  if (!fs::exists(root / rule.folder))
    return 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / rule.folder)) {
    if (!entry.is_regular_file() || !is_source(entry.path()))
      continue;
    std::ifstream file(entry.path());
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      std::smatch found;
      if (!std::regex_search(line, found, line_of_include))
        continue;
      const std::string spelled = found[1];
      if (const auto problem = problem_with(rule, root, spelled, spelled.substr(1, spelled.size() - 2));
          !problem.empty()) {
        std::cerr << fs::relative(entry.path(), root).string() << ":" << number << " " << problem << "\n";
        ++problems;
      }
    }
  }
  return problems;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 2)
    return 2;
  int problems = 0;
  for (const auto& rule : rules)
    problems += check(rule, argv[1]);
  std::cout << problems << " includes break the table\n";
  return problems == 0 ? 0 : 1;
}
