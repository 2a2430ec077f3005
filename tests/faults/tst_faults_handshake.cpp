// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Whatever answers instead of a WebSocket server: the client says what it was and tries again.

#include "faults/liveclient.h"
#include "support/scriptedserver.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Steps;

namespace {

QByteArray answerOf(const QByteArray &status, const QByteArray &more = {})
{
    return "HTTP/1.1 " + status + "\r\n" + more + "Content-Length: 2\r\n\r\nno";
}

QByteArray acceptedWith(const QByteArray &headers)
{
    return "HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\n";
}

} // namespace

class TestFaultsHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isRetriedAndNamed_data();
    void isRetriedAndNamed();
    void neverAnswers_data();
    void neverAnswers();
    void movesOnToTheNextAddress();
};

void TestFaultsHandshake::isRetriedAndNamed_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QString>("error");
    const auto answers = [](const char *name, const QByteArray &answer, const QString &error) {
        QTest::newRow(name) << Script{awaitRequest(), bytes(answer)} << WireFormat::Json << error;
    };
    answers("400, a proxy that does not know WebSocket", answerOf("400 Bad Request"),
            u"Http 400"_s);
    answers("401, a proxy that wants a login", answerOf("401 Unauthorized"), u"Http 401"_s);
    answers("403, an origin that is not allowed", answerOf("403 Forbidden"), u"Http 403"_s);
    answers("404, a path that is not there", answerOf("404 Not Found"), u"Http 404"_s);
    answers("426, an upgrade is required", answerOf("426 Upgrade Required"), u"Http 426"_s);
    answers("429, too many requests", answerOf("429 Too Many Requests"), u"Http 429"_s);
    answers("500, a server that fails", answerOf("500 Internal Server Error"), u"Http 500"_s);
    answers("502, a proxy without a server", answerOf("502 Bad Gateway"), u"Http 502"_s);
    answers("503, a server in maintenance",
            answerOf("503 Service Unavailable", "Retry-After: 1\r\n"), u"Http 503"_s);
    answers("301, a redirect is not followed",
            answerOf("301 Moved Permanently", "Location: ws://127.0.0.1:1/\r\n"), u"Http 301"_s);
    answers("200 with HTML, a captive portal",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Log in</html>", u"Http 200"_s);
    answers("not HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n\r\n", u"Protocol 0"_s);
    answers("the wrong accept key",
            acceptedWith("Upgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n"),
            u"Protocol 0"_s);
    answers("no accept key", acceptedWith("Upgrade: websocket\r\nConnection: Upgrade\r\n"),
            u"Protocol 0"_s);
    answers("an upgrade to something else", acceptedWith("Upgrade: h2c\r\nConnection: Upgrade\r\n"),
            u"Protocol 0"_s);
    QTest::newRow("no subprotocol, and Protobuf needs one")
        << Script{upgradeWith({})} << WireFormat::Protobuf << u"Protocol 0"_s;
    QTest::newRow("a hang-up instead of an answer")
        << Script{awaitRequest(), hangUp()} << WireFormat::Json << u"Tcp 1"_s;
    QTest::newRow("a hang-up before the request")
        << Script{hangUp()} << WireFormat::Json << u"Tcp 1"_s;
    QTest::newRow("a reset instead of an answer")
        << Script{awaitRequest(), reset()} << WireFormat::Json << u"Tcp 1"_s;
    QTest::newRow("a hang-up in the middle of the answer")
        << Script{awaitRequest(), bytes("HTTP/1.1 101 Switch"), hangUp()} << WireFormat::Json
        << u"Tcp 1"_s;
    QTest::newRow("a reset right after the upgrade")
        << Script{upgrade(), reset()} << WireFormat::Json << u"Tcp 1"_s;
    QTest::newRow("a hang-up right after the upgrade")
        << Script{upgrade(), hangUp()} << WireFormat::Json << u"Tcp 1"_s;
}

void TestFaultsHandshake::isRetriedAndNamed()
{
    QFETCH(Script, script);
    QFETCH(WireFormat, wire);
    QFETCH(QString, error);
    ScriptedServer server({script});
    LiveClient live(hastyOptions(server.url(), wire));
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(
        live.events(),
        QStringList({u"connecting 0 connect called"_s, u"error "_s + error, u"connected c1"_s}));
    QVERIFY(!live.lastError().message.isEmpty());
    QCOMPARE(server.connectionCount(), 2);
    QCOMPARE(server.words(1), QStringList({u"connect"_s})); // nothing is left of the first attempt
}

void TestFaultsHandshake::neverAnswers_data()
{
    QTest::addColumn<Script>("script");
    QTest::newRow("mute after TCP") << Script{stayMute()};
    QTest::newRow("mute in the middle of the answer")
        << Script{awaitRequest(), bytes("HTTP/1.1 101 Switching Protocols\r\nUpgr"), stayMute()};
    QTest::newRow("100 Continue, for ever")
        << Script{awaitRequest(), bytes("HTTP/1.1 1"), stayMute()};
}

void TestFaultsHandshake::neverAnswers()
{
    QFETCH(Script, script);
    ScriptedServer server({script});
    ClientOptions options = hastyOptions(server.url());
    options.timeout = 100ms;
    LiveClient live(options);
    live.client().connectToServer();
    QTRY_COMPARE(live.events().value(1), u"error Timeout 0"_s);
    QTRY_VERIFY(live.isConnected());
    QVERIFY(server.connectionCount() >= 2);
}

void TestFaultsHandshake::movesOnToTheNextAddress()
{
    ScriptedServer broken({Script{awaitRequest(), bytes(answerOf("502 Bad Gateway"))}});
    ScriptedServer good;
    ClientOptions options = hastyOptions(broken.url());
    options.urls.append(good.url());
    LiveClient live(options);
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(live.client().url(), good.url());
    QCOMPARE(broken.connectionCount(), 1);
    QCOMPARE(good.connectionCount(), 1);
}

REALTIME_TEST(TestFaultsHandshake, QCoreApplication)
#include "tst_faults_handshake.moc"
