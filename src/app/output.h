// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDeadlineTimer>
#include <QString>

#include <chrono>

/**
 * Standard output, for data only. Lines are buffered until flush(), which waits for a slow reader,
 * but not after a signal, so that an interrupted program does not hang. It stops between lines: a
 * line that was begun is finished while its reader takes something every few seconds.
 */
class Output
{
public:
    enum class State { Open, ReaderGone, Failed };

    /** Ignores SIGPIPE, so that a broken pipe is an error of write(). */
    Output();

    /** Sets a descriptor that becomes readable when flush() has to stop waiting. */
    void setInterruption(int descriptor) { m_interruption = descriptor; }
    bool isTerminal() const;
    State state() const { return m_state; }

    void writeLine(QByteArrayView line);
    /** Writes lines that end with a line break. */
    void write(QByteArrayView lines);
    /** After this time flush() does not wait any more; there is no limit by default. */
    void setDeadline(std::chrono::milliseconds fromNow) { m_deadline = QDeadlineTimer(fromNow); }
    /** Returns false if not all was written because of the deadline or an interruption. */
    bool flush();

private:
    bool waitForReader();
    qsizetype writeOut(QByteArrayView bytes);

    QByteArray m_buffer;
    int m_interruption = -1;
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    State m_state = State::Open;
    bool m_isWithinLine = false; ///< what was written last is not the end of a line
    bool m_isStuck = false; ///< the reader did not even take the rest of a line
};

/** Opens closed standard descriptors on /dev/null, so that no socket gets such a number and then
 * our output. Call first in main(). */
void reserveStandardDescriptors();

/** A message for people on standard error: one line, with secrets masked and control characters
 * made visible. */
void say(const QString &message);
