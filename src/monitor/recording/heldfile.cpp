// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/heldfile.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/** So that the file's name survives a machine that goes down; not every file system can do it. */
void syncFolderOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

bool isSame(const struct stat &one, const struct stat &other)
{
    return one.st_ino == other.st_ino && one.st_dev == other.st_dev;
}

} // namespace

int HeldFile::create(const std::string &path)
{
    close();
    m_path = path;
    m_size = 0;
    m_wasCut = false;
    m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (m_descriptor < 0) {
        return errno;
    }
    syncFolderOf(path);
    return 0;
}

void HeldFile::close()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        m_descriptor = -1;
    }
}

HeldFile::Place HeldFile::place() const
{
    struct stat held = {};
    if (::fstat(m_descriptor, &held) == 0 && held.st_nlink == 0) {
        return Place::Deleted;
    }
    struct stat named = {};
    if (::stat(m_path.c_str(), &named) != 0) {
        // Without access to the folder nothing is known about the file.
        return errno == ENOENT || errno == ENOTDIR ? Place::Moved : Place::Kept;
    }
    return isSame(named, held) ? Place::Kept : Place::Moved;
}

void HeldFile::look()
{
    struct stat held = {};
    if (::fstat(m_descriptor, &held) == 0) {
        m_wasCut = m_wasCut || held.st_size < m_size;
        m_size = held.st_size;
    }
}

std::string HeldFile::fault()
{
    look();
    const Place where = place();
    if (where == Place::Kept) {
        return m_wasCut ? m_path
                + " was cut by another program while it was recorded; what it held is lost or "
                  "damaged."
                        : std::string();
    }
    if (where == Place::Deleted) {
        const bool isReplaced = ::access(m_path.c_str(), F_OK) == 0;
        return m_path + (isReplaced ? " was replaced by another file" : " was deleted")
            + " while it was recorded; nothing of the recording is left.";
    }
    const std::string newPath = currentPath();
    if (newPath.empty() && ::access(m_path.c_str(), F_OK) != 0) {
        return m_path
            + " was deleted while it was recorded; only where it has another name is the recording "
              "left, to its end here.";
    }
    return m_path + " was moved" + (newPath.empty() ? std::string() : " to " + newPath)
        + " while it was recorded; the recording ends there.";
}

std::string HeldFile::currentPath() const
{
    const Place where = place();
    if (where != Place::Moved) {
        return where == Place::Kept ? m_path : std::string();
    }
    std::array<char, 4096> name = {};
    const std::string link = "/proc/self/fd/" + std::to_string(m_descriptor); // of Linux
    const ssize_t size = ::readlink(link.c_str(), name.data(), name.size());
    const bool isWhole = size > 0 && static_cast<std::size_t>(size) < name.size();
    std::string path(name.data(), isWhole ? static_cast<std::size_t>(size) : 0);
    // A name that was removed goes on as "x (deleted)".
    struct stat named = {};
    struct stat held = {};
    const bool isThere = ::stat(path.c_str(), &named) == 0 && ::fstat(m_descriptor, &held) == 0;
    return isThere && isSame(named, held) ? path : std::string();
}

void HeldFile::remove()
{
    if (isOpen() && place() == Place::Kept) {
        ::unlink(m_path.c_str());
    }
}
