// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/seennames.h"

#include "monitor/entry/entry.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/json/jsonkeys.h"
#include "text/jsonstring.h"

namespace {

// The keys of each of the first entries are read, then those of some.
constexpr std::size_t ReadAtFirst = 64;
constexpr std::size_t ReadEvery = 256;
constexpr std::size_t LongestRead = std::size_t(16) * 1024;
constexpr std::size_t MaxKeys = 64;

void add(SeenNames::Names &names, std::string_view name)
{
    if (!name.empty() && name.size() <= SeenNames::LongestName && names.size() < SeenNames::Most
        && !names.contains(name)) {
        names.emplace(name);
    }
}

void addAll(SeenNames::Names &names, const SeenNames::Names &others)
{
    for (const std::string &name : others) {
        add(names, name);
    }
}

void addPaths(SeenNames::Names &names, FilterField field, std::string_view json)
{
    if (json.size() < 2 || json.size() > LongestRead) {
        return;
    }
    for (const JsonPath &path : keysOf(json, MaxKeys)) {
        add(names, pathText(field, path));
    }
}

} // namespace

void SeenNames::see(const Entry &entry)
{
    add(m_channels, entry.channel);
    seeWatcher(entry.watcher);
    seeUser(entry.info);
    const std::size_t count = m_entries++;
    if (count < ReadAtFirst || count % ReadEvery == 0) {
        seePaths(entry);
    }
}

void SeenNames::see(const SeenNames &others)
{
    addAll(m_channels, others.m_channels);
    addAll(m_users, others.m_users);
    addAll(m_watchers, others.m_watchers);
    addAll(m_paths, others.m_paths);
}

void SeenNames::seeWatcher(std::string_view name)
{
    add(m_watchers, name);
}

void SeenNames::clear()
{
    *this = SeenNames();
}

/** The info is written by this program, with the user first. */
void SeenNames::seeUser(std::string_view info)
{
    constexpr std::string_view Before = "{\"user\":\"";
    if (!info.starts_with(Before)) {
        return;
    }
    const std::size_t close = Text::closingQuote(info, Before.size());
    if (close > Before.size() + LongestName) { // or nowhere
        return;
    }
    const std::string_view inside = info.substr(Before.size(), close - Before.size());
    if (inside.find('\\') == std::string_view::npos) {
        add(m_users, inside);
    } else if (const auto user = Text::unescaped(inside)) {
        add(m_users, *user);
    }
}

void SeenNames::seePaths(const Entry &entry)
{
    if (entry.kind == EntryKind::Publication) {
        addPaths(m_paths, FilterField::Data, entry.payload);
    }
    addPaths(m_paths, FilterField::Tag, entry.tags);
    addPaths(m_paths, FilterField::Info, entry.info);
}
