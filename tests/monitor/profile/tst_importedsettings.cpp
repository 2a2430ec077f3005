// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/importedsettings.h"

#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilejson.h"
#include "support/testprogram.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

using SecretKind = SecretReference::Kind;

namespace {

const QByteArray Version6 = R"({
  "http_server": {"port": 9000, "tls": {"enabled": true}, "internal_port": "9001"},
  "client": {"token": {"hmac_secret_key": "canary-hmac"},
             "subscription_token": {"enabled": true, "hmac_secret_key": "canary-sub"},
             "allowed_origins": ["*"]},
  "http_api": {"key": "canary-key"},
  "channel": {"namespaces": [{"name": "chat"}]}
})";

const QByteArray Version5 = R"(
token_hmac_secret_key: canary-hmac
api_key: canary-key
address: 10.0.0.5
port: 7000
namespaces:
  - name: chat
)";

QString token()
{
    return QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl");
}

} // namespace

/** Profiles made of what somebody has already. */
class TestImportedSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void version6();
    void version5();
    void variables();
    void keepsNoSecretOfAFile_data();
    void keepsNoSecretOfAFile();
    void pastedText_data();
    void pastedText();
    void pastedSecretsAreTyped();
    void tellsWhatIsMissing();
    void refusesWhatSaysNothing_data();
    void refusesWhatSaysNothing();

private:
    QString write(const char *name, const QByteArray &text) const;

    QTemporaryDir m_folder;
};

QString TestImportedSettings::write(const char *name, const QByteArray &text) const
{
    QFile file(m_folder.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                              : QString();
}

void TestImportedSettings::version6()
{
    const QString path = write("staging.json", Version6);
    const auto imported = importSettingsFile(path);
    QVERIFY2(imported.isOk(), imported ? "" : qPrintable(imported.error().message));
    Profile expected = newProfile(QStringLiteral("staging"));
    expected.id = imported.value().profile.id;
    expected.webSocketUrls =
        QStringList{QStringLiteral("wss://localhost:9000/connection/websocket")};
    expected.apiUrl = QStringLiteral("http://localhost:9001/api");
    expected.tokenHmacSecret = {SecretKind::Setting, path,
                                QStringLiteral("client.token.hmac_secret_key")};
    expected.subscriptionHmacSecret = {SecretKind::Setting, path,
                                       QStringLiteral("client.subscription_token.hmac_secret_key")};
    expected.apiKey = {SecretKind::Setting, path, QStringLiteral("http_api.key")};
    expected.serverConfiguration = path;
    QCOMPARE(imported.value().profile, expected);
    QVERIFY(!findProfileError(expected));
    QCOMPARE(imported.value().notes.size(), 1); // the address is a guess
    const auto stored = readProfile(writeProfile(expected));
    QVERIFY(stored.isOk());
    QCOMPARE(stored.value(), expected);
}

void TestImportedSettings::version5()
{
    const QString path = write("old.yaml", Version5);
    const auto imported = importSettingsFile(path);
    QVERIFY2(imported.isOk(), imported ? "" : qPrintable(imported.error().message));
    const Profile &profile = imported.value().profile;
    QCOMPARE(profile.webSocketUrls,
             QStringList{QStringLiteral("ws://10.0.0.5:7000/connection/websocket")});
    QCOMPARE(profile.tokenHmacSecret,
             (SecretReference{SecretKind::Setting, path, QStringLiteral("token_hmac_secret_key")}));
    QCOMPARE(profile.apiKey,
             (SecretReference{SecretKind::Setting, path, QStringLiteral("api_key")}));
    QVERIFY(!profile.subscriptionHmacSecret.isSet());
}

void TestImportedSettings::variables()
{
    const QString path = write(".env",
                               "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=canary-hmac\n"
                               "CENTRIFUGO_HTTP_API_KEY=canary-key\n"
                               "CENTRIFUGO_HTTP_SERVER_PORT=7001\n");
    const auto imported = importSettingsFile(path);
    QVERIFY2(imported.isOk(), imported ? "" : qPrintable(imported.error().message));
    const Profile &profile = imported.value().profile;
    QCOMPARE(profile.webSocketUrls,
             QStringList{QStringLiteral("ws://localhost:7001/connection/websocket")});
    QCOMPARE(profile.tokenHmacSecret,
             (SecretReference{SecretKind::Setting, path,
                              QStringLiteral("CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY")}));
    QCOMPARE(profile.apiKey.key, QStringLiteral("CENTRIFUGO_HTTP_API_KEY"));
    QVERIFY(profile.serverConfiguration.isEmpty()); // it has no namespaces
}

void TestImportedSettings::keepsNoSecretOfAFile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("version 6") << Version6;
    QTest::newRow("version 5") << Version5;
    QTest::newRow("variables") << QByteArray("CENTRIFUGO_TOKEN=canary-token\n"
                                             "CENTRIFUGO_WS_URL=wss://host.test/x\n");
}

