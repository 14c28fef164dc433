// Times, ages and durations as people read them.
#pragma once

#include <cstdint>
#include <optional>

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include "core/clock.h"

namespace paydesk::ui {

/// The time zone in which the console shows times; the daemon tells it. Owned by the shell, read by everything that
/// shows a time.
class Formats {
 public:
  const QTimeZone& zone() const noexcept { return zone_; }
  /// An IANA name; keeps the zone when it is not known.
  void set_zone(const QByteArray& iana);

  QString time(const QDateTime& at) const;      ///< "14:31:54"
  QString clock(const QDateTime& at) const;     ///< "14:31"
  QString date_time(const QDateTime& at) const; ///< "2026-11-16 14:31:54"
  QString day(const QDateTime& at) const;       ///< "16 Nov", "11월 16일"
  /// The time when it is today, the day otherwise.
  QString brief(const QDateTime& at) const;
  QString zone_name() const; ///< "KST"

 private:
  QTimeZone zone_ = QTimeZone::systemTimeZone();
};

QDateTime to_date_time(Instant at);
QDateTime to_date_time(const std::optional<Instant>& at); ///< invalid when there is none

/// "12 s", "7 m", "4 h", "3 d": one unit, rounded down.
QString age_text(std::int64_t seconds);
/// "7 m 56 s", "17 h 05 m".
QString long_age_text(std::int64_t seconds);
/// "04:12", "1:04:12"; "now" once it is due.
QString countdown_text(std::int64_t seconds);
/// "812 ms", "1.2 s", "1 m 52 s".
QString duration_text(std::int64_t ms);
/// Seconds since then; 0 for an invalid time.
std::int64_t seconds_since(const QDateTime& at);
/// "16 Nov" for "2026-11-16"; the text itself when it is no date.
QString book_date_text(const QString& iso);
/// The same as short as the language allows, for narrow columns: "16 Nov", "11.16".
QString brief_date_text(const QString& iso);

} // namespace paydesk::ui
