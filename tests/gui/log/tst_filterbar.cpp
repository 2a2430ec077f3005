// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/filterbar.h"
#include "gui/log/logfixture.h"
#include "gui/widgets/theme.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

/** What a filter does to the log while it is typed, and what is said when it shows nothing. */
class TestFilterBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void halfTypedTextNeverEmptiesTheLog_data();
    void halfTypedTextNeverEmptiesTheLog();
    void anEntryThatMatchesAppliesIt();
    void enterAppliesWhatMatchesNothing();
    void anotherWidgetAppliesIt();
    void aMenuDoesNotApplyIt();
    void escapeLeavesTheFieldAndKeepsTheText();
    void saysWhichConditionExcludesMost_data();
    void saysWhichConditionExcludesMost();
    void anotherFilterTakesTheReasonBack();
    void aRuleWithAFaultCannotBePressed();
    void enterTakesACandidateOnlyIfItIsChosen_data();
    void enterTakesACandidateOnlyIfItIsChosen();

private:
    QLineEdit *edit() { return m_bar->findChild<QLineEdit *>(QStringLiteral("filterEdit")); }
    QLabel *note() { return m_bar->findChild<QLabel *>(QStringLiteral("faultLabel")); }
    int rows() { return m_fixture->log.model().rowCount(); }
    void type(const QString &text);
    void append(const char *channel, const char *payload);

    std::unique_ptr<LogFixture> m_fixture;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    FilterBar *m_bar = nullptr;
    QLineEdit *m_other = nullptr;
};

namespace {

Rule chipRule(const char *name, const char *filter)
{
    return {QString::fromUtf8(name), QString::fromUtf8(filter), ProfileColor::None, true, {}, true};
}

/** A filter that was typed is either applied or known to match nothing. */
bool isSettled(const LogState &log)
{
    return log.isFilterPending() ? log.isFilterTried() : log.model().matches().left() == 0;
}

} // namespace

void TestFilterBar::init()
{
    m_window.reset();
    m_fixture = std::make_unique<LogFixture>();
    m_theme = std::make_unique<Theme>(m_fixture->settings);
    m_window = std::make_unique<QWidget>();
    m_bar = new FilterBar(m_window.get());
    m_other = new QLineEdit(m_window.get());
    auto *column = new QVBoxLayout(m_window.get());
    column->addWidget(m_bar);
    column->addWidget(m_other);
    append("news", R"({"type":"chat","n":1})");
    append("news", R"({"type":"tick","n":2,"p":"10.5"})");
    append("other", R"({"type":"tick","n":3,"p":"9.75"})");
    m_bar->attach(m_fixture->log, *m_theme);
    m_window->resize(700, 200);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    edit()->setFocus();
}

void TestFilterBar::append(const char *channel, const char *payload)
{
    Arrival arrival = publication(payload);
    arrival.channel = channel;
    m_fixture->append({arrival});
}

/** Waits until the pause after the last key is over. */
void TestFilterBar::type(const QString &text)
{
    edit()->selectAll();
    QTest::keyClicks(edit(), text);
    QTRY_COMPARE(m_fixture->log.filterText(), text);
    QTRY_VERIFY(isSettled(m_fixture->log));
    m_window->activateWindow(); // the list of candidates was a window
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(edit()->hasFocus());
}

void TestFilterBar::halfTypedTextNeverEmptiesTheLog_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("shown");
    QTest::newRow("a field") << QStringLiteral("data.type = tick") << 2;
    QTest::newRow("a field without a value") << QStringLiteral("data.p") << 2;
    QTest::newRow("a channel") << QStringLiteral("channel:other") << 1;
    QTest::newRow("a foreign notation") << QStringLiteral("data.p > 9.8 && !data.x") << 1;
    QTest::newRow("a list") << QStringLiteral("data.type in ('chat', x)") << 1;
    QTest::newRow("a second condition") << QStringLiteral("news data.n = 2") << 1;
}

/** A prefix that matches something may narrow the log, but none may empty it. */
void TestFilterBar::halfTypedTextNeverEmptiesTheLog()
{
    QFETCH(QString, text);
    LogState &log = m_fixture->log;
    for (qsizetype size = 1; size <= text.size(); ++size) {
        log.setTypedFilterText(text.first(size));
        QTRY_VERIFY(isSettled(log));
        QVERIFY2(rows() > 0, qPrintable(text.first(size)));
    }
    QVERIFY(!log.isFilterPending());
    QTEST(rows(), "shown");
}

void TestFilterBar::anEntryThatMatchesAppliesIt()
{
    type(QStringLiteral("channel:later"));
    QCOMPARE(rows(), 3);
    QVERIFY(note()->isVisible());
    QVERIFY2(note()->text().contains(QLatin1String("No entry matches this yet")),
             qPrintable(note()->text()));
    QCOMPARE(note()->palette().color(QPalette::WindowText), m_theme->color(Tone::Busy));
    append("later", "1");
    QTRY_COMPARE(rows(), 1);
    QVERIFY(!note()->isVisible());
}

void TestFilterBar::enterAppliesWhatMatchesNothing()
{
    type(QStringLiteral("channel:later"));
    QCOMPARE(rows(), 3);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_COMPARE(rows(), 0);
    QTRY_VERIFY2(note()->text().contains(QLatin1String("None of 3 entries matches channel:later.")),
                 qPrintable(note()->text()));
}

