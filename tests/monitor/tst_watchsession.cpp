// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watchsession.h"

#include "monitor/iothread.h"
#include "scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr int Patience = 15'000;

const QByteArray RecoveredAnswer =
    R"("subscribe":{"recoverable":true,"epoch":"e1","was_recovering":true,"recovered":true})";

WatchRequest request(const QStringList &channels)
{
    WatchRequest request;
    request.connection.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:1/connection/websocket"));
    request.connection.tokenHmacSecret = Secret("secret");
    request.user = QStringLiteral("alice");
    request.channels = channels;
    request.wireFormat = Centrifuge::WireFormat::Json;
    return request;
}

/** What a row says, short enough to compare whole journals. */
QString rowText(const Entry &entry)
{
    const auto text = [](std::string_view view) {
        return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    };
    static const QStringList kinds{
        QStringLiteral("publication"), QStringLiteral("join"),         QStringLiteral("leave"),
        QStringLiteral("connection"),  QStringLiteral("subscription"), QStringLiteral("error"),
        QStringLiteral("gap"),         QStringLiteral("undecodable"),  QStringLiteral("loss")};
    return QStringLiteral("%1 %2 %3 %4")
        .arg(kinds.value(int(entry.kind)), text(entry.channel))
        .arg(entry.state)
        .arg(entry.code);
}

} // namespace

class TestWatchSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void isDisabledWithoutASecret();
    void takesAReadyToken();
    void isLiveWithoutChannels();
    void isLiveWhenEveryChannelHasItsAnswer();
    void staysLiveWhenAChannelIsAdded();
    void isLiveOncePerConnection();
    void isRefused_data();
    void isRefused();
    void retriesNow();
    void showsWhatArrives();
    void keepsWhatCannotBeRead();
    void tellsGaps_data();
    void tellsGaps();
    void removesAChannel();
    void addsEachChannelOnce();
    void saysOfflineAndClosedOnce();
    void isSilentAfterClosing();
    void closesWithoutAConnection();
    void startsAnewAsAnotherUser();
    void countsWhatItAppends();
    void mayEndAtAnyTime();
    void mayBeDeletedByItsSignals();

private:
    Entry row(std::size_t index) const { return m_journal->at(index); }
    QStringList rows() const;
    SessionState state() const { return m_session->status().state; }
    bool becomesLive();

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<WatchSession> m_session;
};

void TestWatchSession::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_io = std::make_unique<IoThread>();
    m_journal = std::make_unique<Journal>();
    m_session = std::make_unique<WatchSession>(*m_io, *m_journal, nullptr, m_server->factory());
}

void TestWatchSession::cleanup()
{
    m_session.reset();
    m_journal.reset();
    m_io.reset();
    m_server.reset();
}

QStringList TestWatchSession::rows() const
{
    QStringList rows;
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        rows.append(rowText(row(i)));
    }
    return rows;
}

bool TestWatchSession::becomesLive()
{
    return QTest::qWaitFor([this] { return state() == SessionState::Live; }, Patience);
}

void TestWatchSession::isDisabledWithoutASecret()
{
    WatchRequest nothing = request({QStringLiteral("news")});
    nothing.connection.tokenHmacSecret = {};
    QSignalSpy changed(m_session.get(), &WatchSession::statusChanged);
    m_session->start(nothing);
    QCOMPARE(state(), SessionState::Disabled);
    QVERIFY(m_session->status().reason.contains(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET")));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(rows(), QStringList{QStringLiteral("connection  0 0")});
    QCOMPARE(m_session->channels().constFirst().state, ChannelState::Unsubscribed);
    QCOMPARE(m_server->transportsMade(), 0);
}

void TestWatchSession::takesAReadyToken()
{
    WatchRequest ready = request({});
    ready.connection.tokenHmacSecret = {};
    ready.connection.token = Secret("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2ln");
    m_session->start(ready);
    QVERIFY(becomesLive());
    QCOMPARE(m_server->tokenSeen(), QByteArray("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2ln"));
    QCOMPARE(m_session->status().user, QStringLiteral("bob"));
}

void TestWatchSession::isLiveWithoutChannels()
{
    m_session->start(request({}));
    QCOMPARE(state(), SessionState::Connecting);
    QVERIFY(becomesLive());
    QCOMPARE(rows(),
             (QStringList{QStringLiteral("connection  2 0"), QStringLiteral("connection  3 0")}));
    QVERIFY(m_server->tokenSeen().startsWith("eyJ"));
}

void TestWatchSession::isLiveWhenEveryChannelHasItsAnswer()
{
    m_session->start(
        request({QStringLiteral("news"), QStringLiteral("mute"), QStringLiteral("refused")}));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(2).code, 103u, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).state, ChannelState::Subscribed,
                              Patience);
    QCOMPARE(state(), SessionState::Connecting);
    m_server->answer(QStringLiteral("mute"));
    QVERIFY(becomesLive());
    QCOMPARE(m_session->channels().at(1).state, ChannelState::Subscribed);
    QCOMPARE(m_session->channels().at(2).state, ChannelState::Unsubscribed);
    QCOMPARE(rows().last(), QStringLiteral("connection  3 0"));
}

