// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QMetaType>
#include <QString>

#include <chrono>

namespace Centrifuge {

/**
 * One step of establishing a connection. Each step that starts also ends: done or failed. A step
 * that Qt hides, or that does not happen (the name is an address), is reported once as not
 * observed.
 */
struct ConnectionStep
{
    enum class Kind { NameResolution, Tcp, Tls, Upgrade, Connect, Subscribe };
    enum class State { Started, Done, Failed, NotObserved };

    Kind kind = Kind::NameResolution;
    State state = State::Started;
    std::chrono::nanoseconds at{0}; ///< Clock::monotonic
    QString detail{}; ///< plain text: address, TLS version and cipher, HTTP status, error message
    Error error{}; ///< only for Failed
    int attempt = 0; ///< which attempt of the client, counted from 1; 0 from a bare transport
    QString channel{}; ///< only for Subscribe

    friend bool operator==(const ConnectionStep &, const ConnectionStep &) = default;
};

} // namespace Centrifuge

Q_DECLARE_METATYPE(Centrifuge::ConnectionStep)
