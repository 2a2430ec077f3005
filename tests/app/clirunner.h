// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/testserver.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <functional>

/** In the JSON output of a watch that is live. */
inline const QByteArray Live = "\"state\":\"live\"";

/** A command line without quotes, split at its spaces. */
inline QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

/** What a run of the program left behind. */
struct CliResult
{
    int exitCode = -1; ///< -1: did not end, or ended by a signal
    QByteArray out;
    QByteArray err;

    QList<QByteArray> lines() const; ///< of the standard output
    QList<QJsonObject> objects() const; ///< each line as JSON; an empty object where it is none
};

/** One run of $REALTIME_PROGRAM, without a display. Waits end on a condition or when the patience
 * is over. */
class CliProcess
{
public:
    CliProcess();
    ~CliProcess();
    CliProcess(const CliProcess &) = delete;
    CliProcess &operator=(const CliProcess &) = delete;

    void setEnvironment(const QProcessEnvironment &environment);
    QProcess &process() { return m_process; }
    void start(const QStringList &arguments);

    /** Until a line of the standard output contains `text`. */
    bool waitForLine(const QByteArray &text);
    /** Until the standard error contains `text`. */
    bool waitForWords(const QByteArray &text);
    /** Until `condition` holds of what soFar() has. */
    bool waitFor(const std::function<bool()> &condition) { return waitUntil(condition); }
    /** What it has said up to now; the exit code is not known yet. */
    CliResult soFar() const { return {-1, m_out, m_err}; }
    void send(int signal);
    CliResult waitForEnd();

    QByteArray commandLine() const; ///< as other users of the machine see it

private:
    bool waitUntil(const std::function<bool()> &condition);
    void read();

    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};

/** Starts, writes `input`, waits for the end. */
CliResult runCli(const QStringList &arguments,
                 const QProcessEnvironment &environment = TestServer::emptyEnvironment(),
                 const QByteArray &input = {});

/** True when `text` holds one of the test server's secrets, plain or encoded, or a token. */
bool holdsSecret(const QByteArray &text);