void TestWatchSession::staysLiveWhenAChannelIsAdded()
{
    m_session->start(request({}));
    QVERIFY(becomesLive());
    QSignalSpy changed(m_session.get(), &WatchSession::statusChanged);
    m_session->addChannel(QStringLiteral("news"));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).state, ChannelState::Subscribed,
                              Patience);
    QCOMPARE(state(), SessionState::Live);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(m_session->request().channels, QStringList{QStringLiteral("news")});
}

void TestWatchSession::isLiveOncePerConnection()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("refused")}));
    QVERIFY(becomesLive());
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 0, QStringLiteral("reset"), true});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    QVERIFY(m_session->status().code != 0 || !m_session->status().reason.isEmpty());
    m_session->retryNow();
    QVERIFY(becomesLive());
    QStringList states;
    for (const QString &row : rows()) {
        if (row.startsWith(QStringLiteral("connection"))) {
            states.append(row.section(QLatin1Char(' '), 2, 2));
        }
    }
    QCOMPARE(states.join(QString()), QStringLiteral("2323"));
}

void TestWatchSession::isRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("closeCode");
    QTest::addColumn<int>("code");
    QTest::newRow("by the connect reply")
        << QByteArray(R"("error":{"code":101,"message":"unauthorized"})") << 0 << 101;
    QTest::newRow("by 3500") << QByteArray() << 3500 << 3500;
    QTest::newRow("by 4999") << QByteArray() << 4999 << 4999;
}

void TestWatchSession::isRefused()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, closeCode);
    QFETCH(int, code);
    if (!answer.isEmpty()) {
        m_server->connectAnswer = answer;
    }
    m_session->start(request({QStringLiteral("news")}));
    if (closeCode != 0) {
        QVERIFY(becomesLive());
        m_server->drop({Centrifuge::ErrorLayer::Server, closeCode, QStringLiteral("words"), false});
    }
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Refused, Patience);
    QCOMPARE(int(m_session->status().code), code);
    QCOMPARE(m_server->transportsMade(), 1);
}

void TestWatchSession::retriesNow()
{
    m_server->connectAnswer = R"("error":{"code":100,"message":"internal","temporary":true})";
    QSignalSpy failed(m_session.get(), &WatchSession::failed);
    m_session->start(request({}));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->status().retryAttempt, 1, Patience);
    QVERIFY(m_session->status().retryAt.has_value());
    QCOMPARE(state(), SessionState::Connecting);
    m_session->retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(rows().contains(QStringLiteral("error  8 100")), Patience);
}

void TestWatchSession::showsWhatArrives()
{
    m_session->start(request({QStringLiteral("kept")}));
    QVERIFY(becomesLive());
    const std::size_t before = m_journal->size();
    m_server->push(R"({"push":{"channel":"kept","pub":{"data":{"a" :1e400},"offset":1,)"
                   R"("tags":{"k":"\u0001\"v","z":"ü"}}}})"
                   "\n"
                   R"({"push":{"channel":"kept","join":{"info":{"user":"bob","client":"c2",)"
                   R"("conn_info":{"n" : 1}}}}})"
                   "\n"
                   R"({"push":{"channel":"kept","leave":{"info":{"user":"bob","client":"c2"}}}})");
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->size(), before + 3, Patience);
    const Entry publication = row(before);
    QCOMPARE(publication.kind, EntryKind::Publication);
    QCOMPARE(std::string(publication.payload), std::string(R"({"a" :1e400})"));
    QCOMPARE(publication.offset, std::uint64_t(1));
    QCOMPARE(std::string(publication.epoch), std::string("e1"));
    QCOMPARE(std::string(publication.tags), std::string("{\"k\":\"\\u0001\\\"v\",\"z\":\"ü\"}"));
    QVERIFY(publication.monotonic > 0ns);
    QVERIFY(publication.wall > 0us);
    QCOMPARE(row(before + 1).kind, EntryKind::Join);
    QCOMPARE(std::string(row(before + 1).info),
             std::string(R"({"user":"bob","client":"c2","conn_info":{"n" : 1}})"));
    QCOMPARE(row(before + 2).kind, EntryKind::Leave);
    QCOMPARE(m_session->channels().at(0).received, 1ull);
}

