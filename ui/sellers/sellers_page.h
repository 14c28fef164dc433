// The Sellers screen: wallets with what is pending, reserved and available.
#pragma once

#include "app/models/wallets_model.h"
#include "ui/shell/list_page.h"

namespace paydesk::ui {

/// Owns the wallets' model. Enter opens the seller's payments.
class SellersPage : public ListPage {
  Q_OBJECT

 public:
  SellersPage(Desk& desk, QWidget* parent);

 private:
  models::WalletsModel model_;
};

} // namespace paydesk::ui
