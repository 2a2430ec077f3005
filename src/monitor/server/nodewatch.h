// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/explain/explanation.h"
#include "monitor/server/apiqueries.h"
#include "monitor/server/nodelist.h"
#include "monitor/server/poll.h"
#include "monitor/server/servernodes.h"

#include <QObject>

#include <memory>
#include <vector>

/** Watches the nodes of a server: asks the API of each of its addresses while somebody looks. Main
 * thread. */
class NodeWatch : public QObject
{
    Q_OBJECT

public:
    /** Why an address did not answer. */
    struct Fault
    {
        QString name; ///< of the address
        Explanation explanation;
    };

    /** `io` outlives this. */
    explicit NodeWatch(IoThread &io, QObject *parent = nullptr);
    ~NodeWatch() override;

    void setConnection(const ConnectionSettings &connection);
    void setShown(bool shown) { m_poll.setActive(shown); }
    void refresh() { m_poll.askNow(); }

    const NodeList &list() const { return m_list; }
    /** Of the last question; the list is then that of the others. */
    const std::vector<Fault> &faults() const { return m_faults; }
    /** How many APIs are asked: one where all addresses have the same. */
    std::size_t askedCount() const { return m_apis.size(); }
    /** Whether there was an answer, or a fault. */
    bool hasAnswer() const { return m_hasAnswer; }
    const Poll &poll() const { return m_poll; }

Q_SIGNALS:
    void changed();

private:
    struct Api
    {
        ServerNode node;
        std::unique_ptr<ApiQueries> queries;
    };
    /** The answers to one question, while they come. */
    struct Round
    {
        std::vector<NodesAnswer> answers;
        std::vector<Fault> faults;
        QueryCost cost;
        std::size_t awaited = 0;
    };

    void ask();
    void take(std::size_t place, const ApiAnswer &answer);
    void finish();

    IoThread &m_io;
    Poll m_poll;
    ConnectionSettings m_connection;
    std::vector<Api> m_apis;
    Round m_round;
    quint64 m_question = 0;
    NodeList m_list;
    std::vector<Fault> m_faults;
    bool m_hasAnswer = false;
};
