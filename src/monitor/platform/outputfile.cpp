// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/outputfile.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using Centrifuge::badArgument;
using Centrifuge::Outcome;
using Centrifuge::Result;

namespace {

constexpr qsizetype BufferSize = qsizetype(64) * 1024;
constexpr int WaitMilliseconds = 100; // between two questions whether to go on
constexpr int MaxLinks = 40;

/** What a link says; empty when it can't be read. */
QByteArray linkTarget(const QByteArray &link)
{
    std::array<char, 4096> bytes = {};
    const ssize_t size = ::readlink(link.constData(), bytes.data(), bytes.size());
    const bool isWhole = size > 0 && std::size_t(size) < bytes.size();
    return isWhole ? QByteArray(bytes.data(), size) : QByteArray();
}

} // namespace

Result<QString> followOwnLinks(const QString &path)
{
    QString name = QFileInfo(path).absoluteFilePath();
    for (int links = 0; links < MaxLinks; ++links) {
        const QByteArray encoded = QFile::encodeName(name);
        struct stat status = {};
        if (::lstat(encoded.constData(), &status) != 0 || !S_ISLNK(status.st_mode)) {
            return name;
        }
        if (status.st_uid != ::geteuid() && status.st_uid != 0) {
            return badArgument(
                Tr::tr("%1 is a link that belongs to somebody else; it is not followed.")
                    .arg(Text::visible(name)));
        }
        const QString target = QFile::decodeName(linkTarget(encoded));
        name = QDir(QFileInfo(name).path()).absoluteFilePath(target);
        const QString folder = QFileInfo(QFileInfo(name).path()).canonicalFilePath();
        name = folder.isEmpty() ? name : QDir(folder).filePath(QFileInfo(name).fileName());
    }
    return badArgument(Tr::tr("%1 is a link that leads nowhere.").arg(Text::visible(path)));
}

OutputFile::OutputFile(const QString &path, std::function<bool()> goesOn)
    : m_path(path)
    , m_goesOn(std::move(goesOn))
{
}

OutputFile::~OutputFile()
{
    close();
    if (!m_beside.isEmpty()) {
        ::unlink(m_beside.constData());
    }
}

Outcome OutputFile::open()
{
    const QByteArray name = QFile::encodeName(m_path);
    struct stat status = {};
    const bool exists = ::stat(name.constData(), &status) == 0;
    bool isOpen = false;
    if (exists && !S_ISREG(status.st_mode)) {
        isOpen = openTarget();
    } else if (exists && ::access(name.constData(), W_OK) != 0) {
        failWith(errno); // what may not be written may not be replaced
    } else {
        isOpen = openBeside();
    }
    return isOpen ? Centrifuge::success() : outcome();
}

bool OutputFile::openTarget()
{
    // Without O_NONBLOCK a pipe that nobody reads would hold us for ever.
    m_descriptor =
        ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (m_descriptor < 0) {
        return errno == ENXIO ? fail(Tr::tr("nobody reads it")) : failWith(errno);
    }
    return true;
}

bool OutputFile::openBeside()
{
    const auto target = followOwnLinks(m_path);
    if (!target) {
        return fail(target.error().message);
    }
    m_target = QFile::encodeName(target.value());
    m_beside = m_target + '.' + QUuid::createUuid().toByteArray(QUuid::Id128).left(12) + ".tmp";
    m_descriptor =
        ::open(m_beside.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (m_descriptor < 0) {
        m_beside.clear();
        return failWith(errno);
    }
    return true;
}

bool OutputFile::write(QByteArrayView bytes)
{
    m_buffer.append(bytes);
    return m_buffer.size() < BufferSize ? m_fault.isEmpty() : flush();
}

bool OutputFile::flush()
{
    qsizetype written = 0;
    while (m_fault.isEmpty() && written < m_buffer.size()) {
        const ssize_t result = ::write(m_descriptor, m_buffer.constData() + written,
                                       std::size_t(m_buffer.size() - written));
        if (result >= 0) {
            written += result;
        } else if (errno == EAGAIN) {
            waitForReader();
        } else if (errno != EINTR) {
            failWith(errno);
        }
    }
    m_buffer.clear();
    return m_fault.isEmpty();
}

void OutputFile::waitForReader()
{
    pollfd watched = {m_descriptor, POLLOUT, 0};
    if (::poll(&watched, 1, WaitMilliseconds) <= 0 && !m_goesOn()) {
        fail(Tr::tr("its reader is too slow"));
    }
}

Outcome OutputFile::commit()
{
    if (flush() && !m_beside.isEmpty()) {
        if (::fsync(m_descriptor) != 0
            || std::rename(m_beside.constData(), m_target.constData()) != 0) {
            failWith(errno);
        } else {
            m_beside.clear();
        }
    }
    close();
    return outcome();
}

void OutputFile::close()
{
    if (m_descriptor >= 0 && ::close(m_descriptor) != 0 && errno != EINTR) {
        failWith(errno);
    }
    m_descriptor = -1;
}

bool OutputFile::fail(const QString &why)
{
    m_fault = m_fault.isEmpty() ? why : m_fault;
    return false;
}

bool OutputFile::failWith(int number)
{
    return fail(qt_error_string(number));
}

Outcome OutputFile::outcome() const
{
    if (m_fault.isEmpty()) {
        return Centrifuge::success();
    }
    return badArgument(Tr::tr("cannot write %1: %2").arg(Text::visible(m_path), m_fault));
}
