// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// From the subscribe to its reply: every code, silence, and answers that nobody asked for.

#include "faults/liveclient.h"
#include "faults/scriptedcodes.h"
#include "support/scriptedserver.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Steps;

namespace {

/** Up to the subscribe of "news", which then gets `steps`. */
Script subscribing(const Script &steps)
{
    return connecting() + Script{expect("subscribe news")} + steps;
}

QByteArray unsubscribePush(int code)
{
    return jsonPush("news",
                    "\"unsubscribe\":{\"code\":" + QByteArray::number(code)
                        + R"(,"reason":"as scripted"})");
}

} // namespace

class TestFaultsSubscribing : public QObject
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
    void breaksTheConnection_data();
    void breaksTheConnection();
    void hearsWhatItDidNotAskFor_data();
    void hearsWhatItDidNotAskFor();
    void isNeverAnswered();
    void asksForANewTokenWhenItHasExpired();
    void isUnsubscribedWhileItSubscribes();
    void unsubscribesWithoutAnAnswer();
    void comesBackAfterAnUnsubscribe_data();
    void comesBackAfterAnUnsubscribe();
    void endsAfterAnUnsubscribe_data();
    void endsAfterAnUnsubscribe();
};

void TestFaultsSubscribing::retriesAfterAnError_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isTemporary");
    for (const ScriptedCode &error : errorCodes(Fate::Retried)) {
        QTest::newRow(error.row.constData()) << error.code << true;
    }
    QTest::newRow("error 103 that the server calls temporary") << 103 << true;
    QTest::newRow("error 0") << 0 << false;
}

void TestFaultsSubscribing::retriesAfterAnError()
{
    QFETCH(int, code);
    QFETCH(bool, isTemporary);
    ScriptedServer server({subscribing({reply(errorReply(code, "as scripted", isTemporary))})});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    QCOMPARE(live.eventsLike(u"news"_s),
             QStringList({u"news subscribing 0 subscribe called"_s,
                          u"news error Server %1"_s.arg(code), u"news subscribed"_s}));
    QCOMPARE(server.words(0).count(u"subscribe news"_s), 2);
    QVERIFY(live.isConnected()); // an error of one channel is no matter of the connection
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsSubscribing::endsAfterAnError_data()
{
    QTest::addColumn<int>("code");
    for (const ScriptedCode &error : errorCodes(Fate::Refused)) {
        if (error.code == 105) {
            continue; // says that we have the channel: tst_takenserversubscriptions
        }
        QTest::newRow(error.row.constData()) << error.code;
    }
    QTest::newRow("error 1999 of an application") << 1999;
}

void TestFaultsSubscribing::endsAfterAnError()
{
    QFETCH(int, code);
    ScriptedServer server({subscribing({reply(errorReply(code, "as scripted", false))})});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Unsubscribed);
    QCOMPARE(live.events().last(), u"news unsubscribed %1 as scripted"_s.arg(code));
    QCOMPARE(server.words(0).count(u"subscribe news"_s), 1);
    QVERIFY(live.isConnected()); // an error of one channel is no matter of the connection
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsSubscribing::retriesAfterAClose_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("told");
    for (const ScriptedCode &close : disconnectCodes(Fate::Retried)) {
        QTest::newRow(close.row.constData()) << close.code << close.code;
    }
    QTest::newRow("close 1001, a proxy that restarts") << 1001 << 1;
    QTest::newRow("close 1009, our subscribes are too large") << 1009 << 1;
    QTest::newRow("close 4321, an application's") << 4321 << 4321;
}

void TestFaultsSubscribing::retriesAfterAClose()
{
    QFETCH(int, code);
    QFETCH(int, told);
    ScriptedServer server({subscribing({closeWith(code, "as scripted")})});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    QCOMPARE(live.eventsLike(u"connecting"_s).last(), u"connecting %1 as scripted"_s.arg(told));
    QCOMPARE(server.words(1), QStringList({u"connect"_s, u"subscribe news"_s}));
    QCOMPARE(live.count(u"news subscribing 1 transport closed"_s), 0); // it never was subscribed
}

void TestFaultsSubscribing::endsAfterAClose_data()
{
    QTest::addColumn<int>("code");
    for (const ScriptedCode &close : disconnectCodes(Fate::Refused)) {
        QTest::newRow(close.row.constData()) << close.code;
    }
    QTest::newRow("close 4501, an application's end") << 4501;
}

