// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/logmask.h"
#include "monitor/watch/connectiontimeline.h"
#include "monitor/watch/timelinetext.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;
using Centrifuge::ConnectionStep;
using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using StepKind = ConnectionStep::Kind;
using StepState = ConnectionStep::State;

namespace {

const QString Address = QStringLiteral("ws://host.test/connection/websocket");
constexpr std::chrono::microseconds Wall{1'700'000'000'000'000};

/** Steps with a clock of their own: each comes a millisecond after the one before. */
class Steps
{
public:
    void note(int attempt, StepKind kind, StepState state, const QString &detail = {},
              const Error &error = {})
    {
        timeline.addStep({kind, state, tick(), detail, error, attempt}, Address, Wall);
    }
    void subscribe(int attempt, const QString &channel, StepState state, const Error &error = {})
    {
        timeline.addStep(
            {StepKind::Subscribe, state, tick(), error.message, error, attempt, channel}, Address,
            Wall);
    }
    void connect(int attempt)
    {
        note(attempt, StepKind::NameResolution, StepState::NotObserved,
             QStringLiteral("The host is given as an address."));
        note(attempt, StepKind::Tcp, StepState::Started);
        note(attempt, StepKind::Tcp, StepState::Done, QStringLiteral("127.0.0.1:8000"));
        note(attempt, StepKind::Connect, StepState::Started);
        note(attempt, StepKind::Connect, StepState::Done, QStringLiteral("client-1"));
    }
    void fail(const Error &error) { timeline.fail(error, tick(), Wall); }
    void end(quint32 code, const QString &reason)
    {
        const ErrorLayer layer = code == 0 ? ErrorLayer::Local : ErrorLayer::Server;
        timeline.end({code, reason, layer}, tick(), Wall);
    }
    const TimelineAttempt &last() const { return timeline.attempts().constLast(); }

    ConnectionTimeline timeline;

private:
    std::chrono::nanoseconds tick() { return m_now += 1ms; }

    std::chrono::nanoseconds m_now{0};
};

Error refused()
{
    return {ErrorLayer::Tcp, 1, QStringLiteral("Connection refused"), true};
}

QStringList texts(const QList<TimelineStep> &steps)
{
    QStringList texts;
    for (const TimelineStep &step : steps) {
        texts += stepName(step) + u' ' + stepStateText(step).mid(2) + u' ' + stepTime(step);
    }
    return texts;
}

} // namespace

class TestConnectionTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheStepsOfAnAttempt();
    void namesTheFailingStep();
    void failsWithoutAnyStep();
    void aRefusalForGoodIsAFailedAttempt();
    void aLostConnectionEndsWithItsCode();
    void aFailedRefreshIsNoFailedAttempt();
    void keepsTheLastAttempts();
    void goesOnWithTheNextClient();
    void numbersTheNextAttempt();
    void doesNotGuessWhatWasNotSeen();
    void ignoresLastWordsOfAnEarlierAttempt();
    void showsFailingSubscribesAmongMany();
    void subscribesOnceMore();
    void namesNoLayerOfOurOwnDecisions();
    void textHoldsNoSecret();
    void cutsNoSecretBeforeItIsMasked();
    void hostileWordsAreHarmless();
};

void TestConnectionTimeline::tellsTheStepsOfAnAttempt()
{
    Steps steps;
    steps.connect(1);
    QCOMPARE(steps.timeline.attempts().size(), 1);
    QCOMPARE(steps.last().state, TimelineAttempt::State::Live);
    QCOMPARE(steps.last().address, Address);
    QCOMPARE(
        texts(steps.last().steps),
        QStringList({QStringLiteral("Name resolution not observed "),
                     QStringLiteral("TCP done 1.0 ms"), QStringLiteral("Connect done 1.0 ms")}));
    QCOMPARE(stepDetail(steps.last().steps.at(1)), QStringLiteral("127.0.0.1:8000"));
    QVERIFY(steps.last().failedStep() == nullptr);
}

void TestConnectionTimeline::namesTheFailingStep()
{
    Steps steps;
    steps.note(1, StepKind::Tcp, StepState::Started);
    steps.note(1, StepKind::Tcp, StepState::Failed, refused().message, refused());
    steps.fail(refused());
    QCOMPARE(steps.last().state, TimelineAttempt::State::Failed);
    QVERIFY(steps.last().failedStep() != nullptr);
    QCOMPARE(stepStateText(*steps.last().failedStep()), QStringLiteral("\u2715 failed"));
    QCOMPARE(stepDetail(*steps.last().failedStep()), QStringLiteral("tcp: Connection refused"));
    QVERIFY2(attemptDetail(steps.last()).contains(QStringLiteral("at: TCP")),
             qPrintable(attemptDetail(steps.last())));
}

