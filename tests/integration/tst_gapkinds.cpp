// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "integration/watcher.h"
#include "monitor/entry/entry.h"
#include "support/firstfailure.h"
#include "support/gate.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QTest>

using Centrifuge::WireFormat;

namespace {

/** A row that judges what was missed. */
struct Judged
{
    EntryKind kind;
    std::uint32_t count; ///< of a Gap
    QString words;
};

Judged missing(std::uint32_t count, const char *words)
{
    return {EntryKind::Gap, count, QString::fromLatin1(words)};
}

Judged perhaps(const char *words)
{
    return {EntryKind::PossibleGap, 0, QString::fromLatin1(words)};
}

Judged nothing(const char *words)
{
    return {EntryKind::NoGap, 0, QString::fromLatin1(words)};
}

QJsonObject keeping(int size)
{
    return {{QStringLiteral("history_size"), size},
            {QStringLiteral("history_ttl"), QStringLiteral("300s")},
            {QStringLiteral("allow_subscribe_for_client"), true},
            {QStringLiteral("allow_tags_filter"), true}};
}

QJsonObject with(QJsonObject options, const char *name, const QJsonValue &value = true)
{
    options.insert(QString::fromLatin1(name), value);
    return options;
}

/** Lets through what has the tag `seen` with the value "yes". */
const auto SeenOnly = QStringLiteral("seen=yes");
const auto AnySeen = QStringLiteral("seen"); // whatever its value

} // namespace

Q_DECLARE_METATYPE(Judged)

/** After an interruption: what is missing, what may be, and what is not. */
class TestGapKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void judgesAnInterruption_data();
    void judgesAnInterruption();
    void judgesARestart_data();
    void judgesARestart();
    void claimsNothingOfAFilteredChannel_data() { addWireFormats(); }
    void claimsNothingOfAFilteredChannel();
    void findsNoGapWhereThereIsNoHistory_data();
    void findsNoGapWhereThereIsNoHistory();
    void judgesWhatTheServerSubscribes_data() { addWireFormats(); }
    void judgesWhatTheServerSubscribes();

private:
    void start(Watcher &watcher, const WatchRequest &request);
    WatchRequest requestOf(const QStringList &channels, WireFormat wire) const;
    void leave(Watcher &watcher);
    void comeBack(Watcher &watcher);
    void publish(const QString &channel, int count, const char *seen = "no");
    /** All that judge, in their order. */
    static QList<Judged> judged(const Watcher &watcher);
    static void compare(Watcher &watcher, const Judged &expected);

    FirstFailure m_firstFailure;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Gate> m_gate;
};

void TestGapKinds::init()
{
    if (m_firstFailure.isNoted()) {
        QSKIP(FirstFailure::Reason);
    }
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    m_server = std::make_unique<TestServer>();
    const QJsonObject cached = with(keeping(100), "force_recovery_mode", QStringLiteral("cache"));
    m_server->addNamespace(QStringLiteral("recovered"), with(keeping(100), "force_recovery"));
    m_server->addNamespace(QStringLiteral("short"), with(keeping(2), "force_recovery"));
    m_server->addNamespace(QStringLiteral("positioned"), with(keeping(100), "force_positioning"));
    m_server->addNamespace(QStringLiteral("cached"), with(cached, "force_recovery"));
    m_server->addNamespace(QStringLiteral("kept"), keeping(100));
    m_server->addNamespace(QStringLiteral("uncounted"),
                           {{QStringLiteral("force_positioning"), true},
                            {QStringLiteral("allow_recovery"), true},
                            {QStringLiteral("allow_subscribe_for_client"), true}});
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_gate = std::make_unique<Gate>(m_server->port());
}

void TestGapKinds::cleanup()
{
    m_firstFailure.note();
    m_gate.reset();
    m_server.reset();
}

WatchRequest TestGapKinds::requestOf(const QStringList &channels, WireFormat wire) const
{
    WatchRequest request;
    request.connection = serverConnection(*m_server);
    request.connection.apiKey = {}; // so that the history gives nothing
    request.connection.webSocketUrl.setPort(m_gate->port());
    request.user = QStringLiteral("alice");
    request.channels = channels;
    request.wireFormat = wire;
    return request;
}

void TestGapKinds::start(Watcher &watcher, const WatchRequest &request)
{
    watcher.session().start(request);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, Patience);
}

void TestGapKinds::leave(Watcher &watcher)
{
    m_gate->shut(Gate::Present::Cut);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Connecting, Patience);
}

void TestGapKinds::comeBack(Watcher &watcher)
{
    QVERIFY(m_gate->open());
    watcher.session().retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, Patience);
}

