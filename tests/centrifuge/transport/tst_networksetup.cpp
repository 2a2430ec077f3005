// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/networksetup.h"
#include "support/testprogram.h"

#include <QCoreApplication>
#include <QTest>

using namespace Centrifuge;

/** What of the network's options is a secret, and must not come back in a message. */
class TestNetworkSetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksSecrets_data();
    void masksSecrets();
};

void TestNetworkSetup::masksSecrets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret"); // no part of the result
    const auto row = [](const char *name, const char *text, const char *secret) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(secret);
    };
    row("the password of the proxy", "407 for bob:proxy-pass-1", "proxy-pass-1");
    row("a header", "bad header X-Key: header-key-22", "header-key-22");
    row("a header with its scheme", "got 'Bearer bearer-token-333'", "bearer-token-333");
    row("the token of a header alone", "token bearer-token-333 is old", "bearer-token-333");
    row("a header with spaces", "cookie is a=cookie-one; b=cookie-two.", "cookie-one");
}

void TestNetworkSetup::masksSecrets()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    NetworkOptions options;
    options.proxy.kind = ProxyOptions::Kind::Http;
    options.proxy.password = QStringLiteral("proxy-pass-1");
    options.headers = {{"X-Key", " header-key-22 "},
                       {"Authorization", "Bearer bearer-token-333"},
                       {"Cookie", "a=cookie-one; b=cookie-two"}};
    const QString shown = withoutSecrets(text, options);
    QVERIFY2(!shown.contains(secret), qPrintable(shown));
    QVERIFY2(shown.startsWith(text.left(3)), qPrintable(shown)); // the rest stays
    QCOMPARE(withoutSecrets(text, {}), text);
}

REALTIME_TEST(TestNetworkSetup, QCoreApplication)
#include "tst_networksetup.moc"
