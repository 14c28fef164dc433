#include "ui/theme/style_sheet.h"

namespace paydesk::ui {
namespace {

// ${token} stands for the colour of that name.
constexpr const char* sheet = R"qss(
QWidget { color: ${text}; font-family: "Paydesk Sans", "Noto Sans CJK KR"; font-size: 12px; }
QMainWindow, #page, #sidebar { background: ${bg}; }
QToolTip { color: ${surface}; background: ${ink}; border: 1px solid ${ink}; padding: 3px 6px; font-size: 11px; }

QLabel { background: transparent; }
QLabel[look="title"] { font-size: 16px; font-weight: 600; }
QLabel[look="brand"] { font-size: 14px; font-weight: 600; }
QLabel[look="strong"] { font-size: 12px; font-weight: 600; }
QLabel[look="heading"] { font-size: 12px; font-weight: 600; }
QLabel[look="body"] { font-size: 12px; }
QLabel[look="medium"] { font-size: 12px; font-weight: 500; }
QLabel[look="meta"] { font-size: 11px; color: ${text2}; }
QLabel[look="metastrong"] { font-size: 11px; color: ${text2}; font-weight: 600; }
QLabel[look="hint"] { font-size: 11px; color: ${text3}; }
QLabel[look="mono"] { font-family: "JetBrains Mono"; font-size: 11px; }
QLabel[look="kpi"] { font-size: 18px; font-weight: 600; }
QLabel[look="ok"] { font-size: 11px; color: ${ok}; font-weight: 500; }
QLabel[look="warn"] { font-size: 11px; color: ${warn}; }
QLabel[look="bad"] { font-size: 11px; color: ${bad}; font-weight: 500; }
QLabel[look="badkpi"] { font-size: 18px; font-weight: 600; color: ${bad}; }

QLineEdit, QPlainTextEdit { background: ${surface}; color: ${text}; border: 1px solid ${ctl}; border-radius: 5px;
  padding: 0 8px; selection-background-color: ${accent}; selection-color: ${onaccent}; }
QLineEdit { min-height: 26px; max-height: 26px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 1px solid ${accent}; }
QLineEdit:disabled, QLineEdit:read-only { background: ${sunken}; color: ${text3}; border-color: ${line2}; }
QLineEdit[bad="true"] { border: 1px solid ${bad}; }
QLineEdit[changed="true"] { border: 1px solid ${accent}; background: ${accentbg}; }
QLineEdit[bare="true"] { border: none; background: transparent; padding: 0 2px; min-height: 20px; max-height: 20px; }
QPlainTextEdit { padding: 4px; }

QComboBox { background: ${surface}; border: 1px solid ${ctl}; border-radius: 5px; padding: 0 8px; min-height: 26px;
  max-height: 26px; }
QComboBox:disabled { color: ${text3}; border-color: ${line2}; background: ${sunken}; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QMenu, QListView#completion { background: ${surface}; border: 1px solid ${line2};
  border-radius: 5px; padding: 4px; outline: none; }
QComboBox QAbstractItemView::item, QListView#completion::item { min-height: 26px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QListView#completion::item:selected { background: ${accentbg};
  color: ${text}; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: ${accentbg}; }
QMenu::item:disabled { color: ${text3}; }
QMenu::separator { height: 1px; background: ${line}; margin: 4px 0; }

QTableView, QListView, QTreeView { background: ${surface}; border: none; outline: none; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: transparent; }
QHeaderView { background: ${surface}; border: none; }
QTableCornerButton::section { background: ${surface}; border: none; }
QScrollArea { border: none; background: transparent; }
QGraphicsView { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 1px; }
QScrollBar::handle { background: ${line2}; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: ${ctl}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)qss";

} // namespace

QString style_sheet(const Tokens& tokens) {
  QString text = QString::fromLatin1(sheet);
  for (std::size_t i = 0; i < token_count; ++i) {
    const auto token = static_cast<Token>(i);
    text.replace(QStringLiteral("${%1}").arg(token_name(token)), tokens[token].name());
  }
  return text;
}

} // namespace paydesk::ui