void TestFaultsSubscribing::endsAfterAClose()
{
    QFETCH(int, code);
    ScriptedServer server({subscribing({closeWith(code, "as scripted")})});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.state(), Client::State::Disconnected);
    QCOMPARE(live.events().last(), u"disconnected %1 as scripted"_s.arg(code));
    QCOMPARE(news->state(), Subscription::State::Subscribing); // for a later connection
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(live.count(u"news subscribing 1 transport closed"_s), 0); // it never was subscribed
}

void TestFaultsSubscribing::breaksTheConnection_data()
{
    QTest::addColumn<Script>("steps");
    QTest::addColumn<bool>("isUnreadable");
    QTest::newRow("a hang-up instead of a reply") << Script{hangUp()} << false;
    QTest::newRow("a reset instead of a reply") << Script{reset()} << false;
    QTest::newRow("a reply that is cut in the middle")
        << Script{bytes(QByteArray("\x81\x20") + R"({"id":2,"subscr)"), hangUp()} << false;
    QTest::newRow("a reply of the wrong kind") << Script{reply(R"("history":{})")} << true;
    QTest::newRow("a reply that is no object") << Script{reply(R"("subscribe":[])")} << true;
    QTest::newRow("an offset that is no number")
        << Script{reply(R"("subscribe":{"recoverable":true,"offset":"7"})")} << true;
    QTest::newRow("an offset of 21 digits")
        << Script{reply(R"("subscribe":{"recoverable":true,"offset":184467440737095516160})")}
        << true;
    QTest::newRow("a frame that is no JSON") << Script{frame("<html>")} << false;
}

void TestFaultsSubscribing::breaksTheConnection()
{
    QFETCH(Script, steps);
    QFETCH(bool, isUnreadable);
    ScriptedServer server({subscribing(steps)});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    QCOMPARE(live.count(u"error Protocol 0"_s), isUnreadable ? 1 : 0);
    QCOMPARE(live.eventsLike(u"connected"_s).size(), server.connectionCount());
    QCOMPARE(live.count(u"news subscribed"_s), 1);
}

void TestFaultsSubscribing::hearsWhatItDidNotAskFor_data()
{
    QTest::addColumn<Script>("steps");
    const QByteArray accepted = R"("subscribe":{})";
    QTest::newRow("the reply twice") << Script{reply(accepted), reply(accepted)};
    QTest::newRow("the reply, then an error with its id")
        << Script{reply(accepted), reply(errorReply(103, "as scripted", false))};
    QTest::newRow("a reply with an unknown id")
        << Script{frame(R"({"id":99,"subscribe":{}})"), reply(accepted)};
    QTest::newRow("an error with an unknown id") << Script{
        frame(R"({"id":4294967295,"error":{"code":103,"message":"no"}})"), reply(accepted)};
    QTest::newRow("a second reply to connect")
        << Script{frame(R"({"id":1,"connect":{"client":"another"}})"), reply(accepted)};
    QTest::newRow("a publication before the reply")
        << Script{frame(R"({"push":{"channel":"news","pub":{"data":1}}})"), reply(accepted)};
    QTest::newRow("an unsubscribe of what is not subscribed yet") << Script{
        frame(R"({"push":{"channel":"news","unsubscribe":{"code":2000}}})"), reply(accepted)};
    QTest::newRow("pushes of channels and kinds that nobody knows")
        << Script{frame(R"({"push":{"channel":"old","pub":{"data":1}}})"
                        "\n"
                        R"({"push":{"channel":"news","telepathy":{"data":1}}})"
                        "\n"
                        R"({"push":{"id":7,"pub":{"data":1}}})"),
                  reply(accepted)};
    QTest::newRow("empty lines around the reply") << Script{frame("{\"id\":2,\"subscribe\":{}}\n")};
    QTest::newRow("fields that nobody knows")
        << Script{reply(R"("subscribe":{"future":{"a":[1,{}]},"epoch":null},"also":[])")};
}

void TestFaultsSubscribing::hearsWhatItDidNotAskFor()
{
    QFETCH(Script, steps);
    ScriptedServer server({subscribing(
        steps + Script{frame(R"({"push":{"channel":"news","pub":{"data":"end"}}})")})});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news publication 0 \"end\""_s), 1);
    QCOMPARE(
        live.events(),
        QStringList({u"news subscribing 0 subscribe called"_s, u"connecting 0 connect called"_s,
                     u"connected c1"_s, u"news subscribed"_s, u"news publication 0 \"end\""_s}));
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsSubscribing::isNeverAnswered()
{
    ScriptedServer server({subscribing({stayMute()})});
    ClientOptions options = hastyOptions(server.url());
    options.timeout = 200ms;
    LiveClient live(options);
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    QVERIFY(live.events().contains(u"connecting 3 subscribe timeout"_s));
    QVERIFY(server.connectionCount() >= 2);
}

