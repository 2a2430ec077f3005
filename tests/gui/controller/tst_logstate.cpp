// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logfixture.h"
#include "monitor/entry/entry.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

/** Filter, search, marks and looks of one log, without its widgets. */
class TestLogState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFaultLeavesTheFilterInEffect();
    void chipsNarrowFurther();
    void showsEverythingAgain();
    void goesFromFindingToFinding();
    void skipsFindingsThatAreFilteredOut();
    void findingsAreThoseOfWhatIsShown();
    void aFrozenLogFindsOnlyInItsRows();
    void findsWhatComesLater();
    void severalFiltersMayBeLongerThanOne();
    void knowsTheNamesOfWhatWasThereBefore();
    void marksGoWithTheirEntries();
    void theFirstRuleDecides();
    void aFaultyRuleColoursNothing();
};

namespace {

Rule colorRule(const char *filter, ProfileColor color, bool isOn = true)
{
    return {QString(), QString::fromUtf8(filter), color, false, {}, isOn};
}

struct Fixture : LogFixture
{
    using LogFixture::LogFixture;

    void append(const std::vector<std::string> &channels)
    {
        std::vector<Arrival> batch(channels.size());
        for (std::size_t i = 0; i < channels.size(); ++i) {
            batch[i].channel = channels[i];
            batch[i].payload = "{}";
        }
        LogFixture::append(batch);
    }
    QList<quint64> rows()
    {
        QList<quint64> numbers;
        for (int row = 0; row < log.model().rowCount(); ++row) {
            numbers.append(log.model().numberOfRow(row));
        }
        return numbers;
    }
    bool isDone() const
    {
        return log.model().matches().left() == 0 && log.searchMatches().left() == 0;
    }
};

} // namespace

void TestLogState::aFaultLeavesTheFilterInEffect()
{
    Fixture f;
    f.append({"a", "b"});
    f.log.setFilterText(QStringLiteral("channel:a"));
    QTRY_VERIFY(f.isDone());
    f.log.setFilterText(QStringLiteral("channel:a and ("));
    QVERIFY(f.log.filterFault().has_value());
    QVERIFY(f.log.filterFault()->offset > 0);
    QCOMPARE(f.rows(), (QList<quint64>{1}));
    f.log.setFilterText(QString());
    QVERIFY(!f.log.filterFault());
    QCOMPARE(f.rows(), (QList<quint64>{1, 2}));
}

void TestLogState::chipsNarrowFurther()
{
    Fixture f;
    f.append({"a", "b", "c"});
    f.log.setFilterText(QStringLiteral("channel:a or channel:b"));
    f.log.setChips({QStringLiteral("channel:b or channel:c")});
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.rows(), (QList<quint64>{2}));
}

void TestLogState::showsEverythingAgain()
{
    Fixture f;
    f.append({"a", "b", "c"});
    f.log.setFilterText(QStringLiteral("channel:a"));
    f.log.setChips({QStringLiteral("channel:b")});
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.rows(), QList<quint64>());
    f.log.showEverything();
    QCOMPARE(f.rows().size(), 3);
    QVERIFY(f.log.chips().isEmpty() && f.log.filterText().isEmpty());
    f.log.setFilterText(QStringLiteral("channel:a")); // the same as before: applied all the same
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.rows(), (QList<quint64>{1}));
}

void TestLogState::goesFromFindingToFinding()
{
    Fixture f;
    f.append({"b", "a", "b", "a", "b"});
    QCOMPARE(f.log.nextSearchMatch(0), -1);
    f.log.setFindText(QStringLiteral("channel:a"));
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.log.nextSearchMatch(-1), 1);
    QCOMPARE(f.log.nextSearchMatch(1), 3);
    QCOMPARE(f.log.nextSearchMatch(3), 1);
    QCOMPARE(f.log.previousSearchMatch(3), 1);
    QCOMPARE(f.log.previousSearchMatch(1), 3);
    QCOMPARE(f.log.previousSearchMatch(4), 3);
    QVERIFY(f.log.styleFor(f.journal.at(1)).isFound);
    QVERIFY(!f.log.styleFor(f.journal.at(0)).isFound);
}

void TestLogState::skipsFindingsThatAreFilteredOut()
{
    Fixture f;
    f.append({"a1", "b", "a2", "a1"});
    f.log.setFindText(QStringLiteral("channel:a*"));
    f.log.setFilterText(QStringLiteral("not channel:a2"));
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.log.nextSearchMatch(0), 2);
    QCOMPARE(f.log.model().numberOfRow(2), 4u);
    QCOMPARE(f.log.previousSearchMatch(2), 0);
}

