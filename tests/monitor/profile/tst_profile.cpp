// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profile.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilejson.h"
#include "profilesamples.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <functional>

using SecretKind = SecretReference::Kind;
using Edit = std::function<void(Profile &)>;

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewOneIsValid();
    void aDuplicateHasItsOwnId();
    void readsWhatItWrites();
    void keepsMembersItDoesNotKnow();
    void namesTheWrongMember_data();
    void namesTheWrongMember();
    void findsFaults_data();
    void findsFaults();
    void acceptsUrls_data();
    void acceptsUrls();
    void warnsOfPlainTransport_data();
    void warnsOfPlainTransport();
    void warnsOfNoVerification();
    void neverRepeatsAUrl();
    void putsTheApiBesideTheSocket_data();
    void putsTheApiBesideTheSocket();
    void listsItsSecrets();
    void leavesOutSecretsThatAreNotUsed();
};

namespace {

Profile fullProfile()
{
    Profile profile = newProfile(QStringLiteral("Staging"));
    profile.webSocketUrls = QStringList{QStringLiteral("wss://a.test/connection/websocket"),
                                        QStringLiteral("wss://b.test/connection/websocket")};
    profile.apiUrl = QStringLiteral("https://a.test/api");
    profile.users = QStringList{QStringLiteral("alice"), QStringLiteral("bob")};
    profile.channels = QStringList{QStringLiteral("news"), QStringLiteral("user#alice")};
    profile.color = ProfileColor::Amber;
    profile.isProduction = true;
    profile.wireFormat = Centrifuge::WireFormat::Json;
    profile.tokenLifetime = std::chrono::minutes(5);
    profile.apiKey = {SecretKind::Environment, QStringLiteral("STAGING_KEY")};
    profile.tokenHmacSecret = {SecretKind::File, QStringLiteral("/run/secrets/hmac")};
    profile.subscriptionHmacSecret = {SecretKind::Environment, QStringLiteral("STAGING_CHANNELS")};
    profile.token = {SecretKind::Stored, {}};
    profile.tokenClaims = QStringLiteral("{\"aud\":\"a\", \"n\":1.0}");
    profile.subscriptionTokenClaims = QStringLiteral("{\"iss\":\"me\"}");
    profile.channelOptions = {
        {QStringLiteral("news"), {QStringLiteral("a=1"), false, true, false, false}},
        {QStringLiteral("user#alice"), {{}, true, false, true, true}}};
    profile.network = fullNetwork();
    profile.network.limits = {128, 1};
    return profile;
}

} // namespace

void TestProfile::aNewOneIsValid()
{
    const Profile profile = newProfile(QStringLiteral("Mine"));
    QVERIFY(!profile.id.isEmpty());
    QVERIFY(profile.id != newProfile(QStringLiteral("Mine")).id);
    QVERIFY(findProfileFaults(profile).isEmpty());
}

void TestProfile::aDuplicateHasItsOwnId()
{
    const Profile first = fullProfile();
    Profile second = duplicateOf(first, QStringLiteral("Other"));
    QVERIFY(second.id != first.id);
    QCOMPARE(second.name, QStringLiteral("Other"));
    second.id = first.id;
    second.name = first.name;
    QVERIFY(second == first);
}

void TestProfile::readsWhatItWrites()
{
    const Profile profile = fullProfile();
    QVERIFY(!findProfileError(profile));
    const auto read = readProfile(writeProfile(profile));
    QVERIFY(read);
    QVERIFY(read.value() == profile);
    const Profile plain = newProfile(QStringLiteral("Plain"));
    const auto readPlain = readProfile(writeProfile(plain));
    QVERIFY(readPlain);
    QVERIFY(readPlain.value() == plain);
}

void TestProfile::keepsMembersItDoesNotKnow()
{
    QJsonObject before = writeProfile(fullProfile());
    before.insert(QStringLiteral("later"), 7);
    QJsonObject tls = before.value(QStringLiteral("tls")).toObject();
    tls.insert(QStringLiteral("pinned"), QStringLiteral("sha256"));
    before.insert(QStringLiteral("tls"), tls);
    const auto read = readProfile(before);
    QVERIFY(read);
    QCOMPARE(writeProfile(read.value(), before), before);
}

