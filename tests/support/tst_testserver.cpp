// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "support/testserver.h"

#include <QCoreApplication>
#include <QTest>

class TestTestServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestServer::isAvailable()) {
            QSKIP("there is no local server to test with");
        }
    }

    void publishesAndComesBackOnItsPort()
    {
        TestServer server;
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        const quint16 port = server.port();
        QVERIFY(port != 0);
        QVERIFY(server.publish(QStringLiteral("news"), "{\"a\":1e400}"));
        QVERIFY(server.publishBinary(QStringLiteral("history:a"), "\xff\n"));
        QVERIFY(!server.publish(QStringLiteral("unknown:a"), "{}"));
        QCOMPARE(server.clientCount(QStringLiteral("news")), 0);

        server.kill();
        QVERIFY(!server.isRunning());
        QCOMPARE(server.clientCount(QStringLiteral("news")), -1);
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        QCOMPARE(server.port(), port);
        QCOMPARE(server.clientCount(QStringLiteral("news")), 0);
        QVERIFY(server.stop());
    }

    void takesOptionsByTheirNames()
    {
        TestServer server;
        server.setOption(QStringLiteral("client.connection_limit"), 1000);
        server.addNamespace(QStringLiteral("latest"),
                            {{QStringLiteral("history_size"), 1},
                             {QStringLiteral("history_ttl"), QStringLiteral("60s")}});
        const QJsonObject client = server.config().value(QStringLiteral("client")).toObject();
        QVERIFY(client.contains(QStringLiteral("token")));
        QVERIFY2(server.start(), qPrintable(server.errorText()));
        QVERIFY(server.publish(QStringLiteral("latest:a"), "1"));
        QVERIFY(server.publish(QStringLiteral("history:a"), "1"));

        TestServer refused;
        refused.setOption(QStringLiteral("client.connection_limit"), -1);
        QVERIFY(!refused.start());
        QVERIFY(refused.errorText().contains(QStringLiteral("client.connection_limit")));
    }
};

REALTIME_TEST(TestTestServer, QCoreApplication)
#include "tst_testserver.moc"
