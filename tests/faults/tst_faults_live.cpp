// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What happens to a connection that is live, as far as its frames and codes go.

#include "faults/liveclient.h"
#include "faults/scriptedcodes.h"
#include "support/scriptedserver.h"
#include "support/testprogram.h"
#include "support/websocketframes.h"
#include "support/wiremessages.h"

#include <QTest>
#include <QTimer>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Steps;

namespace {

/** Up to the subscribed "news" of a client that speaks JSON. */
Script live(const QByteArray &connectFields = {})
{
    return connecting(connectFields) + Script{expect("subscribe news"), reply(R"("subscribe":{})")};
}

QByteArray fingerprintOf(const QByteArray &data)
{
    return R"({"push":{"channel":"news","pub":{"data":)" + data + "}}}";
}

/** A frame of the server with that first byte. */
QByteArray rawFrame(const QByteArray &hexHead, const QByteArray &payload)
{
    return QByteArray::fromHex(hexHead) + char(payload.size()) + payload;
}

} // namespace

class TestFaultsLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAfterAClose_data();
    void comesBackAfterAClose();
    void endsAfterAClose_data();
    void endsAfterAClose();
    void losesTheConnection_data();
    void losesTheConnection();
    void livesOn_data();
    void livesOn();
    void refusesAMessageThatIsTooLarge_data();
    void refusesAMessageThatIsTooLarge();
    void takesAMessageAsLargeAsAllowed();
    void missesThePing();
    void takesALatePing();
    void answersAStormOfPings_data();
    void answersAStormOfPings();
    void failsTheCallsThatWait();
    void readsBatchesOfEverything_data() { addBothWires(); }
    void readsBatchesOfEverything();
};

void TestFaultsLive::comesBackAfterAClose_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("told");
    for (const ScriptedCode &close : disconnectCodes(Fate::Retried)) {
        QTest::newRow(close.row.constData()) << close.code << close.code;
    }
    QTest::newRow("close 1000, normal") << 1000 << 1;
    QTest::newRow("close 1001, a proxy that restarts") << 1001 << 1;
    QTest::newRow("close 4000, an application's") << 4000 << 4000;
}

void TestFaultsLive::comesBackAfterAClose()
{
    QFETCH(int, code);
    QFETCH(int, told);
    ScriptedServer server({live() + Script{closeWith(code, "as scripted")}});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 2);
    QCOMPARE(live.events().mid(4),
             QStringList({u"connecting %1 as scripted"_s.arg(told),
                          u"news subscribing 1 transport closed"_s, u"connected c1"_s,
                          u"news subscribed"_s}));
    QCOMPARE(server.words(1), QStringList({u"connect"_s, u"subscribe news"_s}));
    QCOMPARE(news->state(), Subscription::State::Subscribed);
}

void TestFaultsLive::endsAfterAClose_data()
{
    QTest::addColumn<int>("code");
    for (const ScriptedCode &close : disconnectCodes(Fate::Refused)) {
        QTest::newRow(close.row.constData()) << close.code;
    }
    QTest::newRow("close 4500, an application's end") << 4500;
}

