// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <optional>

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
    /** Waits at most `patience` for the reader, or for ever; false when something is left. */
    bool flush(std::optional<std::chrono::milliseconds> patience = std::nullopt);

private:
    bool waitForReader(std::optional<std::chrono::milliseconds> patience);

    QByteArray m_buffer;
    int m_interruption = -1;
    State m_state = State::Open;
};

/** Words for people, on standard error: one line, secrets masked, controls made visible. */
void say(const QString &words);
