// Words for the codes that the daemon speaks in: accounts, triggers, break types, resolutions, errors.
#pragma once

#include <string>

#include <QString>

#include "core/result.h"
#include "views/payments.h"

namespace paydesk::ui {

inline QString qt(const std::string& text) { return QString::fromStdString(text); }
inline QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// "psp_receivable:card-kr" → "PSP receivable · card-kr".
QString account_name(const std::string& account);
/// What happened, in the current language where the code is known, else as the daemon said it.
QString timeline_title(const views::TimelineEntry& entry);
/// Icon of a timeline entry, and whether it tells of trouble.
QString timeline_icon(const views::TimelineEntry& entry);
QString break_type_name(const std::string& type);
QString break_type_icon(const std::string& type);
/// The short word on a link's plate.
QString break_plate(const std::string& type);
QString resolution_name(const std::string& resolution);
QString resolution_icon(const std::string& resolution);
QString refund_reason_name(const std::string& reason);
QString operation_name(const std::string& operation);
QString entry_kind_name(const std::string& kind);
/// The same of a settlement line, short enough for a narrow column.
QString line_kind_name(const std::string& kind);
QString strategy_name(const std::string& strategy);
/// What an operator did, by the audit's action ("recon.resolve"); an unknown one as it is.
QString action_name(const std::string& action);
/// How it ended: a code's word, or the sentence that the daemon wrote.
QString outcome_name(const std::string& outcome);
/// A sentence a person can act on; the daemon's own message where it says more.
QString error_sentence(const Error& error);

/// The last characters of an id with a kind in front: "ORD-8F3K21". Ids that are no UUIDs stay whole.
QString short_id(const QString& kind, const QString& id, int length = 6);
/// Elided in the middle to at most `most` characters.
QString middle_elided(const QString& text, int most);

} // namespace paydesk::ui
