// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// From the upgrade to the reply to connect: every code, silence and nonsense.

#include "faults/liveclient.h"
#include "faults/scriptedcodes.h"
#include "support/scriptedserver.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Steps;

class TestFaultsConnecting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retriesAfterAnError_data();
    void retriesAfterAnError();
    void endsAfterAnError_data();
    void endsAfterAnError();
    void retriesAfterAClose_data();
    void retriesAfterAClose();
    void endsAfterAClose_data();
    void endsAfterAClose();
    void hearsNonsense_data();
    void hearsNonsense();
    void isNeverAnswered();
    void isAnsweredLate();
    void isInterruptedByTheUser();
};

void TestFaultsConnecting::retriesAfterAnError_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    for (const ScriptedCode &error : errorCodes(Fate::Retried)) {
        QTest::newRow(error.row.constData())
            << errorReply(error.code, error.name, true) << error.code;
    }
    QTest::newRow("error 103 that the server calls temporary")
        << errorReply(103, "permission denied", true) << 103;
    QTest::newRow("error 0") << errorReply(0, "strange", false) << 0;
}

void TestFaultsConnecting::retriesAfterAnError()
{
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    ScriptedServer server({Script{upgrade(), expect("connect"), reply(content)}});
    LiveClient live(hastyOptions(server.url()));
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(live.events().value(1), u"error Server %1"_s.arg(code));
    QCOMPARE(server.connectionCount(), 2);
}

void TestFaultsConnecting::endsAfterAnError_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    for (const ScriptedCode &error : errorCodes(Fate::Refused)) {
        QTest::newRow(error.row.constData())
            << errorReply(error.code, error.name, false) << error.code;
    }
    QTest::newRow("error 1000 of an application")
        << errorReply(1000, "closed today", false) << 1000;
}

void TestFaultsConnecting::endsAfterAnError()
{
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    ScriptedServer server({Script{upgrade(), expect("connect"), reply(content)}});
    LiveClient live(hastyOptions(server.url()));
    live.client().connectToServer();
    QTRY_COMPARE(live.state(), Client::State::Disconnected);
    QCOMPARE(live.events().size(), 2);
    QVERIFY(live.events().last().startsWith(u"disconnected %1 "_s.arg(code)));
    QCOMPARE(live.retries(), 0);
    // The server would hang up only after five seconds: we do it.
    QTRY_VERIFY(!server.isConnected());
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsConnecting::retriesAfterAClose_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("layer");
    for (const ScriptedCode &close : disconnectCodes(Fate::Retried)) {
        QTest::newRow(close.row.constData()) << close.code << u"Server"_s;
    }
    const auto row = [](const char *name, int code, const QString &layer) {
        QTest::newRow(name) << code << layer;
    };
    row("close 1000, normal", 1000, u"WebSocket"_s);
    row("close 1001, a proxy that restarts", 1001, u"WebSocket"_s);
    row("close 1008, a policy", 1008, u"WebSocket"_s);
    row("close 1009, our connect is too large", 1009, u"WebSocket"_s);
    row("close 1011, an error", 1011, u"WebSocket"_s);
    row("close 4000, an application's", 4000, u"Server"_s);
    row("close 4499, the last to be retried", 4499, u"Server"_s);
}

void TestFaultsConnecting::retriesAfterAClose()
{
    QFETCH(int, code);
    QFETCH(QString, layer);
    ScriptedServer server({Script{upgrade(), expect("connect"), closeWith(code, "as scripted")}});
    LiveClient live(hastyOptions(server.url()));
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(live.events(),
             QStringList({u"connecting 0 connect called"_s, u"error %1 %2"_s.arg(layer).arg(code),
                          u"connected c1"_s}));
    QCOMPARE(live.lastError().message, u"as scripted"_s);
    QCOMPARE(server.connectionCount(), 2);
}

void TestFaultsConnecting::endsAfterAClose_data()
{
    QTest::addColumn<int>("code");
    for (const ScriptedCode &close : disconnectCodes(Fate::Refused)) {
        QTest::newRow(close.row.constData()) << close.code;
    }
    QTest::newRow("close 4500, an application's end") << 4500;
    QTest::newRow("close 4999, the last end") << 4999;
}

