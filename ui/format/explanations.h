// What the daemon says about a payment, in the current language: by its code, never by its words.
#pragma once

#include <vector>

#include <QString>

#include "core/explanation.h"
#include "ui/format/time_text.h"

namespace paydesk::ui {

/// The sentence of the code in the current language, amounts grouped, times in the console's zone. A code that the
/// console does not know is shown in the daemon's English.
QString explanation_text(const Explanation& explanation, const Formats& formats);
/// Several, one after the other.
QString explanation_text(const std::vector<Explanation>& explanations, const Formats& formats, const QString& between);

} // namespace paydesk::ui
