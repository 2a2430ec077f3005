// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/watch/backfillpolicy.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"
#include "watchfixture.h"

namespace {

const QString Unread = QStringLiteral("kept:unread");
const QString Other = QStringLiteral("kept:other-unread");
constexpr int Megabyte = 1024 * 1024;
constexpr int MostMegabytes = int(BackfillPolicy::MaxHeld / Megabyte);

} // namespace

/** What comes live while a gap is fetched that the history never gives. */
class TestBackfillQueue : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void holdsBackUpToALimit_data();
    void holdsBackUpToALimit();
    void holdsNothingBackWhereTheOrderDoesNotCount();
    void letsGoOfWhatItHoldsAtTheEnd();

private:
    void beginToFetch(const QStringList &channels, FetchOrder order);
    /** A message of a megabyte. */
    void push(const QString &channel, int offset);
    QList<int> offsets(const QString &channel) const;
    QList<Entry> gaps() const;
    std::uint64_t publications() const { return m_journal->counters().publications; }
};

void TestBackfillQueue::beginToFetch(const QStringList &channels, FetchOrder order)
{
    m_server->recoveryAnswer =
        R"("subscribe":{"recoverable":true,"epoch":"e1","offset":5,"was_recovering":true})";
    WatchRequest asked = request(channels);
    asked.fetchOrder = order;
    m_session->start(asked);
    QVERIFY(becomesLive());
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 1, QStringLiteral("words"), true});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    m_session->retryNow();
    QVERIFY(becomesLive());
}

void TestBackfillQueue::push(const QString &channel, int offset)
{
    const QByteArray data = '"' + QByteArray(Megabyte - 2, 'x') + '"';
    m_server->push(jsonPublicationOf(channel.toUtf8(), data, offset));
}

QList<int> TestBackfillQueue::offsets(const QString &channel) const
{
    QList<int> result;
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        if (row(i).kind == EntryKind::Publication && row(i).channel == channel.toStdString()) {
            result.append(int(row(i).offset));
        }
    }
    return result;
}

QList<Entry> TestBackfillQueue::gaps() const
{
    QList<Entry> result;
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        if (row(i).kind == EntryKind::Gap) {
            result.append(row(i));
        }
    }
    return result;
}

void TestBackfillQueue::holdsBackUpToALimit_data()
{
    QTest::addColumn<int>("others"); // held of another channel
    QTest::newRow("one channel") << 0;
    QTest::newRow("two channels share it") << 20;
}

void TestBackfillQueue::holdsBackUpToALimit()
{
    QFETCH(const int, others);
    beginToFetch({Unread, Other, QStringLiteral("news")}, FetchOrder::InOrder);
    QList<int> expected;
    for (int i = 0; i < others; ++i) {
        push(Other, 6 + i);
    }
    for (int i = 0; i < MostMegabytes - 1 - others; ++i) {
        expected.append(6 + i);
        push(Unread, expected.last());
    }
    m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    QTRY_COMPARE_WITH_TIMEOUT(publications(), std::uint64_t(1), Patience); // all the others wait
    QVERIFY(gaps().isEmpty());

    expected.append(expected.last() + 1);
    push(Unread, expected.last()); // one too many
    QTRY_COMPARE_WITH_TIMEOUT(offsets(Unread), expected, Patience);
    QCOMPARE(gaps().size(), 1);
    const Entry gap = gaps().constFirst();
    QCOMPARE(gap.count(), 5U);
    QCOMPARE(gap.channel, std::string_view("kept:unread"));
    const QString words = QString::fromUtf8(gap.payload.data(), qsizetype(gap.payload.size()));
    QVERIFY2(words.contains(QStringLiteral("more than 64 MB came live meanwhile")),
             qPrintable(words));
    for (const ChannelStatus &channel : m_session->channels()) {
        if (channel.channel == Unread) {
            QCOMPARE(channel.missing, quint64(5));
            QCOMPARE(channel.newestGap,
                     std::optional(OffsetGap{0, 5, "e1", false})); // by hand, then
        }
    }
    QVERIFY(offsets(Other).isEmpty()); // there is room for it again
    push(Unread, expected.last() + 1);
    expected.append(expected.last() + 1);
    QTRY_COMPARE_WITH_TIMEOUT(offsets(Unread), expected, Patience);
}

void TestBackfillQueue::holdsNothingBackWhereTheOrderDoesNotCount()
{
    beginToFetch({Unread}, FetchOrder::AsReceived);
    push(Unread, 6);
    QTRY_COMPARE_WITH_TIMEOUT(offsets(Unread), QList<int>{6}, Patience);
    QVERIFY(gaps().isEmpty()); // it may still come
}

void TestBackfillQueue::letsGoOfWhatItHoldsAtTheEnd()
{
    beginToFetch({Unread}, FetchOrder::InOrder);
    push(Unread, 6);
    push(Unread, 7);
    m_session->close();
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Offline, Patience);
    QCOMPARE(offsets(Unread), (QList<int>{6, 7}));
    QCOMPARE(gaps().size(), 1); // before them
    QCOMPARE(gaps().constFirst().count(), 5U);
}

REALTIME_TEST(TestBackfillQueue, QCoreApplication)
#include "tst_backfillqueue.moc"
