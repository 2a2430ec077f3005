// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/democontrol.h"

#include "gui/controller/demotraffic.h"
#include "gui/controller/noticecenter.h"
#include "gui/controller/publishcontroller.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsession.h"

DemoControl::DemoControl(PublishController &publishing, NoticeCenter &notices, QObject *parent)
    : QObject(parent)
    , m_publishing(publishing)
    , m_notices(notices)
    , m_traffic(new DemoTraffic(this))
{
    connect(
        m_traffic, &DemoTraffic::messageReady, this,
        [this](const QString &channel, const QByteArray &data) {
            const auto tag = QString::fromLatin1(RoundTripTagKey);
            m_publishing.publishOfSeries({channel, data, {{tag, RoundTripTracker::newTag()}}, {}});
        });
}

bool DemoControl::isRunning() const
{
    return m_traffic->isRunning();
}

/** The only check that keeps demo traffic out of production. */
void DemoControl::setRunning(bool running, const QString &production)
{
    const bool isRefused = running && !production.isEmpty();
    const bool mayRun = running && !isRefused;
    const bool hasChanged = isRunning() != mayRun;
    m_traffic->setRunning(mayRun);
    if (hasChanged && mayRun) {
        m_publishing.beginSeries();
    }
    if (hasChanged || isRefused) { // a refusal has to untick the action
        Q_EMIT changed(mayRun);
    }
    if (isRefused) {
        m_notices.showDemoTrafficRefused(production);
    } else {
        m_notices.clearDemoTraffic();
    }
}

void DemoControl::follow(const QList<ChannelStatus> &channels)
{
    m_traffic->setChannels(subscribedNames(channels));
}
