// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/textindex.h"

#include "monitor/entry/entry.h"
#include "monitor/recording/indextext.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace {

/** Nothing of it outlives the program, so nothing need be safe from a crash. FTS5 folds no letters:
 * what it is given is folded. */
constexpr const char *Begin =
    "PRAGMA journal_mode=OFF;"
    "PRAGMA synchronous=OFF;"
    "PRAGMA locking_mode=EXCLUSIVE;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-32768;"
    "CREATE VIRTUAL TABLE blocks USING fts5(text, content='', columnsize=0, detail=none,"
    " tokenize='trigram case_sensitive 1');"
    "INSERT INTO blocks(blocks, rank) VALUES('hashsize', 16777216);"
    "BEGIN";

std::string failure(const std::string &why)
{
    return "The text index can't be built: " + why + '.';
}

} // namespace

TextIndex::Built TextIndex::build(const EntrySnapshot &entries, const std::string &folder,
                                  WalkProgress &progress)
{
    std::string name = folder + "/index-XXXXXX"; // made with mode 0600
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) {
        return {nullptr, failure(folder + ": " + std::strerror(errno))};
    }
    ::close(file);
    std::shared_ptr<TextIndex> index(new TextIndex());
    int code = index->m_database.open(name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
    ::unlink(name.c_str()); // the connection has it open
    code = code == SQLITE_OK ? index->m_database.execute(Begin) : code;
    code = code == SQLITE_OK ? index->fill(entries, progress) : code;
    if (progress.cancelled) {
        return {nullptr, failure("cancelled")};
    }
    if (progress.unreadable > 0) {
        return {nullptr, failure("the recording can't be read any more")};
    }
    if (code != SQLITE_OK) {
        const bool isFull = (code & 0xFF) == SQLITE_FULL;
        return {nullptr, failure(isFull ? "the disk is full" : index->m_database.errorText())};
    }
    return {std::move(index), {}};
}

int TextIndex::fill(const EntrySnapshot &entries, WalkProgress &progress)
{
    Statement insert(m_database, "INSERT INTO blocks(rowid, text) VALUES(?1, ?2)");
    IndexText text;
    int code = SQLITE_OK;
    const auto closeBlock = [&] {
        insert.bind(1, static_cast<std::int64_t>(m_blocks++));
        insert.bindText(2, text.text());
        code = insert.run();
        text.clear();
        return code == SQLITE_OK;
    };
    std::uint64_t left = entries.endNumber() - entries.firstNumber();
    const bool isWhole = walkEntries(entries, progress, [&](const Entry &entry) {
        text.add(entry);
        --left;
        const bool isLast =
            left == 0 || (entry.number - entries.firstNumber() + 1) % BlockEntries == 0;
        return !isLast || closeBlock();
    });
    return isWhole ? m_database.execute("COMMIT") : code;
}

TextIndex::Search::Search(std::shared_ptr<const TextIndex> index, const std::string &query)
    : m_index(std::move(index))
    , m_query(query)
    , m_end(m_index->m_blocks)
{
    const std::lock_guard lock(m_index->m_mutex);
    m_statement = Statement(m_index->m_database,
                            "SELECT rowid FROM blocks WHERE blocks MATCH ?1 ORDER BY rowid DESC");
    m_isReadable = m_statement.isReady();
    if (m_isReadable) {
        m_statement.bindText(1, m_query);
    }
}

TextIndex::Search::~Search()
{
    const std::lock_guard lock(m_index->m_mutex);
    m_statement = Statement();
}

std::optional<std::uint64_t> TextIndex::Search::next()
{
    if (m_isReadable) {
        const std::lock_guard lock(m_index->m_mutex);
        const int code = m_statement.step();
        if (code == SQLITE_DONE) {
            m_end = 0;
        } else if (code == SQLITE_ROW) {
            const auto block = static_cast<std::uint64_t>(m_statement.number(0));
            m_end = std::min(block, m_end);
            return m_end;
        } else {
            m_isReadable = false;
        }
    }
    return m_end == 0 ? std::nullopt : std::optional(--m_end);
}