void TestProfile::namesTheWrongMember_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("place");
    const auto text = [](const char *words) { return QString::fromLatin1(words); };
    QTest::newRow("number for a text") << text("name") << QJsonValue(5) << text("name");
    QTest::newRow("no id") << text("id") << QJsonValue(QString()) << text("id");
    QTest::newRow("list of numbers")
        << text("channels") << QJsonValue(QJsonArray{1}) << text("channels");
    QTest::newRow("unknown colour") << text("color") << QJsonValue(text("pink")) << text("color");
    QTest::newRow("broken number")
        << text("token_lifetime") << QJsonValue(1.5) << text("token_lifetime");
    QTest::newRow("reference from nowhere")
        << text("secrets")
        << QJsonValue(QJsonObject{{text("api_key"), QJsonObject{{text("from"), text("paper")}}}})
        << text("secrets.api_key.from");
    QTest::newRow("text for a switch")
        << text("no_token") << QJsonValue(text("1")) << text("no_token");
    QTest::newRow("option of a channel")
        << text("channel_options")
        << QJsonValue(QJsonObject{{text("news"), QJsonObject{{text("delta"), 1}}}})
        << text("channel_options.delta");
    QTest::newRow("text for an object") << text("tls") << QJsonValue(text("x")) << text("tls");
}

void TestProfile::namesTheWrongMember()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, place);
    QJsonObject object = writeProfile(fullProfile());
    object.insert(key, value);
    const auto read = readProfile(object);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(place + QStringLiteral(" is wrong")),
             qPrintable(read.error().message));
}

void TestProfile::findsFaults_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<ProfileField>("field");
    QTest::addColumn<int>("line");
    const auto row = [](const char *name, const Edit &edit, ProfileField field, int line = 0) {
        QTest::newRow(name) << edit << field << line;
    };
    const auto url = [](const char *text) {
        return [text](Profile &profile) { profile.webSocketUrls[1] = QLatin1String(text); };
    };
    using Field = ProfileField;
    row(
        "no name", [](Profile &p) { p.name.clear(); }, Field::Name);
    row(
        "a built-in name", [](Profile &p) { p.name = environmentProfileName(); }, Field::Name);
    row(
        "a control character in the name", [](Profile &p) { p.name = QStringLiteral("a\x1b"); },
        Field::Name);
    row(
        "no URL", [](Profile &p) { p.webSocketUrls.clear(); }, Field::WebSocketUrls);
    row("http for ws", url("http://a.test/"), Field::WebSocketUrls, 2);
    row("file", url("file:///etc/passwd"), Field::WebSocketUrls, 2);
    row("user info", url("wss://me:secret@a.test/"), Field::WebSocketUrls, 2);
    row("a host that looks like another", url("ws://127.0.0.1:8000@evil.test/"),
        Field::WebSocketUrls, 2);
    row("no host", url("wss:///x"), Field::WebSocketUrls, 2);
    row("an empty URL", url(""), Field::WebSocketUrls, 2);
    row(
        "ws for http", [](Profile &p) { p.apiUrl = QStringLiteral("ws://a.test/"); },
        Field::ApiUrl);
    row(
        "an empty user", [](Profile &p) { p.users[1].clear(); }, Field::Users, 2);
    row(
        "a channel twice", [](Profile &p) { p.channels[1] = p.channels[0]; }, Field::Channels, 2);
    row(
        "a long channel", [](Profile &p) { p.channels[0] = QString(256, u'x'); }, Field::Channels,
        1);
    row(
        "no life", [](Profile &p) { p.tokenLifetime = {}; }, Field::TokenLifetime);
    row(
        "no variable", [](Profile &p) { p.apiKey.name = QStringLiteral("MY-KEY"); }, Field::ApiKey);
    row(
        "a relative file", [](Profile &p) { p.tokenHmacSecret.name = QStringLiteral("hmac"); },
        Field::TokenHmacSecret);
    row(
        "a certificate without key", [](Profile &p) { p.network.keyFile.clear(); },
        Field::ClientCertificate);
    row(
        "an origin with a path", [](Profile &p) { p.network.origin += QLatin1String("/x"); },
        Field::Origin);
    row(
        "a header with a space",
        [](Profile &p) { p.network.headers[0].name = QStringLiteral("X Y"); }, Field::Headers, 1);
    row(
        "a line break in a header",
        [](Profile &p) { p.network.headers[0].value = QStringLiteral("a\r\nB: c"); },
        Field::Headers, 1);
    row(
        "a header of ours",
        [](Profile &p) { p.network.headers[0].name = QStringLiteral("X-API-Key"); }, Field::Headers,
        1);
    row(
        "a header twice",
        [](Profile &p) { p.network.headers[1].name = QStringLiteral("x-tenant"); }, Field::Headers,
        2);
    row(
        "a secret in the open",
        [](Profile &p) {
            p.network.headers[1] = {QStringLiteral("Cookie"), QStringLiteral("session=canary"), {}};
        },
        Field::Headers, 2);
    row(
        "a proxy with a scheme",
        [](Profile &p) { p.network.proxy.host = QStringLiteral("http://x"); }, Field::Proxy);
    row(
        "a proxy without port", [](Profile &p) { p.network.proxy.port = 0; }, Field::Proxy);
    row(
        "no frame at all", [](Profile &p) { p.network.limits.frame = 0; }, Field::FrameLimit);
    row(
        "frames too large", [](Profile &p) { p.network.limits.frame = 1025; }, Field::FrameLimit);
    row(
        "claims that are no object", [](Profile &p) { p.tokenClaims = QStringLiteral("canary"); },
        Field::TokenClaims);
    row(
        "claims that are the program's",
        [](Profile &p) { p.subscriptionTokenClaims = QStringLiteral("{\"sub\":\"canary\"}"); },
        Field::SubscriptionTokenClaims);
    row(
        "a subscription secret from no variable",
        [](Profile &p) { p.subscriptionHmacSecret.name = QStringLiteral("not a canary"); },
        Field::SubscriptionHmacSecret);
    row(
        "a wrong tags filter",
        [](Profile &p) { p.channelOptions[p.channels.at(1)].tagsFilter = QStringLiteral("a="); },
        Field::Channels, 2);
    row(
        "an unknown option of a channel",
        [](Profile &p) { p.channels[0] = QStringLiteral("news --canary"); }, Field::Channels, 1);
    row(
        "publications too large", [](Profile &p) { p.network.limits.publication = 513; },
        Field::PublicationLimit);
}

