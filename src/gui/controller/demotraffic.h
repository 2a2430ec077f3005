// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTimer>

/**
 * Generates varied, realistic messages for a demo. It only emits them; DemoControl publishes
 * them. Main thread.
 */
class DemoTraffic : public QObject
{
    Q_OBJECT

public:
    explicit DemoTraffic(QObject *parent = nullptr);

    bool isRunning() const { return m_timer.isActive(); }
    void setRunning(bool running);
    /** The channels to publish to, in turn. */
    void setChannels(const QStringList &channels);
    /** The `number`th message, a JSON object. */
    static QByteArray message(quint64 number);

Q_SIGNALS:
    void messageReady(const QString &channel, const QByteArray &data);

private:
    void send();

    QTimer m_timer;
    QStringList m_channels;
    quint64 m_count = 0;
};
