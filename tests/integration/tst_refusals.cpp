// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/token.h"
#include "integration/watcher.h"
#include "support/servertest.h"

#include "monitor/publish/publisher.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using Centrifuge::ErrorLayer;
using Centrifuge::WireFormat;

/** Each way the real engine says no, and the clear state it leads to. */
class TestRefusals : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void bobMayNotWatchTheChannelOfAlice_data() { addWireFormats(); }
    void bobMayNotWatchTheChannelOfAlice()
    {
        QFETCH(WireFormat, wire);
        const QString channel = QStringLiteral("user#alice");
        Watcher alice(wire);
        Watcher bob(wire, QStringLiteral("bob"));
        alice.start(serverConnection(m_server), {channel});
        bob.start(serverConnection(m_server), {channel, QStringLiteral("history:open")});
        QTRY_COMPARE(alice.channel(channel).state, ChannelState::Subscribed);
        QTRY_COMPARE(bob.state(), SessionState::Partial);
        QCOMPARE(bob.channel(channel).state, ChannelState::Unsubscribed);
        QCOMPARE(bob.channel(channel).code, 103U);
        QCOMPARE(bob.channel(channel).reason, QStringLiteral("permission denied"));
        QCOMPARE(bob.channel(QStringLiteral("history:open")).state, ChannelState::Subscribed);
    }

    void anUnknownNamespaceIsNamed_data() { addWireFormats(); }
    void anUnknownNamespaceIsNamed()
    {
        QFETCH(WireFormat, wire);
        Watcher watcher(wire);
        watcher.start(serverConnection(m_server), {QStringLiteral("nowhere:x")});
        QTRY_COMPARE(watcher.channel(QStringLiteral("nowhere:x")).code, 102U);
        QCOMPARE(watcher.channel(QStringLiteral("nowhere:x")).state, ChannelState::Unsubscribed);
    }

    void aWrongSecretIsRefusedForGood_data() { addWireFormats(); }
    void aWrongSecretIsRefusedForGood()
    {
        QFETCH(WireFormat, wire);
        Watcher watcher(wire);
        ConnectionSettings settings = serverConnection(m_server);
        settings.tokenHmacSecret = Secret("not the secret");
        watcher.start(settings, {QStringLiteral("history:x")});
        QTRY_COMPARE(watcher.state(), SessionState::Refused);
        QCOMPARE(watcher.session().status().code, 3500U);
        QCOMPARE(watcher.session().status().reason, QStringLiteral("invalid token"));
    }

    void anExpiredFixedTokenIsRefused_data() { addWireFormats(); }
    void anExpiredFixedTokenIsRefused()
    {
        QFETCH(WireFormat, wire);
        const std::chrono::seconds longAgo(1'600'000'000);
        Centrifuge::TokenClaims claims;
        claims.user = QStringLiteral("alice");
        const auto token = Centrifuge::mintToken(claims, TestServer::Secret, longAgo);
        QVERIFY(token.isOk());

        Watcher watcher(wire);
        ConnectionSettings settings = serverConnection(m_server);
        settings.tokenHmacSecret = {};
        settings.token = Secret(token.value().toLatin1());
        watcher.start(settings, {QStringLiteral("history:x")});
        // Nobody can mint another one: trying again would only meet the same answer.
        QTRY_COMPARE(watcher.state(), SessionState::Refused);
        QCOMPARE(watcher.session().status().code, 109U);
        QCOMPARE(watcher.session().status().reason, QStringLiteral("token expired"));
    }

    void aDeadServerIsToldAndTriedAgain_data() { addWireFormats(); }
    void aDeadServerIsToldAndTriedAgain()
    {
        QFETCH(WireFormat, wire);
        QTcpServer placeholder;
        QVERIFY(placeholder.listen(QHostAddress::LocalHost));
        const quint16 port = placeholder.serverPort();
        placeholder.close();

        Watcher watcher(wire);
        ConnectionSettings settings = serverConnection(m_server);
        settings.webSocketUrl.setPort(port);
        QSignalSpy failed(&watcher.session(), &WatchSession::failed);
        watcher.start(settings, {QStringLiteral("history:x")});
        QTRY_VERIFY(failed.count() > 0);
        QCOMPARE(failed.first().first().value<Centrifuge::Error>().layer, ErrorLayer::Tcp);
        QCOMPARE(watcher.state(), SessionState::Connecting);
        QTRY_VERIFY(watcher.session().status().retryAttempt > 0);
    }

    void aWrongApiKeyIsAnHttpRefusal()
    {
        ConnectionSettings settings = serverConnection(m_server);
        settings.apiKey = Secret("not the key");
        const auto error = publishError(settings, QStringLiteral("history:x"));
        QCOMPARE(error.layer, ErrorLayer::Http);
        QCOMPARE(error.code, 401);
    }

    void anUnknownNamespaceIsAnErrorInsideA200()
    {
        const auto error = publishError(serverConnection(m_server), QStringLiteral("nowhere:x"));
        QCOMPARE(error.layer, ErrorLayer::Server);
        QCOMPARE(error.code, 102);
    }

    void nothingSetIsDisabledNotBroken()
    {
        Watcher watcher(WireFormat::Protobuf);
        watcher.start({}, {QStringLiteral("news")});
        QTRY_COMPARE(watcher.state(), SessionState::Disabled);
        QVERIFY(watcher.session().status().reason.contains(
            QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET")));
        IoThread io;
        Publisher publisher(io);
        QVERIFY(!publisher.isEnabled());
        QCOMPARE(publisher.publish({QStringLiteral("news"), "{}", {}, {}}), 0ULL);
    }

private:
    /** How a publish there fails; an empty error when it does not. */
    static Centrifuge::Error publishError(const ConnectionSettings &settings,
                                          const QString &channel)
    {
        IoThread io;
        Publisher publisher(io);
        publisher.setConnection(settings);
        std::optional<Centrifuge::PublishResult> ended;
        connect(&publisher, &Publisher::finished, &publisher,
                [&ended](quint64, const Centrifuge::PublishResult &result) { ended = result; });
        publisher.publish({channel, "{}", {}, {}});
        if (!QTest::qWaitFor([&ended] { return ended.has_value(); }) || ended->isOk()) {
            return {};
        }
        return ended->error();
    }
};

REALTIME_TEST(TestRefusals, QCoreApplication)
#include "tst_refusals.moc"
