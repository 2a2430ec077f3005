// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// A message that breaks the connection and comes again with each recovery: it must not do so for
// ever, and what is lost with it must be said, once.

#include "faults/liveclient.h"
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

const QByteArray NotUtf8 = "\"\xc3\x28\"";

/** Up to the reply to the subscribe of "news". */
Script subscribedWith(WireFormat wire, const QByteArray &content)
{
    return {upgrade(), expect("connect"), reply(WireMessages(wire).connect()),
            expect("subscribe news"), reply(content)};
}

bool asksForRecovery(const QByteArray &command, WireFormat wire)
{
    // In Protobuf `recover` is field 3 of the request.
    return wire == WireFormat::Json ? command.contains("\"recover\":true")
                                    : command.contains(QByteArray::fromHex("1801"));
}

} // namespace

class TestFaultsPoison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isGivenUpAfterTheSameEndTwice_data();
    void isGivenUpAfterTheSameEndTwice();
    void doesNotDisturbTheNextMessages_data() { addBothWires(); }
    void doesNotDisturbTheNextMessages();
    void isNotGivenUpWhereTheStreamMoved();
    void isNotBlamedForAnotherEnd();
    void isGivenUpWhereItBreaksTheWholeConnectReply_data() { addBothWires(); }
    void isGivenUpWhereItBreaksTheWholeConnectReply();
};

void TestFaultsPoison::isGivenUpAfterTheSameEndTwice_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<Step>("live");
    QTest::addColumn<QByteArray>("recovered");
    QTest::addColumn<int>("recoveries"); // that end so; with the live one it is twice
    const WireMessages json(WireFormat::Json);
    const WireMessages protobuf(WireFormat::Protobuf);
    QTest::newRow("JSON: not UTF-8, live and then recovered: 1007")
        << WireFormat::Json << frame(json.push(NotUtf8, 5)) << json.publication(NotUtf8, 5) << 1;
    const QByteArray huge = '"' + QByteArray(2 * 1024 * 1024, 'x') + '"';
    QTest::newRow("JSON: larger than the limit: 1009")
        << WireFormat::Json << frame(json.push(huge, 5)) << json.publication(huge, 5) << 1;
    QTest::newRow("Protobuf: larger than the limit: 1009")
        << WireFormat::Protobuf << frame(protobuf.push(huge, 5)) << protobuf.publication(huge, 5)
        << 1;
    QTest::newRow("JSON: a publication that cannot be read")
        << WireFormat::Json << hangUp() << QByteArray(R"({"data":{bad},"offset":5})") << 2;
    QTest::newRow("Protobuf: a publication that cannot be read")
        << WireFormat::Protobuf << hangUp() << QByteArray::fromHex("227f31") << 2;
}

void TestFaultsPoison::isGivenUpAfterTheSameEndTwice()
{
    QFETCH(WireFormat, wire);
    QFETCH(Step, live);
    QFETCH(QByteArray, recovered);
    QFETCH(int, recoveries);
    const WireMessages says(wire);
    const Script poisoned = subscribedWith(wire, says.subscribeRecovered(4, {recovered}));
    const Script clean =
        subscribedWith(wire, says.subscribeKept(5)) + Script{frame(says.push("6", 6))};
    QList<Script> scripts{subscribedWith(wire, says.subscribeKept(3))
                          + Script{frame(says.push("4", 4)), live}};
    scripts += QList<Script>(recoveries, poisoned);
    scripts.append(clean);
    ScriptedServer server(scripts);
    WindowTruth window(wire);
    window.watch(server.url(), {1, 1}); // MB
    QTRY_VERIFY_WITH_TIMEOUT(window.payloads().contains("6"), Patience);
    QCOMPARE(window.payloads(), QByteArrayList({"4", "6"}));
    QCOMPARE(server.connectionCount(), int(scripts.size()));
    QTRY_VERIFY(!window.rows(EntryKind::Gap).isEmpty()); // once the history was asked
    const QByteArrayList gaps = window.rows(EntryKind::Gap);
    QCOMPARE(gaps.size(), 1); // said once
    QVERIFY2(gaps.first().contains("can't be read"), gaps.first());
    QVERIFY(window.hasGap());
    QVERIFY(!asksForRecovery(server.lastCommand(u"subscribe news"_s), wire));
    QCOMPARE(window.state(), SessionState::Live);
}

