// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profilejson.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QJsonArray>

#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

using Centrifuge::Result;
using Centrifuge::WireFormat;

namespace {

template <typename Value, std::size_t Size>
using ChoiceNames = std::array<std::pair<Value, const char *>, Size>;

using SecretKind = SecretReference::Kind;

constexpr ChoiceNames<SecretKind, 6> KindNames{{{SecretKind::None, "none"},
                                                {SecretKind::Session, "typed"},
                                                {SecretKind::Environment, "environment"},
                                                {SecretKind::File, "file"},
                                                {SecretKind::Setting, "setting"},
                                                {SecretKind::Stored, "stored"}}};

constexpr ChoiceNames<ProfileColor, 7> ColorNames{{{ProfileColor::None, "none"},
                                                   {ProfileColor::Blue, "blue"},
                                                   {ProfileColor::Teal, "teal"},
                                                   {ProfileColor::Green, "green"},
                                                   {ProfileColor::Amber, "amber"},
                                                   {ProfileColor::Red, "red"},
                                                   {ProfileColor::Violet, "violet"}}};

constexpr ChoiceNames<WireFormat, 2> WireNames{
    {{WireFormat::Protobuf, "protobuf"}, {WireFormat::Json, "json"}}};

constexpr ChoiceNames<ProfileProxy::Kind, 4> ProxyNames{{{ProfileProxy::Kind::System, "system"},
                                                         {ProfileProxy::Kind::None, "none"},
                                                         {ProfileProxy::Kind::Http, "http"},
                                                         {ProfileProxy::Kind::Socks5, "socks5"}}};

template <typename Value, std::size_t Size>
QString choiceName(Value value, const ChoiceNames<Value, Size> &names)
{
    for (const auto &[known, name] : names) {
        if (known == value) {
            return QString::fromLatin1(name);
        }
    }
    return {};
}

bool isNamed(SecretKind kind)
{
    return kind == SecretKind::Environment || kind == SecretKind::File
        || kind == SecretKind::Setting;
}

/** Takes members of an object and remembers the first that has the wrong shape. */
class ProfileReader
{
public:
    ProfileReader(QJsonObject object, QString place, QString *fault)
        : m_object(std::move(object))
        , m_place(std::move(place))
        , m_fault(fault)
    {
    }

    QString text(const char *key, const QString &fallback = {}) const
    {
        const QJsonValue value = take(key, QJsonValue::String);
        return value.isUndefined() ? fallback : value.toString();
    }
    bool flag(const char *key, bool fallback) const
    {
        return take(key, QJsonValue::Bool).toBool(fallback);
    }
    double number(const char *key, double fallback) const
    {
        const double value = take(key, QJsonValue::Double).toDouble(fallback);
        if (value != std::floor(value) || std::abs(value) > 1e15) {
            fail(key);
            return fallback;
        }
        return value;
    }
    QStringList texts(const char *key) const
    {
        QStringList result;
        const QJsonArray array = take(key, QJsonValue::Array).toArray();
        for (const QJsonValue &value : array) {
            if (!value.isString()) {
                fail(key);
            }
            result.append(value.toString());
        }
        return result;
    }
    QJsonObject plainObject(const char *key) const
    {
        return take(key, QJsonValue::Object).toObject();
    }
    QJsonArray array(const char *key) const { return take(key, QJsonValue::Array).toArray(); }
    ProfileReader object(const char *key) const
    {
        return {plainObject(key), path(key) + u'.', m_fault};
    }
    template <typename Value, std::size_t Size>
    Value choice(const char *key, const ChoiceNames<Value, Size> &names) const
    {
        const QString given = text(key, QString::fromLatin1(names[0].second));
        for (const auto &[value, name] : names) {
            if (given == QLatin1String(name)) {
                return value;
            }
        }
        fail(key);
        return names[0].first;
    }
    SecretReference reference(const char *key) const
    {
        const ProfileReader inner = object(key);
        const SecretKind kind = inner.choice("from", KindNames);
        return {kind, isNamed(kind) ? inner.text("name") : QString(),
                kind == SecretKind::Setting ? inner.text("key") : QString()};
    }

private:
    QString path(const char *key) const { return m_place + QLatin1String(key); }
    void fail(const char *key) const
    {
        if (m_fault->isEmpty()) {
            *m_fault = path(key);
        }
    }
    /** Undefined when it is not there or is something else. */
    QJsonValue take(const char *key, QJsonValue::Type type) const
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (value.isUndefined() || value.type() == type) {
            return value;
        }
        fail(key);
        return QJsonValue(QJsonValue::Undefined);
    }

