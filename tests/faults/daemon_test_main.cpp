// The faults' tests with real processes: small blocking Qt calls need an application object.
#include <gtest/gtest.h>

#include <QCoreApplication>

#include "tests/faults/small_disk.h"

int main(int argc, char** argv) {
  paydesk::test::enter_namespaces(); // before any thread is made
  QCoreApplication qt(argc, argv);
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
