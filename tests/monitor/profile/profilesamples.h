// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

/** With everything that can be set; the secrets are typed ones. */
inline ProfileNetwork fullNetwork()
{
    using Kind = SecretReference::Kind;
    ProfileNetwork network;
    network.caFile = QStringLiteral("/etc/ca.pem");
    network.certificateFile = QStringLiteral("/etc/me.pem");
    network.keyFile = QStringLiteral("/etc/me.key");
    network.verifyPeer = false;
    network.origin = QStringLiteral("https://app.test");
    network.headers = {{QStringLiteral("X-Tenant"), QStringLiteral("a"), {}},
                       {QStringLiteral("Authorization"), {}, {Kind::Session, {}}}};
    network.proxy = {ProfileProxy::Kind::Socks5,
                     QStringLiteral("proxy.test"),
                     1080,
                     QStringLiteral("me"),
                     {Kind::Session, {}}};
    return network;
}
