// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Many channels, and many connections one after the other: nothing may pile up.

#include "centrifuge/token.h"
#include "centrifuge/transport/websockettransport.h"
#include "faults/byteproxy.h"
#include "faults/liveclient.h"
#include "support/fakeclock.h"
#include "support/faketransport.h"
#include "support/scriptedserver.h"
#include "support/testprogram.h"
#include "support/testserver.h"
#include "support/wiremessages.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QTest>

#include <malloc.h>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Steps;

namespace {

constexpr int ScalePatience = 60'000; // ms

QString channelName(int number)
{
    return u"history:channel-%1"_s.arg(number, 4, 10, QLatin1Char('0'));
}

void deleteWhatIsDueLater()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::sendPostedEvents(); // Qt keeps the list of those that were sent until then
}

qsizetype openFiles()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System).size();
}

/** A client on fakes that may be reconnected without end. */
class Reconnecting
{
public:
    explicit Reconnecting(int channels)
        : m_client(options(), factory(), m_clock)
    {
        for (int i = 0; i < channels; ++i) {
            m_client.newSubscription(channelName(i))->subscribe();
        }
        m_client.connectToServer();
    }

    Client &client() { return m_client; }
    FakeTransport &transport() { return *m_transport; }
    qsizetype timers() const { return m_clock.activeTimers(); }
    qsizetype objects() const { return m_client.findChildren<QObject *>().size(); }

    void answerConnect()
    {
        m_transport->reply(u"connect"_s, R"("connect":{"client":"c","ping":25})");
    }
    void answerSubscribes()
    {
        const QList<QJsonObject> commands = m_transport->commands();
        for (const QJsonObject &command : commands) {
            if (command.contains(u"subscribe"_s)) {
                m_transport->replyTo(command.value(u"id"_s).toInt(),
                                     R"("subscribe":{"recoverable":true,"epoch":"e","offset":1})");
            }
        }
    }
    void waitForTheNextAttempt()
    {
        deleteWhatIsDueLater();
        m_clock.advance(10ms); // longer than any back-off, shorter than any time limit
    }
    void pass(std::chrono::milliseconds time) { m_clock.advance(time); }

private:
    static ClientOptions options()
    {
        ClientOptions options = hastyOptions(QUrl(u"ws://server/"_s));
        options.token = u"token"_s;
        return options;
    }
    TransportFactory factory()
    {
        return [this](QObject *parent) {
            m_transport = new FakeTransport(parent);
            return m_transport.data();
        };
    }

    FakeClock m_clock;
    QPointer<FakeTransport> m_transport;
    Client m_client;
};

} // namespace

class TestFaultsScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAThousandChannels_data() { addBothWires(); }
    void keepsAThousandChannels();
    void isToldTheLimitOfChannels();
    void reconnectsTenThousandTimes_data();
    void reconnectsTenThousandTimes();
    void givesItsSocketsBack_data();
    void givesItsSocketsBack();
};

void TestFaultsScale::keepsAThousandChannels()
{
    QFETCH(WireFormat, wire);
    if (!TestServer::isAvailable()) {
        QSKIP("the local server was not built");
    }
    constexpr int Count = 1000;
    TestServer server;
    QJsonObject config = server.config().value(u"client"_s).toObject();
    config.insert(u"channel_limit"_s, 2000);
    server.config().insert(u"client"_s, config);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ByteProxy proxy(server.port());
    ClientOptions options = hastyOptions(proxy.url(), wire);
    TokenClaims claims;
    claims.user = u"alice"_s;
    const auto token = mintToken(claims, TestServer::Secret,
                                 std::chrono::seconds(QDateTime::currentSecsSinceEpoch()));
    QVERIFY(token);
    options.token = token.value();
    LiveClient live(options);
    for (int i = 0; i < Count; ++i) {
        live.subscribe(channelName(i));
    }
    const auto subscribed = [&live] { return live.events().filter(u" subscribed"_s).size(); };
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(subscribed(), Count, ScalePatience);
    proxy.cut(ByteProxy::Cut::Reset);
    QVERIFY(server.publish(channelName(0), "1"));
    QVERIFY(server.publish(channelName(Count - 1), "2"));
    QTRY_COMPARE_WITH_TIMEOUT(subscribed(), 2 * Count, ScalePatience);
    QTRY_COMPARE_WITH_TIMEOUT(live.events().filter(u" 1 1"_s).size(), 1, ScalePatience);
    QTRY_COMPARE_WITH_TIMEOUT(live.events().filter(u" 1 2"_s).size(), 1, ScalePatience);
    QCOMPARE(live.events().filter(u"error"_s), QStringList());
    QCOMPARE(proxy.connectionCount(), 2);
}

