// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profileconnection.h"

#include "profilesamples.h"

#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using SecretKind = SecretReference::Kind;

class TestProfileConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void comesFromThatProfileAlone();
    void carriesTheWholeNetwork();
    void saysWhatIsMissing();
    void refusesAWrongProfile();
    void refusesWithoutTheProxysPassword();
    void asksForTypedSecrets();
    void asksAgainWhenTheProfileLeadsElsewhere();
    void noSecretInAnyFile();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SecretKeeper> m_keeper;
    Profile m_profile;
};

void TestProfileConnection::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_keeper = std::make_unique<SecretKeeper>(m_folder->path());
    m_profile = newProfile(QStringLiteral("Staging"));
    m_profile.webSocketUrls =
        QStringList{QStringLiteral("wss://a.test:8443/x"), QStringLiteral(" wss://b.test/x ")};
    m_profile.apiKey = {SecretKind::Session, {}};
    m_profile.tokenHmacSecret = {SecretKind::Session, {}};
    qputenv("CENTRIFUGO_API_KEY", "of the environment");
    qputenv("CENTRIFUGO_WS_URL", "ws://environment.test/");
    qputenv("CENTRIFUGO_TOKEN", "environment.token.x");
}

void TestProfileConnection::comesFromThatProfileAlone()
{
    m_keeper->setSession(m_profile, ApiKeySlot, Secret("a key"));
    m_keeper->setSession(m_profile, HmacSecretSlot, Secret("hmac"));
    const auto settings = connectionOf(m_profile, *m_keeper);
    QVERIFY(settings);
    ConnectionSettings expected;
    expected.source = ConnectionSettings::Source::Profile;
    expected.profileName = QStringLiteral("Staging");
    expected.webSocketUrl = QUrl(QStringLiteral("wss://a.test:8443/x"));
    expected.otherWebSocketUrls = {QUrl(QStringLiteral("wss://b.test/x"))};
    expected.apiUrl = QUrl(QStringLiteral("https://a.test:8443/api"));
    expected.apiKey = Secret("a key");
    expected.tokenHmacSecret = Secret("hmac");
    QVERIFY(settings.value() == expected);
    QVERIFY(settings.value().whyNoPublish().isEmpty());
    QVERIFY(settings.value().whyNoConnect().isEmpty());
}

void TestProfileConnection::carriesTheWholeNetwork()
{
    const ProfileNetwork network = fullNetwork();
    m_profile.network = network;
    m_keeper->setSession(m_profile, headerSlot(QStringLiteral("Authorization")),
                         Secret("Bearer x"));
    m_keeper->setSession(m_profile, ProxyPasswordSlot, Secret("pass"));
    const auto settings = connectionOf(m_profile, *m_keeper);
    QVERIFY(settings);
    Centrifuge::NetworkOptions expected;
    expected.tls.caFile = network.caFile;
    expected.tls.certificateFile = network.certificateFile;
    expected.tls.keyFile = network.keyFile;
    expected.tls.verifyPeer = false;
    expected.origin = "https://app.test";
    expected.headers = {{"X-Tenant", "a"}, {"Authorization", "Bearer x"}};
    expected.proxy.kind = Centrifuge::ProxyOptions::Kind::Socks5;
    expected.proxy.host = QStringLiteral("proxy.test");
    expected.proxy.port = 1080;
    expected.proxy.user = QStringLiteral("me");
    expected.proxy.password = QStringLiteral("pass");
    QVERIFY(settings.value().network == expected);
    // What no log may show.
    QVERIFY(settings.value().otherSecrets.contains(Secret("Bearer x")));
    QVERIFY(settings.value().otherSecrets.contains(Secret("pass")));
}

