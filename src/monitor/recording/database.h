// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/** One connection to an SQLite file. Used by one thread at a time. */
class Database
{
public:
    Database() = default;

    /** Opens with the flags of sqlite3_open_v2(); `name` may be a URI. Returns SQLite's code. */
    int open(const std::string &name, int flags);
    bool isOpen() const { return m_handle != nullptr; }
    sqlite3 *handle() const { return m_handle.get(); }

    int execute(const char *sql);
    /** The first column of the first row as a number; `otherwise` where there is none. */
    std::int64_t number(const char *sql, std::int64_t otherwise);
    /** From now on statements that take long fail: in a hostile file what ought to be short may
     * have no end. */
    void limitSteps();
    void unlimitSteps();
    /** SQLite's message for the last failure. */
    std::string errorText() const;

private:
    struct Close
    {
        void operator()(sqlite3 *handle) const;
    };
    std::unique_ptr<int> m_steps; // that are left, in thousands
    std::unique_ptr<sqlite3, Close> m_handle;
};

/** A prepared statement. Must not outlive its connection. */
class Statement
{
public:
    Statement() = default;
    Statement(const Database &database, const char *sql);

    bool isReady() const { return m_handle != nullptr; }
    void bind(int place, std::int64_t value);
    /** The bytes must stay valid until the next reset(). */
    void bindText(int place, std::string_view text);
    void bindBlob(int place, std::string_view bytes);
    /** Nothing for an empty text. */
    void bindTextOrNull(int place, std::string_view text);

    int step();
    int reset();
    /** Runs a statement that returns no rows to its end. Returns SQLite's code. */
    int run();

    std::int64_t number(int column) const;
    /** Valid until the next step or reset. */
    std::string_view bytes(int column) const;
    bool isNull(int column) const;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt *handle) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
};
