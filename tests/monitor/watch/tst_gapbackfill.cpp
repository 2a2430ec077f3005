// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/api/serverapi.h"
#include "centrifuge/codes.h"
#include "monitor/entry/entry.h"
#include "monitor/watch/backfillpolicy.h"
#include "monitor/watch/gapbackfill.h"
#include "monitor/watch/gapfinding.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using Centrifuge::HistoryOptions;
using Centrifuge::HistoryResult;
using Centrifuge::Publication;
using Centrifuge::ResultHandler;

namespace {

Error serverError(int code)
{
    return {ErrorLayer::Server, code, QStringLiteral("words of the server"), false};
}

/** The history of one channel: the offsets from `first` to `last`. */
class History
{
public:
    History(std::uint64_t first, std::uint64_t last)
        : m_first(first)
        , m_last(last)
    {
    }

    GapBackfill::ReadHistory asked()
    {
        return [this](const HistoryOptions &options, const ResultHandler<HistoryResult> &handler) {
            ++pages;
            limits.append(options.limit);
            if (error) {
                handler(*error);
                return;
            }
            HistoryResult page;
            page.position = {m_last, epoch};
            std::uint64_t offset = std::max(m_first, options.since->offset + 1);
            for (; offset <= m_last && int(page.publications.size()) < options.limit; ++offset) {
                Publication publication;
                publication.offset = offset;
                publication.data = QByteArray(messageSize, 'x');
                page.publications.push_back(publication);
            }
            if (qsizetype(page.publications.size()) * messageSize > answerSize) {
                handler(Error{ErrorLayer::Protocol, Centrifuge::HistoryTooLarge, {}, false});
                return;
            }
            const bool isQueueFull = qsizetype(page.publications.size()) * messageSize > queueSize;
            if (isQueueFull) {
                handler(serverError(Centrifuge::DisconnectCode::Slow));
            } else {
                handler(page);
            }
        };
    }

