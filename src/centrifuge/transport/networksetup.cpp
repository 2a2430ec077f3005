// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/networksetup.h"

#include "centrifuge/tr.h"
#include "centrifuge/transport/httperror.h"
#include "centrifuge/transport/tlsfiles.h"
#include "text/secretmask.h"

#include <QNetworkRequest>
#include <QSet>
#include <QSslSocket>
#include <QUrl>

#include <algorithm>

namespace Centrifuge {

namespace {

bool isTokenCharacter(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(character);
}

bool isControl(char character)
{
    const auto byte = static_cast<unsigned char>(character);
    return (byte < 0x20 && character != '\t') || byte == 0x7f;
}

/** Those that frame the message, that we set ourselves, or that have a field of their own. */
bool isOurs(const QByteArray &lowerName)
{
    static const QSet<QByteArray> names{"accept-encoding",
                                        "connection",
                                        "content-encoding",
                                        "content-length",
                                        "content-type",
                                        "expect",
                                        "host",
                                        "keep-alive",
                                        "origin",
                                        "te",
                                        "trailer",
                                        "transfer-encoding",
                                        "upgrade",
                                        "x-api-key"};
    return names.contains(lowerName) || lowerName.startsWith("sec-websocket-")
        || lowerName.startsWith("proxy-");
}

std::optional<Error> findHeaderProblem(const QList<HttpHeader> &headers)
{
    QSet<QByteArray> seen;
    for (const HttpHeader &header : headers) {
        const QString shown = QString::fromLatin1(header.name.left(40));
        const QByteArray name = header.name.toLower();
        if (name.isEmpty() || !std::ranges::all_of(name, isTokenCharacter)) {
            return badArgument(Tr::tr("\"%1\" is not a name for a header.").arg(shown));
        }
        if (isOurs(name)) {
            return badArgument(Tr::tr("The header %1 can't be set by hand.").arg(shown));
        }
        if (seen.contains(name)) {
            return badArgument(Tr::tr("The header %1 is given twice.").arg(shown));
        }
        if (std::ranges::any_of(header.value, isControl)) {
            return badArgument(
                Tr::tr("The value of the header %1 contains a line break or another control "
                       "character.")
                    .arg(shown));
        }
        seen.insert(name);
    }
    return std::nullopt;
}

/** As a browser writes it: scheme, host and port, nothing behind; or the word null. */
std::optional<Error> findOriginProblem(const QByteArray &origin)
{
    if (origin.isEmpty() || origin == "null") {
        return std::nullopt;
    }
    const QUrl url = QUrl::fromEncoded(origin, QUrl::StrictMode);
    const QUrl bare = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                                   | QUrl::RemoveFragment);
    if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty() || url != bare
        || std::ranges::any_of(origin, isControl)) {
        return badArgument(Tr::tr("An origin has a scheme, a host and maybe a port, as in "
                                  "https://example.com."));
    }
    return std::nullopt;
}

std::optional<Error> findProxyProblem(const ProxyOptions &proxy)
{
    if (proxy.kind == ProxyOptions::Kind::None || proxy.kind == ProxyOptions::Kind::System) {
        return std::nullopt;
    }
    const auto isOdd = [](QChar character) { return !character.isPrint() || character.isSpace(); };
    if (proxy.host.isEmpty() || std::ranges::any_of(proxy.host, isOdd)) {
        return badArgument(Tr::tr("The proxy needs the name or address of a host."));
    }
    if (proxy.port == 0) {
        return badArgument(Tr::tr("The proxy needs a port."));
    }
    return std::nullopt;
}

} // namespace

std::optional<Error> findNetworkProblem(const NetworkOptions &options)
{
    if (auto problem = findHeaderProblem(options.headers)) {
        return problem;
    }
    if (auto problem = findOriginProblem(options.origin)) {
        return problem;
    }
    return findProxyProblem(options.proxy);
}

Result<QSslConfiguration> makeSslConfiguration(const TlsOptions &options)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(options.verifyPeer ? QSslSocket::VerifyPeer
                                                       : QSslSocket::VerifyNone);
    if (options.verifyPeer) {
        const auto authorities = readEnvironmentAuthorities();
        if (!authorities) {
            return authorities.error();
        }
        if (authorities.value().replaceSystem) {
            configuration.setCaCertificates(authorities.value().certificates);
        } else if (!authorities.value().certificates.isEmpty()) {
            configuration.addCaCertificates(authorities.value().certificates);
        }
    }
    if (!options.caFile.isEmpty() || !options.caPem.isEmpty()) {
        const auto authorities = readAuthorities(options);
        if (!authorities) {
            return authorities.error();
        }
        configuration.addCaCertificates(authorities.value());
    }
    if (!options.certificateFile.isEmpty() || !options.keyFile.isEmpty()) {
        const auto identity = readIdentity(options);
        if (!identity) {
            return identity.error();
        }
        configuration.setLocalCertificateChain(identity.value().chain);
        configuration.setPrivateKey(identity.value().key);
    }
    return configuration;
}

QNetworkProxy makeProxy(const ProxyOptions &options)
{
    switch (options.kind) {
    case ProxyOptions::Kind::None:
        return {QNetworkProxy::NoProxy};
    case ProxyOptions::Kind::Http:
        return {QNetworkProxy::HttpProxy, options.host, options.port, options.user,
                options.password};
    case ProxyOptions::Kind::Socks5:
        return {QNetworkProxy::Socks5Proxy, options.host, options.port, options.user,
                options.password};
    case ProxyOptions::Kind::System:
        break;
    }
    return {QNetworkProxy::DefaultProxy};
}

void setHeaders(QNetworkRequest &request, const NetworkOptions &options)
{
    if (!options.origin.isEmpty()) {
        request.setRawHeader("Origin", options.origin);
    }
    for (const HttpHeader &header : options.headers) {
        request.setRawHeader(header.name, header.value);
    }
}

QString withoutSecrets(const QString &text, const NetworkOptions &options)
{
    QList<QByteArray> secrets{options.proxy.password.toUtf8()};
    for (const HttpHeader &header : options.headers) {
        secrets.append(header.value.trimmed());
        secrets.append(header.value.mid(header.value.indexOf(' ') + 1).trimmed()); // Bearer x
    }
    QString masked = text;
    for (const QByteArray &secret : std::as_const(secrets)) {
        if (secret.size() >= Text::ShortestSecret) {
            masked = withoutSecret(masked, secret);
        }
    }
    return masked;
}

} // namespace Centrifuge
