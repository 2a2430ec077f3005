// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/importedsettings.h"

#include "monitor/platform/tr.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/settingsfile.h"
#include "text/visibletext.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

using Centrifuge::badArgument;
using Centrifuge::Outcome;
using Centrifuge::Result;
using SecretKind = SecretReference::Kind;

namespace {

constexpr qsizetype LongestToken = 256 * 1024;

/** Reads settings into a profile. */
class Importer
{
public:
    /** `file` is the path of the settings; empty for a text. */
    Importer(const SettingsContent &settings, const QString &file)
        : m_settings(settings)
        , m_file(file)
    {
    }

    Result<ImportedSettings> import();

private:
    QString keyOf(const QStringList &names) const;
    QString text(const QStringList &names) const { return m_settings.text(keyOf(names)); }
    bool isTrue(const QStringList &names) const { return m_settings.isTrue(keyOf(names)); }
    SecretReference secret(const QStringList &names, const QString &slot);
    void readUrls();
    void readServerAddress();
    void readSecrets();
    bool hasNamespaces() const;
    bool holdsAnything() const;

    const SettingsContent &m_settings;
    const QString m_file;
    ImportedSettings m_result;
};

/** The first name that is set: of this program, of version 6 or 5 of Centrifugo. A path also stands
 * for its variable. */
QString Importer::keyOf(const QStringList &names) const
{
    for (const QString &name : names) {
        QString key = name;
        if (m_settings.kind == SettingsContent::Kind::Environment
            && !name.startsWith(QLatin1String("CENTRIFUGO_"))) {
            key = QStringLiteral("CENTRIFUGO_") + name.toUpper().replace(u'.', u'_');
        }
        if (!m_settings.text(key).isEmpty()) {
            return key;
        }
    }
    return {};
}

SecretReference Importer::secret(const QStringList &names, const QString &slot)
{
    const QString key = keyOf(names);
    if (key.isEmpty()) {
        return {};
    }
    if (!m_file.isEmpty()) {
        return {SecretKind::Setting, m_file, key};
    }
    m_result.typed.insert(slot, Secret(m_settings.text(key).toUtf8()));
    return {SecretKind::Session, {}};
}

void Importer::readSecrets()
{
    Profile &profile = m_result.profile;
    profile.tokenHmacSecret = secret({QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"),
                                      QStringLiteral("client.token.hmac_secret_key"),
                                      QStringLiteral("token_hmac_secret_key")},
                                     HmacSecretSlot);
    const bool isSeparate = isTrue({QStringLiteral("client.subscription_token.enabled"),
                                    QStringLiteral("separate_subscription_token_config")});
    QStringList subscription{QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET")};
    if (isSeparate) {
        subscription += {QStringLiteral("client.subscription_token.hmac_secret_key"),
                         QStringLiteral("subscription_token_hmac_secret_key")};
    }
    profile.subscriptionHmacSecret = secret(subscription, SubscriptionHmacSecretSlot);
    profile.token = secret({QStringLiteral("CENTRIFUGO_TOKEN")}, TokenSlot);
    profile.apiKey =
        secret({QStringLiteral("http_api.key"), QStringLiteral("api_key")}, ApiKeySlot);
    profile.withoutApiKey =
        isTrue({QStringLiteral("CENTRIFUGO_NO_API_KEY"), QStringLiteral("http_api.insecure"),
                QStringLiteral("api_insecure")});
    profile.withoutToken =
        isTrue({QStringLiteral("CENTRIFUGO_NO_TOKEN"), QStringLiteral("client.insecure"),
                QStringLiteral("client_insecure")});
}

/** What clients connect to, as far as a server knows it. */
void Importer::readServerAddress()
{
    QString host = text({QStringLiteral("http_server.address"), QStringLiteral("address")});
    if (host.isEmpty() || host == QLatin1String("0.0.0.0") || host == QLatin1String("::")) {
        host = QStringLiteral("localhost");
    }
    const bool isEncrypted =
        isTrue({QStringLiteral("http_server.tls.enabled"), QStringLiteral("tls")})
        || isTrue(
            {QStringLiteral("http_server.tls_autocert.enabled"), QStringLiteral("tls_autocert")});
    const QString portText = text({QStringLiteral("http_server.port"), QStringLiteral("port")});
    const QString internal =
        text({QStringLiteral("http_server.internal_port"), QStringLiteral("internal_port")});
    const QString prefix = text(
        {QStringLiteral("websocket.handler_prefix"), QStringLiteral("websocket_handler_prefix")});
    QUrl url;
    url.setScheme(isEncrypted ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(host);
    url.setPort(portText.isEmpty() ? 8000 : portText.toUShort());
    url.setPath(prefix.isEmpty() ? QStringLiteral("/connection/websocket") : prefix);
    m_result.profile.webSocketUrls = QStringList{url.toString()};
    const QString apiPath =
        text({QStringLiteral("http_api.handler_prefix"), QStringLiteral("api_handler_prefix")});
    if (!internal.isEmpty() || !apiPath.isEmpty()) {
        const bool isInternalEncrypted = internal.isEmpty()
            ? isEncrypted
            : isTrue({QStringLiteral("http_server.internal_tls.enabled")});
        url.setScheme(isInternalEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
        url.setPort(internal.isEmpty() ? url.port() : internal.toUShort());
        url.setPath(apiPath.isEmpty() ? QStringLiteral("/api") : apiPath);
        m_result.profile.apiUrl = url.toString();
    }
    m_result.notes += Tr::tr("Check the address: a server doesn't know how it is reached.");
}

void Importer::readUrls()
{
    const QString webSocket = text({QStringLiteral("CENTRIFUGO_WS_URL")});
    if (webSocket.isEmpty()) {
        readServerAddress();
    } else {
        m_result.profile.webSocketUrls = QStringList{webSocket};
    }
    const QString api = text({QStringLiteral("CENTRIFUGO_API_URL")});
    if (!api.isEmpty()) {
        m_result.profile.apiUrl = api;
    }
}

bool Importer::hasNamespaces() const
{
    return m_settings.kind == SettingsContent::Kind::Configuration
        || !text({QStringLiteral("channel.namespaces"), QStringLiteral("namespaces")}).isEmpty();
}

/** Something that only a server of this kind, or a client of it, has. */
bool Importer::holdsAnything() const
{
    const Profile &profile = m_result.profile;
    if (profile.tokenHmacSecret.isSet() || profile.token.isSet() || profile.apiKey.isSet()
        || profile.withoutToken || !keyOf({QStringLiteral("CENTRIFUGO_WS_URL")}).isEmpty()) {
        return true;
    }
    return m_settings.at(QStringLiteral("channel")).isObject()
        || m_settings.at(QStringLiteral("http_server")).isObject()
        || m_settings.at(QStringLiteral("client")).isObject()
        || m_settings.at(QStringLiteral("namespaces")).isArray();
}

Result<ImportedSettings> Importer::import()
{
    const QString name = QFileInfo(m_file).completeBaseName();
    m_result.profile = newProfile(name.isEmpty() ? Tr::tr("Pasted settings") : Text::visible(name));
    readUrls();
    readSecrets();
    if (!holdsAnything()) {
        return badArgument(Tr::tr("%1 holds nothing to connect with: no settings of Centrifugo and "
                                  "no CENTRIFUGO_* variable are in it.")
                               .arg(m_file.isEmpty() ? Tr::tr("The text") : Text::visible(m_file)));
    }
    Profile &profile = m_result.profile;
    if (!m_file.isEmpty() && hasNamespaces()) {
        profile.serverConfiguration = m_file;
    }
    if (!profile.tokenHmacSecret.isSet() && !profile.token.isSet() && !profile.withoutToken) {
        m_result.notes += Tr::tr("There is no HMAC secret in it: enter a token, or the secret.");
    }
    return m_result;
}

/** A WebSocket URL, also for the address that an API or a page has. */
QString webSocketUrlOf(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https")) {
        url.setScheme(scheme == QLatin1String("https") ? QStringLiteral("wss")
                                                       : QStringLiteral("ws"));
        url.setPath(QStringLiteral("/connection/websocket"));
        url.setQuery(QString());
        url.setFragment({});
    }
    return checkedServerUrl(url.toString(), UrlKind::WebSocket, {}) ? url.toString() : QString();
}

} // namespace

bool looksLikeToken(const QString &text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() != 3 || text.size() > LongestToken) {
        return false;
    }
    const auto isJson = [](const QString &part) {
        const QByteArray bytes =
            QByteArray::fromBase64(part.toLatin1(), QByteArray::Base64UrlEncoding);
        return QJsonDocument::fromJson(bytes).isObject();
    };
    return isJson(parts.at(0)) && isJson(parts.at(1));
}

Result<ImportedSettings> importSettingsFile(const QString &path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    const auto settings = readSettingsFile(whole);
    return settings ? Importer(settings.value(), whole).import() : settings.error();
}

Result<ImportedSettings> importSettingsText(const QString &text)
{
    const QString trimmed = text.trimmed();
    ImportedSettings result;
    result.profile = newProfile(Tr::tr("Pasted settings"));
    if (trimmed.isEmpty()) {
        return badArgument(Tr::tr("The clipboard holds no text."));
    }
    if (looksLikeToken(trimmed)) {
        result.profile.token = {SecretKind::Session, {}};
        result.typed.insert(TokenSlot, Secret(trimmed.toUtf8()));
        return result;
    }
    const QString url = trimmed.contains(u'\n') ? QString() : webSocketUrlOf(trimmed);
    if (!url.isEmpty()) {
        result.profile.webSocketUrls = QStringList{url};
        return result;
    }
    const auto settings = readSettings(trimmed.toUtf8(), Tr::tr("The text"));
    return settings ? Importer(settings.value(), {}).import() : settings.error();
}
