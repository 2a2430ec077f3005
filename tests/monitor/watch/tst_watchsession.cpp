// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "support/testprogram.h"
#include "watchfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

class TestWatchSession : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void isDisabledWithoutASecret();
    void takesAReadyToken();
    void isLiveWithoutChannels();
    void waitsForTheAnswerToEveryChannel();
    void staysLiveWhenAChannelIsAdded();
    void isLiveOncePerConnection();
    void isRefusedByTheConnectReply();
    void isRefusedByACloseCode_data();
    void isRefusedByACloseCode();
    void retriesNow();
    void removesAChannel();
    void addsEachChannelOnce();
    void endsItsChannelsWhenItIsClosed();
    void endsItsChannelsWhenItIsRefused();
    void namesNobodyItDoesNotKnow_data();
    void namesNobodyItDoesNotKnow();
    void saysOfflineAndClosedOnce();
    void isSilentAfterClosing();
    void closesWithoutAConnection();
    void startsAnewAsAnotherUser();
    void mayEndAtAnyTime();
    void mayBeDeletedByItsSignals();
    void forgetsAChannelThatItsSignalsRemove();
    void tellsOnlyOfFailedConnections();

private:
    void endItsChannels(const std::function<void()> &end, const QString &lastRow);
};

void TestWatchSession::isDisabledWithoutASecret()
{
    WatchRequest nothing = request({QStringLiteral("news")});
    nothing.connection.tokenHmacSecret = {};
    QSignalSpy changed(m_session.get(), &WatchSession::statusChanged);
    m_session->start(nothing);
    QCOMPARE(state(), SessionState::Disabled);
    QVERIFY(m_session->status().reason.contains(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET")));
    QCOMPARE(changed.count(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{QStringLiteral("connection  0 0")}, Patience);
    QCOMPARE(m_session->channels().constFirst().state, ChannelState::Unsubscribed);
    QCOMPARE(m_server->transportsMade(), 0);
}

void TestWatchSession::takesAReadyToken()
{
    WatchRequest ready = request({});
    ready.connection.tokenHmacSecret = {};
    ready.connection.token = Secret("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2ln");
    m_session->start(ready);
    QVERIFY(becomesLive());
    QCOMPARE(m_server->tokenSeen(), QByteArray("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2ln"));
    QCOMPARE(m_session->status().user, QStringLiteral("bob"));
}

void TestWatchSession::isLiveWithoutChannels()
{
    m_session->start(request({}));
    QCOMPARE(state(), SessionState::Connecting);
    QVERIFY(becomesLive());
    QCOMPARE(rows(),
             (QStringList{QStringLiteral("connection  2 0"), QStringLiteral("connection  3 0")}));
    QVERIFY(m_server->tokenSeen().startsWith("eyJ"));
}

void TestWatchSession::waitsForTheAnswerToEveryChannel()
{
    m_session->start(
        request({QStringLiteral("news"), QStringLiteral("mute"), QStringLiteral("refused")}));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(2).code, 103u, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).state, ChannelState::Subscribed,
                              Patience);
    QCOMPARE(state(), SessionState::Connecting);
    m_server->answer(QStringLiteral("mute"));
    QVERIFY(becomesPartial());
    QCOMPARE(m_session->channels().at(1).state, ChannelState::Subscribed);
    QCOMPARE(m_session->channels().at(2).state, ChannelState::Unsubscribed);
    QCOMPARE(rows().last(), QStringLiteral("connection  5 0"));
}

void TestWatchSession::staysLiveWhenAChannelIsAdded()
{
    m_session->start(request({}));
    QVERIFY(becomesLive());
    QSignalSpy changed(m_session.get(), &WatchSession::statusChanged);
    m_session->addChannel(QStringLiteral("news"));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).state, ChannelState::Subscribed,
                              Patience);
    QCOMPARE(state(), SessionState::Live);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(m_session->request().channels, QStringList{QStringLiteral("news")});
}

void TestWatchSession::isLiveOncePerConnection()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("other")}));
    QVERIFY(becomesLive());
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 0, QStringLiteral("reset"), true});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    QVERIFY(m_session->status().code != 0 || !m_session->status().reason.isEmpty());
    m_session->retryNow();
    QVERIFY(becomesLive());
    QStringList states;
    for (const QString &row : rows()) {
        if (row.startsWith(QStringLiteral("connection"))) {
            states.append(row.section(QLatin1Char(' '), 2, 2));
        }
    }
    QCOMPARE(states.join(QString()), QStringLiteral("2323"));
}

void TestWatchSession::isRefusedByTheConnectReply()
{
    m_server->connectAnswer = R"("error":{"code":101,"message":"unauthorized"})";
    m_session->start(request({QStringLiteral("news")}));
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Refused, Patience);
    QCOMPARE(m_session->status().code, 101u);
    QCOMPARE(m_server->transportsMade(), 1);
}