void TestImportedSettings::keepsNoSecretOfAFile()
{
    QFETCH(const QByteArray, text);
    const auto imported = importSettingsFile(write("some.file", text));
    QVERIFY(imported.isOk());
    QVERIFY(imported.value().typed.isEmpty());
    const QByteArray stored = QJsonDocument(writeProfile(imported.value().profile)).toJson();
    QVERIFY2(!stored.contains("canary"), stored.constData());
}

void TestImportedSettings::pastedText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    const QString usual = QStringLiteral("ws://localhost:8000/connection/websocket");
    QTest::newRow("WebSocket URL")
        << QStringLiteral(" wss://host.test/c \n") << QStringLiteral("wss://host.test/c");
    QTest::newRow("address of a page") << QStringLiteral("https://host.test/admin?x=1#y")
                                       << QStringLiteral("wss://host.test/connection/websocket");
    QTest::newRow("token") << token() << usual;
    QTest::newRow("export block") << QStringLiteral(
        "export CENTRIFUGO_WS_URL=ws://host.test/c\nexport CENTRIFUGO_API_KEY=key1")
                                  << QStringLiteral("ws://host.test/c");
    QTest::newRow("configuration") << QString::fromLatin1(Version5)
                                   << QStringLiteral("ws://10.0.0.5:7000/connection/websocket");
}

void TestImportedSettings::pastedText()
{
    QFETCH(const QString, text);
    QFETCH(const QString, url);
    const auto imported = importSettingsText(text);
    QVERIFY2(imported.isOk(), imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported.value().profile.webSocketUrls, QStringList{url});
    QVERIFY(!findProfileError(imported.value().profile));
}

void TestImportedSettings::pastedSecretsAreTyped()
{
    const auto pasted = importSettingsText(token());
    QCOMPARE(pasted.value().profile.token, (SecretReference{SecretKind::Session, {}}));
    QCOMPARE(pasted.value().typed.value(TokenSlot).reveal(), token().toUtf8());
    const auto block = importSettingsText(QStringLiteral(
        "export CENTRIFUGO_TOKEN_HMAC_SECRET='mine'\nexport CENTRIFUGO_API_KEY=key1"));
    QCOMPARE(block.value().typed.value(HmacSecretSlot).reveal(), QByteArray("mine"));
    QCOMPARE(block.value().typed.value(ApiKeySlot).reveal(), QByteArray("key1"));
    QCOMPARE(block.value().profile.apiKey, (SecretReference{SecretKind::Session, {}}));
}

void TestImportedSettings::tellsWhatIsMissing()
{
    const auto imported =
        importSettingsFile(write("rsa.json", R"({"client":{"token":{"rsa_public_key":"x"}}})"));
    QVERIFY(imported.isOk());
    QVERIFY(imported.value().notes.constLast().contains(QStringLiteral("no HMAC secret")));
}

void TestImportedSettings::refusesWhatSaysNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QStringLiteral(" \n");
    QTest::newRow("prose") << QStringLiteral("hello there");
    QTest::newRow("other JSON") << QStringLiteral("{\"a\":1}");
    QTest::newRow("other variables") << QStringLiteral("A=1\nB=2");
    QTest::newRow("a URL with a password") << QStringLiteral("wss://u:hunter2@host.test/c");
}

void TestImportedSettings::refusesWhatSaysNothing()
{
    QFETCH(const QString, text);
    const auto imported = importSettingsText(text);
    QVERIFY(!imported.isOk());
    QVERIFY(!imported.error().message.contains(QStringLiteral("hunter2")));
}

REALTIME_TEST(TestImportedSettings, QCoreApplication)
#include "tst_importedsettings.moc"
