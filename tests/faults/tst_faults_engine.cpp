// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The real engine behind a network that fails: every message once, in order.

#include "centrifuge/token.h"
#include "faults/byteproxy.h"
#include "faults/liveclient.h"
#include "support/testprogram.h"
#include "support/testserver.h"
#include "support/wiremessages.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int EnginePatience = 30'000; // ms
const QString Channel = QStringLiteral("history:faults");

QString tokenFor(std::chrono::seconds timeToLive)
{
    TokenClaims claims;
    claims.user = u"alice"_s;
    claims.timeToLive = timeToLive;
    const std::chrono::seconds now(QDateTime::currentSecsSinceEpoch());
    const auto token = mintToken(claims, TestServer::Secret, now);
    return token ? token.value() : QString();
}

/** The data of what "history:faults" delivered, live or recovered. */
QStringList heard(const LiveClient &live)
{
    QStringList data;
    for (const QString &event : live.eventsLike(Channel + u' ')) {
        const QStringList words = event.split(u' ');
        if (words.value(1) == "publication"_L1 || words.value(1) == "recovered"_L1) {
            data.append(words.value(3));
        }
    }
    return data;
}

QStringList numbers(int count)
{
    QStringList all;
    for (int i = 0; i < count; ++i) {
        all.append(QString::number(i));
    }
    return all;
}

} // namespace

class TestFaultsEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void deliversEachOnceThroughManyCuts_data();
    void deliversEachOnceThroughManyCuts();
    void recoversWhatWasPublishedWhileNobodyListened_data() { addBothWires(); }
    void recoversWhatWasPublishedWhileNobodyListened();
    void isCutForReadingTooSlowlyAndLosesNothing();
    void isCutForNotAnsweringPings();
    void mintsAnewWhenTheTokenExpiresDuringTheBackOff();
    void endsWhenAStaticTokenExpiresDuringTheBackOff();
    void comesBackAfterADisconnect_data();
    void comesBackAfterADisconnect();
    void endsAfterADisconnect_data();
    void endsAfterADisconnect();

private:
    void disconnect(int code); ///< by the API
    ClientOptions options(WireFormat wire = WireFormat::Protobuf) const
    {
        ClientOptions options = hastyOptions(m_proxy->url(), wire);
        options.token = tokenFor(1h);
        return options;
    }
    /** From `first` on, as data. */
    bool publish(int first, int count)
    {
        QJsonArray commands;
        for (int i = first; i < first + count; ++i) {
            commands.append(
                QJsonObject{{u"publish"_s, QJsonObject{{u"channel"_s, Channel}, {u"data"_s, i}}}});
        }
        return !m_server
                    ->call(u"batch"_s,
                           QJsonDocument(QJsonObject{{u"commands"_s, commands}}).toJson())
                    .contains("error");
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<ByteProxy> m_proxy;
};

void TestFaultsEngine::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("the local server was not built");
    }
}

void TestFaultsEngine::init()
{
    m_server = std::make_unique<TestServer>();
    QJsonObject client = m_server->config().value(u"client"_s).toObject();
    if (qstrcmp(QTest::currentTestFunction(), "isCutForNotAnsweringPings") == 0) {
        client.insert(u"ping_interval"_s, u"1s"_s);
        client.insert(u"pong_timeout"_s, u"500ms"_s);
    }
    m_server->config().insert(u"client"_s, client);
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_proxy = std::make_unique<ByteProxy>(m_server->port());
}

void TestFaultsEngine::cleanup()
{
    m_proxy.reset();
    m_server.reset();
}

void TestFaultsEngine::deliversEachOnceThroughManyCuts_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<ByteProxy::Cut>("cut");
    QTest::newRow("hang-ups, Protobuf") << WireFormat::Protobuf << ByteProxy::Cut::HangUp;
    QTest::newRow("hang-ups, JSON") << WireFormat::Json << ByteProxy::Cut::HangUp;
    QTest::newRow("resets, Protobuf") << WireFormat::Protobuf << ByteProxy::Cut::Reset;
    QTest::newRow("resets, JSON") << WireFormat::Json << ByteProxy::Cut::Reset;
}

