// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>

/**
 * A new file, held open so that it is known wherever others move it. Used by one thread at a time.
 * To be closed after every other descriptor of the file: closing one drops the locks of all.
 */
class HeldFile
{
public:
    enum class Place {
        Kept, ///< its name leads to it
        Moved, ///< it has another name, or its name leads elsewhere
        Deleted ///< it has no name any more
    };

    HeldFile() = default;
    ~HeldFile() { close(); }
    HeldFile(const HeldFile &) = delete;
    HeldFile &operator=(const HeldFile &) = delete;

    /** Makes the file, readable by its owner only: 0, or the error's number. */
    int create(const std::string &path);
    void close();
    bool isOpen() const { return m_descriptor >= 0; }

    Place place() const;
    /** What happened to it, a sentence; empty while it is in its place and whole. To be asked
     * before each write, as it only grows: one that is shorter than before was cut by others. */
    std::string fault();
    bool wasCut() const { return m_wasCut; }
    /** Where it is now; empty when it was deleted, or when the system can't tell, as of a file of
     * which another hard link is left. */
    std::string currentPath() const;
    /** Removes it, where its name still leads to it. */
    void remove();

private:
    void look();

    std::string m_path;
    int m_descriptor = -1;
    std::int64_t m_size = 0; ///< when it was last looked at
    bool m_wasCut = false;
};
