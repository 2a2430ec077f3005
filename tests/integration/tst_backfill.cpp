// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "integration/watcher.h"
#include "monitor/entry/entry.h"
#include "support/firstfailure.h"
#include "support/gate.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QTest>

#include <array>

using Centrifuge::WireFormat;

namespace {

constexpr int BackfillPatience = 3 * Patience; // thousands of messages
constexpr int DefaultQueue = 1 << 20;
constexpr int RaisedQueue = 64 << 20;
const QString KeptRoom = QStringLiteral("kept:room");

/** A watcher of one wire format behind a gate of its own. */
struct Gated
{
    Gated(const TestServer &server, WireFormat wire)
        : gate(server.port())
        , watcher(wire)
    {
    }

    void start(const TestServer &server, bool backlog, const ConnectionSettings &settings)
    {
        WatchRequest request;
        request.connection = settings;
        request.connection.webSocketUrl = server.webSocketUrl();
        request.connection.webSocketUrl.setPort(gate.port());
        request.user = QStringLiteral("alice");
        request.channels = QStringList{KeptRoom};
        request.wireFormat = wire();
        request.backlog = backlog;
        request.fetchOrder = FetchOrder::InOrder;
        watcher.session().start(request);
    }
    WireFormat wire() const { return watcher.wireFormat(); }

    Gate gate;
    Watcher watcher;
};

} // namespace

/** What the history still holds is never lost, however much it is and however large. */
class TestBackfill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void losesNothing_data();
    void losesNothing();
    void keepsTheOrder();
    void saysWhyNothingCanBeRead();
    void endsWhereAllIsTooMuch();
    void goesOnWhereItWas_data();
    void goesOnWhereItWas();
    void goesOnWithABacklogThatWasCut_data();
    void goesOnWithABacklogThatWasCut();
    void tellsWhatCameSinceItWasLastWatched();

private:
    void start(int queueSize, bool allowsHistory = true);
    void publish(int first, int last, int size);
    static bool closes(Watcher &watcher);
    void checkOffsets(const Watcher &watcher, int first, int last) const;

    FirstFailure m_firstFailure;
    std::unique_ptr<TestServer> m_server;
};

void TestBackfill::init()
{
    if (m_firstFailure.isNoted()) {
        QSKIP(FirstFailure::Reason);
    }
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    m_server = std::make_unique<TestServer>();
}

void TestBackfill::cleanup()
{
    m_firstFailure.note();
    m_server.reset();
}