/** Live, one message is lost and nothing else; the position moves on with the next one. */
void TestFaultsPoison::doesNotDisturbTheNextMessages()
{
    QFETCH(WireFormat, wire);
    const WireMessages says(wire);
    const QByteArray poison = wire == WireFormat::Json
        ? QByteArray(R"({"push":{"channel":"news","pub":{"data":{bad},"offset":5}}})")
        : says.push("\x01", 5).replace("\x22\x01\x01", "\x20\x01\x01");
    ScriptedServer server(
        {subscribedWith(wire, says.subscribeKept(4))
             + Script{frame(poison), frame(says.push("6", 6)), reset()},
         subscribedWith(wire, says.subscribeRecovered(6, {says.publication("7", 7)}))});
    WindowTruth window(wire);
    window.watch(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(window.payloads().contains("7"), Patience);
    QCOMPARE(window.payloads(), QByteArrayList({"6", "7"}));
    QCOMPARE(window.rows(EntryKind::Undecodable).size(), 1);
    QTRY_COMPARE(window.rows(EntryKind::Gap).size(), 1); // offset 5 is missing: said, once
    QVERIFY(asksForRecovery(server.lastCommand(u"subscribe news"_s), wire));
}

/** Two different bad messages are not the same one again: nothing is given up. */
void TestFaultsPoison::isNotGivenUpWhereTheStreamMoved()
{
    const WireMessages says(WireFormat::Json);
    ScriptedServer server(
        {subscribedWith(WireFormat::Json, says.subscribeKept(4))
             + Script{frame(says.push(NotUtf8, 5))},
         subscribedWith(WireFormat::Json, says.subscribeRecovered(4, {says.publication("5", 5)}))
             + Script{frame(says.push(NotUtf8, 6))},
         subscribedWith(WireFormat::Json, says.subscribeRecovered(5, {says.publication("6", 6)}))});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news recovered 6 6"_s), 1);
    QCOMPARE(live.count(u"error WebSocket 1007"_s), 2);
    QVERIFY(live.lastSubscribed().recovered);
    QVERIFY(!live.lastSubscribed().skippedUnreadable);
    QCOMPARE(server.connectionCount(), 3);
}

/** An end of another kind in between says nothing about the message. */
void TestFaultsPoison::isNotBlamedForAnotherEnd()
{
    const WireMessages says(WireFormat::Json);
    ScriptedServer server(
        {subscribedWith(WireFormat::Json, says.subscribeKept(4)) + Script{closeWith(3001)},
         subscribedWith(WireFormat::Json, says.subscribeRecovered(4, {})) + Script{reset()},
         subscribedWith(WireFormat::Json, says.subscribeRecovered(4, {says.publication("5", 5)}))});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news recovered 5 5"_s), 1);
    QVERIFY(live.lastSubscribed().recovered);
    QVERIFY(asksForRecovery(server.lastCommand(u"subscribe news"_s), WireFormat::Json));
}

/** The server subscribes us to "own" and recovers it with a reply of which not even the id can be
 * read. */
void TestFaultsPoison::isGivenUpWhereItBreaksTheWholeConnectReply()
{
    QFETCH(WireFormat, wire);
    const WireMessages says(wire);
    const bool isJson = wire == WireFormat::Json;
    const QByteArray broken =
        isJson ? QByteArray(R"({"connect":{"subs":{"own":)") : QByteArray::fromHex("7f0801");
    const Script poisoned{upgrade(), expect("connect"), frame(broken)};
    const auto accepted = [&says](int offset) {
        return Script{upgrade(), expect("connect"), reply(says.connectWithOwn(offset))};
    };
    ScriptedServer server({accepted(4) + Script{hangUp()}, poisoned, poisoned, accepted(9)});
    LiveClient live(hastyOptions(server.url(), wire));
    QList<SubscribedEvent> events;
    QObject::connect(
        &live.client(), &Client::serverSubscribed, &live.client(),
        [&events](const QString &, const SubscribedEvent &event) { events.append(event); });
    live.client().connectToServer();
    QTRY_COMPARE(events.size(), 2);
    QVERIFY(!events.at(0).skippedUnreadable);
    QVERIFY(events.at(1).skippedUnreadable);
    QCOMPARE(events.at(1).position.offset, 9U);
    QCOMPARE(server.connectionCount(), 4);
    QVERIFY(!asksForRecovery(server.lastCommand(u"connect"_s), wire));
}

REALTIME_TEST(TestFaultsPoison, QCoreApplication)
#include "tst_faults_poison.moc"
