// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/runcopy.h"

#include "monitor/profile/logmask.h"
#include "support/fakehttpserver.h"
#include "support/testprogram.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTest>

using namespace std::chrono_literals;

namespace {

Run provenRun()
{
    Run run;
    run.wall = 1'700'000'000'123'456us;
    run.trip.channel = QStringLiteral("it's");
    run.trip.payload = "{\n\"n\": \"$HOME '`x` \\\"\"}";
    run.trip.tag = QStringLiteral("T");
    run.trip.state = RoundTrip::State::Proven;
    run.trip.matchedBy = RoundTrip::Match::Position;
    run.trip.apiTime = 2100us;
    run.trip.pushTime = 3400us;
    run.trip.position = {12, QStringLiteral("e")};
    run.trip.watchers = {{QStringLiteral("alice"), WatcherReceipt::State::Seen, 3400us},
                         {QStringLiteral("bob"), WatcherReceipt::State::NotSubscribed}};
    run.api = QStringLiteral("http://localhost:8000/api");
    return run;
}

} // namespace

/** A publish as text for a report or a shell. */
class TestRunCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evidenceSaysWhatWasSeen();
    void evidenceSaysThatOtherBytesCame();
    void evidenceOfAFailureHasItsFix();
    void noSecretIsCopied();
    void curlNeedsNoKeyWhereTheApiNeedsNone();
    void curlSendsTheSameBytes();
};

void TestRunCopy::evidenceSaysWhatWasSeen()
{
    const QString text = runEvidence(provenRun(), true);
    for (const char *line :
         {"Publish to it's\n", ", to http://localhost:8000/api\n", "State: ✓ proven\n",
          "Answer of the API: accepted after 2.1 ms, offset 12, epoch e\n",
          "Push: after 3.4 ms, the same bytes, matched by position\n",
          "Received by 1 of 2 watchers:\n", "  alice: after 3.4 ms\n", "  bob: not subscribed\n",
          "Message, 23 B:\n{\n\"n\": "}) {
        QVERIFY2(text.contains(QString::fromUtf8(line)), qPrintable(text));
    }
}

void TestRunCopy::evidenceSaysThatOtherBytesCame()
{
    Run run = provenRun();
    run.trip.payloadIdentical = false;
    const QString text = runEvidence(run, true);
    QVERIFY2(text.contains(QLatin1String("other bytes")), qPrintable(text));
    QVERIFY(!text.contains(QLatin1String("same bytes")));
}

void TestRunCopy::evidenceOfAFailureHasItsFix()
{
    Run run = provenRun();
    run.trip.state = RoundTrip::State::Rejected;
    run.trip.error =
        Centrifuge::Error{Centrifuge::ErrorLayer::Server, 102, QStringLiteral("unknown channel")};
    run.trip.pushTime.reset();
    run.trip.watchers.clear();
    run.explanation = QStringList{QStringLiteral("why: no namespace"), QStringLiteral("fix: add")};
    const QString text = runEvidence(run, true);
    for (const char *line : {"State: ✕ rejected\n", "102: unknown channel after 2.1 ms\n",
                             "Push: none\n", "why: no namespace\nfix: add\n"}) {
        QVERIFY2(text.contains(QString::fromUtf8(line)), qPrintable(text));
    }
    QVERIFY(!text.contains(QLatin1String("accepted")));
}

void TestRunCopy::noSecretIsCopied()
{
    addMaskedSecret(Secret("sesame-open"));
    Run run = provenRun();
    run.trip.payload = R"({"key":"sesame-open"})";
    QVERIFY(!runEvidence(run, true).contains(QLatin1String("sesame-open")));
    const QString curl = runAsCurl(run);
    QVERIFY(!curl.contains(QLatin1String("sesame-open")));
    QVERIFY2(curl.contains(QLatin1String("\"X-API-Key: $CENTRIFUGO_API_KEY\"")), qPrintable(curl));
}

void TestRunCopy::curlNeedsNoKeyWhereTheApiNeedsNone()
{
    Run run = provenRun();
    run.hasApiKey = false;
    QVERIFY(!runAsCurl(run).contains(QLatin1String("API")));
}

void TestRunCopy::curlSendsTheSameBytes()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty()) {
        QSKIP("there is no curl");
    }
    FakeHttpServer server;
    server.setJson(R"({"result":{}})");
    Run run = provenRun();
    run.trip.payload = "{\"n\": \"$HOME '`x` \\\"\"}";
    run.api = server.url(QStringLiteral("/api")).toString();
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QStringLiteral("the key"));
    environment.insert(QStringLiteral("no_proxy"), QStringLiteral("*"));
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), runAsCurl(run)});
    QTRY_COMPARE(shell.state(), QProcess::NotRunning);
    QCOMPARE(shell.exitCode(), 0);
    QCOMPARE(server.requests().size(), 1);
    const QByteArray sent =
        "{\"channel\":\"it's\",\"data\":" + run.trip.payload + ",\"tags\":{\"rm-id\":\"T\"}}";
    QCOMPARE(server.requests().at(0).body, sent);
}

REALTIME_TEST(TestRunCopy, QCoreApplication)
#include "tst_runcopy.moc"
