// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/token.h"
#include "integration/watcher.h"
#include "monitor/entry/entry.h"
#include "support/firstfailure.h"
#include "support/gate.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using Centrifuge::WireFormat;

namespace {

/** More than one page. */
constexpr int Many = 150;
const QString Room = QStringLiteral("history:room");

QByteArrayList numbers(int first, int last)
{
    QByteArrayList result;
    for (int number = first; number <= last; ++number) {
        result.append(QByteArray::number(number));
    }
    return result;
}

} // namespace

/** What is missing in a stream is told, and fetched where the history has it. */
class TestGaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fetchesWhatWasNotRecovered_data();
    void fetchesWhatWasNotRecovered();
    void fetchesWhatIsLeft();
    void fetchesByTheApiWhatTheUserMayNot();
    void saysThatTheUserMayNot();
    void saysWhatANewEpochMeans();
    void knowsNoGapWithoutHistory();
    void countsWhatWasRecovered();
    void beginsWithTheBacklog_data();
    void beginsWithTheBacklog();
    void beginsWithTheBacklogOfWhatTheServerGave_data();
    void beginsWithTheBacklogOfWhatTheServerGave();

private:
    void allowHistory(int size = 20'000);
    void start(Watcher &watcher, const QString &channel, ConnectionSettings settings = {});
    /** Publishes while the connection is away, and lets it come back. */
    void interrupt(Watcher &watcher, const QString &channel, int first, int last);
    /** The same, but the server takes the place in the stream back. */
    void invalidate(Watcher &watcher, int first, int last);
    void publishAndReturn(Watcher &watcher, const QString &channel, int first, int last);
    Entry lastOf(const Watcher &watcher, EntryKind kind) const;
    void fetch(Watcher &watcher);

    FirstFailure m_firstFailure;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Gate> m_gate;
};

void TestGaps::init()
{
    if (m_firstFailure.isNoted()) {
        QSKIP(FirstFailure::Reason);
    }
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    m_server = std::make_unique<TestServer>();
}

void TestGaps::cleanup()
{
    m_firstFailure.note();
    m_gate.reset();
    m_server.reset();
}

void TestGaps::allowHistory(int size)
{
    QJsonObject channel = m_server->config().value(QStringLiteral("channel")).toObject();
    QJsonArray namespaces = channel.value(QStringLiteral("namespaces")).toArray();
    QJsonObject history = namespaces.at(0).toObject();
    history.insert(QStringLiteral("allow_history_for_subscriber"), true);
    history.insert(QStringLiteral("history_size"), size);
    namespaces.replace(0, history);
    channel.insert(QStringLiteral("namespaces"), namespaces);
    m_server->config().insert(QStringLiteral("channel"), channel);
}

void TestGaps::start(Watcher &watcher, const QString &channel, ConnectionSettings settings)
{
    if (settings.webSocketUrl.isEmpty()) {
        settings = serverConnection(*m_server);
    }
    m_gate = std::make_unique<Gate>(m_server->port());
    settings.webSocketUrl.setPort(m_gate->port());
    watcher.start(settings, {channel});
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, Patience);
}

void TestGaps::interrupt(Watcher &watcher, const QString &channel, int first, int last)
{
    m_gate->shut(Gate::Present::Cut);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Connecting, Patience);
    publishAndReturn(watcher, channel, first, last);
}

void TestGaps::invalidate(Watcher &watcher, int first, int last)
{
    m_gate->shut(Gate::Present::Keep);
    m_server->call(QStringLiteral("disconnect"),
                   R"({"user":"alice","disconnect":{"code":3014,"reason":"state invalidated"}})");
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Connecting, Patience);
    publishAndReturn(watcher, Room, first, last);
}

void TestGaps::publishAndReturn(Watcher &watcher, const QString &channel, int first, int last)
{
    for (const QByteArray &number : numbers(first, last)) {
        QVERIFY(m_server->publish(channel, number));
    }
    QVERIFY(m_gate->open());
    watcher.session().retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, Patience);
}

Entry TestGaps::lastOf(const Watcher &watcher, EntryKind kind) const
{
    for (std::size_t i = watcher.journal().size(); i > 0; --i) {
        if (watcher.journal().at(i - 1).kind == kind) {
            return watcher.journal().at(i - 1);
        }
    }
    return {};
}

void TestGaps::fetch(Watcher &watcher)
{
    const ChannelStatus status = watcher.channel(Room);
    QVERIFY(status.hasGap);
    QVERIFY(status.newestGap.has_value());
    watcher.session().fetchGap(Room, *status.newestGap);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.count(EntryKind::Fetch), 1, Patience);
}

void TestGaps::fetchesWhatWasNotRecovered_data()
{
    addWireFormats();
}

