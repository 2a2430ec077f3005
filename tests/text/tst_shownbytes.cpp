// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "text/shownbytes.h"
#include "text/visibletext.h"

#include <QTest>

/** From a place in the visible text back to the bytes. */
class TestShownBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheBytes_data();
    void findsTheBytes();
    void findsEachCharacter();
};

void TestShownBytes::findsTheBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray bidi = "a\xE2\x80\xAE"
                            "b";
    QTest::newRow("nothing") << QByteArray("abc") << 1 << 1 << QByteArray();
    QTest::newRow("ASCII") << QByteArray("abc") << 1 << 3 << QByteArray("bc");
    QTest::newRow("more than there is") << QByteArray("abc") << 1 << 9 << QByteArray("bc");
    QTest::newRow("behind all") << QByteArray("abc") << 3 << 4 << QByteArray();
    QTest::newRow("an escape") << bidi << 1 << 7 << QByteArray("\xE2\x80\xAE");
    QTest::newRow("a part of an escape") << bidi << 3 << 4 << QByteArray("\xE2\x80\xAE");
    QTest::newRow("behind an escape") << bidi << 7 << 8 << QByteArray("b");
    QTest::newRow("two bytes a unit")
        << QByteArray("gr\xC3\xBC\xC3\x9F") << 2 << 3 << QByteArray("\xC3\xBC");
    QTest::newRow("a pair of surrogates")
        << QByteArray("\xF0\x9F\x98\x80!") << 2 << 3 << QByteArray("!");
    QTest::newRow("half a pair") << QByteArray("\xF0\x9F\x98\x80!") << 1 << 2
                                 << QByteArray("\xF0\x9F\x98\x80");
    QTest::newRow("invalid bytes") << QByteArray("a\xFF\xFE"
                                                 "b")
                                   << 1 << 5 << QByteArray("\xFF");
    QTest::newRow("a cut character") << QByteArray("\xE2\x80") << 4 << 8 << QByteArray("\x80");
    QTest::newRow("a line feed") << QByteArray("a\nb") << 1 << 3 << QByteArray("\nb");
    QTest::newRow("a carriage return") << QByteArray("a\r\nb") << 1 << 8 << QByteArray("\r\n");
    QTest::newRow("a hidden pair")
        << QByteArray("\xF3\xA0\x81\x81!") << 12 << 13 << QByteArray("!");
    QTest::newRow("null") << QByteArray("a\0b", 3) << 1 << 7 << QByteArray("\0", 1);
}

void TestShownBytes::findsTheBytes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, from);
    QFETCH(const int, to);
    QFETCH(const QByteArray, expected);
    QCOMPARE(Text::bytesShownAt(bytes, from, to).toByteArray(), expected);
}

/** As long as Text::visible() makes it. */
void TestShownBytes::findsEachCharacter()
{
    for (char32_t code = 1; code < 0xE1000; code += code < 0x3000 ? 1 : 97) {
        if (code == U'\n' || (code >= 0xD800 && code < 0xE000)) {
            continue;
        }
        const QByteArray character = QString::fromUcs4(&code, 1).toUtf8();
        const QByteArray bytes = "<" + character + ">";
        const qsizetype end = Text::visible(bytes).size() - 1;
        QCOMPARE(Text::bytesShownAt(bytes, 1, end).toByteArray(), character);
        QCOMPARE(Text::bytesShownAt(bytes, end, end + 1).toByteArray(), QByteArray(">"));
    }
}

REALTIME_TEST(TestShownBytes, QCoreApplication)
#include "tst_shownbytes.moc"
