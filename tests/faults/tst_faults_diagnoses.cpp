// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "liveclient.h"
#include "support/scriptedserver.h"

#include "centrifuge/api/serverapi.h"
#include "centrifuge/transport/tlserror.h"
#include "monitor/explain/explanation.h"
#include "support/fakehttpserver.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Steps;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/** From the bytes of a wrong server to the words that explain it, for the WebSocket and the API. */
class TestFaultsDiagnoses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explainsTheUpgrade_data();
    void explainsTheUpgrade();
    void explainsTheApi_data();
    void explainsTheApi();
    void namesTheSecureAddress();
    void keepsARedirectsTarget();
    void saysHowLongAnAnswerIs();
};

namespace {

/** As Centrifugo 6.9 answers above `connection_limit` and `connection_rate_limit`. */
const QByteArray Bare503 =
    "HTTP/1.1 503 Service Unavailable\r\nDate: Mon, 30 Nov 2026 09:50:16 GMT\r\n"
    "Content-Length: 0\r\n\r\n";
/** As Go's HTTP server, and so Centrifugo, answers plain HTTP on a TLS port. */
const QByteArray GoOnTlsPort =
    "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
const QByteArray NginxOnTlsPort =
    "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n"
    "Connection: close\r\n\r\n<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS "
    "port</title></head>\r\n</html>\r\n";
const QByteArray ApacheOnTlsPort =
    "HTTP/1.1 400 Bad Request\r\nServer: Apache\r\nContent-Type: text/html\r\n\r\n"
    "<p>Reason: You're speaking plain HTTP to an SSL-enabled server port.</p>";
const QByteArray TlsAlert("\x15\x03\x01\x00\x02\x02\x46", 7);
const QByteArray Go404 = "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\n"
                         "Content-Length: 19\r\n\r\n404 page not found\n";
const QByteArray Bare400 = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
const QByteArray Bare405 = "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n";
const QByteArray Sse = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n"
                       "data: {\"disconnect\":{\"code\":3501,\"reason\":\"bad request\"}}\n\n";
const QByteArray Page = "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n"
                        "Content-Length: 15\r\n\r\n<html>hi</html>";
const QByteArray Basic401 =
    "HTTP/1.1 401 Unauthorized\r\nServer: nginx/1.22.1\r\nWWW-Authenticate: Basic "
    "realm=\"Staff only\"\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n";
const QByteArray Bare401 = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
const QByteArray Nginx503 =
    "HTTP/1.1 503 Service Unavailable\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n"
    "Content-Length: 15\r\n\r\n<html>503</html";
const QByteArray Traefik503 = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\n"
                              "Content-Length: 20\r\n\r\nno available server\n";

ExplanationContext contextFor(ExplainedStep step, const QString &url)
{
    ExplanationContext context;
    context.step = step;
    context.user = u"alice"_s;
    context.url = url;
    return context;
}

QString allText(const Explanation &explanation)
{
    return QStringList{explanation.title, explanation.cause, explanation.fix, explanation.snippet}
        .join(u'\n');
}

} // namespace

void TestFaultsDiagnoses::explainsTheUpgrade_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("says"); ///< somewhere in the explanation
    const QString usual = u"/connection/websocket"_s;
    const auto answers = [](const char *name, const QByteArray &answer, const QString &path,
                            const QString &title, const QString &says) {
        QTest::newRow(name) << Script{awaitRequest(), bytes(answer), hangUp()} << path << title
                            << says;
    };
    answers("a limit of connections", Bare503, usual, u"takes no more connections"_s,
            u"connection_limit"_s);
    answers("a proxy without a server", Nginx503, usual, u"A proxy answers"_s, u"nginx"_s);
    answers("a proxy without a name", Traefik503, usual, u"A proxy answers"_s,
            u"no available server"_s);
    answers("a TLS port of Go", GoOnTlsPort, usual, u"expects TLS"_s, u"wss://"_s);
    answers("a TLS port of nginx", NginxOnTlsPort, usual, u"expects TLS"_s, u"wss://"_s);
    answers("a TLS port of Apache", ApacheOnTlsPort, usual, u"expects TLS"_s, u"wss://"_s);
    answers("a TLS alert", TlsAlert, usual, u"expects TLS"_s, u"wss://"_s);
    answers("a login before it", Basic401, usual, u"asks for a login"_s, u"Staff only"_s);
    answers("no path", Go404, QString(), u"has no path"_s, u"/connection/websocket"_s);
    answers("nothing but a slash", Go404, u"/"_s, u"has no path"_s, u"/connection/websocket"_s);
    answers("SSE", Bare400, u"/connection/sse"_s, u"another transport"_s,
            u"/connection/websocket"_s);
    answers("HTTP streaming", Bare405, u"/connection/http_stream"_s, u"another transport"_s,
            u"/connection/websocket"_s);
    answers("unidirectional SSE", Sse, u"/connection/uni_sse"_s, u"another transport"_s,
            u"unidirectional"_s);
    answers("the API", Bare405, u"/api"_s, u"HTTP API, not of the WebSocket"_s,
            u"/connection/websocket"_s);
    answers("a web page", Page, usual, u"did not open a WebSocket"_s, u"web page"_s);
    QTest::newRow("unidirectional WebSocket")
        << Script{upgradeWith({})} << u"/connection/uni_websocket"_s << u"another transport"_s
        << u"unidirectional"_s;
    QTest::newRow("accepted and closed")
        << Script{hangUp()} << usual << u"accepted the connection and closed it"_s << u"wss://"_s;
    QTest::newRow("accepted, heard and closed")
        << Script{awaitRequest(), hangUp()} << usual << u"accepted the connection and closed it"_s
        << u"without an answer"_s;
    QTest::newRow("accepted and reset") << Script{awaitRequest(), reset()} << usual
                                        << u"accepted the connection and closed it"_s << QString();
}