void TestGapKinds::publish(const QString &channel, int count, const char *seen)
{
    for (int i = 0; i < count; ++i) {
        const QByteArray answer =
            m_server->call(QStringLiteral("publish"),
                           R"({"channel":")" + channel.toUtf8() + R"(","data":1,"tags":{"seen":")"
                               + seen + "\"}}");
        QVERIFY2(answer.contains("result"), answer);
    }
}

QList<Judged> TestGapKinds::judged(const Watcher &watcher)
{
    QList<Judged> result;
    for (std::size_t i = 0; i < watcher.journal().size(); ++i) {
        const Entry entry = watcher.journal().at(i);
        if (entry.kind == EntryKind::Gap || entry.kind == EntryKind::PossibleGap
            || entry.kind == EntryKind::NoGap) {
            result.append(
                {entry.kind, entry.count(),
                 QString::fromUtf8(entry.payload.data(), qsizetype(entry.payload.size()))});
        }
    }
    return result;
}

/** Exactly one row, and what the channel shows of it. */
void TestGapKinds::compare(Watcher &watcher, const Judged &expected)
{
    QTRY_COMPARE_WITH_TIMEOUT(judged(watcher).size(), 1, Patience);
    const Judged row = judged(watcher).constFirst();
    QVERIFY2(row.kind == expected.kind, qPrintable(row.words));
    QCOMPARE(row.count, expected.count);
    QVERIFY2(row.words.contains(expected.words), qPrintable(row.words));
    const ChannelStatus status = watcher.session().channels().constFirst();
    QCOMPARE(status.hasGap, expected.kind == EntryKind::Gap);
    QCOMPARE(status.missing, quint64(expected.count));
    QCOMPARE(status.hasPossibleGap, expected.kind == EntryKind::PossibleGap);
    QCOMPARE(watcher.session().missingCount(), quint64(expected.count));
}

void TestGapKinds::judgesAnInterruption_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("missed");
    QTest::addColumn<Judged>("expected");
    const auto row = [](const QByteArray &name, const char *channel, int missed,
                        const Judged &expected, const QString &filter = {}) {
        for (const auto &[wire, format] :
             {std::pair("json", WireFormat::Json), std::pair("protobuf", WireFormat::Protobuf)}) {
            QTest::newRow(name + ", " + wire)
                << format << QString::fromLatin1(channel) << filter << missed << expected;
        }
    };
    row("recovered, none", "recovered:a", 0, nothing("where we left it, at offset 2"));
    row("recovered, three", "recovered:a", 3, nothing("3 messages were published"));
    row("too short a history", "short:a", 3,
        missing(3, "3 messages are missing: offsets 3 to 5. The history no longer holds all"));
    row("positioned only, none", "positioned:a", 0, nothing("where we left it, at offset 2"));
    row("positioned only, one", "positioned:a", 1, missing(1, "1 message is missing: offset 3."));
    row("positioned only, three", "positioned:a", 3,
        missing(3, "3 messages are missing: offsets 3 to 5."));
    row("no history", "plain:a", 0, perhaps("keeps no history for us"));
    row("no history, one", "plain:a", 1, perhaps("keeps no history for us"));
    row("a history without positions", "kept:a", 2, perhaps("keeps no history for us"));
    row("cache mode, none", "cached:a", 0, nothing("where we left it, at offset 2"));
    row("cache mode, one", "cached:a", 1, nothing("1 message was published"));
    row("cache mode, three", "cached:a", 3, perhaps("only some of the offsets 3 to 5"));
    row("positions without a history", "uncounted:a", 3, perhaps("without an offset"));
    row("a tags filter, recovered, none fits", "recovered:a", 3,
        perhaps("recovered nothing that fits"), SeenOnly);
    row("a tags filter, recovered, all fit", "recovered:a", 3,
        nothing("3 matching messages were published"), AnySeen);
    row("a tags filter, cache mode, all fit", "cached:a", 3,
        perhaps("recovered 1 of the offsets 3 to 5"), AnySeen);
    row("a tags filter, cache mode, none fits", "cached:a", 3,
        perhaps("recovered nothing that fits"), SeenOnly);
    row("a tags filter, positioned only", "positioned:a", 3, perhaps("Only some"), SeenOnly);
}

void TestGapKinds::judgesAnInterruption()
{
    QFETCH(const WireFormat, wire);
    QFETCH(const QString, channel);
    QFETCH(const QString, filter);
    QFETCH(const int, missed);
    QFETCH(const Judged, expected);
    Watcher watcher(wire);
    WatchRequest request = requestOf({channel}, wire);
    request.defaultOptions.tagsFilter = filter;
    start(watcher, request);
    publish(channel, 2, "yes");
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel).size(), 2, Patience);
    leave(watcher);
    publish(channel, missed);
    comeBack(watcher);
    compare(watcher, expected);
    publish(channel, 1, "yes"); // the next one proves nothing more
    QTRY_VERIFY_WITH_TIMEOUT(watcher.payloads(channel).size() >= 3, Patience);
    QCOMPARE(judged(watcher).size(), 1);
}