void TestWatchSession::isRefusedByACloseCode_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("3500") << 3500;
    QTest::newRow("4999") << 4999;
}

void TestWatchSession::isRefusedByACloseCode()
{
    QFETCH(int, code);
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    m_server->drop({Centrifuge::ErrorLayer::Server, code, QStringLiteral("words"), false});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Refused, Patience);
    QCOMPARE(int(m_session->status().code), code);
    QCOMPARE(m_server->transportsMade(), 1);
}

void TestWatchSession::retriesNow()
{
    m_server->connectAnswer = R"("error":{"code":100,"message":"internal","temporary":true})";
    QSignalSpy failed(m_session.get(), &WatchSession::failed);
    m_session->start(request({}));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->status().retryAttempt, 1, Patience);
    QVERIFY(m_session->status().retryAt.has_value());
    QCOMPARE(state(), SessionState::Connecting);
    m_session->retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(rows().contains(QStringLiteral("error  8 100")), Patience);
}

void TestWatchSession::removesAChannel()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("mute")}));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).state, ChannelState::Subscribed,
                              Patience);
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    m_session->removeChannel(QStringLiteral("mute"));
    QCOMPARE(removed.count(), 1);
    QVERIFY(becomesLive()); // nothing is asked for that has no answer
    m_session->removeChannel(QStringLiteral("news"));
    QTRY_COMPARE_WITH_TIMEOUT(rows().last(), QStringLiteral("subscription news 0 0"), Patience);
    m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    m_session->addChannel(QStringLiteral("news"));
    QTRY_COMPARE_WITH_TIMEOUT(rows().last(), QStringLiteral("subscription news 2 0"), Patience);
    QCOMPARE(m_journal->counters().publications, std::uint64_t(0));
    QCOMPARE(rows().filter(QStringLiteral("gap ")).size(), 0);
}

void TestWatchSession::addsEachChannelOnce()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("news"), QString()}));
    QVERIFY(becomesLive());
    QSignalSpy changed(m_session.get(), &WatchSession::channelChanged);
    m_session->addChannel(QStringLiteral("news"));
    m_session->addChannel(QString());
    QCOMPARE(m_session->channels().size(), 1);
    QCOMPARE(changed.count(), 0);
}

void TestWatchSession::endsItsChannelsWhenItIsClosed()
{
    endItsChannels([this] { m_session->close(); }, QStringLiteral("connection  1 0"));
}

void TestWatchSession::endsItsChannelsWhenItIsRefused()
{
    endItsChannels(
        [this] {
            m_server->drop({Centrifuge::ErrorLayer::Server, 3500, QStringLiteral("words"), false});
        },
        QStringLiteral("connection  4 3500"));
}

void TestWatchSession::endItsChannels(const std::function<void()> &end, const QString &lastRow)
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("refused")}));
    QVERIFY(becomesPartial());
    QStringList told;
    connect(m_session.get(), &WatchSession::channelChanged, this, [&](const ChannelStatus &status) {
        QVERIFY(state() != SessionState::Partial);
        told.append(status.channel + QString::number(int(status.state)));
    });
    end();
    QTRY_COMPARE_WITH_TIMEOUT(told, QStringList{QStringLiteral("news0")}, Patience);
    QCOMPARE(m_session->channels().at(0).state, ChannelState::Unsubscribed);
    QCOMPARE(m_session->channels().at(1).code, 103u); // its own end
    QCOMPARE(rows().last(), lastRow);
    m_session->addChannel(QStringLiteral("late"));
    QCOMPARE(m_session->channels().at(2).state, ChannelState::Unsubscribed);
}

void TestWatchSession::namesNobodyItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("words");
    QTest::newRow("a name") << QByteArray() << "alice"
                            << "connecting as alice";
    QTest::newRow("no name") << QByteArray() << ""
                             << "connecting without a user's name";
    QTest::newRow("the name of the token")
        << QByteArray("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2ln") << "alice"
        << "connecting as bob";
    QTest::newRow("a token that says nothing")
        << QByteArray("what is this") << ""
        << "connecting with a ready token that can't be read";
}

void TestWatchSession::namesNobodyItDoesNotKnow()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, user);
    QFETCH(QString, words);
    WatchRequest wanted = request({});
    wanted.connection.token = Secret(token);
    wanted.user = user;
    m_session->start(wanted);
    QCOMPARE(m_session->status().reason, words);
}

void TestWatchSession::saysOfflineAndClosedOnce()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    QSignalSpy closed(m_session.get(), &WatchSession::closed);
    m_session->close();
    m_session->close();
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, Patience);
    QCOMPARE(state(), SessionState::Offline);
    QCOMPARE(rows().last(), QStringLiteral("connection  1 0"));
    QCOMPARE(m_session->channels().at(0).state, ChannelState::Unsubscribed);
    QVERIFY(m_server->commandsSeen().last().contains("unsubscribe"));
}

