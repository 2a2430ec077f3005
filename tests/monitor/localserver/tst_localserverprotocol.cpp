// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/localserver/localserverprogram.h"
#include "monitor/localserver/localserverprotocol.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

class TestLocalServerProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRedisUrls_data();
    void readsRedisUrls();
    void refusesOtherUrls_data();
    void refusesOtherUrls();
    void configuresRedisOnlyInACluster();
    void keepsOurVariablesFromTheChild();
};

void TestLocalServerProtocol::readsRedisUrls_data()
{
    QTest::addColumn<bool>("holdsAPassword");
    QTest::newRow("redis://localhost:6379") << false;
    QTest::newRow("redis://localhost:6379/2") << false;
    QTest::newRow("redis://localhost") << false;
    QTest::newRow("redis://[::1]:6379") << false;
    QTest::newRow("rediss://redis.example:6380") << false;
    QTest::newRow("redis://user@localhost:6379") << false;
    QTest::newRow("redis://:pass@localhost:6379") << true;
    QTest::newRow("redis://user:pass%40word@localhost:6379/0") << true;
    QTest::newRow("unix:///run/redis/redis.sock") << false;
    QTest::newRow("unix://user:pass@/run/redis.sock") << true;
    QTest::newRow("unix://:pass@/run/redis.sock") << true;
}

void TestLocalServerProtocol::readsRedisUrls()
{
    const QByteArray text = QTest::currentDataTag();
    const auto url = readRedisUrl(text);
    QVERIFY2(url, text.constData());
    QCOMPARE(url.value().reveal(), text);
    QTEST(holdsPassword(url.value()), "holdsAPassword");
}

void TestLocalServerProtocol::refusesOtherUrls_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no scheme") << QByteArray("canary.example:6379");
    QTest::newRow("another scheme") << QByteArray("http://:canary@localhost:6379");
    QTest::newRow("no host") << QByteArray("redis:///1?canary");
    QTest::newRow("no path") << QByteArray("unix://canary");
    QTest::newRow("no port number") << QByteArray("redis://localhost:canary");
    QTest::newRow("a port that is too big") << QByteArray("redis://canary:65536");
    QTest::newRow("no database number") << QByteArray("redis://localhost:6379/canary");
    QTest::newRow("options") << QByteArray("redis://localhost:6379?sentinel_password=canary");
    QTest::newRow("fragment") << QByteArray("redis://localhost:6379#canary");
    QTest::newRow("line end") << QByteArray("redis://localhost:6379/\ncanary");
}

void TestLocalServerProtocol::refusesOtherUrls()
{
    QFETCH(const QByteArray, text);
    const auto url = readRedisUrl(text);
    QVERIFY(!url);
    QVERIFY(url.error().message.contains(QStringLiteral("redis://host:port")));
    QVERIFY(!url.error().message.contains(QStringLiteral("canary")));
}

void TestLocalServerProtocol::configuresRedisOnlyInACluster()
{
    const LocalServerCluster alone{newLocalServerSecrets(), {}};
    const QString engine = QStringLiteral("engine");
    const QByteArray ofOne = localServerConfiguration(alone, 4711);
    QVERIFY(!QJsonDocument::fromJson(ofOne).object().contains(engine));

    const LocalServerCluster cluster{alone.secrets, Secret("redis://:p%22w@localhost:6379/1")};
    const QByteArray ofNode = localServerConfiguration(cluster, 4711);
    QCOMPARE(ofNode.count('\n'), 1);
    const QJsonObject redis{
        {QStringLiteral("address"), QStringLiteral("redis://:p%22w@localhost:6379/1")},
        {QStringLiteral("prefix"), QStringLiteral("realtime-monitor")}};
    const QJsonObject expected{{QStringLiteral("type"), QStringLiteral("redis")},
                               {QStringLiteral("redis"), redis}};
    QCOMPARE(QJsonDocument::fromJson(ofNode).object().value(engine).toObject(), expected);
}

void TestLocalServerProtocol::keepsOurVariablesFromTheChild()
{
    qputenv("CENTRIFUGO_API_KEY", "canary");
    qputenv("REALTIME_MONITOR_REDIS_URL", "redis://:canary@localhost");
    const QProcessEnvironment environment = localServerEnvironment();
    qunsetenv("CENTRIFUGO_API_KEY");
    qunsetenv("REALTIME_MONITOR_REDIS_URL");
    QVERIFY(!environment.toStringList().join(u'\n').contains(QStringLiteral("canary")));
    QVERIFY(environment.contains(QStringLiteral("PATH")));
}

REALTIME_TEST(TestLocalServerProtocol, QCoreApplication)
#include "tst_localserverprotocol.moc"
