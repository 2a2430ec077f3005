// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/publisher.h"
#include "monitor/server/probematrix.h"
#include "monitor/server/servernodes.h"
#include "monitor/watch/watchsession.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <span>
#include <vector>

class IoThread;
class Journal;

/**
 * Measures which node's messages reach which: connects to each address of a server, and publishes
 * one message at each again and again, through its own API, into a channel that nobody else knows.
 * Main thread.
 */
class NodeProbe : public QObject
{
    Q_OBJECT

public:
    /** A message that has not arrived after this is lost. */
    static constexpr std::chrono::milliseconds RoundTime{4000};

    /** `io` outlives this. */
    explicit NodeProbe(IoThread &io, QObject *parent = nullptr);
    ~NodeProbe() override;

    /** Begins anew, as the user of `request`. */
    void start(const std::vector<ServerNode> &nodes, const WatchRequest &request);
    /** Closes the connections; what was measured stays. */
    void stop();
    bool isRunning() const { return !m_nodes.empty(); }

    const ProbeMatrix &matrix() const { return m_matrix; }
    /** Where the messages go. */
    const QString &channel() const { return m_channel; }

Q_SIGNALS:
    void changed();

private:
    struct Node;

    void connectNode(int place);
    void followNode(int place);
    void followRows(int place, std::span<const Entry> rows);
    void takePublished(int place, quint64 id, const Centrifuge::PublishResult &result);
    void beginRound();
    void publish(int place);
    QString whyNotListening(const Node &node) const;

    IoThread &m_io;
    ProbeMatrix m_matrix;
    std::vector<std::unique_ptr<Node>> m_nodes;
    QString m_channel;
    QTimer m_timer; ///< to the next round
    quint32 m_round = 0;
};
