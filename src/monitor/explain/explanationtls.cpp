// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanationsources.h"

#include "centrifuge/error.h"
#include "text/visibletext.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>

using Centrifuge::Error;
using Centrifuge::TlsProblem;

namespace {

/** Untranslated; filled by ExplanationTemplate. */
struct TlsWords
{
    TlsProblem problem;
    const char *what;
    const char *cause;
    const char *fix;
    const char *snippet = "";
};

constexpr char ServerCertificate[] =
    R"({"http_server": {"tls": {"enabled": true, "cert_pem": "server.crt", )"
    R"("key_pem": "server.key"}}})";
constexpr char ClientAuthority[] =
    R"({"http_server": {"tls": {"enabled": true, "client_ca_pem": "clients-ca.crt"}}})";

#define TEXT(text) QT_TRANSLATE_NOOP("Explanation", text)

/** The first is for all that has no words of its own. */
constexpr std::array AllWords{
    TlsWords{TlsProblem::Other, TEXT("No secure connection"),
             TEXT("The server at {url} and this program could not agree on how to secure it."),
             TEXT("Look into the log of the server, or of the proxy that has its certificate, at "
                  "this time.")},
    TlsWords{TlsProblem::UnknownAuthority, TEXT("The certificate's authority is not trusted"),
             TEXT("The certificate at {url} comes from an authority that this machine does not "
                  "know, such as a company's own, or the server does not send its whole chain."),
             TEXT("Choose the authority's file as \"Own authority\" in a profile, name it in the "
                  "variable SSL_CERT_FILE, or let the whole "
                  "machine trust it, as below."),
             "sudo cp ca.crt /usr/local/share/ca-certificates/ && sudo update-ca-certificates"},
    TlsWords{TlsProblem::SelfSigned, TEXT("The certificate is self-signed"),
             TEXT("The server at {url} vouches for itself, as development servers do; anyone on "
                  "the network path could do the same."),
             TEXT("Choose this very certificate as \"Own authority\" in a profile, name it in the "
                  "variable SSL_CERT_FILE, or give the "
                  "server one from an authority."),
             ServerCertificate},
    TlsWords{TlsProblem::Expired, TEXT("The certificate has expired"),
             TEXT("The server at {url} was not given a new one in time, or not restarted since. "
                  "A clock of this machine that is ahead looks the same."),
             TEXT("Renew the certificate where the server or its proxy has it, and restart that."),
             ServerCertificate},
    TlsWords{TlsProblem::NotYetValid, TEXT("The certificate is not valid yet"),
             TEXT("The clock of this machine is behind, or the certificate at {url} was made where "
                  "the clock is ahead."),
             TEXT("Set the clock of this machine; if it is right, wait or make the certificate "
                  "anew."),
             "timedatectl set-ntp true"},
    TlsWords{TlsProblem::WrongName, TEXT("The certificate is for another host"),
             TEXT("The certificate at {url} does not have this name: the address is an alias or a "
                  "number, a proxy shows its own certificate, or it is another server."),
             TEXT("Connect by a name that the certificate has, or make one that has this name, "
                  "too.")},
    TlsWords{TlsProblem::BadCertificate, TEXT("The certificate can't be used"),
             TEXT("The certificate at {url} was revoked, was made for another purpose than a "
                  "server's, or is damaged."),
             TEXT("Make a new one for the server, with the purpose below."),
             "extendedKeyUsage = serverAuth"},
    TlsWords{TlsProblem::OldProtocol, TEXT("The server's TLS is too old"),
             TEXT("The server at {url}, or a proxy before it, offers no version from 1.2 on; older "
                  "ones are not safe."),
             TEXT("Switch on TLS 1.2 and 1.3 there; for nginx as below."),
             "ssl_protocols TLSv1.2 TLSv1.3;"},
    TlsWords{TlsProblem::ClientCertificateWanted, TEXT("The server wants a client certificate"),
             TEXT("The server at {url} lets in only who shows a certificate of an authority that "
                  "it has at the place below; it was shown none, or not the right one."),
             TEXT("Choose the certificate and its key as \"Client certificate\" in a profile."),
             ClientAuthority},
    TlsWords{TlsProblem::ClientCertificateRefused,
             TEXT("The server does not accept the client certificate"),
             TEXT("It has expired, was revoked, or comes from another authority than the one that "
                  "the server at {url} has at the place below."),
             TEXT("Choose another one in the profile, or let the server know its authority."),
             ClientAuthority},
    TlsWords{TlsProblem::NotTls, TEXT("There is no TLS at this address"),
             TEXT("What answers at {url} does not speak TLS: it is the plain port, or another "
                  "program's."),
             TEXT("Use `ws://` and `http://` where the server has no TLS, or the port that has it; "
                  "or switch it on in the server."),
             ServerCertificate},
    TlsWords{TlsProblem::PlainAddress, TEXT("The port expects TLS, the address does not use it"),
             TEXT("{url} is an address without TLS, but the server at that port speaks only TLS."),
             TEXT("Use the address below: `wss://` for the WebSocket, `https://` for the API.")},
    TlsWords{
        TlsProblem::HandshakeRefused, TEXT("The server refused to secure the connection"),
        TEXT("The server at {url} gave no reason. Most often it wants a client certificate, "
             "has none for this name, or has no cipher in common with this machine."),
        TEXT("Choose a \"Client certificate\" in a profile, or look into the log of the server "
             "at this time.")},
};

#undef TEXT

/** The line of a certificate's configuration that gives it the name of the address. */
QString nameSnippet(const QString &url)
{
    const QString host = QUrl(url).host();
    if (host.isEmpty()) {
        return {};
    }
    const bool isNumber = !QHostAddress(host).isNull();
    return QStringLiteral("subjectAltName = %1:%2")
        .arg(isNumber ? QStringLiteral("IP") : QStringLiteral("DNS"), Text::visible(host));
}

/** The same address through TLS. */
QString secureAddress(const QString &address)
{
    QUrl url(address);
    const QString scheme = url.scheme();
    if (scheme != QLatin1String("ws") && scheme != QLatin1String("http")) {
        return {};
    }
    url.setScheme(scheme == QLatin1String("ws") ? QStringLiteral("wss") : QStringLiteral("https"));
    return Text::visible(url.toString());
}

QString tlsSnippet(const TlsWords &words, const QString &url)
{
    switch (words.problem) {
    case TlsProblem::WrongName:
        return nameSnippet(url);
    case TlsProblem::PlainAddress:
        return secureAddress(url);
    default:
        return QString::fromLatin1(words.snippet);
    }
}

/** The file that the variable names already is the one to extend. */
QString withCertificateFile(QString text)
{
    return qEnvironmentVariableIsEmpty("SSL_CERT_FILE")
        ? text
        : text.replace(
            QCoreApplication::translate("Explanation", "name it in the variable SSL_CERT_FILE"),
            QCoreApplication::translate("Explanation",
                                        "add it to the file that SSL_CERT_FILE names"));
}

} // namespace

Explanation explainTls(const Error &error, const ExplanationTemplate &format)
{
    const auto found =
        std::find_if(AllWords.cbegin(), AllWords.cend(), [&error](const TlsWords &words) {
            return words.problem == static_cast<TlsProblem>(error.code);
        });
    const TlsWords &words = found == AllWords.cend() ? AllWords.front() : *found;
    Explanation explanation;
    explanation.title = format.filled(words.what);
    explanation.cause = format.filled(words.cause);
    explanation.fix = withCertificateFile(format.filled(words.fix));
    explanation.snippet = tlsSnippet(words, format.context().url);
    return explanation;
}
