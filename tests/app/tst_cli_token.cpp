// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/testprogram.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

namespace {

QProcessEnvironment withSecret()
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"),
                       QLatin1String(TestServer::Secret));
    return environment;
}

CliResult mint(const QStringList &options, const QProcessEnvironment &environment = withSecret())
{
    return runCli(QStringList{QStringLiteral("token")} + options, environment);
}

QJsonObject claimsOf(const QByteArray &token)
{
    return QJsonDocument::fromJson(
               QByteArray::fromBase64(token.split('.').value(1), QByteArray::Base64UrlEncoding))
        .object();
}

} // namespace

class TestCliToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsASignedTokenAndNothingElse();
    void takesTheClaims();
    void namesTheMissingSecret();
    void ignoresAReadyToken();
};

void TestCliToken::printsASignedTokenAndNothingElse()
{
    const qint64 before = QDateTime::currentSecsSinceEpoch();
    const CliResult result = mint({QStringLiteral("--user"), QStringLiteral("alice")});
    const qint64 after = QDateTime::currentSecsSinceEpoch();
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.lines().size(), 1);

    const QList<QByteArray> parts = result.lines().constFirst().split('.');
    QCOMPARE(parts.size(), 3);
    const QByteArray signature = QMessageAuthenticationCode::hash(
        parts[0] + '.' + parts[1], TestServer::Secret, QCryptographicHash::Sha256);
    QCOMPARE(parts[2],
             signature.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    const QJsonObject claims = claimsOf(result.out);
    QCOMPARE(claims.value(QStringLiteral("sub")).toString(), QStringLiteral("alice"));
    const qint64 expiry = claims.value(QStringLiteral("exp")).toInteger();
    QVERIFY(expiry >= before + 3600 && expiry <= after + 3600);
}

void TestCliToken::takesTheClaims()
{
    const CliResult result =
        mint({QStringLiteral("--user"), QStringLiteral("bob"), QStringLiteral("--ttl"),
              QStringLiteral("60"), QStringLiteral("--info"), QStringLiteral("{\"name\":\"B\"}"),
              QStringLiteral("--channel"), QStringLiteral("a"), QStringLiteral("--channel"),
              QStringLiteral("b")});
    QCOMPARE(result.exitCode, 0);
    const QJsonObject claims = claimsOf(result.out);
    QVERIFY(claims.value(QStringLiteral("exp")).toInteger()
            <= QDateTime::currentSecsSinceEpoch() + 60);
    QCOMPARE(QJsonDocument(claims.value(QStringLiteral("info")).toObject())
                 .toJson(QJsonDocument::Compact),
             QByteArray("{\"name\":\"B\"}"));
    QCOMPARE(claims.value(QStringLiteral("channels")).toVariant().toStringList(),
             (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

void TestCliToken::namesTheMissingSecret()
{
    const CliResult result =
        mint({QStringLiteral("--user"), QStringLiteral("alice")}, TestServer::emptyEnvironment());
    QCOMPARE(result.exitCode, 3);
    QCOMPARE(result.out, QByteArray());
    QVERIFY(result.err.contains("CENTRIFUGO_TOKEN_HMAC_SECRET"));
}

void TestCliToken::ignoresAReadyToken()
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN"), QStringLiteral("a.b.c"));
    QCOMPARE(mint({QStringLiteral("--user"), QStringLiteral("alice")}, environment).exitCode, 3);
}

REALTIME_TEST(TestCliToken, QCoreApplication)
#include "tst_cli_token.moc"
