// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/privatefile.h"

#include "monitor/platform/inputfile.h"
#include "monitor/platform/outputfile.h"
#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <cerrno>
#include <chrono>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using Centrifuge::badArgument;

using namespace std::chrono_literals;

namespace {

/** How long to wait for the reader of a pipe in the file's place. */
constexpr std::chrono::milliseconds LockPatience = 5s;

Centrifuge::Error fileError(const QString &path, int number)
{
    return badArgument(
        Tr::tr("cannot write %1: %2").arg(Text::visible(path), qt_error_string(number)));
}

/** Empty when only we (or root) can change or read the open file. */
QString rightsFault(int file, const QString &shownPath)
{
    struct stat status = {};
    if (::fstat(file, &status) != 0) {
        return Tr::tr("%1 can't be read: %2").arg(shownPath, qt_error_string(errno));
    }
    if (status.st_uid != ::geteuid() && status.st_uid != 0) {
        return Tr::tr("%1 belongs to somebody else; it is not used.").arg(shownPath);
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Tr::tr("%1 is open to other users of this machine, so it is not used. Take their "
                      "rights away: chmod 600 %1")
            .arg(shownPath);
    }
    return {};
}

} // namespace

Centrifuge::Outcome writePrivateFile(const QString &path, const QByteArray &content)
{
    const QDeadlineTimer deadline(LockPatience);
    OutputFile file(path, [&deadline] { return !deadline.hasExpired(); });
    const auto opened = file.open();
    if (!opened) {
        return opened;
    }
    file.write(content);
    return file.commit();
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
    struct stat status = {};
    const bool isPlain = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    const int failure = !isPlain || ::fchmod(file, 0600) == 0 ? 0 : errno;
    ::close(file);
    if (!isPlain) {
        return badArgument(Tr::tr("%1 is no plain file.").arg(Text::visible(path)));
    }
    return failure == 0 ? Centrifuge::success() : Centrifuge::Outcome(fileError(path, failure));
}

Centrifuge::Result<QString> setAsideFile(const QString &path)
{
    const auto damaged = followOwnLinks(path);
    if (!damaged) {
        return damaged.error();
    }
    const QString base = damaged.value() + QStringLiteral(".broken-")
        + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString target = base;
    int number = 1;
    while (QFile::exists(target)) {
        target = QStringLiteral("%1-%2").arg(base, QString::number(++number));
    }
    if (!QFile::rename(damaged.value(), target)) {
        return badArgument(Tr::tr("%1 is broken and can't be set aside; nothing is written.")
                               .arg(Text::visible(path)));
    }
    return target;
}

Centrifuge::Result<QByteArray> readPrivateFile(const QString &path, qint64 limit)
{
    const QString shown = Text::visible(path);
    const auto descriptor = openPlainFile(path);
    if (!descriptor) {
        return descriptor.error();
    }
    QFile file;
    if (!file.open(descriptor.value(), QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor.value());
        return badArgument(Tr::tr("%1 can't be read: %2").arg(shown, file.errorString()));
    }
    const QString fault = rightsFault(descriptor.value(), shown);
    if (!fault.isEmpty()) {
        return badArgument(fault);
    }
    QByteArray content = file.read(limit + 1);
    if (content.size() > limit) {
        return badArgument(
            Tr::tr("%1 holds more than %2 bytes.").arg(shown, QString::number(limit)));
    }
    return content;
}
