// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Whatever becomes of the connection to the HTTP API: what was asked is sent once at most.

#include "centrifuge/api/serverapi.h"
#include "faults/byteproxy.h"
#include "integration/watcher.h"
#include "support/fakeclock.h"
#include "support/fakeproxy.h"
#include "support/patience.h"
#include "support/secureserver.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QTest>

#include <optional>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/** Where the answer is cut. */
enum class Place { BeforeTheAnswer, InItsHead, InItsBody };

void addPlaces()
{
    QTest::addColumn<Place>("place");
    QTest::addColumn<ByteProxy::Cut>("cut");
    QTest::addColumn<bool>("isReused");
    const std::pair<const char *, Place> places[] = {{"before the answer", Place::BeforeTheAnswer},
                                                     {"in its head", Place::InItsHead},
                                                     {"in its body", Place::InItsBody}};
    for (const auto &[name, place] : places) {
        for (const bool isReused : {false, true}) {
            const char *connection = isReused ? "a reused connection" : "a first connection";
            QTest::addRow("%s, closed, %s", name, connection)
                << place << ByteProxy::Cut::HangUp << isReused;
            QTest::addRow("%s, reset, %s", name, connection)
                << place << ByteProxy::Cut::Reset << isReused;
        }
    }
}

qint64 bytesBefore(Place place, qint64 whole)
{
    switch (place) {
    case Place::BeforeTheAnswer:
        return 0;
    case Place::InItsHead:
        return 20;
    case Place::InItsBody:
        return whole - 3;
    }
    return 0;
}

} // namespace

Q_DECLARE_METATYPE(Place)
Q_DECLARE_METATYPE(ByteProxy::Cut)

class TestFaultsApi : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void deliversOnce_data() { addPlaces(); }
    void deliversOnce();
    void deliversOnceThroughAnHttpProxy_data() { addPlaces(); }
    void deliversOnceThroughAnHttpProxy();
    void sendsOnceOverTls_data() { addPlaces(); }
    void sendsOnceOverTls();
    void leavesAnOldConnectionAlone();
    void keepsAConnectionThatIsInUse();

private:
    /** How one publish ended; waits for it. */
    Result<PublishReply> publish(ServerApi &api, const QByteArray &data);
    /** One publish through `url` that is cut; the message is `data`. */
    void cutOne(ByteProxy &proxy, const ServerApiOptions &options, const QByteArray &data);
    /** Whether `data` came exactly once to a subscriber, and nothing but it. */
    void verifyDeliveredOnce(const QByteArray &data);

    SystemClock m_clock;
    std::unique_ptr<Watcher> m_watcher;
    QString m_channel;
    int m_number = 0;
};

void TestFaultsApi::init()
{
    m_channel = u"history:once%1"_s.arg(++m_number);
    m_watcher = std::make_unique<Watcher>(WireFormat::Protobuf);
    m_watcher->start(serverConnection(m_server), {m_channel});
    QTRY_COMPARE(m_watcher->channel(m_channel).state, ChannelState::Subscribed);
}

Result<PublishReply> TestFaultsApi::publish(ServerApi &api, const QByteArray &data)
{
    std::optional<PublishResult> ended;
    api.publish({m_channel, data, {}, {}},
                [&ended](const PublishResult &result) { ended = result; });
    [&ended] { QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), Patience); }();
    return ended ? *ended : PublishResult(Error{ErrorLayer::Local, -1, u"no end"_s, false});
}

void TestFaultsApi::cutOne(ByteProxy &proxy, const ServerApiOptions &options,
                           const QByteArray &data)
{
    QFETCH(const Place, place);
    QFETCH(const ByteProxy::Cut, cut);
    QFETCH(const bool, isReused);
    ServerApi whole(options, m_clock);
    QVERIFY(publish(whole, "1"));
    const qint64 answerSize = proxy.forwarded();
    ServerApi fresh(options, m_clock);
    ServerApi &api = isReused ? whole : fresh;
    const int connections = proxy.connectionCount() + (isReused ? 0 : 1);

    proxy.cutAfter(bytesBefore(place, answerSize), cut);
    const Result<PublishReply> result = publish(api, data);
    QVERIFY(!proxy.isCutPlanned());
    QVERIFY(!result);
    QVERIFY2(mayHaveReachedServer(result.error()), qPrintable(result.error().message));
    QCOMPARE(result.error().layer, ErrorLayer::Tcp);
    QCOMPARE(proxy.connectionCount(), connections);
}

