// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/logmask.h"
#include "support/testprogram.h"

#include <QTest>

class TestLogMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksTokens_data();
    void masksTokens();
    void masksSecretsInEachForm_data();
    void masksSecretsInEachForm();
    void masksWholeWordsOnly_data();
    void masksWholeWordsOnly();
    void masksTheWordOfItsOwnMask();
    void leavesShortValuesAlone();
    void remembersTheSecretsOfAConnection();
    void remembersTheCredentialsOfAHeader_data();
    void remembersTheCredentialsOfAHeader();
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

void TestLogMask::masksWholeWordsOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    const auto row = [](const char *name, const char *text, const char *masked) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(masked);
    };
    row("alone", "news", "[secret]");
    row("in a sentence", "key news, again: news.", "key [secret], again: [secret].");
    row("quoted", "{\"key\":\"news\"}", "{\"key\":\"[secret]\"}");
    row("part of a word", "newsletter goodnews renewsing", "newsletter goodnews renewsing");
    row("beside an underscore", "news_item my_news", "news_item my_news");
    row("beside a letter that is not ASCII", "\u00fcnews news\u00fc", "\u00fcnews news\u00fc");
    row("beside a digit", "news1 1news", "news1 1news");
    row("with a hyphen", "contract-news", "contract-[secret]");
    row("in a URL", "http://h/?k=news&b=1", "http://h/?k=[secret]&b=1");
    row("after a percent escape", "k%3Dnews%26", "k%3D[secret]%26");
    row("after an escaped line break", "a\\nnews\\n", "a\\n[secret]\\n");
    row("after a Unicode escape", "\\u003dnews", "\\u003d[secret]");
    row("both in one text", "newsnews news", "newsnews [secret]");
    row("as hexadecimal in a dump", "aa6e657773bb", "aa[secret]bb");
}

void TestLogMask::masksWholeWordsOnly()
{
    QFETCH(const QString, text);
    QTEST(maskSecrets(text, {Secret("news")}), "masked");
}

/** As many development servers have it; and what was masked before is not masked once more. */
void TestLogMask::masksTheWordOfItsOwnMask()
{
    const QList<Secret> secrets{Secret("secret"), Secret("CANARY")};
    const QString masked =
        maskSecrets(QStringLiteral("secret CANARY eyJhbGciOi SECRET secretary"), secrets);
    QCOMPARE(masked, QStringLiteral("[secret] [secret] [secret] [secret] secretary"));
    QCOMPARE(maskSecrets(masked, secrets), masked);
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

void TestLogMask::remembersTheCredentialsOfAHeader_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("echo");
    QTest::newRow("the whole value")
        << QByteArray("Bearer CANARY-bearer") << QStringLiteral("CANARY-bearer");
    QTest::newRow("another scheme, more blanks")
        << QByteArray("ApiKey   CANARY-apikey") << QStringLiteral("CANARY-apikey");
    const QByteArray basic = "basic " + QByteArray("CANARY-user:CANARY-word").toBase64();
    QTest::newRow("Basic") << basic << QString::fromLatin1(basic.mid(6));
    QTest::newRow("Basic, decoded") << basic << QStringLiteral("CANARY-user:CANARY-word");
    QTest::newRow("Basic, the password") << basic << QStringLiteral("CANARY-word");
    QTest::newRow("Basic, not encoded")
        << QByteArray("Basic CANARY-plain") << QStringLiteral("CANARY-plain");
    QTest::newRow("no scheme") << QByteArray("CANARY-alone") << QStringLiteral("CANARY-alone");
}

void TestLogMask::remembersTheCredentialsOfAHeader()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QString, echo);
    ConnectionSettings settings;
    settings.otherSecrets = {Secret(header)};
    addMaskedSecrets(settings);
    const QString masked = maskSecrets(QStringLiteral("bad token <%1>").arg(echo));
    QVERIFY2(!masked.contains(echo), qPrintable(masked));
    QVERIFY2(masked.startsWith(QStringLiteral("bad token <[secret]")), qPrintable(masked));
}

REALTIME_TEST(TestLogMask, QCoreApplication)
#include "tst_logmask.moc"
