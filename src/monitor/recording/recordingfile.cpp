// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recordingfile.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::string readBeginning(const std::string &path, std::size_t wanted, std::string &fault)
{
    // Without O_NONBLOCK a pipe that took the name's place would hold us for ever.
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        fault = path + " can't be read: " + std::strerror(errno) + '.';
        return {};
    }
    std::string bytes(wanted, '\0');
    const ssize_t size = ::pread(file, bytes.data(), bytes.size(), 0);
    ::close(file);
    bytes.resize(static_cast<std::size_t>(size < 0 ? 0 : size));
    return bytes;
}

} // namespace

std::string plainFileFault(const std::string &path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0) {
        return path + " can't be opened: " + std::strerror(errno) + '.';
    }
    if (S_ISDIR(status.st_mode)) {
        return path + " is a folder, not a recording.";
    }
    if (!S_ISREG(status.st_mode)) {
        return path + " is no plain file, so no recording.";
    }
    std::string fault;
    const std::string beginning = readBeginning(path, 1, fault);
    if (!fault.empty()) {
        return fault;
    }
    if (beginning.empty()) {
        return hasWriteAheadLog(path) ? std::string() : path + " is empty.";
    }
    if (beginning.starts_with('{')) {
        return path + " looks like JSON lines, not like a recording; it can be imported.";
    }
    return {}; // also a recording may have lost its beginning
}

std::string occupiedFault(const std::string &path)
{
    for (const char *ending : {"", "-wal", "-shm", "-journal"}) {
        if (::access((path + ending).c_str(), F_OK) == 0) {
            return path + ending + " is there already; a recording never overwrites a file.";
        }
    }
    return {};
}

void removeFilesBeside(const std::string &path)
{
    for (const char *ending : {"-wal", "-shm", "-journal"}) {
        ::unlink((path + ending).c_str());
    }
}

bool hasWriteAheadLog(const std::string &path)
{
    struct stat status = {};
    return ::stat((path + "-wal").c_str(), &status) == 0 && status.st_size > 0;
}

std::chrono::system_clock::time_point logWrittenAt(const std::string &path)
{
    struct stat status = {};
    std::chrono::system_clock::time_point time;
    if (::stat((path + "-wal").c_str(), &status) == 0) {
        time += std::chrono::seconds(status.st_mtim.tv_sec)
            + std::chrono::nanoseconds(status.st_mtim.tv_nsec);
    }
    return time;
}

std::optional<FileIdentity> identityOf(const std::string &path)
{
    struct stat status = {};
    if (::lstat(path.c_str(), &status) != 0) {
        return std::nullopt;
    }
    return FileIdentity{status.st_dev, status.st_ino};
}

bool isFolder(const std::string &path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::optional<FileIdentity> writeAheadLogOf(const std::string &path)
{
    return identityOf(path + "-wal");
}

bool lacksWriteAheadLog(const std::string &path)
{
    constexpr std::size_t ReadVersion = 19; // of the file's header; 2 stands for a log beside it
    std::string fault;
    const std::string beginning = readBeginning(path, ReadVersion + 1, fault);
    return beginning.size() > ReadVersion && beginning[ReadVersion] == 2 && !hasWriteAheadLog(path);
}

std::string immutableUri(const std::string &path)
{
    std::string uri = "file:";
    for (const char letter : path) {
        if (letter == '%' || letter == '?' || letter == '#') {
            constexpr const char *Digits = "0123456789ABCDEF";
            const auto code = static_cast<unsigned char>(letter);
            uri += '%';
            uri += Digits[code >> 4];
            uri += Digits[code & 15];
        } else {
            uri += letter;
        }
    }
    return uri + "?immutable=1";
}
