// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/fossildelta.h"

#include "support/testprogram.h"
#include "text/jsontext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Centrifuge;

namespace {

constexpr qsizetype Limit = 1 << 20;
const char Digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
const char Lorem[] =
    R"({"text":"lorem ipsum dolor sit amet consectetur adipiscing elit sed do","n":1})";

QByteArray number(quint32 value)
{
    QByteArray text;
    do {
        text.prepend(Digits[value % 64]);
        value /= 64;
    } while (value > 0);
    return text;
}

/** Written apart from the decoder's: byte by byte into its lane. */
quint32 checksum(const QByteArray &bytes)
{
    quint32 sum = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        sum += quint32(quint8(bytes[at])) << (24 - 8 * (at % 4));
    }
    return sum;
}

QByteArray copy(quint32 count, quint32 offset)
{
    return number(count) + '@' + number(offset) + ',';
}

QByteArray insert(const QByteArray &text)
{
    return number(quint32(text.size())) + ':' + text;
}

/** A delta of `commands` that claims to make `result`. */
QByteArray makeDelta(const QByteArray &commands, const QByteArray &result)
{
    return number(quint32(result.size())) + '\n' + commands + number(checksum(result)) + ';';
}

} // namespace

class TestFossilDelta : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appliesWhatServersSend_data();
    void appliesWhatServersSend();
    void appliesADeltaOfTheJsonWire();
    void appliesRandomDeltas();
    void copiesNothingAndOverlaps();
    void refusesABrokenDelta_data();
    void refusesABrokenDelta();
    void refusesAnotherBase();
    void refusesWhatWouldBeTooLarge();
    void survivesADeltaThatMultiplies();
    void survivesRandomDamage();
};

void TestFossilDelta::appliesWhatServersSend_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("delta");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray lorem(Lorem);
    // Captured from a server; the others are by the library which it uses.
    QTest::newRow("captured") << lorem << QByteArray("1E\n1C@0,2:2}1YH1xZ;")
                              << lorem.chopped(2) + "2}";
    QTest::newRow("within a character") << "caf\xc3\xa9 " + lorem
                                        << QByteArray("1K\n5:caf\xc3\xa8"
                                                      "1F@5,ffxW1;")
                                        << "caf\xc3\xa8 " + lorem;
    QTest::newRow("to nothing") << lorem << QByteArray("0\n0;") << QByteArray();
    QTest::newRow("from nothing") << QByteArray() << QByteArray("3\n3:abc1XObC0;")
                                  << QByteArray("abc");
    QTest::newRow("from nothing to nothing")
        << QByteArray() << QByteArray("0\n0:0;") << QByteArray();
    QByteArray binary(300, '\0');
    for (int at = 0; at < 300; ++at) {
        binary[at] = char(at * 7);
    }
    QTest::newRow("binary, parts swapped")
        << binary << QByteArray::fromHex("346b0a333aff00fe333840315f2c315f40302c32706c7872343b")
        << QByteArray("\xff\x00\xfe", 3) + binary.mid(100) + binary.first(100);
}

void TestFossilDelta::appliesWhatServersSend()
{
    QFETCH(const QByteArray, base);
    QFETCH(const QByteArray, delta);
    QFETCH(const QByteArray, expected);
    const Result<QByteArray> result = applyFossilDelta(base, delta, Limit);
    QVERIFY(result);
    QCOMPARE(result.value(), expected);
}

void TestFossilDelta::appliesADeltaOfTheJsonWire()
{
    const auto base = Text::fromJsonString(
        R"("{\"text\":\"lorem ipsum dolor sit amet consectetur adipiscing elit sed do\",\"n\":1}")");
    const auto delta = Text::fromJsonString(R"("1E\n1C@0,2:2}1YH1xZ;")");
    QVERIFY(base && delta);
    const Result<QByteArray> result = applyFossilDelta(*base, *delta, Limit);
    QVERIFY(result);
    QCOMPARE(result.value(), QByteArray(Lorem).chopped(2) + "2}");
}

void TestFossilDelta::appliesRandomDeltas()
{
    QRandomGenerator random(20260103);
    for (int round = 0; round < 500; ++round) {
        QByteArray base(random.bounded(1, 400), '\0');
        std::generate(base.begin(), base.end(), [&] { return char(random.bounded(256)); });
        QByteArray commands;
        QByteArray expected;
        for (int step = random.bounded(8); step > 0; --step) {
            const int offset = random.bounded(int(base.size()));
            const int count = random.bounded(int(base.size()) - offset + 1);
            const QByteArray part = base.mid(offset, count);
            const bool isCopy = random.bounded(2) == 0;
            commands += isCopy ? copy(quint32(count), quint32(offset)) : insert(part);
            expected += part;
        }
        const auto result = applyFossilDelta(base, makeDelta(commands, expected), Limit);
        QVERIFY(result);
        QCOMPARE(result.value(), expected);
    }
}