/** Each round is cut somewhere else in the stream of its connection. */
void TestFaultsEngine::deliversEachOnceThroughManyCuts()
{
    QFETCH(WireFormat, wire);
    QFETCH(ByteProxy::Cut, cut);
    constexpr int Rounds = 20;
    constexpr int EachRound = 15;
    LiveClient live(options(wire));
    live.subscribe(Channel);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    for (int round = 0; round < Rounds; ++round) {
        m_proxy->cutAfter(7 + 11 * round, cut);
        QVERIFY(publish(round * EachRound, EachRound));
        QTRY_VERIFY_WITH_TIMEOUT(!m_proxy->isCutPlanned(), EnginePatience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(heard(live).size(), Rounds * EachRound, EnginePatience);
    QCOMPARE(heard(live), numbers(Rounds * EachRound));
    QCOMPARE(m_proxy->connectionCount(), Rounds + 1);
    QVERIFY(live.lastSubscribed().recovered);
}

void TestFaultsEngine::recoversWhatWasPublishedWhileNobodyListened()
{
    QFETCH(WireFormat, wire);
    LiveClient live(options(wire));
    live.subscribe(Channel);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    QVERIFY(publish(0, 1));
    QTRY_COMPARE_WITH_TIMEOUT(heard(live).size(), 1, EnginePatience);
    m_proxy->refuse();
    m_proxy->cut(ByteProxy::Cut::Reset);
    QTRY_VERIFY(live.retries() > 3);
    QVERIFY(publish(1, 200));
    QVERIFY(m_proxy->listenAgain());
    QTRY_COMPARE_WITH_TIMEOUT(heard(live).size(), 201, EnginePatience);
    QCOMPARE(heard(live), numbers(201));
    QCOMPARE(live.lastSubscribed().recoveredCount, 200U);
    QVERIFY(publish(201, 1));
    QTRY_COMPARE_WITH_TIMEOUT(heard(live), numbers(202), EnginePatience);
}

/** The queue of the server is 1 MiB; what it can't send then is 20 MiB. */
void TestFaultsEngine::isCutForReadingTooSlowlyAndLosesNothing()
{
    constexpr int Count = 200;
    ClientOptions slow = options();
    slow.frameLimit = qint64(64) * 1024 * 1024; // what was missed comes in one reply
    LiveClient live(slow);
    Subscription *subscription = live.subscribe(Channel);
    QStringList beginnings;
    connect(subscription, &Subscription::publicationReceived, this,
            [&beginnings](const PublicationEvent &event) {
                beginnings.append(QString::fromUtf8(event.publication.data.mid(1, 3)));
            });
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    m_proxy->stall();
    QStringList expected;
    for (int i = 0; i < Count; ++i) {
        expected.append(QString::number(100 + i));
        QVERIFY(m_server->publish(
            Channel, '"' + QByteArray::number(100 + i) + QByteArray(100'000, 'x') + '"'));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(Channel), 0,
                              2 * EnginePatience); // it gave us up
    m_proxy->resume();
    QTRY_COMPARE_WITH_TIMEOUT(beginnings.size(), Count, EnginePatience);
    QCOMPARE(beginnings, expected);
    QVERIFY(m_proxy->connectionCount() >= 2);
    QVERIFY(live.lastSubscribed().recovered);
}

void TestFaultsEngine::isCutForNotAnsweringPings()
{
    LiveClient live(options());
    live.subscribe(Channel);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    m_proxy->stall(); // our pongs, too
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(Channel), 0, EnginePatience);
    m_proxy->resume();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 2, EnginePatience);
    QVERIFY2(live.count(u"connecting 3012 no pong"_s) == 1
                 || live.eventsLike(u"connecting 1 "_s).size() == 1,
             qPrintable(live.events().join(u'\n')));
}

void TestFaultsEngine::mintsAnewWhenTheTokenExpiresDuringTheBackOff()
{
    ClientOptions minting = options();
    QString last;
    minting.tokenProvider = [&last](const TokenReply &answer) {
        last = tokenFor(last.isEmpty() ? 60s : 2s);
        answer(last);
    };
    minting.token.clear();
    LiveClient live(minting);
    live.subscribe(Channel);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    m_proxy->refuse();
    m_proxy->cut(ByteProxy::Cut::Reset);
    QTRY_VERIFY(live.retries() > 2);
    const qint64 end = QDateTime::currentSecsSinceEpoch() + 3;
    QTRY_VERIFY(QDateTime::currentSecsSinceEpoch() > end); // the one of the first retries is over
    QVERIFY(m_proxy->listenAgain());
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 2, EnginePatience);
    QCOMPARE(live.count(u"error Server 109"_s), 0);
}

void TestFaultsEngine::endsWhenAStaticTokenExpiresDuringTheBackOff()
{
    ClientOptions fixed = options();
    fixed.token = tokenFor(2s);
    LiveClient live(fixed);
    live.subscribe(Channel);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    const qint64 end = QDateTime::currentSecsSinceEpoch() + 2;
    m_proxy->refuse();
    m_proxy->cut(ByteProxy::Cut::Reset);
    QTRY_VERIFY(QDateTime::currentSecsSinceEpoch() > end);
    QCOMPARE(live.state(), Client::State::Connecting);
    QVERIFY(m_proxy->listenAgain());
    QTRY_COMPARE_WITH_TIMEOUT(live.state(), Client::State::Disconnected, EnginePatience);
    QCOMPARE(live.events().last(), u"disconnected 109 token expired"_s);
}

void TestFaultsEngine::disconnect(int code)
{
    const QByteArray command = R"({"user":"alice","disconnect":{"code":)" + QByteArray::number(code)
        + R"(,"reason":"as asked"}})";
    QVERIFY(!m_server->call(u"disconnect"_s, command).contains("error"));
}

void TestFaultsEngine::comesBackAfterADisconnect_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("3011") << 3011;
    QTest::newRow("3499, the last of the server's to be retried") << 3499;
    QTest::newRow("4000") << 4000;
    QTest::newRow("4499") << 4499;
}

void TestFaultsEngine::comesBackAfterADisconnect()
{
    QFETCH(int, code);
    LiveClient live(options());
    live.subscribe(Channel);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    disconnect(code);
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 2, EnginePatience);
    QCOMPARE(live.count(u"connecting %1 as asked"_s.arg(code)), 1);
}

void TestFaultsEngine::endsAfterADisconnect_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("3500") << 3500;
    QTest::newRow("3999, the last of the server's") << 3999;
    QTest::newRow("4500") << 4500;
    QTest::newRow("4999") << 4999;
}

void TestFaultsEngine::endsAfterADisconnect()
{
    QFETCH(int, code);
    LiveClient live(options());
    live.subscribe(Channel);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(Channel + u" subscribed"_s), 1, EnginePatience);
    disconnect(code);
    QTRY_COMPARE_WITH_TIMEOUT(live.state(), Client::State::Disconnected, EnginePatience);
    QCOMPARE(live.count(u"disconnected %1 as asked"_s.arg(code)), 1);
    QCOMPARE(m_proxy->connectionCount(), 1);
}

REALTIME_TEST(TestFaultsEngine, QCoreApplication)
#include "tst_faults_engine.moc"