void TestFaultsConnecting::endsAfterAClose()
{
    QFETCH(int, code);
    ScriptedServer server({Script{upgrade(), expect("connect"), closeWith(code, "as scripted")}});
    LiveClient live(hastyOptions(server.url()));
    live.client().connectToServer();
    QTRY_COMPARE(live.state(), Client::State::Disconnected);
    QCOMPARE(live.events().last(), u"disconnected %1 as scripted"_s.arg(code));
    QCOMPARE(live.retries(), 0);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsConnecting::hearsNonsense_data()
{
    QTest::addColumn<QByteArray>("nonsense");
    QTest::newRow("HTML after the upgrade") << QByteArray("<html>no</html>");
    QTest::newRow("a greeting of something else") << QByteArray(R"(["socket.io",4])");
    QTest::newRow("a number") << QByteArray("42");
    QTest::newRow("JSON that ends too early") << QByteArray(R"({"id":1,"connect":{"client":")");
    QTest::newRow("a reply to connect of the wrong kind") << QByteArray(R"({"id":1,"connect":7})");
    QTest::newRow("a reply to connect that is one to history")
        << QByteArray(R"({"id":1,"history":{}})");
    QTest::newRow("a reply without a result") << QByteArray(R"({"id":1})");
}

/** It is no Centrifugo: that is known at once, not after the time limit. */
void TestFaultsConnecting::hearsNonsense()
{
    QFETCH(QByteArray, nonsense);
    ScriptedServer server({Script{upgrade(), expect("connect"), frame(nonsense)}});
    LiveClient live(hastyOptions(server.url()));
    live.client().connectToServer();
    QTRY_VERIFY_WITH_TIMEOUT(live.isConnected(), 4000); // below the limit of five seconds
    QCOMPARE(
        live.events(),
        QStringList({u"connecting 0 connect called"_s, u"error Protocol 0"_s, u"connected c1"_s}));
    QCOMPARE(server.connectionCount(), 2);
}

void TestFaultsConnecting::isNeverAnswered()
{
    ScriptedServer server({Script{upgrade(), expect("connect"), stayMute()}});
    ClientOptions options = hastyOptions(server.url());
    options.timeout = 100ms;
    LiveClient live(options);
    live.client().connectToServer();
    QTRY_COMPARE(live.events().value(1), u"error Timeout 0"_s);
    QTRY_VERIFY(live.isConnected());
    QVERIFY(server.connectionCount() >= 2);
}

void TestFaultsConnecting::isAnsweredLate()
{
    // Pings and pushes that come before the reply change nothing.
    ScriptedServer server({Script{upgrade(), expect("connect"), frame("{}"),
                                  frame(R"({"push":{"channel":"news","pub":{"data":1}}})"),
                                  frame(R"({"id":99,"rpc":{}})"),
                                  reply(R"("connect":{"client":"late","pong":true,"ping":25})")}});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 1);
    QCOMPARE(live.eventsLike(u"connected"_s), QStringList({u"connected late"_s}));
    QCOMPARE(live.eventsLike(u"error"_s), QStringList());
    QCOMPARE(live.eventsLike(u"news publication"_s), QStringList());
    QCOMPARE(server.words(0), QStringList({u"connect"_s, u"subscribe news"_s})); // no pong
}

void TestFaultsConnecting::isInterruptedByTheUser()
{
    ScriptedServer server({Script{upgrade(), expect("connect"), stayMute()}});
    LiveClient live(hastyOptions(server.url()));
    live.client().connectToServer();
    QTRY_COMPARE(server.words(0), QStringList({u"connect"_s}));
    live.client().disconnectFromServer();
    live.client().connectToServer();
    server.play({reply(R"("connect":{"client":"of the first attempt"})")});
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(live.eventsLike(u"connected"_s), QStringList({u"connected c1"_s}));
    QCOMPARE(server.words(1), QStringList({u"connect"_s}));
}

REALTIME_TEST(TestFaultsConnecting, QCoreApplication)
#include "tst_faults_connecting.moc"