void TestGaps::fetchesWhatWasNotRecovered()
{
    QFETCH(WireFormat, wire);
    allowHistory();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(wire);
    start(watcher, Room);
    QVERIFY(m_server->publish(Room, "1"));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room).size(), 1, Patience);

    invalidate(watcher, 2, Many);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room), numbers(1, Many), Patience);
    const Entry fetched = lastOf(watcher, EntryKind::Publication);
    QVERIFY((fetched.flags & Fetched) != 0);
    QCOMPARE(fetched.offset, std::uint64_t(Many));
    QVERIFY(!fetched.epoch.empty());
    QVERIFY(m_server->publish(Room, "151"));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room), numbers(1, 151), Patience);
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    const ChannelStatus status = watcher.channel(Room);
    QCOMPARE(status.received, quint64(2)); // nobody pushed the others
    QCOMPARE(status.fetched, quint64(Many - 1));
    QVERIFY(!status.hasGap);
    QCOMPARE(watcher.journal().counters().publications, std::uint64_t(2));
}

/** The recovery fails because the history was cut, and so it holds only a part. */
void TestGaps::fetchesWhatIsLeft()
{
    allowHistory(20);
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(WireFormat::Protobuf);
    start(watcher, Room);
    interrupt(watcher, Room, 1, 50);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.count(EntryKind::Gap), 1, Patience);
    QCOMPARE(watcher.payloads(Room), numbers(31, 50));
    const Entry row = lastOf(watcher, EntryKind::Gap);
    const QString words = QString::fromUtf8(row.payload.data(), qsizetype(row.payload.size()));
    QVERIFY2(words.contains(QStringLiteral("30 message")), qPrintable(words));
    QVERIFY(watcher.channel(Room).hasGap); // it stays one
    QVERIFY(!watcher.channel(Room).newestGap.has_value()); // but there is nothing more to fetch
}

void TestGaps::fetchesByTheApiWhatTheUserMayNot()
{
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(WireFormat::Protobuf);
    start(watcher, Room);
    invalidate(watcher, 1, Many);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room), numbers(1, Many), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.count(EntryKind::Fetch), 1, Patience);
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    QVERIFY(!watcher.channel(Room).hasGap);
}

void TestGaps::saysThatTheUserMayNot()
{
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(WireFormat::Protobuf);
    ConnectionSettings settings = serverConnection(*m_server);
    settings.apiKey = {};
    start(watcher, Room, settings);
    invalidate(watcher, 1, Many);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.count(EntryKind::Gap), 1, Patience);
    fetch(watcher);
    const Entry row = lastOf(watcher, EntryKind::Fetch);
    QCOMPARE(row.code(), std::uint32_t(103));
    QVERIFY(QString::fromUtf8(row.payload.data(), qsizetype(row.payload.size()))
                .contains(QStringLiteral("may not read")));
    QVERIFY(watcher.channel(Room).hasGap);
    QCOMPARE(watcher.channel(Room).fetched, quint64(0));
}

void TestGaps::saysWhatANewEpochMeans()
{
    allowHistory();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(WireFormat::Protobuf);
    start(watcher, Room);
    QVERIFY(m_server->publish(Room, "1"));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room).size(), 1, Patience);
    m_gate->shut(Gate::Present::Cut);
    m_server->kill();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Connecting, Patience);
    publishAndReturn(watcher, Room, 1, 1);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.count(EntryKind::PossibleGap), 1, Patience);
    QCOMPARE(watcher.channel(Room).epochChanges, 1U);
    QCOMPARE(watcher.payloads(Room).size(), 2); // what the new one holds was fetched
    const Entry row = lastOf(watcher, EntryKind::PossibleGap);
    const QString words = QString::fromUtf8(row.payload.data(), qsizetype(row.payload.size()));
    QVERIFY2(words.contains(QStringLiteral("gone with it")), qPrintable(words));
    QVERIFY(!watcher.channel(Room).hasGap);
    QVERIFY(watcher.channel(Room).hasPossibleGap); // what the one before held is not known
}

void TestGaps::knowsNoGapWithoutHistory()
{
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(WireFormat::Protobuf);
    const QString plain = QStringLiteral("plain:room");
    start(watcher, plain);
    interrupt(watcher, plain, 1, 1);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.count(EntryKind::PossibleGap), 1, Patience);
    QVERIFY(!watcher.channel(plain).hasGap);
    QVERIFY(watcher.channel(plain).hasPossibleGap);
    QVERIFY(!watcher.channel(plain).newestGap.has_value());
}

