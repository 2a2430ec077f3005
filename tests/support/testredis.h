// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QProcess>
#include <QTemporaryDir>

/** A Redis of a test's own, on a Unix socket in a temporary folder; ends with the test. */
class TestRedis
{
public:
    explicit TestRedis(const QByteArray &password = {});
    ~TestRedis();
    TestRedis(const TestRedis &) = delete;
    TestRedis &operator=(const TestRedis &) = delete;

    /** False when redis-server is not installed; a test then skips with these words. */
    static bool isAvailable();
    static constexpr char WhySkipped[] =
        "redis-server is not installed, so several nodes cannot be tested; script/bootstrap "
        "installs it";

    /** Starts and waits until it answers. */
    bool start();
    /** unix:///path, with the password where there is one. */
    QByteArray url() const;

private:
    QString socketPath() const;

    const QByteArray m_password;
    QTemporaryDir m_folder;
    QProcess m_process;
};
