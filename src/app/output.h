// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDeadlineTimer>
#include <QString>

#include <chrono>

/**
 * Standard output, for data only. Lines are collected until flush(), which waits for a slow reader
 * but lets go when a signal comes, so that an interrupted program never hangs on its output.
 */
class Output
{
public:
    enum class State { Open, ReaderGone, Failed };

    /** Ignores SIGPIPE, so that a broken pipe is an answer and no death. */
    Output();

    /** A descriptor that becomes readable when waiting has to end. */
    void setInterruption(int descriptor) { m_interruption = descriptor; }
    bool isTerminal() const;
    State state() const { return m_state; }

    void writeLine(QByteArrayView line);
    /** Lines that have their ends. */
    void write(QByteArrayView lines);
    /** From then on a slow reader is not waited for; before there is no limit. */
    void setDeadline(std::chrono::milliseconds fromNow) { m_deadline = QDeadlineTimer(fromNow); }
    /** False when something is left: the deadline has come, or the interruption. */
    bool flush();

private:
    bool waitForReader() const;
    qsizetype writeOut(QByteArrayView bytes);

    QByteArray m_buffer;
    int m_interruption = -1;
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    State m_state = State::Open;
};

/** Fills what is closed of the standard descriptors with something that can be neither read nor
 * written, so that no socket takes its number and gets our output. First of all in main(). */
void reserveStandardDescriptors();

/** A message for people on standard error: one line, with secrets masked and control characters
 * made visible. */
void say(const QString &message);