void TestBackfill::start(int queueSize, bool allowsHistory)
{
    m_server->setOption(QStringLiteral("client.queue_max_size"), queueSize);
    m_server->addNamespace(QStringLiteral("kept"),
                           {{QStringLiteral("history_size"), 20'000},
                            {QStringLiteral("history_ttl"), QStringLiteral("300s")},
                            {QStringLiteral("force_recovery"), true},
                            {QStringLiteral("allow_subscribe_for_client"), true},
                            {QStringLiteral("allow_history_for_subscriber"), allowsHistory}});
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
}

/** Many at once, for each request takes its time. */
void TestBackfill::publish(int first, int last, int size)
{
    const QByteArray data = '"' + QByteArray(size - 2, 'x') + '"';
    const QByteArray command =
        R"({"publish":{"channel":")" + KeptRoom.toUtf8() + R"(","data":)" + data + "}},";
    const int most = std::max(1, 4'000'000 / size);
    for (int next = first; next <= last; next += most) {
        const int count = std::min(most, last - next + 1);
        const QByteArray commands = command.repeated(count).chopped(1);
        const QByteArray answer =
            m_server->call(QStringLiteral("batch"), R"({"commands":[)" + commands + "]}");
        QCOMPARE(answer.count("\"offset\""), count);
    }
}

/** Each once, in its order, by recovery, from the history or live. */
void TestBackfill::checkOffsets(const Watcher &watcher, int first, int last) const
{
    int expected = first;
    const Journal &journal = watcher.journal();
    for (std::size_t i = 0; i < journal.size(); ++i) {
        const Entry entry = journal.at(i);
        if (entry.kind == EntryKind::Publication) {
            QCOMPARE(int(entry.offset), expected);
            ++expected;
        }
    }
    QCOMPARE(expected, last + 1);
    QCOMPARE(watcher.count(EntryKind::Gap), 0);
    QVERIFY(!watcher.channel(KeptRoom).hasGap);
}

void TestBackfill::losesNothing_data()
{
    QTest::addColumn<int>("queueSize");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("size");
    struct Load
    {
        const char *name;
        int count;
        int size;
    };
    const std::array loads{Load{"301", 301, 20}, Load{"10,000 small", 10'000, 20},
                           Load{"100 of 60 KB", 100, 60'000}, Load{"30 of 1 MB", 30, 1'000'000}};
    for (const auto &[name, count, size] : loads) {
        QTest::addRow("%s, default queue", name) << DefaultQueue << count << size;
        QTest::addRow("%s, raised queue", name) << RaisedQueue << count << size;
    }
}

/** On both wire formats: after an interruption, and as the backlog of a first subscription. */
void TestBackfill::losesNothing()
{
    QFETCH(int, queueSize);
    QFETCH(int, count);
    QFETCH(int, size);
    start(queueSize);
    const ConnectionSettings settings = serverConnection(*m_server);
    const auto live = [](const Gated &gated) {
        return gated.watcher.state() == SessionState::Live;
    };
    std::array interrupted{std::make_unique<Gated>(*m_server, WireFormat::Protobuf),
                           std::make_unique<Gated>(*m_server, WireFormat::Json)};
    for (const auto &gated : interrupted) {
        gated->start(*m_server, false, settings);
        QTRY_VERIFY_WITH_TIMEOUT(live(*gated), BackfillPatience);
        gated->gate.shut(Gate::Present::Cut);
        QTRY_COMPARE_WITH_TIMEOUT(gated->watcher.state(), SessionState::Connecting,
                                  BackfillPatience);
    }
    publish(1, count, size);
    std::array first{std::make_unique<Gated>(*m_server, WireFormat::Protobuf),
                     std::make_unique<Gated>(*m_server, WireFormat::Json)};
    for (const auto &gated : interrupted) {
        QVERIFY(gated->gate.open());
        gated->watcher.session().retryNow();
    }
    for (const auto &gated : first) {
        gated->start(*m_server, true, settings);
    }
    for (const auto &gated : {&interrupted[0], &interrupted[1], &first[0], &first[1]}) {
        const Watcher &watcher = (*gated)->watcher;
        QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(KeptRoom).size(), count, BackfillPatience);
        QTRY_VERIFY_WITH_TIMEOUT(live(**gated), BackfillPatience);
    }
    publish(count + 1, count + 1, 20);
    for (const auto &gated : {&interrupted[0], &interrupted[1], &first[0], &first[1]}) {
        const Watcher &watcher = (*gated)->watcher;
        QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(KeptRoom).size(), count + 1, BackfillPatience);
        checkOffsets(watcher, 1, count + 1);
    }
}

bool TestBackfill::closes(Watcher &watcher)
{
    watcher.session().close();
    return QTest::qWaitFor([&] { return watcher.state() == SessionState::Offline; },
                           BackfillPatience);
}

/** What comes live meanwhile waits for what was published before it. */
void TestBackfill::keepsTheOrder()
{
    start(DefaultQueue);
    publish(1, 2000, 3000);
    Gated gated(*m_server, WireFormat::Protobuf);
    gated.start(*m_server, true, serverConnection(*m_server));
    QTRY_VERIFY_WITH_TIMEOUT(!gated.watcher.payloads(KeptRoom).isEmpty(), BackfillPatience);
    publish(2001, 2100, 20);
    QTRY_COMPARE_WITH_TIMEOUT(gated.watcher.payloads(KeptRoom).size(), 2100, BackfillPatience);
    checkOffsets(gated.watcher, 1, 2100);
}

void TestBackfill::saysWhyNothingCanBeRead()
{
    start(DefaultQueue, false);
    publish(1, 301, 20);
    ConnectionSettings settings = serverConnection(*m_server);
    settings.apiKey = {};
    Gated gated(*m_server, WireFormat::Protobuf);
    gated.start(*m_server, true, settings);
    QTRY_COMPARE_WITH_TIMEOUT(gated.watcher.count(EntryKind::PossibleGap), 1, BackfillPatience);
    QCOMPARE(gated.watcher.count(EntryKind::Gap), 0); // nobody knows how much it held
    const Journal &journal = gated.watcher.journal();
    const Entry row = journal.at(journal.size() - 1);
    const QString text = QString::fromUtf8(row.payload.data(), qsizetype(row.payload.size()));
    QVERIFY2(text.contains(QStringLiteral("may not read")), qPrintable(text));
    const OffsetGap gap{0, 301, std::string(row.epoch), false, true};
    QCOMPARE(gated.watcher.channel(KeptRoom).newestGap, std::optional(gap));
}

/** Beyond 10,000 somebody has to ask for it. */
void TestBackfill::endsWhereAllIsTooMuch()
{
    start(RaisedQueue);
    publish(1, 10'400, 20);
    Gated gated(*m_server, WireFormat::Protobuf);
    gated.start(*m_server, true, serverConnection(*m_server));
    QTRY_COMPARE_WITH_TIMEOUT(gated.watcher.count(EntryKind::Gap), 1, BackfillPatience);
    QCOMPARE(gated.watcher.payloads(KeptRoom).size(), 10'000);
    const ChannelStatus status = gated.watcher.channel(KeptRoom);
    QVERIFY(status.newestGap.has_value());
    QCOMPARE(status.newestGap->after, std::uint64_t(10'000));
    QCOMPARE(status.missing, quint64(400));
    gated.watcher.session().fetchGap(KeptRoom, *status.newestGap);
    QTRY_COMPARE_WITH_TIMEOUT(gated.watcher.payloads(KeptRoom).size(), 10'400, BackfillPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!gated.watcher.channel(KeptRoom).hasGap, BackfillPatience);
}

void TestBackfill::goesOnWhereItWas_data()
{
    QTest::addColumn<bool>("closesFirst");
    QTest::addColumn<int>("missed");
    QTest::addColumn<QString>("user");
    QTest::addColumn<int>("expected"); // publications in the log
    const QString alice = QStringLiteral("alice");
    QTest::newRow("reconnect") << false << 4 << alice << 9;
    QTest::newRow("disconnect and connect") << true << 4 << alice << 9;
    QTest::newRow("more than is recovered") << true << 400 << alice << 405;
    QTest::newRow("another user") << true << 4 << QStringLiteral("bob") << 5;
}

void TestBackfill::goesOnWhereItWas()
{
    QFETCH(bool, closesFirst);
    QFETCH(int, missed);
    QFETCH(QString, user);
    QFETCH(int, expected);
    start(DefaultQueue);
    Gated gated(*m_server, WireFormat::Protobuf);
    Watcher &watcher = gated.watcher;
    gated.start(*m_server, false, serverConnection(*m_server));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, BackfillPatience);
    publish(1, 5, 20);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(KeptRoom).size(), 5, BackfillPatience);
    gated.gate.shut(Gate::Present::Cut);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Connecting, BackfillPatience);
    publish(6, 5 + missed, 20);
    QVERIFY(!closesFirst || closes(watcher));
    QVERIFY(gated.gate.open());
    WatchRequest request = watcher.session().request();
    request.user = user;
    watcher.session().start(request);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, BackfillPatience);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(KeptRoom).size(), expected, BackfillPatience);
    checkOffsets(watcher, 1, expected);
}

void TestBackfill::goesOnWithABacklogThatWasCut_data()
{
    QTest::addColumn<bool>("hasBegun");
    QTest::addColumn<bool>("closesFirst");
    QTest::newRow("reconnect") << true << false;
    QTest::newRow("disconnect and connect") << true << true;
    QTest::newRow("reconnect before it is subscribed") << false << false;
    QTest::newRow("disconnect and connect before it is subscribed") << false << true;
}

void TestBackfill::goesOnWithABacklogThatWasCut()
{
    constexpr int Many = 9000;
    constexpr qint64 SomePages = 400'000; // of about 1.2 MB
    QFETCH(bool, hasBegun);
    QFETCH(bool, closesFirst);
    start(DefaultQueue);
    publish(1, Many, 100);
    Gated gated(*m_server, WireFormat::Protobuf);
    Watcher &watcher = gated.watcher;
    gated.gate.limit(SomePages);
    QVERIFY(gated.gate.setOpen(hasBegun));
    WatchRequest request;
    request.connection = serverConnection(*m_server);
    request.connection.webSocketUrl.setPort(gated.gate.port());
    request.user = QStringLiteral("alice");
    request.channels = QStringList{KeptRoom};
    request.backlogChannels = QStringList{KeptRoom};
    watcher.session().start(request);
    QTRY_VERIFY_WITH_TIMEOUT(!hasBegun || !watcher.payloads(KeptRoom).isEmpty(), BackfillPatience);
    QVERIFY(!closesFirst || closes(watcher));
    QVERIFY(watcher.payloads(KeptRoom).size() < Many);
    gated.gate.limit(-1);
    QVERIFY(gated.gate.setOpen(true));
    watcher.session().start(watcher.session().request());
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(KeptRoom).size(), Many, BackfillPatience);
    int expected = 1;
    for (std::size_t i = 0; i < watcher.journal().size(); ++i) {
        const Entry entry = watcher.journal().at(i);
        if (entry.kind == EntryKind::Publication) {
            QCOMPARE(int(entry.offset), expected);
            ++expected;
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(!watcher.channel(KeptRoom).hasGap, BackfillPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!watcher.channel(KeptRoom).hasPossibleGap, BackfillPatience);
    QCOMPARE(watcher.session().missingCount(), quint64(0));
}

void TestBackfill::tellsWhatCameSinceItWasLastWatched()
{
    start(DefaultQueue);
    publish(1, 3, 20);
    Watcher before(WireFormat::Protobuf);
    before.start(serverConnection(*m_server), {KeptRoom});
    QTRY_COMPARE_WITH_TIMEOUT(before.state(), SessionState::Live, BackfillPatience);
    const std::optional<KeptPosition> last = before.channel(KeptRoom).position;
    QVERIFY(last.has_value());
    QCOMPARE(last->offset, std::uint64_t(3));
    before.session().close();
    publish(4, 1237, 20);

    Watcher watcher(WireFormat::Protobuf);
    WatchRequest request;
    request.connection = serverConnection(*m_server);
    request.user = QStringLiteral("alice");
    request.channels = QStringList{KeptRoom};
    request.lastWatched.insert(KeptRoom, *last);
    watcher.session().start(request);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.count(EntryKind::Fetch), 1, BackfillPatience);
    const ChannelStatus status = watcher.channel(KeptRoom);
    QVERIFY(!status.hasGap); // nothing got lost
    QCOMPARE(status.sinceLastWatched, quint64(1234));
    QVERIFY(watcher.payloads(KeptRoom).isEmpty()); // only when asked for
    watcher.session().fetchGap(KeptRoom, *status.newestGap);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(KeptRoom).size(), 1234, BackfillPatience);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.channel(KeptRoom).sinceLastWatched, quint64(0),
                              BackfillPatience);
}

REALTIME_TEST(TestBackfill, QCoreApplication)
#include "tst_backfill.moc"
