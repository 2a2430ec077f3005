// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "text/visibletext.h"

#include <QTest>

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapesHiddenCharacters_data();
    void escapesHiddenCharacters();
    void leavesTheNeighboursAlone_data();
    void leavesTheNeighboursAlone();
    void escapesTagsAsPairs();
    void readsBytes_data();
    void readsBytes();
    void cutsBetweenCharacters();
    void showsALoneSurrogate();
};

void TestVisibleText::escapesHiddenCharacters_data()
{
    QTest::addColumn<char32_t>("first");
    QTest::addColumn<char32_t>("last");
    QTest::newRow("C0") << char32_t(0) << char32_t(0x1F);
    QTest::newRow("DEL and C1") << char32_t(0x7F) << char32_t(0x9F);
    QTest::newRow("Arabic letter mark") << char32_t(0x61C) << char32_t(0x61C);
    QTest::newRow("zero width and marks") << char32_t(0x200B) << char32_t(0x200F);
    QTest::newRow("line and paragraph separator") << char32_t(0x2028) << char32_t(0x2029);
    QTest::newRow("embeddings and overrides") << char32_t(0x202A) << char32_t(0x202E);
    QTest::newRow("word joiner, invisible operators") << char32_t(0x2060) << char32_t(0x2064);
    QTest::newRow("isolates") << char32_t(0x2066) << char32_t(0x2069);
    QTest::newRow("byte order mark") << char32_t(0xFEFF) << char32_t(0xFEFF);
}

void TestVisibleText::escapesHiddenCharacters()
{
    QFETCH(char32_t, first);
    QFETCH(char32_t, last);
    for (char32_t code = first; code <= last; ++code) {
        const QString text = QStringLiteral("a%1b").arg(QChar(static_cast<char16_t>(code)));
        const QString expected =
            QStringLiteral("a\\u%1b").arg(static_cast<uint>(code), 4, 16, QLatin1Char('0'));
        QCOMPARE(Text::visible(text), expected);
        QCOMPARE(Text::visible(QByteArrayView(text.toUtf8())), expected);
    }
}

void TestVisibleText::leavesTheNeighboursAlone_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("ASCII") << QStringLiteral(" ~{\"a\":[1,2]} \\u0041 <b>&amp;</b>");
    QTest::newRow("after C1") << QStringLiteral("\u00a0\u00e9");
    QTest::newRow("around the ranges")
        << QStringLiteral("\u061b\u061d\u200a\u2010\u2027\u202f\u205f\u2070\ufefe\ufffd");
    QTest::newRow("beyond the first plane") << QStringLiteral("\U0001F600\U00010000\U0010FFFF");
    QTest::newRow("right to left letters") << QStringLiteral("\u05d0\u0627");
}

void TestVisibleText::leavesTheNeighboursAlone()
{
    QFETCH(QString, text);
    QCOMPARE(Text::visible(text), text);
    QCOMPARE(Text::visible(QByteArrayView(text.toUtf8())), text);
}

void TestVisibleText::escapesTagsAsPairs()
{
    const QString tag = QStringLiteral("a\U000E0041z");
    QCOMPARE(Text::visible(tag), QStringLiteral("a\\udb40\\udc41z"));
    QCOMPARE(Text::visible(QByteArrayView(tag.toUtf8())), QStringLiteral("a\\udb40\\udc41z"));
}

void TestVisibleText::readsBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << QStringLiteral("a\\x80z");
    QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << QStringLiteral("\\xc0\\xaf");
    QTest::newRow("overlong in three")
        << QByteArray("\xe0\x80\xaf") << QStringLiteral("\\xe0\\x80\\xaf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QStringLiteral("\\xed\\xa0\\x80");
    QTest::newRow("beyond Unicode")
        << QByteArray("\xf4\x90\x80\x80") << QStringLiteral("\\xf4\\x90\\x80\\x80");
    QTest::newRow("cut off at the end") << QByteArray("a\xe2\x82") << QStringLiteral("a\\xe2\\x82");
    QTest::newRow("letter within a sequence")
        << QByteArray("\xe2(\xa1") << QStringLiteral("\\xe2(\\xa1");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QStringLiteral("a\\u0000b");
    QTest::newRow("terminal escape")
        << QByteArray("\x1b]52;c;x\x07") << QStringLiteral("\\u001b]52;c;x\\u0007");
}

void TestVisibleText::readsBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    QCOMPARE(Text::visible(QByteArrayView(bytes)), expected);
}

void TestVisibleText::cutsBetweenCharacters()
{
    const QByteArray euros = QByteArray("\xe2\x82\xac").repeated(3);
    QCOMPARE(Text::visible(QByteArrayView(euros), 0), QString());
    QCOMPARE(Text::visible(QByteArrayView(euros), 3), QStringLiteral("\u20ac"));
    QCOMPARE(Text::visible(QByteArrayView(euros), 5), QStringLiteral("\u20ac"));
    QCOMPARE(Text::visible(QByteArrayView(euros), 100), QStringLiteral("\u20ac\u20ac\u20ac"));
}

void TestVisibleText::showsALoneSurrogate()
{
    const QString lone = QString(QChar(0xD83D)) + QStringLiteral("x") + QChar(0xDE00);
    QCOMPARE(Text::visible(lone), QStringLiteral("\\ud83dx\\ude00"));
}

REALTIME_TEST(TestVisibleText, QCoreApplication)
#include "tst_visibletext.moc"
