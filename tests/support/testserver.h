// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

/**
 * A real local server for a test: the program in $REALTIME_LOCAL_SERVER on a free loopback port.
 * Ends with the test. Every wait ends on a condition or a time limit; those of the HTTP helpers run
 * the event loop.
 *
 * Channels without a namespace: presence, joins and leaves, `#user` limits, no history. Namespaces:
 * `history` (kept, recovered, positioned, joins and leaves), `plain` (nothing but subscribing) and
 * `closed` (a client may not subscribe).
 */
class TestServer
{
public:
    static constexpr char Secret[] = "test-hmac-secret-4f2a";
    static constexpr char ApiKey[] = "test-api-key-91bc";

    TestServer();
    ~TestServer();
    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    /** False when there is no program to start; a test then skips. */
    static bool isAvailable();

    /** The configuration the next start() gives; may be changed before. */
    QJsonObject &config() { return m_config; }
    /** Sets one option of the next start(), such as "client.queue_max_size", under Centrifugo's
     * name. */
    void setOption(const QString &name, const QJsonValue &value);
    /** Adds a namespace for the next start(); its `options` have Centrifugo's names. */
    void addNamespace(const QString &name, QJsonObject options);

    /** Starts, waits for the ready line. The second time: the same port. */
    bool start();
    /** Returns when it stands still: sockets stay open, nothing is answered. kill() ends that. */
    void freeze();
    /** Like a crash; returns when the process is gone. */
    void kill();
    /** Closes its standard input, as a parent that ends; false when it does not end by itself. */
    bool stop();
    bool isRunning() const;

    quint16 port() const { return m_port; }
    QUrl webSocketUrl() const;
    QUrl apiUrl() const;
    QString errorText() const { return m_error; }

    /** The four CENTRIFUGO_* variables in a copy of the system's environment without others of
     * that name. */
    QProcessEnvironment environment() const;
    /** The system's environment without any CENTRIFUGO_* and without a profile. */
    static QProcessEnvironment emptyEnvironment();

    /** The answer to POST <api>/<method> with `body` as it is; empty when there is none. */
    QByteArray call(const QString &method, const QByteArray &body) const;
    /** `result` of the answer, or an empty object. */
    QJsonObject callObject(const QString &method, const QJsonObject &parameters) const;
    /** Publishes `data`, one JSON value, byte for byte. */
    bool publish(const QString &channel, const QByteArray &data) const;
    /** Publishes bytes that need not be JSON. */
    bool publishBinary(const QString &channel, const QByteArray &bytes) const;
    /** Connections subscribed to `channel` according to presence_stats; -1 on failure. */
    int clientCount(const QString &channel) const;

private:
    QProcess m_process;
    QJsonObject m_config;
    quint16 m_port = 0;
    QString m_error;
};
