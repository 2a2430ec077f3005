// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/connectiontest.h"

#include "monitor/platform/iothread.h"
#include "monitor/watch/watchsession.h"
#include "support/patience.h"
#include "support/serverconnection.h"
#include "support/testprogram.h"

#include <QTest>

using State = ConnectionTest::State;

/** A connection that is tried before it is used, at a real server. */
class TestConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void passes();
    void tellsWhereItFails_data();
    void tellsWhereItFails();
    void leavesNobodyBehind();
    void beginsAnew();
    void holdsNoSecret();

private:
    WatchRequest request() const;

    TestServer m_server;
    IoThread m_io;
};

void TestConnectionTest::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

WatchRequest TestConnectionTest::request() const
{
    WatchRequest request;
    request.connection = serverConnection(m_server);
    request.user = QStringLiteral("alice");
    request.channels = QStringList{QStringLiteral("news"), QStringLiteral("user#alice")};
    return request;
}

void TestConnectionTest::passes()
{
    ConnectionTest test(m_io);
    test.start(request());
    QCOMPARE(test.state(), State::Running);
    QTRY_COMPARE_WITH_TIMEOUT(test.state(), State::Passed, Patience);
    for (const char *step : {"TCP", "WebSocket upgrade", "Connect", "Subscribe news"}) {
        const QString done = QStringLiteral("\u2713 ") + QString::fromLatin1(step);
        QVERIFY2(test.steps().contains(done), qPrintable(test.steps()));
    }
    QCOMPARE(test.explanation(), Explanation());
}

void TestConnectionTest::tellsWhereItFails_data()
{
    QTest::addColumn<std::function<void(WatchRequest &)>>("spoil");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const std::function<void(WatchRequest &)> &spoil,
                        const char *step, const char *words) {
        QTest::newRow(name) << spoil << QString::fromLatin1(step) << QString::fromLatin1(words);
    };
    row(
        "nobody listens",
        [](WatchRequest &request) {
            request.connection.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:9/x"));
        },
        "TCP", "");
    row(
        "another secret",
        [](WatchRequest &request) {
            request.connection.tokenHmacSecret = Secret("not the server's");
        },
        "Connect", "3500");
    row(
        "a namespace that does not exist",
        [](WatchRequest &request) { request.channels = QStringList{QStringLiteral("nope:a")}; },
        "Subscribe nope:a", "102");
}

void TestConnectionTest::tellsWhereItFails()
{
    QFETCH(const std::function<void(WatchRequest &)>, spoil);
    QFETCH(const QString, step);
    QFETCH(const QString, words);
    WatchRequest spoiled = request();
    spoil(spoiled);
    ConnectionTest test(m_io);
    test.start(spoiled);
    QTRY_COMPARE_WITH_TIMEOUT(test.state(), State::Failed, Patience);
    QVERIFY2(test.steps().contains(QStringLiteral("\u2715 ") + step), qPrintable(test.steps()));
    QVERIFY2(test.explanation().title.contains(words), qPrintable(test.explanation().title));
    QVERIFY(!test.explanation().fix.isEmpty());
}

/** The server must not go on counting a client that only tried. */
void TestConnectionTest::leavesNobodyBehind()
{
    ConnectionTest test(m_io);
    test.start(request());
    QTRY_COMPARE_WITH_TIMEOUT(test.state(), State::Passed, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_server.clientCount(QStringLiteral("news")), 0, Patience);
}

void TestConnectionTest::beginsAnew()
{
    ConnectionTest test(m_io);
    WatchRequest spoiled = request();
    spoiled.connection.tokenHmacSecret = Secret("not the server's");
    test.start(spoiled);
    QTRY_COMPARE_WITH_TIMEOUT(test.state(), State::Failed, Patience);
    test.start(request());
    QCOMPARE(test.steps(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(test.state(), State::Passed, Patience);
    test.reset();
    QCOMPARE(test.state(), State::NotRun);
}

void TestConnectionTest::holdsNoSecret()
{
    WatchRequest spoiled = request();
    spoiled.connection.webSocketUrl.setPath(QStringLiteral("/nowhere"));
    spoiled.connection.tokenHmacSecret = Secret("canary-secret");
    ConnectionTest test(m_io);
    test.start(spoiled);
    QTRY_COMPARE_WITH_TIMEOUT(test.state(), State::Failed, Patience);
    const Explanation &why = test.explanation();
    for (const QString &text : {test.steps(), why.title, why.cause, why.fix, why.snippet}) {
        QVERIFY2(!text.contains(QStringLiteral("canary")), qPrintable(text));
    }
}

REALTIME_TEST(TestConnectionTest, QCoreApplication)
#include "tst_connectiontest.moc"
