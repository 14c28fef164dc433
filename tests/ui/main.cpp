// Runs the test class named by the first argument; the rest is Qt Test's.
#include <cstdio>
#include <map>
#include <vector>

#include <QApplication>
#include <QTest>

#include "tests/ui/ui_tests.h"

int main(int argc, char** argv) {
  using namespace paydesk::ui::tests;
  const std::map<std::string, std::unique_ptr<QObject> (*)()> subjects = {
      {"theme", theme_tests}, {"format", format_tests}, {"layout", layout_tests}, {"pairs", pairs_tests}, {"cells", cells_tests},
      {"filter_bar", filter_bar_tests}, {"palette", palette_tests}, {"refund_draft", refund_draft_tests}, {"console", console_tests},
      {"reports", reports_tests}, {"payouts", payouts_tests}, {"report_pdf", report_pdf_tests},
      {"translations", translations_tests}};
  QApplication app(argc, argv);
  const auto subject = argc > 1 ? subjects.find(argv[1]) : subjects.end();
  if (subject == subjects.end()) {
    std::fprintf(stderr, "which of:");
    for (const auto& [name, make] : subjects)
      std::fprintf(stderr, " %s", name.c_str());
    std::fprintf(stderr, "\n");
    return 2;
  }
  if (!paydesk::ui::load_fonts()) {
    std::fprintf(stderr, "the console's fonts could not be read\n");
    return 2;
  }
  std::vector<char*> rest = {argv[0]};
  rest.insert(rest.end(), argv + 2, argv + argc);
  const auto tests = subject->second();
  return QTest::qExec(tests.get(), static_cast<int>(rest.size()), rest.data());
}
