// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "integration/watcher.h"
#include "monitor/entry/entry.h"
#include "support/servertest.h"

#include "centrifuge/transport/transport.h"
#include "monitor/publish/publisher.h"
#include "monitor/publish/roundtriptracker.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <optional>

using Centrifuge::ErrorLayer;
using Centrifuge::WireFormat;

namespace {

constexpr int LargePatience = 30'000; // ms, for a loaded machine
constexpr qsizetype Megabyte = qsizetype(1024) * 1024;

/** One JSON value of that many bytes, with a number in front. */
QByteArray dataOf(int number, qsizetype size)
{
    const QByteArray start = "{\"n\":" + QByteArray::number(number) + ",\"text\":\"";
    return start + QByteArray(size - start.size() - 2, 'x') + "\"}";
}

void showPushes(const Journal &journal, qsizetype count, RoundTripTracker &tracker)
{
    for (std::size_t i = journal.size() - std::size_t(count); i < journal.size(); ++i) {
        if (const Entry entry = journal.at(i); entry.kind == EntryKind::Publication) {
            tracker.pushArrived(entry);
        }
    }
}

std::optional<Entry> lastOf(const Journal &journal, EntryKind kind)
{
    for (std::size_t i = journal.size(); i > 0; --i) {
        if (journal.at(i - 1).kind == kind) {
            return journal.at(i - 1);
        }
    }
    return std::nullopt;
}

} // namespace

/** What Centrifugo puts into one frame, or into one message, on the real engine. */
class TestLargeMessages : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server.setOption(QStringLiteral("client.queue_max_size"), 256 * Megabyte);
        ServerTest::initTestCase();
    }
    void arriveAll_data();
    void arriveAll();
    void aLargeOneIsToldAndProven_data() { addWireFormats(); }
    void aLargeOneIsToldAndProven();
    void moreThanAFrameEndsTheConnection_data() { addWireFormats(); }
    void moreThanAFrameEndsTheConnection();
};

void TestLargeMessages::arriveAll_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<int>("count");
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("Protobuf: a burst of 60 × 300 KB")
        << WireFormat::Protobuf << 60 << qsizetype(300'000);
    QTest::newRow("JSON: a burst of 60 × 300 KB") << WireFormat::Json << 60 << qsizetype(300'000);
    QTest::newRow("Protobuf: 5 MB") << WireFormat::Protobuf << 1 << 5 * Megabyte;
    QTest::newRow("JSON: 5 MB") << WireFormat::Json << 1 << 5 * Megabyte;
    QTest::newRow("Protobuf: 30 MB") << WireFormat::Protobuf << 1 << 30 * Megabyte;
    QTest::newRow("JSON: 30 MB") << WireFormat::Json << 1 << 30 * Megabyte;
}

void TestLargeMessages::arriveAll()
{
    QFETCH(WireFormat, wire);
    QFETCH(int, count);
    QFETCH(qsizetype, size);
    const QString channel = QStringLiteral("history:all-%1-%2").arg(int(wire)).arg(size);
    const QString other = QStringLiteral("plain:all-%1-%2").arg(int(wire)).arg(size);
    Watcher watcher(wire);
    watcher.start(serverConnection(m_server), {channel, other});
    QTRY_COMPARE(watcher.state(), SessionState::Live);
    IoThread io;
    Publisher publisher(io);
    publisher.setConnection(serverConnection(m_server));
    QByteArrayList sent;
    for (int i = 0; i < count; ++i) {
        sent.append(dataOf(i, size));
        QVERIFY(publisher.publish({channel, sent.last(), {}, {}}) != 0);
    }
    QVERIFY(publisher.publish({other, "1", {}, {}}) != 0);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel).size(), count, LargePatience);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(other), QByteArrayList{"1"}, LargePatience);
    QByteArrayList arrived = watcher.payloads(channel);
    std::sort(arrived.begin(), arrived.end()); // several calls at once have no order
    std::sort(sent.begin(), sent.end());
    QVERIFY(arrived == sent);
    QCOMPARE(watcher.count(EntryKind::Error), 0);
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    QCOMPARE(watcher.channel(channel).duplicates, 0U);
}

void TestLargeMessages::aLargeOneIsToldAndProven()
{
    QFETCH(WireFormat, wire);
    const QString channel = QStringLiteral("history:large-%1").arg(int(wire));
    ConnectionSettings settings = serverConnection(m_server);
    settings.limits.publication = 1;
    Watcher watcher(wire);
    watcher.start(settings, {channel});
    QTRY_COMPARE(watcher.state(), SessionState::Live);
    IoThread io;
    Publisher publisher(io);
    publisher.setConnection(settings);
    RoundTripTracker tracker(io.clock());
    connect(&publisher, &Publisher::finished, &tracker, &RoundTripTracker::answered);
    connect(&watcher.feed(), &JournalFeed::entriesAppended, &tracker,
            [&](qsizetype count) { showPushes(watcher.journal(), count, tracker); });
    const Centrifuge::PublishRequest request{channel, dataOf(1, 5 * Megabyte), {}, {}};
    const quint64 id = publisher.publish(request);
    tracker.started(id, request);
    QTRY_COMPARE_WITH_TIMEOUT(tracker.roundTrip(id)->state, RoundTrip::State::Proven,
                              LargePatience);
    QCOMPARE(tracker.roundTrip(id)->matchedBy, RoundTrip::Match::Position);
    QVERIFY(tracker.roundTrip(id)->payloadIdentical);
    QVERIFY(m_server.publish(channel, "2"));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), (QByteArrayList{{}, "2"}), LargePatience);
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    QCOMPARE(watcher.state(), SessionState::Live);
}

void TestLargeMessages::moreThanAFrameEndsTheConnection()
{
    QFETCH(WireFormat, wire);
    const QString channel = QStringLiteral("plain:frame-%1").arg(int(wire));
    ConnectionSettings settings = serverConnection(m_server);
    settings.limits.frame = 1;
    Watcher watcher(wire);
    watcher.start(settings, {channel});
    QTRY_COMPARE(watcher.state(), SessionState::Live);
    QVERIFY(m_server.publish(channel, dataOf(1, 2 * Megabyte)));
    QTRY_VERIFY_WITH_TIMEOUT(watcher.count(EntryKind::Error) == 1, LargePatience);
    const Entry error = *lastOf(watcher.journal(), EntryKind::Error);
    QCOMPARE(error.errorLayer(), ErrorLayer::Protocol);
    QCOMPARE(int(error.code()), Centrifuge::FrameLimitExceeded);
    QCOMPARE(QByteArray(error.payload.data(), qsizetype(error.payload.size())),
             QByteArray("The server sent more at once than the frame limit set here, 1 MB."));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, LargePatience);
    QVERIFY(m_server.publish(channel, "2"));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), QByteArrayList{"2"}, LargePatience);
}

REALTIME_TEST(TestLargeMessages, QCoreApplication)
#include "tst_largemessages.moc"
