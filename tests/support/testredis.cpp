// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testredis.h"

#include <QDeadlineTimer>
#include <QStandardPaths>

namespace {

constexpr int RedisStartTimeout = 20'000;

QString redisPath()
{
    return QStandardPaths::findExecutable(QStringLiteral("redis-server"));
}

} // namespace

TestRedis::TestRedis(const QByteArray &password)
    : m_password(password)
{
}

TestRedis::~TestRedis()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool TestRedis::isAvailable()
{
    return !redisPath().isEmpty();
}

bool TestRedis::start()
{
    m_process.start(redisPath(), {QStringLiteral("-")});
    QByteArray configuration = "port 0\nsave \"\"\nappendonly no\nunixsocket "
        + socketPath().toUtf8() + "\ndir " + m_folder.path().toUtf8() + '\n';
    if (!m_password.isEmpty()) {
        configuration += "requirepass " + m_password + '\n';
    }
    m_process.write(configuration);
    m_process.closeWriteChannel();
    QByteArray said;
    const QDeadlineTimer deadline(RedisStartTimeout);
    while (!said.contains("ready to accept connections") && !deadline.hasExpired()
           && m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(int(deadline.remainingTime()));
        said += m_process.readAllStandardOutput();
    }
    return said.contains("ready to accept connections");
}

QByteArray TestRedis::url() const
{
    const QByteArray user = m_password.isEmpty() ? QByteArray() : ':' + m_password + '@';
    return "unix://" + user + socketPath().toUtf8();
}

QString TestRedis::socketPath() const
{
    return m_folder.filePath(QStringLiteral("s"));
}