void TestFaultsSubscribing::asksForANewTokenWhenItHasExpired()
{
    ScriptedServer server(
        {connecting()
         + Script{expect("subscribe $news"), reply(errorReply(109, "as scripted", false))}});
    LiveClient live(hastyOptions(server.url()));
    int asked = 0;
    SubscriptionOptions options;
    options.tokenProvider = [&asked](const QString &, const TokenReply &answer) {
        answer(u"token-%1"_s.arg(++asked));
    };
    Subscription *news = live.subscribe(u"$news"_s, options);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    QCOMPARE(asked, 2);
    QVERIFY(server.lastCommand(u"subscribe $news"_s).contains("token-2"));
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsSubscribing::isUnsubscribedWhileItSubscribes()
{
    ScriptedServer server({subscribing({stayMute()})});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(server.words(0), QStringList({u"connect"_s, u"subscribe news"_s}));
    news->unsubscribe();
    news->subscribe();
    server.play({expect("unsubscribe news"), frame(R"({"id":2,"subscribe":{}})"),
                 reply(R"("unsubscribe":{})")});
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    QCOMPARE(server.words(0),
             QStringList(
                 {u"connect"_s, u"subscribe news"_s, u"unsubscribe news"_s, u"subscribe news"_s}));
    QCOMPARE(live.count(u"news subscribed"_s), 1);
}

void TestFaultsSubscribing::unsubscribesWithoutAnAnswer()
{
    ScriptedServer server({connecting() + Script{expect("unsubscribe news"), stayMute()}});
    ClientOptions options = hastyOptions(server.url());
    options.timeout = 200ms;
    LiveClient live(options);
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    news->unsubscribe();
    QTRY_VERIFY(live.events().contains(u"connecting 4 unsubscribe error"_s));
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(news->state(), Subscription::State::Unsubscribed);
    QCOMPARE(server.words(server.connectionCount() - 1), QStringList({u"connect"_s}));
}

void TestFaultsSubscribing::comesBackAfterAnUnsubscribe_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("2500, insufficient state") << 2500;
    QTest::newRow("2501, subscription expired") << 2501;
    QTest::newRow("2502, state invalidated") << 2502;
    QTest::newRow("2999, a code of the future") << 2999;
}

void TestFaultsSubscribing::comesBackAfterAnUnsubscribe()
{
    QFETCH(int, code);
    ScriptedServer server(
        {subscribing({reply(R"("subscribe":{})"), frame(unsubscribePush(code))})});
    LiveClient live(hastyOptions(server.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 2);
    QCOMPARE(live.events().at(4), u"news subscribing %1 as scripted"_s.arg(code));
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(server.words(0).count(u"subscribe news"_s), 2);
}

void TestFaultsSubscribing::endsAfterAnUnsubscribe_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("2000, the server wants it") << 2000;
    QTest::newRow("2499, the last end") << 2499;
}

void TestFaultsSubscribing::endsAfterAnUnsubscribe()
{
    QFETCH(int, code);
    ScriptedServer server(
        {subscribing({reply(R"("subscribe":{})"), frame(unsubscribePush(code))})});
    LiveClient live(hastyOptions(server.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Unsubscribed);
    QCOMPARE(live.events().last(), u"news unsubscribed %1 as scripted"_s.arg(code));
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(server.words(0).count(u"subscribe news"_s), 1);
}

REALTIME_TEST(TestFaultsSubscribing, QCoreApplication)
#include "tst_faults_subscribing.moc"
