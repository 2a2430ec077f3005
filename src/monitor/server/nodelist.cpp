// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/nodelist.h"

#include <algorithm>
#include <tuple>

using Centrifuge::NodeInfo;
using State = ListedNode::State;

namespace {

/** Each answer has nodes that no other has. */
bool haveNothingInCommon(const std::vector<NodesAnswer> &answers)
{
    QStringList uids;
    int answered = 0;
    for (const NodesAnswer &answer : answers) {
        if (!answer.info) {
            continue;
        }
        ++answered;
        for (const NodeInfo &node : answer.info->nodes) {
            if (uids.contains(node.uid)) {
                return false;
            }
        }
        for (const NodeInfo &node : answer.info->nodes) {
            uids.append(node.uid);
        }
    }
    return answered > 1;
}

} // namespace

void NodeList::take(const std::vector<NodesAnswer> &answers, std::chrono::microseconds now)
{
    QStringList answered;
    for (const NodesAnswer &answer : answers) {
        if (answer.info) {
            answered.append(answer.name);
        }
    }
    for (ListedNode &node : m_nodes) {
        const bool isKnowable = std::ranges::any_of(
            node.knownBy, [&answered](const QString &name) { return answered.contains(name); });
        if (node.state != State::Gone) {
            node.state = isKnowable ? State::Gone : State::Unknown;
        }
    }
    for (const NodesAnswer &answer : answers) {
        for (const NodeInfo &info : answer.info.value_or(Centrifuge::InfoResult()).nodes) {
            ListedNode *node = find(info.uid);
            if (node == nullptr) {
                node = &m_nodes.emplace_back();
            }
            if (node->state != State::Running || node->lastSeen != now) {
                node->knownBy.clear();
            }
            node->info = info;
            node->state = State::Running;
            node->lastSeen = now;
            node->knownBy.append(answer.name);
        }
    }
    const auto order = [](const ListedNode &node) {
        const bool isGone = node.state == State::Gone;
        return std::tuple(isGone, isGone ? -node.lastSeen : std::chrono::microseconds(0),
                          node.info.name, node.info.uid);
    };
    std::ranges::sort(m_nodes, {}, order);
    const std::size_t others = m_nodes.size() - goneCount();
    m_nodes.resize(std::min(m_nodes.size(), others + MaxGone));
    m_areSeparate = haveNothingInCommon(answers);
}

std::size_t NodeList::goneCount() const
{
    return std::size_t(std::ranges::count(m_nodes, State::Gone, &ListedNode::state));
}

std::size_t NodeList::runningCount() const
{
    return std::size_t(std::ranges::count(m_nodes, State::Running, &ListedNode::state));
}

ListedNode *NodeList::find(const QString &uid)
{
    const auto found = std::ranges::find_if(
        m_nodes, [&uid](const ListedNode &node) { return node.info.uid == uid; });
    return found == m_nodes.end() ? nullptr : &*found;
}
