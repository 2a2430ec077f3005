// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonformatter.h"
#include "support/testprogram.h"

#include <QTest>

class TestJsonFormatter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_data();
    void formats();
    void changesNothingButSpace();
    void survivesAnyDepth();
};

void TestJsonFormatter::formats_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("formatted");
    const auto row = [](const char *name, const char *json, const char *formatted) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(formatted);
    };
    row("a scalar stays", "12", "12");
    row("an object", R"({"a":1,"b":[true,null]})",
        "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}");
    row("old white space goes", "{ \"a\" :\t1 }\r\n", "{\n  \"a\": 1\n}");
    row("empty ones stay on a line", "[{},[ ]]", "[\n  {},\n  []\n]");
    row("numbers stay as they are", "[1.0,1E2,-0,1e400,18446744073709551615]",
        "[\n  1.0,\n  1E2,\n  -0,\n  1e400,\n  18446744073709551615\n]");
    row("duplicates and order stay", R"({"b":1,"a":2,"b":3})",
        "{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}");
    row("brackets in strings are no brackets", R"(["{[,:\"]}"])", "[\n  \"{[,:\\\"]}\"\n]");
    row("a cut text", R"({"a":"b)", "{\n  \"a\": \"b");
    row("a cut escape", "[\"\\", "[\n  \"\\");
    row("nothing", "", "");
    row("too many ends", "]]", "\n]\n]");
}

void TestJsonFormatter::formats()
{
    QFETCH(const QByteArray, json);
    QTEST(formatJson(json), "formatted");
}

void TestJsonFormatter::changesNothingButSpace()
{
    const QByteArray json = R"({"a":[1,{"b":"x y\n"}],"c":{},"a":-1.50e+3})";
    QByteArray back = formatJson(json);
    back.replace('\n', QByteArray());
    back.replace("  ", QByteArray());
    back.replace(": ", ":");
    QCOMPARE(back, json);
}

void TestJsonFormatter::survivesAnyDepth()
{
    constexpr int Depth = 200'000;
    const QByteArray json = QByteArray(Depth, '[') + QByteArray(Depth, ']');
    const QByteArray formatted = formatJson(json, {2, 64});
    QCOMPARE(formatted.count('['), Depth);
    QCOMPARE(formatted.count(']'), Depth);
    QVERIFY(formatted.size() < json.size() * 140);
}

REALTIME_TEST(TestJsonFormatter, QCoreApplication)
#include "tst_jsonformatter.moc"
