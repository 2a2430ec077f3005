// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "text/utf8.h"

#include <QTest>

using namespace Text;

class TestUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryCharacter();
    void refusesWhatIsNoCharacter_data();
    void refusesWhatIsNoCharacter();
    void writesSurrogatesAsThreeBytes();
    void cutsBetweenCharacters_data();
    void cutsBetweenCharacters();
};

void TestUtf8::readsEveryCharacter()
{
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        const bool isSurrogate = code >= 0xD800 && code <= 0xDFFF;
        std::string bytes;
        appendUtf8(bytes, code);
        const std::size_t length = isSurrogate ? 0 : bytes.size();
        const std::string followed = bytes + "\xBF";
        const bool isRead = utf8Length(followed) == length && isUtf8(bytes) == !isSurrogate
            && utf8Character(bytes) == code;
        QVERIFY2(isRead, qPrintable(QString::number(code, 16)));
    }
}

void TestUtf8::refusesWhatIsNoCharacter_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a continuation") << QByteArray("\x80");
    QTest::newRow("cut off") << QByteArray("\xE2\x82");
    QTest::newRow("cut off by a letter") << QByteArray("\xE2\x82x");
    QTest::newRow("overlong, of two bytes") << QByteArray("\xC0\xAF");
    QTest::newRow("overlong, of three bytes") << QByteArray("\xE0\x80\xAF");
    QTest::newRow("overlong, of four bytes") << QByteArray("\xF0\x80\x80\xAF");
    QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80");
    QTest::newRow("above the last character") << QByteArray("\xF4\x90\x80\x80");
    QTest::newRow("no first byte") << QByteArray("\xF5\x80\x80\x80");
    QTest::newRow("FF") << QByteArray("\xFF");
}

void TestUtf8::refusesWhatIsNoCharacter()
{
    QFETCH(const QByteArray, bytes);
    const std::string text = bytes.toStdString();
    QCOMPARE(utf8Length(text), std::size_t(0));
    QVERIFY(!isUtf8(text));
    QVERIFY(!isUtf8("before" + text + "behind"));
}

void TestUtf8::writesSurrogatesAsThreeBytes()
{
    std::string text;
    appendUtf8(text, 0xD800);
    QCOMPARE(text, std::string("\xED\xA0\x80"));
}

void TestUtf8::cutsBetweenCharacters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("mostBytes");
    QTest::addColumn<QByteArray>("prefix");
    QTest::newRow("empty") << QByteArray() << 4 << QByteArray();
    QTest::newRow("short enough") << QByteArray("\xC3\xA9x") << 4 << QByteArray("\xC3\xA9x");
    QTest::newRow("exactly") << QByteArray("abcd") << 4 << QByteArray("abcd");
    QTest::newRow("ASCII") << QByteArray("abcdef") << 4 << QByteArray("abcd");
    QTest::newRow("behind a character")
        << QByteArray("ab\xC3\xA9x") << 4 << QByteArray("ab\xC3\xA9");
    QTest::newRow("within one of two bytes") << QByteArray("abc\xC3\xA9") << 4 << QByteArray("abc");
    QTest::newRow("within one of four bytes")
        << QByteArray("a\xF0\x9F\x98\x80") << 4 << QByteArray("a");
    QTest::newRow("no UTF-8") << QByteArray(9, '\x80') << 4 << QByteArray(4, '\x80');
}

void TestUtf8::cutsBetweenCharacters()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, mostBytes);
    QFETCH(const QByteArray, prefix);
    const std::string whole = text.toStdString();
    QCOMPARE(utf8Prefix(whole, std::size_t(mostBytes)), std::string_view(prefix.toStdString()));
}

REALTIME_TEST(TestUtf8, QCoreApplication)
#include "tst_utf8.moc"
