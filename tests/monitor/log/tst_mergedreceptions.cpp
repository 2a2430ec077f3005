// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/mergedreceptions.h"

#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;
using Mark = MergedReceptions::Mark;

namespace {

/** A log of rows, a millisecond apart. */
class MergedRows
{
public:
    void connection(const char *watcher, SessionState state)
    {
        Arrival row = next(watcher, EntryKind::Connection, {});
        row.setState(state);
        add(row);
    }
    void subscription(const char *watcher, ChannelState state, quint32 code = 0)
    {
        Arrival row = next(watcher, EntryKind::Subscription, "news");
        row.setState(state);
        row.setCode(Centrifuge::ErrorLayer::Server, code);
        add(row);
    }
    void received(const char *watcher, std::uint64_t offset, std::uint8_t flags = 0)
    {
        Arrival row = next(watcher, EntryKind::Publication, "news");
        row.offset = offset;
        row.epoch = "e1";
        row.flags = flags;
        row.payload = std::to_string(offset);
        add(row);
    }
    void receivedBytes(const char *watcher, const std::string &payload,
                       const std::string &tags = {})
    {
        Arrival row = next(watcher, EntryKind::Publication, "plain");
        row.payload = payload;
        row.tags = tags;
        add(row);
    }
    void add(const Arrival &row) { m_merged.add(numberedRow(row, ++m_number)); }
    Arrival next(const char *watcher, EntryKind kind, const char *channel)
    {
        m_now += 1ms;
        Arrival row;
        row.kind = kind;
        row.watcher = watcher;
        row.channel = channel == nullptr ? "" : channel;
        row.monotonic = m_now;
        return row;
    }
    void pass(std::chrono::nanoseconds time) { m_now += time; }
    void subscribeAll(std::initializer_list<const char *> watchers)
    {
        for (const char *watcher : watchers) {
            subscription(watcher, ChannelState::Subscribed);
        }
    }
    /** One character for each watcher, in their order. */
    QString marks(std::size_t message) const
    {
        static const QString Signs = QStringLiteral("+?!.x~o");
        QString text;
        for (std::size_t i = 0; i < m_merged.watchers().size(); ++i) {
            text += Signs.at(int(m_merged.markOf(m_merged.at(message), i, m_now)));
        }
        return text;
    }
    QStringList marks() const
    {
        QStringList all;
        for (std::size_t i = 0; i < m_merged.size(); ++i) {
            all.append(marks(i));
        }
        return all;
    }
    MergedReceptions &merged() { return m_merged; }

private:
    MergedReceptions m_merged;
    std::chrono::nanoseconds m_now{1s};
    std::uint64_t m_number = 0;
};

} // namespace

class TestMergedReceptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsReceptionsTogether();
    void marksWhoMissedAMessage();
    void waitsForWhatMayStillCome();
    void tellsWhyOneDoesNotReceive();
    void awaitsTheRecoveryOfOneWhoIsAway();
    void claimsNothingOfOldMessages();
    void claimsNothingOfWhatIsFiltered();
    void tellsStreamsApart();
    void mergesWhereOnlyOneKnowsTheEpoch();
    void mergesByTag();
    void mergesEqualBytesOfAShortTime();
    void keepsTheNewest();
    void boundsWatchersAndChannels();
    void saysWhatChanged();
};

void TestMergedReceptions::putsReceptionsTogether()
{
    MergedRows rows;
    rows.subscribeAll({"alice", "bob"});
    rows.received("alice", 1);
    rows.received("bob", 1);
    rows.received("bob", 2);
    rows.received("alice", 2);
    QCOMPARE(rows.marks(), (QStringList{QStringLiteral("++"), QStringLiteral("++")}));
    const MergedMessage &second = rows.merged().at(1);
    QCOMPARE(second.match, MergedMessage::Match::Offset);
    QCOMPARE(second.firstRow(), 5u);
    QCOMPARE(MergedReceptions::receptionOf(second, 1)->delay, 0ns);
    QCOMPARE(MergedReceptions::receptionOf(second, 0)->delay, std::chrono::nanoseconds(1ms));
    QCOMPARE(MergedReceptions::receptionOf(second, 0)->row, 6u);
}

