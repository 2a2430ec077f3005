// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "text/jsonstring.h"

#include <QTest>

using namespace Text;

class TestJsonString : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheClosingQuote_data();
    void findsTheClosingQuote();
    void keepsLoneSurrogates();
    void readsBytesInFilters();
    void leavesTheBytesThatAreNoUtf8();
    void refusesUnknownEscapes_data();
    void refusesUnknownEscapes();
    void writes_data();
    void writes();
    void writesIntoBytesOfQt();
};

void TestJsonString::findsTheClosingQuote_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qulonglong>("place");
    const qulonglong none = std::string_view::npos;
    QTest::newRow("empty") << QByteArray("\"\"") << 1ull;
    QTest::newRow("with more behind it") << QByteArray("\"a\",\"b\"") << 2ull;
    QTest::newRow("behind an escaped one") << QByteArray(R"("a\"b")") << 5ull;
    QTest::newRow("behind an escaped backslash") << QByteArray(R"("a\\")") << 4ull;
    QTest::newRow("none") << QByteArray("\"abc") << none;
    QTest::newRow("only an escaped one") << QByteArray(R"("abc\")") << none;
    QTest::newRow("a backslash at the end") << QByteArray("\"abc\\") << none;
}

void TestJsonString::findsTheClosingQuote()
{
    QFETCH(const QByteArray, text);
    QTEST(qulonglong(closingQuote(text.toStdString(), 1)), "place");
}

void TestJsonString::keepsLoneSurrogates()
{
    QCOMPARE(unescaped(R"(a\ud800b)"),
             std::optional<std::string>("a\xED\xA0\x80"
                                        "b"));
    QCOMPARE(unescaped(R"(\ude00\ud83d)"), std::optional<std::string>("\xED\xB8\x80\xED\xA0\xBD"));
    QCOMPARE(unescaped(R"(\ud83d\ude00)"), std::optional<std::string>("\xF0\x9F\x98\x80"));
    QVERIFY(!unescaped(R"(a\ud800b)", Escapes::JsonCharacters));
    QCOMPARE(unescaped(R"(\ud83d\ude00)", Escapes::JsonCharacters),
             std::optional<std::string>("\xF0\x9F\x98\x80"));
}

void TestJsonString::readsBytesInFilters()
{
    QCOMPARE(unescaped(R"(\xC3(\xff)", Escapes::Filter), std::optional<std::string>("\xC3(\xFF"));
    QVERIFY(!unescaped(R"(\xC3)", Escapes::Json));
    QVERIFY(!unescaped(R"(\xC)", Escapes::Filter));
}

void TestJsonString::leavesTheBytesThatAreNoUtf8()
{
    QCOMPARE(unescaped("\xC3(\\n"), std::optional<std::string>("\xC3(\n"));
}

void TestJsonString::refusesUnknownEscapes_data()
{
    QTest::addColumn<QByteArray>("inside");
    QTest::newRow("a letter") << QByteArray(R"(a\q)");
    QTest::newRow("nothing") << QByteArray("a\\");
    QTest::newRow("three digits") << QByteArray(R"(\u123)");
    QTest::newRow("a sign") << QByteArray(R"(\u-123)");
    QTest::newRow("NUL") << QByteArray("\\\0", 2);
}

void TestJsonString::refusesUnknownEscapes()
{
    QFETCH(const QByteArray, inside);
    const std::string text = inside.toStdString();
    QVERIFY(!unescaped(text, Escapes::Json));
    QVERIFY(!unescaped(text, Escapes::Filter));
}

void TestJsonString::writes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("literal");
    QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
    QTest::newRow("plain") << QByteArray("a/b") << QByteArray("\"a/b\"");
    QTest::newRow("quotes and backslashes") << QByteArray(R"(a"\b)") << QByteArray(R"("a\"\\b")");
    QTest::newRow("controls") << QByteArray("\0\n\x1f\x7f", 4)
                              << QByteArray("\"\\u0000\\u000a\\u001f\x7f\"");
    QTest::newRow("beyond ASCII") << QByteArray("\xC3\xA9\xF0\x9F\x98\x80")
                                  << QByteArray("\"\xC3\xA9\xF0\x9F\x98\x80\"");
    QTest::newRow("no UTF-8") << QByteArray("a\xC3\xFF!")
                              << QByteArray("\"a\xEF\xBF\xBD\xEF\xBF\xBD!\"");
}

void TestJsonString::writes()
{
    QFETCH(const QByteArray, text);
    std::string literal = "before ";
    appendJsonString(literal, text.toStdString());
    QTEST(QByteArray::fromStdString(literal.substr(7)), "literal");
}

void TestJsonString::writesIntoBytesOfQt()
{
    QByteArray literal;
    appendJsonString(literal, "a\n");
    appendUnicodeEscape(literal, 0x20ac);
    QCOMPARE(literal, QByteArray(R"("a\u000a"\u20ac)"));
    QByteArray text;
    QVERIFY(appendUnescaped(text, R"(a\u20ac)", Escapes::Json));
    QCOMPARE(text, QByteArray("a\xE2\x82\xAC"));
}

REALTIME_TEST(TestJsonString, QCoreApplication)
#include "tst_jsonstring.moc"
