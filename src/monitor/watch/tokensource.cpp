// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/tokensource.h"

#include "centrifuge/client/client.h"
#include "centrifuge/clock.h"
#include "centrifuge/token.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsession.h"

TokenSource::TokenSource(const WatchRequest &request, const Centrifuge::Clock &clock)
    : m_request(request)
    , m_clock(clock)
{
    if (m_request.connection.usesReadyToken() && !m_request.connection.tokenFile.isEmpty()) {
        m_file.emplace(m_request.connection);
    }
}

void TokenSource::provideTokens(Centrifuge::ClientOptions &options)
{
    const ConnectionSettings &connection = m_request.connection;
    if (connection.withoutToken) {
        return; // the connect command then has none
    }
    if (m_file) {
        options.tokenProvider = [this](const auto &reply) { reply(m_file->read()); };
        return;
    }
    if (!connection.token.isEmpty()) {
        options.token = QString::fromUtf8(connection.token.reveal());
        return;
    }
    options.tokenProvider = [this](const Centrifuge::TokenReply &reply) {
        Centrifuge::TokenClaims claims;
        claims.user = m_request.user;
        claims.timeToLive = m_request.timeToLive;
        claims.furtherClaims = m_request.connection.tokenClaims;
        reply(Centrifuge::mintToken(claims, m_request.connection.tokenHmacSecret.reveal(), now()));
    };
}

Centrifuge::SubscriptionTokenProvider TokenSource::subscriptionTokens(const QString &channel) const
{
    const ConnectionSettings &connection = m_request.connection;
    if (!channel.startsWith(u'$')) {
        return {};
    }
    if (!connection.subscriptionTokenFault.isEmpty()) {
        // Not signed with the other secret: the server's answer would hide the reason.
        return [fault = connection.subscriptionTokenFault](const QString &,
                                                           const Centrifuge::TokenReply &reply) {
            reply(Centrifuge::localError(Centrifuge::LocalError::MissingSecret, fault));
        };
    }
    if (connection.subscriptionSecret().isEmpty()) {
        return {};
    }
    // The server ends the whole connection when the users of both tokens differ.
    return [this, user = userOf(m_request)](const QString &wanted,
                                            const Centrifuge::TokenReply &reply) {
        Centrifuge::SubscriptionTokenClaims claims;
        claims.user = user;
        claims.channel = wanted;
        claims.timeToLive = m_request.timeToLive;
        claims.furtherClaims = m_request.connection.subscriptionTokenClaims;
        reply(Centrifuge::mintSubscriptionToken(
            claims, m_request.connection.subscriptionSecret().reveal(), now()));
    };
}

std::chrono::seconds TokenSource::now() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(m_clock.wall());
}

void TokenSource::accept()
{
    if (m_file) {
        m_file->accept();
    }
}

void TokenSource::checkFailure(const Centrifuge::Error &error)
{
    if (m_file) {
        m_file->checkFailure(error);
    }
}
