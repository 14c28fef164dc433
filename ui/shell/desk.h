// What every screen is given: the session, commands, workspace and the window it lives in.
#pragma once

#include <string_view>

#include <QString>

#include "app/models/commands.h"
#include "app/models/sources.h"
#include "app/session/session.h"
#include "app/workspace/workspace.h"
#include "ui/theme/look.h"
#include "ui/widgets/overlay.h"

namespace paydesk::ui {

enum class Screen { flow, payments, refunds, reconciliation, queues, payouts, ledger, reports, sellers, audit };

/// Where to go, and what to show there.
struct Visit {
  Screen screen = Screen::flow;
  QString filter; ///< null: as it was
  QString id;     ///< what to select, or empty
};

/// The window as a screen sees it.
class Shell {
 public:
  virtual ~Shell() = default;
  virtual void go(const Visit& visit) = 0;
  virtual void say(Tone tone, const QString& icon, const QString& text) = 0;
  /// Opens a panel over the window; the panel is owned by the overlay.
  virtual Overlay* cover(QWidget* panel, Overlay::Place place = Overlay::Place::centre) = 0;
};

/// References that outlive every page.
struct Desk {
  Look look;
  session::Session& session;
  models::Commands& commands;
  workspace::Workspace& workspace;
  models::FlowSource& today;            ///< counts of the sidebar, health of the PSPs
  models::LifecycleSource& lifecycle;
  models::StatusSource& status;
  Shell& shell;

  const Theme& theme() const noexcept { return look.theme; }
  /// Why this RPC cannot be called now, in words; empty when it can.
  QString why_not(std::string_view rpc_name) const;
};

} // namespace paydesk::ui
