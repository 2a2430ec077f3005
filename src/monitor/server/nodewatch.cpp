// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/nodewatch.h"

#include "monitor/platform/iothread.h"
#include "monitor/server/servertext.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/** Nodes tell each other of themselves every three seconds. */
constexpr auto NodesInterval = 3s;

} // namespace

NodeWatch::NodeWatch(IoThread &io, QObject *parent)
    : QObject(parent)
    , m_io(io)
    , m_poll(NodesInterval)
{
    connect(&m_poll, &Poll::due, this, &NodeWatch::ask);
}

NodeWatch::~NodeWatch() = default;

void NodeWatch::setConnection(const ConnectionSettings &connection)
{
    m_connection = connection;
    m_apis.clear();
    ++m_question;
    for (const ServerNode &node : nodesOf(connection)) {
        const bool isKnown = std::ranges::any_of(m_apis, [&node](const Api &api) {
            return api.node.connection.apiUrl == node.connection.apiUrl;
        });
        if (!isKnown) {
            m_apis.push_back({node, std::make_unique<ApiQueries>(m_io)});
            m_apis.back().queries->setConnection(node.connection);
        }
    }
    m_list = {};
    m_faults.clear();
    m_hasAnswer = false;
    m_poll.askNow();
    Q_EMIT changed();
}

void NodeWatch::ask()
{
    m_round = {};
    m_round.awaited = m_apis.size();
    const quint64 question = ++m_question;
    if (m_apis.empty() || !m_connection.canPublish()) {
        const Explanation missing =
            explainMissingKey(m_connection, tr("Which nodes there are is known only to the API."));
        m_round.faults.push_back({QString(), missing});
        finish();
        return;
    }
    for (std::size_t place = 0; place < m_apis.size(); ++place) {
        m_apis[place].queries->info([this, question, place](const ApiAnswer &answer) {
            if (question == m_question) {
                take(place, answer);
            }
        });
    }
}

void NodeWatch::take(std::size_t place, const ApiAnswer &answer)
{
    const ServerNode &node = m_apis[place].node;
    m_round.cost += {1, answer.bytes};
    NodesAnswer nodes{node.name};
    if (const Centrifuge::Error *error = answer.error()) {
        m_round.faults.push_back({node.name, explainQuery(*error, node.connection, {})});
    } else {
        nodes.info = std::get<Centrifuge::InfoResult>(answer.content);
    }
    m_round.answers.push_back(nodes);
    if (--m_round.awaited == 0) {
        finish();
    }
}

void NodeWatch::finish()
{
    const bool hasFailed = m_round.faults.size() >= std::max<std::size_t>(m_apis.size(), 1);
    m_list.take(m_round.answers, m_io.clock().wall());
    m_faults = std::move(m_round.faults);
    m_hasAnswer = true;
    if (hasFailed) {
        m_poll.takeFailure(m_round.cost);
    } else {
        m_poll.takeAnswer(m_round.cost);
    }
    Q_EMIT changed();
}
