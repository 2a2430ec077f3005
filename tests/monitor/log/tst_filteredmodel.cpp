// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"
#include "monitor/log/journalmodel.h"
#include "support/filters.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <random>

/** The rows that a filter leaves, while the journal grows, is trimmed, cleared and looked through.
 */
class TestFilteredModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatMatches();
    void testsNewEntriesAsTheyCome();
    void keepsRowsInOrderDuringTheScan();
    void showsTheNewestFirst();
    void endsWithTheNewestOfTooMany();
    void letsGoOfTrimmedMatches();
    void holdsBackMatchesWhileFrozen();
    void hidesWhatCameWhileFrozenFromANewFilter();
    void aNewerFilterMakesTheOlderVoid();
    void startsOverWhenCleared();
    void anEmptyFilterShowsEverything();
    void findsTheRowBefore();
    void countsWhatItKeepsOut();
    void countsRightWhileEntriesGo();
    void countsTimeFromWhatIsAsked();
    void isRightAtRandom();
};

namespace {

Arrival publicationOf(const std::string &channel, std::chrono::nanoseconds monotonic = {})
{
    Arrival result;
    result.channel = channel;
    result.payload = "{}";
    result.monotonic = monotonic;
    return result;
}

struct FilteredFixture
{
    explicit FilteredFixture(JournalLimits limits = {})
        : journal(limits)
    {
    }

    Journal journal;
    JournalModel model{journal};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void append(const std::vector<std::string> &channels)
    {
        std::vector<Arrival> batch;
        for (const std::string &channel : channels) {
            batch.push_back(publicationOf(channel));
        }
        const std::size_t trimmed = journal.append(batch);
        model.entriesAppended(qsizetype(batch.size()), qsizetype(trimmed));
    }
    /** `count` entries of which every third is of channel a. */
    void appendMany(int count)
    {
        std::vector<std::string> channels;
        for (int i = 0; i < count; ++i) {
            channels.push_back(i % 3 == 0 ? "a" : "b");
        }
        append(channels);
    }
    void setFilter(const char *text)
    {
        model.setFilter(compiledFilter(text));
        QTRY_COMPARE(model.matches().left(), 0u);
    }
    QList<quint64> numbers() const
    {
        QList<quint64> result;
        for (int row = 0; row < model.rowCount(); ++row) {
            result.append(model.numberOfRow(row));
        }
        return result;
    }
};

} // namespace

void TestFilteredModel::showsWhatMatches()
{
    FilteredFixture f;
    f.append({"a", "b", "a", "c", "a"});
    f.setFilter("channel:a");
    QCOMPARE(f.numbers(), (QList<quint64>{1, 3, 5}));
    QCOMPARE(f.model.rowOfNumber(3), std::optional(1));
    QCOMPARE(f.model.rowOfNumber(2), std::nullopt);
    QCOMPARE(f.model.entryAt(2).number, 5u);
}

void TestFilteredModel::testsNewEntriesAsTheyCome()
{
    FilteredFixture f;
    f.setFilter("channel:a");
    QSignalSpy inserted(&f.model, &JournalModel::rowsInserted);
    f.append({"b", "a", "a", "b"});
    f.append({"b"});
    QCOMPARE(f.numbers(), (QList<quint64>{2, 3}));
    QCOMPARE(inserted.size(), 1);
}

