// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/secretreceivers.h"
#include "support/testprogram.h"

#include <QTest>

#include <functional>

using SecretKind = SecretReference::Kind;
using Change = std::function<void(Profile &)>;

namespace {

const auto HeaderSlot = QStringLiteral("header:authorization");

/** With a typed secret of each kind. */
Profile profileWithSecrets()
{
    Profile profile = newProfile(QStringLiteral("A"));
    profile.webSocketUrls =
        QStringList{QStringLiteral("wss://a.test/x"), QStringLiteral("wss://b.test/x")};
    profile.apiUrl = QStringLiteral("https://api.test/api");
    profile.apiKey = {SecretKind::Session, {}};
    profile.tokenHmacSecret = {SecretKind::Stored, {}};
    profile.token = {SecretKind::Session, {}};
    profile.network.headers = {{QStringLiteral("Authorization"), {}, {SecretKind::Session, {}}}};
    profile.network.proxy = {ProfileProxy::Kind::Http,
                             QStringLiteral("proxy.test"),
                             3128,
                             {},
                             {SecretKind::Session, {}}};
    return profile;
}

ProfileSecrets fullSecrets()
{
    return {{{ApiKeySlot, Secret("key")},
             {TokenSlot, Secret("token")},
             {HeaderSlot, Secret("header")},
             {ProxyPasswordSlot, Secret("password")}},
            {{HmacSecretSlot, Secret("hmac")}}};
}

QStringList slotsOf(const ProfileSecrets &secrets)
{
    QStringList names = secrets.session.keys() + secrets.stored.keys();
    names.sort();
    return names;
}

} // namespace

/** Which secrets go along when a profile changes. */
class TestSecretReceivers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysWithItsServer_data();
    void staysWithItsServer();
    void theApiKeyGoesToEachNode();
    void typedAnewGoesToTheNewServer();
    void dropsWhatIsNotReferredTo();
    void movesBetweenMemoryAndFile();
};

void TestSecretReceivers::staysWithItsServer_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("forgotten");
    const QStringList socket{HmacSecretSlot, TokenSlot, HeaderSlot};
    const auto urls = [](const char *first, const char *second) {
        return Change([first, second](Profile &profile) {
            profile.webSocketUrls =
                QStringList{QString::fromLatin1(first), QString::fromLatin1(second)};
        });
    };
    const auto api = [](const char *url) {
        return Change([url](Profile &profile) { profile.apiUrl = QString::fromLatin1(url); });
    };
    QTest::newRow("nothing") << Change([](Profile &) {}) << QStringList();
    QTest::newRow("another order") << urls("wss://b.test/x", "wss://a.test/x") << QStringList();
    QTest::newRow("another path") << urls("wss://a.test/y", "wss://b.test/") << QStringList();
    QTest::newRow("the usual port") << urls("wss://A.test:443/x", "wss://b.test") << QStringList();
    QTest::newRow("one address less")
        << Change([](Profile &profile) { profile.webSocketUrls.removeLast(); }) << QStringList();
    QTest::newRow("another host") << urls("wss://a.test/x", "wss://evil.test/x") << socket;
    QTest::newRow("another port") << urls("wss://a.test:444/x", "wss://b.test/x") << socket;
    QTest::newRow("without TLS") << urls("ws://a.test/x", "wss://b.test/x") << socket;
    QTest::newRow("one address more") << Change([](Profile &profile) {
        profile.webSocketUrls.append(QStringLiteral("wss://c.test/x"));
    }) << socket;
    QTest::newRow("another path of the API") << api("https://api.test/v2") << QStringList();
    QTest::newRow("another API") << api("https://evil.test/api")
                                 << QStringList{ApiKeySlot, HeaderSlot};
    QTest::newRow("the API beside") << api("") << QStringList{ApiKeySlot, HeaderSlot};
    QTest::newRow("another proxy") << Change([](Profile &profile) {
        profile.network.proxy.host = QStringLiteral("evil.test");
    }) << QStringList{ProxyPasswordSlot};
    QTest::newRow("another port of the proxy")
        << Change([](Profile &profile) { profile.network.proxy.port = 1; })
        << QStringList{ProxyPasswordSlot};
    QTest::newRow("another kind of proxy")
        << Change([](Profile &profile) { profile.network.proxy.kind = ProfileProxy::Kind::Socks5; })
        << QStringList{ProxyPasswordSlot};
}

