// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What the client asks the server for.

#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QString text(const Error &error)
{
    return u"error %1 %2"_s.arg(int(error.layer)).arg(error.code);
}

/** Notes whether it went well. */
template <typename T> ResultHandler<T> noting(QStringList &notes)
{
    return [&notes](const Result<T> &result) {
        notes.append(result ? u"ok"_s : text(result.error()));
    };
}

ClientOptions allowed()
{
    ClientOptions options;
    options.allowPublish = true;
    return options;
}

/** Every command once. */
void askForAll(const ClientFixture &f, QStringList &notes)
{
    f.client->presence(u"news"_s, noting<PresenceResult>(notes));
    f.client->presenceStats(u"news"_s, noting<PresenceStatsResult>(notes));
    f.client->history(u"news"_s, {}, noting<HistoryResult>(notes));
    f.client->rpc(u"method"_s, "1", noting<RpcResult>(notes));
    f.client->publish(u"news"_s, "1", noting<ClientPublishResult>(notes));
}

} // namespace

class TestClientCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForPresence();
    void asksForHistory();
    void calls();
    void sendsWithoutAnId();
    void refusesToPublishUnlessAllowed();
    void publishesWhereAllowed();
    void refusesDataThatWouldBreakTheWire();
    void failsAtOnceWhileNotConnected();
    void failsAtOnceWhenTheConnectionIsLost_data();
    void failsAtOnceWhenTheConnectionIsLost();
    void neverAsksTwice();
    void failsWhenNotAnswered();
    void failsOnAnAnswerOfAnotherKind();
    void handsOnTheServersError();
    void batchesWhatAHandlerAsksFor();
    void survivesAHandlerThatDestroysTheClient();
    void callsNobodyWhenDestroyed();
};

void TestClientCommands::asksForPresence()
{
    ClientFixture f;
    f.connectWith();
    QStringList users;
    f.client->presence(u"news"_s, [&](const Result<PresenceResult> &result) {
        for (const ClientInfo &info : result.value().clients) {
            users.append(info.user);
        }
    });
    f.transport()->reply(u"presence news"_s,
                         R"("presence":{"presence":{"c1":{"user":"42","client":"c1"}}})");
    QCOMPARE(users, QStringList({u"42"_s}));
    std::uint32_t clients = 0;
    f.client->presenceStats(u"news"_s, [&](const Result<PresenceStatsResult> &result) {
        clients = result.value().clients;
    });
    f.transport()->reply(u"presence_stats news"_s,
                         R"("presence_stats":{"num_clients":2,"num_users":1})");
    QCOMPARE(clients, 2U);
}

void TestClientCommands::asksForHistory()
{
    ClientFixture f;
    f.connectWith();
    std::optional<HistoryResult> history;
    f.client->history(u"news"_s, {10, StreamPosition{3, u"e"_s}, true},
                      [&](const Result<HistoryResult> &result) { history = result.value(); });
    const QJsonValue request = f.transport()->last(u"history news"_s)["history"_L1];
    QCOMPARE(request["limit"_L1].toInt(), 10);
    QCOMPARE(request["since"_L1]["offset"_L1].toInt(), 3);
    QCOMPARE(request["since"_L1]["epoch"_L1].toString(), u"e"_s);
    QVERIFY(request["reverse"_L1].toBool());
    f.transport()->reply(
        u"history news"_s,
        R"("history":{"publications":[{"data":{"n":1},"offset":2}],"epoch":"e","offset":9})");
    QVERIFY(history);
    QCOMPARE(history->position, (StreamPosition{9, u"e"_s}));
    QCOMPARE(history->publications.size(), std::size_t(1));
    QCOMPARE(history->publications.front().data, QByteArray(R"({"n":1})"));
}

void TestClientCommands::calls()
{
    ClientFixture f;
    f.connectWith();
    QByteArray answer;
    f.client->rpc(u"sum"_s, "[1,2]",
                  [&](const Result<RpcResult> &result) { answer = result.value().data; });
    QCOMPARE(f.transport()->last(u"rpc"_s)["rpc"_L1]["method"_L1].toString(), u"sum"_s);
    f.transport()->reply(u"rpc"_s, R"("rpc":{"data":{"sum":3}})");
    QCOMPARE(answer, QByteArray(R"({"sum":3})"));
}

