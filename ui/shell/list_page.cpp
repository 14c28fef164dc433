#include "ui/shell/list_page.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/shell/screens.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {

void ListPage::build(models::PagedModel& model, ListPane::Setup setup) {
  model_ = &model;
  column_ = new QVBoxLayout(this);
  column_->setContentsMargins(16, 0, 16, 12);
  column_->setSpacing(10);
  head_ = new QHBoxLayout;
  head_->setContentsMargins(0, 10, 0, 0);
  head_->setSpacing(8);
  head_->addWidget(make_label("title", screen_title(screen())));
  head_->addStretch(1);
  list_ = new ListPane(desk_.look, model, std::move(setup), this);
  column_->addLayout(head_);
  column_->addWidget(list_, 1);
  model.follow(desk_.session.events());
  connect(list_, &ListPane::readyChanged, this, &Page::readyChanged);
  connect(&desk_.session.connection(), &session::ConnectionState::changed, this,
          [this] { list_->table().set_stale(!desk_.session.connection().is_live()); });
  setFocusProxy(list_);
}

void ListPage::visit(const Visit& visit) {
  if (!visit.filter.isNull())
    list_->set_filter(visit.filter);
  model_->load();
  if (!visit.id.isEmpty())
    list_->table().select_id(visit.id);
  list_->table().setFocus(Qt::OtherFocusReason);
}

std::vector<KeyHint> ListPage::key_hints() const {
  std::vector<KeyHint> hints = {{QStringLiteral("J K"), tr("move")}};
  if (list_->filter())
    hints.push_back({QStringLiteral("/"), tr("filter")});
  hints.push_back({tr("Enter"), tr("open payment")});
  return hints;
}

} // namespace paydesk::ui
