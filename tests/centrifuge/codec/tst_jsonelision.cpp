// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Large payloads are taken out of a line before simdjson, whose notes would be several times as
// large, reads it.

#include "centrifuge/codec/jsoncodec.h"
#include "centrifuge/codec/jsonelision.h"
#include "support/decodeframe.h"
#include "support/testprogram.h"

#include <QTest>

#include <simdjson.h>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using Json::Elision;

namespace {

/** As many values as possible in so many megabytes. */
QByteArray dense(qsizetype megabytes = 5)
{
    QByteArray list = "[" + QByteArray("1,").repeated(megabytes * 500'000);
    list.back() = ']';
    return list;
}

QByteArray elisionOf(const QByteArray &data)
{
    return R"({"push":{"channel":"news","pub":{"data":)" + data + R"(,"offset":7}}})";
}

using PayloadOf = QByteArray (*)(const Decoded &);

} // namespace

Q_DECLARE_METATYPE(PayloadOf)

class TestJsonElision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOutPayloads_data();
    void takesOutPayloads();
    void readsPayloadsByteForByte_data();
    void readsPayloadsByteForByte();
    void offersThemAsTheyStandInTheFrame();
    void refusesWhatSimdjsonRefuses_data();
    void refusesWhatSimdjsonRefuses();
};

void TestJsonElision::takesOutPayloads_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("left"); // empty: as it was
    const QByteArray list = dense();
    QTest::newRow("of a push") << elisionOf(
        list) << QByteArray(R"({"push":{"channel":"news","pub":{"data":0,"offset":7}}})");
    QTest::newRow("with a bracket in a text")
        << elisionOf("[\"]}\\\"]\"," + list + "]")
        << QByteArray(R"({"push":{"channel":"news","pub":{"data":0,"offset":7}}})");
    QTest::newRow("with white space")
        << QByteArray(R"({"push": {"pub" :{ "data" : )" + list + "}}}")
        << QByteArray(R"({"push": {"pub" :{ "data" : 0}}})");
    QTest::newRow("of two publications")
        << QByteArray(R"({"id":1,"history":{"publications":[{"data":)" + list + R"(},{"data":)"
                      + list + "}]}}")
        << QByteArray(R"({"id":1,"history":{"publications":[{"data":0},{"data":0}]}})");
    QTest::newRow("a text stays") << elisionOf('"' + QByteArray(5'000'000, 'x') + '"')
                                  << QByteArray();
    QTest::newRow("a small one stays")
        << elisionOf("[1]") + QByteArray(5'000'000, ' ') << QByteArray();
    QTest::newRow("a channel called data stays")
        << QByteArray(R"({"id":1,"connect":{"subs":{"data":{"epoch":")")
            + QByteArray(5'000'000, 'e') + R"("}}}})"
        << QByteArray();
    QTest::newRow("a small line stays") << elisionOf(dense(1)) << QByteArray();
}

void TestJsonElision::takesOutPayloads()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, left);
    const Elision elision(line);
    QCOMPARE(elision.isEmpty(), left.isEmpty());
    QCOMPARE(elision.memory().left(qsizetype(elision.size())), left);
    const qsizetype padding = left.isEmpty() ? 0 : qsizetype(simdjson::SIMDJSON_PADDING);
    QVERIFY(elision.memory().size() >= left.size() + padding);
}

void TestJsonElision::readsPayloadsByteForByte_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<PayloadOf>("payloadOf");
    const auto row = [](const char *name, const char *before, const char *after, PayloadOf read) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << read;
    };
    const PayloadOf ofPush = [](const Decoded &frame) {
        return frame.as<PublicationPush>(0)->publication.data;
    };
    row("a push", R"({"push":{"channel":"news","pub":{"data":)", "}}}", ofPush);
    row("a push with tags", R"({"push":{"channel":"news","pub":{"tags":{"data":"x"},"data":)",
        R"(,"offset":3}}})", ofPush);
    row("a message", R"({"push":{"message":{"data":)", "}}}",
        [](const Decoded &frame) { return frame.as<MessagePush>(0)->data; });
    row("a subscribe push", R"({"push":{"channel":"news","subscribe":{"data":)", "}}}",
        [](const Decoded &frame) { return frame.as<SubscribePush>(0)->data; });
    row("rpc", R"({"id":3,"rpc":{"data":)", "}}",
        [](const Decoded &frame) { return frame.resultAs<RpcResult>(0)->data; });
    row("what a subscribe recovered", R"({"id":3,"subscribe":{"publications":[{"data":2},{"data":)",
        R"(}],"offset":2}})", [](const Decoded &frame) {
            return frame.resultAs<SubscribeResult>(0)->publications.at(1).data;
        });
    row("a channel called data of a connect",
        R"({"id":3,"connect":{"subs":{"data":{"publications":[{"data":)", "}]}}}}",
        [](const Decoded &frame) {
            return frame.resultAs<ConnectResult>(0)
                ->subscriptions.value(u"data"_s)
                .publications.at(0)
                .data;
        });
}

void TestJsonElision::readsPayloadsByteForByte()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(PayloadOf, payloadOf);
    for (const QByteArray &payload : {QByteArray("[1 , 2]"), dense()}) {
        const Decoded decoded = decodeFrame(JsonCodec(), before + payload + after);
        QCOMPARE(decoded.messages.size(), 1U);
        QCOMPARE(payloadOf(decoded), payload);
    }
}

void TestJsonElision::offersThemAsTheyStandInTheFrame()
{
    const QByteArray list = dense();
    const QByteArray frame = elisionOf(list) + '\n' + elisionOf("2");
    QByteArrayList payloads;
    const auto outcome = JsonCodec().decode(
        frame, [](Message &&) { QFAIL("no message"); },
        [&payloads](const PlainPublication &plain) {
            payloads.append(plain.data.toByteArray());
            return plain.offset == 7;
        });
    QVERIFY(outcome);
    QCOMPARE(payloads, (QByteArrayList{list, "2"}));
}

void TestJsonElision::refusesWhatSimdjsonRefuses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("a control character in a text")
        << elisionOf("[\"\n\"," + dense() + "]").replace('\n', '\x01');
    QTest::newRow("bytes that are no UTF-8") << elisionOf("[\"\xc3\x28\"," + dense() + "]");
    QTest::newRow("a text without an end") << elisionOf(dense()) + "\"";
    QTest::newRow("a payload without an end")
        << QByteArray(R"({"push":{"channel":"news","pub":{"data":[)" + dense());
    QTest::newRow("more behind the message") << elisionOf(dense()) + "{}";
    QTest::newRow("millions of values that are no payload")
        << QByteArray(R"({"push":{"channel":"news","extra":)" + dense(20) + "}}");
}

void TestJsonElision::refusesWhatSimdjsonRefuses()
{
    QFETCH(QByteArray, line);
    QStringList messages;
    const auto outcome = JsonCodec().decode(
        line,
        [&messages](Message &&message) {
            messages.append(std::holds_alternative<UndecodableMessage>(message) ? u"undecodable"_s
                                                                                : u"message"_s);
        },
        [](const PlainPublication &) { return true; });
    QVERIFY(outcome);
    QCOMPARE(messages, QStringList{u"undecodable"_s});
}

REALTIME_TEST(TestJsonElision, QCoreApplication)
#include "tst_jsonelision.moc"
