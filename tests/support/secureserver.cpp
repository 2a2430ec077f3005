// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/secureserver.h"

#include <QTcpSocket>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace {

template <typename Read> auto readPem(const QByteArray &pem, const Read &read)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> input(
        BIO_new_mem_buf(pem.constData(), int(pem.size())), &BIO_free);
    return read(input.get(), nullptr, nullptr, nullptr);
}

void demandCertificate(SSL_CTX *context, const QByteArray &authority)
{
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        readPem(authority, &PEM_read_bio_X509), &X509_free);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

std::shared_ptr<SSL_CTX> makeContext(const SecureTerms &terms)
{
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        readPem(terms.identity.certificate, &PEM_read_bio_X509), &X509_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        readPem(terms.identity.key, &PEM_read_bio_PrivateKey), &EVP_PKEY_free);
    SSL_CTX_use_certificate(context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    if (terms.version != SecureTerms::Version::Any) {
        const int version =
            terms.version == SecureTerms::Version::Tls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
        SSL_CTX_set_min_proto_version(context.get(), version);
        SSL_CTX_set_max_proto_version(context.get(), version);
    }
    if (!terms.clientAuthority.isEmpty()) {
        demandCertificate(context.get(), terms.clientAuthority);
    }
    return context;
}

} // namespace

/** One connection: TLS between two buffers, the socket only carries them. */
class SecureServer::Session : public QObject
{
public:
    Session(QTcpSocket *socket, SSL_CTX *context, Answer answer)
        : QObject(socket)
        , m_socket(socket)
        , m_tls(SSL_new(context), &SSL_free)
        , m_answer(std::move(answer))
    {
        SSL_set_bio(m_tls.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_accept_state(m_tls.get());
        connect(socket, &QTcpSocket::readyRead, this, &Session::read);
    }

private:
    void read()
    {
        const QByteArray bytes = m_socket->readAll();
        BIO_write(SSL_get_rbio(m_tls.get()), bytes.constData(), int(bytes.size()));
        ERR_clear_error();
        char plain[4096];
        int size = 0;
        while ((size = SSL_read(m_tls.get(), plain, sizeof plain)) > 0) {
            m_received.append(plain, size);
        }
        const bool isBroken = SSL_get_error(m_tls.get(), size) == SSL_ERROR_SSL;
        ERR_clear_error(); // the client shares this thread, and would take it for its own
        const QByteArray answer = m_received.isEmpty() ? QByteArray() : m_answer(m_received);
        if (!isBroken && !answer.isEmpty()) {
            m_received.clear();
            SSL_write(m_tls.get(), answer.constData(), int(answer.size()));
        }
        flush();
        if (isBroken) {
            m_socket->disconnectFromHost(); // after the alert
        }
    }

    void flush()
    {
        char sealed[4096];
        int size = 0;
        while ((size = BIO_read(SSL_get_wbio(m_tls.get()), sealed, sizeof sealed)) > 0) {
            m_socket->write(sealed, size);
        }
    }

    QTcpSocket *m_socket;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_tls;
    Answer m_answer;
    QByteArray m_received;
};

SecureServer::SecureServer(const SecureTerms &terms, Answer answer)
    : m_context(makeContext(terms))
    , m_answer(std::move(answer))
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this,
            [this] { new Session(nextPendingConnection(), m_context.get(), m_answer); });
}
