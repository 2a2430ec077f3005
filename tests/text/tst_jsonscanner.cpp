// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "text/jsonscanner.h"
#include "text/jsonspace.h"

#include <QTest>

class TestJsonScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsJson_data();
    void acceptsJson();
    void reportsTheFirstFault_data();
    void reportsTheFirstFault();
    void acceptsAnyDepthOnASmallStack();
    void reportsWhatIsMissingAtAnyDepth();
    void trimsOnlyTheWhiteSpaceOfJson();
};

void TestJsonScanner::acceptsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("an object") << QByteArray("{\"a\":[1,2,{\"b\":null}],\"c\":\"d\"}");
    QTest::newRow("empty object and array") << QByteArray("[{},[],{ },[ ]]");
    QTest::newRow("a number beyond double") << QByteArray("1e400");
    QTest::newRow("a number below double") << QByteArray("-1E-400");
    QTest::newRow("20 digits") << QByteArray("18446744073709551616");
    QTest::newRow("duplicate keys") << QByteArray("{\"a\":1,\"a\":2}");
    QTest::newRow("minus zero") << QByteArray("-0.0e+0");
    QTest::newRow("the words") << QByteArray("[true,false,null]");
    QTest::newRow("a bare string") << QByteArray("\"\"");
    QTest::newRow("all escapes") << QByteArray("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"");
    QTest::newRow("a lone surrogate escape") << QByteArray("\"\\ud800\"");
    QTest::newRow("space everywhere") << QByteArray(" \t\r\n{ \"a\" : [ 1 , 2 ] } \n");
    QTest::newRow("UTF-8 of each length")
        << QByteArray("\"a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"");
    QTest::newRow("the last character") << QByteArray("\"\xF4\x8F\xBF\xBF\"");
    QTest::newRow("DEL and C1 are text") << QByteArray("\"\x7F\xC2\x9B\"");
}

void TestJsonScanner::acceptsJson()
{
    QFETCH(const QByteArray, text);
    const auto fault = Text::findJsonFault(text);
    QVERIFY2(!fault, fault ? qPrintable(fault->message) : "");
}

void TestJsonScanner::reportsTheFirstFault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const QByteArray &text, int offset, int line,
                        int column) { QTest::newRow(name) << text << offset << line << column; };
    row("nothing", "", 0, 1, 1);
    row("only space", " \n ", 3, 2, 2);
    row("two values", "1 2", 2, 1, 3);
    row("a word", "hello", 0, 1, 1);
    row("a word cut off", "tru", 0, 1, 1);
    row("a word too long", "nullx", 4, 1, 5);
    row("a leading zero", "01", 1, 1, 2);
    row("a leading plus", "+1", 0, 1, 1);
    row("a dot without digits", "1.", 2, 1, 3);
    row("an exponent without digits", "1e+", 3, 1, 4);
    row("only a minus", "-", 1, 1, 2);
    row("NaN", "NaN", 0, 1, 1);
    row("a comma at the end of an array", "[1,]", 3, 1, 4);
    row("a comma at the end of an object", "{\"a\":1,}", 7, 1, 8);
    row("no colon", "{\"a\" 1}", 5, 1, 6);
    row("no value", "{\"a\":}", 5, 1, 6);
    row("no key", "{1:2}", 1, 1, 2);
    row("single quotes", "{'a':1}", 1, 1, 2);
    row("no comma", "[1 2]", 3, 1, 4);
    row("the wrong bracket", "[1}", 2, 1, 3);
    row("an open array", "[1", 2, 1, 3);
    row("an open string", "\"abc", 4, 1, 5);
    row("a backslash at the end", "\"abc\\", 5, 1, 6);
    row("an unknown escape", "\"\\x\"", 1, 1, 2);
    row("a short unicode escape", "\"\\u12\"", 1, 1, 2);
    row("a raw newline in a string", "\"a\nb\"", 2, 1, 3);
    row("a zero byte", QByteArray("\0", 1), 0, 1, 1);
    row("a zero byte behind", QByteArray("1\0", 2), 1, 1, 2);
    row("bytes that are not UTF-8", "\"a\xFF\"", 2, 1, 3);
    row("an overlong slash", "\"\xC0\xAF\"", 1, 1, 2);
    row("a raw surrogate", "\"\xED\xA0\x80\"", 1, 1, 2);
    row("beyond Unicode", "\"\xF4\x90\x80\x80\"", 1, 1, 2);
    row("a character cut off", "\"\xE2\x82\"", 1, 1, 2);
    row("a byte order mark", "\xEF\xBB\xBF{}", 0, 1, 1);
    row("a comment", "{} // x", 3, 1, 4);
    row("the third line", "{\n\"a\": 1,\r\n\"b\" 2}", 15, 3, 5);
    row("behind characters of several bytes", "[\"\xC3\xA9\xF0\x9F\x98\x80\" 1]", 10, 1, 7);
}

void TestJsonScanner::reportsTheFirstFault()
{
    QFETCH(const QByteArray, text);
    const auto fault = Text::findJsonFault(text);
    QVERIFY(fault);
    QTEST(int(fault->offset), "offset");
    QTEST(fault->line, "line");
    QTEST(fault->column, "column");
    QVERIFY(fault->message.endsWith(u'.'));
}

void TestJsonScanner::acceptsAnyDepthOnASmallStack()
{
    constexpr int Depth = 1'000'000;
    QVERIFY(Text::isJson(QByteArray(Depth, '[') + QByteArray(Depth, ']')));
    QVERIFY(Text::isJson(QByteArray("{\"a\":").repeated(Depth) + '1' + QByteArray(Depth, '}')));
}

void TestJsonScanner::reportsWhatIsMissingAtAnyDepth()
{
    constexpr int Depth = 100'000;
    const auto fault = Text::findJsonFault(QByteArray(Depth, '[') + QByteArray(Depth - 1, ']'));
    QVERIFY(fault);
    QCOMPARE(fault->offset, 2 * Depth - 1);
}

void TestJsonScanner::trimsOnlyTheWhiteSpaceOfJson()
{
    QCOMPARE(Text::trimmedJson(" \r\n\t{ } \n"), std::string_view("{ }"));
    QCOMPARE(Text::trimmedJson("\v1"), std::string_view("\v1"));
    QCOMPARE(Text::trimmedJson(" \n"), std::string_view());
}

REALTIME_TEST(TestJsonScanner, QCoreApplication)
#include "tst_jsonscanner.moc"
