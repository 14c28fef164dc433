// The application's one style sheet, made from the tokens.
#pragma once

#include <QString>

#include "ui/theme/tokens.h"

namespace paydesk::ui {

/// What style sheets do well: fields, menus, scroll bars, tool tips and the texts of labels (property "look").
/// Everything with its own shape is painted by its widget.
QString style_sheet(const Tokens& tokens);

} // namespace paydesk::ui
