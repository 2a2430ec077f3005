// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profilefaults.h"

#include "centrifuge/token.h"
#include "monitor/profile/connectionsettings.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace std::chrono_literals;
using SecretKind = SecretReference::Kind;

namespace {

constexpr qsizetype LongestName = 80;
constexpr qsizetype LongestText = 255; // what a server takes for a channel or user by default
constexpr std::chrono::seconds LongestLifetime = 24h * 365 * 10;
constexpr int MaxPort = 65535;

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar character) {
        return character.unicode() < 0x20
            || (character.unicode() >= 0x7F && character.unicode() < 0xA0);
    });
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host().toLower();
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"))
        || QHostAddress(host).isLoopback();
}

bool isPlain(const QUrl &url)
{
    return url.scheme() == QLatin1String("ws") || url.scheme() == QLatin1String("http");
}

/** Walks through a profile in the order of the form and collects. */
class FaultFinder
{
    Q_DECLARE_TR_FUNCTIONS(ProfileFaults)

public:
    explicit FaultFinder(const Profile &profile)
        : m_profile(profile)
    {
    }

    QList<ProfileFault> find()
    {
        findName();
        findUrls();
        findLists();
        findChannelOptions();
        findSecrets();
        findClaims(ProfileField::TokenClaims, m_profile.tokenClaims, tr("connection tokens"));
        findClaims(ProfileField::SubscriptionTokenClaims, m_profile.subscriptionTokenClaims,
                   tr("subscription tokens"));
        findTls();
        findOrigin();
        findHeaders();
        findProxy();
        findLimits();
        return m_faults;
    }

private:
    void add(ProfileField field, const QString &message, int line = 0)
    {
        m_faults.append({field, line, message, ProfileFault::Weight::Error});
    }
    void warn(ProfileField field, const QString &message, int line = 0)
    {
        m_faults.append({field, line, message, ProfileFault::Weight::Warning});
    }

    void findName();
    void findUrls();
    void findApiUrl();
    void findLists();
    void findList(ProfileField field, const QStringList &texts);
    void findChannelOptions();
    void findSecrets();
    void findClaims(ProfileField field, const QString &claims, const QString &label);
    void findReference(ProfileField field, const SecretReference &reference, const QString &label);
    void findFile(ProfileField field, const QString &path, const QString &label);
    void findTls();
    void findOrigin();
    void findHeaders();
    void findHeader(const ProfileHeader &header, int line);
    void findProxy();
    void findLimits();

    const Profile &m_profile;
    QList<ProfileFault> m_faults;
};

void FaultFinder::findName()
{
    const QString &name = m_profile.name;
    if (name.trimmed().isEmpty()) {
        add(ProfileField::Name, tr("The profile needs a name."));
    } else if (name != name.trimmed() || hasControlCharacter(name)) {
        add(ProfileField::Name,
            tr("The name must not begin or end with a space or hold a control character."));
    } else if (name.size() > LongestName) {
        add(ProfileField::Name, tr("The name is longer than %1 characters.").arg(LongestName));
    } else if (name == environmentProfileName() || name == localServerProfileName()) {
        add(ProfileField::Name, tr("%1 is the name of a profile that is always there.").arg(name));
    }
}

void FaultFinder::findUrls()
{
    if (m_profile.webSocketUrls.isEmpty()) {
        add(ProfileField::WebSocketUrls, tr("The profile needs a WebSocket URL."));
    }
    const bool sendsToken = m_profile.tokenHmacSecret.isSet()
        || m_profile.subscriptionHmacSecret.isSet()
        || (m_profile.token.isSet() && !m_profile.withoutToken);
    int line = 0;
    for (const QString &text : m_profile.webSocketUrls) {
        ++line;
        const QString label = m_profile.webSocketUrls.size() == 1
            ? tr("The WebSocket URL")
            : tr("WebSocket URL %1").arg(line);
        const auto url = checkedServerUrl(text, UrlKind::WebSocket, label);
        if (!url) {
            add(ProfileField::WebSocketUrls, url.error().message, line);
        } else if (sendsToken && isPlain(url.value()) && !isLoopback(url.value())) {
            warn(ProfileField::WebSocketUrls,
                 tr("%1 is not encrypted: anyone on the network path can read the token and all "
                    "messages. Use wss://.")
                     .arg(label),
                 line);
        }
    }
    findApiUrl();
}

void FaultFinder::findApiUrl()
{
    const QString given = m_profile.apiUrl.trimmed();
    const QString text = given.isEmpty() ? apiUrlBeside(m_profile.webSocketUrls.value(0)) : given;
    if (text.isEmpty()) {
        return; // the WebSocket URL is wrong, which is said there
    }
    const auto url = checkedServerUrl(text, UrlKind::Http, tr("The API URL"));
    if (!url) {
        add(ProfileField::ApiUrl, url.error().message);
    } else if (m_profile.apiKey.isSet() && !m_profile.withoutApiKey && isPlain(url.value())
               && !isLoopback(url.value())) {
        warn(ProfileField::ApiUrl,
             tr("The API URL is not encrypted: anyone on the network path can read the API key. "
                "Use https://."));
    }
}

