// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/tlserror.h"

#include "centrifuge/tr.h"

#include <QDateTime>
#include <QSslCertificate>

#include <array>

namespace Centrifuge {

namespace {

constexpr qsizetype MaxNameLength = 80;
constexpr qsizetype MaxNames = 3;
constexpr qsizetype MaxTextLength = 200;

TlsProblem problemOf(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
        return TlsProblem::UnknownAuthority;
    case QSslError::SelfSignedCertificate:
        return TlsProblem::SelfSigned;
    case QSslError::CertificateExpired:
        return TlsProblem::Expired;
    case QSslError::CertificateNotYetValid:
        return TlsProblem::NotYetValid;
    case QSslError::HostNameMismatch:
        return TlsProblem::WrongName;
    default:
        return TlsProblem::BadCertificate;
    }
}

QString shortened(const QString &text)
{
    return text.simplified().left(MaxNameLength);
}

QString issuerOf(const QSslCertificate &certificate)
{
    const QStringList names = certificate.issuerInfo(QSslCertificate::CommonName)
        + certificate.issuerInfo(QSslCertificate::Organization);
    return names.isEmpty() ? Tr::tr("nobody named") : shortened(names.first());
}

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty()) {
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    }
    for (QString &name : names) {
        name = shortened(name);
    }
    return names.isEmpty() ? Tr::tr("no name") : QStringList(names.mid(0, MaxNames)).join(u", ");
}

QString dateOf(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
}

QString sentenceOf(const QSslError &error, const QString &host)
{
    const QSslCertificate certificate = error.certificate();
    switch (problemOf(error)) {
    case TlsProblem::UnknownAuthority:
        return Tr::tr("The certificate of %1 was issued by %2, which is not trusted here.")
            .arg(host, issuerOf(certificate));
    case TlsProblem::SelfSigned:
        return Tr::tr("The certificate of %1 is self-signed: nobody else vouches for it.")
            .arg(host);
    case TlsProblem::Expired:
        return Tr::tr("The certificate of %1 expired on %2.")
            .arg(host, dateOf(certificate.expiryDate()));
    case TlsProblem::NotYetValid:
        return Tr::tr("The certificate of %1 is valid only from %2; is the clock right?")
            .arg(host, dateOf(certificate.effectiveDate()));
    case TlsProblem::WrongName:
        return Tr::tr("The certificate is for %2, not for %1.").arg(host, namesOf(certificate));
    default:
        return Tr::tr("The certificate of %1 is not accepted: %2").arg(host, error.errorString());
    }
}

/** What is wrong first: an own authority mends the first, no setting mends the others. */
Error certificateError(const TlsFailure &failure)
{
    QStringList sentences;
    for (const QSslError &error : failure.errors) {
        const QString sentence = sentenceOf(error, failure.host);
        if (!sentences.contains(sentence) && sentences.size() < MaxNames) {
            sentences.append(sentence);
        }
    }
    return {ErrorLayer::Tls, int(problemOf(failure.errors.first())), sentences.join(u' '), true};
}

/** OpenSSL's words for alerts of the peer and for its own complaints. */
struct Phrase
{
    const char *words;
    TlsProblem problem;
};

constexpr std::array Phrases{
    Phrase{"certificate required", TlsProblem::ClientCertificateWanted},
    Phrase{"alert bad certificate", TlsProblem::ClientCertificateRefused},
    Phrase{"alert unknown ca", TlsProblem::ClientCertificateRefused},
    Phrase{"alert certificate expired", TlsProblem::ClientCertificateRefused},
    Phrase{"alert certificate revoked", TlsProblem::ClientCertificateRefused},
    Phrase{"alert certificate unknown", TlsProblem::ClientCertificateRefused},
    Phrase{"alert unsupported certificate", TlsProblem::ClientCertificateRefused},
    Phrase{"alert access denied", TlsProblem::ClientCertificateRefused},
    Phrase{"alert protocol version", TlsProblem::OldProtocol},
    Phrase{"unsupported protocol", TlsProblem::OldProtocol},
    Phrase{"version too low", TlsProblem::OldProtocol},
    Phrase{"wrong version number", TlsProblem::NotTls},
    Phrase{"packet length too long", TlsProblem::NotTls},
    Phrase{"record layer failure", TlsProblem::NotTls},
    Phrase{"http request", TlsProblem::NotTls},
    Phrase{"handshake failure", TlsProblem::HandshakeRefused},
};

TlsProblem problemOf(const TlsFailure &failure)
{
    for (const Phrase &phrase : Phrases) {
        if (!failure.text.contains(QLatin1String(phrase.words))) {
            continue;
        }
        const bool isOwn = phrase.problem == TlsProblem::ClientCertificateRefused;
        return isOwn && !failure.presentedCertificate ? TlsProblem::ClientCertificateWanted
                                                      : phrase.problem;
    }
    return TlsProblem::Other;
}

QString sentenceOf(TlsProblem problem, const TlsFailure &failure)
{
    switch (problem) {
    case TlsProblem::ClientCertificateWanted:
        return failure.presentedCertificate
            ? Tr::tr("%1 demands another client certificate than the one it was shown.")
            : Tr::tr("%1 demands a client certificate.");
    case TlsProblem::ClientCertificateRefused:
        return Tr::tr("%1 does not accept the client certificate.");
    case TlsProblem::OldProtocol:
        return Tr::tr("%1 speaks no version of TLS that is safe; 1.2 or newer is needed.");
    case TlsProblem::NotTls:
        return Tr::tr("What answers at %1 does not speak TLS on this port.");
    case TlsProblem::HandshakeRefused:
        return Tr::tr("%1 refused the TLS handshake without a reason: often it demands a client "
                      "certificate, or the two have no cipher in common.");
    default:
        return Tr::tr("No secure connection to %1 came about.");
    }
}

} // namespace

Error makeTlsError(const TlsFailure &failure)
{
    if (!failure.errors.isEmpty()) {
        return certificateError(failure);
    }
    const TlsProblem problem = problemOf(failure);
    QString message = sentenceOf(problem, failure).arg(failure.host);
    if (problem == TlsProblem::Other && !failure.text.isEmpty()) {
        message = Tr::tr("No secure connection to %1: %2")
                      .arg(failure.host, failure.text.simplified().left(MaxTextLength));
    }
    return {ErrorLayer::Tls, int(problem), message, true};
}

Error plainAddressError(const QString &host, const QString &secureScheme)
{
    return {ErrorLayer::Tls, int(TlsProblem::PlainAddress),
            Tr::tr("%1 expects TLS on this port: the address has to begin with %2.")
                .arg(host, secureScheme),
            true};
}

bool isTlsText(const QString &text)
{
    return text.contains(u"SSL routines") || text.contains(u"SSL handshake");
}

} // namespace Centrifuge
