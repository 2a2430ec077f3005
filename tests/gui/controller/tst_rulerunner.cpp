// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/rulerunner.h"
#include "gui/log/logtable.h"
#include "support/entrybuilders.h"
#include "support/patience.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>

using namespace std::chrono_literals;

/** What rules do with new entries of a live log. */
class TestRuleRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void marksNewEntriesWithItsName();
    void leavesAMarkOfTheUserAsItIs();
    void rulesThatAreOffOrFaultyDoNothing();
    void pausesAtAMatch();
    void notifiesOnceInAWhile();
    void stopsMarkingInTime();

private:
    void setRule(Rule::Actions actions, const char *filter = "data.level = \"error\"");
    /** Returns the number of the last entry. */
    quint64 append(const char *payload, int count = 1);
    MarkList &marks() { return m_fixture->controller().log().marks(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

namespace {

const char *const ErrorPayload = R"({"level":"error"})";
const char *const OtherPayload = R"({"level":"info"})";
const auto RuleName = QStringLiteral("Errors");

} // namespace

void TestRuleRunner::init()
{
    m_fixture = std::make_unique<WindowFixture>();
}

void TestRuleRunner::cleanup()
{
    m_fixture.reset();
}

void TestRuleRunner::setRule(Rule::Actions actions, const char *filter)
{
    m_fixture->shared().rules.setRules(
        {{RuleName, QString::fromUtf8(filter), ProfileColor::None, false, actions, true}});
}

quint64 TestRuleRunner::append(const char *payload, int count)
{
    const Journal &journal = m_fixture->controller().journal();
    const std::size_t wanted = journal.size() + std::size_t(count);
    for (int i = 0; i < count; ++i) {
        m_fixture->controller().feed().append(publication(payload));
    }
    QSignalSpy announced(&m_fixture->controller(), &WindowController::entriesAppended);
    while (journal.size() < wanted || announced.isEmpty()) {
        if (!announced.wait(Patience)) {
            return 0;
        }
    }
    return journal.firstNumber() + journal.size() - 1;
}

void TestRuleRunner::marksNewEntriesWithItsName()
{
    const quint64 earlier = append(ErrorPayload);
    setRule(Rule::Action::MarkEntry);
    const quint64 other = append(OtherPayload);
    const quint64 error = append(ErrorPayload);
    QTRY_COMPARE(marks().notes(), (QMap<quint64, QString>{{error, RuleName}}));
    QVERIFY(earlier > 0 && other > earlier && error > other);
    QVERIFY(!m_fixture->controller().isPaused());
}

void TestRuleRunner::leavesAMarkOfTheUserAsItIs()
{
    setRule(Rule::Action::MarkEntry);
    const quint64 number = append(OtherPayload) + 1;
    marks().setMark(number, QStringLiteral("mine"));
    append(ErrorPayload);
    const quint64 next = append(ErrorPayload);
    QTRY_VERIFY(marks().contains(next));
    QCOMPARE(marks().note(number), QStringLiteral("mine"));
}

void TestRuleRunner::rulesThatAreOffOrFaultyDoNothing()
{
    Rule off{RuleName, QStringLiteral("data.level"), ProfileColor::None,
             false,    Rule::Action::PauseLog,       false};
    Rule faulty = off;
    faulty.isOn = true;
    faulty.filter = QStringLiteral("(");
    Rule empty = faulty;
    empty.filter.clear();
    const Rule marking{RuleName, QStringLiteral("data.level"), ProfileColor::None,
                       false,    Rule::Action::MarkEntry,      true};
    m_fixture->shared().rules.setRules({off, faulty, empty, marking});
    const quint64 number = append(ErrorPayload);
    QTRY_VERIFY(marks().contains(number));
    QVERIFY(!m_fixture->controller().isPaused());
}

void TestRuleRunner::pausesAtAMatch()
{
    setRule(Rule::Action::PauseLog);
    append(OtherPayload, 3);
    QVERIFY(!m_fixture->controller().isPaused());
    const quint64 error = append(ErrorPayload);
    WindowController &controller = m_fixture->controller();
    QTRY_VERIFY(controller.isPaused());
    QCOMPARE(controller.pausingRule(), RuleName);
    QCOMPARE(m_fixture->find<LogTable>("logTable")->currentNumber(), error);
    append(ErrorPayload);
    const auto *pill = m_fixture->find<QPushButton>("newRowsButton");
    QTRY_VERIFY2(pill->text().endsWith(QStringLiteral("paused by the rule Errors · 1 waiting")),
                 qPrintable(pill->text()));
    controller.setPaused(false); // what came meanwhile does not pause it again
    append(OtherPayload);
    QVERIFY(!controller.isPaused());
    QCOMPARE(controller.pausingRule(), QString());
    append(ErrorPayload);
    QTRY_VERIFY(controller.isPaused());
    controller.setPaused(false);
    controller.setPaused(true); // by the user
    QTRY_VERIFY2(pill->text().endsWith(QStringLiteral("paused · 0 waiting")),
                 qPrintable(pill->text()));
}

void TestRuleRunner::notifiesOnceInAWhile()
{
    setRule(Rule::Action::NotifyUser);
    RuleRunner runner(m_fixture->controller(), m_fixture->shared().rules);
    runner.setNotificationInterval(std::chrono::milliseconds(Patience)); // never during this part
    QSignalSpy due(&runner, &RuleRunner::notificationDue);
    append(OtherPayload);
    append(ErrorPayload);
    QTRY_COMPARE(due.size(), 1);
    QCOMPARE(due.takeFirst().value(0).toString(), QStringLiteral("Errors: 1 new entry"));
    append(ErrorPayload, 2);
    append(ErrorPayload);
    QCOMPARE(due.size(), 0);
    runner.setNotificationInterval(1ms); // of a timer that runs: begins anew
    QTRY_COMPARE(due.size(), 1);
    QCOMPARE(due.takeFirst().value(0).toString(), QStringLiteral("Errors: 3 new entries"));
}

void TestRuleRunner::stopsMarkingInTime()
{
    setRule(Rule::Action::MarkEntry, "data.level");
    append(ErrorPayload, int(RuleRunner::MaxMarks) + 20);
    QTRY_COMPARE(marks().notes().size(), RuleRunner::MaxMarks);
    const Notice &notice = m_fixture->controller().notices().current();
    QCOMPARE(notice.explanation.title, QStringLiteral("A rule stopped marking"));
    QVERIFY2(notice.explanation.cause.contains(QLatin1String("10,000"))
                 && notice.explanation.cause.contains(RuleName),
             qPrintable(notice.explanation.cause));
}

REALTIME_TEST(TestRuleRunner, QApplication)
#include "tst_rulerunner.moc"