void TestConnectionTimeline::failsWithoutAnyStep()
{
    Steps steps;
    steps.fail({ErrorLayer::Local, 2, QStringLiteral("no secret"), false});
    QCOMPARE(steps.timeline.attempts().size(), 1);
    QVERIFY(attemptDetail(steps.last()).contains(QStringLiteral("before the first step")));
    steps.connect(1);
    QCOMPARE(steps.timeline.attempts().size(), 2);
    QCOMPARE(steps.last().number, 2);
}

void TestConnectionTimeline::aRefusalForGoodIsAFailedAttempt()
{
    Steps steps;
    steps.note(1, StepKind::Connect, StepState::Started);
    steps.note(1, StepKind::Connect, StepState::Failed, QStringLiteral("invalid token"),
               {ErrorLayer::Server, 3500, QStringLiteral("invalid token"), false});
    steps.end(3500, QStringLiteral("invalid token"));
    QCOMPARE(steps.last().state, TimelineAttempt::State::Failed);
    QVERIFY2(attemptDetail(steps.last()).contains(QStringLiteral("3500: invalid token")),
             qPrintable(attemptDetail(steps.last())));
}

void TestConnectionTimeline::aLostConnectionEndsWithItsCode()
{
    Steps steps;
    steps.connect(1);
    steps.end(3001, QStringLiteral("shutdown"));
    QCOMPARE(steps.last().state, TimelineAttempt::State::Ended);
    QVERIFY2(attemptDetail(steps.last()).contains(QStringLiteral("3001 shutdown")),
             qPrintable(attemptDetail(steps.last())));
    QCOMPARE(attemptTime(steps.last()), QStringLiteral("5.0 ms"));
}

void TestConnectionTimeline::aFailedRefreshIsNoFailedAttempt()
{
    Steps steps;
    steps.connect(1);
    steps.fail({ErrorLayer::Local, 2, QStringLiteral("no secret"), true});
    QCOMPARE(steps.last().state, TimelineAttempt::State::Live);
}

void TestConnectionTimeline::keepsTheLastAttempts()
{
    Steps steps;
    for (int attempt = 1; attempt <= 50; ++attempt) {
        steps.note(attempt, StepKind::Tcp, StepState::Started);
        steps.fail(refused());
    }
    QCOMPARE(steps.timeline.attempts().size(), ConnectionTimeline::MaxAttempts);
    QCOMPARE(steps.last().number, 50);
}

void TestConnectionTimeline::goesOnWithTheNextClient()
{
    Steps steps;
    steps.connect(1);
    steps.timeline.beginClient(1s, Wall);
    QCOMPARE(steps.last().state, TimelineAttempt::State::Ended);
    QVERIFY(attemptDetail(steps.last()).contains(QStringLiteral("ended by you")));
    steps.connect(1); // its own first
    QCOMPARE(steps.last().number, 2);
    QCOMPARE(steps.last().state, TimelineAttempt::State::Live);
}

/** As its line will be numbered, over several clients. */
void TestConnectionTimeline::numbersTheNextAttempt()
{
    Steps steps;
    QCOMPARE(steps.timeline.nextNumber(), 1);
    steps.note(1, StepKind::Tcp, StepState::Started);
    QCOMPARE(nextAttemptText(steps.timeline, 0s), QStringLiteral("attempt 1: connecting \u2026"));
    steps.fail(refused());
    QCOMPARE(nextAttemptText(steps.timeline, 3500ms), QStringLiteral("attempt 2 in 4 s"));
    steps.timeline.beginClient(1s, Wall);
    steps.connect(1); // its own first
    QCOMPARE(steps.last().number, 2);
    QCOMPARE(steps.timeline.nextNumber(), 3);
}

void TestConnectionTimeline::doesNotGuessWhatWasNotSeen()
{
    Steps steps;
    steps.note(1, StepKind::Tcp, StepState::Done, QStringLiteral("address")); // never began
    QCOMPARE(stepTime(steps.last().steps.constFirst()), QString());
    steps.note(1, StepKind::Upgrade, StepState::Started);
    steps.end(0, QStringLiteral("ended by you")); // how the upgrade ended, nobody knows
    QCOMPARE(texts(steps.last().steps).constLast(),
             QStringLiteral("WebSocket upgrade not observed "));
}

void TestConnectionTimeline::ignoresLastWordsOfAnEarlierAttempt()
{
    Steps steps;
    steps.note(1, StepKind::Tcp, StepState::Started);
    steps.fail(refused());
    steps.note(1, StepKind::Tcp, StepState::Done);
    QCOMPARE(steps.timeline.attempts().size(), 1);
    QCOMPARE(steps.last().state, TimelineAttempt::State::Failed);
}