/** Meanwhile new ones come at the end. */
void TestFilteredModel::keepsRowsInOrderDuringTheScan()
{
    FilteredFixture f;
    f.appendMany(30'000);
    f.model.setFilter(compiledFilter("channel:a"));
    f.append({"a", "b", "a"});
    QVERIFY(f.model.rowCount() >= 2);
    QCOMPARE(f.model.numberOfRow(f.model.rowCount() - 1), 30'003u);
    QTRY_COMPARE(f.model.matches().left(), 0u);
    QCOMPARE(f.model.rowCount(), 10'002);
    const QList<quint64> numbers = f.numbers();
    QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
}

void TestFilteredModel::showsTheNewestFirst()
{
    FilteredFixture f;
    f.appendMany(200'000);
    QSignalSpy inserted(&f.model, &JournalModel::rowsInserted);
    f.model.setFilter(compiledFilter("channel:a"));
    QVERIFY(inserted.wait());
    QCOMPARE(f.model.numberOfRow(f.model.rowCount() - 1), 199'999u);
    QTRY_COMPARE(f.model.matches().left(), 0u);
    QCOMPARE(f.model.numberOfRow(0), 1u);
}

void TestFilteredModel::endsWithTheNewestOfTooMany()
{
    FilteredFixture f;
    f.append(std::vector<std::string>(20, "a"));
    MatchList list(f.journal);
    list.setMost(5);
    list.setFilter(Filter::compile("channel:a").filter);
    QTRY_COMPARE(list.left(), 0u);
    QVERIFY(list.isCut());
    QCOMPARE(list.size(), 5u);
    QCOMPARE(list.at(0), list.at(4) - 4);
    QCOMPARE(list.at(4), f.journal.firstNumber() + f.journal.size() - 1);
    list.setFilter(Filter::compile("channel:b").filter);
    QVERIFY(!list.isCut());
}

void TestFilteredModel::letsGoOfTrimmedMatches()
{
    JournalLimits limits;
    limits.entries = 80;
    limits.segmentEntries = 10;
    FilteredFixture f(limits);
    f.appendMany(80);
    f.setFilter("channel:a");
    const int before = f.model.rowCount();
    f.append({"b"});
    QVERIFY(f.journal.firstNumber() > 1);
    QCOMPARE(f.model.rowCount(), before - 4);
    QCOMPARE(f.model.numberOfRow(0), 13u);
}

void TestFilteredModel::holdsBackMatchesWhileFrozen()
{
    FilteredFixture f;
    f.append({"a", "b"});
    f.setFilter("channel:a");
    f.model.setFrozen(true);
    f.append({"b", "a", "a"});
    QCOMPARE(f.numbers(), (QList<quint64>{1}));
    QCOMPARE(f.model.heldBack(), 2);
    f.model.setFrozen(false);
    QCOMPARE(f.numbers(), (QList<quint64>{1, 4, 5}));
    QCOMPARE(f.model.heldBack(), 0);
}

void TestFilteredModel::hidesWhatCameWhileFrozenFromANewFilter()
{
    FilteredFixture f;
    f.append({"a", "b", "a"});
    f.model.setFrozen(true);
    f.append({"a", "b"});
    f.setFilter("channel:a");
    QCOMPARE(f.numbers(), (QList<quint64>{1, 3}));
    QCOMPARE(f.model.heldBack(), 1);
    f.setFilter("");
    QCOMPARE(f.numbers(), (QList<quint64>{1, 2, 3}));
    QCOMPARE(f.model.heldBack(), 2);
    f.setFilter("channel:b");
    f.model.setFrozen(false);
    QCOMPARE(f.numbers(), (QList<quint64>{2, 5}));
}

void TestFilteredModel::aNewerFilterMakesTheOlderVoid()
{
    FilteredFixture f;
    f.appendMany(100'000);
    f.model.setFilter(compiledFilter("channel:b"));
    f.model.setFilter(compiledFilter("channel:nothing"));
    QTRY_COMPARE(f.model.matches().left(), 0u);
    f.append({"nothing"});
    QCOMPARE(f.numbers(), (QList<quint64>{100'001}));
}

void TestFilteredModel::startsOverWhenCleared()
{
    FilteredFixture f;
    f.appendMany(100);
    f.setFilter("channel:a");
    f.journal.clear();
    f.model.cleared();
    QCOMPARE(f.model.rowCount(), 0);
    f.append({"b", "a"});
    QCOMPARE(f.numbers(), (QList<quint64>{2}));
}

void TestFilteredModel::anEmptyFilterShowsEverything()
{
    FilteredFixture f;
    f.appendMany(10);
    f.setFilter("channel:a");
    f.append({"b", "b"});
    f.setFilter("");
    QCOMPARE(f.model.rowCount(), 12);
    QCOMPARE(f.model.filteredOut(), 0u);
}

void TestFilteredModel::findsTheRowBefore()
{
    FilteredFixture f;
    f.append({"b", "a", "b", "a", "b"});
    QCOMPARE(f.model.rowBefore(3), 2);
    QCOMPARE(f.model.rowBefore(99), 4);
    f.setFilter("channel:a");
    QCOMPARE(f.model.rowBefore(1), -1);
    QCOMPARE(f.model.rowBefore(2), 0);
    QCOMPARE(f.model.rowBefore(3), 0);
    QCOMPARE(f.model.rowBefore(99), 1);
}

/** All there is = shown + waiting + filtered out. */
void TestFilteredModel::countsWhatItKeepsOut()
{
    FilteredFixture f;
    f.appendMany(90);
    f.setFilter("channel:a");
    f.model.setFrozen(true);
    f.append({"a", "b"});
    QCOMPARE(f.model.filteredOut(), 61u);
    QCOMPARE(quint64(f.model.rowCount()) + quint64(f.model.heldBack()) + f.model.filteredOut(),
             quint64(f.journal.size()));
}

/** The scan counts from what there was when it began. */
void TestFilteredModel::countsRightWhileEntriesGo()
{
    JournalLimits limits;
    limits.entries = 1000;
    limits.segmentEntries = 100;
    FilteredFixture f(limits);
    f.appendMany(990);
    f.model.setFilter(compiledFilter("channel:a"));
    f.append(std::vector<std::string>(300, "a"));
    QVERIFY(f.journal.firstNumber() > 1);
    QVERIFY(f.model.matches().left() <= f.journal.size());
    QVERIFY(f.model.filteredOut() <= f.journal.size());
    f.journal.append(std::vector<Arrival>(300, publicationOf("a"))); // the model does not know yet
    QVERIFY(f.model.filteredOut() <= f.journal.size());
}

void TestFilteredModel::countsTimeFromWhatIsAsked()
{
    using namespace std::chrono_literals;
    using Mode = JournalModel::TimeMode;
    FilteredFixture f;
    f.journal.append(std::vector<Arrival>{publicationOf("a", 10s), publicationOf("b", 11s),
                                          publicationOf("a", 13s)});
    f.model.entriesAppended(3, 0);
    const auto last = [&f] {
        return f.model.index(f.model.rowCount() - 1, JournalModel::Time).data().toString();
    };
    f.model.setTimeMode(Mode::SinceStart);
    QCOMPARE(last(), QStringLiteral("+3.0 s"));
    f.model.setTimeMode(Mode::SincePrevious);
    QCOMPARE(last(), QStringLiteral("+2.0 s"));
    f.setFilter("channel:a");
    QCOMPARE(last(), QStringLiteral("+3.0 s")); // since the previous one that is shown
    f.model.setTimeMode(Mode::SinceReference, 2);
    QCOMPARE(last(), QStringLiteral("+2.0 s"));
    f.model.setTimeMode(Mode::SinceReference, 99);
    QCOMPARE(f.model.timeReference(), 2u);
    f.model.cleared();
    QCOMPARE(f.model.timeMode(), Mode::Clock);
}

void TestFilteredModel::isRightAtRandom()
{
    const auto seed = QRandomGenerator::global()->generate();
    std::mt19937 random(seed);
    const auto below = [&random](unsigned limit) { return random() % limit; };
    JournalLimits limits;
    limits.entries = 300;
    limits.segmentEntries = 20;
    FilteredFixture f(limits);
    const char *const texts[] = {"", "channel:a", "channel:b", "channel:c", "not channel:a"};
    const char *present = "";
    for (int step = 0; step < 400; ++step) {
        switch (below(8)) {
        case 0:
            present = texts[below(5)];
            f.model.setFilter(compiledFilter(present));
            break;
        case 1:
            f.model.setFrozen(!f.model.isFrozen());
            break;
        case 2:
            if (below(6) == 0) {
                f.journal.clear();
                f.model.cleared();
            }
            break;
        case 3:
            QTest::qWait(0); // news of the scan in between
            break;
        default:
            f.append(std::vector<std::string>(below(30), std::string(1, char('a' + below(3)))));
        }
    }
    f.model.setFrozen(false);
    QTRY_COMPARE(f.model.matches().left(), 0u);
    QList<quint64> expected;
    FilterRun run(compiledFilter(present));
    for (std::size_t i = 0; i < f.journal.size(); ++i) {
        if (run.matches(f.journal.at(i))) {
            expected.append(f.journal.at(i).number);
        }
    }
    QVERIFY2(f.numbers() == expected, qPrintable(QString::number(seed)));
}

REALTIME_TEST(TestFilteredModel, QCoreApplication)

#include "tst_filteredmodel.moc"
