// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/testauthority.h"

#include <QTcpServer>

#include <functional>
#include <memory>

struct ssl_ctx_st;

/** How a server speaks TLS. */
struct SecureTerms
{
    enum class Version { Any, Tls12, Tls13 };

    TestIdentity identity;
    Version version = Version::Any;
    QByteArray clientAuthority{}; ///< demands a client certificate issued by it
};

/** A server on OpenSSL itself: Qt's would drop a client without certificate without the alert that
 * real servers send. `answer` turns what came so far from a client into what goes back. */
class SecureServer : public QTcpServer
{
public:
    using Answer = std::function<QByteArray(const QByteArray &received)>;

    SecureServer(const SecureTerms &terms, Answer answer);

private:
    class Session;

    std::shared_ptr<ssl_ctx_st> m_context;
    Answer m_answer;
};