void TestConnectionTimeline::showsFailingSubscribesAmongMany()
{
    Steps steps;
    steps.connect(1);
    const auto name = [](int number) { return QStringLiteral("c%1").arg(number); };
    for (int i = 0; i < 1000; ++i) {
        steps.subscribe(1, name(i), StepState::Started);
    }
    for (int i = 0; i < 1000; ++i) {
        if (i % 100 == 99) {
            steps.subscribe(1, name(i), StepState::Failed,
                            {ErrorLayer::Server, 103, QStringLiteral("permission denied"), false});
        } else if (i != 500) {
            steps.subscribe(1, name(i), StepState::Done);
        }
    }
    const TimelineAttempt &attempt = steps.last();
    QCOMPARE(attempt.subscribes.size(), ConnectionTimeline::MaxSubscribes);
    QCOMPARE(attempt.refused, 10);
    QCOMPARE(attempt.subscribed, 989);
    QCOMPARE(attempt.waiting, 1);
    const auto failed =
        std::count_if(attempt.subscribes.cbegin(), attempt.subscribes.cend(),
                      [](const TimelineStep &step) { return step.state == StepState::Failed; });
    QCOMPARE(failed, 10);
    QVERIFY2(subscribeSums(attempt).contains(QStringLiteral("989 done, 10 failed")),
             qPrintable(subscribeSums(attempt)));
    const auto *step = attempt.failedStep();
    QCOMPARE(stepName(*step), QStringLiteral("Subscribe c99"));
    QVERIFY(!stepTime(*step).isEmpty()); // also of one that was not listed when it began
}

void TestConnectionTimeline::subscribesOnceMore()
{
    Steps steps;
    steps.connect(1);
    steps.subscribe(1, QStringLiteral("news"), StepState::Started);
    steps.subscribe(1, QStringLiteral("news"), StepState::Failed,
                    {ErrorLayer::Server, 100, QStringLiteral("internal server error"), true});
    steps.subscribe(1, QStringLiteral("news"), StepState::Started);
    steps.subscribe(1, QStringLiteral("news"), StepState::Done);
    QCOMPARE(texts(steps.last().subscribes),
             QStringList{QStringLiteral("Subscribe news done 1.0 ms")});
}

void TestConnectionTimeline::namesNoLayerOfOurOwnDecisions()
{
    Steps steps;
    steps.note(1, StepKind::Tcp, StepState::Started);
    steps.fail({ErrorLayer::Local, 0, QStringLiteral("there is no token"), false});
    const QString own = attemptDetail(steps.last());
    QVERIFY2(own.contains(QStringLiteral("there is no token")), qPrintable(own));
    QVERIFY2(!own.contains(QStringLiteral("local")), qPrintable(own));
    steps.note(2, StepKind::Tcp, StepState::Started);
    steps.fail({ErrorLayer::Tcp, 111, QStringLiteral("refused"), true});
    const QString refused = attemptDetail(steps.last());
    QVERIFY2(refused.contains(QStringLiteral("tcp 111: refused")), qPrintable(refused));
}

void TestConnectionTimeline::textHoldsNoSecret()
{
    const QByteArray canary("canary-secret-6d1f");
    addMaskedSecret(Secret(canary));
    const QString token = QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl");
    Steps steps;
    steps.note(1, StepKind::Upgrade, StepState::Started);
    const Error error{ErrorLayer::Http, 403,
                      QString::fromLatin1(canary) + QStringLiteral(" and ") + token, true};
    steps.note(1, StepKind::Upgrade, StepState::Failed, error.message, error);
    steps.fail(error);
    const QString text = timelineText(steps.timeline);
    QVERIFY2(text.contains(QStringLiteral("http 403")), qPrintable(text));
    QVERIFY2(!text.contains(QString::fromLatin1(canary)), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("eyJzdWIi")), qPrintable(text));
}

void TestConnectionTimeline::cutsNoSecretBeforeItIsMasked()
{
    addMaskedSecret(Secret("canary-at-the-edge"));
    Steps steps;
    steps.note(1, StepKind::Tcp, StepState::Started);
    // The length at which the words are cut lies within the secret.
    steps.note(1, StepKind::Tcp, StepState::Done,
               QString(990, u'x') + QStringLiteral(" canary-at-the-edge"));
    QVERIFY2(!stepDetail(steps.last().steps.constFirst()).contains(QStringLiteral("canary")),
             qPrintable(stepDetail(steps.last().steps.constFirst()).right(30)));
}

void TestConnectionTimeline::hostileWordsAreHarmless()
{
    Steps steps;
    steps.connect(1);
    steps.subscribe(1, QStringLiteral("a\nb\u202e"), StepState::Started);
    steps.end(3000, QStringLiteral("\u001b[31m") + QString(100'000, u'x'));
    const QString text = timelineText(steps.timeline);
    QVERIFY(!text.contains(QChar(0x1b)));
    QVERIFY(!text.contains(QChar(0x202e)));
    QCOMPARE(text.count(u'\n'), 5);
    QVERIFY(text.size() < 5000);
}

REALTIME_TEST(TestConnectionTimeline, QCoreApplication)
#include "tst_connectiontimeline.moc"
