// Sentences that the daemon writes about breaks and approvals, in the current language.
#pragma once

#include <string>

#include <QString>

namespace paydesk::ui {

/// A sentence that the daemon wrote about a break, a resolution or an approval: translated where its pattern is known, as it is
/// otherwise; amounts in it are grouped either way ("10260 JPY" → "10,260 JPY").
QString daemon_sentence(const std::string& sentence);

/// Groups the whole part of every amount with a currency behind it.
QString with_grouped_amounts(QString text);

} // namespace paydesk::ui
