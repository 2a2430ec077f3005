// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/patience.h"

#include <QDeadlineTimer>
#include <QDebug>
#include <QFile>
#include <QJsonDocument>

#include <csignal>

namespace {

constexpr int ReadPatience = 50;

/** Whether a wait was in vain: the test is red then, and all its rows need not take that long. */
bool hasLostPatience = false;

QString programPath()
{
    return qEnvironmentVariable("REALTIME_PROGRAM");
}

} // namespace

QList<QByteArray> CliResult::lines() const
{
    QList<QByteArray> result = out.split('\n');
    if (!result.isEmpty() && result.constLast().isEmpty()) {
        result.removeLast();
    }
    return result;
}

QList<QJsonObject> CliResult::objects() const
{
    QList<QJsonObject> result;
    const QList<QByteArray> all = lines();
    for (const QByteArray &line : all) {
        result.append(QJsonDocument::fromJson(line).object());
    }
    return result;
}

CliProcess::CliProcess()
{
    setEnvironment(TestServer::emptyEnvironment());
}

CliProcess::~CliProcess()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void CliProcess::setEnvironment(const QProcessEnvironment &environment)
{
    QProcessEnvironment headless = environment;
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        headless.remove(QLatin1String(name));
    }
    m_process.setProcessEnvironment(headless);
}

void CliProcess::start(const QStringList &arguments)
{
    m_process.start(programPath(), arguments);
    m_process.waitForStarted();
}

bool CliProcess::waitForLine(const QByteArray &text)
{
    return waitUntil([this, text] {
        const qsizetype at = m_out.indexOf(text);
        return at >= 0 && m_out.indexOf('\n', at) >= 0;
    });
}

bool CliProcess::waitForWords(const QByteArray &text)
{
    return waitUntil([this, text] { return m_err.contains(text); });
}

void CliProcess::send(int signal)
{
    ::kill(pid_t(m_process.processId()), signal);
}

CliResult CliProcess::waitForEnd()
{
    waitUntil([this] { return m_process.state() == QProcess::NotRunning; });
    const bool isOver = m_process.state() == QProcess::NotRunning;
    const bool hasEnded = isOver && m_process.exitStatus() == QProcess::NormalExit;
    if (!hasEnded) {
        qWarning().noquote() << (isOver ? "ended by signal" : "still runs, last exit code")
                             << m_process.exitCode() << "after it said:" << m_err;
    }
    return {hasEnded ? m_process.exitCode() : -1, m_out, m_err};
}

QByteArray CliProcess::commandLine() const
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(m_process.processId()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool CliProcess::waitUntil(const std::function<bool()> &condition)
{
    const QDeadlineTimer deadline(hasLostPatience ? Patience / 5 : Patience);
    read();
    while (!condition()) {
        const bool isOver = m_process.state() == QProcess::NotRunning;
        if (isOver || deadline.hasExpired()) {
            hasLostPatience |= !isOver;
            read();
            return condition();
        }
        m_process.waitForReadyRead(ReadPatience);
        read();
    }
    return true;
}

void CliProcess::read()
{
    m_out += m_process.readAllStandardOutput();
    m_err += m_process.readAllStandardError();
}

CliResult runCli(const QStringList &arguments, const QProcessEnvironment &environment,
                 const QByteArray &input)
{
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(arguments);
    cli.process().write(input);
    cli.process().closeWriteChannel();
    return cli.waitForEnd();
}

bool holdsSecret(const QByteArray &text)
{
    for (const QByteArray secret : {TestServer::Secret, TestServer::ApiKey}) {
        const QByteArray base64 = secret.toBase64(QByteArray::OmitTrailingEquals);
        const QByteArray base64Url =
            secret.toBase64(QByteArray::OmitTrailingEquals | QByteArray::Base64UrlEncoding);
        for (const QByteArray &form : {secret, base64, base64Url, secret.toHex()}) {
            if (text.contains(form)) {
                return true;
            }
        }
    }
    return text.contains("eyJ");
}
