#include "ui/shell/desk.h"

#include <QCoreApplication>

namespace paydesk::ui {

QString Desk::why_not(std::string_view rpc_name) const {
  if (!session.connection().is_live())
    return QCoreApplication::translate("Desk", "No connection: values are old");
  if (session.may(rpc_name))
    return {};
  const bool decides = rpc_name.starts_with("Decide") || rpc_name == "CloseDay";
  return decides ? QCoreApplication::translate("Desk", "Needs the role Approver")
                 : QCoreApplication::translate("Desk", "Needs the role Operator");
}

} // namespace paydesk::ui
