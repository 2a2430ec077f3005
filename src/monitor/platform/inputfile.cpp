// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/inputfile.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QDeadlineTimer>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using Centrifuge::badArgument;
using Centrifuge::Result;

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds ReadPatience = 5s;

Centrifuge::Error readError(const QString &path, const QString &why)
{
    return badArgument(Tr::tr("%1 can't be read: %2").arg(Text::visible(path), why));
}

/** Closes it in the end. */
class InputDescriptor
{
public:
    explicit InputDescriptor(int number)
        : m_number(number)
    {
    }
    ~InputDescriptor() { ::close(m_number); }
    InputDescriptor(const InputDescriptor &) = delete;
    InputDescriptor &operator=(const InputDescriptor &) = delete;

    int number() const { return m_number; }

private:
    int m_number;
};

int openWithoutWaiting(const QString &path)
{
    return ::open(QFile::encodeName(path).constData(),
                  O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

/** Adds a piece of it; 0 at its end, -1 when it can't be read or nobody wrote in time. */
qint64 readPiece(const InputDescriptor &file, QDeadlineTimer deadline, QByteArray &content)
{
    std::array<char, 4096> piece = {};
    pollfd watched = {file.number(), POLLIN, 0};
    for (;;) {
        const int ready = ::poll(&watched, 1, int(deadline.remainingTime()));
        if (ready == 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        const ssize_t size = ready > 0 ? ::read(file.number(), piece.data(), piece.size()) : -1;
        if (size >= 0) {
            content.append(piece.data(), size);
            return size;
        }
        if (errno != EINTR && errno != EAGAIN) {
            return -1;
        }
    }
}

} // namespace

Result<int> openPlainFile(const QString &path)
{
    const int descriptor = openWithoutWaiting(path);
    if (descriptor < 0) {
        return readError(path, qt_error_string(errno));
    }
    struct stat status = {};
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
        return descriptor;
    }
    ::close(descriptor);
    return badArgument(Tr::tr("%1 is no plain file.").arg(Text::visible(path)));
}

Result<QByteArray> readPlainFile(const QString &path, qint64 most)
{
    const auto descriptor = openPlainFile(path);
    if (!descriptor) {
        return descriptor.error();
    }
    QFile file;
    if (!file.open(descriptor.value(), QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor.value());
        return readError(path, file.errorString());
    }
    QByteArray content = file.read(most);
    return file.error() == QFileDevice::NoError ? Result<QByteArray>(std::move(content))
                                                : readError(path, file.errorString());
}

Result<QByteArray> readFirstLine(const QString &path, qint64 most)
{
    const int descriptor = openWithoutWaiting(path);
    if (descriptor < 0) {
        return readError(path, qt_error_string(errno));
    }
    const InputDescriptor file(descriptor);
    const QDeadlineTimer deadline(ReadPatience);
    QByteArray content;
    qint64 size = 1;
    while (size > 0 && content.size() < most && !content.contains('\n')) {
        size = readPiece(file, deadline, content);
    }
    if (size < 0) {
        return readError(path, qt_error_string(errno));
    }
    const qsizetype end = content.indexOf('\n');
    return content.first(std::min<qsizetype>(end < 0 ? content.size() : end + 1, most));
}
