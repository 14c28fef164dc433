// A screen that is mostly one list.
#pragma once

#include "app/models/paged_model.h"
#include "ui/shell/page.h"
#include "ui/widgets/list_pane.h"

class QHBoxLayout;
class QVBoxLayout;

namespace paydesk::ui {

/// Title, tools, list; follows the connection. The subclass owns the model, makes it before and calls build() once.
class ListPage : public Page {
  Q_OBJECT

 public:
  using Page::Page;
  void visit(const Visit& visit) override;
  bool is_ready() const override { return list_ && list_->is_ready(); }
  QString failure() const override { return list_ ? list_->failure() : QString(); }
  std::vector<KeyHint> key_hints() const override;
  bool step_back() override { return list_->step_back(); }

 protected:
  void build(models::PagedModel& model, ListPane::Setup setup);
  ListPane& list() const noexcept { return *list_; }
  QHBoxLayout& head() const noexcept { return *head_; }
  QVBoxLayout& column() const noexcept { return *column_; }

 private:
  models::PagedModel* model_ = nullptr;
  ListPane* list_ = nullptr;
  QHBoxLayout* head_ = nullptr;
  QVBoxLayout* column_ = nullptr;
};

} // namespace paydesk::ui