void TestFaultsDiagnoses::explainsTheUpgrade()
{
    QFETCH(const Script, script);
    QFETCH(const QString, path);
    QFETCH(const QString, title);
    QFETCH(const QString, says);
    ScriptedServer server({script});
    QUrl url = server.url();
    url.setPath(path);
    LiveClient live(hastyOptions(url, WireFormat::Protobuf));
    live.client().connectToServer();
    QTRY_VERIFY(!live.lastError().message.isEmpty());
    const Explanation told =
        explain(live.lastError(), contextFor(ExplainedStep::Connect, url.toString()));
    QVERIFY2(told.title.contains(title), qPrintable(allText(told)));
    QVERIFY2(allText(told).contains(says), qPrintable(allText(told)));
    QVERIFY2(!told.title.contains(u"Nothing listens"), qPrintable(told.title));
    QVERIFY(told.willRetry);
}

void TestFaultsDiagnoses::explainsTheApi_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("mayHaveReached");
    const QString usual = u"/api"_s;
    QTest::newRow("a wrong key") << Bare401 << usual << u"does not accept the API key"_s
                                 << u"CENTRIFUGO_API_KEY"_s << false;
    QTest::newRow("a login before it")
        << Basic401 << usual << u"API asks for a login"_s << u"Staff only"_s << false;
    QTest::newRow("a TLS port") << GoOnTlsPort << usual << u"expects TLS"_s << u"https://"_s
                                << false;
    QTest::newRow("a TLS port of nginx")
        << NginxOnTlsPort << usual << u"expects TLS"_s << u"https://"_s << false;
    QTest::newRow("a proxy without a server")
        << Nginx503 << usual << u"A proxy answers"_s << u"nginx"_s << true;
    QTest::newRow("no path") << Go404 << QString() << u"has no path"_s << u"/api"_s << false;
    QTest::newRow("the WebSocket's address")
        << Bare400 << u"/connection/websocket"_s << u"not of the HTTP API"_s << u"/api"_s << false;
    QTest::newRow("a web page") << Page << usual << u"can't be read"_s << u"page"_s << true;
}

void TestFaultsDiagnoses::explainsTheApi()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, path);
    QFETCH(const QString, title);
    QFETCH(const QString, says);
    FakeHttpServer server;
    server.setAnswer(answer);
    server.closeAfterAnswer();
    const QUrl url = server.url(path);
    const SystemClock clock;
    ServerApi api({.url = url, .apiKey = "CANARY-key", .timeout = 10s}, clock);
    std::optional<Error> error;
    QVERIFY(api.publish({u"chat"_s, "{}", {}, {}},
                        [&error](const PublishResult &result) { error = result.error(); }));
    QTRY_VERIFY(error);
    const Explanation told = explain(*error, contextFor(ExplainedStep::Publish, url.toString()));
    QVERIFY2(told.title.contains(title), qPrintable(allText(told)));
    QVERIFY2(allText(told).contains(says), qPrintable(allText(told)));
    QVERIFY(!told.willRetry);
    QTEST(mayHaveReachedServer(*error), "mayHaveReached");
}

void TestFaultsDiagnoses::namesTheSecureAddress()
{
    const auto snippet = [](ExplainedStep step, const QString &url) {
        const Error error{ErrorLayer::Tls, int(TlsProblem::PlainAddress), {}, true};
        return explain(error, contextFor(step, url)).snippet;
    };
    QCOMPARE(snippet(ExplainedStep::Connect, u"ws://h.test:8443/connection/websocket"_s),
             u"wss://h.test:8443/connection/websocket"_s);
    QCOMPARE(snippet(ExplainedStep::Publish, u"http://h.test/api"_s), u"https://h.test/api"_s);
}

void TestFaultsDiagnoses::keepsARedirectsTarget()
{
    const QByteArray target = "http://h.test/%251/%252";
    ScriptedServer server(
        {Script{awaitRequest(), bytes("HTTP/1.1 301 Moved\r\nLocation: " + target + "\r\n\r\n"),
                hangUp()}});
    LiveClient live(hastyOptions(server.url(), WireFormat::Json));
    live.client().connectToServer();
    QTRY_VERIFY(!live.lastError().message.isEmpty());
    const QString message = live.lastError().message;
    QVERIFY2(message.contains(u"http://h.test/%251/%252 (HTTP status 301)"), qPrintable(message));
}

void TestFaultsDiagnoses::saysHowLongAnAnswerIs()
{
    const QByteArray body(3000, 'x');
    ScriptedServer server({Script{awaitRequest(),
                                  bytes("HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\n"
                                        "Content-Length: 3000\r\n\r\n"
                                        + body),
                                  hangUp()}});
    LiveClient live(hastyOptions(server.url(), WireFormat::Json));
    live.client().connectToServer();
    QTRY_VERIFY(!live.lastError().message.isEmpty());
    const QString message = live.lastError().message;
    QVERIFY2(message.endsWith(u"x\u2026 (3000 bytes in all)"), qPrintable(message));
    QVERIFY(message.size() < 400);
}

REALTIME_TEST(TestFaultsDiagnoses, QCoreApplication)
#include "tst_faults_diagnoses.moc"