void TestFaultsScale::isToldTheLimitOfChannels()
{
    constexpr int Limit = 128; // of the server, and of Centrifugo
    ScriptedServer server;
    server.answerSubscribe = [](int, const QString &channel) {
        return channel < channelName(Limit)
            ? QByteArray(R"("subscribe":{})")
            : QByteArray(R"("error":{"code":106,"message":"limit exceeded"})");
    };
    LiveClient live(hastyOptions(server.url()));
    for (int i = 0; i < Limit + 2; ++i) {
        live.subscribe(channelName(i));
    }
    live.client().connectToServer();
    QTRY_COMPARE(live.events().filter(u"unsubscribed 106 limit exceeded"_s).size(), 2);
    QCOMPARE(live.events().filter(u" subscribed"_s).size(), Limit);
    QVERIFY(live.isConnected()); // the others are as they were
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsScale::reconnectsTenThousandTimes_data()
{
    using Round = std::function<void(Reconnecting &)>;
    QTest::addColumn<int>("channels");
    QTest::addColumn<Round>("round");
    QTest::newRow("nobody listens")
        << 3 << Round([](Reconnecting &r) { r.transport().breakDown(); });
    QTest::newRow("the upgrade is accepted, then nothing") << 3 << Round([](Reconnecting &r) {
        r.transport().accept();
        r.pass(5s);
    });
    QTest::newRow("a temporary error to connect") << 3 << Round([](Reconnecting &r) {
        r.transport().accept();
        r.transport().reply(u"connect"_s, R"("error":{"code":100,"temporary":true})");
    });
    QTest::newRow("closed before the subscribes are answered") << 10 << Round([](Reconnecting &r) {
        r.transport().accept();
        r.answerConnect();
        r.transport().endByServer(3001, u"shutdown"_s);
    });
    QTest::newRow("closed while live, calls under way") << 10 << Round([](Reconnecting &r) {
        r.transport().accept();
        r.answerConnect();
        r.answerSubscribes();
        r.client().history(channelName(0), {}, {});
        r.transport().breakDown();
    });
}

/** By the count of objects, timers and bytes: after each attempt they are what they were. */
void TestFaultsScale::reconnectsTenThousandTimes()
{
    QFETCH(int, channels);
    QFETCH(std::function<void(Reconnecting &)>, round);
    constexpr int Times = 10'000;
    constexpr int WarmUp = 100;
    Reconnecting reconnecting(channels);
    qsizetype objects = 0;
    qsizetype timers = 0;
    std::size_t bytes = 0;
    for (int i = 0; i < Times; ++i) {
        round(reconnecting);
        reconnecting.waitForTheNextAttempt();
        QCOMPARE(reconnecting.client().state(), Client::State::Connecting);
        if (i == WarmUp) {
            objects = reconnecting.objects();
            timers = reconnecting.timers();
            bytes = mallinfo2().uordblks;
        }
    }
    QCOMPARE(reconnecting.objects(), objects);
    QCOMPARE(reconnecting.timers(), timers);
    const auto growth = qint64(mallinfo2().uordblks) - qint64(bytes);
    QVERIFY2(growth < 64 * 1024, qPrintable(QString::number(growth)));
}

void TestFaultsScale::givesItsSocketsBack_data()
{
    QTest::addColumn<Script>("script");
    QTest::newRow("refused upgrades")
        << Script{awaitRequest(), bytes("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")};
    QTest::newRow("resets when live") << connecting() + Script{reset()};
    QTest::newRow("close frames when live") << connecting() + Script{closeWith(3001)};
}

void TestFaultsScale::givesItsSocketsBack()
{
    QFETCH(Script, script);
    constexpr int Times = 200;
    ScriptedServer server(QList<Script>(Times, script));
    LiveClient live(hastyOptions(server.url()));
    const qsizetype before = openFiles();
    live.client().connectToServer();
    QTRY_VERIFY_WITH_TIMEOUT(server.connectionCount() == Times + 1 && live.isConnected(),
                             ScalePatience);
    live.client().disconnectFromServer();
    QTRY_VERIFY2(openFiles() <= before + 5, qPrintable(QString::number(openFiles() - before)));
}

REALTIME_TEST(TestFaultsScale, QCoreApplication)
#include "tst_faults_scale.moc"
