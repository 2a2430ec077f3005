// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/channelentry.h"

#include "support/testprogram.h"

#include <QApplication>

/** Channels as somebody types them. */
class TestChannelEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void findsTheOneAtTheCursor_data();
    void findsTheOneAtTheCursor();
};

void TestChannelEntry::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("channels");
    const auto list = [](const char *names) { return QString::fromLatin1(names).split(u'|'); };
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("lines") << QStringLiteral("news\n chat:a \n\n") << list("news|chat:a");
    QTest::newRow("an empty line between stays")
        << QStringLiteral("news\n\nchat:a") << list("news||chat:a");
    QTest::newRow("commas") << QStringLiteral("news, chat:a,b,") << list("news|chat:a|b");
    QTest::newRow("users of one channel")
        << QStringLiteral("room#alice,bob, news") << list("room#alice,bob|news");
    QTest::newRow("options hold commas")
        << QStringLiteral("news --filter-tags a=1, b=2") << list("news --filter-tags a=1, b=2");
    QTest::newRow("options of the last one")
        << QStringLiteral("chat:a, news --filter-tags a=1, b=2")
        << list("chat:a|news --filter-tags a=1, b=2");
}

void TestChannelEntry::splits()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, channels);
    QCOMPARE(typedChannels(text), channels);
}

/** The cursor is at the sign |. */
void TestChannelEntry::findsTheOneAtTheCursor_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("channel");
    QTest::newRow("alone") << QStringLiteral("ne|ws") << QStringLiteral("news");
    QTest::newRow("at the end") << QStringLiteral("news, chat:a|") << QStringLiteral("chat:a");
    QTest::newRow("in the first") << QStringLiteral("ne|ws, chat:a") << QStringLiteral("news");
    QTest::newRow("at the begin of a line")
        << QStringLiteral("news\n|chat:a, b") << QStringLiteral("chat:a");
    QTest::newRow("in an empty line") << QStringLiteral("news\n|\nchat:a") << QString();
    QTest::newRow("in no text") << QStringLiteral("|") << QString();
}

void TestChannelEntry::findsTheOneAtTheCursor()
{
    QFETCH(QString, text);
    QFETCH(const QString, channel);
    const int cursor = int(text.indexOf(u'|'));
    QCOMPARE(typedChannelAt(text.remove(u'|'), cursor), channel);
}

REALTIME_TEST(TestChannelEntry, QApplication)
#include "tst_channelentry.moc"
