// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/runlines.h"

#include "monitor/profile/logmask.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;
using State = RoundTrip::State;

namespace {

Run provenRun()
{
    Run run;
    run.wall = 1'700'000'000'123'456us;
    run.trip.channel = QStringLiteral("news");
    run.trip.payload = "{\"n\": 1.0}";
    run.trip.tag = QStringLiteral("T");
    run.trip.state = State::Proven;
    run.trip.matchedBy = RoundTrip::Match::Position;
    run.trip.apiTime = 2100us;
    run.trip.pushTime = 3400us;
    run.trip.position = {12, QStringLiteral("e")};
    run.trip.watchers = {{QStringLiteral("alice"), WatcherReceipt::State::Seen, 3400us},
                         {QStringLiteral("bob"),
                          WatcherReceipt::State::Refused,
                          {},
                          false,
                          103,
                          QStringLiteral("permission denied")}};
    run.api = QStringLiteral("http://localhost:8000/api");
    return run;
}

Run rejectedRun()
{
    Run run = provenRun();
    run.trip.state = State::Rejected;
    run.trip.error =
        Centrifuge::Error{Centrifuge::ErrorLayer::Server, 102, QStringLiteral("unknown channel")};
    run.trip.watchers.clear();
    run.explanation = QStringList{QStringLiteral("fix: =add it")};
    return run;
}

} // namespace

/** The list of what was sent as lines, for export and for the next start. */
class TestRunLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatAProgramReads();
    void comesBack_data();
    void comesBack();
    void whoWaitedHasNotSeenIt();
    void leavesOtherLinesOut_data();
    void leavesOtherLinesOut();
    void keepsNoSecret();
    void keepsTheNewest();
    void isCsv();
};

void TestRunLines::isWhatAProgramReads()
{
    const QByteArray line = runJson(provenRun());
    QVERIFY(!line.contains('\n'));
    for (const char *part :
         {R"("kind":"publish")", R"("channel":"news")", R"("state":"proven")",
          R"("matched_by":"position")", R"("api_ms":2.100)", R"("push_ms":3.400)", R"("offset":12)",
          R"("data":{"n": 1.0})", R"({"watcher":"bob","state":"refused")"}) {
        QVERIFY2(line.contains(part), line.constData());
    }
}

void TestRunLines::comesBack_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("proven") << runJson(provenRun());
    QTest::newRow("rejected") << runJson(rejectedRun());
    Run pretty = provenRun();
    pretty.trip.payload = "{\n  \"n\": 1\r\n}";
    QTest::newRow("with line ends") << runJson(pretty);
    Run series = provenRun();
    series.kind = Run::Kind::Series;
    series.count = 7;
    series.hasApiKey = false;
    series.trip.payloadIdentical = false;
    QTest::newRow("a series") << runJson(series);
}

void TestRunLines::comesBack()
{
    QFETCH(const QByteArray, line);
    const auto run = readRun(line);
    QVERIFY(run);
    QCOMPARE(runJson(*run), line);
    QCOMPARE(run->trip.id, 0ull);
    QCOMPARE(run->entry, 0ull);
}

void TestRunLines::whoWaitedHasNotSeenIt()
{
    Run run = provenRun();
    run.trip.state = State::Waiting;
    run.trip.watchers = {{QStringLiteral("alice")}};
    const auto accepted = readRun(runJson(run));
    QCOMPARE(accepted->trip.state, State::NotSeen);
    QCOMPARE(accepted->trip.watchers.front().state, WatcherReceipt::State::Missing);
    run.trip.apiTime.reset();
    QCOMPARE(readRun(runJson(run))->trip.state, State::Unknown);
}

void TestRunLines::leavesOtherLinesOut_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{\"kind\":\"publish\"");
    QTest::newRow("another kind") << QByteArray(R"({"kind":"check","state":"x","sent_us":1})");
    QTest::newRow("no state") << QByteArray(R"({"kind":"publish","sent_us":1})");
    QTest::newRow("an array") << QByteArray("[1]");
}

void TestRunLines::leavesOtherLinesOut()
{
    QFETCH(const QByteArray, line);
    QVERIFY(!readRun(line));
    RunList list;
    addRunLines(list, line + '\n' + runJson(provenRun()) + '\n' + line);
    QCOMPARE(list.size(), 1U);
}

void TestRunLines::keepsNoSecret()
{
    addMaskedSecret(Secret("sesame-open"));
    Run run = rejectedRun();
    run.trip.payload = R"({"key":"sesame-open"})";
    run.trip.error->message = QStringLiteral("no sesame-open here");
    run.explanation = QStringList{QStringLiteral("fix: sesame-open")};
    const QByteArray line = runJson(run);
    QVERIFY2(!line.contains("sesame-open"), line.constData());
    QVERIFY(!runCsv(run).contains("sesame-open"));
    const auto read = readRun(line);
    QVERIFY(read->isMasked); // so that nobody sends it again
    QVERIFY(!provenRun().isMasked);
}

void TestRunLines::keepsTheNewest()
{
    RunList list;
    for (int i = 0; i < 3; ++i) {
        Run run = provenRun();
        run.trip.channel = QString::number(i);
        list.add(run);
    }
    const qsizetype all = runLines(list, 1'000'000).size();
    const QByteArray two = runLines(list, all - 1);
    RunList read;
    addRunLines(read, two);
    QCOMPARE(read.size(), 2U);
    QCOMPARE(read.find(1)->trip.channel, QStringLiteral("1"));
    QCOMPARE(read.find(2)->trip.channel, QStringLiteral("2"));
}

void TestRunLines::isCsv()
{
    const QByteArray header = runCsvHeader();
    QVERIFY(header.startsWith("sent_at,kind,count,channel,state,"));
    Run run = rejectedRun();
    run.trip.channel = QStringLiteral("=cmd");
    const QByteArray line = runCsv(run);
    QVERIFY(line.endsWith("\r\n"));
    QVERIFY2(line.contains(",'=cmd,rejected,"), line.constData());
    QVERIFY2(line.contains(",102,unknown channel,fix: =add it,"), line.constData());
    QVERIFY(line.contains(R"("{""n"": 1.0}")"));
}

REALTIME_TEST(TestRunLines, QCoreApplication)
#include "tst_runlines.moc"