void TestFaultsApi::verifyDeliveredOnce(const QByteArray &data)
{
    QVERIFY(m_server.publish(m_channel, "\"last\"")); // whatever was sent is before it
    QTRY_VERIFY(m_watcher->payloads(m_channel).contains("\"last\""));
    QCOMPARE(m_watcher->payloads(m_channel), QByteArrayList({"1", data, "\"last\""}));
}

void TestFaultsApi::deliversOnce()
{
    ByteProxy proxy(m_server.port());
    QUrl url = m_server.apiUrl();
    url.setPort(proxy.url().port());
    cutOne(proxy, {url, TestServer::ApiKey}, "2");
    verifyDeliveredOnce("2");
}

void TestFaultsApi::deliversOnceThroughAnHttpProxy()
{
    ByteProxy proxy(m_server.port());
    FakeProxy between(FakeProxy::Kind::Http, quint16(proxy.url().port()));
    NetworkOptions network;
    network.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_s, between.serverPort(), {}, {}};
    cutOne(proxy,
           {.url = QUrl(u"http://server.test:8000/api"_s),
            .apiKey = TestServer::ApiKey,
            .timeout = 5s,
            .network = network},
           "2");
    verifyDeliveredOnce("2");
    QVERIFY(between.targets.contains("server.test:8000"));
}

void TestFaultsApi::sendsOnceOverTls()
{
    QFETCH(const Place, place);
    QFETCH(const ByteProxy::Cut, cut);
    QFETCH(const bool, isReused);
    const QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                              "Content-Length: 13\r\n\r\n{\"result\":{}}";
    int posts = 0;
    ByteProxy *cutter = nullptr;
    const TestAuthority authority;
    SecureServer server({authority.issue()}, [&](const QByteArray &received) {
        posts += int(received.count("POST "));
        if (cutter != nullptr) {
            cutter->cutAfter(bytesBefore(place, answer.size()), cut);
        }
        return answer;
    });
    ByteProxy proxy(server.serverPort());
    ServerApiOptions options{QUrl(u"https://127.0.0.1:%1/api"_s.arg(proxy.url().port())), "key"};
    options.network.tls.caPem = authority.certificate();
    ServerApi api(options, m_clock);
    QVERIFY(!isReused || publish(api, "1"));
    cutter = &proxy;
    posts = 0;
    const Result<PublishReply> result = publish(api, "2");
    QVERIFY(!result);
    QVERIFY2(mayHaveReachedServer(result.error()), qPrintable(result.error().message));
    QCOMPARE(posts, 1);
    QCOMPARE(proxy.connectionCount(), 1);
}

/** A server or proxy may be about to close what was idle for long. */
void TestFaultsApi::leavesAnOldConnectionAlone()
{
    FakeClock clock;
    ByteProxy proxy(m_server.port());
    QUrl url = m_server.apiUrl();
    url.setPort(proxy.url().port());
    ServerApi api({url, TestServer::ApiKey}, clock);
    QVERIFY(publish(api, "1"));
    clock.advance(4s);
    QVERIFY(publish(api, "2"));
    QCOMPARE(proxy.connectionCount(), 1);
    clock.advance(5s);
    QVERIFY(publish(api, "3"));
    QCOMPARE(proxy.connectionCount(), 2);
}

void TestFaultsApi::keepsAConnectionThatIsInUse()
{
    ByteProxy proxy(m_server.port());
    QUrl url = m_server.apiUrl();
    url.setPort(proxy.url().port());
    ServerApi api({url, TestServer::ApiKey}, m_clock);
    int ended = 0;
    for (int i = 0; i < 50; ++i) {
        api.publish({m_channel, QByteArray::number(i), {}, {}},
                    [&ended](const PublishResult &result) { ended += result ? 1 : 0; });
    }
    QTRY_COMPARE(ended, 50);
    QVERIFY(proxy.connectionCount() <= 6);
    QTRY_COMPARE(m_watcher->payloads(m_channel).size(), 50);
}

REALTIME_TEST(TestFaultsApi, QCoreApplication)
#include "tst_faults_api.moc"
