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
    void addsFurtherClaims_data();
    void addsFurtherClaims();
    void printsASubscriptionToken();
    void refusesWhatCanNotBe_data();
    void refusesWhatCanNotBe();
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

void TestCliToken::addsFurtherClaims_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("audience");
    const QString claims = QStringLiteral("--claims");
    QTest::newRow("none") << QString() << QStringList() << QString();
    QTest::newRow("of the line") << QString()
                                 << QStringList{claims, QStringLiteral("{\"aud\":\"a\"}")}
                                 << QStringLiteral("a");
    QTest::newRow("of the environment")
        << QStringLiteral("{\"aud\":\"b\"}") << QStringList() << QStringLiteral("b");
    QTest::newRow("of both, the line goes first")
        << QStringLiteral("{\"aud\":\"b\"}")
        << QStringList{claims, QStringLiteral("{\"aud\":\"a\"}")} << QStringLiteral("a");
}

void TestCliToken::addsFurtherClaims()
{
    QFETCH(const QString, variable);
    QFETCH(const QStringList, options);
    QFETCH(const QString, audience);
    QProcessEnvironment environment = withSecret();
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS"), variable);
    const CliResult result =
        mint(QStringList{QStringLiteral("--user"), QStringLiteral("al")} + options, environment);
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(claimsOf(result.out).value(QStringLiteral("aud")).toString(), audience);
}

void TestCliToken::printsASubscriptionToken()
{
    QProcessEnvironment environment = withSecret();
    environment.insert(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET"),
                       QStringLiteral("other-secret"));
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS"), QStringLiteral("{\"aud\":1}"));
    environment.insert(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS"),
                       QStringLiteral("{\"iss\":\"me\"}"));
    const CliResult result = mint({QStringLiteral("--user"), QStringLiteral("al"),
                                   QStringLiteral("--subscription"), QStringLiteral("$a")},
                                  environment);
    QCOMPARE(result.exitCode, 0);
    QJsonObject claims = claimsOf(result.out);
    QVERIFY(claims.take(QStringLiteral("exp")).toInteger() > 0);
    QCOMPARE(claims,
             QJsonObject({{QStringLiteral("sub"), QStringLiteral("al")},
                          {QStringLiteral("channel"), QStringLiteral("$a")},
                          {QStringLiteral("iss"), QStringLiteral("me")}}));
    const QList<QByteArray> parts = result.lines().constFirst().split('.');
    const QByteArray signature = QMessageAuthenticationCode::hash(
        parts[0] + '.' + parts[1], "other-secret", QCryptographicHash::Sha256);
    QCOMPARE(parts[2],
             signature.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

void TestCliToken::refusesWhatCanNotBe_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("words");
    const QString claims = QStringLiteral("--claims");
    QTest::newRow("no object") << QStringList{claims, QStringLiteral("[]")}
                               << QByteArray("--claims can't be used");
    QTest::newRow("the program's own claim")
        << QStringList{claims, QStringLiteral("{\"sub\":\"eve\"}")} << QByteArray("The claim sub");
    QTest::newRow("channels in a subscription token")
        << QStringList{QStringLiteral("--subscription"), QStringLiteral("$a"),
                       QStringLiteral("--channel"), QStringLiteral("b")}
        << QByteArray("--subscription does not go with --channel");
    QTest::newRow("a claim with an option of its own")
        << QStringList{QStringLiteral("--info"), QStringLiteral("1"), claims,
                       QStringLiteral("{\"info\":2}")}
        << QByteArray("The claim info is given twice");
}

void TestCliToken::refusesWhatCanNotBe()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, words);
    const CliResult result =
        mint(QStringList{QStringLiteral("--user"), QStringLiteral("a")} + options);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains(words), result.err.constData());
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
