// The views that every installation begins with, and the words offered while filtering.
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

namespace paydesk::ui {

struct BuiltInView {
  QString name;
  QString icon;
  QString filter;
  QString status; ///< whose count is shown; empty: none
};

/// In the current language.
std::vector<BuiltInView> built_in_payment_views();
QStringList payment_states();
QStringList error_classes();

} // namespace paydesk::ui
