// A report as text, ready for paper.
#pragma once

#include <utility>
#include <vector>

#include <QString>
#include <QStringList>

#include "views/reports.h"

namespace paydesk::ui {

/// Everything that a printed report says, in the language and with the figures of the screen. A value: it may be read
/// on any thread.
struct ReportSheet {
  struct Column {
    QString title;
    bool right = false; ///< figures
    bool mono = false;  ///< ids
  };
  struct Row {
    QStringList cells;
    bool sum = false;
  };
  QString title;
  std::vector<std::pair<QString, QString>> facts;
  QString checksum_name;
  QString checksum; ///< of the rows, as the CSV file states it
  QString made;     ///< when, for every page
  QString page;     ///< "Page %1 of %2"
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// A report of this kind in the words that the screen shows it in; ids whole. Any thread.
ReportSheet sheet_of(const std::string& kind, const views::ReportTable& report);

} // namespace paydesk::ui