void TestFilterBar::anotherWidgetAppliesIt()
{
    type(QStringLiteral("channel:later"));
    QCOMPARE(rows(), 3);
    m_other->setFocus(Qt::MouseFocusReason);
    QTRY_COMPARE(rows(), 0);
}

void TestFilterBar::aMenuDoesNotApplyIt()
{
    type(QStringLiteral("channel:later"));
    m_other->setFocus(Qt::PopupFocusReason);
    QVERIFY(m_fixture->log.isFilterPending());
    QCOMPARE(rows(), 3);
}

void TestFilterBar::escapeLeavesTheFieldAndKeepsTheText()
{
    QSignalSpy finished(m_bar, &FilterBar::finished);
    type(QStringLiteral("channel:other "));
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(edit()->text(), QStringLiteral("channel:other "));
    QTRY_COMPARE(rows(), 1);
    type(QStringLiteral("channel:other ("));
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(finished.size(), 2);
    QCOMPARE(edit()->text(), QStringLiteral("channel:other ("));
    QCOMPARE(rows(), 1);
}

void TestFilterBar::saysWhichConditionExcludesMost_data()
{
    QTest::addColumn<QStringList>("chips");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("note");
    QTest::newRow("one matches nothing")
        << QStringList() << QStringLiteral("news and data.typ and data.n > 0")
        << QStringLiteral("None of 3 entries matches data.typ.");
    QTest::newRow("all match something")
        << QStringList() << QStringLiteral("data.type = tick data.n = 1")
        << QStringLiteral("data.n = 1 excludes most: by itself, it matches 1 of 3 entries.");
    QTest::newRow("a rule") << QStringList{QStringLiteral("channel:none")}
                            << QStringLiteral("data.n > 0")
                            << QStringLiteral("None of 3 entries matches channel:none.");
    QTest::newRow("alternatives are one condition")
        << QStringList() << QStringLiteral("data.a or data.b")
        << QStringLiteral("None of 3 entries matches data.a or data.b.");
    QTest::newRow("a string that is a number")
        << QStringList() << QStringLiteral("data.p = 10.5 data.n")
        << QStringLiteral("None of 3 entries matches data.p = 10.5.");
}

void TestFilterBar::saysWhichConditionExcludesMost()
{
    QFETCH(QStringList, chips);
    QFETCH(QString, text);
    QFETCH(QString, note);
    m_fixture->log.setChips(chips);
    m_fixture->log.setFilterText(text);
    QTRY_COMPARE(rows(), 0);
    QTRY_VERIFY2(this->note()->text().endsWith(note), qPrintable(this->note()->text()));
    QVERIFY(this->note()->isVisible());
}

void TestFilterBar::anotherFilterTakesTheReasonBack()
{
    m_fixture->log.setFilterText(QStringLiteral("channel:none"));
    QTRY_VERIFY(note()->text().contains(QLatin1String("channel:none")));
    m_fixture->log.setFilterText(QStringLiteral("channel:neither"));
    QTRY_VERIFY(note()->text().contains(QLatin1String("channel:neither")));
    append("neither", "1");
    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(!note()->isVisible());
    m_fixture->log.showEverything();
    QCOMPARE(rows(), 4);
    QVERIFY(!note()->isVisible());
}

/** One that an earlier version understood. */
void TestFilterBar::aRuleWithAFaultCannotBePressed()
{
    RuleList rules(m_fixture->settings);
    m_fixture->log.setRules(&rules);
    FilterBar bar;
    bar.attach(m_fixture->log, *m_theme);
    rules.setRules({chipRule("old", "data.path = /api/"), chipRule("new", "data.path = '/api/'")});
    const auto chips =
        bar.findChild<QWidget *>(QStringLiteral("chipRow"))->findChildren<QToolButton *>();
    QCOMPARE(chips.size(), 2);
    QCOMPARE(chips.at(0)->text(), QStringLiteral("old"));
    QVERIFY(!chips.at(0)->isEnabled());
    QVERIFY2(chips.at(0)->toolTip().contains(QLatin1String("goes with ~ only")),
             qPrintable(chips.at(0)->toolTip()));
    QVERIFY(chips.at(1)->isEnabled());
}

void TestFilterBar::enterTakesACandidateOnlyIfItIsChosen_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("text");
    QTest::newRow("not chosen") << QStringLiteral("n") << int(Qt::Key_E) << QStringLiteral("ne");
    QTest::newRow("chosen") << QStringLiteral("channel:ne") << int(Qt::Key_Down)
                            << QStringLiteral("channel:news");
}

void TestFilterBar::enterTakesACandidateOnlyIfItIsChosen()
{
    QFETCH(QString, typed);
    QFETCH(int, key);
    QFETCH(QString, text);
    const auto *completer = m_bar->findChild<QCompleter *>();
    QTest::keyClicks(edit(), typed);
    QTRY_VERIFY(completer->popup()->isVisible());
    QTest::keyClick(completer->popup(), Qt::Key(key));
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QTRY_COMPARE(edit()->text(), text);
    QTRY_COMPARE(m_fixture->log.filterText(), text);
}

REALTIME_TEST(TestFilterBar, QApplication)
#include "tst_filterbar.moc"