void TestFaultsLive::endsAfterAClose()
{
    QFETCH(int, code);
    ScriptedServer server({live() + Script{closeWith(code, "as scripted")}});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.state(), Client::State::Disconnected);
    QCOMPARE(live.events().mid(4),
             QStringList({u"disconnected %1 as scripted"_s.arg(code),
                          u"news subscribing 1 transport closed"_s}));
    QCOMPARE(live.retries(), 0);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsLive::losesTheConnection_data()
{
    QTest::addColumn<Script>("steps");
    QTest::addColumn<QStringList>("errors");
    const QStringList none;
    const auto row = [](const char *name, const Script &steps, const QStringList &errors) {
        QTest::newRow(name) << steps << errors;
    };
    row("a hang-up without a close frame", {hangUp()}, none);
    row("a reset", {reset()}, none);
    row("half of the connection is closed", {halfClose()}, none);
    row("a close frame without a code", {bytes(QByteArray::fromHex("8800"))}, none);
    row("a close frame of one byte", {bytes(QByteArray::fromHex("880103"))}, none);
    row("a close frame with a code that there is not", {bytes(QByteArray::fromHex("88020001"))},
        none);
    row("a hang-up in the middle of a frame", {bytes("\x81\x20{\"push\":"), hangUp()}, none);
    row("a hang-up between two fragments", {bytes(rawFrame("01", "{\"push\":")), hangUp()}, none);
    row("an opcode that there is not", {bytes(rawFrame("83", "{}"))}, none);
    row("close 1012, a service that restarts", {closeWith(1012, "service restart")}, none);
    row("a reserved bit, as of compression", {bytes(rawFrame("c1", "{}"))}, none);
    row("a fragment that continues nothing", {bytes(rawFrame("80", "{}"))}, none);
    row("a message within a message", {bytes(rawFrame("01", "{") + rawFrame("81", "{}"))}, none);
    row("a fragmented ping", {bytes(rawFrame("09", "x"))}, none);
    row("a ping that is too long", {bytes(QByteArray::fromHex("897e0080") + QByteArray(128, 'x'))},
        none);
    row("a length that is not the shortest", {bytes(QByteArray::fromHex("817e00027b7d"))}, none);
    row("text that is not UTF-8", {bytes(rawFrame("81", "\"\xc3\x28\""))},
        {u"error WebSocket 1007"_s});
    row("a push that says disconnect, shutdown",
        {frame(R"({"push":{"disconnect":{"code":3001,"reason":"shutdown"}}})")}, none);
}

void TestFaultsLive::losesTheConnection()
{
    QFETCH(Script, steps);
    QFETCH(QStringList, errors);
    ScriptedServer server({live() + steps});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(u"news subscribed"_s), 2, 4000); // no need of a time-out
    QCOMPARE(live.events().mid(4, errors.size()), errors);
    const QStringList told = live.events().mid(4 + errors.size());
    QVERIFY2(told.first().startsWith(u"connecting "_s), qPrintable(told.first()));
    QVERIFY(told.first().size() > u"connecting 1 "_s.size()); // and says why
    QCOMPARE(told.mid(1),
             QStringList({u"news subscribing 1 transport closed"_s, u"connected c1"_s,
                          u"news subscribed"_s}));
    QCOMPARE(server.connectionCount(), 2);
    QCOMPARE(server.words(1), QStringList({u"connect"_s, u"subscribe news"_s}));
    QCOMPARE(live.eventsLike(u"news publication"_s), QStringList());
}

void TestFaultsLive::livesOn_data()
{
    QTest::addColumn<Script>("steps");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, const Script &steps, const QStringList &events) {
        QTest::newRow(name) << steps << events;
    };
    const QByteArray push = fingerprintOf("1");
    const QString heard = u"news publication 0 1"_s;
    row("a ping of the WebSocket itself", {bytes(rawFrame("89", "are you there"))}, {});
    row("a pong that nobody asked for", {bytes(rawFrame("8a", "here I am"))}, {});
    row("a message in three fragments",
        {bytes(rawFrame("01", push.left(9)) + rawFrame("00", push.mid(9, 9))
               + rawFrame("80", push.mid(18)))},
        {heard});
    row("a ping between two fragments",
        {bytes(rawFrame("01", push.left(9)) + rawFrame("89", "?") + rawFrame("80", push.mid(9)))},
        {heard});
    row("two frames at once", {bytes(rawFrame("81", push) + rawFrame("81", push))}, {heard, heard});
    row("an empty frame", {bytes(rawFrame("81", ""))}, {});
    row("an empty fragment", {bytes(rawFrame("01", push) + rawFrame("80", ""))}, {heard});
    row("a line that cannot be read between two that can", {frame(push + "\n{\"push\":}\n" + push)},
        {heard, u"undecodable"_s, heard});
    row("a frame that is no JSON", {frame("<html>gone</html>")}, {u"undecodable"_s});
    row("a JSON frame that ends too early", {frame(R"({"push":{"channel":"news","pub":)")},
        {u"undecodable"_s});
    row("a binary frame on the JSON wire",
        {bytes(webSocketFrame(Opcode::Binary, QByteArray::fromHex("00ff00")))}, {u"undecodable"_s});
    row("pushes that nobody knows",
        {frame(R"({"push":{"channel":"news","hologram":{}}})"
               "\n"
               R"({"push":{"connect":{"client":"x"}}})")},
        {});
    row("a publication of a channel that is not ours",
        {frame(R"({"push":{"channel":"others","pub":{"data":1}}})")}, {});
    row("an unsubscribe of a channel that is not ours",
        {frame(R"({"push":{"channel":"others","unsubscribe":{"code":2000}}})")}, {});
    row("a reply that nobody asked for", {frame(R"({"id":77,"presence":{}})")}, {});
    row("the same publication twice without history", {frame(push), frame(push)}, {heard, heard});
}

