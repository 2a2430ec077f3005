// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/entry/eventjson.h"
#include "monitor/entry/eventtext.h"
#include "monitor/filter/filtertext.h"
#include "monitor/watch/watchfixture.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace {

const QString Kept = QStringLiteral("kept");

QByteArray publicationOfSize(int offset, qsizetype size, const QByteArray &more = {})
{
    const QByteArray data = '"' + QByteArray(size - 2, 'x') + '"';
    return jsonPublicationOf("kept", data, offset, more);
}

} // namespace

/** A publication above the limit is told, but not kept, and nothing else suffers. */
class TestMessageLimits : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatItDoesNotKeep_data();
    void tellsWhatItDoesNotKeep();
    void saysHowLargeItWas();
};

void TestMessageLimits::tellsWhatItDoesNotKeep_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("tags");
    QTest::newRow("plain, as most are") << QByteArray() << QByteArray();
    QTest::newRow("with tags") << QByteArray(R"(,"tags":{"a":"b"})") << QByteArray(R"({"a":"b"})");
}

void TestMessageLimits::tellsWhatItDoesNotKeep()
{
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, tags);
    constexpr int Limit = 1024 * 1024;
    WatchRequest wanted = request({Kept});
    wanted.connection.limits.publication = 1;
    m_session->start(wanted);
    QVERIFY(becomesLive());
    const std::size_t before = m_journal->size();
    m_server->push(publicationOfSize(1, Limit, more) + '\n' + publicationOfSize(2, Limit + 1, more)
                   + '\n' + publicationOfSize(3, 10, more));
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->counters().publications, 3U, Patience);
    QCOMPARE(m_journal->size(), before + 3); // and no gap
    QCOMPARE(row(before).payload.size(), std::size_t(Limit));
    QCOMPARE(row(before).flags, std::uint8_t(0));
    const Entry large = row(before + 1);
    QCOMPARE(large.kind, EntryKind::Publication);
    QCOMPARE(large.flags, std::uint8_t(NotKept));
    QCOMPARE(large.payload.size(), std::size_t(0));
    QCOMPARE(large.payloadSize(), std::uint64_t(Limit + 1));
    QCOMPARE(large.offset, 2U);
    QCOMPARE(QByteArray(large.epoch.data(), qsizetype(large.epoch.size())), QByteArray("e1"));
    QCOMPARE(QByteArray(large.tags.data(), qsizetype(large.tags.size())), tags);
    QCOMPARE(row(before + 2).offset, 3U);
    QCOMPARE(row(before + 2).payloadSize(), 10U);
    QVERIFY(!m_session->channels().at(0).newestGap);
}

void TestMessageLimits::saysHowLargeItWas()
{
    Entry entry;
    entry.channel = "news";
    entry.offset = 7;
    entry.flags = NotKept;
    entry.packedCode = 40 * 1024 * 1024;
    QCOMPARE(summaryText(entry),
             QStringLiteral("40.0 MB, not kept: larger than the publication limit"));
    QVERIFY(publicationLine(entry).endsWith(
        QStringLiteral(" news 7 (40.0 MB, not kept: larger than the publication limit)")));
    const QJsonObject event =
        QJsonDocument::fromJson(eventJson(entry, JsonAudience::Program)).object();
    QCOMPARE(event.value(QStringLiteral("not_kept")).toBool(), true);
    QCOMPARE(event.value(QStringLiteral("size")).toInt(), 40 * 1024 * 1024);
    QVERIFY(!event.contains(QStringLiteral("data")));
    QVERIFY(FilterRun(compileFilter(QStringLiteral("size > 39m")).filter).matches(entry));
    QVERIFY(!FilterRun(compileFilter(QStringLiteral("code > 0")).filter).matches(entry));
}

REALTIME_TEST(TestMessageLimits, QCoreApplication)
#include "tst_messagelimits.moc"
