// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using StepKind = ConnectionStep::Kind;
using StepState = ConnectionStep::State;

namespace {

QString stepsText(const ConnectionStep &step)
{
    static const QStringList kinds{u"name"_s,    u"tcp"_s,     u"tls"_s,
                                   u"upgrade"_s, u"connect"_s, u"subscribe"_s};
    static const QStringList states{u"started"_s, u"done"_s, u"failed"_s, u"not observed"_s};
    QString line =
        u"%1 %2 %3"_s.arg(step.attempt).arg(kinds[int(step.kind)], states[int(step.state)]);
    if (!step.channel.isEmpty()) {
        line += u" "_s + step.channel;
    }
    if (step.state == StepState::Failed) {
        line += u" %1 %2"_s.arg(int(step.error.layer)).arg(step.error.code);
    }
    return line;
}

/** A client that also records its steps, in one order with its other events. */
class Fixture : public ClientFixture
{
public:
    Fixture()
    {
        QObject::connect(client.get(), &Client::stepObserved, client.get(),
                         [this](const ConnectionStep &step) {
                             steps.append(step);
                             record(stepsText(step));
                         });
    }

    void observe(StepKind kind, StepState state)
    {
        Q_EMIT transport()->stepObserved({kind, state, clock.monotonic()});
    }

    QList<ConnectionStep> steps;
};

} // namespace

class TestClientSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void relaysTheTransportAndAddsConnect();
    void numbersTheAttempts();
    void endsTheStepThatATimeoutCutShort();
    void saysHowConnectFailed_data();
    void saysHowConnectFailed();
    void endsTheStepWhenDisconnected();
    void failsNoStepOfALiveConnection();
    void tellsEachSubscribe();
    void tellsASubscribeOnceMore();
    void mayDieInEachStep_data();
    void mayDieInEachStep();
};

void TestClientSteps::relaysTheTransportAndAddsConnect()
{
    Fixture f;
    f.client->connectToServer();
    f.observe(StepKind::NameResolution, StepState::NotObserved);
    f.observe(StepKind::Tcp, StepState::Started);
    f.observe(StepKind::Tcp, StepState::Done);
    f.transport()->accept();
    f.clock.advance(30ms);
    f.transport()->reply(u"connect"_s, R"("connect":{"client":"c1"})");
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 0 connect called"_s, u"1 name not observed"_s,
                          u"1 tcp started"_s, u"1 tcp done"_s, u"1 connect started"_s,
                          u"1 connect done"_s, u"connected c1"_s}));
    QCOMPARE(f.steps.last().at - f.steps.at(3).at, 30ms);
    QCOMPARE(f.steps.last().detail, u"c1"_s);
}

void TestClientSteps::numbersTheAttempts()
{
    Fixture f;
    f.client->connectToServer();
    f.transport()->breakDown();
    f.client->retryNow();
    f.observe(StepKind::Tcp, StepState::Started);
    f.connectWith();
    f.client->disconnectFromServer();
    f.connectWith();
    QList<int> attempts;
    for (const ConnectionStep &step : f.steps) {
        attempts.append(step.attempt);
    }
    QCOMPARE(attempts, QList<int>({2, 2, 2, 3, 3})); // the first attempt showed no step
}

void TestClientSteps::endsTheStepThatATimeoutCutShort()
{
    Fixture f;
    f.client->connectToServer();
    f.observe(StepKind::Upgrade, StepState::Started);
    f.clock.advance(5s);
    f.takeEvents();
    QCOMPARE(f.steps.last().state, StepState::Failed);
    QCOMPARE(f.steps.last().kind, StepKind::Upgrade);
    QCOMPARE(f.steps.last().error.layer, ErrorLayer::Timeout);
    QCOMPARE(f.steps.last().detail, f.steps.last().error.message);
    QCOMPARE(f.steps.last().at - f.steps.first().at, 5s);
}

void TestClientSteps::saysHowConnectFailed_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QStringList>("events");
    QTest::newRow("for now")
        << QByteArray(R"("error":{"code":100,"message":"no","temporary":true})")
        << QStringList({u"1 connect failed 8 100"_s, u"error 8 100"_s, u"retry 1 500"_s});
    QTest::newRow("for good") << QByteArray(R"("error":{"code":103,"message":"no"})")
                              << QStringList(
                                     {u"1 connect failed 8 103"_s, u"disconnected 103 no"_s});
}