void TestWatchSession::keepsWhatCannotBeRead()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"news","pub":{"data":}}})"
                   "\n"
                   R"({"push":{"channel":"news","pub":{"data":2}}})");
    QTRY_VERIFY_WITH_TIMEOUT(rows().last().startsWith(QStringLiteral("publication")), Patience);
    const Entry broken = row(m_journal->size() - 2);
    QCOMPARE(broken.kind, EntryKind::Undecodable);
    QVERIFY(std::string(broken.payload).find("\"data\":}") != std::string::npos);
    QVERIFY(std::string(broken.info).starts_with("{\"why\":\""));
    QCOMPARE(state(), SessionState::Live);
}

void TestWatchSession::tellsGaps_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QByteArray>("recovery");
    QTest::addColumn<bool>("gap");
    QTest::newRow("recovered") << "kept" << RecoveredAnswer << false;
    QTest::newRow("not recovered")
        << "kept"
        << QByteArray(R"("subscribe":{"recoverable":true,"epoch":"e1","was_recovering":true})")
        << true;
    QTest::newRow("another epoch")
        << "kept"
        << QByteArray(R"("subscribe":{"recoverable":true,"epoch":"e2","was_recovering":true})")
        << true;
    QTest::newRow("no history") << "news" << RecoveredAnswer << true;
    QTest::newRow("refused before and after") << "refused" << RecoveredAnswer << false;
}

void TestWatchSession::tellsGaps()
{
    QFETCH(QString, channel);
    QFETCH(QByteArray, recovery);
    QFETCH(bool, gap);
    m_server->recoveryAnswer = recovery;
    m_session->start(request({channel}));
    QVERIFY(becomesLive());
    QVERIFY(!m_session->channels().at(0).gap);
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 0, QStringLiteral("reset"), true});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    m_session->retryNow();
    QVERIFY(becomesLive());
    QCOMPARE(m_session->channels().at(0).gap, gap);
    QCOMPARE(rows().filter(QStringLiteral("gap ")).size(), gap ? 1 : 0);
    m_session->clearGaps();
    QVERIFY(!m_session->channels().at(0).gap);
}

void TestWatchSession::removesAChannel()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("mute")}));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).state, ChannelState::Subscribed,
                              Patience);
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    m_session->removeChannel(QStringLiteral("mute"));
    QCOMPARE(removed.count(), 1);
    QVERIFY(becomesLive()); // nothing is asked for that has no answer
    m_session->removeChannel(QStringLiteral("news"));
    QTRY_COMPARE_WITH_TIMEOUT(rows().last(), QStringLiteral("subscription news 0 0"), Patience);
    m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    m_session->addChannel(QStringLiteral("news"));
    QTRY_COMPARE_WITH_TIMEOUT(rows().last(), QStringLiteral("subscription news 2 0"), Patience);
    QCOMPARE(m_journal->counters().publications, std::uint64_t(0));
    QCOMPARE(rows().filter(QStringLiteral("gap ")).size(), 0);
}

void TestWatchSession::addsEachChannelOnce()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("news"), QString()}));
    QVERIFY(becomesLive());
    QSignalSpy changed(m_session.get(), &WatchSession::channelChanged);
    m_session->addChannel(QStringLiteral("news"));
    m_session->addChannel(QString());
    QCOMPARE(m_session->channels().size(), 1);
    QCOMPARE(changed.count(), 0);
}

void TestWatchSession::saysOfflineAndClosedOnce()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    QSignalSpy closed(m_session.get(), &WatchSession::closed);
    m_session->close();
    m_session->close();
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, Patience);
    QCOMPARE(state(), SessionState::Offline);
    QCOMPARE(rows().last(), QStringLiteral("connection  1 0"));
    QCOMPARE(m_session->channels().at(0).state, ChannelState::Unsubscribed);
    QVERIFY(m_server->commandsSeen().last().contains("unsubscribe"));
}

