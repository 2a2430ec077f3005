// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testauthority.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <atomic>

namespace {

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

Key makeKey()
{
    return {EVP_EC_gen("P-256"), &EVP_PKEY_free};
}

void setExtension(X509 *certificate, int id, const QByteArray &value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void setName(X509_NAME *name, const QByteArray &text)
{
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(text.constData()),
                               int(text.size()), -1, 0);
}

/** Not signed yet. */
Certificate makeCertificate(EVP_PKEY *key, const QByteArray &name, const TestClaims &claims)
{
    static std::atomic<long> serial = 1;
    Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    using std::chrono::seconds;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), seconds(claims.validFrom).count());
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds(claims.validUntil).count());
    X509_set_pubkey(certificate.get(), key);
    setName(X509_get_subject_name(certificate.get()), name);
    return certificate;
}

template <typename Write> QByteArray pem(const Write &write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> output(BIO_new(BIO_s_mem()), &BIO_free);
    write(output.get());
    const char *data = nullptr;
    const long size = BIO_get_mem_data(output.get(), &data);
    return {data, qsizetype(size)};
}

QByteArray certificatePem(X509 *certificate)
{
    return pem([certificate](BIO *output) { PEM_write_bio_X509(output, certificate); });
}

QByteArray keyPem(EVP_PKEY *key)
{
    return pem([key](BIO *output) {
        PEM_write_bio_PrivateKey(output, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

} // namespace

TestAuthority::TestAuthority(const QByteArray &name)
    : m_key(makeKey())
    , m_certificate(makeCertificate(m_key.get(), name, {}))
{
    X509 *certificate = m_certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    setExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    setExtension(certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(certificate, m_key.get(), EVP_sha256());
}

QByteArray TestAuthority::certificate() const
{
    return certificatePem(m_certificate.get());
}

TestIdentity TestAuthority::issue(const TestClaims &claims) const
{
    const Key key = makeKey();
    const Certificate certificate = makeCertificate(key.get(), "issued", claims);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(m_certificate.get()));
    setExtension(certificate.get(), NID_subject_alt_name, claims.names);
    X509_sign(certificate.get(), m_key.get(), EVP_sha256());
    return {certificatePem(certificate.get()), keyPem(key.get())};
}

TestIdentity TestAuthority::selfSigned(const TestClaims &claims)
{
    const Key key = makeKey();
    const Certificate certificate = makeCertificate(key.get(), "alone", claims);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    setExtension(certificate.get(), NID_subject_alt_name, claims.names);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    return {certificatePem(certificate.get()), keyPem(key.get())};
}

QByteArray encryptedKey(const TestIdentity &identity)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> input(
        BIO_new_mem_buf(identity.key.constData(), int(identity.key.size())), &BIO_free);
    const Key key(PEM_read_bio_PrivateKey(input.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const QByteArray passphrase = "long forgotten";
    return pem([&](BIO *output) {
        PEM_write_bio_PrivateKey(output, key.get(), EVP_aes_256_cbc(),
                                 reinterpret_cast<const unsigned char *>(passphrase.constData()),
                                 int(passphrase.size()), nullptr, nullptr);
    });
}