void TestGapKinds::judgesARestart_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("missed");
    QTest::addColumn<Judged>("expected");
    for (const auto &[wire, format] :
         {std::pair("json", WireFormat::Json), std::pair("protobuf", WireFormat::Protobuf)}) {
        for (const char *channel : {"recovered:a", "positioned:a"}) {
            QTest::addRow("%s, none, %s", channel, wire)
                << format << QString::fromLatin1(channel) << 0 << perhaps("began anew");
            QTest::addRow("%s, one, %s", channel, wire)
                << format << QString::fromLatin1(channel) << 1
                << missing(1, "At least 1 message is missing: offset 1 of a new stream.");
            QTest::addRow("%s, nine, %s", channel, wire) // past the offset of before
                << format << QString::fromLatin1(channel) << 9
                << missing(9, "At least 9 messages are missing: offsets 1 to 9 of a new stream.");
        }
        QTest::addRow("no history, %s", wire)
            << format << QStringLiteral("plain:a") << 1 << perhaps("keeps no history");
        QTest::addRow("cache mode, one, %s", wire) // before the offset that we had
            << format << QStringLiteral("cached:a") << 1 << perhaps("began anew");
        QTest::addRow("cache mode, nine, %s", wire)
            << format << QStringLiteral("cached:a") << 9 << perhaps("began anew");
    }
}

/** The memory engine forgets its streams: another epoch. */
void TestGapKinds::judgesARestart()
{
    QFETCH(const WireFormat, wire);
    QFETCH(const QString, channel);
    QFETCH(const int, missed);
    QFETCH(const Judged, expected);
    Watcher watcher(wire);
    start(watcher, requestOf({channel}, wire));
    publish(channel, 2);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel).size(), 2, Patience);
    leave(watcher);
    m_server->kill();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    publish(channel, missed);
    comeBack(watcher);
    compare(watcher, expected);
    const bool isLatestRecovered = channel == QLatin1String("cached:a");
    publish(channel, 1);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel).size(), isLatestRecovered ? 4 : 3,
                              Patience);
}

/** What the filter leaves out leaves offsets out, too. */
void TestGapKinds::claimsNothingOfAFilteredChannel()
{
    QFETCH(const WireFormat, wire);
    const QString channel = QStringLiteral("recovered:a");
    Watcher watcher(wire);
    WatchRequest request = requestOf({channel}, wire);
    request.defaultOptions.tagsFilter = SeenOnly;
    start(watcher, request);
    publish(channel, 1, "yes");
    publish(channel, 3);
    publish(channel, 1, "yes");
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel).size(), 2, Patience);
    QCOMPARE(watcher.journal().at(watcher.journal().size() - 1).offset, std::uint64_t(5));
    QVERIFY(judged(watcher).isEmpty());
}

void TestGapKinds::findsNoGapWhereThereIsNoHistory_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QString>("channel");
    for (const auto &[wire, format] :
         {std::pair("json", WireFormat::Json), std::pair("protobuf", WireFormat::Protobuf)}) {
        for (const char *channel :
             {"plain:a", "kept:a", "positioned:a", "recovered:a", "cached:a"}) {
            QTest::addRow("%s, %s", channel, wire) << format << QString::fromLatin1(channel);
        }
    }
}

/** What the history holds was asked for, and there is none, or nothing in it. */
void TestGapKinds::findsNoGapWhereThereIsNoHistory()
{
    QFETCH(const WireFormat, wire);
    QFETCH(const QString, channel);
    Watcher watcher(wire);
    WatchRequest request = requestOf({channel}, wire);
    request.backlog = true;
    start(watcher, request);
    publish(channel, 1);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel).size(), 1, Patience);
    QVERIFY2(judged(watcher).isEmpty(), qPrintable(judged(watcher).value(0).words));
}

void TestGapKinds::judgesWhatTheServerSubscribes()
{
    QFETCH(const WireFormat, wire);
    const QString personal = QStringLiteral("positioned:#alice");
    m_server->kill();
    m_server->setOption(
        QStringLiteral("client.subscribe_to_user_personal_channel"),
        QJsonObject{{QStringLiteral("enabled"), true},
                    {QStringLiteral("personal_channel_namespace"), QStringLiteral("positioned")}});
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    Watcher watcher(wire);
    start(watcher, requestOf({}, wire));
    QTRY_COMPARE_WITH_TIMEOUT(watcher.session().channels().size(), 1, Patience);
    publish(personal, 2);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(personal).size(), 2, Patience);
    leave(watcher);
    publish(personal, 3);
    comeBack(watcher);
    compare(watcher, missing(3, "3 messages are missing: offsets 3 to 5."));
}

REALTIME_TEST(TestGapKinds, QCoreApplication)
#include "tst_gapkinds.moc"
