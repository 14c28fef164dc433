#include "ui/widgets/filter_bar.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStringListModel>
#include <QTimer>

#include "ui/format/words.h"
#include "ui/theme/draw.h"
#include "ui/widgets/filter_chip.h"

namespace paydesk::ui {
namespace {

constexpr int left_margin = 30; // behind the magnifier
constexpr int least_edit = 110;

QStringList key_words(std::span<const filter::Key> keys) {
  QStringList words;
  for (const auto& key : keys)
    words << qt(key.name) + QLatin1Char(':');
  return words;
}

} // namespace

QStringList chip_texts(const QString& filter, std::span<const filter::Key> keys) {
  const std::string bytes = filter.trimmed().toStdString();
  const auto tree = filter::parse(bytes, keys);
  if (!tree || bytes.empty())
    return bytes.empty() ? QStringList() : QStringList{filter.trimmed()};
  const auto& root = **tree;
  const auto is_term = [](const filter::NodePtr& node) { return node->kind == filter::Node::Kind::term; };
  if (root.kind != filter::Node::Kind::all || root.negated || !std::all_of(root.children.begin(), root.children.end(), is_term))
    return {filter.trimmed()};
  QStringList texts;
  for (const auto& child : root.children)
    texts << qt(filter::print(*child));
  return texts;
}

QString folded_chip(const QString& text) {
  const auto colon = text.indexOf(QLatin1Char(':'));
  const QStringList values = text.mid(colon + 1).split(QLatin1Char(','));
  if (values.size() <= 3)
    return text;
  return text.left(colon + 1) + values[0] + QLatin1Char(',') + values[1] + QStringLiteral(" +%1").arg(values.size() - 2);
}

FilterBar::FilterBar(Look look, std::span<const filter::Key> keys, QWidget* parent)
    : QWidget(parent), look_(look), keys_(keys), edit_(new QLineEdit(this)),
      candidates_(new QStringListModel(key_words(keys), this)) {
  setFixedHeight(30);
  setCursor(Qt::IBeamCursor);
  edit_->setObjectName(QStringLiteral("filterEdit"));
  edit_->setProperty("bare", true);
  edit_->setPlaceholderText(tr("add filter"));
  edit_->installEventFilter(this);
  completer_ = new QCompleter(candidates_, this);
  completer_->popup()->setObjectName(QStringLiteral("completion"));
  completer_->setCaseSensitivity(Qt::CaseInsensitive);
  edit_->setCompleter(completer_);
  connect(edit_, &QLineEdit::textEdited, this, &FilterBar::typed);
  connect(edit_, &QLineEdit::returnPressed, this, &FilterBar::take_typed);
  setFocusProxy(edit_);
}

QString FilterBar::text() const {
  QStringList texts;
  for (const auto* chip : chips_) {
    // A group keeps its meaning beside other terms only in parentheses.
    const bool group = chips_.size() > 1 && chip->text().contains(QStringLiteral(" or "));
    texts << (group ? QStringLiteral("(%1)").arg(chip->text()) : chip->text());
  }
  return texts.join(QLatin1Char(' '));
}

void FilterBar::set_text(const QString& filter) {
  edit_->clear();
  set_mistake(std::nullopt);
  show_chips(chip_texts(filter, keys_));
}

void FilterBar::offer(const QString& key, const QStringList& values) { values_.insert(key, values); }

void FilterBar::start_typing() { edit_->setFocus(Qt::ShortcutFocusReason); }

void FilterBar::clear() {
  set_text({});
  Q_EMIT filterChanged({});
}

void FilterBar::typed(const QString& text) {
  set_mistake(std::nullopt);
  const auto colon = text.indexOf(QLatin1Char(':'));
  QStringList words = key_words(keys_);
  if (colon >= 0) {
    words.clear();
    const auto comma = text.lastIndexOf(QLatin1Char(','));
    const QString head = text.left(std::max(colon, comma) + 1);
    for (const auto& value : values_.value(text.left(colon).remove(QLatin1Char('-'))))
      words << head + value;
  }
  candidates_->setStringList(words);
}

void FilterBar::take_typed() {
  const QString typed_text = edit_->text().trimmed();
  if (typed_text.isEmpty())
    return;
  if (const auto tree = filter::parse(typed_text.toStdString(), keys_); !tree)
    return set_mistake(tree.error());
  set_mistake(std::nullopt);
  QStringList texts;
  for (const auto* chip : chips_)
    texts << chip->text();
  texts << chip_texts(typed_text, keys_);
  edit_->clear();
  show_chips(texts);
  Q_EMIT filterChanged(text());
}

void FilterBar::show_chips(const QStringList& texts) {
  for (auto* chip : chips_) {
    chip->hide();
    chip->deleteLater();
  }
  chips_.clear();
  for (const auto& one : texts) {
    auto* chip = new FilterChip(look_, one, this);
    connect(chip, &FilterChip::dropped, this, [this, chip] { drop_chip(chip); });
    connect(chip, &FilterChip::opened, this, [this, chip] {
      const QString opened = chip->text();
      drop_chip(chip);
      edit_->setText(opened);
      start_typing();
    });
    chips_.push_back(chip);
    chip->show();
  }
  place();
}

void FilterBar::drop_chip(FilterChip* chip) {
  QStringList texts;
  for (const auto* other : chips_)
    if (other != chip)
      texts << other->text();
  show_chips(texts);
  Q_EMIT filterChanged(text());
}

void FilterBar::open_last_chip() {
  if (chips_.empty())
    return;
  const QString opened = chips_.back()->text();
  drop_chip(chips_.back());
  edit_->setText(opened);
}

void FilterBar::set_mistake(std::optional<filter::ParseError> mistake) {
  if (!mistake && !mistake_)
    return;
  mistake_ = std::move(mistake);
  update();
  QString sentence;
  if (mistake_) {
    sentence = qt(mistake_->message);
    if (!mistake_->suggestion.empty())
      sentence += QLatin1Char(' ') + tr("Did you mean %1?").arg(qt(mistake_->suggestion));
  }
  edit_->setToolTip(sentence);
  Q_EMIT mistakeChanged(sentence);
}

void FilterBar::place() {
  int wanted = 0;
  for (const auto* chip : chips_)
    wanted += chip->sizeHint().width() + 4;
  const int room = std::max(60, width() - left_margin - least_edit);
  int x = left_margin;
  for (auto* chip : chips_) {
    int chip_width = chip->sizeHint().width();
    if (wanted > room)
      chip_width = std::max(48, chip_width * room / wanted - 4);
    chip->setGeometry(x, 4, chip_width, 22);
    x += chip_width + 4;
  }
  edit_->setGeometry(x, 4, std::max(40, width() - x - 8), 22);
  edit_->setPlaceholderText(chips_.empty() ? tr("Filter by %1\u2026").arg(key_words(keys_).mid(0, 4).join(QLatin1Char(' '))) : tr("add filter"));
}

void FilterBar::resizeEvent(QResizeEvent*) { place(); }

void FilterBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const bool focused = edit_->hasFocus();
  draw_box(painter, QRectF(rect()), theme[Token::surface], theme[focused ? Token::accent : Token::ctl], 5, focused ? 1.5 : 1);
  draw_icon(painter, QStringLiteral("search"), QRectF(9, 8, 14, 14), theme[Token::text3]);
  if (!mistake_)
    return;
  const QFontMetrics metrics(edit_->font());
  const QString typed_text = edit_->text();
  const auto from = QString::fromUtf8(typed_text.toUtf8().left(static_cast<qsizetype>(mistake_->begin))).size();
  const auto to = std::max<qsizetype>(QString::fromUtf8(typed_text.toUtf8().left(static_cast<qsizetype>(mistake_->end))).size(), from + 1);
  const int left = edit_->x() + 4 + metrics.horizontalAdvance(typed_text.left(from));
  const int wide = metrics.horizontalAdvance(typed_text.mid(from, to - from));
  painter.fillRect(QRect(left, 24, std::max(wide, 8), 2), theme[Token::warn]);
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
    update();
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Backspace && edit_->text().isEmpty()) {
      open_last_chip();
      return true;
    }
    if (key->key() == Qt::Key_Escape && !completer_->popup()->isVisible()) {
      edit_->clear();
      set_mistake(std::nullopt);
      edit_->clearFocus();
      if (auto* next = parentWidget())
        next->setFocus(Qt::OtherFocusReason);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

} // namespace paydesk::ui