void FaultFinder::findLists()
{
    findList(ProfileField::Users, m_profile.users);
    findList(ProfileField::Channels, m_profile.channels);
    if (m_profile.tokenLifetime < 1s || m_profile.tokenLifetime > LongestLifetime) {
        add(ProfileField::TokenLifetime,
            tr("The life of a token is from one second to ten years."));
    }
}

void FaultFinder::findList(ProfileField field, const QStringList &texts)
{
    int line = 0;
    for (const QString &text : texts) {
        ++line;
        if (text.isEmpty() || hasControlCharacter(text)) {
            add(field, tr("Line %1 is empty or holds a control character.").arg(line), line);
        } else if (text.toUtf8().size() > LongestText) {
            add(field, tr("Line %1 is longer than %2 bytes.").arg(line).arg(LongestText), line);
        } else if (texts.indexOf(text) < line - 1) {
            add(field, tr("Line %1 is there twice.").arg(line), line);
        }
    }
}

void FaultFinder::findChannelOptions()
{
    for (qsizetype i = 0; i < m_profile.channels.size(); ++i) {
        const int line = int(i) + 1;
        if (!readChannelLine(m_profile.channels.at(i))) {
            add(ProfileField::Channels,
                tr("Line %1 has an option that does not exist. They are --filter-tags F, --delta, "
                   "--positioned, --no-recovery and --no-join-leave.")
                    .arg(line),
                line);
        }
    }
    for (auto channel = m_profile.channelOptions.cbegin();
         channel != m_profile.channelOptions.cend(); ++channel) {
        const QString fault = findOptionsFault(channel.value());
        const int line = int(m_profile.channels.indexOf(channel.key())) + 1;
        if (!fault.isEmpty() && line > 0) {
            add(ProfileField::Channels, tr("Line %1: %2").arg(QString::number(line), fault), line);
        }
    }
}

void FaultFinder::findClaims(ProfileField field, const QString &claims, const QString &label)
{
    const auto problem =
        claims.isEmpty() ? std::nullopt : Centrifuge::findClaimsProblem(claims.toUtf8());
    if (problem) {
        add(field, tr("Claims of %1: %2").arg(label, problem->message));
    }
}

void FaultFinder::findSecrets()
{
    findReference(ProfileField::TokenHmacSecret, m_profile.tokenHmacSecret, tr("the token secret"));
    findReference(ProfileField::SubscriptionHmacSecret, m_profile.subscriptionHmacSecret,
                  tr("the subscription token secret"));
    findReference(ProfileField::Token, m_profile.token, tr("the ready token"));
    findReference(ProfileField::ApiKey, m_profile.apiKey, tr("the API key"));
}

void FaultFinder::findReference(ProfileField field, const SecretReference &reference,
                                const QString &label)
{
    if (reference.kind == SecretKind::Environment && !isVariableName(reference.name)) {
        // A secret pasted here by mistake must be neither stored nor repeated.
        add(field,
            tr("Name the environment variable that holds %1: letters, digits and _.").arg(label));
    } else if (reference.kind == SecretKind::File || reference.kind == SecretKind::Setting) {
        findFile(field, reference.name, tr("The file with %1").arg(label));
    }
    if (reference.kind == SecretKind::Setting && !isSettingKey(reference.key)) {
        add(field, tr("Name the key that holds %1: client.token.hmac_secret_key").arg(label));
    }
}

void FaultFinder::findFile(ProfileField field, const QString &path, const QString &label)
{
    if (!path.startsWith(u'/') || hasControlCharacter(path)) {
        add(field, tr("%1 needs its whole path, from / on.").arg(label));
    }
}

void FaultFinder::findTls()
{
    const ProfileNetwork &network = m_profile.network;
    if (!network.caFile.isEmpty()) {
        findFile(ProfileField::CaFile, network.caFile, tr("The file of the own authority"));
    }
    if (network.certificateFile.isEmpty() != network.keyFile.isEmpty()) {
        add(ProfileField::ClientCertificate,
            tr("A client certificate needs both files, certificate and key."));
    } else if (!network.certificateFile.isEmpty()) {
        findFile(ProfileField::ClientCertificate, network.certificateFile, tr("The certificate"));
        findFile(ProfileField::ClientCertificate, network.keyFile, tr("The key"));
    }
    if (!network.verifyPeer) {
        warn(ProfileField::Verification,
             tr("The server's certificate is NOT VERIFIED: anyone on the network path can "
                "read and change everything, including secrets."));
    }
}

