// crash_matrix                     every flow × answer of the PSP, the daemon killed at every step of each
// crash_matrix --flow refund       those whose name has the word; with --kill 17 --answer lost, one run told
// in full
#include <atomic>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include <CLI/CLI.hpp>

#include "crash/course.h"

namespace {

using namespace paydesk;
using namespace paydesk::crash;

struct Options {
  std::string flow;
  std::string answer;
  int threads = 2;
  int every = 1;
  int kill = 0;
};

/// One flow with one way of answering.
struct Cell {
  const Flow* flow;
  Answer answer;
  int kill_points = 0;
  int broken = 0;
  std::vector<std::string> story; ///< of the first run that broke
};

/// Compared with the run in which nobody died.
void compare_ends(const Flow& flow, const CourseEnd& calm, CourseEnd& killed) {
  if (killed.broken.empty() && flow.one_end && killed.state != calm.state)
    killed.broken.push_back("it ends with " + killed.state + "; without the crash with " + calm.state);
}

class Matrix {
 public:
  explicit Matrix(const Options& options) : options_(options) {
    for (const auto& flow : all_flows())
      for (const auto answer : all_answers)
        if (flow.can_be(answer) && flow.name.find(options.flow) != std::string::npos &&
            (options.answer.empty() || to_string(answer).find(options.answer) != std::string_view::npos))
          cells_.push_back({&flow, answer});
  }

  void run() {
    std::vector<std::jthread> threads;
    for (int i = 0; i < options_.threads; ++i)
      threads.emplace_back([this] { work(); });
  }

  const std::vector<Cell>& cells() const { return cells_; }
  const std::vector<std::string>& verify() const { return verify_; }
  int runs() const { return static_cast<int>(number_); }

 private:
  void work() {
    auto laboratory = std::make_unique<simulation::Laboratory>();
    for (auto at = next_++; at < cells_.size(); at = next_++)
      fill(cells_[at], 1 + static_cast<int>(at) % options_.every, laboratory);
    const auto broken = laboratory->verify();
    const std::lock_guard lock(mutex_);
    verify_.insert(verify_.end(), broken.begin(), broken.end());
  }

  CourseEnd run_one(Cell& cell, std::optional<int> kill_before,
                    std::unique_ptr<simulation::Laboratory>& laboratory) {
    auto end = run_course(*cell.flow, cell.answer, ++number_, kill_before, *laboratory);
    if (!end.broken.empty()) laboratory = std::make_unique<simulation::Laboratory>();
    return end;
  }

  void note(Cell& cell, const CourseEnd& end, const std::string& when) {
    if (end.broken.empty()) return;
    if (cell.broken++ > 0) return;
    cell.story = end.story;
    for (const auto& what : end.broken)
      cell.story.push_back("BROKEN " + when + ": " + what);
  }

  // A run that ends before its time of death was the last one.
  void fill(Cell& cell, int first, std::unique_ptr<simulation::Laboratory>& laboratory) {
    const auto calm = run_one(cell, std::nullopt, laboratory);
    note(cell, calm, "without a crash");
    if (!calm.broken.empty()) return;
    for (int step = first;; step += options_.every) {
      auto killed = run_one(cell, step, laboratory);
      if (!killed.killed) return;
      ++cell.kill_points;
      compare_ends(*cell.flow, calm, killed);
      note(cell, killed, "killed before step " + std::to_string(step));
    }
  }

  const Options options_;
  std::vector<Cell> cells_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::uint64_t> number_{0};
  std::mutex mutex_;
  std::vector<std::string> verify_;
};

void print(const std::vector<Cell>& cells) {
  std::map<const Flow*, std::map<Answer, const Cell*>> rows;
  for (const auto& cell : cells)
    rows[cell.flow][cell.answer] = &cell;
  std::cout << std::left << std::setw(38) << "kill points, broken";
  for (const auto answer : all_answers)
    std::cout << std::right << std::setw(15) << to_string(answer);
  std::cout << "\n";
  for (const auto& flow : all_flows()) {
    if (!rows.contains(&flow)) continue;
    std::cout << std::left << std::setw(38) << flow.name;
    for (const auto answer : all_answers) {
      const auto at = rows[&flow].find(answer);
      std::cout << std::right << std::setw(15)
                << (at == rows[&flow].end() ? "-"
                                            : std::to_string(at->second->kill_points) + ", " +
                                                  std::to_string(at->second->broken));
    }
    std::cout << "\n";
  }
}

int tell_one(const Options& options) {
  simulation::Laboratory laboratory;
  for (const auto& flow : all_flows())
    for (const auto answer : all_answers) {
      if (!flow.can_be(answer) || flow.name.find(options.flow) == std::string::npos ||
          to_string(answer).find(options.answer) == std::string_view::npos)
        continue;
      const auto end = run_course(flow, answer, 1,
                                  options.kill > 0 ? std::optional(options.kill) : std::nullopt, laboratory);
      for (const auto& line : end.story)
        std::cout << line << "\n";
      for (const auto& what : end.broken)
        std::cout << "BROKEN: " << what << "\n";
      std::cout << flow.name << ", " << to_string(answer) << ": " << end.steps << " steps; " << end.state
                << "\n";
      return end.broken.empty() ? 0 : 1;
    }
  std::cerr << "no such flow and answer\n";
  return 2;
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Every flow, every way of answering, the daemon killed at every step");
  Options options;
  bool story = false;
  app.add_option("--flow", options.flow, "only flows whose name has this");
  app.add_option("--answer", options.answer, "only answers whose name has this");
  app.add_option("--threads", options.threads, "each with a database of its own")->check(CLI::Range(1, 64));
  app.add_option("--every", options.every, "only every so many-th step, from another one in each cell")
      ->check(CLI::Range(1, 1000));
  app.add_option("--kill", options.kill, "with --story: before this step")->check(CLI::Range(1, 1'000'000));
  app.add_flag("--story", story, "tell one run of the first flow and answer that are meant");
  CLI11_PARSE(app, argc, argv);
  if (story) return tell_one(options);
  const auto begun = std::chrono::steady_clock::now();
  Matrix matrix(options);
  matrix.run();
  print(matrix.cells());
  int kill_points = 0, broken = 0;
  for (const auto& cell : matrix.cells()) {
    kill_points += cell.kill_points;
    broken += cell.broken;
    if (cell.broken == 0) continue;
    std::cout << "\n" << cell.flow->name << ", " << to_string(cell.answer) << ":\n";
    for (const auto& line : cell.story)
      std::cout << "  " << line << "\n";
  }
  for (const auto& what : matrix.verify())
    std::cout << "BROKEN at the end: " << what << "\n";
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cout << matrix.cells().size() << " cells, " << kill_points << " kill points, " << broken << " broken, "
            << static_cast<int>(took.count()) << " s\n";
  return broken == 0 && matrix.verify().empty() && !matrix.cells().empty() ? 0 : 1;
}
