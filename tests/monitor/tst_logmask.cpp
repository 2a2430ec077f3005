// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/logmask.h"

#include <QTest>

class TestLogMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksTokens_data();
    void masksTokens();
    void masksSecretsInEachForm_data();
    void masksSecretsInEachForm();
    void leavesShortValuesAlone();
    void remembersTheSecretsOfAConnection();
};

void TestLogMask::masksTokens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    const auto row = [](const char *name, const char *text, const char *masked) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(masked);
    };
    row("alone", "eyJhbGciOiJI.eyJzdWIi.a-b_c", "[secret]");
    row("in a frame", "{\"token\":\"eyJhbGci.eyJz.x\"}", "{\"token\":\"[secret]\"}");
    row("in a URL", "ws://h/c?t=eyJhbGci.eyJz.x&b=1", "ws://h/c?t=[secret]&b=1");
    row("two", "eyJhbGci.a.b eyJhbGci.c.d", "[secret] [secret]");
    row("cut off", "eyJhbGciOi", "[secret]");
    row("too short to be one", "eyJ eyJab", "eyJ eyJab");
    row("nothing", "connected", "connected");
    row("empty", "", "");
}

void TestLogMask::masksTokens()
{
    QFETCH(const QString, text);
    QTEST(maskSecrets(text, {}), "masked");
}

void TestLogMask::masksSecretsInEachForm_data()
{
    QTest::addColumn<QByteArray>("form");
    const QByteArray secret = "CANARY \"key\"?>\\";
    QTest::newRow("plain") << secret;
    QTest::newRow("escaped") << QByteArray("CANARY \\\"key\\\"?>\\\\");
    QTest::newRow("Base64") << secret.toBase64();
    QTest::newRow("Base64 URL") << secret.toBase64(QByteArray::Base64UrlEncoding);
    QTest::newRow("percent") << secret.toPercentEncoding();
    QTest::newRow("hexadecimal") << secret.toHex();
    QTest::newRow("hexadecimal in capitals") << secret.toHex().toUpper();
}

void TestLogMask::masksSecretsInEachForm()
{
    QFETCH(const QByteArray, form);
    const QString masked = maskSecrets(QStringLiteral("<") + QString::fromLatin1(form) + u'>',
                                       {Secret("CANARY \"key\"?>\\")});
    QVERIFY2(masked.startsWith(QStringLiteral("<[secret]")), qPrintable(masked));
    QVERIFY(masked.size() <= 12); // padding may stay
}

void TestLogMask::leavesShortValuesAlone()
{
    QCOMPARE(maskSecrets(QStringLiteral("abc"), {Secret("a"), Secret()}), QStringLiteral("abc"));
}

void TestLogMask::remembersTheSecretsOfAConnection()
{
    ConnectionSettings settings;
    settings.apiKey = Secret("CANARY-key");
    settings.tokenHmacSecret = Secret("CANARY-hmac");
    settings.token = Secret("CANARY-token");
    addMaskedSecrets(settings);
    QCOMPARE(maskSecrets(QStringLiteral("CANARY-key CANARY-hmac CANARY-token x")),
             QStringLiteral("[secret] [secret] [secret] x"));
}

QTEST_APPLESS_MAIN(TestLogMask)
#include "tst_logmask.moc"
