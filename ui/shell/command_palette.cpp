#include "ui/shell/command_palette.h"

#include <algorithm>

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"
#include "ui/widgets/card.h"

namespace paydesk::ui {
namespace {

constexpr int item_height = 32;

/// A row: icon, title, detail, key or reason.
class RowDelegate : public QStyledItemDelegate {
 public:
  RowDelegate(Look look, const PaletteModel& model, QObject* parent) : QStyledItemDelegate(parent), look_(look), model_(model) {}

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {400, item_height}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const auto* item = model_.item(index.row());
    if (!item)
      return;
    const auto& theme = look_.theme;
    const QRectF box = QRectF(option.rect).adjusted(6, 1, -6, -1);
    const bool off = !item->why_not.isEmpty();
    if (option.state & QStyle::State_Selected)
      draw_box(*painter, box, theme[Token::accentbg], {}, 4);
    draw_icon(*painter, item->icon, QRectF(box.left() + 10, box.center().y() - 7, 14, 14), theme[off ? Token::text3 : Token::text2]);
    const QString behind = off ? item->why_not : item->key;
    const double behind_width = behind.isEmpty() ? 0 : off ? text_width(behind, Theme::font(11)) : key_cap_width(behind);
    double x = box.left() + 34;
    const double end = box.right() - 12 - behind_width;
    x += draw_text(*painter, QRectF(x, box.top(), end - x, box.height()), item->title, Theme::font(12, 500), theme[off ? Token::text3 : Token::text]);
    draw_text(*painter, QRectF(x + 8, box.top(), end - x - 12, box.height()), item->detail, Theme::font(11), theme[Token::text3]);
    if (off)
      draw_text(*painter, QRectF(end, box.top(), behind_width + 2, box.height()), behind, Theme::font(11), theme[Token::text3]);
    else if (!behind.isEmpty())
      draw_key_cap(*painter, end, box.center().y(), behind, theme[Token::text2], theme[Token::line2]);
  }

 private:
  Look look_;
  const PaletteModel& model_;
};

} // namespace

void PaletteModel::show_items(std::vector<PaletteItem> items) {
  beginResetModel();
  items_ = std::move(items);
  endResetModel();
}

const PaletteItem* PaletteModel::item(int row) const {
  return row >= 0 && row < rowCount() ? &items_[static_cast<std::size_t>(row)] : nullptr;
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
  const auto* one = item(index.row());
  return one && role == Qt::DisplayRole ? QVariant(one->title) : QVariant();
}

std::vector<PaletteItem> matching(const std::vector<PaletteItem>& all, const QString& typed) {
  const QStringList words = typed.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
  std::vector<std::pair<int, const PaletteItem*>> found;
  for (const auto& item : all) {
    const QString title = item.title.toCaseFolded();
    int cost = 0;
    for (const auto& word : words) {
      const auto at = title.indexOf(word);
      cost = at < 0 ? -1 : cost + (at == 0 ? 0 : title.at(at - 1) == QLatin1Char(' ') ? 1 : 3);
      if (cost < 0)
        break;
    }
    if (cost >= 0)
      found.emplace_back(cost + (item.why_not.isEmpty() ? 0 : 10), &item);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<PaletteItem> items;
  for (const auto& [cost, item] : found)
    items.push_back(*item);
  return items;
}

CommandPalette::CommandPalette(Desk& desk, std::vector<PaletteItem> items, QWidget* parent)
    : QWidget(parent), desk_(desk), items_(std::move(items)), edit_(new QLineEdit(this)), list_(new QListView(this)),
      model_(new PaletteModel(this)) {
  setObjectName(QStringLiteral("palette"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 8, 1, 8);
  column->setSpacing(8);
  edit_->setObjectName(QStringLiteral("paletteEdit"));
  edit_->setProperty("bare", true);
  edit_->setPlaceholderText(tr("Go to, find an id, or run a command"));
  edit_->setFont(Theme::font(13));
  edit_->setContentsMargins(38, 0, 12, 0);
  edit_->installEventFilter(this);
  list_->setObjectName(QStringLiteral("paletteList"));
  list_->setModel(model_);
  list_->setItemDelegate(new RowDelegate(desk.look, *model_, list_));
  list_->setFocusPolicy(Qt::NoFocus);
  column->addWidget(edit_);
  column->addWidget(make_line(desk.look));
  // Whole rows: no half one tells that there are more, the scroll bar does.
  list_->setFixedHeight(11 * item_height);
  column->addWidget(list_);
  setFocusProxy(edit_);
  connect(edit_, &QLineEdit::textChanged, this, &CommandPalette::typed);
  connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) { run(index.row()); });
  pause_.setSingleShot(true);
  connect(&pause_, &QTimer::timeout, this, &CommandPalette::find_payments);
  typed({});
}

void CommandPalette::typed(const QString& text) {
  model_->show_items(matching(items_, text));
  list_->setCurrentIndex(model_->index(0));
  search_.cancel();
  if (text.trimmed().size() >= 4)
    pause_.start(150);
  else
    pause_.stop();
}

void CommandPalette::find_payments() {
  QString typed_text = edit_->text().trimmed();
  // What the screens show as ORD-8F3K21 is the end of an id.
  const QString end = typed_text.startsWith(QLatin1String("ORD-"), Qt::CaseInsensitive) ? typed_text.mid(4).toLower() : QString();
  const std::string quoted =
      !end.isEmpty() ? "order:\"" + QString(end).remove(QLatin1Char('"')).toStdString() + "\""
                     : "\"" + QString(typed_text).remove(QLatin1Char('"')).remove(QLatin1Char('\\')).toStdString() + "\"";
  search_ = desk_.commands.find_payments(quoted, 8, this, [this, typed_text](Result<views::ListPaymentsResponse> reply) {
    if (!reply || typed_text != edit_->text().trimmed())
      return;
    std::vector<PaletteItem> items;
    for (const auto& row : reply->rows) {
      const auto state = desk_.theme().states().look(qt(row.status));
      const QString id = qt(row.order_id);
      items.push_back({state.icon, short_id(QStringLiteral("ORD"), id) + QStringLiteral("   ") + qt(row.seller),
                       money_text(row.amount) + QStringLiteral(" \u00B7 ") + state.label, {}, {}, [this, id] {
                         desk_.shell.go({Screen::payments, QString(), id});
                       }});
    }
    auto rest = matching(items_, typed_text);
    items.insert(items.end(), rest.begin(), rest.end());
    model_->show_items(std::move(items));
    list_->setCurrentIndex(model_->index(0));
  });
}

void CommandPalette::run(int row) {
  const auto* item = model_->item(row);
  if (!item || !item->why_not.isEmpty() || !item->run)
    return;
  const auto work = item->run;
  Q_EMIT closeAsked();
  work();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress)
    return QWidget::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const int row = list_->currentIndex().row();
  switch (key->key()) {
  case Qt::Key_Down: list_->setCurrentIndex(model_->index(std::min(row + 1, model_->rowCount() - 1))); return true;
  case Qt::Key_Up: list_->setCurrentIndex(model_->index(std::max(row - 1, 0))); return true;
  case Qt::Key_Return:
  case Qt::Key_Enter: run(row); return true;
  case Qt::Key_Escape: Q_EMIT closeAsked(); return true;
  default: return false;
  }
}

void CommandPalette::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), desk_.theme()[Token::surface], desk_.theme()[Token::line2], 6);
  draw_icon(painter, QStringLiteral("search"), QRectF(16, 12, 14, 14), desk_.theme()[Token::text2]);
}

} // namespace paydesk::ui