void TestFaultsLive::livesOn()
{
    QFETCH(Script, steps);
    QFETCH(QStringList, events);
    ScriptedServer server({live() + steps + Script{frame(fingerprintOf("\"end\""))}});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news publication 0 \"end\""_s), 1);
    QCOMPARE(live.events().mid(4), events + QStringList({u"news publication 0 \"end\""_s}));
    QCOMPARE(server.connectionCount(), 1);
    QVERIFY(live.isConnected());
}

void TestFaultsLive::refusesAMessageThatIsTooLarge_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<QString>("error");
    const QString tooLarge = u"error Protocol 1009"_s;
    QTest::newRow("one byte too many")
        << webSocketFrame(Opcode::Text, fingerprintOf('"' + QByteArray(961, 'x') + '"'))
        << tooLarge;
    QTest::newRow("a header that announces exabytes")
        << QByteArray::fromHex("817f3fffffffffffffff") + "{" << tooLarge;
    QTest::newRow("a length with the highest bit")
        << QByteArray::fromHex("817fffffffffffffffff") + "{" << QString();
    QTest::newRow("small fragments without an end")
        << rawFrame("01", QByteArray(100, 'x')) + rawFrame("00", QByteArray(100, 'x')).repeated(10)
        << tooLarge;
}

void TestFaultsLive::refusesAMessageThatIsTooLarge()
{
    QFETCH(QByteArray, frames);
    QFETCH(QString, error);
    ScriptedServer server({live() + Script{bytes(frames)}});
    ClientOptions options = hastyOptions(server.url());
    options.frameLimit = 1000;
    LiveClient live(options);
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 2);
    QCOMPARE(live.eventsLike(u"error"_s), error.isEmpty() ? QStringList() : QStringList{error});
    QCOMPARE(live.eventsLike(u"news publication"_s), QStringList());
    QCOMPARE(server.connectionCount(), 2);
}

void TestFaultsLive::takesAMessageAsLargeAsAllowed()
{
    const QByteArray largest = fingerprintOf('"' + QByteArray(955, 'x') + '"');
    ScriptedServer server({live() + Script{frame(largest)}});
    ClientOptions options = hastyOptions(server.url());
    options.frameLimit = largest.size();
    LiveClient live(options);
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.eventsLike(u"news publication"_s).size(), 1);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsLive::missesThePing()
{
    ScriptedServer server({live(R"(,"ping":1,"pong":true)")});
    ClientOptions options = hastyOptions(server.url());
    options.maxServerPingDelay = 50ms;
    LiveClient live(options);
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 2);
    QCOMPARE(live.events().at(4), u"connecting 2 no ping"_s);
    QCOMPARE(server.connectionCount(), 2);
}