    int pages = 0;
    QList<int> limits; ///< of the pages
    QString epoch = QStringLiteral("e1");
    qsizetype messageSize = 1;
    qsizetype queueSize = qsizetype(1) << 40; ///< larger pages end the connection with 3008
    qsizetype answerSize = qsizetype(1) << 40; ///< larger ones are refused, and nothing ends
    std::optional<Error> error;

private:
    std::uint64_t m_first;
    std::uint64_t m_last;
};

constexpr int MostConnections = 50;

struct Run
{
    QList<std::uint64_t> offsets;
    BackfillResult outcome;
    int ends = 0;
};

Run fetch(History &history, const OffsetGap &gap, const GapBackfill::Options &options = {})
{
    Run run;
    GapBackfill fetcher(history.asked(), gap, options);
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
    for (int connections = 0; run.ends == 0 && connections < MostConnections; ++connections) {
        fetcher.resume(); // as after a reconnect
    }
    return run;
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
    void fitsThePageToTheQueue_data();
    void fitsThePageToTheQueue();
    void givesUpWhatNoQueueTakes();
    void fitsThePageToTheAnswer();
    void countsWhatNoAnswerTakes();
    void endsWithTheEpoch();
    void readsAllThatIsKept();
    void goesOnAfterTheLimit();
    void asksNothingForAnEmptyGap();
    void saysWhyNot_data();
    void saysWhyNot();
    void aNewStreamIsNeverWhole();
    void readsTheGapOfARow();
};

void TestGapBackfill::fetchesWhatIsMissingAndNoMore()
{
    History history(1, 20);
    const Run run = fetch(history, {3, 6, "e1", false});
    QCOMPARE(run.offsets, QList<std::uint64_t>({4, 5, 6}));
    QCOMPARE(run.ends, 1);
    QVERIFY(run.outcome.isComplete);
    QCOMPARE(run.outcome.gone, quint64(0));
    QVERIFY(fetchResultText(run.outcome).startsWith(QStringLiteral("3 message")));
}

void TestGapBackfill::asksPageByPage()
{
    History history(1, 1000);
    const Run run = fetch(history, {0, 350, "e1", false});
    QCOMPARE(run.offsets.size(), 350);
    QCOMPARE(history.limits, QList<int>({10, 20, 40, 80, 160, 320})); // they grow
    QVERIFY(run.outcome.isComplete);
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
    QVERIFY(!run.outcome.isComplete);
    QVERIFY2(fetchResultText(run.outcome).contains(QStringLiteral("not in the history any more")),
             qPrintable(fetchResultText(run.outcome)));
}

void TestGapBackfill::fitsThePageToTheQueue_data()
{
    QTest::addColumn<qsizetype>("messageSize");
    QTest::addColumn<qsizetype>("queueSize");
    QTest::addColumn<QList<int>>("limits");
    constexpr qsizetype Queue = qsizetype(1) << 20;
    QTest::newRow("small ones grow towards 256 KiB a page")
        << qsizetype(1000) << Queue << QList<int>({10, 20, 40});
    QTest::newRow("large ones are halved by each 3008")
        << qsizetype(300'000) << Queue << QList<int>(QList<int>{10, 5, 2} + QList<int>(38, 1));
    QTest::newRow("one alone fits")
        << qsizetype(1'000'000) << Queue << QList<int>(QList<int>{10, 5, 2} + QList<int>(40, 1));
}

/** Nothing is left out and nothing comes twice, whatever it takes. */
void TestGapBackfill::fitsThePageToTheQueue()
{
    QFETCH(qsizetype, messageSize);
    QFETCH(qsizetype, queueSize);
    QFETCH(QList<int>, limits);
    History history(1, 40);
    history.messageSize = messageSize;
    history.queueSize = queueSize;
    const Run run = fetch(history, {0, 40, "e1", false});
    QCOMPARE(run.outcome.fetched, quint64(40));
    QCOMPARE(run.offsets.first(), std::uint64_t(1));
    QCOMPARE(run.offsets.last(), std::uint64_t(40));
    QVERIFY(run.outcome.isComplete);
    QCOMPARE(history.limits, limits);
}

/** Each costs a connection, so it does not go on for ever. */
void TestGapBackfill::givesUpWhatNoQueueTakes()
{
    History history(1, 40);
    history.messageSize = 2'000'000;
    history.queueSize = 1 << 20;
    const Run run = fetch(history, {0, 40, "e1", false});
    QCOMPARE(run.ends, 1);
    QCOMPARE(run.outcome.fetched, quint64(0));
    QCOMPARE(run.outcome.tooLarge, quint64(GapBackfill::MaxSkipped));
    QCOMPARE(run.outcome.error->code, int(Centrifuge::DisconnectCode::Slow));
    QVERIFY(!run.outcome.isComplete);
    QVERIFY(fetchResultText(run.outcome).contains(QStringLiteral("client.queue_max_size")));
}

/** An answer of the API that is too large ends no connection: the next page is asked for at once.
 */
void TestGapBackfill::fitsThePageToTheAnswer()
{
    History history(1, 20);
    history.messageSize = 30'000'000;
    history.answerSize = 34'000'000;
    const Run run = fetch(history, {0, 20, "e1", false});
    QCOMPARE(run.outcome.fetched, quint64(20));
    QVERIFY(run.outcome.isComplete);
    QCOMPARE(history.limits, (QList<int>{10, 5, 2} + QList<int>(20, 1)));
}

void TestGapBackfill::countsWhatNoAnswerTakes()
{
    History history(1, 2);
    history.messageSize = 40'000'000;
    history.answerSize = 34'000'000;
    const Run run = fetch(history, {0, 2, "e1", false});
    QCOMPARE(run.ends, 1);
    QCOMPARE(run.outcome.tooLarge, quint64(2));
    QVERIFY(!run.outcome.isComplete);
    QVERIFY(fetchResultText(run.outcome).contains(QStringLiteral("the publication limit")));
}

void TestGapBackfill::endsWithTheEpoch()
{
    History history(1, 40);
    history.epoch = QStringLiteral("e2");
    const Run run = fetch(history, {0, 40, "e1", false});
    QCOMPARE(run.outcome.fetched, quint64(0));
    QCOMPARE(run.outcome.error->code, 112);
    QVERIFY(!run.outcome.isComplete);
}

/** What the history does not hold was never asked for. */
void TestGapBackfill::readsAllThatIsKept()
{
    History history(91, 100);
    const Run run = fetch(history, {0, 0, {}, false}, {GapBackfill::Kind::Kept, 0});
    QCOMPARE(run.outcome.fetched, quint64(10));
    QCOMPARE(run.outcome.gone, quint64(0));
    QVERIFY(run.outcome.isComplete);
}

void TestGapBackfill::goesOnAfterTheLimit()
{
    constexpr quint64 Most = BackfillPolicy::MaxFetched;
    History history(1, 15'000);
    const Run run = fetch(history, {0, 15'000, "e1", false}, {GapBackfill::Kind::Missing, Most});
    QCOMPARE(run.outcome.fetched, Most);
    QVERIFY(!run.outcome.isComplete);
    QVERIFY(fetchResultText(run.outcome).contains(QStringLiteral("5000 messages more")));
    const Run rest = fetch(history, run.outcome.rest);
    QCOMPARE(rest.outcome.fetched, quint64(5000));
    QVERIFY(rest.outcome.isComplete);
}

void TestGapBackfill::asksNothingForAnEmptyGap()
{
    History history(1, 20);
    const Run run = fetch(history, {7, 7, "e1", false});
    QCOMPARE(history.pages, 0);
    QVERIFY(run.outcome.isComplete);
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
    const OffsetGap gap{3, 6, "e1", false};
    const Run run = fetch(history, gap);
    QVERIFY(!run.outcome.isComplete);
    QCOMPARE(run.outcome.rest, gap); // may be asked for again
    QVERIFY2(fetchResultText(run.outcome).contains(words),
             qPrintable(fetchResultText(run.outcome)));
}

void TestGapBackfill::aNewStreamIsNeverWhole()
{
    History history(1, 20);
    history.epoch = QStringLiteral("e2");
    const Run run = fetch(history, {0, 2, "e2", true});
    QCOMPARE(run.outcome.fetched, quint64(2));
    QVERIFY(!run.outcome.isComplete);
    QVERIFY(fetchResultText(run.outcome).contains(QStringLiteral("gone with it")));
}

void TestGapBackfill::readsTheGapOfARow()
{
    const OffsetGap gap{9007199254740993ULL, 18446744073709551615ULL, "a\"b", true};
    Arrival row;
    QCOMPARE(gapOf(entryOf(row)), std::optional<OffsetGap>());
    setGap(row, gap);
    QCOMPARE(gapOf(entryOf(row)), std::optional(gap));
    row.info = "{\"user\":\"x\"}";
    QCOMPARE(gapOf(entryOf(row)), std::optional<OffsetGap>());
}

REALTIME_TEST(TestGapBackfill, QCoreApplication)
#include "tst_gapbackfill.moc"
