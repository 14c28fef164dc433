// paydeskctl, the real program, against a fake daemon: one test class an idea. The arguments are Qt Test's.
#include <QCoreApplication>
#include <QTest>

#include "tests/models/ctl.h"

int main(int argc, char** argv) {
  using namespace paydesk::test;
  const QCoreApplication app(argc, argv);
  int failed = 0;
  for (const auto make :
       {ctl_lists_tests, ctl_exit_tests, ctl_acts_tests, ctl_events_tests, ctl_hostile_tests})
    failed += QTest::qExec(make().get(), argc, argv);
  return failed == 0 ? 0 : 1;
}