/** A later message shows it at once. */
void TestMergedReceptions::marksWhoMissedAMessage()
{
    MergedRows rows;
    rows.subscribeAll({"alice", "bob"});
    rows.received("alice", 1);
    QCOMPARE(rows.marks(0), QStringLiteral("+?"));
    rows.received("alice", 2);
    rows.received("bob", 2);
    QCOMPARE(rows.marks(), (QStringList{QStringLiteral("+!"), QStringLiteral("++")}));
}

void TestMergedReceptions::waitsForWhatMayStillCome()
{
    MergedRows rows;
    rows.subscribeAll({"alice", "bob"});
    rows.received("alice", 1);
    rows.pass(MergedReceptions::MissingAfter);
    QCOMPARE(rows.marks(0), QStringLiteral("+?"));
    rows.pass(1ns);
    QCOMPARE(rows.marks(0), QStringLiteral("+!"));
    rows.received("bob", 1); // after all
    QCOMPARE(rows.marks(), QStringList{QStringLiteral("++")});
}

void TestMergedReceptions::tellsWhyOneDoesNotReceive()
{
    MergedRows rows;
    rows.subscribeAll({"alice"});
    rows.subscription("bob", ChannelState::Unsubscribed, 103);
    rows.subscription("carol", ChannelState::Subscribed);
    rows.subscription("carol", ChannelState::Unsubscribed);
    rows.subscription("dave", ChannelState::Subscribed);
    rows.connection("dave", SessionState::Connecting);
    rows.subscription("erin", ChannelState::Subscribed);
    rows.connection("erin", SessionState::Refused);
    rows.connection("frank", SessionState::Live);
    rows.received("alice", 1);
    rows.pass(10s);
    QCOMPARE(rows.marks(0), QStringLiteral("+x.~x."));
}

void TestMergedReceptions::awaitsTheRecoveryOfOneWhoIsAway()
{
    MergedRows rows;
    rows.subscribeAll({"alice", "bob"});
    rows.received("alice", 1);
    rows.connection("bob", SessionState::Connecting);
    rows.pass(10s);
    QCOMPARE(rows.marks(0), QStringLiteral("+~")); // subscribed then, and away since
    rows.subscription("bob", ChannelState::Subscribed);
    rows.received("bob", 1, Recovered);
    QCOMPARE(rows.marks(), QStringList{QStringLiteral("++")});
}

/** Whoever is further may have received it before, out of sight. */
void TestMergedReceptions::claimsNothingOfOldMessages()
{
    MergedRows rows;
    rows.subscribeAll({"alice", "bob", "carol"});
    rows.received("bob", 9);
    rows.received("alice", 3, Fetched);
    rows.pass(10s);
    QCOMPARE(rows.marks(1), QStringLiteral("+oo"));
}

void TestMergedReceptions::claimsNothingOfWhatIsFiltered()
{
    MergedRows rows;
    rows.subscribeAll({"alice", "bob"});
    rows.merged().setFiltered("bob", "news", true);
    rows.received("alice", 1);
    rows.pass(10s);
    QCOMPARE(rows.marks(0), QStringLiteral("+o"));
    rows.merged().setFiltered("bob", "news", false);
    QCOMPARE(rows.marks(0), QStringLiteral("+!"));
}

void TestMergedReceptions::tellsStreamsApart()
{
    MergedRows rows;
    rows.received("alice", 1);
    Arrival other = rows.next("bob", EntryKind::Publication, "news");
    other.offset = 1;
    other.epoch = "e2";
    rows.add(other);
    QCOMPARE(rows.merged().size(), std::size_t(2));
}

void TestMergedReceptions::mergesWhereOnlyOneKnowsTheEpoch()
{
    MergedRows rows;
    Arrival first = rows.next("alice", EntryKind::Publication, "news");
    first.offset = 1; // not positioned
    rows.add(first);
    rows.received("bob", 1);
    QCOMPARE(rows.merged().size(), std::size_t(1));
    QCOMPARE(rows.merged().at(0).epoch, std::string("e1"));
}