void TestFossilDelta::copiesNothingAndOverlaps()
{
    const QByteArray commands = copy(0, 4) + copy(3, 0) + copy(3, 1);
    const auto result = applyFossilDelta("abcd", makeDelta(commands, "abcbcd"), Limit);
    QVERIFY(result);
    QCOMPARE(result.value(), QByteArray("abcbcd"));
}

void TestFossilDelta::refusesABrokenDelta_data()
{
    QTest::addColumn<QByteArray>("delta");
    const auto row = [](const char *name, const QByteArray &delta) {
        QTest::newRow(name) << delta;
    };
    row("nothing", "");
    row("no size", "\n0;");
    row("only a size", "2");
    row("a size without a newline", "2 2@0,");
    row("nothing behind the size", "2\n");
    row("no end", "2\n2@0,");
    row("an end without a checksum", "0\n;");
    row("an unknown command", "2\n2!0,");
    row("a command without a number", "2\n@0,");
    row("a copy without a comma", "2\n2@0!");
    row("a copy that stops", "2\n2@0");
    row("a copy without an offset", "2\n2@,");
    row("a copy from behind the base", "2\n2@~,");
    row("a copy past the end of the base", makeDelta(copy(2, 35), "xx"));
    row("a copy larger than the result", "1\n2@0,0;");
    row("an insert larger than the result", "1\n2:ab0;");
    row("an insert past the end", "A\n7:000000");
    row("an insert that would wrap around", "A\n3~~~~~:xy");
    row("an offset that would wrap around", "2\n2@3~~~~~,0;");
    row("a number over 32 bits", "2\n4000002@0,0;");
    row("a number without an end", "2\n" + QByteArray(100'000, '1'));
    row("a size over 32 bits", "4000000\n0;");
    row("a result shorter than announced", "Z\n2@0," + number(checksum("he")) + ';');
    row("a sum over several commands that is too large", "3\n2@0,2@0,0;");
    row("a zero byte", QByteArray("2\n2\0", 4));
    row("a byte beyond ASCII", "2\n\xff");
    row("a replacement character in the patch",
        "1K\n5:caf\xef\xbf\xbd"
        "1F@5,ffxW1;");
}

void TestFossilDelta::refusesABrokenDelta()
{
    QFETCH(const QByteArray, delta);
    const auto result = applyFossilDelta("hello world, this is the source text", delta, Limit);
    QVERIFY(!result);
    QCOMPARE(result.error().layer, ErrorLayer::Protocol);
    QVERIFY(result.error().message.endsWith(u'.'));
}

void TestFossilDelta::refusesAnotherBase()
{
    QByteArray other(Lorem);
    other[20] = 'X';
    const auto result = applyFossilDelta(other, "1E\n1C@0,2:2}1YH1xZ;", Limit);
    QVERIFY(!result);
    QVERIFY(result.error().message.contains(QStringLiteral("checksum")));
}

void TestFossilDelta::refusesWhatWouldBeTooLarge()
{
    const QByteArray delta = makeDelta(copy(4, 0), "abcd");
    QVERIFY(applyFossilDelta("abcd", delta, 4));
    const auto result = applyFossilDelta("abcd", delta, 3);
    QVERIFY(!result);
    QVERIFY(result.error().message.contains(u'3'));
    QVERIFY(!applyFossilDelta("abcd", "3~~~~~\n4@0,0;", Limit));
}

void TestFossilDelta::survivesADeltaThatMultiplies()
{
    const QByteArray base(64 * 1024, 'x');
    const QByteArray commands = copy(64 * 1024, 0).repeated(100'000);
    QVERIFY(!applyFossilDelta(base, number(Limit) + '\n' + commands + "0;", Limit));
}

void TestFossilDelta::survivesRandomDamage()
{
    QRandomGenerator random(20260104);
    const QByteArray base(Lorem);
    const QByteArray expected = base.first(40) + "new" + base.mid(30) + base.first(9);
    const QByteArray delta = makeDelta(
        copy(40, 0) + insert("new") + copy(quint32(base.size()) - 30, 30) + copy(9, 0), expected);
    QVERIFY(applyFossilDelta(base, delta, Limit));
    for (int round = 0; round < 20'000; ++round) {
        QByteArray damaged = delta;
        for (int change = random.bounded(1, 4); change > 0; --change) {
            damaged[random.bounded(int(damaged.size()))] = char(random.bounded(256));
        }
        damaged.truncate(random.bounded(int(damaged.size())) + 1);
        // An own copy: a sanitizer sees a read past its end.
        const auto result =
            applyFossilDelta(base, QByteArray(damaged.constData(), damaged.size()), Limit);
        QVERIFY(!result || result.value().size() <= Limit);
    }
}

REALTIME_TEST(TestFossilDelta, QCoreApplication)
#include "tst_fossildelta.moc"