void TestWatchSession::isSilentAfterClosing()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    bool isClosed = false;
    int late = 0;
    connect(m_session.get(), &WatchSession::closed, this, [&] { isClosed = true; });
    const auto count = [&] { late += isClosed ? 1 : 0; };
    connect(m_session.get(), &WatchSession::entriesAppended, this, count);
    connect(m_session.get(), &WatchSession::statusChanged, this, count);
    connect(m_session.get(), &WatchSession::channelChanged, this, count);
    for (int i = 0; i < 200; ++i) {
        m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    }
    m_session->close();
    for (int i = 0; i < 200; ++i) {
        m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    }
    QTRY_VERIFY_WITH_TIMEOUT(isClosed, Patience);
    const std::size_t size = m_journal->size();
    Journal others;
    WatchSession other(*m_io, others, nullptr, m_server->factory());
    other.close(); // once it has answered, whatever was on its way has arrived
    QSignalSpy closed(&other, &WatchSession::closed);
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, Patience);
    QCOMPARE(late, 0);
    QCOMPARE(m_journal->size(), size);
}

void TestWatchSession::closesWithoutAConnection()
{
    QSignalSpy closed(m_session.get(), &WatchSession::closed);
    m_session->close();
    QCOMPARE(closed.count(), 0); // later, as always
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, Patience);
}

void TestWatchSession::startsAnewAsAnotherUser()
{
    m_session->start(request({QStringLiteral("news"), QStringLiteral("old")}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"news","pub":{"data":1}}})");
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).received, 1ull, Patience);
    const std::size_t before = m_journal->size();
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    QSignalSpy closed(m_session.get(), &WatchSession::closed);
    WatchRequest bob = request({QStringLiteral("news")});
    bob.user = QStringLiteral("bob");
    m_session->start(bob);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(m_session->status().user, QStringLiteral("bob"));
    QVERIFY(std::string(row(before).payload).find("bob") != std::string::npos);
    QVERIFY(becomesLive());
    QCOMPARE(m_server->transportsMade(), 2);
    QCOMPARE(m_session->channels().at(0).received, 1ull);
    QCOMPARE(closed.count(), 0);
    QCOMPARE(rows().filter(QStringLiteral("connection  1")).size(), 0);
}

void TestWatchSession::countsWhatItAppends()
{
    qsizetype sum = 0;
    int calls = 0;
    connect(m_session.get(), &WatchSession::entriesAppended, this,
            [&](qsizetype count, qsizetype trimmed) {
                sum += count;
                ++calls;
                QCOMPARE(trimmed, 0);
                QCOMPARE(std::size_t(sum), m_journal->size());
            });
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    QByteArray frame;
    for (int i = 0; i < 1000; ++i) {
        frame += R"({"push":{"channel":"news","pub":{"data":)" + QByteArray::number(i) + "}}}\n";
    }
    const int before = calls;
    m_server->push(frame);
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->counters().publications, std::uint64_t(1000), Patience);
    QCOMPARE(calls - before, 1);
    for (int i = 0; i < 1000; ++i) {
        const Entry entry = row(m_journal->size() - 1000 + std::size_t(i));
        QCOMPARE(std::string(entry.payload), std::to_string(i));
    }
}

void TestWatchSession::mayEndAtAnyTime()
{
    for (int i = 0; i < 30; ++i) {
        Journal journal;
        IoThread io;
        WatchSession session(io, journal, nullptr, m_server->factory());
        session.start(request({QStringLiteral("news")}));
        if (i % 3 == 1) {
            session.start(request({QStringLiteral("mute")}));
        }
        if (i % 3 == 2) {
            QTRY_COMPARE_WITH_TIMEOUT(session.status().state, SessionState::Live, Patience);
        }
        if (i % 2 == 0) {
            session.close();
        }
    }
}

void TestWatchSession::mayBeDeletedByItsSignals()
{
    connect(m_session.get(), &WatchSession::entriesAppended, this, [this] {
        if (m_session && state() == SessionState::Live) {
            m_session.reset();
        }
    });
    m_session->start(request({QStringLiteral("news")}));
    QTRY_VERIFY_WITH_TIMEOUT(m_session == nullptr, Patience);
}

QTEST_GUILESS_MAIN(TestWatchSession)
#include "tst_watchsession.moc"
