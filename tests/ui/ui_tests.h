// The test classes of this program, by the name that selects one.
#pragma once

#include <memory>

#include <QObject>

#include "ui/theme/theme.h"

namespace paydesk::ui::tests {

std::unique_ptr<QObject> theme_tests();
std::unique_ptr<QObject> format_tests();
std::unique_ptr<QObject> layout_tests();
std::unique_ptr<QObject> pairs_tests();
std::unique_ptr<QObject> cells_tests();
std::unique_ptr<QObject> filter_bar_tests();
std::unique_ptr<QObject> palette_tests();
std::unique_ptr<QObject> refund_draft_tests();
std::unique_ptr<QObject> console_tests();
std::unique_ptr<QObject> reports_tests();
std::unique_ptr<QObject> payouts_tests();
std::unique_ptr<QObject> report_pdf_tests();
std::unique_ptr<QObject> translations_tests();

} // namespace paydesk::ui::tests
