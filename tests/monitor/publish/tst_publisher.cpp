// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/publisher.h"

#include "monitor/platform/iothread.h"
#include "monitor/profile/logmask.h"
#include "support/fakehttpserver.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace {

Centrifuge::PublishRequest publishRequest()
{
    Centrifuge::PublishRequest publishRequest;
    publishRequest.channel = QStringLiteral("news");
    publishRequest.data = "{\"a\":1}";
    return publishRequest;
}

ConnectionSettings settings(const FakeHttpServer &server, const QByteArray &key = "key-1")
{
    ConnectionSettings settings;
    settings.apiUrl = server.url(QStringLiteral("/api"));
    settings.apiKey = Secret(key);
    return settings;
}

} // namespace

class TestPublisher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishes();
    void doesNothingWhenDisabled();
    void reportsARefusal();
    void masksSecretsInARefusal();
    void reportsATimeout();
    void endsWhatIsUnderWayWhereItBegan();
    void mayEndWithPublishesUnderWay();
    void numbersEachPublish();
};

void TestPublisher::publishes()
{
    FakeHttpServer server;
    server.setJson("{\"result\":{\"offset\":7,\"epoch\":\"e1\"}}");
    IoThread io;
    Publisher publisher(io);
    publisher.setConnection(settings(server));
    QVERIFY(publisher.isEnabled());
    quint64 finishedId = 0;
    Centrifuge::StreamPosition position;
    QThread *thread = nullptr;
    connect(&publisher, &Publisher::finished, this,
            [&](quint64 id, const Centrifuge::PublishResult &result) {
                finishedId = id;
                thread = QThread::currentThread();
                if (result.isOk()) {
                    position = result.value().position;
                }
            });
    const quint64 id = publisher.publish(publishRequest());
    QVERIFY(id != 0);
    QTRY_COMPARE_WITH_TIMEOUT(finishedId, id, Patience);
    QCOMPARE(position, (Centrifuge::StreamPosition{7, QStringLiteral("e1")}));
    QCOMPARE(thread, QThread::currentThread());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().path, QByteArray("/api/publish"));
    QCOMPARE(server.requests().first().headers.value("x-api-key"), QByteArray("key-1"));
}

void TestPublisher::doesNothingWhenDisabled()
{
    FakeHttpServer server;
    IoThread io;
    Publisher publisher(io);
    QSignalSpy finished(&publisher, &Publisher::finished);
    QVERIFY(!publisher.isEnabled());
    QCOMPARE(publisher.publish(publishRequest()), 0ull);
    publisher.setConnection(settings(server, {}));
    QVERIFY(!publisher.isEnabled());
    QCOMPARE(publisher.publish(publishRequest()), 0ull);

    // An enabled publish afterwards comes alone, so the others did nothing at all.
    server.setJson("{\"result\":{}}");
    publisher.setConnection(settings(server));
    QVERIFY(publisher.publish(publishRequest()) != 0);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, Patience);
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(server.requests().size(), 1);
}

void TestPublisher::reportsARefusal()
{
    FakeHttpServer server;
    server.setJson("{\"error\":{\"code\":102,\"message\":\"unknown channel\"}}");
    IoThread io;
    Publisher publisher(io);
    publisher.setConnection(settings(server));
    std::optional<Centrifuge::Error> error;
    connect(&publisher, &Publisher::finished, this,
            [&](quint64, const Centrifuge::PublishResult &result) { error = result.error(); });
    publisher.publish(publishRequest());
    QTRY_VERIFY_WITH_TIMEOUT(error.has_value(), Patience);
    QCOMPARE(error->layer, Centrifuge::ErrorLayer::Server);
    QCOMPARE(error->code, 102);
}

