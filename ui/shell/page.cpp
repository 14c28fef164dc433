#include "ui/shell/page.h"

#include <QVariant>

#include "ui/widgets/button.h"

namespace paydesk::ui {

Page::Page(Desk& desk, Screen screen, QWidget* parent) : QWidget(parent), desk_(desk), screen_(screen) {
  setFocusPolicy(Qt::ClickFocus);
}

QAction* Page::add_action(const char* name, const QString& text, const QKeySequence& key, std::function<void()> run) {
  auto* action = new QAction(text, this);
  action->setObjectName(QLatin1String(name));
  action->setShortcut(key);
  action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  action->setAutoRepeat(true);
  connect(action, &QAction::triggered, this, std::move(run));
  addAction(action);
  if (!text.isEmpty())
    actions_.push_back(action);
  return action;
}

void Page::allow(QAction* action, const QString& why_not) {
  action->setProperty("whyNot", why_not);
  action->setEnabled(why_not.isEmpty());
  Q_EMIT action->changed();
}

void Page::bind(Button* button, QAction* action) {
  connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
  connect(action, &QAction::changed, button, [button, action] { button->set_why_not(ui::why_not(*action)); });
  button->set_why_not(ui::why_not(*action));
}

QString why_not(const QAction& action) { return action.property("whyNot").toString(); }

} // namespace paydesk::ui
