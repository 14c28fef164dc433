// What everything that paints needs to know.
#pragma once

#include "ui/format/time_text.h"
#include "ui/theme/theme.h"

namespace paydesk::ui {

/// References to the theme and to the way times are shown; both outlive every widget.
struct Look {
  const Theme& theme;
  const Formats& formats;
};

} // namespace paydesk::ui
