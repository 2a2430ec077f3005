// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/spillfile.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace {

/** At most so much is written before the next look at whether to stop. */
constexpr std::size_t BytesAtOnce = std::size_t(1) << 20;

class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int number() const { return m_number; }

private:
    const int m_number;
};

int createUnnamed(const std::string &folder)
{
#ifdef O_TMPFILE
    const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (unnamed >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) {
        return unnamed;
    }
#endif
    std::string name = folder + "/journal-XXXXXX"; // made with mode 0600
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) {
        ::unlink(name.c_str());
    }
    return named;
}

int checkSpace(int file, std::uint64_t needed)
{
    struct statvfs disk = {};
    if (::fstatvfs(file, &disk) != 0) {
        return errno;
    }
    const std::uint64_t free = std::uint64_t(disk.f_bavail) * disk.f_frsize;
    return free < needed ? ENOSPC : 0;
}

/** The room is taken before it is written to: else a disk that is full could show as late as when
 * the map is read, as a signal that ends the program. */
int takeRoom(int file, off_t size)
{
#ifdef __linux__
    while (::fallocate(file, 0, 0, size) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
#else
    static_cast<void>(file);
    static_cast<void>(size);
    return EOPNOTSUPP;
#endif
}

int writeAll(int file, const SpillWrite &write, std::span<const char> bytes, std::size_t from,
             const std::function<bool()> &stop)
{
    while (!bytes.empty()) {
        if (stop()) {
            return ECANCELED;
        }
        const std::size_t size = std::min(bytes.size(), BytesAtOnce);
        const ssize_t written = write(file, bytes.data(), size, static_cast<off_t>(from));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return written < 0 ? errno : EIO; // a write of nothing would go on for ever
        }
        from += static_cast<std::size_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return 0;
}

int writeParts(int file, const JournalSpill &options, std::span<const std::span<const char>> parts,
               const std::function<bool()> &stop)
{
    const SpillWrite write = options.write ? options.write : ::pwrite;
    std::size_t position = 0;
    for (const auto part : parts) {
        if (const int error = writeAll(file, write, part, position, stop); error != 0) {
            return error;
        }
        position += part.size();
    }
    return 0;
}

int fill(int file, const JournalSpill &options, std::span<const std::span<const char>> parts,
         std::size_t size, const std::function<bool()> &stop)
{
    if (const int error = checkSpace(file, size + options.spareBytes); error != 0) {
        return error;
    }
    const SpillReserve reserve = options.reserve ? options.reserve : takeRoom;
    const int reserved = reserve(file, static_cast<off_t>(size));
    const bool isUnable = reserved == EOPNOTSUPP || reserved == ENOSYS;
    if (reserved != 0 && !isUnable) {
        return reserved;
    }
    if (const int error = writeParts(file, options, parts, stop); error != 0) {
        return error;
    }
    // Where space can't be reserved, as on a network, only this shows that there is some.
    return isUnable && ::fdatasync(file) != 0 ? errno : 0;
}

} // namespace

SpilledFile spillToFile(const JournalSpill &options, std::span<const std::span<const char>> parts,
                        const std::shared_ptr<DiskUse> &use, const std::function<bool()> &stop)
{
    std::size_t size = 0;
    for (const auto part : parts) {
        size += part.size();
    }
    if (*use + size > 2 * options.bytes) {
        return {nullptr, ENOSPC};
    }
    const Descriptor file(createUnnamed(options.folder));
    if (file.number() < 0) {
        return {nullptr, errno};
    }
    if (const int error = fill(file.number(), options, parts, size, stop); error != 0) {
        return {nullptr, error};
    }
    void *const bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
    if (bytes == MAP_FAILED) {
        return {nullptr, errno};
    }
    return {std::make_shared<FileMap>(static_cast<const char *>(bytes), size, use), 0};
}
