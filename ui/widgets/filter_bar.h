// The filter as chips and text, in the grammar of core/filter.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QHash>
#include <QStringList>
#include <QWidget>

#include "core/filter.h"
#include "ui/theme/look.h"

class QLabel;
class QLineEdit;
class QCompleter;
class QStringListModel;

namespace paydesk::ui {

class FilterChip;

/// Cuts a valid filter into the texts of its chips: one a term, or one for all when it groups with "or".
QStringList chip_texts(const QString& filter, std::span<const filter::Key> keys);
/// What a chip shows: long lists fold, "failed,retry +9".
QString folded_chip(const QString& text);

/// Owns the text and tells of it once it is valid. Backspace in the empty field opens the last chip; a mistake stays
/// as text with an underline and a suggestion.
class FilterBar : public QWidget {
  Q_OBJECT

 public:
  FilterBar(Look look, std::span<const filter::Key> keys, QWidget* parent = nullptr);

  /// The whole filter, what is being typed left out.
  QString text() const;
  void set_text(const QString& filter); ///< without a signal
  /// Values offered for a key.
  void offer(const QString& key, const QStringList& values);
  void start_typing();
  void clear();
  bool has_mistake() const noexcept { return mistake_.has_value(); }
  QSize sizeHint() const override { return {400, 30}; }

 Q_SIGNALS:
  void filterChanged(const QString& filter);
  /// Empty when there is none.
  void mistakeChanged(const QString& sentence);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void take_typed();
  void typed(const QString& text);
  void show_chips(const QStringList& texts);
  void drop_chip(FilterChip* chip);
  void open_last_chip();
  void set_mistake(std::optional<filter::ParseError> mistake);
  void place();

  Look look_;
  std::span<const filter::Key> keys_;
  std::vector<FilterChip*> chips_;
  QLineEdit* edit_;
  QCompleter* completer_;
  QStringListModel* candidates_;
  QHash<QString, QStringList> values_;
  std::optional<filter::ParseError> mistake_;
};

} // namespace paydesk::ui
