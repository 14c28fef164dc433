// How a refund moves a seller's wallet, and the notice about a second person.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"
#include "views/refunds.h"

namespace paydesk::ui {

/// Seller, available now and after; a wallet that would fall below zero says so.
class WalletEffectRow : public QWidget {
  Q_OBJECT

 public:
  WalletEffectRow(Look look, const views::WalletEffect& effect, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  views::WalletEffect effect_;
};

/// A warm box with a shield; its texts are laid out by the owner.
class ApprovalNotice : public QWidget {
  Q_OBJECT

 public:
  explicit ApprovalNotice(Look look, QWidget* parent = nullptr) : QWidget(parent), look_(look) {}

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
};

} // namespace paydesk::ui
