#include "app/client/page_bytes.h"

#include "app/client/wire_types.h"

namespace paydesk::client {

template <class Page>
QByteArray to_bytes(const Page& page) {
  typename WireOf<Page>::type message;
  wire::to_wire(page, &message);
  QByteArray bytes(static_cast<qsizetype>(message.ByteSizeLong()), Qt::Uninitialized);
  message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
  return bytes;
}

template <class Page>
std::optional<Page> from_bytes(const QByteArray& bytes) {
  typename WireOf<Page>::type message;
  if (bytes.isEmpty() || !message.ParseFromArray(bytes.constData(), static_cast<int>(bytes.size())))
    return std::nullopt;
  return wire::from_wire(message);
}

#define PAYDESK_PAGE(Page)                                                                                   \
  template QByteArray to_bytes<views::Page>(const views::Page&);                                             \
  template std::optional<views::Page> from_bytes<views::Page>(const QByteArray&)
PAYDESK_PAGE(ListPaymentsResponse);
PAYDESK_PAGE(ListQueueResponse);
PAYDESK_PAGE(ListRefundsResponse);
PAYDESK_PAGE(ListRunsResponse);
PAYDESK_PAGE(ListBreaksResponse);
PAYDESK_PAGE(ListPairsResponse);
PAYDESK_PAGE(ListEntriesResponse);
PAYDESK_PAGE(ListBalancesResponse);
PAYDESK_PAGE(ListWalletsResponse);
PAYDESK_PAGE(ListAuditResponse);
PAYDESK_PAGE(ListPayoutBatchesResponse);
PAYDESK_PAGE(PayoutBatchDetail);
PAYDESK_PAGE(Flow);
#undef PAYDESK_PAGE

} // namespace paydesk::client
