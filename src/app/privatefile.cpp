// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/privatefile.h"

#include <QFile>
#include <QUuid>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace {

Centrifuge::Error fileError(const QString &path, int number)
{
    Centrifuge::Error error;
    error.code = int(Centrifuge::LocalError::BadArgument);
    error.message = QStringLiteral("cannot write %1: %2").arg(path, qt_error_string(number));
    return error;
}

/** 0, or the number of what went wrong. */
int writeAll(int file, const QByteArray &content)
{
    qsizetype written = 0;
    while (written < content.size()) {
        const ssize_t result =
            ::write(file, content.constData() + written, std::size_t(content.size() - written));
        if (result < 0 && errno != EINTR) {
            return errno;
        }
        written += result > 0 ? result : 0;
    }
    return ::fsync(file) == 0 ? 0 : errno;
}

} // namespace

Centrifuge::Outcome writePrivateFile(const QString &path, const QByteArray &content)
{
    const QByteArray target = QFile::encodeName(path);
    const QByteArray beside =
        target + '.' + QUuid::createUuid().toByteArray(QUuid::Id128).left(12) + ".tmp";
    const int file =
        ::open(beside.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) {
        return fileError(path, errno);
    }
    int failure = writeAll(file, content);
    ::close(file);
    if (failure == 0 && std::rename(beside.constData(), target.constData()) != 0) {
        failure = errno;
    }
    if (failure != 0) {
        ::unlink(beside.constData());
        return fileError(path, failure);
    }
    return Centrifuge::success();
}