void TestMergedReceptions::mergesByTag()
{
    MergedRows rows;
    rows.receivedBytes("alice", "1", R"({"rm-id":"a"})");
    rows.receivedBytes("alice", "1", R"({"rm-id":"b"})");
    rows.pass(1min);
    rows.receivedBytes("bob", "1", R"({"rm-id":"b"})");
    QCOMPARE(rows.merged().size(), std::size_t(2));
    QCOMPARE(rows.merged().at(0).receptions.size(), std::size_t(1));
    QCOMPARE(rows.merged().at(1).receptions.size(), std::size_t(2));
    QCOMPARE(rows.merged().at(1).match, MergedMessage::Match::Tag);
}

/** Twice by the same watcher are two messages. */
void TestMergedReceptions::mergesEqualBytesOfAShortTime()
{
    MergedRows rows;
    rows.receivedBytes("alice", "1");
    rows.receivedBytes("alice", "1");
    rows.receivedBytes("bob", "1");
    rows.receivedBytes("bob", "2");
    rows.receivedBytes("bob", "1");
    QCOMPARE(rows.merged().size(), std::size_t(3));
    QCOMPARE(rows.merged().at(0).receptions.size(), std::size_t(2));
    QCOMPARE(rows.merged().at(1).receptions.size(), std::size_t(2));
    QCOMPARE(rows.merged().at(0).match, MergedMessage::Match::Bytes);
    rows.pass(MergedReceptions::LikelyWithin);
    rows.receivedBytes("carol", "1");
    QCOMPARE(rows.merged().size(), std::size_t(4));
    for (std::size_t i = 0; i < 2 * MergedReceptions::MaxAlike; ++i) {
        rows.receivedBytes("alice", "3");
    }
    rows.receivedBytes("bob", "3"); // the oldest of those that are compared
    QCOMPARE(rows.merged().at(4 + MergedReceptions::MaxAlike).receptions.size(), std::size_t(2));
}

void TestMergedReceptions::keepsTheNewest()
{
    MergedRows rows;
    constexpr std::uint64_t More = MergedReceptions::MaxMessages + 10;
    for (std::uint64_t offset = 1; offset <= More; ++offset) {
        rows.received("alice", offset);
    }
    QCOMPARE(rows.merged().size(), MergedReceptions::MaxMessages);
    QCOMPARE(rows.merged().dropped(), 10u);
    QCOMPARE(rows.merged().at(0).offset, 11u);
    rows.received("bob", 11);
    QCOMPARE(rows.merged().at(0).receptions.size(), std::size_t(2));
    rows.received("bob", 10); // too late
    QCOMPARE(rows.merged().at(MergedReceptions::MaxMessages - 1).offset, 10u);
}

void TestMergedReceptions::boundsWatchersAndChannels()
{
    MergedRows rows;
    for (std::size_t i = 0; i < MergedReceptions::MaxWatchers + 10; ++i) {
        rows.receivedBytes(std::to_string(i).c_str(), "1");
    }
    QCOMPARE(rows.merged().watchers().size(), MergedReceptions::MaxWatchers);
    MergedRows others;
    for (std::size_t i = 0; i < MergedReceptions::MaxChannels + 10; ++i) {
        others.add(others.next("alice", EntryKind::Publication, std::to_string(i).c_str()));
    }
    QCOMPARE(others.merged().size(), MergedReceptions::MaxMessages);
}

void TestMergedReceptions::saysWhatChanged()
{
    MergedRows rows;
    QCOMPARE(rows.merged().takeChanged(), std::optional<std::size_t>());
    rows.received("alice", 1);
    rows.received("alice", 2);
    QCOMPARE(rows.merged().takeChanged(), std::optional<std::size_t>(0));
    rows.received("bob", 2);
    QCOMPARE(rows.merged().takeChanged(), std::optional<std::size_t>(1));
    QCOMPARE(rows.merged().takeChanged(), std::optional<std::size_t>());
    rows.merged().clear();
    QCOMPARE(rows.merged().size(), std::size_t(0));
    QVERIFY(rows.merged().watchers().empty());
}

REALTIME_TEST(TestMergedReceptions, QCoreApplication)
#include "tst_mergedreceptions.moc"
