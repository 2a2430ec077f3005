// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Most publications are data and an offset: how they are taken where they stand in the frame.

#include "centrifuge/client/clientfixture.h"
#include "centrifuge/codec/jsoncodec.h"
#include "centrifuge/codec/protobufcodec.h"
#include "support/protobufbytes.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using ProtobufBytes::field;
using ProtobufBytes::message;

class TestPlainPublications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersWhatIsPlain_data();
    void offersWhatIsPlain();
    void offersAsTheyStandInTheFrame();
    void makesAMessageOfWhatIsRefused();
    void goesToTheSinkInsteadOfTheSignal();
    void leavesToTheSignalWhatTheSinkDoesNotTake();
    void endsWithAnEmptySink();
    void knowsWhenTheFrameCame();
    void comesInOrderWithTheOthers();
    void leavesOutDuplicates();
    void leavesRecoveryToTheSignal();
    void leavesPatchesToTheSignal();
    void endsWithTheSubscription();
    void isGoneWithTheSubscription();
    void survivesTheEndOfTheClient();
};

namespace {

QByteArray protobufPush(const QByteArray &content)
{
    return message(field(4, content));
}

/** Subscribed to "news", whose publications a sink writes down. */
class SinkFixture : public ClientFixture
{
public:
    explicit SinkFixture(const QByteArray &reply = R"("subscribe":{})")
    {
        connectWith();
        SubscriptionOptions options;
        options.delta = reply.contains("delta");
        news = subscribe(QStringLiteral("news"), options);
        news->setPlainPublicationSink([this](const PlainPublication &plain) {
            record(
                QStringLiteral("plain %1 %2").arg(plain.offset).arg(QString::fromUtf8(plain.data)));
            return true;
        });
        transport()->reply(QStringLiteral("subscribe news"), reply);
        takeEvents();
    }
    QStringList eventsOf(const QByteArray &frame)
    {
        transport()->receive(frame);
        return takeEvents();
    }

    Subscription *news = nullptr;
};

} // namespace

void TestPlainPublications::offersWhatIsPlain_data()
{
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("offered");
    const auto protobuf = [](const char *name, const QByteArray &frame, const char *offered) {
        QTest::newRow(name) << false << frame << QString::fromLatin1(offered);
    };
    const auto json = [](const char *name, const QByteArray &frame, const char *offered) {
        QTest::newRow(name) << true << frame << QString::fromLatin1(offered);
    };
    const QByteArray channel = field(2, "news");
    const QByteArray data = field(4, "hi");
    protobuf("binary: data", protobufPush(channel + field(4, data)), "news hi 0");
    protobuf("binary: offset", protobufPush(channel + field(4, data + field(6, 7))), "news hi 7");
    protobuf("binary: channel last", protobufPush(field(4, data) + channel), "news hi 0");
    protobuf("binary: nothing", protobufPush(channel + field(4, "")), "news  0");
    protobuf("binary: tags", protobufPush(channel + field(4, data + field(7, ""))), "");
    protobuf("binary: info", protobufPush(channel + field(4, data + field(5, ""))), "");
    protobuf("binary: patch", protobufPush(channel + field(4, data + field(8, 1))), "");
    protobuf("binary: epoch", protobufPush(channel + field(4, data + field(14, "e"))), "");
    protobuf("binary: join", protobufPush(channel + field(5, "")), "");
    protobuf("binary: reply", message(field(1, 1) + field(4, channel + field(4, data))), "");
    protobuf("binary: broken", protobufPush(channel + field(4, data + "\x22\x09")), "");
    protobuf("binary: ping", message({}), "");
    json("text: data", jsonPublication("news", R"("data":{"a": 1} )"), "news {\"a\": 1} 0");
    json("text: offset", jsonPublication("news", R"("offset":7,"data":"x")"), "news \"x\" 7");
    json("text: null", jsonPublication("news", R"("data":null)"), "news null 0");
    json("text: escapes", R"({"push":{"channel":"n\u0065ws","pub":{"data":1}}})", "news 1 0");
    json("text: tags", jsonPublication("news", R"("data":1,"tags":{})"), "");
    json("text: info", jsonPublication("news", R"("data":1,"info":{})"), "");
    json("text: patch", jsonPublication("news", R"("data":"1","delta":true)"), "");
    json("text: epoch", jsonPublication("news", R"("data":1,"epoch":"e")"), "");
    json("text: two", R"({"push":{"channel":"news","pub":{"offset":1},"pub":{"data":1}}})", "");
    json("text: join", R"({"push":{"channel":"news","join":{"info":{}}}})", "");
    json("text: reply", R"({"push":{"channel":"news","pub":{"data":1}},"id":1})", "");
    json("text: broken", R"({"push":{"channel":"news","pub":{"data":1}})", "");
    json("text: more", jsonPublication("news", R"("data":1)") + " 2", "");
    json("text: large offset", jsonPublication("news", R"("data":1,"offset":1e3)"), "");
    json("text: ping", "{}", "");
}

