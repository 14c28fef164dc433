// The refund dialog: how much of which seller order, why, with which effect; then followed until it is verified.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/refunds/refund_draft.h"
#include "ui/shell/desk.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace paydesk::ui {

class Button;
class PostingsView;
class RefundLines;
class RefundOutcome;
class Segmented;

/// A panel for an Overlay. Keeps its draft in the workspace until it was accepted; previews on every change; never
/// tells of success before the PSP's answer is in the books.
class RefundDialog : public QWidget {
  Q_OBJECT

 public:
  RefundDialog(Desk& desk, const views::PaymentDetail& payment, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  RefundDraft& draft() noexcept { return draft_; }
  /// Whether the preview of the present content has come.
  bool is_previewed() const noexcept { return previewed_; }

 Q_SIGNALS:
  void closeAsked();
  void sent(const QString& payment_id);
  void previewShown();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QWidget* build_head();
  QWidget* build_mode();
  QWidget* build_sum();
  QWidget* build_reason();
  QWidget* build_effects();
  QWidget* build_foot();
  void draft_changed();
  void show_sums();
  void preview();
  void show_preview(const views::RefundPreview& preview);
  void send();
  void follow(const std::vector<views::RefundRow>& refunds);

  Desk& desk_;
  views::PaymentDetail payment_;
  RefundDraft draft_;
  bool restored_ = false;
  bool previewed_ = false;
  bool needs_approval_ = false;
  bool sending_ = false;
  QVBoxLayout* column_;
  std::vector<QWidget*> before_; ///< what the head tells of the time before the refund
  Segmented* mode_;
  RefundLines* lines_;
  QLabel* chosen_;
  QLabel* left_;
  QLabel* total_;
  QLabel* draft_note_;
  QComboBox* reason_;
  QLineEdit* note_;
  PostingsView* postings_;
  QLabel* postings_aside_;
  QVBoxLayout* wallets_;
  QWidget* notice_;
  QLabel* notice_title_;
  QLabel* notice_text_;
  QLabel* error_;
  Button* go_;
  std::vector<QWidget*> form_;
  models::Call preview_call_;
  QTimer preview_soon_;
};

} // namespace paydesk::ui
