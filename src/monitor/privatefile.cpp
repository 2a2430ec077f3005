// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/privatefile.h"

#include "monitor/visibletext.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QUuid>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using Centrifuge::badArgument;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PrivateFile)
};

Centrifuge::Error fileError(const QString &path, int number)
{
    return badArgument(
        Text::tr("cannot write %1: %2").arg(visibleText(path), qt_error_string(number)));
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

/** Empty when the open file is a plain one that only we (or root) can change or read. */
QString rightsFault(int file, const QString &shownPath)
{
    struct stat status = {};
    if (::fstat(file, &status) != 0) {
        return Text::tr("%1 can't be read: %2").arg(shownPath, qt_error_string(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return Text::tr("%1 is no plain file.").arg(shownPath);
    }
    if (status.st_uid != ::geteuid() && status.st_uid != 0) {
        return Text::tr("%1 belongs to somebody else; it is not used.").arg(shownPath);
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Text::tr("%1 is open to other users of this machine, so it is not used. Take their "
                        "rights away: chmod 600 %1")
            .arg(shownPath);
    }
    return {};
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

Centrifuge::Outcome makePrivateFolder(const QString &path)
{
    const QString parent = QFileInfo(path).absolutePath();
    const QByteArray name = QFile::encodeName(path);
    const bool isMade = QDir().mkpath(parent)
        && (::mkdir(name.constData(), 0700) == 0
            || (errno == EEXIST && QFileInfo(path).isDir()
                && ::chmod(name.constData(), 0700) == 0));
    return isMade ? Centrifuge::success() : Centrifuge::Outcome(fileError(path, errno));
}

QString cacheFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
}

Centrifuge::Outcome makePrivateFile(const QString &path)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath())) {
        return fileError(path, errno);
    }
    const int file = ::open(QFile::encodeName(path).constData(),
                            O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    if (file < 0) {
        return fileError(path, errno);
    }
    const int failure = ::fchmod(file, 0600) == 0 ? 0 : errno;
    ::close(file);
    return failure == 0 ? Centrifuge::success() : Centrifuge::Outcome(fileError(path, failure));
}

Centrifuge::Result<QByteArray> readPrivateFile(const QString &path, qint64 limit)
{
    const QString shown = visibleText(path);
    // Without O_NONBLOCK a pipe under that name would hold us for ever.
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return badArgument(Text::tr("%1 can't be read: %2").arg(shown, qt_error_string(errno)));
    }
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return badArgument(Text::tr("%1 can't be read: %2").arg(shown, file.errorString()));
    }
    const QString fault = rightsFault(descriptor, shown);
    if (!fault.isEmpty()) {
        return badArgument(fault);
    }
    QByteArray content = file.read(limit + 1);
    if (content.size() > limit) {
        return badArgument(Text::tr("%1 holds more than %2 bytes.").arg(shown).arg(limit));
    }
    return content;
}
