// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/eventtext.h"
#include "monitor/publish/publishtext.h"

#include "monitor/entry/entrytext.h"

#include "staterow.h"
#include "support/testprogram.h"

#include <QTest>

class TestEventText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAPublicationOnOneLine();
    void keepsJsonOfSeveralLines_data();
    void keepsJsonOfSeveralLines();
    void showsHostileText();
    void saysWhatHappened_data();
    void saysWhatHappened();
    void writesAPublish();
    void namesTheLayerOfAnError();
    void rowsShowNoNumberOfOurs();
};

void TestEventText::writesAPublicationOnOneLine()
{
    Entry entry = rowOf(EntryKind::Publication, "news", {"{\"a\": \"%1 %2\"}"});
    QCOMPARE(publicationLine(entry), QStringLiteral("- news - {\"a\": \"%1 %2\"}"));
    entry.wall = std::chrono::milliseconds(1'767'225'600'123);
    QCOMPARE(publicationLine(entry),
             QStringLiteral("2026-01-01T00:00:00.123Z news - {\"a\": \"%1 %2\"}"));
    entry.offset = 7;
    QCOMPARE(publicationLine(entry),
             QStringLiteral("2026-01-01T00:00:00.123Z news 7 {\"a\": \"%1 %2\"}"));
}

void TestEventText::keepsJsonOfSeveralLines_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("line");
    QTest::newRow("line ends") << QByteArray("{\n \"a\": 1,\r\n\t\"b\":\r2\n}\n")
                               << QStringLiteral("{  \"a\": 1,   \"b\": 2 } ");
    QTest::newRow("escapes in texts") << QByteArray("[\n\"a\\n\\\\\",\n\"\x7F\"]")
                                      << QStringLiteral("[ \"a\\n\\\\\", \"\\u007f\"]");
    QTest::newRow("no JSON") << QByteArray("a\nb") << QStringLiteral("a\\u000ab");
    QTest::newRow("a line end in a text")
        << QByteArray("{\n\"a\nb\":1}") << QStringLiteral("{\\u000a\"a\\u000ab\":1}");
    const QByteArray large(200'000, 'x');
    QTest::newRow("a large one") << QByteArray("[\n\"" + large + "\",\n2]")
                                 << QString::fromLatin1("[ \"" + large + "\", 2]");
}

void TestEventText::keepsJsonOfSeveralLines()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QString, line);
    const std::string bytes = payload.toStdString();
    QCOMPARE(publicationLine(rowOf(EntryKind::Publication, "news", {bytes})),
             QStringLiteral("- news - ") + line);
    Entry member = rowOf(EntryKind::Join, "news", {});
    member.info = bytes;
    QCOMPARE(eventText(member), QStringLiteral("news: joined ") + line);
}

void TestEventText::showsHostileText()
{
    const Entry entry =
        rowOf(EntryKind::Publication, "n\x1B[2J", {"\r\n\x7F\xC2\x9B\xE2\x80\xAE\xE2\x80\x8B"});
    QCOMPARE(publicationLine(entry),
             QStringLiteral("- n\\u001b[2J - "
                            "\\u000d\\u000a\\u007f\\u009b\\u202e\\u200b"));
}

