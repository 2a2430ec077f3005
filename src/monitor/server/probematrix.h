// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

/** How messages that were published at one node were seen at another. */
struct ProbeCell
{
    std::uint32_t expected = 0; ///< published, while the other node was listened to
    std::uint32_t seen = 0; ///< of these
    std::chrono::nanoseconds last{0}; ///< from the request to the arrival
    std::chrono::nanoseconds least{0};
    std::chrono::nanoseconds total{0};

    std::uint32_t lost() const { return expected - seen; }
    std::chrono::nanoseconds average() const { return seen == 0 ? total : total / seen; }

    friend bool operator==(const ProbeCell &, const ProbeCell &) = default;
};

/** What is shown of a cell. */
enum class ProbeVerdict {
    Waiting, ///< nothing was measured yet
    NotMeasured, ///< one of the nodes can't be published at, or not be listened to
    Seen,
    PartlySeen,
    NeverSeen
};

/**
 * Which of the messages published at each node were seen at which, in rounds: in each, one message
 * is published at every node. What has not arrived when its round ends is lost.
 */
class ProbeMatrix
{
public:
    void start(const QStringList &nodes);

    int size() const { return int(m_nodes.size()); }
    const QStringList &nodes() const { return m_nodes; }

    // One round after the other.
    void beginRound(std::uint32_t round);
    void setPublished(int node, std::uint32_t round, std::chrono::nanoseconds sentAt);
    void setNotPublished(int node, const QString &why);
    void setSeen(int from, int at, std::uint32_t round, std::chrono::nanoseconds when);
    void endRound();
    /** What is still on its way is not lost. */
    void cancelRound() { m_round.reset(); }

    /** Whether a node's connection gets messages; `why` it does not. */
    void setListening(int node, const QString &why);

    const ProbeCell &cell(int from, int at) const;
    ProbeVerdict verdict(int from, int at) const;
    /** "1.2 ms", "1.2 ms, 3 of 9 lost", "not seen", "-" */
    QString text(int from, int at) const;
    /** What the cell means, in sentences; `hasOwnApi` is that of the node `from`. */
    QString explanation(int from, int at, bool hasOwnApi) const;
    /** The pair whose explanation matters most: the first that was never seen, else partly. */
    std::optional<std::pair<int, int>> worst() const;

private:
    struct Round
    {
        std::uint32_t number = 0;
        std::vector<std::optional<std::chrono::nanoseconds>> sentAt; ///< by node
        std::map<std::pair<int, int>, std::chrono::nanoseconds> seenAt;
        std::vector<bool> wasListening; ///< by node, all the time
    };

    ProbeCell &cellOf(int from, int at);
    bool isNode(int node) const { return node >= 0 && node < size(); }

    QStringList m_nodes;
    std::vector<ProbeCell> m_cells;
    QStringList m_whyNotPublished; ///< by node; empty: it was
    QStringList m_whyNotListening;
    std::optional<Round> m_round;
};
