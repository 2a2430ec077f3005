// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "integration/watcher.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using Centrifuge::WireFormat;

/** What happens to a live session when the engine dies, forgets, or the token runs out. */
class TestResilience : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestServer::isAvailable()) {
            QSKIP("no local server was built");
        }
    }

    void theSessionComesBackAfterTheServerWasKilled_data() { addWireFormats(); }
    void theSessionComesBackAfterTheServerWasKilled()
    {
        QFETCH(WireFormat, wire);
        const QString channel = QStringLiteral("history:back");
        TestServer server;
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        Watcher watcher(wire);
        watcher.start(serverConnection(server), {channel});
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        QVERIFY(server.publish(channel, "{\"before\":1}"));
        QTRY_COMPARE(watcher.payloads(channel).size(), 1);

        server.kill();
        QTRY_COMPARE(watcher.state(), SessionState::Connecting);
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Live, 30'000);
        QTRY_COMPARE(server.clientCount(channel), 1);
        QVERIFY(server.publish(channel, "{\"after\":2}"));
        QTRY_COMPARE(watcher.payloads(channel),
                     (QByteArrayList{"{\"before\":1}", "{\"after\":2}"}));
        // The memory engine forgot its history with its epoch: what it still brought is not known.
        QVERIFY(watcher.channel(channel).hasPossibleGap);
        QCOMPARE(watcher.count(EntryKind::PossibleGap), 1);
        QCOMPARE(watcher.count(EntryKind::Gap), 0);
    }

    void publicationsDuringAnInterruptionAreRecovered_data() { addWireFormats(); }
    void publicationsDuringAnInterruptionAreRecovered()
    {
        QFETCH(WireFormat, wire);
        const QString channel = QStringLiteral("history:recover");
        TestServer server;
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        Watcher watcher(wire);
        watcher.start(serverConnection(server), {channel});
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        QVERIFY(server.publish(channel, "1"));
        QTRY_COMPARE(watcher.payloads(channel).size(), 1);

        const QByteArray command =
            "{\"commands\":[{\"disconnect\":{\"user\":\"alice\",\"disconnect\":{\"code\":3011,"
            "\"reason\":\"force "
            "reconnect\"}}},{\"publish\":{\"channel\":\"history:recover\",\"data\":2}},"
            "{\"publish\":{\"channel\":\"history:recover\",\"data\":3}}]}";
        QVERIFY(!server.call(QStringLiteral("batch"), command).contains("error"));
        QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel), (QByteArrayList{"1", "2", "3"}),
                                  30'000);
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        QCOMPARE(watcher.count(EntryKind::Gap), 0);
    }

    void aDeadLinkIsNoticedWhenTheNetworkChanged_data() { addWireFormats(); }
    void aDeadLinkIsNoticedWhenTheNetworkChanged()
    {
        QFETCH(WireFormat, wire);
        TestServer server;
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        Watcher watcher(wire);
        watcher.start(serverConnection(server), {QStringLiteral("history:link")});
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        const qsizetype changes = watcher.count(EntryKind::Connection);
        watcher.session().networkChanged();
        QVERIFY(server.publish(QStringLiteral("history:link"), "1"));
        QTRY_COMPARE(watcher.payloads(QStringLiteral("history:link")).size(), 1);
        QCOMPARE(watcher.count(EntryKind::Connection), changes);

        // The next ping would be overdue only after half a minute.
        server.freeze();
        watcher.session().networkChanged();
        QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SessionState::Connecting, Patience);
    }

    void aShortTokenIsOutlived_data() { addWireFormats(); }
    void aShortTokenIsOutlived()
    {
        QFETCH(WireFormat, wire);
        TestServer server;
        QJsonObject client = server.config().value(QStringLiteral("client")).toObject();
        client.insert(QStringLiteral("expired_close_delay"), QStringLiteral("1s"));
        server.config().insert(QStringLiteral("client"), client);
        QVERIFY2(server.start(), qPrintable(server.errorText()));

        Watcher watcher(wire);
        WatchRequest request;
        request.connection = serverConnection(server);
        request.user = QStringLiteral("alice");
        request.timeToLive = std::chrono::seconds(3);
        request.channels = QStringList{QStringLiteral("history:token")};
        request.wireFormat = wire;
        QSignalSpy status(&watcher.session(), &WatchSession::statusChanged);
        watcher.session().start(request);
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        const auto firstExpiry = watcher.session().status().tokenExpiresAt;
        QVERIFY(firstExpiry.has_value());
        // Twice renewed: past the first token's end, on the same connection.
        QTRY_VERIFY_WITH_TIMEOUT(watcher.session().status().tokenExpiresAt.value()
                                     > *firstExpiry + std::chrono::seconds(3),
                                 Patience);
        QCOMPARE(watcher.state(), SessionState::Live);
        for (const QList<QVariant> &arguments : std::as_const(status)) {
            QVERIFY(arguments.first().value<SessionStatus>().retryAttempt == 0);
        }
        QVERIFY(server.publish(QStringLiteral("history:token"), "{}"));
        QTRY_COMPARE(watcher.payloads(QStringLiteral("history:token")).size(), 1);
    }

    void aRefusingServerIsNotAskedAgain()
    {
        TestServer server;
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        Watcher watcher(WireFormat::Protobuf);
        watcher.start(serverConnection(server), {QStringLiteral("history:x")});
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        const QByteArray command =
            "{\"user\":\"alice\",\"disconnect\":{\"code\":4501,\"reason\":\"<b>go</b> away\"}}";
        QVERIFY(!server.call(QStringLiteral("disconnect"), command).contains("error"));
        QTRY_COMPARE(watcher.state(), SessionState::Refused);
        QCOMPARE(watcher.session().status().code, 4501U);
        QCOMPARE(watcher.session().status().reason, QStringLiteral("<b>go</b> away"));
    }
};

REALTIME_TEST(TestResilience, QCoreApplication)
#include "tst_resilience.moc"
