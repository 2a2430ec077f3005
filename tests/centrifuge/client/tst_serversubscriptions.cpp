// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Subscriptions that the server makes; their events come from the client.

#include "clientfixture.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray connectReply(const QByteArray &subscriptions)
{
    return R"("connect":{"client":"c1","subs":{)" + subscriptions + "}}";
}

QByteArray stream(const QByteArray &channel, int offset, const QByteArray &more = {})
{
    return '"' + channel + R"(":{"recoverable":true,"epoch":"e","offset":)"
        + QByteArray::number(offset) + more + '}';
}

QByteArray push(const QByteArray &channel, const QByteArray &content)
{
    return R"({"push":{"channel":")" + channel + "\"," + content + "}}";
}

/** What the last connect asked to recover, as "a e 3". */
QStringList askedChannels(const ClientFixture &f)
{
    const QJsonObject wanted =
        f.transport()->last(u"connect"_s)["connect"_L1]["subs"_L1].toObject();
    QStringList result;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        result.append(u"%1 %2 %3"_s.arg(it.key(), it.value()["epoch"_L1].toString())
                          .arg(it.value()["offset"_L1].toInteger()));
    }
    return result;
}

} // namespace

class TestServerSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areTakenFromTheConnectReply();
    void beginAndEndByPushes();
    void recoverWithTheNextConnect();
    void comeInOrder();
    void endWhenTheServerHasThemNoMore();
    void tellAGap();
    void dropDuplicates();
    void areToldOnceWhenTheConnectionIsLost();
    void giveUpAPositionThatMakesTheConnectUnreadable_data();
    void giveUpAPositionThatMakesTheConnectUnreadable();
    void keepAPositionThatWasNotAskedFor();
    void leaveTheChannelToOurOwnSubscription();
    void stopWhenAHandlerDisconnects();
    void survivesAHandlerThatDestroysTheClient_data();
    void survivesAHandlerThatDestroysTheClient();
};

void TestServerSubscriptions::areTakenFromTheConnectReply()
{
    ClientFixture f;
    f.connectWith(connectReply(R"("a":{},)" + stream("b", 3)));
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 0 connect called"_s, u"connected c1"_s,
                          u"a server subscribed"_s, u"b server subscribed"_s}));
    QVERIFY(f.lastServerEvent.recoverable);
    QCOMPARE(f.lastServerEvent.position, (StreamPosition{3, u"e"_s}));
    f.transport()->receive(push("a", R"("pub":{"data":1})"));
    f.transport()->receive(push("b", R"("pub":{"data":1,"offset":4})"));
    f.transport()->receive(push("b", R"("join":{"info":{"user":"u"}})"));
    f.transport()->receive(push("b", R"("leave":{"info":{"user":"u"}})"));
    f.transport()->receive(push("c", R"("pub":{"data":1})"));
    QCOMPARE(f.takeEvents(),
             QStringList({u"a server publication 0"_s, u"b server publication 4"_s,
                          u"b server join u"_s, u"b server leave u"_s}));
    QCOMPARE(f.client->serverChannels(), QStringList({u"a"_s, u"b"_s}));
}

void TestServerSubscriptions::beginAndEndByPushes()
{
    ClientFixture f;
    f.connectWith();
    f.takeEvents();
    f.transport()->receive(
        push("a", R"("subscribe":{"recoverable":true,"epoch":"e","offset":3,"data":{"w":1}})"));
    QCOMPARE(f.lastServerEvent.data, QByteArray(R"({"w":1})"));
    f.transport()->receive(push("a", R"("pub":{"data":1,"offset":4})"));
    f.transport()->receive(push("a", R"("unsubscribe":{"code":2000,"reason":"r"})"));
    f.transport()->receive(push("a", R"("unsubscribe":{"code":2000,"reason":"r"})"));
    f.transport()->receive(push("a", R"("pub":{"data":1,"offset":5})"));
    QCOMPARE(f.takeEvents(),
             QStringList({u"a server subscribed"_s, u"a server publication 4"_s,
                          u"a server unsubscribed 2000 r"_s}));
    QCOMPARE(f.client->serverChannels(), QStringList());
}