void TestPlainPublications::offersWhatIsPlain()
{
    QFETCH(bool, isJson);
    QFETCH(QByteArray, frame);
    QFETCH(QString, offered);
    QString seen;
    const auto keep = [&seen](const PlainPublication &plain) {
        seen = QStringLiteral("%1 %2 %3")
                   .arg(QString::fromUtf8(plain.channel), QString::fromUtf8(plain.data))
                   .arg(plain.offset);
        return true;
    };
    int messages = 0;
    const auto codec = createCodec(isJson ? WireFormat::Json : WireFormat::Protobuf);
    QVERIFY(codec->decode(
        frame, [&messages](Message &&) { ++messages; }, keep));
    QCOMPARE(seen, offered);
    QCOMPARE(messages, offered.isEmpty() ? 1 : 0);
}

void TestPlainPublications::offersAsTheyStandInTheFrame()
{
    const QByteArray frame = protobufPush(field(2, "news") + field(4, field(4, "data")));
    const auto check = [&frame](const PlainPublication &plain) {
        return plain.data.data() == frame.constData() + frame.indexOf("data");
    };
    int messages = 0;
    QVERIFY(ProtobufCodec().decode(
        frame, [&messages](Message &&) { ++messages; }, check));
    QCOMPARE(messages, 0);
}

void TestPlainPublications::makesAMessageOfWhatIsRefused()
{
    int messages = 0;
    const auto count = [&messages](Message &&message) {
        messages += std::holds_alternative<PublicationPush>(message) ? 1 : 0;
    };
    const auto refuse = [](const PlainPublication &) { return false; };
    QVERIFY(JsonCodec().decode(jsonPublication("news", R"("data":1)"), count, refuse));
    QVERIFY(ProtobufCodec().decode(protobufPush(field(2, "c") + field(4, "")), count, refuse));
    QCOMPARE(messages, 2);
}

void TestPlainPublications::goesToTheSinkInsteadOfTheSignal()
{
    SinkFixture fixture;
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1,"offset":5)")),
             QStringList({u"plain 5 1"_s}));
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":2,"tags":{"a":"b"})")),
             QStringList({u"news publication 0 2"_s}));
    QCOMPARE(fixture.eventsOf(R"({"push":{"channel":"other","pub":{"data":1}}})"), QStringList());
}

void TestPlainPublications::leavesToTheSignalWhatTheSinkDoesNotTake()
{
    SinkFixture fixture(R"("subscribe":{"recoverable":true,"epoch":"e","offset":3})");
    fixture.news->setPlainPublicationSink([](const PlainPublication &) { return false; });
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1,"offset":4)")),
             QStringList({u"news publication 4 1"_s}));
    QCOMPARE(fixture.news->position()->offset, 4u);
}

void TestPlainPublications::endsWithAnEmptySink()
{
    SinkFixture fixture;
    fixture.news->setPlainPublicationSink({});
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1)")),
             QStringList({u"news publication 0 1"_s}));
}