    QJsonObject m_object;
    QString m_place;
    QString *m_fault;
};

ProfileNetwork readNetwork(const ProfileReader &reader, QString *fault)
{
    ProfileNetwork network;
    const ProfileReader tls = reader.object("tls");
    network.caFile = tls.text("ca_file");
    network.certificateFile = tls.text("certificate_file");
    network.keyFile = tls.text("key_file");
    network.verifyPeer = tls.flag("verify", true);
    network.origin = reader.text("origin");
    const QJsonArray headers = reader.array("headers");
    for (const QJsonValue &value : headers) {
        const ProfileReader header(value.toObject(), QStringLiteral("headers."), fault);
        network.headers.append(
            {header.text("name"), header.text("value"), header.reference("secret")});
    }
    const ProfileReader proxy = reader.object("proxy");
    network.proxy.kind = proxy.choice("type", ProxyNames);
    network.proxy.host = proxy.text("host");
    network.proxy.port = int(proxy.number("port", 0));
    network.proxy.user = proxy.text("user");
    network.proxy.password = proxy.reference("password");
    const ProfileReader limits = reader.object("limits");
    network.limits.frame = int(limits.number("frame_mb", MessageLimits().frame));
    network.limits.publication = int(limits.number("publication_mb", MessageLimits().publication));
    return network;
}

QMap<QString, ChannelOptions> readChannelOptions(const QJsonObject &channels, QString *fault)
{
    QMap<QString, ChannelOptions> all;
    for (auto channel = channels.constBegin(); channel != channels.constEnd(); ++channel) {
        const ProfileReader reader(channel->toObject(), QStringLiteral("channel_options."), fault);
        const ChannelOptions defaults;
        all.insert(channel.key(),
                   {reader.text("tags_filter"), reader.flag("delta", defaults.delta),
                    reader.flag("positioned", defaults.positioned),
                    reader.flag("recoverable", defaults.recoverable),
                    reader.flag("join_leave", defaults.joinLeave)});
    }
    return all;
}

using Members = std::initializer_list<std::pair<const char *, QJsonValue>>;

/** Members of `before` that are not named stay. */
QJsonObject laidOver(QJsonObject before, const Members &members)
{
    for (const auto &[key, value] : members) {
        before.insert(QLatin1String(key), value);
    }
    return before;
}

QJsonObject referenceObject(const SecretReference &reference)
{
    QJsonObject object{{QStringLiteral("from"), choiceName(reference.kind, KindNames)}};
    if (isNamed(reference.kind)) {
        object.insert(QStringLiteral("name"), reference.name);
    }
    if (reference.kind == SecretKind::Setting) {
        object.insert(QStringLiteral("key"), reference.key);
    }
    return object;
}

QJsonArray headersArray(const QList<ProfileHeader> &headers)
{
    QJsonArray array;
    for (const ProfileHeader &header : headers) {
        QJsonObject object{{QStringLiteral("name"), header.name}};
        if (header.secret.isSet()) {
            object.insert(QStringLiteral("secret"), referenceObject(header.secret));
        } else {
            object.insert(QStringLiteral("value"), header.value);
        }
        array.append(object);
    }
    return array;
}

QJsonObject channelOptionsObject(const QMap<QString, ChannelOptions> &channels)
{
    QJsonObject all;
    for (auto channel = channels.cbegin(); channel != channels.cend(); ++channel) {
        all.insert(channel.key(),
                   QJsonObject{{QStringLiteral("tags_filter"), channel->tagsFilter},
                               {QStringLiteral("delta"), channel->delta},
                               {QStringLiteral("positioned"), channel->positioned},
                               {QStringLiteral("recoverable"), channel->recoverable},
                               {QStringLiteral("join_leave"), channel->joinLeave}});
    }
    return all;
}

QJsonObject child(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toObject();
}

} // namespace

