#include "ui/format/time_text.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

namespace paydesk::ui {
namespace {

/// The context of this file's words.
struct Time {
  Q_DECLARE_TR_FUNCTIONS(Time)
};

QString two(std::int64_t number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); }

/// The format comes from the translation, month names from the language it was made for.
QString day_text(const QDate& date, const QString& format) {
  //: The language whose names of months the date formats take
  const QLocale locale(Time::tr("en"));
  return locale.toString(date, format);
}

QString day_text(const QDate& date) {
  //: QLocale date format of a day without its year
  return day_text(date, Time::tr("d MMM"));
}

} // namespace

void Formats::set_zone(const QByteArray& iana) {
  if (const QTimeZone zone(iana); zone.isValid())
    zone_ = zone;
}

QString Formats::time(const QDateTime& at) const {
  return at.isValid() ? at.toTimeZone(zone_).toString(QStringLiteral("HH:mm:ss")) : QString();
}

QString Formats::clock(const QDateTime& at) const {
  return at.isValid() ? at.toTimeZone(zone_).toString(QStringLiteral("HH:mm")) : QString();
}

QString Formats::date_time(const QDateTime& at) const {
  return at.isValid() ? at.toTimeZone(zone_).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : QString();
}

QString Formats::day(const QDateTime& at) const { return day_text(at.toTimeZone(zone_).date()); }

QString Formats::brief(const QDateTime& at) const {
  if (!at.isValid())
    return {};
  const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(zone_).date();
  return at.toTimeZone(zone_).date() == today ? time(at) : day(at) + QLatin1Char(' ') + clock(at);
}

QString Formats::zone_name() const { return zone_.abbreviation(QDateTime::currentDateTimeUtc()); }

QDateTime to_date_time(Instant at) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
  return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

QDateTime to_date_time(const std::optional<Instant>& at) { return at ? to_date_time(*at) : QDateTime(); }

QString age_text(std::int64_t seconds) {
  const auto s = std::max<std::int64_t>(seconds, 0);
  if (s < 60)
    return Time::tr("%1 s").arg(s);
  if (s < 3600)
    return Time::tr("%1 m").arg(s / 60);
  if (s < 2 * 86400)
    return Time::tr("%1 h").arg(s / 3600);
  return Time::tr("%1 d").arg(s / 86400);
}

QString long_age_text(std::int64_t seconds) {
  const auto s = std::max<std::int64_t>(seconds, 0);
  if (s < 60)
    return Time::tr("%1 s").arg(s);
  if (s < 3600)
    return s % 60 == 0 ? Time::tr("%1 m").arg(s / 60) : Time::tr("%1 m %2 s").arg(s / 60).arg(two(s % 60));
  if (s < 2 * 86400)
    return Time::tr("%1 h %2 m").arg(s / 3600).arg(two(s / 60 % 60));
  return Time::tr("%1 d %2 h").arg(s / 86400).arg(s / 3600 % 24);
}

QString countdown_text(std::int64_t seconds) {
  if (seconds <= 0)
    return Time::tr("now");
  const QString tail = two(seconds / 60 % 60) + QLatin1Char(':') + two(seconds % 60);
  return seconds < 3600 ? tail : QString::number(seconds / 3600) + QLatin1Char(':') + tail;
}

QString duration_text(std::int64_t ms) {
  if (ms < 0)
    return {};
  if (ms < 1000)
    return Time::tr("%1 ms").arg(ms);
  if (ms < 60'000)
    return Time::tr("%1 s").arg(QString::number(static_cast<double>(ms) / 1000.0, 'f', ms < 100'000 ? 1 : 0));
  return long_age_text(ms / 1000);
}

std::int64_t seconds_since(const QDateTime& at) {
  return at.isValid() ? at.secsTo(QDateTime::currentDateTimeUtc()) : 0;
}

QString book_date_text(const QString& iso) {
  const QDate date = QDate::fromString(iso, Qt::ISODate);
  return date.isValid() ? day_text(date) : iso;
}

QString brief_date_text(const QString& iso) {
  const QDate date = QDate::fromString(iso, Qt::ISODate);
  //: QLocale date format of a day without its year, for narrow columns
  return date.isValid() ? day_text(date, Time::tr("d MMM", "narrow")) : iso;
}

} // namespace paydesk::ui
