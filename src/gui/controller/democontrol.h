// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QObject>

class DemoTraffic;
class NoticeCenter;
class PublishController;
struct ChannelStatus;

/** Switches demo traffic on and off, publishes it, and keeps it out of production. Main thread. */
class DemoControl : public QObject
{
    Q_OBJECT

public:
    /** Both outlive this. */
    DemoControl(PublishController &publishing, NoticeCenter &notices, QObject *parent = nullptr);

    bool isRunning() const;
    /** Refused with a notice where `production` names a profile that is marked as production. */
    void setRunning(bool running, const QString &production);
    /** Publishes to those that are subscribed. */
    void follow(const QList<ChannelStatus> &channels);

Q_SIGNALS:
    void changed(bool running);

private:
    PublishController &m_publishing;
    NoticeCenter &m_notices;
    DemoTraffic *m_traffic;
};
