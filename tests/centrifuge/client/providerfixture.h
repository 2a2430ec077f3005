// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clientfixture.h"

inline const QByteArray AcceptedConnect = R"("connect":{"client":"c1","expires":true,"ttl":60})";

/** A provider that answers when the test says so, or at once with numbered tokens. */
class FakeProvider
{
public:
    explicit FakeProvider(bool answersAtOnce = true)
        : m_answersAtOnce(answersAtOnce)
    {
    }

    Centrifuge::ClientOptions options()
    {
        Centrifuge::ClientOptions options;
        options.tokenProvider = [this](const Centrifuge::TokenReply &reply) {
            replies.append(reply);
            if (m_answersAtOnce) {
                reply(QStringLiteral("token%1").arg(replies.size()));
            }
        };
        return options;
    }
    void setAnswersAtOnce(bool answersAtOnce) { m_answersAtOnce = answersAtOnce; }
    qsizetype count() const { return replies.size(); }

    QList<Centrifuge::TokenReply> replies;

private:
    bool m_answersAtOnce;
};

inline QString sentToken(const FakeTransport *transport, const QString &command)
{
    return transport->last(command)[command][QStringLiteral("token")].toString();
}
