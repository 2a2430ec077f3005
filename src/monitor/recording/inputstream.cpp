// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/inputstream.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QFile>

#define ZLIB_CONST // what is unpacked is not changed
#include <zlib.h>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using Centrifuge::badArgument;
using Centrifuge::Outcome;

namespace {

constexpr qsizetype PieceSize = qsizetype(64) * 1024;
constexpr int PollInterval = 50; // ms
/** To tell what the bytes are. */
constexpr qsizetype MagicSize = 16;

QString nameOf(const QString &path)
{
    return path == QStringLiteral("-") ? Tr::tr("standard input") : Text::visible(path);
}

QString faultOfBeginning(QByteArrayView bytes, const QString &name)
{
    if (bytes.startsWith("SQLite format 3")) {
        return Tr::tr("%1 is a recording: name its file, it can't be read from a pipe").arg(name);
    }
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) {
        return Tr::tr("%1 is UTF-16; convert it to UTF-8, for example with iconv").arg(name);
    }
    return {};
}

} // namespace

/** Unpacks gzip, also several files one behind the other. */
class InputStream::Unpacker
{
public:
    Unpacker() { m_isReady = inflateInit2(&m_stream, 16 + MAX_WBITS) == Z_OK; }
    ~Unpacker() { inflateEnd(&m_stream); }
    Unpacker(const Unpacker &) = delete;
    Unpacker &operator=(const Unpacker &) = delete;

    bool isEmpty() const { return m_stream.avail_in == 0; }
    /** Whether what was put in is a whole number of files. */
    bool isBetweenFiles() const { return m_isBetweenFiles; }
    /** The bytes must stay until all is taken. */
    void put(QByteArrayView packed)
    {
        m_stream.next_in = reinterpret_cast<const Bytef *>(packed.data());
        m_stream.avail_in = uInt(packed.size());
    }
    /** At most as much as `bytes` has room for; false where it is damaged. */
    bool take(QByteArray &bytes)
    {
        m_stream.next_out = reinterpret_cast<Bytef *>(bytes.data());
        m_stream.avail_out = uInt(bytes.size());
        const int result = m_isReady ? inflate(&m_stream, Z_NO_FLUSH) : Z_MEM_ERROR;
        m_isBetweenFiles = result == Z_STREAM_END;
        if (m_isBetweenFiles) {
            inflateReset(&m_stream);
        }
        bytes.truncate(bytes.size() - qsizetype(m_stream.avail_out));
        return m_isBetweenFiles || result == Z_OK || result == Z_BUF_ERROR;
    }

private:
    z_stream m_stream = {};
    bool m_isReady = false;
    bool m_isBetweenFiles = false;
};

InputStream::InputStream(const QString &path, std::function<bool()> goesOn)
    : m_path(path)
    , m_goesOn(std::move(goesOn))
{
}

InputStream::~InputStream()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Outcome InputStream::open()
{
    // Without O_NONBLOCK opening a pipe that nobody writes would hold us for ever.
    m_descriptor = m_path == QStringLiteral("-")
        ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        : ::open(QFile::encodeName(m_path).constData(),
                 O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status = {};
    if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0) {
        return badArgument(
            Tr::tr("cannot read %1: %2").arg(nameOf(m_path), qt_error_string(errno)));
    }
    if (S_ISDIR(status.st_mode)) {
        return badArgument(Tr::tr("cannot read %1: it is a folder").arg(nameOf(m_path)));
    }
    return readBeginning();
}

Outcome InputStream::readBeginning()
{
    while (m_raw.size() < MagicSize && fill(PieceSize)) { }
    const QString fault = faultOfBeginning(m_raw, nameOf(m_path));
    if (!fault.isEmpty()) {
        return badArgument(fault);
    }
    if (m_raw.startsWith("\x1F\x8B")) {
        m_unpacker = std::make_unique<Unpacker>();
        m_unpacker->put(m_raw);
    }
    return Centrifuge::success();
}

/** Adds a piece of the file; false at its end. */
bool InputStream::fill(qsizetype wanted)
{
    const qsizetype before = m_raw.size();
    m_raw.resize(before + wanted);
    ssize_t size = -1;
    while (size < 0 && !m_isAtEnd && waitForWriter()) {
        size = ::read(m_descriptor, m_raw.data() + before, std::size_t(wanted));
        if (size < 0 && errno != EINTR && errno != EAGAIN) {
            m_fault = Tr::tr("%1 can't be read any further: %2")
                          .arg(nameOf(m_path), qt_error_string(errno));
            break;
        }
    }
    m_isAtEnd = size <= 0;
    m_position += quint64(size > 0 ? size : 0);
    m_raw.resize(before + (size > 0 ? size : 0));
    return !m_isAtEnd;
}

/** False when it goes no further. A pipe that nobody writes yet is waited for. */
bool InputStream::waitForWriter()
{
    pollfd watched = {m_descriptor, POLLIN, 0};
    while (m_goesOn()) {
        const int ready = ::poll(&watched, 1, PollInterval);
        if (ready > 0 || (ready < 0 && errno != EINTR)) {
            return true;
        }
    }
    return false;
}

QByteArrayView InputStream::next()
{
    if (m_unpacker != nullptr) {
        return nextUnpacked();
    }
    if (!std::exchange(m_isFirst, false)) {
        m_raw.clear();
        fill(PieceSize);
    }
    return m_raw;
}

QByteArrayView InputStream::nextUnpacked()
{
    do {
        if (m_unpacker->isEmpty()) {
            m_raw.clear();
            if (m_isAtEnd || !fill(PieceSize)) {
                if (m_fault.isEmpty() && m_goesOn() && !m_unpacker->isBetweenFiles()) {
                    m_fault =
                        Tr::tr("%1 ends in the middle of its packed data").arg(nameOf(m_path));
                }
                return {};
            }
            m_unpacker->put(m_raw);
        }
        m_unpacked.resize(PieceSize);
        const bool isGood = m_unpacker->take(m_unpacked);
        if (!isGood) {
            m_fault = Tr::tr("the packed data of %1 is damaged").arg(nameOf(m_path));
            m_isAtEnd = true;
            m_unpacker->put({});
        }
    } while (m_unpacked.isEmpty() && m_fault.isEmpty() && m_goesOn());
    if (std::exchange(m_isFirst, false) && m_unpacked.startsWith("SQLite format 3")) {
        m_fault =
            Tr::tr("%1 is a packed recording: unpack it first, with gunzip").arg(nameOf(m_path));
        return {};
    }
    return m_unpacked;
}
