// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/stepreporter.h"

#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;

using StepKind = ConnectionStep::Kind;
using StepState = ConnectionStep::State;

class TestStepReporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_steps.clear();
        m_reporter = std::make_unique<StepReporter>(m_clock, nullptr);
        connect(m_reporter.get(), &StepReporter::stepObserved, this,
                [this](const ConnectionStep &step) { m_steps.append(step); });
    }

    void numbersTheStepsByAttempt()
    {
        m_reporter->beginAttempt();
        m_reporter->report(StepKind::Tcp, StepState::Started);
        m_reporter->beginAttempt();
        m_reporter->report(StepKind::Tcp, StepState::Done, u"127.0.0.1"_s);
        const auto now = m_clock.monotonic();
        QCOMPARE(
            m_steps,
            QList<ConnectionStep>({{StepKind::Tcp, StepState::Started, now, {}, {}, 1},
                                   {StepKind::Tcp, StepState::Done, now, u"127.0.0.1"_s, {}, 2}}));
    }

    void failsTheStepUnderWay()
    {
        const Error reset{ErrorLayer::Tcp, 1, u"reset"_s, true};
        m_reporter->beginAttempt();
        m_reporter->report(StepKind::Connect, StepState::Started);
        QVERIFY(m_reporter->stepUnderWay() == StepKind::Connect);
        m_reporter->failStepUnderWay(reset);
        QVERIFY(!m_reporter->stepUnderWay());
        QCOMPARE(m_steps.last(),
                 (ConnectionStep{StepKind::Connect, StepState::Failed, m_clock.monotonic(),
                                 u"reset"_s, reset, 1}));
    }

    void failsNothingThatHasEnded()
    {
        m_reporter->report(StepKind::Connect, StepState::Started);
        m_reporter->report(StepKind::Connect, StepState::Done);
        m_reporter->failStepUnderWay({});
        QCOMPARE(m_steps.size(), 2);
    }

    void keepsSubscribesApartFromTheStepUnderWay()
    {
        m_reporter->beginAttempt();
        m_reporter->report(StepKind::Connect, StepState::Started);
        m_reporter->reportSubscribe(u"news"_s, StepState::Started);
        QCOMPARE(m_steps.last().channel, u"news"_s);
        QCOMPARE(m_steps.last().attempt, 1);
        QVERIFY(m_reporter->stepUnderWay() == StepKind::Connect);
    }

private:
    FakeClock m_clock;
    std::unique_ptr<StepReporter> m_reporter;
    QList<ConnectionStep> m_steps;
};

REALTIME_TEST(TestStepReporter, QCoreApplication)
#include "tst_stepreporter.moc"