void TestClientCommands::sendsWithoutAnId()
{
    ClientFixture f;
    f.connectWith();
    QVERIFY(f.client->send(R"({"a":1})"));
    QCOMPARE(f.transport()->frames.last(), QByteArray("{\"send\":{\"data\":{\"a\":1}}}\n"));
    f.clock.advance(1min); // nothing is waited for
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestClientCommands::refusesToPublishUnlessAllowed()
{
    ClientFixture f;
    f.connectWith();
    QStringList notes;
    f.client->publish(u"news"_s, "1", noting<ClientPublishResult>(notes));
    QCOMPARE(notes, QStringList({u"error 0 1"_s}));
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestClientCommands::publishesWhereAllowed()
{
    ClientFixture f(allowed());
    f.connectWith();
    QStringList notes;
    f.client->publish(u"news"_s, R"({"a":1})", noting<ClientPublishResult>(notes));
    f.transport()->reply(u"publish news"_s, R"("publish":{})");
    QCOMPARE(notes, QStringList({u"ok"_s}));
}

void TestClientCommands::refusesDataThatWouldBreakTheWire()
{
    ClientFixture f(allowed());
    f.connectWith();
    QStringList notes;
    const QByteArray hostile = R"(1}}{"id":9,"disconnect":{)";
    f.client->publish(u"news"_s, hostile, noting<ClientPublishResult>(notes));
    f.client->rpc(u"m"_s, hostile, noting<RpcResult>(notes));
    QCOMPARE(notes, QStringList({u"error 0 4"_s, u"error 0 4"_s}));
    QVERIFY(!f.client->send(hostile));
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestClientCommands::failsAtOnceWhileNotConnected()
{
    ClientFixture f(allowed());
    QStringList notes;
    askForAll(f, notes);
    f.client->connectToServer();
    f.transport()->accept();
    askForAll(f, notes);
    QCOMPARE(notes.count(u"error 0 5"_s), 10);
    QVERIFY(!f.client->send("1"));
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestClientCommands::failsAtOnceWhenTheConnectionIsLost_data()
{
    QTest::addColumn<ClientFixture::Act>("end");
    const auto row = [](const char *name, const ClientFixture::Act &end) {
        QTest::newRow(name) << end;
    };
    row("lost", [](ClientFixture &f) { f.transport()->breakDown(); });
    row("refused", [](ClientFixture &f) { f.transport()->endByServer(3503, u"no"_s); });
    row("disconnected", [](ClientFixture &f) { f.client->disconnectFromServer(); });
    row("unreadable", [](ClientFixture &f) {
        f.transport()->end({ErrorLayer::WebSocket, 1007, {}, true});
    });
}

void TestClientCommands::failsAtOnceWhenTheConnectionIsLost()
{
    QFETCH(ClientFixture::Act, end);
    ClientFixture f(allowed());
    f.connectWith();
    QStringList notes;
    askForAll(f, notes);
    Client::State seen = Client::State::Connected;
    f.client->presence(u"x"_s, [&](const auto &) { seen = f.client->state(); });
    end(f);
    QCOMPARE(notes.count(u"error 0 5"_s), 5);
    QVERIFY(seen != Client::State::Connected); // the state comes first
}

void TestClientCommands::neverAsksTwice()
{
    ClientFixture f(allowed());
    f.connectWith();
    QStringList notes;
    askForAll(f, notes);
    f.transport()->breakDown();
    f.reconnect();
    f.clock.advance(1min);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    QCOMPARE(notes.size(), 5);
}

void TestClientCommands::failsWhenNotAnswered()
{
    ClientFixture f;
    f.connectWith();
    QStringList notes;
    f.client->presence(u"news"_s, noting<PresenceResult>(notes));
    f.clock.advance(5s);
    QCOMPARE(notes, QStringList({u"error 6 0"_s}));
    QCOMPARE(f.client->state(), Client::State::Connected);
    f.transport()->reply(u"presence news"_s, R"("presence":{})");
    QCOMPARE(notes.size(), 1);
}

void TestClientCommands::failsOnAnAnswerOfAnotherKind()
{
    ClientFixture f;
    f.connectWith();
    QStringList notes;
    f.client->presence(u"news"_s, noting<PresenceResult>(notes));
    f.transport()->reply(u"presence news"_s, R"("history":{})");
    QCOMPARE(notes, QStringList({u"error 7 0"_s}));
}

void TestClientCommands::handsOnTheServersError()
{
    ClientFixture f;
    f.connectWith();
    QStringList notes;
    f.client->history(u"news"_s, {}, noting<HistoryResult>(notes));
    f.transport()->reply(u"history news"_s, R"("error":{"code":108,"message":"not available"})");
    QCOMPARE(notes, QStringList({u"error 8 108"_s}));
}

void TestClientCommands::batchesWhatAHandlerAsksFor()
{
    ClientFixture f;
    QStringList notes;
    QObject::connect(f.client.get(), &Client::connected, this, [&] {
        f.client->presence(u"a"_s, noting<PresenceResult>(notes));
        f.client->presence(u"b"_s, noting<PresenceResult>(notes));
    });
    f.connectWith();
    QCOMPARE(f.transport()->frames.size(), 2); // connect, and both
}

void TestClientCommands::survivesAHandlerThatDestroysTheClient()
{
    for (const bool isAnswered : {true, false}) {
        ClientFixture f;
        f.connectWith();
        QStringList notes;
        f.client->presence(u"a"_s, [&f](const auto &) { f.client.reset(); });
        f.client->presence(u"b"_s, noting<PresenceResult>(notes));
        if (isAnswered) {
            f.transport()->reply(u"presence a"_s, R"("presence":{})");
        } else {
            f.transport()->breakDown();
        }
        QVERIFY(!f.client);
        QCOMPARE(notes.size(), isAnswered ? 0 : 1);
    }
}

void TestClientCommands::callsNobodyWhenDestroyed()
{
    ClientFixture f;
    f.connectWith();
    QStringList notes;
    f.client->presence(u"a"_s, noting<PresenceResult>(notes));
    f.client.reset();
    QCOMPARE(notes, QStringList());
}

REALTIME_TEST(TestClientCommands, QCoreApplication)
#include "tst_clientcommands.moc"
