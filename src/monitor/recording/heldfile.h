// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>

/**
 * A new file that is held open, so that it can be found when others move it. Used by one thread at
 * a time. Close it after every other descriptor of the file: closing one drops the locks of all.
 */
class HeldFile
{
public:
    enum class Place {
        Kept, ///< it still has its name
        Moved, ///< it has another name, or its name belongs to another file
        Deleted ///< it has no name
    };

    HeldFile() = default;
    ~HeldFile() { close(); }
    HeldFile(const HeldFile &) = delete;
    HeldFile &operator=(const HeldFile &) = delete;

    /** Creates the file, readable by its owner only. Returns 0 or errno. */
    int create(const std::string &path);
    void close();
    bool isOpen() const { return m_descriptor >= 0; }

    Place place() const;
    /** A sentence that says what happened to the file; empty while it has its name and is whole.
     * Call it before each write: the file only grows, so that a shorter one was truncated by
     * others. */
    std::string fault();
    bool wasCut() const { return m_wasCut; }
    /** Its present path; empty when it was deleted, or when the system can't tell, as for a file of
     * which only another hard link is left. */
    std::string currentPath() const;
    /** Removes it if it still has its name. */
    void remove();

private:
    void look();

    std::string m_path;
    int m_descriptor = -1;
    std::int64_t m_size = 0; ///< when it was last looked at
    bool m_wasCut = false;
};
