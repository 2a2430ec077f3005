// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/localcodes.h"
#include "clientfixture.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;

class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectsSubscribesAndDelivers();
};

void TestClient::connectsSubscribesAndDelivers()
{
    ClientFixture f;
    f.subscribe(QStringLiteral("news"));
    f.subscribe(QStringLiteral("sport"));
    f.connectWith();
    QCOMPARE(f.transport()->frames.size(), 2); // both subscribes in one frame
    f.transport()->reply(QStringLiteral("subscribe news"), R"("subscribe":{})");
    f.transport()->receive(R"({"push":{"channel":"news","pub":{"data":{"n":1}}}})");
    QCOMPARE(f.takeEvents(),
             QStringList({QStringLiteral("news subscribing 0 subscribe called"),
                          QStringLiteral("sport subscribing 0 subscribe called"),
                          QStringLiteral("connecting 0 connect called"),
                          QStringLiteral("connected c1"), QStringLiteral("news subscribed"),
                          QStringLiteral("news publication 0 {\"n\":1}")}));
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
