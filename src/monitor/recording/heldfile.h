// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

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
    /** Where it is instead of its place, a sentence; empty while it is there. */
    std::string fault() const;
    /** Where it is now; empty when it was deleted, or when the system can't tell. */
    std::string currentPath() const;
    /** Removes it, where its name still leads to it. */
    void remove();

private:
    std::string m_path;
    int m_descriptor = -1;
};
