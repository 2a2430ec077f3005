// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/server/channelsampler.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"
#include "support/fakehttpserver.h"
#include "support/patience.h"
#include "support/serverconnection.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

/** The channels of the real engine. */
class TestChannelSampler : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void listsWhatMatches();
    void knowsWhatWeWatch();
    void samplesOnlyWhileWanted();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void saysWhenAnAnswerIsCut();
    void survivesTheEndOfTheServer();

private:
    void watch(WatchSession &session, const char *user, const QStringList &channels);
    void show(const QString &pattern, const ConnectionSettings &connection);
    OwnChannels own() const;

    std::unique_ptr<IoThread> m_io;
    Journal m_journal;
    Journal m_otherJournal;
    std::unique_ptr<WatchGroup> m_group;
    std::unique_ptr<WatchGroup> m_otherGroup; ///< of somebody else
    WatchSession *m_session = nullptr;
    WatchSession *m_other = nullptr;
    std::unique_ptr<ChannelSampler> m_sampler;
};

void TestChannelSampler::init()
{
    ServerTest::init();
    m_io = std::make_unique<IoThread>();
    m_group = std::make_unique<WatchGroup>(*m_io, m_journal);
    m_session = &m_group->first();
    m_otherGroup = std::make_unique<WatchGroup>(*m_io, m_otherJournal);
    m_other = &m_otherGroup->first();
}

void TestChannelSampler::cleanup()
{
    m_sampler.reset();
    m_otherGroup.reset();
    m_group.reset();
    m_io.reset();
    ServerTest::cleanup();
}

void TestChannelSampler::watch(WatchSession &session, const char *user, const QStringList &channels)
{
    WatchRequest request;
    request.connection = serverConnection(m_server);
    request.user = QLatin1String(user);
    request.channels = channels;
    session.start(request);
    QTRY_COMPARE_WITH_TIMEOUT(session.status().state, SessionState::Live, Patience);
}

void TestChannelSampler::show(const QString &pattern, const ConnectionSettings &connection)
{
    m_sampler = std::make_unique<ChannelSampler>([this] { return own(); }, *m_io);
    m_sampler->setPattern(pattern);
    m_sampler->setConnection(connection);
    m_sampler->setShown(true);
}

OwnChannels TestChannelSampler::own() const
{
    QList<const WatchSession *> watchers;
    for (const WatchSession *watcher : m_group->sessions()) {
        watchers.append(watcher);
    }
    return ownChannels(watchers);
}

void TestChannelSampler::listsWhatMatches()
{
    watch(*m_other, "bob",
          {QStringLiteral("list-a"), QStringLiteral("list-b"), QStringLiteral("x")});
    watch(*m_session, "alice", {QStringLiteral("list-b")});
    show(QStringLiteral("list-*"), serverConnection(m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_sampler->hasSample(), Patience);
    const QMap<QString, std::uint32_t> expected{{QStringLiteral("list-a"), 1},
                                                {QStringLiteral("list-b"), 2}};
    QCOMPARE(m_sampler->sample().clients, expected);
    QCOMPARE(m_sampler->poll().cost().requests, 1);
    QVERIFY(m_sampler->poll().cost().bytes > 40);
    m_sampler->setPattern({});
    QVERIFY(!m_sampler->hasSample()); // of another pattern
    QTRY_VERIFY_WITH_TIMEOUT(m_sampler->sample().clients.contains(QStringLiteral("x")), Patience);
}

void TestChannelSampler::knowsWhatWeWatch()
{
    const auto both = QStringLiteral("both");
    const auto ours = QStringLiteral("ours");
    watch(*m_other, "bob", {both});
    watch(*m_session, "alice", {both, ours});
    watch(*m_group->add(), "carol", {both}); // ours, too
    show({}, serverConnection(m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_sampler->hasSample(), Patience);
    const ChannelSample &sample = m_sampler->sample();
    QCOMPARE(sample.others(both, own()), std::uint32_t(1));
    QCOMPARE(sample.others(ours, own()), std::uint32_t(0));
    QCOMPARE(sample.others(QStringLiteral("nobodys"), own()), std::uint32_t(0));
    QCOMPARE(sample.others(both, {}), std::uint32_t(3));
    QCOMPARE(sample.before.value(ours).state, ChannelState::Subscribed);
}

void TestChannelSampler::samplesOnlyWhileWanted()
{
    watch(*m_session, "alice", {QStringLiteral("a")});
    show({}, serverConnection(m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_sampler->hasSample(), Patience);
    QVERIFY(m_sampler->poll().isActive());
    m_sampler->setKept(true);
    m_sampler->setShown(false);
    QVERIFY(m_sampler->poll().isActive());
    m_sampler->setKept(false);
    QVERIFY(!m_sampler->poll().isActive());
}

void TestChannelSampler::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("cause");
    QTest::newRow("no key") << QString() << QByteArray() << QStringLiteral("There is no API key")
                            << QStringLiteral("CENTRIFUGO_API_KEY is not set.");
    QTest::newRow("a wrong key") << QString() << QByteArray("another key")
                                 << QStringLiteral("The server does not accept the API key")
                                 << QStringLiteral("is not the key of the server");
    QTest::newRow("a pattern that is none")
        << QStringLiteral("a[") << QByteArray(TestServer::ApiKey)
        << QStringLiteral("The server failed internally") << QStringLiteral("is not a glob");
}

void TestChannelSampler::saysWhatIsMissing()
{
    QFETCH(const QString, pattern);
    QFETCH(const QByteArray, key);
    QFETCH(const QString, title);
    QFETCH(const QString, cause);
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiKey = Secret(key);
    show(pattern, connection);
    QTRY_VERIFY_WITH_TIMEOUT(!m_sampler->problem().title.isEmpty(), Patience);
    QVERIFY2(m_sampler->problem().title.contains(title), qPrintable(m_sampler->problem().title));
    QVERIFY2(m_sampler->problem().cause.contains(cause), qPrintable(m_sampler->problem().cause));
}

void TestChannelSampler::saysWhenAnAnswerIsCut()
{
    FakeHttpServer server;
    server.setJson(R"({"result":{"channels":{"a":{"num_cli)");
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiUrl = server.url(QStringLiteral("/api"));
    show({}, connection);
    QTRY_VERIFY_WITH_TIMEOUT(!m_sampler->problem().title.isEmpty(), Patience);
    QVERIFY(!m_sampler->hasSample());
    server.setJson(R"({"result":{"channels":{"a":{"num_clients":3}}}})");
    m_sampler->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_sampler->hasSample(), Patience);
    QCOMPARE(m_sampler->problem(), Explanation());
}

/** The last sample stays, with the problem beside it. */
void TestChannelSampler::survivesTheEndOfTheServer()
{
    watch(*m_session, "alice", {QStringLiteral("last")});
    show(QStringLiteral("last"), serverConnection(m_server));
    QTRY_COMPARE_WITH_TIMEOUT(m_sampler->sample().clients.size(), 1, Patience);
    m_server.kill();
    m_sampler->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_sampler->problem().title.isEmpty(), Patience);
    QCOMPARE(m_sampler->sample().clients.size(), 1);
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
    QTRY_VERIFY_WITH_TIMEOUT(m_sampler->problem().title.isEmpty(), Patience);
}

REALTIME_TEST(TestChannelSampler, QCoreApplication)
#include "tst_channelsampler.moc"
