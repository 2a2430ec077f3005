// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "integration/watcher.h"
#include "monitor/entry/entry.h"
#include "support/scriptedserver.h"

/** What a window shows of a scripted server: a watch session with "news" and its rows. Whoever
 * watches clicks on *Now* at once. */
class WindowTruth
{
public:
    explicit WindowTruth(Centrifuge::WireFormat wire)
        : m_watcher(wire)
    {
        WatchSession *const session = &m_watcher.session();
        QObject::connect(session, &WatchSession::statusChanged, session,
                         [session](const SessionStatus &status) {
                             if (status.retryAttempt > 0) {
                                 session->retryNow();
                             }
                         });
    }

    void watch(const QUrl &url, const MessageLimits &limits = {})
    {
        ConnectionSettings settings;
        settings.limits = limits;
        settings.webSocketUrl = url;
        settings.tokenHmacSecret = Secret("secret");
        m_watcher.start(settings, {QStringLiteral("news")});
    }

    Watcher &watcher() { return m_watcher; }
    SessionState state() const { return m_watcher.state(); }
    bool hasGap() const { return m_watcher.channel(QStringLiteral("news")).hasGap; }
    QByteArrayList payloads() const { return m_watcher.payloads(QStringLiteral("news")); }
    /** The payloads of the rows of that kind. */
    QByteArrayList rows(EntryKind kind) const
    {
        QByteArrayList result;
        const Journal &journal = m_watcher.journal();
        for (std::size_t i = 0; i < journal.size(); ++i) {
            const Entry entry = journal.at(i);
            if (entry.kind == kind) {
                result.append(QByteArray(entry.payload.data(), qsizetype(entry.payload.size())));
            }
        }
        return result;
    }

private:
    Watcher m_watcher;
};
