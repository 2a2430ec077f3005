// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What leaves in one frame: batches of the program, and subscribes behind the connect.

#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

ClientOptions optimistic()
{
    ClientOptions options;
    options.optimisticSubscriptions = true;
    return options;
}

} // namespace

class TestBatching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsABatchInOneFrame();
    void survivesTheConnection();
    void endsOnlyWhatBegan();
    void subscribesBehindTheConnect();
    void subscribesAgainAfterAnAttemptThatFailed();
    void unsubscribesBehindTheConnect();
    void leavesWithAProviderThatDestroysTheClient();
};

void TestBatching::sendsABatchInOneFrame()
{
    ClientFixture f;
    f.connectWith();
    f.client->beginBatch();
    f.client->beginBatch();
    f.subscribe(u"a"_s);
    Subscription *b = f.subscribe(u"b"_s);
    b->unsubscribe();
    f.client->presence(u"a"_s, {});
    f.client->endBatch();
    QCOMPARE(f.transport()->frames.size(), 1);
    f.client->endBatch();
    QCOMPARE(f.transport()->frames.size(), 2);
    QCOMPARE(
        f.transport()->words().mid(1),
        QStringList({u"subscribe a"_s, u"subscribe b"_s, u"unsubscribe b"_s, u"presence a"_s}));
}

void TestBatching::survivesTheConnection()
{
    ClientFixture f;
    f.connectWith();
    f.client->beginBatch();
    f.subscribe(u"a"_s);
    f.transport()->breakDown();
    f.reconnect();
    f.client->endBatch();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe a"_s}));
}

void TestBatching::endsOnlyWhatBegan()
{
    ClientFixture f;
    f.client->endBatch();
    f.client->beginBatch();
    f.client->endBatch();
    f.connectWith();
    f.subscribe(u"a"_s);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe a"_s}));
}

void TestBatching::subscribesBehindTheConnect()
{
    ClientFixture f(optimistic());
    Subscription *a = f.subscribe(u"a"_s);
    f.subscribe(u"b"_s);
    f.client->connectToServer();
    f.transport()->accept();
    QCOMPARE(f.transport()->frames.size(), 1);
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe a"_s, u"subscribe b"_s}));
    f.takeEvents();
    f.transport()->receive(R"({"id":1,"connect":{"client":"c1"}})"
                           "\n"
                           R"({"id":2,"subscribe":{}})");
    QCOMPARE(f.takeEvents(), QStringList({u"connected c1"_s, u"a subscribed"_s}));
    QCOMPARE(f.transport()->words().size(), 3); // not once more
    QCOMPARE(a->state(), Subscription::State::Subscribed);
}

void TestBatching::subscribesAgainAfterAnAttemptThatFailed()
{
    ClientFixture f(optimistic());
    f.subscribe(u"a"_s);
    f.client->connectToServer();
    f.transport()->accept();
    f.takeEvents();
    f.clock.advance(5s); // neither is answered
    QCOMPARE(f.takeEvents(), QStringList({u"error 6 0"_s, u"retry 1 500"_s}));
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe a"_s}));
}

void TestBatching::unsubscribesBehindTheConnect()
{
    ClientFixture f(optimistic());
    Subscription *a = f.subscribe(u"a"_s);
    f.client->connectToServer();
    f.transport()->accept();
    a->unsubscribe();
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe a"_s, u"unsubscribe a"_s}));
    f.transport()->reply(u"connect"_s, R"("connect":{"client":"c1"})");
    f.transport()->reply(u"subscribe a"_s, R"("subscribe":{})");
    f.transport()->reply(u"unsubscribe a"_s, R"("unsubscribe":{})");
    QCOMPARE(a->state(), Subscription::State::Unsubscribed);
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestBatching::leavesWithAProviderThatDestroysTheClient()
{
    ClientFixture f(optimistic());
    SubscriptionOptions options;
    options.tokenProvider = [&f](const QString &, const TokenReply &) {
        delete f.client.release();
    };
    f.subscribe(u"$a"_s, options);
    f.client->connectToServer();
    f.transport()->accept();
    QVERIFY(!f.client);
}

REALTIME_TEST(TestBatching, QCoreApplication)
#include "tst_batching.moc"