void TestSecretReceivers::staysWithItsServer()
{
    QFETCH(const Change, change);
    QFETCH(const QStringList, forgotten);
    const Profile from = profileWithSecrets();
    Profile to = from;
    change(to);
    const CarriedSecrets carried = carrySecrets({{from, fullSecrets()}}, to, {});
    QStringList expected = slotsOf(fullSecrets());
    for (const QString &slot : forgotten) {
        expected.removeAll(slot);
    }
    QCOMPARE(slotsOf(carried.secrets), expected);
    QCOMPARE(carried.forgotten.size(), forgotten.size());
    QCOMPARE(carried.forgotten.contains(QStringLiteral("API key")), forgotten.contains(ApiKeySlot));
}

/** Its nodes are asked one by one, so a new address is a new receiver. */
void TestSecretReceivers::theApiKeyGoesToEachNode()
{
    Profile profile = profileWithSecrets();
    QCOMPARE(secretReceivers(profile, ApiKeySlot),
             QStringList{QStringLiteral("https://api.test:443")});
    profile.apiUrl.clear(); // beside the WebSocket
    const QStringList both{QStringLiteral("https://a.test:443"),
                           QStringLiteral("https://b.test:443")};
    QCOMPARE(secretReceivers(profile, ApiKeySlot), both);
    Profile other = profile;
    other.webSocketUrls[1] = QStringLiteral("ws://b.test/x"); // readable on the way
    QVERIFY(!goesOnlyTo(both, other, ApiKeySlot));
    other.webSocketUrls.removeLast();
    QVERIFY(goesOnlyTo(both, other, ApiKeySlot));
}

void TestSecretReceivers::typedAnewGoesToTheNewServer()
{
    const Profile from = profileWithSecrets();
    Profile to = from;
    to.apiUrl = QStringLiteral("https://other.test/api");
    const CarriedSecrets carried =
        carrySecrets({{from, fullSecrets()}}, to, {{ApiKeySlot, Secret("new")}});
    QVERIFY(carried.secrets.session.value(ApiKeySlot) == Secret("new"));
    QVERIFY(!carried.forgotten.contains(QStringLiteral("API key")));
}

void TestSecretReceivers::dropsWhatIsNotReferredTo()
{
    const Profile from = profileWithSecrets();
    Profile to = from;
    to.apiKey = {};
    to.tokenHmacSecret = {SecretKind::Environment, QStringLiteral("MINE")};
    to.network.headers.clear();
    to.network.proxy = {};
    const CarriedSecrets carried = carrySecrets({{from, fullSecrets()}}, to, {});
    QCOMPARE(slotsOf(carried.secrets), QStringList{TokenSlot});
    QVERIFY(carried.forgotten.isEmpty()); // the user has seen to that
}

void TestSecretReceivers::movesBetweenMemoryAndFile()
{
    const Profile from = profileWithSecrets();
    Profile to = from;
    to.apiKey = {SecretKind::Stored, {}};
    to.tokenHmacSecret = {SecretKind::Session, {}};
    const CarriedSecrets carried = carrySecrets({{from, fullSecrets()}}, to, {});
    QVERIFY(carried.secrets.stored.value(ApiKeySlot) == Secret("key"));
    QVERIFY(carried.secrets.session.value(HmacSecretSlot) == Secret("hmac"));
    QVERIFY(!carried.secrets.session.contains(ApiKeySlot));
    QVERIFY(!carried.secrets.stored.contains(HmacSecretSlot));
}

REALTIME_TEST(TestSecretReceivers, QCoreApplication)
#include "tst_secretreceivers.moc"
