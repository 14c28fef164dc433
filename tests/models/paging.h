// What the tests of paged models share.
#pragma once

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "app/models/paged_model.h"

namespace paydesk::test {

inline constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

/// Fails the test on any model reset.
struct NoReset {
  explicit NoReset(models::PagedModel& model) : spy(&model, &QAbstractItemModel::modelReset) {}
  ~NoReset() { QTest::qVerify(spy.isEmpty(), "no reset", "", __FILE__, __LINE__); }
  QSignalSpy spy;
};

inline void load(models::PagedModel& model) {
  model.load();
  QTRY_COMPARE(model.phase(), models::PagedModel::Phase::Ready);
}

inline void fetch_all(models::PagedModel& model) {
  while (model.canFetchMore({})) {
    model.fetchMore({});
    QTRY_VERIFY(model.rowCount() == model.loaded_count());
  }
}

inline void refresh(models::PagedModel& model) {
  QSignalSpy updated(&model, &models::PagedModel::updated);
  model.refresh();
  QTRY_VERIFY(!updated.isEmpty());
}

} // namespace paydesk::test