void TestProfile::findsFaults()
{
    QFETCH(const Edit, edit);
    QFETCH(const ProfileField, field);
    QFETCH(const int, line);
    Profile profile = fullProfile();
    edit(profile);
    const auto fault = findProfileError(profile);
    QVERIFY(fault);
    QCOMPARE(fault->field, field);
    QCOMPARE(fault->line, line);
    QVERIFY(!fault->message.isEmpty());
    QVERIFY(!fault->message.contains(QStringLiteral("canary")));
}

void TestProfile::acceptsUrls_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"ws://localhost:8000/connection/websocket", "wss://a.test",
                            "ws://[::1]:8000/x", " ws://127.0.0.1/x "}) {
        QTest::newRow(url) << QString::fromLatin1(url);
    }
}

void TestProfile::acceptsUrls()
{
    QFETCH(const QString, url);
    Profile profile = newProfile(QStringLiteral("a"));
    profile.tokenHmacSecret = {SecretKind::Session, {}};
    profile.apiKey = {SecretKind::Session, {}};
    profile.webSocketUrls = QStringList{url};
    QVERIFY(findProfileFaults(profile).isEmpty());
}

void TestProfile::warnsOfPlainTransport_data()
{
    QTest::addColumn<QString>("socket");
    QTest::addColumn<QString>("api");
    QTest::addColumn<QList<ProfileField>>("fields");
    using Fields = QList<ProfileField>;
    const auto text = [](const char *words) { return QString::fromLatin1(words); };
    QTest::newRow("both") << text("ws://a.test/x") << QString()
                          << Fields{ProfileField::WebSocketUrls, ProfileField::ApiUrl};
    QTest::newRow("only the API") << text("wss://a.test/x") << text("http://a.test/api")
                                  << Fields{ProfileField::ApiUrl};
    QTest::newRow("this machine") << text("ws://127.0.0.5/x") << QString() << Fields{};
    QTest::newRow("encrypted") << text("wss://a.test/x") << QString() << Fields{};
    QTest::newRow("a name that only begins like this machine")
        << text("ws://localhost.evil.test/x") << QString()
        << Fields{ProfileField::WebSocketUrls, ProfileField::ApiUrl};
}

