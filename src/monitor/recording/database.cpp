// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/database.h"

#include <sqlite3.h>

int Database::open(const std::string &name, int flags)
{
    m_handle.reset();
    sqlite3 *handle = nullptr;
    const int result = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
    m_handle.reset(handle); // also there after a failure, for its words
    if (handle != nullptr) {
        sqlite3_extended_result_codes(handle, 1);
    }
    return result;
}

int Database::execute(const char *sql)
{
    return sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr);
}

std::int64_t Database::number(const char *sql, std::int64_t otherwise)
{
    Statement statement(*this, sql);
    return statement.step() == SQLITE_ROW && !statement.isNull(0) ? statement.number(0) : otherwise;
}

void Database::limitSteps()
{
    constexpr int Thousands = 2000; // a tenth of a second; the tables of a recording take one
    m_steps = std::make_unique<int>(Thousands);
    sqlite3_progress_handler(
        m_handle.get(), 1000, [](void *steps) { return --*static_cast<int *>(steps) < 0 ? 1 : 0; },
        m_steps.get());
}

void Database::unlimitSteps()
{
    sqlite3_progress_handler(m_handle.get(), 0, nullptr, nullptr);
}

std::string Database::errorText() const
{
    return m_handle == nullptr ? "out of memory" : sqlite3_errmsg(m_handle.get());
}

void Database::Close::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

Statement::Statement(const Database &database, const char *sql)
{
    sqlite3_stmt *handle = nullptr;
    sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    m_handle.reset(handle);
}

void Statement::bind(int place, std::int64_t value)
{
    sqlite3_bind_int64(m_handle.get(), place, value);
}

void Statement::bindText(int place, std::string_view text)
{
    const char *bytes = text.data() == nullptr ? "" : text.data(); // null would bind NULL
    sqlite3_bind_text64(m_handle.get(), place, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bindBlob(int place, std::string_view bytes)
{
    const char *start = bytes.data() == nullptr ? "" : bytes.data();
    sqlite3_bind_blob64(m_handle.get(), place, start, bytes.size(), SQLITE_STATIC);
}

void Statement::bindTextOrNull(int place, std::string_view text)
{
    if (text.empty()) {
        sqlite3_bind_null(m_handle.get(), place);
    } else {
        bindText(place, text);
    }
}

int Statement::step()
{
    return m_handle == nullptr ? SQLITE_MISUSE : sqlite3_step(m_handle.get());
}

int Statement::reset()
{
    return m_handle == nullptr ? SQLITE_MISUSE : sqlite3_reset(m_handle.get());
}

int Statement::run()
{
    const int result = step();
    reset();
    return result == SQLITE_DONE || result == SQLITE_ROW ? SQLITE_OK : result;
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(m_handle.get(), column);
}

std::string_view Statement::bytes(int column) const
{
    // In this order: the pointer decides the form, of which the size is asked then.
    const void *start = sqlite3_column_blob(m_handle.get(), column);
    const int size = sqlite3_column_bytes(m_handle.get(), column);
    return start == nullptr
        ? std::string_view()
        : std::string_view(static_cast<const char *>(start), static_cast<std::size_t>(size));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL;
}

void Statement::Finalize::operator()(sqlite3_stmt *handle) const
{
    sqlite3_finalize(handle);
}
