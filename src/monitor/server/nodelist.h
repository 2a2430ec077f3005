// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

/** A node of the server, as the APIs that were asked know it. */
struct ListedNode
{
    enum class State {
        Running,
        Unknown, ///< who knew it did not answer this time
        Gone ///< who knew it does not any more
    };

    Centrifuge::NodeInfo info; ///< the newest
    QStringList knownBy; ///< names of the APIs that listed it, last time
    State state = State::Running;
    std::chrono::microseconds lastSeen{0}; ///< wall clock

    friend bool operator==(const ListedNode &, const ListedNode &) = default;
};

/** What the API of one address answered. */
struct NodesAnswer
{
    QString name; ///< of the address
    std::optional<Centrifuge::InfoResult> info{}; ///< none where it failed
};

/** The nodes of a server, put together from what the APIs of all its addresses answer, and those
 * that have ended meanwhile. */
class NodeList
{
public:
    static constexpr std::size_t MaxGone = 20;

    void take(const std::vector<NodesAnswer> &answers, std::chrono::microseconds now);

    /** Running ones first, by name; then those that are gone, the latest first. */
    const std::vector<ListedNode> &nodes() const { return m_nodes; }
    std::size_t runningCount() const;
    /** Several addresses answered, and none knows a node of another: they have no broker in common,
     * as with the memory engine. */
    bool areSeparate() const { return m_areSeparate; }

private:
    ListedNode *find(const QString &uid);
    std::size_t goneCount() const;

    std::vector<ListedNode> m_nodes;
    bool m_areSeparate = false;
};
