// Every button of the console: primary, secondary, ghost, with icon, count and key cap.
#pragma once

#include <QAbstractButton>

#include "ui/theme/theme.h"

namespace paydesk::ui {

/// Painted from tokens; a disabled button says why in its tool tip. Text is the verb; the key cap only shows a key,
/// the page's actions listen for it.
class Button : public QAbstractButton {
  Q_OBJECT

 public:
  enum class Kind { primary, secondary, ghost, link };

  Button(const Theme& theme, Kind kind, const QString& text, QWidget* parent = nullptr);

  void set_icon(const QString& name);
  void set_icon_behind(const QString& name);
  void set_key(const QString& key);
  void set_count(const QString& count);
  void set_small(bool small);
  void set_pill(bool pill); ///< fully rounded, 24 high: "12 new"
  void set_kind(Kind kind);
  void set_words(const QString& text);
  /// One of several: framed in the accent.
  void set_chosen(bool chosen);
  /// Disables with a reason, or enables when it is empty.
  void set_why_not(const QString& reason);
  const QString& why_not() const noexcept { return why_not_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Colors {
    QColor fill, line, text, key;
  };
  Colors colors() const;
  QFont text_font() const;

  const Theme& theme_;
  Kind kind_;
  QString icon_;
  QString icon_behind_;
  QString key_;
  QString count_;
  QString why_not_;
  bool small_ = false;
  bool pill_ = false;
  bool chosen_ = false;
};

} // namespace paydesk::ui