void TestPlainPublications::knowsWhenTheFrameCame()
{
    SinkFixture fixture;
    std::chrono::nanoseconds receivedAt{0};
    fixture.news->setPlainPublicationSink([&receivedAt](const PlainPublication &plain) {
        receivedAt = plain.receivedAt;
        return true;
    });
    fixture.clock.advance(std::chrono::seconds(7));
    fixture.eventsOf(jsonPublication("news", R"("data":1)"));
    QCOMPARE(receivedAt, fixture.clock.monotonic());
}

void TestPlainPublications::comesInOrderWithTheOthers()
{
    SinkFixture fixture;
    const QByteArray join = R"({"push":{"channel":"news","join":{"info":{"user":"u"}}}})";
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1)") + '\n' + join + '\n'
                              + jsonPublication("news", R"("data":2)")),
             (QStringList({u"plain 0 1"_s, u"news join u"_s, u"plain 0 2"_s})));
}

void TestPlainPublications::leavesOutDuplicates()
{
    SinkFixture fixture(R"("subscribe":{"recoverable":true,"epoch":"e","offset":3})");
    quint64 duplicate = 0;
    QObject::connect(fixture.news, &Subscription::duplicateIgnored, fixture.news,
                     [&duplicate](quint64 offset) { duplicate = offset; });
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1,"offset":4)")),
             QStringList({u"plain 4 1"_s}));
    QCOMPARE(fixture.news->position()->offset, 4u);
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1,"offset":4)")), QStringList());
    QCOMPARE(duplicate, 4u);
}

void TestPlainPublications::leavesRecoveryToTheSignal()
{
    SinkFixture fixture(R"("subscribe":{"recoverable":true,"epoch":"e","offset":3})");
    fixture.transport()->breakDown();
    fixture.reconnect();
    fixture.takeEvents();
    fixture.transport()->reply(QStringLiteral("subscribe news"),
                               R"("subscribe":{"recoverable":true,"epoch":"e","offset":4,)"
                               R"("recovered":true,"was_recovering":true,)"
                               R"("publications":[{"data":1,"offset":4}]})");
    QCOMPARE(fixture.takeEvents(), (QStringList({u"news subscribed"_s, u"news recovered 4 1"_s})));
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":2,"offset":5)")),
             QStringList({u"plain 5 2"_s}));
}

void TestPlainPublications::leavesPatchesToTheSignal()
{
    SinkFixture fixture(R"("subscribe":{"delta":true})");
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":"whole")")),
             QStringList({u"news publication 0 whole"_s}));
}

void TestPlainPublications::endsWithTheSubscription()
{
    SinkFixture fixture;
    fixture.news->unsubscribe();
    fixture.takeEvents();
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1)")), QStringList());
}

void TestPlainPublications::isGoneWithTheSubscription()
{
    SinkFixture fixture;
    fixture.client->removeSubscription(fixture.news);
    fixture.takeEvents();
    QCOMPARE(fixture.eventsOf(jsonPublication("news", R"("data":1)")), QStringList());
    SinkFixture other;
    delete other.news;
    other.takeEvents();
    QCOMPARE(other.eventsOf(jsonPublication("news", R"("data":1)")), QStringList());
}

void TestPlainPublications::survivesTheEndOfTheClient()
{
    SinkFixture fixture;
    fixture.onRecord = [&fixture](const QString &text) {
        if (text.contains(QStringLiteral("join"))) {
            fixture.client.reset();
        }
    };
    const QByteArray join = R"({"push":{"channel":"news","join":{"info":{"user":"u"}}}})";
    fixture.transport()->receive(join + '\n' + jsonPublication("news", R"("data":1)"));
    QCOMPARE(fixture.takeEvents(), QStringList({u"news join u"_s}));
}

REALTIME_TEST(TestPlainPublications, QCoreApplication)
#include "tst_plainpublications.moc"
