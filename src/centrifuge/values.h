// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

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

/** Who joined, left or published. The infos are JSON bytes as received. */
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
    QString epoch; ///< sent only with the first publication of an epoch
    Tags tags;
    std::optional<ClientInfo> info; ///< only for publications by a client
    QString channel = {}; ///< only where it differs from the subscription's (wildcards)
    bool delta = false; ///< `data` is a patch; never so in what a Subscription delivers

    friend bool operator==(const Publication &, const Publication &) = default;
};

/**
 * A condition on a publication's tags, which the server checks. A leaf compares; a node with an
 * `operation` joins the `nodes` below it.
 */
struct FilterNode
{
    QString operation = {}; ///< "and", "or", "not"; empty for a leaf
    QString key = {};
    QString comparison = {}; ///< eq neq in nin ex nex sw ew ct lt lte gt gte
    QString value = {};
    QStringList values = {}; ///< for in and nin
    std::vector<FilterNode> nodes = {};
};

} // namespace Centrifuge

Q_DECLARE_METATYPE(Centrifuge::Publication)