void TestEventText::saysWhatHappened_data()
{
    QTest::addColumn<Entry>("entry");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const Entry &entry, const char *words) {
        QTest::newRow(name) << entry << QString::fromLatin1(words);
    };
    row("live", rowOf(EntryKind::Connection, "", stateWords(SessionState::Live, 0, "")), "live");
    row("refused",
        rowOf(EntryKind::Connection, "", stateWords(SessionState::Refused, 3500, "invalid token")),
        "refused (3500: invalid token)");
    row("disabled",
        rowOf(EntryKind::Connection, "", stateWords(SessionState::Disabled, 0, "no secret")),
        "disabled (no secret)");
    row("a channel refused",
        rowOf(EntryKind::Subscription, "user#a",
              stateWords(ChannelState::Unsubscribed, 103, "permission denied")),
        "user#a: unsubscribed (103: permission denied)");
    Entry unasked =
        rowOf(EntryKind::Subscription, "own", stateWords(ChannelState::Subscribed, 0, ""));
    unasked.flags = ServerSide;
    row("a channel that the server subscribed", unasked, "own: subscribed by the server");
    row("a channel on its way back",
        rowOf(EntryKind::Subscription, "news",
              stateWords(ChannelState::Subscribing, 1, "transport closed")),
        "news: subscribing (transport closed)");
    row("a failed attempt",
        rowOf(EntryKind::Error, "", stateWords(Centrifuge::ErrorLayer::Tcp, 111, "refused\x1B")),
        "failed, tcp 111: refused\\u001b");
    row("a failed subscribe",
        rowOf(EntryKind::Error, "news",
              stateWords(Centrifuge::ErrorLayer::Server, 100, "internal server error")),
        "news: failed, 100: internal server error");
    row("a gap of an old recording", rowOf(EntryKind::Gap, "news", {"why"}),
        "news: messages are missing here (why)");
    row("a gap", rowOf(EntryKind::Gap, "news", {"2 messages are missing.", 2}),
        "news: 2 messages are missing.");
    row("a possible gap", rowOf(EntryKind::PossibleGap, "news", {"Messages may be missing."}),
        "news: Messages may be missing.");
    row("no gap", rowOf(EntryKind::NoGap, "news", {"Nothing is missing."}),
        "news: Nothing is missing.");
    row("a loss", rowOf(EntryKind::Loss, "", {"", 12}),
        "12 messages came faster than they could be kept and are lost");
    row("a trim", rowOf(EntryKind::Trim, "", stateWords(TrimLimit::Disk, 7, "")),
        "the 7 oldest entries were let go (limit: disk)");
    row("something unreadable", rowOf(EntryKind::Undecodable, "news", {"abc"}),
        "news: a message of 3 bytes cannot be read");
    row("of a watcher", watchedBy("b\x1B", rowOf(EntryKind::Join, "news", {})),
        "b\\u001b: news: joined ");
    row("a watcher's connection",
        watchedBy("bob", rowOf(EntryKind::Connection, "", stateWords(SessionState::Live, 0, ""))),
        "bob: live");
    row("a watcher's publication", watchedBy("b\x1B", rowOf(EntryKind::Publication, "news", {"1"})),
        "- b\\u001b news - 1");
}

void TestEventText::saysWhatHappened()
{
    QFETCH(const Entry, entry);
    QTEST(eventText(entry), "words");
}

void TestEventText::writesAPublish()
{
    Centrifuge::PublishReply reply;
    QCOMPARE(publishedLine(QStringLiteral("n\x1B"), reply),
             QStringLiteral("published n\\u001b - -"));
    reply.position = {3, QStringLiteral("abc")};
    QCOMPARE(publishedLine(QStringLiteral("news"), reply), QStringLiteral("published news 3 abc"));
}

void TestEventText::namesTheLayerOfAnError()
{
    using Centrifuge::ErrorLayer;
    QCOMPARE(errorText({ErrorLayer::Server, 103, QStringLiteral("permission denied"), false}),
             QStringLiteral("103: permission denied"));
    QCOMPARE(errorText({ErrorLayer::Http, 401, QStringLiteral("no"), false}),
             QStringLiteral("http 401: no"));
}

void TestEventText::rowsShowNoNumberOfOurs()
{
    QCOMPARE(summaryText(rowOf(EntryKind::Subscription, "news",
                               stateWords(ChannelState::Subscribing, 1, "transport closed"))),
             QStringLiteral("subscribing \u00b7 transport closed"));
    QCOMPARE(summaryText(rowOf(EntryKind::Subscription, "news",
                               stateWords(ChannelState::Unsubscribed, 2500, "told to"))),
             QStringLiteral("unsubscribed \u00b7 2500 told to"));
}

REALTIME_TEST(TestEventText, QCoreApplication)
#include "tst_eventtext.moc"
