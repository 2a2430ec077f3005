// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Patched publications, by themselves and through a subscription.

#include "centrifuge/client/deltadecoder.h"
#include "newsfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// As a server sent them.
const QByteArray First =
    R"({"text":"lorem ipsum dolor sit amet consectetur adipiscing elit sed do","n":1})";
const QByteArray Second =
    R"({"text":"lorem ipsum dolor sit amet consectetur adipiscing elit sed do","n":2})";
const QByteArray Patch = "1E\n1C@0,2:2}1YH1xZ;";

QByteArray jsonString(QByteArray text)
{
    text.replace('"', "\\\"").replace('\n', "\\n");
    return '"' + text + '"';
}

QByteArray whole(int offset, const QByteArray &text)
{
    return R"({"data":)" + jsonString(text) + R"(,"offset":)" + QByteArray::number(offset) + '}';
}

QByteArray patch(int offset)
{
    return R"({"data":)" + jsonString(Patch) + R"(,"delta":true,"offset":)"
        + QByteArray::number(offset) + '}';
}

QByteArray fingerprintOf(const QByteArray &publication)
{
    return R"({"push":{"channel":"news","pub":)" + publication + "}}";
}

SubscriptionOptions withDelta()
{
    SubscriptionOptions options;
    options.delta = true;
    return options;
}

QString received(const QString &kind, int offset, const QByteArray &text)
{
    return u"news %1 %2 %3"_s.arg(kind).arg(offset).arg(QString::fromUtf8(text));
}

const QByteArray Granted = R"(,"delta":true)";
const QByteArray Recovered = R"(,"was_recovering":true,"recovered":true)";

} // namespace

class TestDeltaDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void restoresRawBytes();
    void keepsThePrefixOfAListThatBreaks();
    void asksOnlyWhenTold();
    void deliversWholePublications();
    void leavesDataAloneWhereItWasNotGranted();
    void chainsRecoveredPublications();
    void goesOnFromTheLastGoodOneThatWasRecovered();
    void beginsAnewWithEachSubscribe();
    void doesNotAskAgainUntilSubscribedAnew();
    void movesTheBaseByDuplicatesToo();
    void survivesAHandlerThatDestroysIt_data();
    void survivesAHandlerThatDestroysIt();
};

void TestDeltaDecoder::restoresRawBytes()
{
    DeltaDecoder decoder;
    decoder.begin(true, WireFormat::Protobuf, 1000);
    Publication publication;
    publication.data = First;
    QVERIFY(decoder.restore(publication));
    QCOMPARE(publication.data, First);
    publication.data = Patch;
    publication.delta = true;
    QVERIFY(decoder.restore(publication));
    QCOMPARE(publication.data, Second);
    QVERIFY(!publication.delta);
    publication.data = "Y" + Patch.mid(1); // another size than it gives
    publication.delta = true;
    QVERIFY(!decoder.restore(publication));
}

void TestDeltaDecoder::keepsThePrefixOfAListThatBreaks()
{
    DeltaDecoder decoder;
    decoder.begin(true, WireFormat::Protobuf, 1000);
    std::vector<Publication> list(3);
    list[0].data = First;
    list[1].data = "nonsense";
    list[1].delta = true;
    list[2].data = First;
    QVERIFY(!decoder.restore(list));
    QCOMPARE(list.size(), std::size_t(1));
}

void TestDeltaDecoder::asksOnlyWhenTold()
{
    SubscriptionOptions filtered = withDelta();
    filtered.filter = FilterNode{{}, u"k"_s, u"eq"_s, u"v"_s, {}, {}};
    ClientFixture f;
    f.subscribe(u"plain"_s);
    f.subscribe(u"patched"_s, withDelta());
    f.subscribe(u"filtered"_s, filtered);
    f.connectWith();
    const auto request = [&f](const QString &channel) -> QJsonValue {
        return f.transport()->last(u"subscribe "_s + channel)["subscribe"_L1];
    };
    QVERIFY(request(u"plain"_s)["delta"_L1].isUndefined());
    QCOMPARE(request(u"patched"_s)["delta"_L1].toString(), u"fossil"_s);
    QVERIFY(request(u"filtered"_s)["delta"_L1].isUndefined());
    QCOMPARE(request(u"filtered"_s)["tf"_L1]["key"_L1].toString(), u"k"_s);
}

void TestDeltaDecoder::deliversWholePublications()
{
    News f(accepted("e", 0, Granted), withDelta());
    QVERIFY(f.last.delta);
    f.transport()->receive(fingerprintOf(whole(1, First)));
    f.transport()->receive(fingerprintOf(patch(2)));
    QCOMPARE(
        f.takeEvents(),
        QStringList({received(u"publication"_s, 1, First), received(u"publication"_s, 2, Second)}));
}

