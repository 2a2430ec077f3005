// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/presencelist.h"

#include <QSet>

#include <simdjson.h>

using Centrifuge::ClientInfo;
using std::chrono::microseconds;

namespace {

/** A flood of joins between a question and its answer; the next answer knows all. */
constexpr std::size_t MaxRemembered = 10'000;

QByteArray copied(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

} // namespace

std::optional<ClientInfo> clientOfRow(std::string_view info)
{
    ClientInfo client;
    try {
        const simdjson::padded_string text(info);
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document = parser.iterate(text);
        for (auto member : document.get_object()) {
            const std::string_view name = member.unescaped_key();
            if (name == "user") {
                client.user = QString::fromUtf8(std::string_view(member.value().get_string()));
            } else if (name == "client") {
                client.client = QString::fromUtf8(std::string_view(member.value().get_string()));
            } else if (name == "conn_info") {
                client.connectionInfo = copied(simdjson::to_json_string(member.value()));
            } else if (name == "chan_info") {
                client.channelInfo = copied(simdjson::to_json_string(member.value()));
            }
        }
    } catch (const simdjson::simdjson_error &) {
        return std::nullopt;
    }
    return client.client.isEmpty() ? std::nullopt : std::optional(client);
}

void PresenceList::beginQuestion()
{
    m_sinceQuestion.clear();
}

void PresenceList::takeAnswer(const Centrifuge::PresenceResult &answer, microseconds now)
{
    Clients newest;
    newest.reserve(answer.clients.size());
    for (auto client = answer.clients.cbegin(); client != answer.clients.cend(); ++client) {
        newest.insert(client.key(), {client.value(), now, false});
    }
    for (const Event &event : std::exchange(m_sinceQuestion, {})) {
        apply(event, newest);
    }
    for (auto client = newest.begin(); client != newest.end(); ++client) {
        const auto known = m_clients.constFind(client.key());
        if (known != m_clients.cend()) {
            client->since = known->since;
            client->isSeenJoining = known->isSeenJoining;
        } else if (m_since) {
            ++m_joined;
        }
    }
    if (m_since) {
        countGone(newest);
    } else {
        m_since = now;
    }
    m_clients = std::move(newest);
}

/** Joins and leaves that were pushed are counted already; this is about the others. */
void PresenceList::countGone(const Clients &newest)
{
    for (auto client = m_clients.cbegin(); client != m_clients.cend(); ++client) {
        m_left += newest.contains(client.key()) ? 0 : 1;
        // Its join had a whole interval to come.
        m_hasUnannounced |= !client->isSeenJoining && client->since > *m_since;
    }
}

void PresenceList::join(const ClientInfo &info, microseconds at)
{
    remember({true, info, at});
}

void PresenceList::leave(const ClientInfo &info, microseconds at)
{
    remember({false, info, at});
}

void PresenceList::remember(Event event)
{
    const qsizetype before = m_clients.size();
    apply(event, m_clients);
    (event.isJoin ? m_joined : m_left) += m_clients.size() == before ? 0 : 1;
    m_hasUnannounced &= !event.isJoin;
    if (m_sinceQuestion.size() < MaxRemembered) {
        m_sinceQuestion.push_back(std::move(event));
    }
}

void PresenceList::apply(const Event &event, Clients &clients) const
{
    if (!event.isJoin) {
        clients.remove(event.info.client);
        return;
    }
    const auto known = clients.find(event.info.client);
    if (known == clients.end()) {
        if (clients.size() < MaxClients) {
            clients.insert(event.info.client, {event.info, event.at, true});
        }
    } else if (m_since && !known->isSeenJoining && known->since > *m_since) {
        known->since = event.at; // an answer was faster than the push
        known->isSeenJoining = true;
    }
}

qsizetype PresenceList::userCount() const
{
    QSet<QString> users;
    for (const PresentClient &client : m_clients) {
        users.insert(client.info.user);
    }
    return users.size();
}
