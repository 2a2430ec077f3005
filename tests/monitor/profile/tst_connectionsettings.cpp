// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/connectionsettings.h"
#include "support/testprogram.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using Source = ConnectionSettings::Source;

class TestConnectionSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNoneWithNothingSet();
    void readsEverything();
    void refusesWhatCanNotBe_data();
    void refusesWhatCanNotBe();
    void knowsWhatItConnectsWith();
    void oneVariableIsEnough_data();
    void oneVariableIsEnough();
    void refusesUrls_data();
    void refusesUrls();
    void acceptsUrls_data();
    void acceptsUrls();
    void dropsOneTrailingNewline_data();
    void dropsOneTrailingNewline();
    void refusesControlCharacters_data();
    void refusesControlCharacters();
    void refusesShortSecrets_data();
    void refusesShortSecrets();
    void readsATokenFile_data();
    void readsATokenFile();
    void refusesABadTokenFile_data();
    void refusesABadTokenFile();
    void missingTokenFileIsAnError();
};

namespace {

QProcessEnvironment environmentWith(const QString &variable, const QString &value)
{
    QProcessEnvironment environment;
    environment.insert(variable, value);
    return environment;
}

void writeSecret(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

void TestConnectionSettings::isNoneWithNothingSet()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/bin"));
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QString());
    const auto settings = settingsFromEnvironment(environment);
    QVERIFY(settings);
    ConnectionSettings expected;
    expected.webSocketUrl = QUrl(QStringLiteral("ws://localhost:8000/connection/websocket"));
    expected.apiUrl = QUrl(QStringLiteral("http://localhost:8000/api"));
    QVERIFY(settings.value() == expected);
    QVERIFY(!settings.value().canPublish());
    QVERIFY(!settings.value().canConnect());
}

void TestConnectionSettings::readsEverything()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"), QStringLiteral("wss://a.test/ws"));
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"), QStringLiteral("https://b.test/api"));
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QStringLiteral("a key"));
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"), QStringLiteral("hmac"));
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN"), QStringLiteral("a.b.c"));
    environment.insert(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET"),
                       QStringLiteral("other"));
    environment.insert(QStringLiteral("CENTRIFUGO_NO_TOKEN"), QStringLiteral("1"));
    environment.insert(QStringLiteral("CENTRIFUGO_NO_API_KEY"), QStringLiteral("true"));
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS"), QStringLiteral(" {\"aud\":1} "));
    environment.insert(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS"),
                       QStringLiteral("{\"iss\":\"me\"}"));
    const auto settings = settingsFromEnvironment(environment);
    QVERIFY(settings);
    ConnectionSettings expected;
    expected.source = Source::Environment;
    expected.webSocketUrl = QUrl(QStringLiteral("wss://a.test/ws"));
    expected.apiUrl = QUrl(QStringLiteral("https://b.test/api"));
    expected.apiKey = Secret("a key");
    expected.tokenHmacSecret = Secret("hmac");
    expected.token = Secret("a.b.c");
    expected.subscriptionHmacSecret = Secret("other");
    expected.withoutToken = true;
    expected.withoutApiKey = true;
    expected.tokenClaims = R"({"aud":1})";
    expected.subscriptionTokenClaims = R"({"iss":"me"})";
    QVERIFY(settings.value() == expected);
}

void TestConnectionSettings::refusesWhatCanNotBe_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::newRow("a switch that is neither on nor off")
        << QStringLiteral("CENTRIFUGO_NO_TOKEN") << QStringLiteral("maybe");
    QTest::newRow("the same of the API")
        << QStringLiteral("CENTRIFUGO_NO_API_KEY") << QStringLiteral("2");
    QTest::newRow("claims that are no object")
        << QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS") << QStringLiteral("aud");
    QTest::newRow("claims that are the program's")
        << QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS")
        << QStringLiteral("{\"sub\":\"a\"}");
    QTest::newRow("a short secret")
        << QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET") << QStringLiteral("abc");
}

void TestConnectionSettings::refusesWhatCanNotBe()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, value);
    const auto settings = settingsFromEnvironment(environmentWith(variable, value));
    QVERIFY(!settings);
    QVERIFY2(settings.error().message.startsWith(variable), qPrintable(settings.error().message));
}

