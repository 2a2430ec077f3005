// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

/** What one question cost. */
struct QueryCost
{
    int requests = 0;
    qsizetype bytes = 0; ///< of the answers

    QueryCost &operator+=(const QueryCost &other)
    {
        requests += other.requests;
        bytes += other.bytes;
        return *this;
    }
    friend bool operator==(const QueryCost &, const QueryCost &) = default;
};

/**
 * When to ask the server again: while somebody looks, one question after the other, more rarely
 * where the answers are large (at most BytesPerSecond) or the last ones failed. Main thread.
 */
class Poll : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype BytesPerSecond = 100'000;
    static constexpr std::chrono::milliseconds LongestInterval{30'000};
    /** A question whose answer never comes is asked again after this. */
    static constexpr std::chrono::milliseconds AnswerLimit{20'000};

    explicit Poll(std::chrono::milliseconds shortest, QObject *parent = nullptr);

    /** Becoming active asks at once. */
    void setActive(bool active);
    bool isActive() const { return m_isActive; }
    /** Does not wait for the interval, nor for the answer to an earlier question. */
    void askNow();
    void takeAnswer(const QueryCost &cost);
    void takeFailure(const QueryCost &cost);

    /** From an answer to the next question. */
    std::chrono::milliseconds interval() const;
    /** Of the last question. */
    const QueryCost &cost() const { return m_cost; }
    /** "every 2 s: 0.5 requests/s, 1.2 KB/s"; empty before the first answer. */
    QString costText() const;

Q_SIGNALS:
    void due(); ///< ask now; then takeAnswer() or takeFailure()

private:
    void ask();
    void schedule();

    const std::chrono::milliseconds m_shortest;
    QTimer m_timer; ///< to the next question, or for the answer
    QueryCost m_cost;
    int m_failures = 0; ///< in a row
    bool m_isActive = false;
};