void FaultFinder::findOrigin()
{
    const QString origin = m_profile.network.origin;
    if (origin.isEmpty()) {
        return;
    }
    const auto url = checkedServerUrl(origin, UrlKind::Http, tr("The origin"));
    if (!url) {
        add(ProfileField::Origin, url.error().message);
    } else if (!url.value().path().isEmpty() || url.value().hasQuery()
               || url.value().hasFragment()) {
        add(ProfileField::Origin, tr("The origin ends with the host or port, without a path."));
    }
}

void FaultFinder::findHeaders()
{
    QSet<QString> seen;
    int line = 0;
    for (const ProfileHeader &header : m_profile.network.headers) {
        ++line;
        findHeader(header, line);
        const QString name = header.name.toLower();
        if (!name.isEmpty() && seen.contains(name)) {
            add(ProfileField::Headers, tr("Header %1 is there twice.").arg(line), line);
        }
        seen.insert(name);
    }
}

void FaultFinder::findHeader(const ProfileHeader &header, int line)
{
    static const QRegularExpression Token(
        QRegularExpression::anchoredPattern(QStringLiteral("[!#$%&'*+.^_`|~0-9A-Za-z-]+")));
    static const std::array<QLatin1String, 9> Own{
        QLatin1String("host"),           QLatin1String("connection"),
        QLatin1String("upgrade"),        QLatin1String("origin"),
        QLatin1String("content-type"),   QLatin1String("content-length"),
        QLatin1String("x-api-key"),      QLatin1String("transfer-encoding"),
        QLatin1String("accept-encoding")};
    const QString name = header.name.toLower();
    if (!Token.match(name).hasMatch()) {
        add(ProfileField::Headers, tr("Header %1 has no valid name.").arg(line), line);
    } else if (std::find(Own.begin(), Own.end(), name) != Own.end()
               || name.startsWith(QLatin1String("sec-websocket-"))) {
        add(ProfileField::Headers, tr("Header %1 is one that the program sets itself.").arg(line),
            line);
    }
    static const std::array<QLatin1String, 3> Secret{QLatin1String("authorization"),
                                                     QLatin1String("proxy-authorization"),
                                                     QLatin1String("cookie")};
    if (!header.secret.isSet() && !header.value.isEmpty()
        && std::find(Secret.begin(), Secret.end(), name) != Secret.end()) {
        add(ProfileField::Headers,
            tr("The value of header %1 is a secret: say where it comes from instead.").arg(line),
            line);
    }
    if (!header.secret.isSet() && hasControlCharacter(header.value)) {
        add(ProfileField::Headers,
            tr("The value of header %1 holds a control character.").arg(line), line);
    }
    findReference(ProfileField::Headers, header.secret, tr("header %1").arg(line));
}

void FaultFinder::findProxy()
{
    const ProfileProxy &proxy = m_profile.network.proxy;
    if (proxy.kind == ProfileProxy::Kind::System || proxy.kind == ProfileProxy::Kind::None) {
        return;
    }
    static const QRegularExpression Host(
        QRegularExpression::anchoredPattern(QStringLiteral("[0-9A-Za-z.:_-]{1,253}")));
    if (!Host.match(proxy.host).hasMatch()) {
        add(ProfileField::Proxy, tr("The proxy needs a host: its name or address alone."));
    } else if (proxy.port < 1 || proxy.port > MaxPort) {
        add(ProfileField::Proxy, tr("The proxy needs a port from 1 to 65535."));
    }
    if (hasControlCharacter(proxy.user)) {
        add(ProfileField::Proxy, tr("The user of the proxy holds a control character."));
    }
    findReference(ProfileField::Proxy, proxy.password, tr("the proxy's password"));
}

void FaultFinder::findLimits()
{
    const MessageLimits &limits = m_profile.network.limits;
    if (limits.frame < 1 || limits.frame > MessageLimits::LargestFrame) {
        add(ProfileField::FrameLimit,
            tr("The frame limit is from 1 to %1 MB.").arg(MessageLimits::LargestFrame));
    }
    if (limits.publication < 1 || limits.publication > MessageLimits::LargestPublication) {
        add(ProfileField::PublicationLimit,
            tr("The publication limit is from 1 to %1 MB.").arg(MessageLimits::LargestPublication));
    }
}

} // namespace

QList<ProfileFault> findProfileFaults(const Profile &profile)
{
    return FaultFinder(profile).find();
}

std::optional<ProfileFault> findProfileError(const Profile &profile)
{
    const QList<ProfileFault> faults = findProfileFaults(profile);
    for (const ProfileFault &fault : faults) {
        if (fault.weight == ProfileFault::Weight::Error) {
            return fault;
        }
    }
    return std::nullopt;
}

QString environmentProfileName()
{
    return QCoreApplication::translate("Profile", "Environment");
}

QString localServerProfileName()
{
    return QCoreApplication::translate("Profile", "Local server");
}
