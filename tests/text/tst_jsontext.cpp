// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "text/jsontext.h"

#include <QTest>

class TestJsonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAString_data();
    void readsAString();
    void refusesWhatIsNoString_data();
    void refusesWhatIsNoString();
    void readsWhatItWrites();
};

void TestJsonText::readsAString_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray(R"("")") << QByteArray();
    QTest::newRow("plain") << QByteArray(R"("abc")") << QByteArray("abc");
    QTest::newRow("every escape") << QByteArray(R"("\"\\\/\b\f\n\r\t")")
                                  << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("of two bytes") << QByteArray(R"("\u00e9\u00E9")")
                                  << QByteArray("\xc3\xa9\xc3\xa9");
    QTest::newRow("of three bytes")
        << QByteArray(R"("\u2028\ufeff")") << QByteArray("\xe2\x80\xa8\xef\xbb\xbf");
    QTest::newRow("a surrogate pair")
        << QByteArray(R"("\ud83d\ude00!")") << QByteArray("\xf0\x9f\x98\x80!");
    QTest::newRow("the last character")
        << QByteArray(R"("\udbff\udfff")") << QByteArray("\xf4\x8f\xbf\xbf");
    QTest::newRow("NUL") << QByteArray(R"("a\u0000b")") << QByteArray("a\0b", 3);
    QTest::newRow("raw beyond ASCII")
        << QByteArray("\"\xc3\xa9\x7f\"") << QByteArray("\xc3\xa9\x7f");
    QTest::newRow("escaped twice") << QByteArray(R"("\\u00e9\\n")") << QByteArray(R"(\u00e9\n)");
    QTest::newRow("JSON in it") << QByteArray(R"("{\"a\":\"\\\"\"}")")
                                << QByteArray(R"({"a":"\""})");
}

void TestJsonText::readsAString()
{
    QFETCH(const QByteArray, literal);
    QFETCH(const QByteArray, expected);
    const auto result = Text::fromJsonString(literal);
    QVERIFY(result);
    QCOMPARE(*result, expected);
}

void TestJsonText::refusesWhatIsNoString_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one quote") << QByteArray("\"");
    QTest::newRow("no quotes") << QByteArray("abc");
    QTest::newRow("an object") << QByteArray("{}");
    QTest::newRow("open at the end") << QByteArray("\"abc");
    QTest::newRow("the closing quote is escaped") << QByteArray(R"("abc\")");
    QTest::newRow("a quote inside") << QByteArray(R"("a"b")");
    QTest::newRow("an unknown escape") << QByteArray(R"("\x41")");
    QTest::newRow("short unicode") << QByteArray(R"("\u12")");
    QTest::newRow("unicode without digits") << QByteArray(R"("\u00g0")");
    QTest::newRow("a sign among the digits") << QByteArray(R"("\u+123")");
    QTest::newRow("a control character") << QByteArray("\"a\nb\"");
    QTest::newRow("a high surrogate alone") << QByteArray(R"("\ud83d")");
    QTest::newRow("a high surrogate before text") << QByteArray(R"("\ud83dx12345")");
    QTest::newRow("a low surrogate alone") << QByteArray(R"("\ude00")");
    QTest::newRow("two high surrogates") << QByteArray(R"("\ud83d\ud83d")");
}

void TestJsonText::refusesWhatIsNoString()
{
    QFETCH(const QByteArray, literal);
    const auto result = Text::fromJsonString(literal);
    QVERIFY(!result);
}

void TestJsonText::readsWhatItWrites()
{
    QString text(QStringLiteral("\"\\/\u00e9\u2028\U0001F600"));
    for (char16_t control = 0; control < 0x20; ++control) {
        text.append(QChar(control));
    }
    QCOMPARE(Text::fromJsonString(Text::toJsonString(text)).value(), text.toUtf8());
}

REALTIME_TEST(TestJsonText, QCoreApplication)
#include "tst_jsontext.moc"