void TestServerSubscriptions::recoverWithTheNextConnect()
{
    ClientFixture f;
    f.connectWith(connectReply(R"("plain":{},)" + stream("a", 3)));
    f.transport()->receive(push("a", R"("pub":{"data":1,"offset":4})"));
    f.transport()->breakDown();
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(askedChannels(f), QStringList({u"a e 4"_s}));
}

void TestServerSubscriptions::comeInOrder()
{
    ClientFixture f;
    f.connectWith(connectReply(stream("a", 3) + ',' + stream("b", 3) + ',' + stream("z", 3)));
    f.transport()->breakDown();
    f.client->retryNow();
    f.takeEvents();
    const QByteArray missed =
        R"(,"was_recovering":true,"recovered":true,"publications":[{"data":1,"offset":4}])";
    f.connectWith(connectReply(stream("a", 3, missed) + ',' + stream("b", 3, missed)));
    QCOMPARE(f.takeEvents(),
             QStringList({u"connected c1"_s, u"a server subscribed"_s, u"b server subscribed"_s,
                          u"a server recovered 4"_s, u"b server recovered 4"_s,
                          u"z server unsubscribed 2000 server unsubscribe"_s}));
    f.transport()->breakDown();
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(askedChannels(f), QStringList({u"a e 4"_s, u"b e 4"_s}));
}

void TestServerSubscriptions::endWhenTheServerHasThemNoMore()
{
    ClientFixture f;
    f.connectWith(connectReply(R"("a":{})"));
    f.client->disconnectFromServer();
    f.takeEvents();
    f.connectWith();
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 0 connect called"_s, u"connected c1"_s,
                          u"a server unsubscribed 2000 server unsubscribe"_s}));
}

void TestServerSubscriptions::tellAGap()
{
    ClientFixture f;
    f.connectWith(connectReply(stream("a", 3)));
    f.transport()->breakDown();
    f.client->retryNow();
    f.connectWith(
        connectReply(R"("a":{"recoverable":true,"epoch":"new","offset":1,"was_recovering":true})"));
    QVERIFY(f.lastServerEvent.wasRecovering && !f.lastServerEvent.recovered);
    QVERIFY(f.lastServerEvent.epochChanged);
}

void TestServerSubscriptions::dropDuplicates()
{
    ClientFixture f;
    f.connectWith(connectReply(stream("a", 3)));
    f.takeEvents();
    QSignalSpy ignored(f.client.get(), &Client::serverDuplicateIgnored);
    f.transport()->receive(push("a", R"("pub":{"data":1,"offset":3})"));
    f.transport()->receive(push("a", R"("pub":{"data":1,"offset":4})"));
    f.transport()->receive(push("a", R"("pub":{"data":1,"offset":4})"));
    QCOMPARE(f.takeEvents(), QStringList({u"a server publication 4"_s}));
    QCOMPARE(static_cast<const QList<QList<QVariant>> &>(ignored),
             (QList<QList<QVariant>>{{u"a"_s, quint64(3)}, {u"a"_s, quint64(4)}}));
}

void TestServerSubscriptions::areToldOnceWhenTheConnectionIsLost()
{
    ClientFixture f;
    f.connectWith(connectReply(R"("a":{})"));
    f.takeEvents();
    f.transport()->breakDown();
    f.client->retryNow();
    f.transport()->breakDown();
    f.client->disconnectFromServer();
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 1 reset"_s, u"a server subscribing 1 transport closed"_s,
                          u"retry 1 500"_s, u"error 2 1"_s, u"retry 2 500"_s,
                          u"disconnected 0 disconnect called"_s}));
}

