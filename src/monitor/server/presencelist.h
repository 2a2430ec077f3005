// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/callresults.h"

#include <QHash>

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

/** A client in a channel, as far as seen. */
struct PresentClient
{
    Centrifuge::ClientInfo info;
    std::chrono::microseconds since{0}; ///< wall clock
    bool isSeenJoining = false; ///< else it was there before `since`, nobody saw for how long

    friend bool operator==(const PresentClient &, const PresentClient &) = default;
};

/** The client of a join or a leave, from the `info` of its row; nullopt where it has none. */
std::optional<Centrifuge::ClientInfo> clientOfRow(std::string_view info);

/**
 * Who is in one channel: put together from the lists that the server answers with, and from joins
 * and leaves in between, of which those that came after a question are newer than its answer.
 */
class PresenceList
{
public:
    /** As many as an answer of the server can have. */
    static constexpr qsizetype MaxClients = 65'536;

    /** A question is on its way. */
    void beginQuestion();
    void takeAnswer(const Centrifuge::PresenceResult &answer, std::chrono::microseconds now);
    void join(const Centrifuge::ClientInfo &info, std::chrono::microseconds at);
    void leave(const Centrifuge::ClientInfo &info, std::chrono::microseconds at);

    const QHash<QString, PresentClient> &clients() const { return m_clients; } ///< by client id
    qsizetype userCount() const;
    /** Whether an answer is there; else joins alone tell only a part. */
    bool isComplete() const { return m_since.has_value(); }
    /** Of the first answer. */
    std::chrono::microseconds since() const
    {
        return m_since.value_or(std::chrono::microseconds(0));
    }
    quint64 joined() const { return m_joined; } ///< since then, by pushes or by comparing answers
    quint64 left() const { return m_left; }
    /** Clients that came without a join: the channel sends none, or none to us. */
    bool hasUnannounced() const { return m_hasUnannounced; }

private:
    struct Event
    {
        bool isJoin;
        Centrifuge::ClientInfo info;
        std::chrono::microseconds at;
    };

    using Clients = QHash<QString, PresentClient>;

    void countGone(const Clients &newest);
    void apply(const Event &event, Clients &clients) const;
    void remember(Event event);

    Clients m_clients;
    std::vector<Event> m_sinceQuestion;
    std::optional<std::chrono::microseconds> m_since;
    quint64 m_joined = 0;
    quint64 m_left = 0;
    bool m_hasUnannounced = false;
};
