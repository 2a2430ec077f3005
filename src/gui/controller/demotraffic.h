// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTimer>

/**
 * Makes varied, realistic messages for a demo. It only says what to publish; sending is the
 * window's one way out. Main thread.
 */
class DemoTraffic : public QObject
{
    Q_OBJECT

public:
    explicit DemoTraffic(QObject *parent = nullptr);

    bool isRunning() const { return m_timer.isActive(); }
    void setRunning(bool running);
    /** Where to publish, in turn. */
    void setChannels(const QStringList &channels);
    /** The message number `number`, one JSON object. */
    static QByteArray message(quint64 number);

Q_SIGNALS:
    void messageReady(const QString &channel, const QByteArray &data);

private:
    void send();

    QTimer m_timer;
    QStringList m_channels;
    quint64 m_count = 0;
};