void TestProfile::warnsOfPlainTransport()
{
    QFETCH(const QString, socket);
    QFETCH(const QString, api);
    Profile profile = newProfile(QStringLiteral("a"));
    profile.webSocketUrls = QStringList{socket};
    profile.apiUrl = api;
    QVERIFY(findProfileFaults(profile).isEmpty()); // no secret, nothing to lose
    profile.tokenHmacSecret = {SecretKind::Session, {}};
    profile.apiKey = {SecretKind::Session, {}};
    QVERIFY(!findProfileError(profile));
    QList<ProfileField> fields;
    for (const ProfileFault &fault : findProfileFaults(profile)) {
        fields.append(fault.field);
    }
    QTEST(fields, "fields");
}

void TestProfile::warnsOfNoVerification()
{
    Profile profile = newProfile(QStringLiteral("a"));
    profile.network.verifyPeer = false;
    const QList<ProfileFault> faults = findProfileFaults(profile);
    QCOMPARE(faults.size(), 1);
    QCOMPARE(faults.constFirst().field, ProfileField::Verification);
    QVERIFY(faults.constFirst().weight == ProfileFault::Weight::Warning);
}

void TestProfile::neverRepeatsAUrl()
{
    Profile profile = newProfile(QStringLiteral("a"));
    profile.webSocketUrls = QStringList{QStringLiteral("wss://me:canary@a.test/")};
    profile.apiUrl = QStringLiteral("https://canary@a.test/");
    for (const ProfileFault &fault : findProfileFaults(profile)) {
        QVERIFY(!fault.message.contains(QStringLiteral("canary")));
    }
}

void TestProfile::putsTheApiBesideTheSocket_data()
{
    QTest::addColumn<QString>("socket");
    QTest::addColumn<QString>("api");
    const auto text = [](const char *words) { return QString::fromLatin1(words); };
    QTest::newRow("ws") << text("ws://a.test:8000/x") << text("http://a.test:8000/api");
    QTest::newRow("wss") << text("wss://a.test/x?y") << text("https://a.test/api");
    QTest::newRow("IPv6") << text("ws://[::1]:9/x") << text("http://[::1]:9/api");
    QTest::newRow("no URL") << text("nothing") << QString();
}

void TestProfile::putsTheApiBesideTheSocket()
{
    QFETCH(const QString, socket);
    QTEST(apiUrlBeside(socket), "api");
}

void TestProfile::listsItsSecrets()
{
    QStringList slots_;
    for (const ProfileSecret &secret : secretsOf(fullProfile())) {
        slots_.append(secret.slot);
    }
    QCOMPARE(slots_,
             QStringList({HmacSecretSlot, SubscriptionHmacSecretSlot, TokenSlot, ApiKeySlot,
                          ProxyPasswordSlot, headerSlot(QStringLiteral("authorization"))}));
    QVERIFY(secretsOf(newProfile(QStringLiteral("a"))).isEmpty());
}

/** They need not be typed, read or kept. */
void TestProfile::leavesOutSecretsThatAreNotUsed()
{
    Profile profile = fullProfile();
    profile.withoutToken = true;
    profile.withoutApiKey = true;
    QStringList slots_;
    for (const ProfileSecret &secret : secretsOf(profile)) {
        slots_.append(secret.slot);
    }
    QVERIFY(slots_.contains(HmacSecretSlot)); // for subscription tokens
    QVERIFY(!slots_.contains(TokenSlot));
    QVERIFY(!slots_.contains(ApiKeySlot));
    const auto read = readProfile(writeProfile(profile));
    QVERIFY(read);
    QVERIFY(read.value() == profile);
}

REALTIME_TEST(TestProfile, QCoreApplication)
#include "tst_profile.moc"