void TestServerSubscriptions::giveUpAPositionThatMakesTheConnectUnreadable_data()
{
    QTest::addColumn<QByteArray>("frame"); ///< empty: the socket closes
    QTest::newRow("not UTF-8, so that the socket closes") << QByteArray();
    QTest::newRow("a reply that is none")
        << QByteArray(R"({"id":1,"connect":{"client":"c1","subs":[3]}})");
    QTest::newRow("a frame that ends before the id")
        << QByteArray(R"({"connect":{"client":"c1","subs":{"a":{"publications":[{"da)");
}

void TestServerSubscriptions::giveUpAPositionThatMakesTheConnectUnreadable()
{
    QFETCH(QByteArray, frame);
    ClientFixture f;
    f.connectWith(connectReply(stream("a", 3)));
    f.transport()->breakDown();
    for (int i = 0; i < 2; ++i) {
        f.client->retryNow();
        f.transport()->accept();
        QCOMPARE(askedChannels(f), QStringList({u"a e 3"_s}));
        if (frame.isEmpty()) {
            f.transport()->end({ErrorLayer::WebSocket, 1007, u"not UTF-8"_s, true});
        } else {
            f.transport()->receive(frame);
        }
        QCOMPARE(f.client->state(), Client::State::Connecting);
    }
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(askedChannels(f), QStringList());
    f.transport()->reply(u"connect"_s, connectReply(stream("a", 9)));
    QVERIFY(f.lastServerEvent.skippedUnreadable);
    f.transport()->breakDown();
    f.client->retryNow();
    f.connectWith(connectReply(stream("a", 9)));
    QVERIFY(!f.lastServerEvent.skippedUnreadable);
}

/** What could not be read came before we had asked for anything. */
void TestServerSubscriptions::keepAPositionThatWasNotAskedFor()
{
    ClientFixture f;
    f.connectWith(connectReply(stream("a", 3)));
    f.transport()->breakDown();
    for (int i = 0; i < 3; ++i) {
        f.client->retryNow();
        f.transport()->end({ErrorLayer::Protocol, 0, u"no Protobuf here"_s, true});
    }
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(askedChannels(f), QStringList({u"a e 3"_s}));
}

void TestServerSubscriptions::leaveTheChannelToOurOwnSubscription()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    f.transport()->receive(push("news", R"("pub":{"data":1})"));
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 0 1"_s}));
}

void TestServerSubscriptions::stopWhenAHandlerDisconnects()
{
    ClientFixture f;
    f.onRecord = [&f](const QString &event) {
        if (event == "a server subscribed"_L1) {
            f.client->disconnectFromServer();
        }
    };
    f.connectWith(connectReply(R"("a":{},"b":{})"));
    QCOMPARE(f.takeEvents().mid(2),
             QStringList({u"a server subscribed"_s, u"disconnected 0 disconnect called"_s,
                          u"a server subscribing 1 transport closed"_s}));
}

void TestServerSubscriptions::survivesAHandlerThatDestroysTheClient_data()
{
    QTest::addColumn<QString>("moment");
    for (const char *moment :
         {"a server subscribed", "a server recovered 4", "b server unsubscribed",
          "a server publication 5", "a server subscribing"}) {
        QTest::newRow(moment) << QString::fromLatin1(moment);
    }
}

void TestServerSubscriptions::survivesAHandlerThatDestroysTheClient()
{
    QFETCH(QString, moment);
    ClientFixture f;
    f.connectWith(connectReply(stream("a", 3) + ',' + stream("b", 3)));
    f.transport()->breakDown();
    f.client->retryNow();
    f.onRecord = [&](const QString &event) {
        if (event.startsWith(moment)) {
            f.client.reset();
        }
    };
    f.connectWith(connectReply(stream(
        "a", 3,
        R"(,"was_recovering":true,"recovered":true,"publications":[{"data":1,"offset":4}])")));
    f.whileAlive({[](ClientFixture &each) {
                      each.transport()->receive(push("a", R"("pub":{"data":1,"offset":5})"));
                  },
                  [](ClientFixture &each) { each.transport()->breakDown(); }});
    QVERIFY(!f.client);
}

REALTIME_TEST(TestServerSubscriptions, QCoreApplication)
#include "tst_serversubscriptions.moc"
