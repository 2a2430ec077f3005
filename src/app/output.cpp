// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/output.h"

#include "monitor/profile/logmask.h"
#include "text/visibletext.h"

#include <QtGlobal>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace {

/** The buffer is written without flush() at this size. */
constexpr qsizetype FlushSize = qsizetype(64) * 1024;
/** A pipe that poll() calls writable takes this much without blocking (PIPE_BUF). */
constexpr qsizetype PieceSize = 4096;
/** In ms; for the rest of a line when there is no time left. */
constexpr int LinePatience = 2000;

/** As many whole lines as are written at once, or a part of a longer one: a pipe takes such a piece
 * as a whole or not at all. */
QByteArrayView firstPiece(QByteArrayView bytes)
{
    const QByteArrayView piece = bytes.first(std::min(PieceSize, bytes.size()));
    const qsizetype end = piece.lastIndexOf('\n');
    return end < 0 ? piece : piece.first(end + 1);
}

} // namespace

Output::Output()
{
    std::signal(SIGPIPE, SIG_IGN);
}

bool Output::isTerminal() const
{
    return isatty(STDOUT_FILENO) == 1;
}

void Output::writeLine(QByteArrayView line)
{
    write(line);
    write("\n");
}

/** Large data is written directly, without the buffer. */
void Output::write(QByteArrayView lines)
{
    if (lines.size() >= FlushSize && flush()) {
        lines = lines.sliced(writeOut(lines));
    }
    if (m_state == State::Open) {
        m_buffer += lines;
    }
    if (m_buffer.size() >= FlushSize) {
        flush();
    }
}

bool Output::flush()
{
    m_buffer.remove(0, writeOut(m_buffer));
    if (m_state != State::Open) {
        m_buffer.clear();
    }
    return m_buffer.isEmpty();
}

/** Returns how much was written: not all if the reader is too slow or gone. */
qsizetype Output::writeOut(QByteArrayView bytes)
{
    qsizetype written = 0;
    while (m_state == State::Open && written < bytes.size() && waitForReader()) {
        const QByteArrayView piece = firstPiece(bytes.sliced(written));
        const ssize_t result = ::write(STDOUT_FILENO, piece.data(), std::size_t(piece.size()));
        if (result > 0) {
            written += result;
            m_isWithinLine = bytes[written - 1] != '\n';
        } else if (result == 0 || errno == EINTR || errno == EAGAIN) {
            continue;
        } else if (errno == EPIPE) {
            m_state = State::ReaderGone;
        } else {
            m_state = State::Failed;
            say(QStringLiteral("cannot write the output: ") + qt_error_string(errno));
        }
    }
    return written;
}

/** Whether the reader takes more. A line that was begun gets some more time, once. */
bool Output::waitForReader()
{
    pollfd watched[] = {{STDOUT_FILENO, POLLOUT, 0}, {m_interruption, POLLIN, 0}};
    const nfds_t count = m_interruption >= 0 ? 2 : 1;
    int ready = -1;
    do {
        ready = ::poll(watched, count, int(m_deadline.remainingTime()));
    } while (ready < 0 && errno == EINTR);
    const bool isReady = ready > 0 && watched[0].revents != 0;
    if (isReady || !m_isWithinLine || m_isStuck) {
        return isReady;
    }
    do {
        ready = ::poll(watched, 1, LinePatience);
    } while (ready < 0 && errno == EINTR);
    m_isStuck = ready <= 0;
    return !m_isStuck;
}

void reserveStandardDescriptors()
{
    // In this order, as open() takes the lowest free number.
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) < 0) {
            const int flags = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
            [[maybe_unused]] const int opened = ::open("/dev/null", flags);
        }
    }
}

void say(const QString &message)
{
    const QByteArray line =
        (QStringLiteral("realtime-monitor: ") + Text::visible(maskSecrets(message))).toUtf8()
        + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
    std::fflush(stderr);
}
