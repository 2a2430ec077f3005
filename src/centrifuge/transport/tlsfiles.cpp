// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/tlsfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace Centrifuge {

namespace {

/** The largest list of authorities that systems ship has a quarter of this. */
constexpr qint64 LargestFile = 1 << 20;

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        return badArgument(Tr::tr("The file %1 can't be read.").arg(path));
    }
    if (file.size() > LargestFile) {
        return badArgument(Tr::tr("The file %1 is too large for certificates.").arg(path));
    }
    return file.readAll();
}

Result<QList<QSslCertificate>> readCertificates(const QString &path)
{
    const auto pem = readFile(path);
    if (!pem) {
        return pem.error();
    }
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(pem.value(), QSsl::Pem);
    if (certificates.isEmpty()) {
        return badArgument(Tr::tr("The file %1 holds no certificate in PEM form.").arg(path));
    }
    return certificates;
}

/** Files without a certificate are passed over: such folders hold others, too. */
QList<QSslCertificate> readFolder(const QDir &folder)
{
    QList<QSslCertificate> certificates;
    for (const QFileInfo &entry : folder.entryInfoList(QDir::Files | QDir::Readable)) {
        if (const auto read = readCertificates(entry.filePath())) {
            certificates += read.value();
        }
    }
    return certificates;
}

Result<QSslKey> readKey(const QString &path, const QByteArray &pem)
{
    if (pem.contains("ENCRYPTED")) {
        return badArgument(
            Tr::tr("The key in %1 is encrypted; a key without passphrase is needed.").arg(path));
    }
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull()) {
            return key;
        }
    }
    return badArgument(
        Tr::tr("The file %1 holds no private key in PEM form (RSA or EC).").arg(path));
}

/** Asked of OpenSSL, for Qt would only say during the handshake that something is wrong. */
bool belongTogether(const QSslCertificate &certificate, const QByteArray &keyPem)
{
    const QByteArray der = certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> x509(
        d2i_X509(nullptr, &bytes, long(der.size())), &X509_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> input(
        BIO_new_mem_buf(keyPem.constData(), int(keyPem.size())), &BIO_free);
    char noPassphrase[] = "";
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PrivateKey(input.get(), nullptr, nullptr, noPassphrase), &EVP_PKEY_free);
    const bool fits = x509 && key && X509_check_private_key(x509.get(), key.get()) == 1;
    ERR_clear_error(); // Qt would take what is left there for its own
    return fits;
}

} // namespace

Result<QList<QSslCertificate>> readAuthorities(const TlsOptions &options)
{
    QList<QSslCertificate> authorities = QSslCertificate::fromData(options.caPem, QSsl::Pem);
    if (!options.caPem.isEmpty() && authorities.isEmpty()) {
        return badArgument(Tr::tr("What is to be trusted is no certificate in PEM form."));
    }
    if (!options.caFile.isEmpty()) {
        const auto more = readCertificates(options.caFile);
        if (!more) {
            return more.error();
        }
        authorities.append(more.value());
    }
    return authorities;
}

Result<EnvironmentAuthorities> readEnvironmentAuthorities()
{
    const QString file = qEnvironmentVariable("SSL_CERT_FILE");
    const QString folders = qEnvironmentVariable("SSL_CERT_DIR");
    EnvironmentAuthorities authorities;
    authorities.replaceSystem = !file.isEmpty() && !folders.isEmpty();
    if (!file.isEmpty()) {
        const auto certificates = readCertificates(file);
        if (!certificates) {
            return badArgument(QStringLiteral("SSL_CERT_FILE: ") + certificates.error().message);
        }
        authorities.certificates = certificates.value();
    }
    const QStringList listed = folders.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    bool hasFolder = false;
    for (const QString &folder : listed) {
        if (const QDir directory(folder); directory.isReadable()) {
            hasFolder = true;
            authorities.certificates += readFolder(directory);
        }
    }
    // As OpenSSL and Go do: the usual lists name folders of several systems.
    if (!listed.isEmpty() && !hasFolder) {
        return badArgument(Tr::tr("SSL_CERT_DIR: The folder %1 can't be read.")
                               .arg(listed.join(QDir::listSeparator())));
    }
    return authorities;
}

Result<TlsIdentity> readIdentity(const TlsOptions &options)
{
    if (options.certificateFile.isEmpty() || options.keyFile.isEmpty()) {
        return badArgument(
            Tr::tr("A client certificate needs its key, and a key its certificate."));
    }
    const auto chain = readCertificates(options.certificateFile);
    if (!chain) {
        return chain.error();
    }
    const auto pem = readFile(options.keyFile);
    if (!pem) {
        return pem.error();
    }
    const auto key = readKey(options.keyFile, pem.value());
    if (!key) {
        return key.error();
    }
    if (!belongTogether(chain.value().first(), pem.value())) {
        return badArgument(Tr::tr("The key in %1 is not that of the certificate in %2.")
                               .arg(options.keyFile, options.certificateFile));
    }
    return TlsIdentity{chain.value(), key.value()};
}

} // namespace Centrifuge
