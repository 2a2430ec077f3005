// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/marklist.h"

void MarkList::setMark(quint64 number, const QString &note)
{
    if (!m_notes.contains(number) || m_notes.value(number) != note) {
        m_notes.insert(number, note);
        Q_EMIT changed();
    }
}

void MarkList::addMarks(const QList<quint64> &numbers, const QString &note)
{
    const qsizetype before = m_notes.size();
    for (const quint64 number : numbers) {
        if (!m_notes.contains(number)) {
            m_notes.insert(number, note);
        }
    }
    if (m_notes.size() != before) {
        Q_EMIT changed();
    }
}

void MarkList::remove(quint64 number)
{
    if (m_notes.remove(number) > 0) {
        Q_EMIT changed();
    }
}

void MarkList::removeBefore(quint64 number)
{
    const auto first = m_notes.lowerBound(number);
    if (first != m_notes.begin()) {
        m_notes.erase(m_notes.begin(), first);
        Q_EMIT changed();
    }
}

void MarkList::clear()
{
    if (!m_notes.isEmpty()) {
        m_notes.clear();
        Q_EMIT changed();
    }
}

std::optional<quint64> MarkList::next(quint64 number) const
{
    if (m_notes.isEmpty()) {
        return std::nullopt;
    }
    const auto after = m_notes.upperBound(number);
    return after == m_notes.end() ? m_notes.firstKey() : after.key();
}

std::optional<quint64> MarkList::previous(quint64 number) const
{
    if (m_notes.isEmpty()) {
        return std::nullopt;
    }
    const auto from = m_notes.lowerBound(number);
    return from == m_notes.begin() ? m_notes.lastKey() : std::prev(from).key();
}