/** Without a token the secrets sign subscription tokens only, and a ready token is not used. */
void TestConnectionSettings::knowsWhatItConnectsWith()
{
    ConnectionSettings settings;
    QVERIFY(!settings.canConnect());
    settings.tokenHmacSecret = Secret("secret");
    QVERIFY(settings.mintsTokens());
    QCOMPARE(settings.subscriptionSecret(), Secret("secret"));
    settings.subscriptionHmacSecret = Secret("other");
    QCOMPARE(settings.subscriptionSecret(), Secret("other"));
    settings.token = Secret("a.b.c");
    QVERIFY(settings.usesReadyToken());
    QVERIFY(!settings.mintsTokens());
    settings.withoutToken = true;
    QVERIFY(!settings.usesReadyToken());
    QVERIFY(!settings.mintsTokens());
    QVERIFY(settings.canConnect());
    QVERIFY(settings.whyNoConnect().isEmpty());
    QVERIFY(!settings.canPublish());
    settings.withoutApiKey = true;
    QVERIFY(settings.canPublish());
    QVERIFY(settings.whyNoPublish().isEmpty());
}

void TestConnectionSettings::oneVariableIsEnough_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("canPublish");
    QTest::addColumn<bool>("canMint");
    QTest::addColumn<bool>("canConnect");
    const QString url = QStringLiteral("localhost:1");
    QTest::newRow("web socket URL") << QStringLiteral("CENTRIFUGO_WS_URL")
                                    << QStringLiteral("ws://") + url << false << false << false;
    QTest::newRow("API URL") << QStringLiteral("CENTRIFUGO_API_URL")
                             << QStringLiteral("http://") + url << false << false << false;
    QTest::newRow("API key") << QStringLiteral("CENTRIFUGO_API_KEY") << QStringLiteral("some")
                             << true << false << false;
    QTest::newRow("secret") << QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET")
                            << QStringLiteral("some") << false << true << true;
    QTest::newRow("token") << QStringLiteral("CENTRIFUGO_TOKEN") << QStringLiteral("some") << false
                           << false << true;
    QTest::newRow("no token") << QStringLiteral("CENTRIFUGO_NO_TOKEN") << QStringLiteral("1")
                              << false << false << true;
    QTest::newRow("no API key") << QStringLiteral("CENTRIFUGO_NO_API_KEY") << QStringLiteral("1")
                                << true << false << false;
}

void TestConnectionSettings::oneVariableIsEnough()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    const auto settings = settingsFromEnvironment(environmentWith(variable, value));
    QVERIFY(settings);
    QCOMPARE(settings.value().source, Source::Environment);
    QTEST(settings.value().canPublish(), "canPublish");
    QTEST(settings.value().canMint(), "canMint");
    QTEST(settings.value().canConnect(), "canConnect");
}

void TestConnectionSettings::refusesUrls_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    const QString ws = QStringLiteral("CENTRIFUGO_WS_URL");
    const QString api = QStringLiteral("CENTRIFUGO_API_URL");
    QTest::newRow("http for the socket") << ws << QStringLiteral("http://CANARY.test/");
    QTest::newRow("ws for the API") << api << QStringLiteral("ws://CANARY.test/");
    QTest::newRow("file") << api << QStringLiteral("file:///CANARY");
    QTest::newRow("javascript") << ws << QStringLiteral("javascript:CANARY()");
    QTest::newRow("no scheme") << ws << QStringLiteral("CANARY.test/connection");
    QTest::newRow("scheme only") << ws << QStringLiteral("ws://");
    QTest::newRow("no host") << api << QStringLiteral("http:///CANARY");
    QTest::newRow("password") << api << QStringLiteral("http://me:CANARY@host/api");
    QTest::newRow("user") << ws << QStringLiteral("ws://CANARY@host/");
    QTest::newRow("host as user") << ws << QStringLiteral("ws://127.0.0.1:8000@CANARY/");
    QTest::newRow("empty user") << ws << QStringLiteral("ws://@CANARY/");
    QTest::newRow("port out of range") << ws << QStringLiteral("ws://CANARY:70000/");
    QTest::newRow("space within") << ws << QStringLiteral("ws://CAN ARY/");
    QTest::newRow("line break within") << ws << QStringLiteral("ws://CANARY/\r\nX: y");
}

void TestConnectionSettings::refusesUrls()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    const auto settings = settingsFromEnvironment(environmentWith(variable, value));
    QVERIFY(!settings);
    QCOMPARE(settings.error().layer, Centrifuge::ErrorLayer::Local);
    QVERIFY2(settings.error().message.contains(variable), qPrintable(settings.error().message));
    QVERIFY2(!settings.error().message.contains(QStringLiteral("CANARY")),
             qPrintable(settings.error().message));
}

void TestConnectionSettings::acceptsUrls_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *value, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(value) << QString::fromLatin1(expected);
    };
    row("IPv6", "ws://[::1]:8000/x", "ws://[::1]:8000/x");
    row("upper case scheme", "WS://host/x", "ws://host/x");
    row("query", "wss://host/x?a=b", "wss://host/x?a=b");
    row("white space around", " ws://host/x\n", "ws://host/x");
}

