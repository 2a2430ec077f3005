// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What the window says after an interruption: what came back, what did not, and nothing twice.

#include "faults/windowtruth.h"
#include "monitor/entry/entry.h"
#include "support/patience.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace Steps;

namespace {

const WireMessages Says(WireFormat::Json);

QByteArray publication(int offset)
{
    return Says.publication(QByteArray::number(offset), offset);
}

Step push(int offset)
{
    return frame(Says.push(QByteArray::number(offset), offset));
}

/** The reply to the second subscribe, with these fields besides `recoverable`. */
Step answer(const QByteArray &fields)
{
    return reply(R"("subscribe":{"recoverable":true,)" + fields + '}');
}

const QByteArray WithSuccess = R"("was_recovering":true,"recovered":true)";

} // namespace

class TestFaultsRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatCameBack_data();
    void tellsWhatCameBack();
    void losesItsPlaceWhenTheStateIsInvalidated();
    void saysEachGapOnce();
};

void TestFaultsRecovery::tellsWhatCameBack_data()
{
    QTest::addColumn<Script>("second");
    QTest::addColumn<QByteArrayList>("payloads");
    QTest::addColumn<EntryKind>("kind"); // of the row that judges
    QTest::addColumn<QByteArray>("words"); // of it
    const auto row = [](const char *name, const Script &second, const QByteArrayList &payloads,
                        const QByteArray &words, EntryKind kind = EntryKind::Gap) {
        const bool isWhole = words.isEmpty();
        QTest::newRow(name) << second << payloads << (isWhole ? EntryKind::NoGap : kind)
                            << (isWhole ? QByteArray("Nothing is missing") : words);
    };
    const QByteArray none;
    row("a restart that kept the epoch, nothing missed",
        {answer(R"("epoch":"e","offset":4,)" + WithSuccess), push(5)}, {"4", "5"}, none);
    row("a restart that kept the epoch, two missed",
        {reply(Says.subscribeRecovered(4, {publication(5), publication(6)})), push(7)},
        {"4", "5", "6", "7"}, none);
    row("a restart that lost the epoch, the stream is shorter",
        {answer(R"("epoch":"new","offset":2,"was_recovering":true)"), push(3)}, {"4", "3"},
        "began anew");
    row("a restart that lost the epoch, the stream is longer",
        {answer(R"("epoch":"new","offset":9,"was_recovering":true)"), push(10)}, {"4", "10"},
        "began anew");
    row("a restart that lost the epoch, nothing published yet",
        {answer(R"("epoch":"new","was_recovering":true)"), push(1)}, {"4", "1"}, "began anew",
        EntryKind::PossibleGap);
    row("more was missed than the history holds",
        {answer(R"("epoch":"e","offset":900,"was_recovering":true)"), push(901)}, {"4", "901"},
        "no longer holds");
    row("what was seen comes again with what was missed",
        {reply(Says.subscribeRecovered(
             4, {publication(3), publication(4), publication(5), publication(5)})),
         push(5), push(6)},
        {"4", "5", "6"}, none);
    row("the reply names the top instead of the position",
        {reply(Says.subscribeRecovered(6, {publication(5), publication(6)})), push(7)},
        {"4", "5", "6", "7"}, none);
    row("a replica that lags leaves the epoch out", {answer(WithSuccess), push(5)}, {"4", "5"},
        none);
    row("a missed one is pushed before the reply as well",
        {push(5), reply(Says.subscribeRecovered(4, {publication(5)})), push(6)}, {"4", "5", "6"},
        none);
    row("the channel keeps no history any more", {reply(R"("subscribe":{})"), push(0)}, {"4", "0"},
        "keeps no history for us any more", EntryKind::PossibleGap);
    row("the server says nothing of a recovery", {answer(R"("epoch":"e","offset":7)"), push(8)},
        {"4", "8"}, "are not recovered");
    row("error 112, then without a position",
        {reply(R"("error":{"code":112,"message":"unrecoverable position"})"),
         expect("subscribe news"), answer(R"("epoch":"e","offset":7)"), push(8)},
        {"4", "8"}, "are not recovered");
    row("a temporary error, then the recovery",
        {reply(R"("error":{"code":100,"message":"internal","temporary":true})"),
         expect("subscribe news"), reply(Says.subscribeRecovered(4, {publication(5)}))},
        {"4", "5"}, none);
}

void TestFaultsRecovery::tellsWhatCameBack()
{
    QFETCH(Script, second);
    QFETCH(QByteArrayList, payloads);
    QFETCH(EntryKind, kind);
    QFETCH(QByteArray, words);
    ScriptedServer server(
        {connecting()
             + Script{expect("subscribe news"), reply(Says.subscribeKept(3)), push(4), reset()},
         connecting() + Script{expect("subscribe news")} + second});
    WindowTruth window(WireFormat::Json);
    window.watch(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(window.payloads(), payloads, Patience);
    QTRY_COMPARE(window.state(), SessionState::Live);
    // What the history can't give, either, is a row.
    for (const EntryKind each : {EntryKind::Gap, EntryKind::PossibleGap, EntryKind::NoGap}) {
        QTRY_COMPARE(window.rows(each).size(), each == kind ? 1 : 0);
        const QByteArrayList judged = window.rows(each);
        QVERIFY2(each != kind || judged.constFirst().contains(words), judged.value(0));
    }
    QCOMPARE(window.hasGap(), kind == EntryKind::Gap);
    QCOMPARE(server.connectionCount(), 2);
    QCOMPARE(window.payloads(), payloads); // nothing more
}

/** 3014: without a position there is nothing to recover from, and the row says why. */
void TestFaultsRecovery::losesItsPlaceWhenTheStateIsInvalidated()
{
    ScriptedServer server(
        {connecting()
             + Script{expect("subscribe news"), reply(Says.subscribeKept(3)), push(4),
                      closeWith(3014, "state invalidated")},
         connecting() + Script{expect("subscribe news"), reply(Says.subscribeKept(9)), push(10)}});
    WindowTruth window(WireFormat::Json);
    window.watch(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(window.payloads(), QByteArrayList({"4", "10"}), Patience);
    QVERIFY(!server.lastCommand(u"subscribe news"_s).contains("\"recover\""));
    QTRY_COMPARE(window.rows(EntryKind::Gap).size(), 1);
    QVERIFY(window.rows(EntryKind::Gap).first().contains("invalid"));
}

void TestFaultsRecovery::saysEachGapOnce()
{
    const auto lost = [](int top) {
        return answer(R"("epoch":"e","was_recovering":true,"offset":)" + QByteArray::number(top));
    };
    const Script subscribing = connecting() + Script{expect("subscribe news")};
    ScriptedServer server({subscribing + Script{reply(Says.subscribeKept(3)), push(4), reset()},
                           subscribing + Script{reset()}, // before it is known
                           subscribing + Script{lost(90), push(91), reset()},
                           subscribing + Script{lost(190), push(191)}});
    WindowTruth window(WireFormat::Json);
    window.watch(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(window.payloads(), QByteArrayList({"4", "91", "191"}), 30'000);
    QTRY_COMPARE(window.rows(EntryKind::Gap).size(), 2);
}

REALTIME_TEST(TestFaultsRecovery, QCoreApplication)
#include "tst_faults_recovery.moc"
