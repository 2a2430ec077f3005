// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Centrifuge {

/** Whom to trust, and how to identify oneself, when the URL is wss or https. */
struct TlsOptions
{
    QString caFile{}; ///< PEM; trusted besides the system's and those of SSL_CERT_FILE
    QByteArray caPem{}; ///< the same as bytes; both may be set
    QString certificateFile{}; ///< PEM, the client's certificate, then its chain; needs keyFile
    QString keyFile{}; ///< PEM, not encrypted
    /** False disables verification: a man in the middle can read and change everything. */
    bool verifyPeer = true;

    friend bool operator==(const TlsOptions &, const TlsOptions &) = default;
};

/** The way to the server. Qt never sends what goes to this machine itself through a proxy. */
struct ProxyOptions
{
    enum class Kind { None, System, Http, Socks5 };

    Kind kind = Kind::System;
    QString host{}; ///< for Http and Socks5; such a proxy also resolves the server's name
    quint16 port = 0;
    QString user{}; ///< may be empty
    QString password{}; ///< a secret

    friend bool operator==(const ProxyOptions &, const ProxyOptions &) = default;
};

struct HttpHeader
{
    QByteArray name;
    QByteArray value; ///< may be a secret

    friend bool operator==(const HttpHeader &, const HttpHeader &) = default;
};

/** How the network is used, the same for the WebSocket and the HTTP API. */
struct NetworkOptions
{
    TlsOptions tls;
    QByteArray origin{}; ///< as https://example.com; empty = no Origin header
    /** Sent in this order besides those of the protocol, which can't be set here. */
    QList<HttpHeader> headers{};
    ProxyOptions proxy{};

    friend bool operator==(const NetworkOptions &, const NetworkOptions &) = default;
};

} // namespace Centrifuge
