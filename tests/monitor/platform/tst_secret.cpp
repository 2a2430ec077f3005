// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/secret.h"
#include "support/testprogram.h"

#include <QTest>

#include <memory>
#include <utility>

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void revealsTheValue();
    void copiesAreIndependent();
    void movingEmptiesTheSource();
    void keepsASharedOriginal();
    void ownsACopyOfAMovedValue();
    void assignsOverItself();
};

void TestSecret::revealsTheValue()
{
    const Secret secret(QByteArrayLiteral("CANARY"));
    QCOMPARE(secret.reveal(), QByteArrayLiteral("CANARY"));
    QVERIFY(!secret.isEmpty());
    QVERIFY(Secret().isEmpty());
    QVERIFY(secret == Secret(QByteArrayLiteral("CANARY")));
    QVERIFY(!(secret == Secret(QByteArrayLiteral("other"))));
}

void TestSecret::copiesAreIndependent()
{
    auto first = std::make_unique<Secret>(QByteArrayLiteral("CANARY"));
    const Secret second(*first);
    QVERIFY(first->reveal().constData() != second.reveal().constData());
    first.reset();
    QCOMPARE(second.reveal(), QByteArrayLiteral("CANARY"));
}

void TestSecret::movingEmptiesTheSource()
{
    Secret first(QByteArrayLiteral("CANARY"));
    Secret second(std::move(first));
    QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is the point
    QCOMPARE(second.reveal(), QByteArrayLiteral("CANARY"));
}

void TestSecret::keepsASharedOriginal()
{
    const QByteArray original = QByteArray("CANARY").repeated(3);
    {
        const Secret secret(original);
        QCOMPARE(secret.reveal(), original);
    }
    QCOMPARE(original, QByteArray("CANARYCANARYCANARY"));
}

void TestSecret::ownsACopyOfAMovedValue()
{
    QByteArray value = QByteArray("CANARY").repeated(2);
    const char *bytes = value.constData();
    const Secret secret(std::move(value));
    QVERIFY(secret.reveal().constData() != bytes);
    QCOMPARE(secret.reveal(), QByteArray("CANARYCANARY"));
}

void TestSecret::assignsOverItself()
{
    Secret secret(QByteArrayLiteral("CANARY"));
    const Secret &same = secret;
    secret = same;
    QCOMPARE(secret.reveal(), QByteArrayLiteral("CANARY"));
    secret = Secret();
    QVERIFY(secret.isEmpty());
}

REALTIME_TEST(TestSecret, QCoreApplication)
#include "tst_secret.moc"
