// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <chrono>
#include <memory>

struct evp_pkey_st;
struct x509_st;

/** A certificate and its private key, both PEM. */
struct TestIdentity
{
    QByteArray certificate;
    QByteArray key;
};

/** What a certificate of the authority says; valid for 127.0.0.1 and server.test by default. */
struct TestClaims
{
    QByteArray names = "DNS:server.test,IP:127.0.0.1";
    std::chrono::hours validFrom{-48}; ///< from now
    std::chrono::hours validUntil{48};
};

/** An authority made for one test run; nobody else trusts it. */
class TestAuthority
{
public:
    explicit TestAuthority(const QByteArray &name = "Test Authority");

    QByteArray certificate() const;
    TestIdentity issue(const TestClaims &claims = {}) const;
    static TestIdentity selfSigned(const TestClaims &claims = {});

private:
    std::shared_ptr<evp_pkey_st> m_key;
    std::shared_ptr<x509_st> m_certificate;
};

/** The key of an identity, encrypted with a passphrase that nobody is told. */
QByteArray encryptedKey(const TestIdentity &identity);
