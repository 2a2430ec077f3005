// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/probematrix.h"

#include "monitor/platform/tr.h"

#include <QLocale>

#include <algorithm>

using std::chrono::nanoseconds;

namespace {

QString latencyText(nanoseconds latency)
{
    constexpr double Thousand = 1000;
    constexpr double Short = 10;
    const double milliseconds = std::chrono::duration<double, std::milli>(latency).count();
    const QLocale locale;
    if (milliseconds >= Thousand) {
        return Tr::tr("%1 s").arg(locale.toString(milliseconds / Thousand, 'f', 1));
    }
    return Tr::tr("%1 ms").arg(locale.toString(milliseconds, 'f', milliseconds < Short ? 1 : 0));
}

QString lostText(const ProbeCell &cell)
{
    const QLocale locale;
    return Tr::tr("%1 of %2 lost")
        .arg(locale.toString(cell.lost()), locale.toString(cell.expected));
}

} // namespace

void ProbeMatrix::start(const QStringList &nodes)
{
    m_nodes = nodes;
    m_cells.assign(std::size_t(nodes.size() * nodes.size()), {});
    m_whyNotPublished = QStringList(nodes.size());
    m_whyNotListening = QStringList(nodes.size(), Tr::tr("it is being connected to"));
    m_round.reset();
}

void ProbeMatrix::beginRound(std::uint32_t round)
{
    Round next;
    next.number = round;
    next.sentAt.resize(std::size_t(size()));
    for (const QString &why : std::as_const(m_whyNotListening)) {
        next.wasListening.push_back(why.isEmpty());
    }
    m_round = next;
}

void ProbeMatrix::setPublished(int node, std::uint32_t round, nanoseconds sentAt)
{
    if (isNode(node)) {
        m_whyNotPublished[node].clear();
        if (m_round && m_round->number == round) {
            m_round->sentAt[std::size_t(node)] = sentAt;
        }
    }
}

void ProbeMatrix::setNotPublished(int node, const QString &why)
{
    if (isNode(node)) {
        m_whyNotPublished[node] = why;
    }
}

/** The push may come before the answer to the publish. */
void ProbeMatrix::setSeen(int from, int at, std::uint32_t round, nanoseconds when)
{
    if (isNode(from) && isNode(at) && m_round && m_round->number == round) {
        m_round->seenAt.try_emplace({from, at}, when);
    }
}

void ProbeMatrix::endRound()
{
    if (!m_round) {
        return;
    }
    const Round round = *std::exchange(m_round, std::nullopt);
    for (int from = 0; from < size(); ++from) {
        const auto sentAt = round.sentAt[std::size_t(from)];
        for (int at = 0; sentAt && at < size(); ++at) {
            ProbeCell &cell = cellOf(from, at);
            const auto seen = round.seenAt.find({from, at});
            if (seen != round.seenAt.end()) {
                const nanoseconds latency = std::max(seen->second - *sentAt, nanoseconds(0));
                cell.last = latency;
                cell.least = cell.seen == 0 ? latency : std::min(cell.least, latency);
                cell.total += latency;
                ++cell.seen;
                ++cell.expected;
            } else if (round.wasListening[std::size_t(at)]) {
                ++cell.expected;
            }
        }
    }
}

void ProbeMatrix::setListening(int node, const QString &why)
{
    if (!isNode(node)) {
        return;
    }
    m_whyNotListening[node] = why;
    if (m_round && !why.isEmpty()) {
        m_round->wasListening[std::size_t(node)] = false;
    }
}

const ProbeCell &ProbeMatrix::cell(int from, int at) const
{
    return m_cells.at(std::size_t(from * size() + at));
}

ProbeCell &ProbeMatrix::cellOf(int from, int at)
{
    return m_cells.at(std::size_t(from * size() + at));
}

ProbeVerdict ProbeMatrix::verdict(int from, int at) const
{
    const ProbeCell &measured = cell(from, at);
    if (!m_whyNotPublished.at(from).isEmpty() || !m_whyNotListening.at(at).isEmpty()) {
        return ProbeVerdict::NotMeasured;
    }
    if (measured.expected == 0) {
        return ProbeVerdict::Waiting;
    }
    if (measured.seen == 0) {
        return ProbeVerdict::NeverSeen;
    }
    return measured.lost() == 0 ? ProbeVerdict::Seen : ProbeVerdict::PartlySeen;
}

QString ProbeMatrix::text(int from, int at) const
{
    const ProbeCell &measured = cell(from, at);
    switch (verdict(from, at)) {
    case ProbeVerdict::Waiting:
        return Tr::tr("\u2026");
    case ProbeVerdict::NotMeasured:
        return Tr::tr("-");
    case ProbeVerdict::NeverSeen:
        return Tr::tr("not seen");
    case ProbeVerdict::Seen:
        return latencyText(measured.last);
    case ProbeVerdict::PartlySeen:
        break;
    }
    return Tr::tr("%1, %2").arg(latencyText(measured.last), lostText(measured));
}

QString ProbeMatrix::explanation(int from, int at, bool hasOwnApi) const
{
    const QString &a = m_nodes.at(from);
    const QString &b = m_nodes.at(at);
    const ProbeCell &measured = cell(from, at);
    const QString numbers = measured.seen == 0
        ? QString()
        : Tr::tr("Latency from %1 to %2: %3 last, %4 least, %5 on average of %6.")
              .arg(a, b, latencyText(measured.last), latencyText(measured.least),
                   latencyText(measured.average()), QLocale().toString(measured.seen));
    switch (verdict(from, at)) {
    case ProbeVerdict::Waiting:
        return Tr::tr("The first message is on its way from %1 to %2.").arg(a, b);
    case ProbeVerdict::NotMeasured:
        return m_whyNotPublished.at(from).isEmpty()
            ? Tr::tr("Nothing can be seen at %1: %2.").arg(b, m_whyNotListening.at(at))
            : Tr::tr("Nothing can be published at %1: %2.").arg(a, m_whyNotPublished.at(from));
    case ProbeVerdict::Seen:
        return numbers;
    case ProbeVerdict::PartlySeen:
        return numbers + u' '
            + Tr::tr("%1: not every message published at %2 arrived at %3 in time. The broker "
                     "between them, or one of the two, is overloaded or was away.")
                  .arg(lostText(measured), a, b);
    case ProbeVerdict::NeverSeen:
        break;
    }
    if (from == at || !hasOwnApi) {
        return Tr::tr("What the API publishes for %1 is not seen at %2: the address of the API and "
                      "that of the WebSocket lead to servers that have nothing in common.")
            .arg(a, b);
    }
    return Tr::tr("What is published at %1 is never seen at %2. Most often both have the memory "
                  "engine, which knows only its own node, and stand behind one load balancer: then "
                  "each message misses some of the users. Give all nodes the same broker: "
                  "\"engine\": {\"type\": \"redis\"}.")
        .arg(a, b);
}

std::optional<std::pair<int, int>> ProbeMatrix::worst() const
{
    for (const auto wanted :
         {ProbeVerdict::NeverSeen, ProbeVerdict::PartlySeen, ProbeVerdict::NotMeasured}) {
        for (int from = 0; from < size(); ++from) {
            for (int at = 0; at < size(); ++at) {
                if (verdict(from, at) == wanted) {
                    return std::pair(from, at);
                }
            }
        }
    }
    return std::nullopt;
}