void TestGaps::countsWhatWasRecovered()
{
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(WireFormat::Protobuf);
    start(watcher, Room);
    interrupt(watcher, Room, 1, 3);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room), numbers(1, 3), Patience);
    QCOMPARE(watcher.channel(Room).recovered, quint64(3));
    QCOMPARE(watcher.channel(Room).backlog, quint64(0));
    QVERIFY(!watcher.channel(Room).hasGap);
}

void TestGaps::beginsWithTheBacklog_data()
{
    QTest::addColumn<bool>("isConnectedFirst");
    QTest::newRow("added while connected") << true;
    QTest::newRow("added before") << false;
}

void TestGaps::beginsWithTheBacklog()
{
    QFETCH(bool, isConnectedFirst);
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    const QString other = QStringLiteral("history:other");
    for (const char *number : {"1", "2", "3"}) {
        QVERIFY(m_server->publish(Room, number));
        QVERIFY(m_server->publish(other, number));
    }
    Watcher watcher(WireFormat::Protobuf);
    m_gate = std::make_unique<Gate>(m_server->port());
    WatchRequest request;
    request.connection = serverConnection(*m_server);
    request.connection.webSocketUrl.setPort(m_gate->port());
    request.user = QStringLiteral("alice");
    const auto start = [&] {
        WatchRequest now = watcher.session().request();
        now.connection = request.connection;
        now.user = request.user;
        watcher.session().start(now);
    };
    const auto add = [&] {
        watcher.session().addChannel(Room, WatchSession::Start::Backlog);
        watcher.session().addChannel(other);
    };
    std::vector<std::function<void()>> steps{start, add};
    std::rotate(steps.begin(), steps.begin() + (isConnectedFirst ? 0 : 1), steps.end());
    steps[0]();
    steps[1]();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room), numbers(1, 3), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, Patience);
    QVERIFY(watcher.payloads(other).isEmpty()); // a choice for one channel
    QCOMPARE(watcher.channel(Room).backlog, quint64(3));
    QCOMPARE(watcher.channel(Room).recovered, quint64(0));
    QVERIFY((lastOf(watcher, EntryKind::Publication).flags & Backlog) != 0);
    QCOMPARE(watcher.count(EntryKind::Gap), 0);

    interrupt(watcher, Room, 4,
              4); // from now on it is recovery, and nothing comes twice
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(Room), numbers(1, 4), Patience);
    QCOMPARE(watcher.channel(Room).recovered, quint64(1));
}

void TestGaps::beginsWithTheBacklogOfWhatTheServerGave_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QByteArrayList>("heard"); // before the channel is asked for
    const QByteArrayList none;
    const QByteArrayList one{"4"};
    QTest::newRow("with positions") << Room << none;
    QTest::newRow("with positions, after a message") << Room << one;
    QTest::newRow("without positions") << QStringLiteral("kept:room") << none;
    QTest::newRow("without positions, after a message") << QStringLiteral("kept:room") << one;
}

/** The channel is subscribed already when somebody asks for it with its history. */
void TestGaps::beginsWithTheBacklogOfWhatTheServerGave()
{
    QFETCH(QString, channel);
    QFETCH(QByteArrayList, heard);
    allowHistory();
    m_server->addNamespace(QStringLiteral("kept"),
                           {{QStringLiteral("history_size"), 100},
                            {QStringLiteral("history_ttl"), QStringLiteral("300s")},
                            {QStringLiteral("allow_history_for_subscriber"), true}});
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    for (const char *number : {"1", "2", "3"}) {
        QVERIFY(m_server->publish(channel, number));
    }
    Centrifuge::TokenClaims claims;
    claims.user = QStringLiteral("alice");
    claims.channels = QStringList{channel};
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::now().time_since_epoch());
    ConnectionSettings settings = serverConnection(*m_server);
    settings.token =
        Secret(Centrifuge::mintToken(claims, TestServer::Secret, now).value().toUtf8());
    Watcher watcher(WireFormat::Protobuf);
    watcher.start(settings, {});
    QTRY_COMPARE_WITH_TIMEOUT(watcher.channel(channel).state, ChannelState::Subscribed, Patience);
    QByteArrayList expected;
    for (const QByteArray &data : heard) {
        QVERIFY(m_server->publish(channel, data));
        expected.append(data);
        QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), expected, Patience);
    }
    watcher.session().addChannel(channel, WatchSession::Start::Backlog);
    expected += numbers(1, 3);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), expected, Patience);
    QVERIFY(m_server->publish(channel, "5"));
    expected.append("5");
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), expected, Patience);
    QCOMPARE(watcher.channel(channel).fetched, quint64(3));
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    QCOMPARE(watcher.count(EntryKind::PossibleGap), 0);
}

REALTIME_TEST(TestGaps, QCoreApplication)
#include "tst_gaps.moc"
