// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/publishcontroller.h"

#include "monitor/platform/iothread.h"
#include "support/fakeclock.h"
#include "support/fakehttpserver.h"
#include "support/testprogram.h"

#include <QTest>

#include <memory>

using namespace std::chrono_literals;

using RoundTripState = RoundTrip::State;

/** What may be sent again, and what goes along with it. */
class TestPublishController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void repeatsTheSameBytes();
    void repeatsOnlyWhatIsUnknown_data();
    void repeatsOnlyWhatIsUnknown();
    void repeatsWithinFourMinutes();
    void repeatsNothingElsewhere();
    void givesEachPublishByHandItsKey();
    void givesASeriesNoKey();
    void saysWhatWasNotSent();

private:
    /** Publishes by hand and waits for how it ends. */
    void publish();
    RoundTripState state() const { return m_publishing->shownRoundTrip()->state; }
    ConnectionSettings connection() const
    {
        ConnectionSettings settings;
        settings.apiUrl = m_server->url(QStringLiteral("/api"));
        settings.apiKey = Secret("key");
        return settings;
    }
    QList<QByteArray> bodies() const
    {
        QList<QByteArray> bodies;
        for (const HttpRequest &request : m_server->requests()) {
            bodies.append(request.body);
        }
        return bodies;
    }

    FakeClock m_clock;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<FakeHttpServer> m_server;
    std::unique_ptr<PublishController> m_publishing;
};

void TestPublishController::init()
{
    m_io = std::make_unique<IoThread>();
    m_server = std::make_unique<FakeHttpServer>();
    m_server->setAnswer("502 Bad Gateway", {}, {});
    m_publishing = std::make_unique<PublishController>(*m_io, m_clock);
    m_publishing->setConnection(connection());
}

void TestPublishController::cleanup()
{
    m_publishing.reset();
    m_io.reset();
}

void TestPublishController::publish()
{
    m_publishing->publish({QStringLiteral("news"), "{\"n\": 1.0}", {}, {}});
    QTRY_VERIFY(m_publishing->shownRoundTrip()->state != RoundTripState::Waiting
                || m_publishing->shownRoundTrip()->apiTime);
}

void TestPublishController::repeatsTheSameBytes()
{
    publish();
    QCOMPARE(state(), RoundTripState::Unknown);
    QVERIFY(m_publishing->canRepeat());
    m_server->setJson(R"({"result":{"offset":7,"epoch":"e"}})");
    m_publishing->repeat();
    QCOMPARE(state(), RoundTripState::Waiting);
    QVERIFY(!m_publishing->canRepeat()); // one at a time
    QTRY_VERIFY(m_publishing->shownRoundTrip()->apiTime);
    QCOMPARE(bodies().size(), 2);
    QCOMPARE(bodies().at(1), bodies().at(0));
    const QByteArray expected = R"("data":{"n": 1.0},"idempotency_key":")";
    QVERIFY2(bodies().at(0).contains(expected), bodies().at(0).constData());
    QVERIFY(m_publishing->shownRoundTrip()->isRepeated);
}

void TestPublishController::repeatsOnlyWhatIsUnknown_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isUnknown");
    QTest::newRow("500") << QByteArray("500 Oops") << QByteArray() << true;
    QTest::newRow("503") << QByteArray("503 No") << QByteArray() << true;
    QTest::newRow("error 100") << QByteArray("200 OK")
                               << QByteArray(R"({"error":{"code":100,"message":"x"}})") << true;
    QTest::newRow("no answer of Centrifugo's")
        << QByteArray("200 OK") << QByteArray("<html>") << true;
    QTest::newRow("error 102") << QByteArray("200 OK")
                               << QByteArray(R"({"error":{"code":102,"message":"x"}})") << false;
    QTest::newRow("401") << QByteArray("401 No") << QByteArray() << false;
    QTest::newRow("accepted") << QByteArray("200 OK") << QByteArray(R"({"result":{}})") << false;
}

void TestPublishController::repeatsOnlyWhatIsUnknown()
{
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, isUnknown);
    m_server->setAnswer(status, {}, body);
    publish();
    QCOMPARE(m_publishing->canRepeat(), isUnknown);
    QCOMPARE(state() == RoundTripState::Unknown, isUnknown);
    m_publishing->repeat();
    QTRY_COMPARE(m_server->requests().size(), isUnknown ? 2 : 1);
}

/** The time counts from the first try: the server may have kept the key then. */
void TestPublishController::repeatsWithinFourMinutes()
{
    publish();
    m_clock.advance(3min);
    QVERIFY(m_publishing->canRepeat());
    m_publishing->repeat();
    QTRY_COMPARE(state(), RoundTripState::Unknown);
    m_clock.advance(59s);
    QVERIFY(m_publishing->canRepeat());
    int told = 0;
    connect(m_publishing.get(), &PublishController::changed, this, [&told] { ++told; });
    m_clock.advance(1s);
    QVERIFY(!m_publishing->canRepeat());
    QCOMPARE(told, 1);
    m_publishing->repeat();
    publish();
    QCOMPARE(m_server->requests().size(), 3);
}

void TestPublishController::repeatsNothingElsewhere()
{
    publish();
    QVERIFY(m_publishing->canRepeat());
    FakeHttpServer other;
    ConnectionSettings elsewhere = connection();
    elsewhere.apiUrl = other.url(QStringLiteral("/api"));
    m_publishing->setConnection(elsewhere);
    QVERIFY(!m_publishing->canRepeat());
    m_publishing->repeat();
    QCOMPARE(state(), RoundTripState::Unknown);
}

void TestPublishController::givesEachPublishByHandItsKey()
{
    publish();
    publish();
    QCOMPARE(bodies().size(), 2);
    QVERIFY(bodies().at(0) != bodies().at(1));
    QVERIFY(bodies().at(1).contains("idempotency_key"));
    QVERIFY(!m_publishing->shownRoundTrip()->isRepeated);
}

void TestPublishController::givesASeriesNoKey()
{
    m_publishing->publishOfSeries({QStringLiteral("news"), "1", {}, {}});
    QTRY_COMPARE(m_publishing->shownRoundTrip()->state, RoundTripState::Unknown);
    const QList<QByteArray> expected{R"({"channel":"news","data":1})"};
    QCOMPARE(bodies(), expected);
    QVERIFY(!m_publishing->canRepeat());
}

void TestPublishController::saysWhatWasNotSent()
{
    publish();
    m_publishing->showNotSent(QStringLiteral("no JSON"));
    QCOMPARE(m_publishing->whyNotSent(), QStringLiteral("no JSON"));
    QVERIFY(!m_publishing->canRepeat());
    publish();
    QCOMPARE(m_publishing->whyNotSent(), QString());
}

REALTIME_TEST(TestPublishController, QCoreApplication)
#include "tst_publishcontroller.moc"
