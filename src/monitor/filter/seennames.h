// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

struct Entry;

/**
 * Names that occurred in entries, for completion. Bounded, and cheap enough to be called for every
 * entry. One thread.
 */
class SeenNames
{
public:
    using Names = std::set<std::string, std::less<>>;

    static constexpr std::size_t Most = 1000; ///< of each kind; later ones are ignored
    static constexpr std::size_t LongestName = 200; ///< bytes; longer ones are ignored

    void see(const Entry &entry);
    /** Adds the names of another one. */
    void see(const SeenNames &others);
    void seeWatcher(std::string_view name);
    void clear();

    const Names &channels() const { return m_channels; }
    const Names &users() const { return m_users; }
    /** Who received entries; empty where there is only one who has no name. */
    const Names &watchers() const { return m_watchers; }
    /** As filters write them: data.type, tag."odd key", info.user */
    const Names &paths() const { return m_paths; }

private:
    void seeUser(std::string_view info);
    void seePaths(const Entry &entry);

    Names m_channels;
    Names m_users;
    Names m_watchers;
    Names m_paths;
    std::size_t m_entries = 0;
};