/** A proxy may repeat any secret of the connection, not only the API's own key. */
void TestPublisher::masksSecretsInARefusal()
{
    FakeHttpServer server;
    server.setJson(R"({"error":{"code":400,"message":"CANARY-hmac of CANARY-proxy, key-1"}})");
    ConnectionSettings connection = settings(server);
    connection.tokenHmacSecret = Secret("CANARY-hmac");
    connection.otherSecrets = {Secret("Bearer CANARY-proxy")};
    addMaskedSecrets(connection);
    IoThread io;
    Publisher publisher(io);
    publisher.setConnection(connection);
    QString message;
    connect(&publisher, &Publisher::finished, this,
            [&message](quint64, const Centrifuge::PublishResult &result) {
                message = result ? QString() : result.error().message;
            });
    publisher.publish(publishRequest());
    QTRY_VERIFY_WITH_TIMEOUT(!message.isEmpty(), Patience);
    QVERIFY2(message.contains(QStringLiteral("[secret] of [secret]")), qPrintable(message));
    QVERIFY2(!message.contains(QStringLiteral("key-1")), qPrintable(message));
}

void TestPublisher::reportsATimeout()
{
    FakeHttpServer server; // never answers
    IoThread io;
    Publisher publisher(io);
    publisher.setConnection(settings(server));
    publisher.setTimeout(50ms);
    std::optional<Centrifuge::Error> error;
    connect(&publisher, &Publisher::finished, this,
            [&](quint64, const Centrifuge::PublishResult &result) { error = result.error(); });
    publisher.publish(publishRequest());
    QTRY_VERIFY_WITH_TIMEOUT(error.has_value(), Patience);
    QCOMPARE(error->layer, Centrifuge::ErrorLayer::Timeout);
}

void TestPublisher::endsWhatIsUnderWayWhereItBegan()
{
    FakeHttpServer mute;
    FakeHttpServer other;
    other.setJson("{\"result\":{}}");
    IoThread io;
    Publisher publisher(io);
    QList<quint64> succeeded;
    QList<quint64> failed;
    connect(&publisher, &Publisher::finished, this,
            [&](quint64 id, const Centrifuge::PublishResult &result) {
                (result.isOk() ? succeeded : failed).append(id);
            });
    publisher.setTimeout(300ms);
    publisher.setConnection(settings(mute));
    const quint64 first = publisher.publish(publishRequest());
    publisher.setConnection(settings(other));
    const quint64 second = publisher.publish(publishRequest());
    QTRY_COMPARE_WITH_TIMEOUT(succeeded, QList<quint64>{second}, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(failed, QList<quint64>{first}, Patience);
    QCOMPARE(mute.requests().size(), 1);
    QCOMPARE(other.requests().size(), 1);
}

void TestPublisher::mayEndWithPublishesUnderWay()
{
    FakeHttpServer server;
    IoThread io;
    bool isCalled = false;
    for (int i = 0; i < 20; ++i) {
        Publisher publisher(io);
        connect(&publisher, &Publisher::finished, this, [&] { isCalled = true; });
        publisher.setConnection(settings(server));
        publisher.publish(publishRequest());
        publisher.publish(publishRequest());
    }
    server.setJson("{\"result\":{}}");
    Publisher last(io);
    QSignalSpy finished(&last, &Publisher::finished);
    last.setConnection(settings(server));
    last.publish(publishRequest());
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, Patience); // by now the others would have spoken
    QVERIFY(!isCalled);
}

void TestPublisher::numbersEachPublish()
{
    FakeHttpServer server;
    server.setJson("{\"result\":{}}");
    IoThread io;
    Publisher publisher(io);
    QList<quint64> ids;
    connect(&publisher, &Publisher::finished, this, [&](quint64 id) { ids.append(id); });
    publisher.setConnection(settings(server));
    QList<quint64> expected;
    for (int i = 0; i < 50; ++i) {
        expected.append(publisher.publish(publishRequest()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(ids.size(), expected.size(), Patience);
    std::sort(ids.begin(), ids.end());
    QCOMPARE(ids, expected);
}

REALTIME_TEST(TestPublisher, QCoreApplication)
#include "tst_publisher.moc"
