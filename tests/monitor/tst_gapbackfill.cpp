// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/gapbackfill.h"
#include "monitor/gapreason.h"

#include <QSignalSpy>
#include <QTest>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using Centrifuge::HistoryOptions;
using Centrifuge::HistoryResult;
using Centrifuge::Publication;
using Centrifuge::ResultHandler;

namespace {

/** The history of one channel: the offsets from `first` to `last`. */
class History
{
public:
    History(std::uint64_t first, std::uint64_t last)
        : m_first(first)
        , m_last(last)
    {
    }

    GapBackfill::AskHistory asked()
    {
        return [this](const HistoryOptions &options, const ResultHandler<HistoryResult> &handler) {
            ++pages;
            if (error) {
                handler(*error);
                return;
            }
            HistoryResult page;
            std::uint64_t offset = std::max(m_first, options.since->offset + 1);
            for (; offset <= m_last && int(page.publications.size()) < options.limit; ++offset) {
                Publication publication;
                publication.offset = offset;
                publication.data = QByteArray::number(qulonglong(offset));
                page.publications.push_back(publication);
            }
            handler(page);
        };
    }

    int pages = 0;
    std::optional<Error> error;

private:
    std::uint64_t m_first;
    std::uint64_t m_last;
};

struct Run
{
    QList<std::uint64_t> offsets;
    BackfillResult outcome;
    int ends = 0;
};

Run fetch(History &history, const OffsetGap &hole)
{
    Run run;
    GapBackfill fetcher(history.asked(), hole);
    QObject::connect(&fetcher, &GapBackfill::fetched, &fetcher, [&run](const auto &publications) {
        for (const Publication &publication : publications) {
            run.offsets.append(publication.offset);
        }
    });
    QObject::connect(&fetcher, &GapBackfill::finished, &fetcher,
                     [&run](const BackfillResult &outcome) {
                         run.outcome = outcome;
                         ++run.ends;
                     });
    fetcher.start();
    return run;
}

Error serverError(int code)
{
    return {ErrorLayer::Server, code, QStringLiteral("words of the server"), false};
}

} // namespace

class TestGapBackfill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesWhatIsMissingAndNoMore();
    void asksPageByPage();
    void countsWhatIsGone_data();
    void countsWhatIsGone();
    void goesOnAfterTheLimit();
    void asksNothingForAnEmptyHole();
    void saysWhyNot_data();
    void saysWhyNot();
    void aNewStreamIsNeverWhole();
    void readsTheHoleOfARow();
};

void TestGapBackfill::fetchesWhatIsMissingAndNoMore()
{
    History history(1, 20);
    const Run run = fetch(history, {3, 6, "e1", false});
    QCOMPARE(run.offsets, QList<std::uint64_t>({4, 5, 6}));
    QCOMPARE(run.ends, 1);
    QVERIFY(run.outcome.isWhole);
    QCOMPARE(run.outcome.gone, quint64(0));
    QVERIFY(fetchWords(run.outcome).startsWith(QStringLiteral("3 message")));
}

void TestGapBackfill::asksPageByPage()
{
    History history(1, 1000);
    const Run run = fetch(history, {0, 350, "e1", false});
    QCOMPARE(run.offsets.size(), 350);
    QCOMPARE(history.pages, 5); // of 10, 100, 100, 100 and 40
    QVERIFY(run.outcome.isWhole);
}

void TestGapBackfill::countsWhatIsGone_data()
{
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("last");
    QTest::addColumn<quint64>("fetched");
    QTest::newRow("the beginning") << quint64(6) << quint64(20) << quint64(5);
    QTest::newRow("the end") << quint64(1) << quint64(5) << quint64(5);
    QTest::newRow("all of it") << quint64(50) << quint64(60) << quint64(0);
    QTest::newRow("all of it, and much follows") << quint64(50) << quint64(400) << quint64(0);
}

void TestGapBackfill::countsWhatIsGone()
{
    QFETCH(quint64, first);
    QFETCH(quint64, last);
    History history(first, last);
    const Run run = fetch(history, {0, 10, "e1", false});
    QTEST(run.outcome.fetched, "fetched");
    QCOMPARE(run.outcome.gone, 10 - run.outcome.fetched);
    QVERIFY(!run.outcome.isWhole);
    QVERIFY2(fetchWords(run.outcome).contains(QStringLiteral("not in the history any more")),
             qPrintable(fetchWords(run.outcome)));
}

void TestGapBackfill::goesOnAfterTheLimit()
{
    History history(1, 15'000);
    const Run run = fetch(history, {0, 15'000, "e1", false});
    QCOMPARE(run.outcome.fetched, GapBackfill::MostFetched);
    QVERIFY(!run.outcome.isWhole);
    QVERIFY(fetchWords(run.outcome).contains(QStringLiteral("fetch again")));
    const Run rest = fetch(history, run.outcome.rest);
    QCOMPARE(rest.outcome.fetched, quint64(5000));
    QVERIFY(rest.outcome.isWhole);
}

void TestGapBackfill::asksNothingForAnEmptyHole()
{
    History history(1, 20);
    const Run run = fetch(history, {7, 7, "e1", false});
    QCOMPARE(history.pages, 0);
    QVERIFY(run.outcome.isWhole);
}

void TestGapBackfill::saysWhyNot_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("words");
    QTest::newRow("no permission")
        << serverError(103) << QStringLiteral("this user may not read the channel's history (103)");
    QTest::newRow("no history") << serverError(108)
                                << QStringLiteral("the channel keeps no history (108)");
    QTest::newRow("another epoch") << serverError(112) << QStringLiteral("began anew");
    QTest::newRow("anything else")
        << serverError(100) << QStringLiteral("words of the server (100)");
}

void TestGapBackfill::saysWhyNot()
{
    QFETCH(Error, error);
    QFETCH(QString, words);
    History history(1, 20);
    history.error = error;
    const OffsetGap hole{3, 6, "e1", false};
    const Run run = fetch(history, hole);
    QVERIFY(!run.outcome.isWhole);
    QCOMPARE(run.outcome.rest, hole); // may be asked for again
    QVERIFY2(fetchWords(run.outcome).contains(words), qPrintable(fetchWords(run.outcome)));
}

void TestGapBackfill::aNewStreamIsNeverWhole()
{
    History history(1, 20);
    const Run run = fetch(history, {0, 2, "e2", true});
    QCOMPARE(run.outcome.fetched, quint64(2));
    QVERIFY(!run.outcome.isWhole);
    QVERIFY(fetchWords(run.outcome).contains(QStringLiteral("gone with it")));
}

void TestGapBackfill::readsTheHoleOfARow()
{
    const OffsetGap hole{9007199254740993ULL, 18446744073709551615ULL, "a\"b", true};
    QCOMPARE(readOffsetGap(offsetGapJson(hole)), std::optional(hole));
    QCOMPARE(readOffsetGap(""), std::optional<OffsetGap>());
    QCOMPARE(readOffsetGap("{\"user\":\"x\"}"), std::optional<OffsetGap>());
}

QTEST_GUILESS_MAIN(TestGapBackfill)
#include "tst_gapbackfill.moc"
