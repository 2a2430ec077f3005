// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/watch/sessiontext.h"
#include "support/testprogram.h"
#include "watchfixture.h"

#include <QSignalSpy>

#include <algorithm>

namespace {

const QString NewsChannel = QStringLiteral("news");
const QString RefusedChannel = QStringLiteral("refused");

} // namespace

/** A connection on which not every channel is subscribed is not live, and the channels can be
 * subscribed again. */
class TestWatchPartial : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void isNotLiveWithTheOnlyChannelRefused();
    void countsTheSubscribed();
    void followsTheChannels();
    void subscribesAgain_data();
    void subscribesAgain();
    void leavesOthersAloneWhenSubscribingAgain();
    void isNotLiveWhenTheServerEndsAChannel();
    void saysWhyNotAgain();

private:
    ChannelStatus channel(const QString &name) const;
    qsizetype count(SessionState state) const
    {
        return rows().filter(QStringLiteral("connection  %1 0").arg(int(state))).size();
    }
};

ChannelStatus TestWatchPartial::channel(const QString &name) const
{
    const QList<ChannelStatus> channels = m_session->channels();
    const auto found =
        std::find_if(channels.cbegin(), channels.cend(),
                     [&name](const ChannelStatus &status) { return status.channel == name; });
    return found == channels.cend() ? ChannelStatus() : *found;
}

void TestWatchPartial::isNotLiveWithTheOnlyChannelRefused()
{
    m_session->start(request({RefusedChannel}));
    QVERIFY(becomesPartial());
    QCOMPARE(count(SessionState::Live), 0);
    QCOMPARE(m_session->status().reason, QStringLiteral("the channel is not subscribed"));
    QCOMPARE(statusText(m_session->status()), QStringLiteral("0 of 1"));
}

void TestWatchPartial::countsTheSubscribed()
{
    QStringList channels;
    for (int i = 0; i < 200; ++i) {
        channels.append((i < 72 ? QStringLiteral("refused%1") : QStringLiteral("news%1")).arg(i));
    }
    m_session->start(request(channels));
    QVERIFY(becomesPartial());
    QCOMPARE(count(SessionState::Live), 0);
    QCOMPARE(count(SessionState::Partial), 1); // said once
    QCOMPARE(m_session->status().reason, QStringLiteral("128 of 200 channels are subscribed"));
    QCOMPARE(statusText(m_session->status()), QStringLiteral("128 of 200"));
    QCOMPARE(m_session->unsubscribedChannels(), channels.mid(0, 72));
}

void TestWatchPartial::followsTheChannels()
{
    m_session->start(request({NewsChannel}));
    QVERIFY(becomesLive());
    m_session->addChannel(RefusedChannel);
    QVERIFY(becomesPartial());
    QCOMPARE(statusText(m_session->status()), QStringLiteral("1 of 2"));
    QSignalSpy changed(m_session.get(), &WatchSession::statusChanged);
    m_session->addChannel(QStringLiteral("mute"));
    QCOMPARE(statusText(m_session->status()), QStringLiteral("1 of 3"));
    QCOMPARE(changed.count(), 1);
    m_session->removeChannel(QStringLiteral("mute"));
    QCOMPARE(statusText(m_session->status()), QStringLiteral("1 of 2"));
    m_session->removeChannel(RefusedChannel);
    QVERIFY(becomesLive());
}

void TestWatchPartial::subscribesAgain_data()
{
    QTest::addColumn<QStringList>("asked");
    QTest::addColumn<SessionState>("then");
    QTest::newRow("one") << QStringList{QStringLiteral("refused1")} << SessionState::Partial;
    QTest::newRow("all") << QStringList{QStringLiteral("refused1"), QStringLiteral("refused2")}
                         << SessionState::Live;
}

void TestWatchPartial::subscribesAgain()
{
    QFETCH(const QStringList, asked);
    QFETCH(SessionState, then);
    m_session->start(
        request({NewsChannel, QStringLiteral("refused1"), QStringLiteral("refused2")}));
    QVERIFY(becomesPartial());
    m_server->refuseNoMore();
    m_session->subscribeAgain(asked);
    for (const QString &name : asked) {
        QTRY_COMPARE_WITH_TIMEOUT(channel(name).state, ChannelState::Subscribed, Patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(state(), then, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->status().channels.subscribed(), 1 + int(asked.size()),
                              Patience);
}

void TestWatchPartial::leavesOthersAloneWhenSubscribingAgain()
{
    m_session->start(request({NewsChannel, RefusedChannel}));
    QVERIFY(becomesPartial());
    const qsizetype before = rows().size();
    m_session->subscribeAgain({NewsChannel, QStringLiteral("unknown"), RefusedChannel});
    QTRY_VERIFY_WITH_TIMEOUT(rows().size() >= before + 2, Patience);
    QCOMPARE(rows().mid(before),
             QStringList({QStringLiteral("subscription refused 1 0"),
                          QStringLiteral("subscription refused 0 103")})); // still partial
}

void TestWatchPartial::isNotLiveWhenTheServerEndsAChannel()
{
    m_session->start(request({NewsChannel, QStringLiteral("other")}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"news","unsubscribe":{"code":2000,"reason":"r"}}})");
    QVERIFY(becomesPartial());
    QCOMPARE(m_session->unsubscribedChannels(), QStringList{NewsChannel});
    m_session->subscribeAgain({NewsChannel});
    QVERIFY(becomesLive());
}

void TestWatchPartial::saysWhyNotAgain()
{
    m_session->start(request({NewsChannel, RefusedChannel}));
    QVERIFY(becomesPartial());
    QCOMPARE(whyNoSubscribeAgain(m_session->status(), channel(RefusedChannel)), QString());
    QVERIFY(!whyNoSubscribeAgain(m_session->status(), channel(NewsChannel)).isEmpty());
    m_session->close();
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Offline, Patience);
    QVERIFY(!whyNoSubscribeAgain(m_session->status(), channel(RefusedChannel)).isEmpty());
}

REALTIME_TEST(TestWatchPartial, QCoreApplication)
#include "tst_watchpartial.moc"
