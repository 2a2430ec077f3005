// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/presenter/presentertext.h"

#include "monitor/profile/logmask.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;

/** What a room that looks on may read. */
class TestPresenterText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsNoSecretAndNoAddress_data();
    void showsNoSecretAndNoAddress();
    void isShort();
    void isOneLine();
    void claimsWhatWasSeen_data();
    void claimsWhatWasSeen();
};

void TestPresenterText::showsNoSecretAndNoAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hidden");
    QTest::newRow("secret") << QStringLiteral("key sesame-open") << QStringLiteral("sesame");
    QTest::newRow("token") << QStringLiteral(
        "{\"t\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0"
        "dXJl\"}") << QStringLiteral("eyJ");
    QTest::newRow("address") << QStringLiteral("at wss://host.example:8000/connection?x=1: no")
                             << QStringLiteral("host.example");
    QTest::newRow("address in JSON")
        << QStringLiteral("{\"u\":\"https://user:word@host.example/a\"}") << QStringLiteral("word");
}

void TestPresenterText::showsNoSecretAndNoAddress()
{
    QFETCH(const QString, text);
    QFETCH(const QString, hidden);
    addMaskedSecret(Secret("sesame-open"));
    QVERIFY2(!presentable(text).contains(hidden), qPrintable(presentable(text)));
    QVERIFY(!presentedMessage(text.toUtf8()).contains(hidden));
    QCOMPARE(presentable(QStringLiteral("{\"a\": 1}")), QStringLiteral("{\"a\": 1}"));
}

void TestPresenterText::isShort()
{
    const QByteArray megabytes(4'000'000, 'x');
    QVERIFY(presentedMessage(megabytes).size() < 300);
}

void TestPresenterText::isOneLine()
{
    QCOMPARE(presentedMessage("{\n  \"a\": 1,\r\n  \"b\": \"\xe2\x80\xae\"\n}"),
             QStringLiteral("{ \"a\": 1, \"b\": \"\\u202e\" }"));
}

void TestPresenterText::claimsWhatWasSeen_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("words");
    using State = RoundTrip::State;
    QTest::newRow("proven") << int(State::Proven)
                            << QStringLiteral("published by the server · ✓ proven on 1 of 2 · back "
                                              "after 3.4 ms");
    QTest::newRow("likely") << int(State::Likely)
                            << QStringLiteral("published by the server · ≈ likely on 1 of 2 · back "
                                              "after 3.4 ms");
    QTest::newRow("not seen") << int(State::NotSeen)
                              << QStringLiteral("published by the server · ▲ not seen");
    QTest::newRow("rejected") << int(State::Rejected) << QStringLiteral("✕ rejected · ••• said no");
    QTest::newRow("unknown") << int(State::Unknown) << QStringLiteral("? unknown · ••• said no");
}

void TestPresenterText::claimsWhatWasSeen()
{
    QFETCH(const int, state);
    QFETCH(const QString, words);
    Run run;
    run.trip.state = RoundTrip::State(state);
    run.trip.apiTime = 2ms;
    run.trip.watchers = {{QStringLiteral("alice")}, {QStringLiteral("bob")}};
    const bool isSeen =
        run.trip.state == RoundTrip::State::Proven || run.trip.state == RoundTrip::State::Likely;
    const bool hasFailed =
        run.trip.state == RoundTrip::State::Rejected || run.trip.state == RoundTrip::State::Unknown;
    run.trip.pushTime = isSeen ? std::optional<std::chrono::nanoseconds>(3400us) : std::nullopt;
    run.trip.watchers.front().state =
        isSeen ? WatcherReceipt::State::Seen : WatcherReceipt::State::Missing;
    run.trip.error = hasFailed
        ? std::optional(Centrifuge::Error{Centrifuge::ErrorLayer::Http, 401,
                                          QStringLiteral("http://host.example/api said no")})
        : std::nullopt;
    QCOMPARE(presentedProof(run, true), words);
}

REALTIME_TEST(TestPresenterText, QCoreApplication)
#include "tst_presentertext.moc"