void TestLogState::findingsAreThoseOfWhatIsShown()
{
    Fixture f;
    f.append({"a", "b", "a", "b"});
    f.log.setFindText(QStringLiteral("channel:a"));
    f.log.setFilterText(QStringLiteral("channel:b"));
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.log.searchMatches().size(), 0u);
    QCOMPARE(f.log.nextSearchMatch(0), -1);
    QCOMPARE(f.log.previousSearchMatch(0), -1);
    f.log.setFilterText(QStringLiteral("number > 1"));
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.log.searchMatches().size(), 1u);
    QCOMPARE(f.log.nextSearchMatch(-1), 1);
    f.append({"a"});
    QCOMPARE(f.log.searchMatches().size(), 2u);
    f.log.showEverything();
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.log.searchMatches().size(), 3u);
    f.log.setFindText({});
    QVERIFY(!f.log.searchMatches().isActive());
}

void TestLogState::aFrozenLogFindsOnlyInItsRows()
{
    Fixture f;
    f.append({"b", "a", "b"});
    f.log.setFindText(QStringLiteral("channel:a"));
    QTRY_VERIFY(f.isDone());
    f.log.model().setFrozen(true);
    f.append({"a", "a"});
    QCOMPARE(f.log.model().rowCount(), 3);
    QCOMPARE(f.log.nextSearchMatch(1), 1);
    QCOMPARE(f.log.previousSearchMatch(-1), 1);
    QCOMPARE(f.log.previousSearchMatch(1), 1);
    f.log.model().setFrozen(false);
    QCOMPARE(f.log.nextSearchMatch(1), 3);
    QCOMPARE(f.log.previousSearchMatch(1), 4);
}

void TestLogState::severalFiltersMayBeLongerThanOne()
{
    Fixture f;
    f.append({"a", "b"});
    const QString longOne = QStringLiteral("channel:b or \"%1\"").arg(QString(3000, u'x'));
    f.log.setChips(
        {longOne,
         longOne.toUpper().replace(QLatin1String("CHANNEL:B OR"), QLatin1String("channel:b or"))});
    QTRY_VERIFY(f.isDone());
    QCOMPARE(f.rows(), (QList<quint64>{2}));
}

void TestLogState::knowsTheNamesOfWhatWasThereBefore()
{
    Fixture f;
    f.append({"a", "b"});
    LogState later(f.journal);
    QTRY_COMPARE(later.seen().channels(), (SeenNames::Names{"a", "b"}));
}

void TestLogState::findsWhatComesLater()
{
    Fixture f;
    QSignalSpy changed(&f.log, &LogState::findChanged);
    f.log.setFindText(QStringLiteral("channel:a"));
    const qsizetype before = changed.size();
    f.append({"b", "a"});
    QCOMPARE(f.log.searchMatches().size(), 1u);
    QVERIFY(changed.size() > before);
}

void TestLogState::marksGoWithTheirEntries()
{
    JournalLimits limits;
    limits.entries = 80;
    limits.segmentEntries = 10;
    Fixture f(limits);
    f.append(std::vector<std::string>(80, "a"));
    f.log.marks().setMark(5, QStringLiteral("here"));
    f.log.marks().setMark(70);
    QVERIFY(f.log.styleFor(f.journal.at(4)).isMarked);
    QCOMPARE(f.log.marks().next(5), std::optional<quint64>(70));
    QCOMPARE(f.log.marks().next(70), std::optional<quint64>(5));
    QCOMPARE(f.log.marks().previous(5), std::optional<quint64>(70));
    f.append({"a"});
    QVERIFY(!f.log.marks().contains(5));
    QVERIFY(f.log.marks().contains(70));
    f.journal.clear();
    f.log.cleared();
    QVERIFY(f.log.marks().isEmpty());
}

void TestLogState::theFirstRuleDecides()
{
    Fixture f;
    RuleList rules(f.settings);
    f.log.setRules(&rules);
    f.append({"a", "b", "c"});
    QSignalSpy looks(&f.log, &LogState::stylesChanged);
    rules.setRules({colorRule("channel:a", ProfileColor::Green, false),
                    colorRule("channel:a", ProfileColor::None),
                    colorRule("channel:a", ProfileColor::Red),
                    colorRule("channel:a or channel:b", ProfileColor::Blue)});
    QCOMPARE(looks.size(), 1);
    QCOMPARE(f.log.styleFor(f.journal.at(0)).color, ProfileColor::Red);
    QCOMPARE(f.log.styleFor(f.journal.at(1)).color, ProfileColor::Blue);
    QCOMPARE(f.log.styleFor(f.journal.at(2)).color, ProfileColor::None);
}

void TestLogState::aFaultyRuleColoursNothing()
{
    Fixture f;
    RuleList rules(f.settings);
    f.log.setRules(&rules);
    f.append({"a"});
    rules.setRules({colorRule("(", ProfileColor::Red), colorRule("", ProfileColor::Red),
                    colorRule("channel:a", ProfileColor::Blue)});
    QCOMPARE(f.log.styleFor(f.journal.at(0)).color, ProfileColor::Blue);
}

REALTIME_TEST(TestLogState, QCoreApplication)

#include "tst_logstate.moc"