void TestClientSteps::saysHowConnectFailed()
{
    QFETCH(QByteArray, reply);
    Fixture f;
    f.client->connectToServer();
    f.transport()->accept();
    f.takeEvents();
    f.transport()->reply(u"connect"_s, reply);
    QTEST(f.takeEvents(), "events");
}

void TestClientSteps::endsTheStepWhenDisconnected()
{
    Fixture f;
    f.client->connectToServer();
    f.observe(StepKind::Tls, StepState::Started);
    f.client->disconnectFromServer();
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 0 connect called"_s, u"1 tls started"_s,
                          u"1 tls failed 0 5"_s, u"disconnected 0 disconnect called"_s}));
}

void TestClientSteps::failsNoStepOfALiveConnection()
{
    Fixture f;
    f.connectWith();
    f.takeEvents();
    f.transport()->breakDown();
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 1 reset"_s, u"retry 1 500"_s}));
}

void TestClientSteps::tellsEachSubscribe()
{
    Fixture f;
    f.subscribe(u"good"_s);
    f.subscribe(u"refused"_s);
    f.connectWith();
    f.takeEvents();
    f.clock.advance(20ms);
    f.transport()->replyTo(2, R"("subscribe":{})");
    f.clock.advance(20ms);
    f.transport()->replyTo(3, R"("error":{"code":103,"message":"no"})");
    QCOMPARE(
        f.takeEvents(),
        QStringList({u"1 subscribe done good"_s, u"good subscribed"_s,
                     u"1 subscribe failed refused 8 103"_s, u"refused unsubscribed 103 no"_s}));
    QCOMPARE(f.steps.last().at - f.steps.at(2).at, 40ms); // both were sent at once
}

void TestClientSteps::tellsASubscribeOnceMore()
{
    Fixture f;
    f.connectWith();
    f.subscribe(u"news"_s);
    f.transport()->reply(u"subscribe news"_s,
                         R"("error":{"code":100,"message":"no","temporary":true})");
    f.takeEvents();
    f.clock.advance(1s); // the back-off
    QCOMPARE(f.takeEvents(), QStringList{u"1 subscribe started news"_s});
}

void TestClientSteps::mayDieInEachStep_data()
{
    QTest::addColumn<QString>("moment");
    QTest::addColumn<ClientFixture::Act>("next");
    const auto row = [](const char *name, const QString &moment, const ClientFixture::Act &next) {
        QTest::newRow(name) << moment << next;
    };
    const auto connectAnd = [](const QByteArray &reply) {
        return [reply](ClientFixture &f) {
            f.whileAlive({[](ClientFixture &each) { each.transport()->accept(); },
                          [](ClientFixture &each) {
                              each.transport()->reply(u"connect"_s, R"("connect":{"client":"c1"})");
                          },
                          [&reply](ClientFixture &each) {
                              each.transport()->reply(u"subscribe news"_s, reply);
                          }});
        };
    };
    const auto subscribe = connectAnd(R"("subscribe":{})");
    row("one of the transport", u"1 tcp started"_s, subscribe);
    row("connect started", u"1 connect started"_s, subscribe);
    row("connect done", u"1 connect done"_s, subscribe);
    row("subscribe started", u"1 subscribe started news"_s, subscribe);
    row("subscribe done", u"1 subscribe done news"_s, subscribe);
    row("subscribe failed", u"1 subscribe failed news 8 103"_s,
        connectAnd(R"("error":{"code":103,"message":"no"})"));
    row("failed", u"1 tcp failed 2 1"_s, [](ClientFixture &f) { f.transport()->breakDown(); });
    row("ended by us", u"1 tcp failed 0 5"_s,
        [](ClientFixture &f) { f.client->disconnectFromServer(); });
}

void TestClientSteps::mayDieInEachStep()
{
    QFETCH(QString, moment);
    QFETCH(ClientFixture::Act, next);
    Fixture f;
    f.onRecord = [&f, moment](const QString &what) {
        if (what == moment) {
            f.client.reset();
        }
    };
    f.subscribe(u"news"_s);
    f.client->connectToServer();
    f.observe(StepKind::Tcp, StepState::Started);
    f.whileAlive({next});
    QVERIFY(!f.client);
    QCOMPARE(f.takeEvents().last(), moment);
}

REALTIME_TEST(TestClientSteps, QCoreApplication)
#include "tst_clientsteps.moc"
