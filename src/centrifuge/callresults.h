// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/values.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <cstdint>
#include <vector>

// What the server answers to the calls of Client and ServerApi.

namespace Centrifuge {

struct ClientPublishResult
{
};

struct PresenceResult
{
    QMap<QString, ClientInfo> clients; ///< by client id
};

struct PresenceStatsResult
{
    std::uint32_t clients = 0; ///< connections
    std::uint32_t users = 0; ///< different users
};

struct HistoryResult
{
    std::vector<Publication> publications;
    StreamPosition position; ///< top of the stream
};

struct RpcResult
{
    QByteArray data;
};

} // namespace Centrifuge