void TestFaultsLive::takesALatePing()
{
    ScriptedServer server({live(R"(,"ping":1,"pong":true)")});
    ClientOptions options = hastyOptions(server.url());
    options.maxServerPingDelay = 30s;
    LiveClient live(options);
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 1);
    QTimer late;
    late.setSingleShot(true);
    connect(&late, &QTimer::timeout, &server, [&server] { server.play({frame("{}")}); });
    late.start(1200ms);
    QTRY_COMPARE(server.words(0).count(u"pong"_s), 1);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsLive::answersAStormOfPings_data()
{
    QTest::addColumn<QByteArray>("connectFields");
    QTest::addColumn<Step>("storm");
    QTest::addColumn<int>("pongs");
    const QByteArray wantsPongs = R"(,"ping":25,"pong":true)";
    const QByteArray lines = QByteArray("{}\n").repeated(1000).chopped(1);
    QTest::newRow("1000 pings in one frame get one answer") << wantsPongs << frame(lines) << 1;
    QTest::newRow("1000 frames get as many")
        << wantsPongs << bytes(webSocketFrame(Opcode::Text, "{}").repeated(1000)) << 1000;
    QTest::newRow("none where the server wants none")
        << QByteArray(R"(,"ping":25)") << bytes(webSocketFrame(Opcode::Text, "{}").repeated(1000))
        << 0;
}

void TestFaultsLive::answersAStormOfPings()
{
    QFETCH(QByteArray, connectFields);
    QFETCH(Step, storm);
    QFETCH(int, pongs);
    ScriptedServer server({live(connectFields) + Script{storm, frame(fingerprintOf("1"))}});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news publication 0 1"_s), 1);
    news->unsubscribe(); // comes after every pong
    QTRY_COMPARE(server.words(0).last(), u"unsubscribe news"_s);
    QCOMPARE(server.words(0).count(u"pong"_s), pongs);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsLive::failsTheCallsThatWait()
{
    ScriptedServer server({live() + Script{expect("history news"), reset()}});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 1);
    QList<Error> errors;
    live.client().history(u"news"_s, {}, [&errors](const Result<HistoryResult> &result) {
        errors.append(result ? Error{} : result.error());
    });
    QTRY_COMPARE_WITH_TIMEOUT(errors.size(), 1, 4000); // with the connection, not with its limit
    QCOMPARE(errors.first().code, int(LocalError::Closed));
    QTRY_COMPARE(live.count(u"news subscribed"_s), 2);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(server.words(1), QStringList({u"connect"_s, u"subscribe news"_s})); // not asked twice
}

void TestFaultsLive::readsBatchesOfEverything()
{
    QFETCH(WireFormat, wire);
    const WireMessages says(wire);
    const auto replyTo = [&](int id, const QByteArray &content) {
        return wire == WireFormat::Json
            ? "{\"id\":" + QByteArray::number(id) + ',' + content + '}'
            : ProtobufBytes::message(ProtobufBytes::field(1, quint64(id)) + content);
    };
    // Both subscribes are answered in one frame, the wrong way round, among pings and pushes.
    ScriptedServer server(
        {Script{upgrade(), expect("connect"), reply(says.connect(25)), expect("subscribe news"),
                expect("subscribe other"),
                frame(says.batch({says.ping(), replyTo(3, says.subscribe()), says.push("0"),
                                  replyTo(2, says.subscribeKept(4)), says.push("5", 5), says.ping(),
                                  says.push("5", 5), says.push("6", 6)}))}});
    LiveClient live(hastyOptions(server.url(), wire));
    live.subscribe(u"news"_s);
    live.subscribe(u"other"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news publication 6 6"_s), 1);
    QCOMPARE(live.events().mid(4),
             QStringList({u"other subscribed"_s, u"news subscribed"_s, u"news publication 5 5"_s,
                          u"news publication 6 6"_s}));
    QTRY_COMPARE(server.words(0),
                 QStringList({u"connect"_s, u"subscribe news"_s, u"subscribe other"_s, u"pong"_s}));
}

REALTIME_TEST(TestFaultsLive, QCoreApplication)
#include "tst_faults_live.moc"
