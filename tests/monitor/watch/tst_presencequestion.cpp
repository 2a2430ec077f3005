// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/client.h"
#include "monitor/watch/presencequestion.h"
#include "support/fakeclock.h"
#include "support/faketransport.h"
#include "support/testprogram.h"

#include <QTest>

#include <memory>

using namespace std::chrono_literals;

namespace {

const auto Stats = QStringLiteral("presence_stats news");
const auto Who = QStringLiteral("presence news");

} // namespace

class TestPresenceQuestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void asksForNumbersFirst();
    void doesNotAskForTooMany();
    void tellsARefusal_data();
    void tellsARefusal();
    void failsWithoutAConnection();

private:
    FakeClock m_clock;
    std::unique_ptr<FakeTransports> m_transports;
    std::unique_ptr<Centrifuge::Client> m_client;
    QList<PresenceAnswer> m_answers;
};

void TestPresenceQuestion::init()
{
    m_answers.clear();
    m_transports = std::make_unique<FakeTransports>();
    Centrifuge::ClientOptions options;
    options.urls = {QUrl(QStringLiteral("ws://127.0.0.1:1"))};
    options.wireFormat = Centrifuge::WireFormat::Json;
    options.token = QStringLiteral("t");
    m_client = std::make_unique<Centrifuge::Client>(options, m_transports->factory(), m_clock);
    m_client->connectToServer();
    m_clock.advance(0ms);
    QVERIFY(m_transports->last());
    m_transports->last()->accept();
    m_transports->last()->reply(QStringLiteral("connect"), R"("connect":{"client":"c"})");
    QCOMPARE(m_client->state(), Centrifuge::Client::State::Connected);
    askPresence(*m_client, QStringLiteral("news"),
                [this](const PresenceAnswer &answer) { m_answers.append(answer); });
}

void TestPresenceQuestion::cleanup()
{
    m_client.reset();
    m_transports.reset();
}

void TestPresenceQuestion::asksForNumbersFirst()
{
    FakeTransport &transport = *m_transports->last();
    QVERIFY(!transport.words().contains(Who));
    transport.reply(Stats, R"("presence_stats":{"num_clients":1000,"num_users":1})");
    QVERIFY(m_answers.isEmpty());
    transport.reply(Who, R"("presence":{"presence":{"c1":{"user":"bob","client":"c1"}}})");
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(!m_answers.constFirst().error);
    QCOMPARE(m_answers.constFirst().counts->clients, std::uint32_t(1000));
    QCOMPARE(m_answers.constFirst().clients->clients.value(QStringLiteral("c1")).user,
             QStringLiteral("bob"));
}

/** The answer would be more than the server's queue takes, and end the connection. */
void TestPresenceQuestion::doesNotAskForTooMany()
{
    FakeTransport &transport = *m_transports->last();
    transport.reply(Stats, R"("presence_stats":{"num_clients":1001,"num_users":7})");
    QVERIFY(!transport.words().contains(Who));
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers.constFirst().counts->users, std::uint32_t(7));
    QVERIFY(!m_answers.constFirst().clients);
    QVERIFY(!m_answers.constFirst().error);
}

void TestPresenceQuestion::tellsARefusal_data()
{
    QTest::addColumn<QString>("refused");
    QTest::newRow("of the numbers") << Stats;
    QTest::newRow("of the list") << Who;
}

void TestPresenceQuestion::tellsARefusal()
{
    QFETCH(const QString, refused);
    FakeTransport &transport = *m_transports->last();
    const auto counts = R"("presence_stats":{"num_clients":1,"num_users":1})";
    const auto refusal = R"("error":{"code":103,"message":"permission denied"})";
    transport.reply(Stats, refused == Stats ? refusal : counts);
    transport.reply(Who, refusal);
    QCOMPARE(m_answers.size(), 1);
    QCOMPARE(m_answers.constFirst().error->code, 103);
    QVERIFY(!m_answers.constFirst().counts);
    QVERIFY(!m_answers.constFirst().clients);
}

void TestPresenceQuestion::failsWithoutAConnection()
{
    m_transports->last()->breakDown(); // while the question is under way
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(m_answers.constFirst().error);
    askPresence(*m_client, QStringLiteral("news"),
                [this](const PresenceAnswer &answer) { m_answers.append(answer); });
    QCOMPARE(m_answers.size(), 2);
    QCOMPARE(m_answers.constLast().error->code, int(Centrifuge::LocalError::Closed));
}

REALTIME_TEST(TestPresenceQuestion, QCoreApplication)
#include "tst_presencequestion.moc"
