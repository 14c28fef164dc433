#include "app/client/idempotency.h"

#include <QUuid>

namespace paydesk::client {

std::string new_idempotency_key() { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }

} // namespace paydesk::client