void TestDeltaDecoder::leavesDataAloneWhereItWasNotGranted()
{
    News f(accepted("e", 0), withDelta());
    f.transport()->receive(fingerprintOf(R"({"data":"text","offset":1})"));
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 1 \"text\""_s}));
}

void TestDeltaDecoder::chainsRecoveredPublications()
{
    News f(accepted("e", 0, Granted), withDelta());
    f.comeBack(accepted("e", 0,
                        Granted + Recovered + R"(,"publications":[)" + whole(1, First) + ','
                            + patch(2) + ']'));
    f.transport()->receive(fingerprintOf(whole(3, First)));
    f.transport()->receive(fingerprintOf(patch(4)));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribed"_s, received(u"recovered"_s, 1, First),
                          received(u"recovered"_s, 2, Second), received(u"publication"_s, 3, First),
                          received(u"publication"_s, 4, Second)}));
}

void TestDeltaDecoder::goesOnFromTheLastGoodOneThatWasRecovered()
{
    News f(accepted("e", 0, Granted), withDelta());
    f.comeBack(accepted("e", 0,
                        Granted + Recovered + R"(,"publications":[)" + whole(1, First) + ','
                            + patch(2) + R"(,{"data":"nonsense","delta":true,"offset":3},)"
                            + whole(4, First) + ']'));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribed"_s, received(u"recovered"_s, 1, First),
                          received(u"recovered"_s, 2, Second), u"news error 7 0"_s,
                          u"news subscribing 5 delta does not fit"_s}));
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    QCOMPARE(askedFor(f), u"e 2"_s);
}

void TestDeltaDecoder::beginsAnewWithEachSubscribe()
{
    News f(accepted("e", 0, Granted), withDelta());
    f.transport()->receive(fingerprintOf(whole(1, First)));
    f.comeBack(accepted("e", 1, Granted + Recovered));
    f.takeEvents();
    f.transport()->receive(fingerprintOf(patch(2)));
    QCOMPARE(f.takeEvents().first(), u"news error 7 0"_s); // its base was of another connection
}

void TestDeltaDecoder::doesNotAskAgainUntilSubscribedAnew()
{
    News f(accepted("e", 0, Granted), withDelta());
    const auto asks = [&f] {
        return f.transport()->last(u"subscribe news"_s)["subscribe"_L1]["delta"_L1].isString();
    };
    QVERIFY(asks());
    f.transport()->receive(fingerprintOf(patch(1)));
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    QVERIFY(!asks());
    f.transport()->reply(u"subscribe news"_s, accepted("e", 0));
    f.comeBack(accepted("e", 0));
    QVERIFY(!asks());
    f.news->unsubscribe();
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    f.news->subscribe();
    QVERIFY(asks());
}

void TestDeltaDecoder::movesTheBaseByDuplicatesToo()
{
    News f(accepted("e", 1, Granted), withDelta());
    f.transport()->receive(fingerprintOf(whole(1, First))); // known, but the next patch is of it
    f.transport()->receive(fingerprintOf(patch(2)));
    QCOMPARE(f.takeEvents(), QStringList({received(u"publication"_s, 2, Second)}));
}

void TestDeltaDecoder::survivesAHandlerThatDestroysIt_data()
{
    QTest::addColumn<QString>("moment");
    QTest::addColumn<bool>("destroysClient");
    for (const char *moment :
         {"news subscribed", "news recovered 1", "news error 7", "news subscribing 5"}) {
        QTest::addRow("the client at %s", moment) << QString::fromLatin1(moment) << true;
        QTest::addRow("the subscription at %s", moment) << QString::fromLatin1(moment) << false;
    }
}

void TestDeltaDecoder::survivesAHandlerThatDestroysIt()
{
    QFETCH(QString, moment);
    QFETCH(bool, destroysClient);
    News f(accepted("e", 0, Granted), withDelta());
    const QPointer<Subscription> news = f.news;
    f.onRecord = [&](const QString &event) {
        if (event.startsWith(moment)) {
            if (destroysClient) {
                delete f.client.release();
            } else {
                delete news;
            }
        }
    };
    f.comeBack(accepted("e", 0,
                        Granted + Recovered + R"(,"publications":[)" + whole(1, First)
                            + R"(,{"data":"nonsense","delta":true,"offset":2}])"));
    QVERIFY(!news);
    QCOMPARE(f.client == nullptr, destroysClient);
}

REALTIME_TEST(TestDeltaDecoder, QCoreApplication)
#include "tst_deltadecoder.moc"
