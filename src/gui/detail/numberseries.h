// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/json/jsonpath.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <optional>
#include <string>
#include <string_view>

class LogState;
struct Entry;

/** A number of one message. */
struct NumberPoint
{
    quint64 entry = 0; ///< its number
    double value = 0;

    friend bool operator==(const NumberPoint &, const NumberPoint &) = default;
};

/** Where the number is. */
struct NumberField
{
    std::string channel;
    JsonPath path; ///< in the data
};

/** The number at the field of a publication of the channel; nothing for other entries, for what is
 * no number, and for data of more than a megabyte. */
std::optional<double> numberIn(const Entry &entry, const NumberField &field);

/**
 * The newest values of a number in a channel. Reads the log in slices of a few milliseconds,
 * backwards from the newest entry, and then follows it. Main thread.
 */
class NumberSeries : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t MostPoints = 200;

    /** `log` outlives this. */
    NumberSeries(LogState &log, NumberField field, QObject *parent = nullptr);

    const NumberField &field() const { return m_field; }
    const std::deque<NumberPoint> &points() const { return m_points; } ///< oldest first

Q_SIGNALS:
    void changed();

private:
    void readSome();
    bool readNewer(qint64 until);
    bool readOlder(qint64 until);
    void startOver();

    LogState &m_log;
    const NumberField m_field;
    std::deque<NumberPoint> m_points;
    quint64 m_next = 0; ///< number of the entry behind those that were read
    quint64 m_first = 0; ///< number of the oldest entry that was read
    quint64 m_oldest = 0; ///< not read further back
    QTimer m_timer;
};
