// A payment's facts as rows for the detail pane: pure, from views to what is drawn.
#pragma once

#include <vector>

#include "ui/format/time_text.h"
#include "ui/widgets/field_grid.h"
#include "ui/widgets/timeline_view.h"
#include "views/payments.h"

namespace paydesk::ui {

std::vector<Field> detail_fields(const views::PaymentDetail& payment, const views::OrderDetail* order);
/// Newest first, the next automatic step on top.
std::vector<TimelineRow> timeline_rows(const views::PaymentDetail& payment, const Formats& formats);
QString next_step_title(const views::NextStep& step, const Formats& formats);
/// How, and what it waits for.
QString next_step_detail(const views::NextStep& step, const Formats& formats);

} // namespace paydesk::ui