void TestConnectionSettings::acceptsUrls()
{
    QFETCH(QString, value);
    QFETCH(QString, expected);
    const auto settings =
        settingsFromEnvironment(environmentWith(QStringLiteral("CENTRIFUGO_WS_URL"), value));
    QVERIFY(settings);
    QCOMPARE(settings.value().webSocketUrl, QUrl(expected));
    QCOMPARE(settings.value().apiUrl, defaultApiUrl());
}

void TestConnectionSettings::dropsOneTrailingNewline_data()
{
    QTest::addColumn<QString>("variable");
    QTest::newRow("API key") << QStringLiteral("CENTRIFUGO_API_KEY");
    QTest::newRow("secret") << QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET");
    QTest::newRow("token") << QStringLiteral("CENTRIFUGO_TOKEN");
}

void TestConnectionSettings::dropsOneTrailingNewline()
{
    QFETCH(QString, variable);
    for (const char *ending : {"", "\n", "\r\n"}) {
        const auto settings = settingsFromEnvironment(
            environmentWith(variable, QStringLiteral(" value ") + QLatin1String(ending)));
        QVERIFY(settings);
        const ConnectionSettings &value = settings.value();
        QCOMPARE(value.apiKey.reveal() + value.tokenHmacSecret.reveal() + value.token.reveal(),
                 QByteArray(" value "));
    }
}

void TestConnectionSettings::refusesControlCharacters_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("two newlines") << QStringLiteral("CANARY\n\n");
    QTest::newRow("header injection") << QStringLiteral("CANARY\r\nX-Other: 1");
    QTest::newRow("escape") << QStringLiteral("CANARY\x1b[0m");
    QTest::newRow("DEL") << QStringLiteral("CANARY\x7f");
    QTest::newRow("C1") << QStringLiteral("CANARY\u0085");
    QTest::newRow("bytes that are no text") << QStringLiteral("CANARY\ufffd");
}

void TestConnectionSettings::refusesControlCharacters()
{
    QFETCH(QString, value);
    for (const char *name :
         {"CENTRIFUGO_API_KEY", "CENTRIFUGO_TOKEN_HMAC_SECRET", "CENTRIFUGO_TOKEN"}) {
        const QString variable = QString::fromLatin1(name);
        const auto settings = settingsFromEnvironment(environmentWith(variable, value));
        QVERIFY(!settings);
        QVERIFY(settings.error().message.contains(variable));
        QVERIFY(!settings.error().message.contains(QStringLiteral("CANARY")));
    }
}

void TestConnectionSettings::refusesShortSecrets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("none") << QString() << true;
    QTest::newRow("one character") << QStringLiteral("x") << false;
    QTest::newRow("three") << QStringLiteral("abc") << false;
    QTest::newRow("three and a line break") << QStringLiteral("abc\n") << false;
    QTest::newRow("two of four bytes") << QStringLiteral("\u00fc\u00fc") << false;
    QTest::newRow("four") << QStringLiteral("abcd") << true;
}

void TestConnectionSettings::refusesShortSecrets()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isAccepted);
    const auto secret = checkedSecret(text, QStringLiteral("The key"));
    QCOMPARE(secret.isOk(), isAccepted);
    const QString fault = secret ? QString() : secret.error().message;
    QCOMPARE(fault.startsWith(QStringLiteral("The key is shorter than 4 characters")), !isAccepted);
}

void TestConnectionSettings::readsATokenFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("plain") << QByteArray("a.b.c") << QByteArray("a.b.c");
    QTest::newRow("newline") << QByteArray("a.b.c\n") << QByteArray("a.b.c");
    QTest::newRow("white space and more lines")
        << QByteArray(" a.b.c \r\nrest") << QByteArray("a.b.c");
}

void TestConnectionSettings::readsATokenFile()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("token"));
    writeSecret(path, content);
    const auto result = readTokenFile(path);
    QVERIFY(result.isOk());
    QTEST(result.value().reveal(), "token");
}

void TestConnectionSettings::refusesABadTokenFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("empty first line") << QByteArray("\na.b.c");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("endless line") << QByteArray(100000, 'a');
}

void TestConnectionSettings::refusesABadTokenFile()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("token"));
    writeSecret(path, content);
    const auto result = readTokenFile(path);
    QVERIFY(!result.isOk());
    QVERIFY(result.error().message.contains(path));
    QVERIFY(content.size() < 3 || !result.error().message.contains(QLatin1String(content)));
}

void TestConnectionSettings::missingTokenFileIsAnError()
{
    const QTemporaryDir folder;
    QVERIFY(!readTokenFile(folder.filePath(QStringLiteral("none"))));
    QVERIFY(!readTokenFile(folder.path()));
}

REALTIME_TEST(TestConnectionSettings, QCoreApplication)
#include "tst_connectionsettings.moc"