void TestWatchSession::isSilentAfterClosing()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    bool isClosed = false;
    int late = 0;
    connect(m_session.get(), &WatchSession::closed, this, [&] { isClosed = true; });
    const auto count = [&] { late += isClosed ? 1 : 0; };
    connect(m_feed.get(), &JournalFeed::entriesAppended, this, count);
    connect(m_session.get(), &WatchSession::statusChanged, this, count);
    connect(m_session.get(), &WatchSession::channelChanged, this, count);
    for (int i = 0; i < 200; ++i) {
        m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    }
    m_session->close();
    for (int i = 0; i < 200; ++i) {
        m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    }
    QTRY_VERIFY_WITH_TIMEOUT(isClosed, Patience);
    const std::size_t size = m_journal->size();
    Journal others;
    JournalFeed otherFeed(*m_io, others);
    WatchSession other(otherFeed, nullptr, m_server->factory());
    other.close(); // once it has answered, whatever was on its way has arrived
    QSignalSpy closed(&other, &WatchSession::closed);
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, Patience);
    QCOMPARE(late, 0);
    QCOMPARE(m_journal->size(), size);
}

void TestWatchSession::closesWithoutAConnection()
{
    QSignalSpy closed(m_session.get(), &WatchSession::closed);
    m_session->close();
    QCOMPARE(closed.count(), 0); // later, as always
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, Patience);
}

void TestWatchSession::startsAnewAsAnotherUser()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("old")}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).received, 1ull, Patience);
    const std::size_t before = m_journal->size();
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    QSignalSpy closed(m_session.get(), &WatchSession::closed);
    WatchRequest bob = request({QStringLiteral("news")});
    bob.user = QStringLiteral("bob");
    m_session->start(bob);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(m_session->status().user, QStringLiteral("bob"));
    QVERIFY(becomesLive());
    QVERIFY(std::string(row(before).payload).find("bob") != std::string::npos);
    QCOMPARE(m_server->transportsMade(), 2);
    QCOMPARE(m_session->channels().at(0).received, 1ull);
    QCOMPARE(closed.count(), 0);
    QCOMPARE(rows().filter(QStringLiteral("connection  1")).size(), 0);
}

void TestWatchSession::mayEndAtAnyTime()
{
    for (int i = 0; i < 30; ++i) {
        Journal journal;
        IoThread io;
        JournalFeed feed(io, journal);
        WatchSession session(feed, nullptr, m_server->factory());
        session.start(request({QStringLiteral("news")}));
        if (i % 3 == 1) {
            session.start(request({QStringLiteral("mute")}));
        }
        if (i % 3 == 2) {
            QTRY_COMPARE_WITH_TIMEOUT(session.status().state, SessionState::Live, Patience);
        }
        if (i % 2 == 0) {
            session.close();
        }
    }
}

void TestWatchSession::mayBeDeletedByItsSignals()
{
    connect(m_feed.get(), &JournalFeed::entriesAppended, this, [this] {
        if (m_session && state() == SessionState::Live) {
            m_session.reset();
        }
    });
    m_session->start(request({QStringLiteral("news")}));
    QTRY_VERIFY_WITH_TIMEOUT(m_session == nullptr, Patience);
}

void TestWatchSession::forgetsAChannelThatItsSignalsRemove()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("other")}));
    QVERIFY(becomesLive());
    QStringList told;
    connect(m_session.get(), &WatchSession::channelChanged, this,
            [&told](const ChannelStatus &status) { told.append(status.channel); });
    connect(m_session.get(), &WatchSession::statusChanged, this,
            [this] { m_session->removeChannel(QStringLiteral("news")); });
    m_server->drop({Centrifuge::ErrorLayer::Server, 3500, QStringLiteral("words"), false});
    QTRY_COMPARE_WITH_TIMEOUT(told, QStringList{QStringLiteral("other")}, Patience);
}

void TestWatchSession::tellsOnlyOfFailedConnections()
{
    QSignalSpy failed(m_session.get(), &WatchSession::failed);
    m_session->start(request({QStringLiteral("mute")}));
    QTRY_VERIFY_WITH_TIMEOUT(m_server->isAsked(QStringLiteral("mute")), Patience);
    m_server->push(R"({"id":2,"error":{"code":100,"message":"internal","temporary":true}})");
    QTRY_VERIFY_WITH_TIMEOUT(rows().contains(QStringLiteral("error mute 8 100")), Patience);
    QCOMPARE(failed.count(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Partial,
                              Patience); // an answer, if no good one
}

REALTIME_TEST(TestWatchSession, QCoreApplication)
#include "tst_watchsession.moc"
