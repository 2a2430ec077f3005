// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testserver.h"

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
};

QTEST_GUILESS_MAIN(TestTestServer)
#include "tst_testserver.moc"