Result<Profile> readProfile(const QJsonObject &object)
{
    QString fault;
    const ProfileReader reader(object, {}, &fault);
    Profile profile;
    profile.id = reader.text("id");
    profile.name = reader.text("name");
    profile.webSocketUrls = reader.texts("web_socket_urls");
    profile.apiUrl = reader.text("api_url");
    profile.users = reader.texts("users");
    profile.channels = reader.texts("channels");
    profile.channelOptions = readChannelOptions(reader.plainObject("channel_options"), &fault);
    profile.color = reader.choice("color", ColorNames);
    profile.isProduction = reader.flag("production", false);
    profile.wireFormat = reader.choice("wire", WireNames);
    profile.tokenLifetime =
        std::chrono::seconds(static_cast<qint64>(reader.number("token_lifetime", 3600)));
    profile.withoutToken = reader.flag("no_token", false);
    profile.withoutApiKey = reader.flag("no_api_key", false);
    profile.tokenClaims = reader.text("token_claims");
    profile.subscriptionTokenClaims = reader.text("subscription_token_claims");
    profile.serverConfiguration = reader.text("server_configuration");
    const ProfileReader secrets = reader.object("secrets");
    profile.tokenHmacSecret = secrets.reference("token_hmac_secret");
    profile.subscriptionHmacSecret = secrets.reference("subscription_token_hmac_secret");
    profile.token = secrets.reference("token");
    profile.apiKey = secrets.reference("api_key");
    profile.network = readNetwork(reader, &fault);
    if (fault.isEmpty() && profile.id.isEmpty()) {
        fault = QStringLiteral("id");
    }
    if (fault.isEmpty()) {
        return profile;
    }
    return Centrifuge::Error{Centrifuge::ErrorLayer::Local,
                             int(Centrifuge::LocalError::BadArgument),
                             Tr::tr("The profile %1 can't be read: %2 is wrong.")
                                 .arg(Text::visible(profile.name), fault),
                             false};
}

QJsonObject writeProfile(const Profile &profile, const QJsonObject &before)
{
    const ProfileNetwork &network = profile.network;
    return laidOver(before,
                    {{"id", profile.id},
                     {"name", profile.name},
                     {"web_socket_urls", QJsonArray::fromStringList(profile.webSocketUrls)},
                     {"api_url", profile.apiUrl},
                     {"users", QJsonArray::fromStringList(profile.users)},
                     {"channels", QJsonArray::fromStringList(profile.channels)},
                     {"channel_options", channelOptionsObject(profile.channelOptions)},
                     {"color", choiceName(profile.color, ColorNames)},
                     {"production", profile.isProduction},
                     {"wire", choiceName(profile.wireFormat, WireNames)},
                     {"token_lifetime", qint64(profile.tokenLifetime.count())},
                     {"no_token", profile.withoutToken},
                     {"no_api_key", profile.withoutApiKey},
                     {"token_claims", profile.tokenClaims},
                     {"subscription_token_claims", profile.subscriptionTokenClaims},
                     {"server_configuration", profile.serverConfiguration},
                     {"secrets",
                      laidOver(child(before, "secrets"),
                               {{"token_hmac_secret", referenceObject(profile.tokenHmacSecret)},
                                {"subscription_token_hmac_secret",
                                 referenceObject(profile.subscriptionHmacSecret)},
                                {"token", referenceObject(profile.token)},
                                {"api_key", referenceObject(profile.apiKey)}})},
                     {"tls",
                      laidOver(child(before, "tls"),
                               {{"ca_file", network.caFile},
                                {"certificate_file", network.certificateFile},
                                {"key_file", network.keyFile},
                                {"verify", network.verifyPeer}})},
                     {"origin", network.origin},
                     {"headers", headersArray(network.headers)},
                     {"proxy",
                      laidOver(child(before, "proxy"),
                               {{"type", choiceName(network.proxy.kind, ProxyNames)},
                                {"host", network.proxy.host},
                                {"port", network.proxy.port},
                                {"user", network.proxy.user},
                                {"password", referenceObject(network.proxy.password)}})},
                     {"limits",
                      laidOver(child(before, "limits"),
                               {{"frame_mb", network.limits.frame},
                                {"publication_mb", network.limits.publication}})}});
}
