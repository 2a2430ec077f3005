// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/proxyerror.h"

#include "centrifuge/tr.h"

namespace Centrifuge {

namespace {

constexpr qsizetype MaxReasonLength = 200;

QString nameOf(const ProxyOptions &proxy)
{
    const bool isOurs =
        proxy.kind == ProxyOptions::Kind::Http || proxy.kind == ProxyOptions::Kind::Socks5;
    return isOurs ? Tr::tr("The proxy %1:%2").arg(proxy.host, QString::number(proxy.port))
                  : Tr::tr("The system's proxy");
}

QString authenticationSentence(const ProxyOptions &proxy)
{
    return proxy.user.isEmpty()
        ? Tr::tr("%1 demands a user name and a password.").arg(nameOf(proxy))
        : Tr::tr("%1 does not accept the user name and password.").arg(nameOf(proxy));
}

} // namespace

std::optional<Error> findProxyError(QAbstractSocket::SocketError error, const ProxyOptions &proxy,
                                    const QString &text)
{
    const auto make = [error](const QString &message) {
        return Error{ErrorLayer::Tcp, error, message, true};
    };
    switch (error) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return make(authenticationSentence(proxy));
    case QAbstractSocket::ProxyConnectionRefusedError:
        return make(Tr::tr("%1 accepts no connections.").arg(nameOf(proxy)));
    case QAbstractSocket::ProxyNotFoundError:
        return make(Tr::tr("%1 has no address: its name is not known.").arg(nameOf(proxy)));
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return make(Tr::tr("%1 did not answer in time.").arg(nameOf(proxy)));
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyProtocolError:
        return make(Tr::tr("%1 did not open the way to the server: %2")
                        .arg(nameOf(proxy), text.simplified().left(MaxReasonLength)));
    default:
        return std::nullopt;
    }
}

} // namespace Centrifuge
