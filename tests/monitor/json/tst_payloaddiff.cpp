// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/payloaddiff.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

QString told(const PayloadDiff &diff)
{
    std::string text;
    for (const DiffLine &line : diff.lines) {
        const char sign = line.kind == DiffLine::Kind::Added ? '+'
            : line.kind == DiffLine::Kind::Removed           ? '-'
            : line.kind == DiffLine::Kind::Place             ? '@'
                                                             : ' ';
        text += sign + line.text + '\n';
    }
    return QString::fromStdString(text);
}

} // namespace

/** What changed between two payloads. */
class TestPayloadDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesJson_data();
    void comparesJson();
    void comparesLines();
    void marksWhatChanged();
    void isBounded();
    void goesAnyDepth();
};

void TestPayloadDiff::comparesJson_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("diff");
    const auto row = [](const char *name, const char *before, const char *after, const char *diff) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromUtf8(diff);
    };
    row("the same", "{\"a\":1}", "{\"a\":1}", "");
    row("white space and order", "{\"a\":1,\"b\":[2]}", " { \"b\" : [ 2 ], \"a\":1 } ", "");
    row("a value changed", "{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"b\":1,\"c\":3}}",
        "@data.a.c\n-2\n+3\n");
    row("as written", "{\"a\":1}", "{\"a\":1.0}", "@data.a\n-1\n+1.0\n");
    row("added and removed", "{\"a\":1}", "{\"b\":2}", "@data.b\n+2\n@data.a\n-1\n");
    row("another kind", "{\"a\":[1]}", "{\"a\":{}}", "@data.a\n-[1]\n+{}\n");
    row("inserted in front", "[2,3]", "[1,2,3]", "@data[0]\n+1\n");
    row("removed at the end", "[1,2,3]", "[1,2]", "@data[2]\n-3\n");
    row("a key twice", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":3}", "@data.a\n-2\n+3\n");
    row("escapes are the same key", "{\"\\u0061\":1}", "{\"a\":1}", "");
    row("no object", "1", "\"1\"", "@data\n-1\n+\"1\"\n");
}

void TestPayloadDiff::comparesJson()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const QString, diff);
    const PayloadDiff result = comparePayloads(before.toStdString(), after.toStdString(), true);
    QVERIFY(result.isStructured);
    QVERIFY(!result.isCut);
    QCOMPARE(told(result), diff);
    QCOMPARE(result.hasSameBytes, before == after);
}

void TestPayloadDiff::comparesLines()
{
    const PayloadDiff diff = comparePayloads("a\nb\nc\nd", "a\nx\nc2\nd", false);
    QVERIFY(!diff.isStructured);
    QCOMPARE(told(diff), QStringLiteral(" a\n-b\n-c\n+x\n+c2\n d\n"));
    QCOMPARE(told(comparePayloads("a", "a\nb", false)), QStringLiteral(" a\n+b\n"));
    QCOMPARE(told(comparePayloads("", "b", false)), QStringLiteral("-\n+b\n"));
}

void TestPayloadDiff::marksWhatChanged()
{
    const PayloadDiff diff =
        comparePayloads("{\"t\":\"at 12:15 \u00e4\"}", "{\"t\":\"at 13:15 \u00f6\"}", true);
    QCOMPARE(diff.lines.size(), std::size_t(3));
    const auto changed = [](const DiffLine &line) {
        return line.text.substr(line.changeBegin, line.changeEnd - line.changeBegin);
    };
    QCOMPARE(changed(diff.lines[1]), std::string("2:15 \u00e4"));
    QCOMPARE(changed(diff.lines[2]), std::string("3:15 \u00f6"));
    const PayloadDiff letters = comparePayloads("[\"\u00e4x\"]", "[\"\u00f6x\"]", true);
    QCOMPARE(changed(letters.lines[1]), std::string("\u00e4")); // not half of it
}

void TestPayloadDiff::isBounded()
{
    std::string before = "[0";
    std::string after = "[1";
    for (int i = 0; i < 100'000; ++i) {
        before += ",0";
        after += ",1";
    }
    const PayloadDiff diff = comparePayloads(before + "]", after + "]", true);
    QVERIFY(diff.isCut);
    QCOMPARE(diff.changed, DiffLimits().differences);
    const PayloadDiff text =
        comparePayloads(std::string(1'000'000, 'a'), std::string(1'000'000, 'b'), false);
    QCOMPARE(text.lines[0].text.size(), DiffLimits().textBytes);
}

void TestPayloadDiff::goesAnyDepth()
{
    const std::string open(100'000, '[');
    const std::string close(100'000, ']');
    const PayloadDiff diff = comparePayloads(open + "1" + close, open + "2" + close, true);
    QCOMPARE(diff.changed, std::size_t(1)); // as one value, from some depth on
}

REALTIME_TEST(TestPayloadDiff, QCoreApplication)
#include "tst_payloaddiff.moc"
