// Pages as bytes, for keeping the last seen one between two starts of the console.
#pragma once

#include <optional>

#include <QByteArray>

namespace paydesk::client {

/// The bytes of a list's response (a views::List…Response). Instantiated for every list that a model shows.
template <class Page>
QByteArray to_bytes(const Page& page);
/// The page again, or nullopt when the bytes are not one.
template <class Page>
std::optional<Page> from_bytes(const QByteArray& bytes);

} // namespace paydesk::client