void TestProfileConnection::saysWhatIsMissing()
{
    qunsetenv("RM_TEST_KEY");
    m_profile.apiKey = {SecretKind::Environment, QStringLiteral("RM_TEST_KEY")};
    m_profile.tokenHmacSecret = {};
    const auto settings = connectionOf(m_profile, *m_keeper);
    QVERIFY(settings);
    QVERIFY(!settings.value().canPublish());
    QVERIFY(!settings.value().canConnect());
    QVERIFY(settings.value().whyNoPublish().contains(QStringLiteral("RM_TEST_KEY")));
    QVERIFY(settings.value().whyNoConnect().contains(QStringLiteral("Staging")));
    QVERIFY(!settings.value().whyNoConnect().contains(QStringLiteral("CENTRIFUGO_")));
}

void TestProfileConnection::refusesAWrongProfile()
{
    m_profile.webSocketUrls[1] = QStringLiteral("http://b.test/");
    const auto settings = connectionOf(m_profile, *m_keeper);
    QVERIFY(!settings);
    QVERIFY(settings.error().message.contains(QStringLiteral("Staging")));
}

void TestProfileConnection::refusesWithoutTheProxysPassword()
{
    m_profile.network.proxy = {ProfileProxy::Kind::Http,
                               QStringLiteral("proxy.test"),
                               8080,
                               QStringLiteral("me"),
                               {SecretKind::Session, {}}};
    QVERIFY(!connectionOf(m_profile, *m_keeper));
    m_keeper->setSession(m_profile, ProxyPasswordSlot, Secret("pass"));
    QVERIFY(connectionOf(m_profile, *m_keeper));
}

void TestProfileConnection::asksForTypedSecrets()
{
    m_keeper->setSession(m_profile, ApiKeySlot, Secret("a key"));
    const QList<ProfileSecret> missing = secretsToType(m_profile, *m_keeper);
    QCOMPARE(missing.size(), 1);
    QCOMPARE(missing.constFirst().slot, HmacSecretSlot);
}

/** Another process may change a profile in the file while its secrets are in this one's memory. */
void TestProfileConnection::asksAgainWhenTheProfileLeadsElsewhere()
{
    m_keeper->setSession(m_profile, ApiKeySlot, Secret("a key"));
    m_keeper->setSession(m_profile, HmacSecretSlot, Secret("hmac"));
    QVERIFY(secretsToType(m_profile, *m_keeper).isEmpty());
    m_profile.webSocketUrls = QStringList{QStringLiteral("wss://evil.test/x")};
    QCOMPARE(secretsToType(m_profile, *m_keeper).size(), 2);
    const auto settings = connectionOf(m_profile, *m_keeper);
    QVERIFY(settings);
    QVERIFY(settings.value().apiKey.isEmpty());
    QVERIFY(settings.value().tokenHmacSecret.isEmpty());
    QVERIFY(settings.value().apiKeyFault.contains(QStringLiteral("another server")));
}

/** The canary: whatever way it came, a secret is at most in the file the user ticked. */
void TestProfileConnection::noSecretInAnyFile()
{
    ProfileStore store(m_folder->path());
    m_profile.network.headers = {
        {QStringLiteral("Authorization"), QStringLiteral("left over"), {SecretKind::Session, {}}}};
    m_keeper->setSession(m_profile, ApiKeySlot, Secret("canary-key"));
    m_keeper->setSession(m_profile, headerSlot(QStringLiteral("Authorization")),
                         Secret("canary-header"));
    m_profile.tokenHmacSecret = {SecretKind::Stored, QStringLiteral("canary-name")};
    QVERIFY(m_keeper->setStored(m_profile.id, HmacSecretSlot, Secret("canary-hmac")));
    QVERIFY(store.save(m_profile));
    QVERIFY(connectionOf(m_profile, *m_keeper));
    const QStringList files = QDir(m_folder->path()).entryList(QDir::Files);
    for (const QString &name : files) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        const int expected = file.fileName() == m_keeper->storedFile() ? 1 : 0;
        QCOMPARE(content.count("canary"), expected);
        QVERIFY(!content.contains("left over"));
    }
    QCOMPARE(files.size(), 2);
}

REALTIME_TEST(TestProfileConnection, QCoreApplication)
#include "tst_profileconnection.moc"
