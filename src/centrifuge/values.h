// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace Centrifuge {

/** Which of the two encodings of the client protocol a connection speaks. */
enum class WireFormat { Protobuf, Json };

/** A place in a channel's stream. Offsets of different epochs are not comparable. */
struct StreamPosition
{
    std::uint64_t offset = 0;
    QString epoch;

    friend bool operator==(const StreamPosition &, const StreamPosition &) = default;
};

/** Who is behind a join, a leave or a client-side publication. Infos are JSON bytes as received. */
struct ClientInfo
{
    QString user; ///< empty for an anonymous user
    QString client;
    QByteArray connectionInfo;
    QByteArray channelInfo;

    friend bool operator==(const ClientInfo &, const ClientInfo &) = default;
};

using Tags = QMap<QString, QString>;

/**
 * One message of a channel. `data` holds the bytes exactly as they stood in the frame; on Protobuf
 * they need not be JSON.
 */
struct Publication
{
    QByteArray data;
    std::uint64_t offset = 0; ///< 0 where the channel keeps no history
    QString epoch; ///< on the wire only with the first publication of an epoch
    Tags tags;
    std::optional<ClientInfo> info; ///< only for publications by a client

    friend bool operator==(const Publication &, const Publication &) = default;
};

} // namespace Centrifuge

Q_DECLARE_METATYPE(Centrifuge::Publication)
