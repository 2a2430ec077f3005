// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/token.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTest>

#include <limits>

using namespace Centrifuge;
using std::chrono::seconds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr seconds Now{1'700'000'000};
constexpr auto Base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray partOf(const QString &token, int index)
{
    return QByteArray::fromBase64(token.toUtf8().split('.').value(index), Base64Url);
}

QByteArray base64(const QByteArray &text)
{
    return text.toBase64(Base64Url);
}

} // namespace

class TestToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsTheVectorOfRfc7515();
    void signsLikeQt_data();
    void signsLikeQt();
    void writesClaimsInAStableOrder();
    void writesEveryClaim();
    void mintsForAChannel();
    void addsFurtherClaims_data();
    void addsFurtherClaims();
    void refusesFurtherClaims_data();
    void refusesFurtherClaims();
    void seesThatATokenHasExpired();
    void escapesWhatTheUserTyped();
    void readsBackWhatItMinted();
    void namesTheVariableOfAMissingSecret();
    void refusesClaimsThatCannotBe_data();
    void refusesClaimsThatCannotBe();
    void readsForeignTokensWithoutTrust();
    void refusesWhatIsNoToken_data();
    void refusesWhatIsNoToken();
};

void TestToken::signsTheVectorOfRfc7515()
{
    // Appendix A.1 of RFC 7515.
    const QByteArray input = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                             ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                             "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const QByteArray key =
        QByteArray::fromBase64("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0"
                               "iPS4hcgUuTwjAzZr1Z9CAow",
                               Base64Url);
    QCOMPARE(signHs256(input, key), QByteArray("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    const auto contents = decodeToken(QString::fromLatin1(input + ".x"));
    QVERIFY(contents);
    QCOMPARE(contents.value().expiresAt, std::optional(seconds(1'300'819'380)));
    QCOMPARE(contents.value().algorithm, QStringLiteral("HS256"));
}

void TestToken::signsLikeQt_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("short") << QByteArray("k");
    QTest::newRow("one block") << QByteArray(64, 'k');
    QTest::newRow("longer than a block") << QByteArray(1000, 'k');
    QTest::newRow("binary") << QByteArray("\x00\xff\x80", 3);
}

void TestToken::signsLikeQt()
{
    QFETCH(QByteArray, secret);
    const QByteArray text = "header.payload";
    const QByteArray expected =
        QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256);
    QCOMPARE(signHs256(text, secret), base64(expected));
}

void TestToken::writesClaimsInAStableOrder()
{
    TokenClaims claims;
    claims.user = QStringLiteral("alice");
    const auto token = mintToken(claims, "secret", Now);
    QVERIFY(token);
    QCOMPARE(partOf(token.value(), 0), QByteArray(R"({"alg":"HS256","typ":"JWT"})"));
    QCOMPARE(partOf(token.value(), 1), QByteArray(R"({"sub":"alice","exp":1700003600})"));
    const QByteArrayList parts = token.value().toUtf8().split('.');
    QCOMPARE(parts[2], signHs256(parts[0] + '.' + parts[1], "secret"));
    QVERIFY(!token.value().contains(u'='));
}

void TestToken::writesEveryClaim()
{
    const TokenClaims claims{
        QString(), seconds(1),          "{\"n\": 1.0}", {QStringLiteral("a"), QStringLiteral("b")},
        Now,       QStringLiteral("id")};
    const auto token = mintToken(claims, "secret", Now);
    QVERIFY(token);
    QCOMPARE(partOf(token.value(), 1),
             QByteArray(R"({"sub":"","exp":1700000001,"iat":1700000000,"jti":"id",)"
                        R"("info":{"n": 1.0},"channels":["a","b"]})"));
}

void TestToken::mintsForAChannel()
{
    const SubscriptionTokenClaims claims{u"42"_s, u"$a\"b"_s, 60s, R"({"x":1})"};
    const auto token = mintSubscriptionToken(claims, "secret", 1000s);
    QVERIFY(token);
    QCOMPARE(partOf(token.value(), 1),
             QByteArray(R"({"sub":"42","channel":"$a\"b","exp":1060,"info":{"x":1}})"));
    const qsizetype dot = token.value().lastIndexOf(u'.');
    QCOMPARE(token.value().mid(dot + 1).toLatin1(),
             signHs256(token.value().left(dot).toLatin1(), "secret"));
    const auto codeOf = [](const Result<QString> &result) { return result.error().code; };
    QCOMPARE(codeOf(mintSubscriptionToken(claims, {}, 1000s)), int(LocalError::MissingSecret));
    QCOMPARE(codeOf(mintSubscriptionToken({u"42"_s, {}, 60s, {}}, "secret", 1000s)),
             int(LocalError::BadArgument));
    QCOMPARE(codeOf(mintSubscriptionToken({u"42"_s, u"$a"_s, 0s, {}}, "secret", 1000s)),
             int(LocalError::BadArgument));
    QCOMPARE(codeOf(mintSubscriptionToken({u"42"_s, u"$a"_s, 60s, "{"}, "secret", 1000s)),
             int(LocalError::BadArgument));
}

void TestToken::addsFurtherClaims_data()
{
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<QByteArray>("added");
    QTest::newRow("none") << QByteArray() << QByteArray();
    QTest::newRow("an empty object") << QByteArray(" { } ") << QByteArray();
    QTest::newRow("audience and issuer") << QByteArray(R"({"aud": ["a","b"], "iss":"me"})")
                                         << QByteArray(R"(,"aud": ["a","b"], "iss":"me")");
    QTest::newRow("names that only look like others")
        << QByteArray(R"({"a":"sub","b":{"sub":1,"a":["exp",{"exp":1}]},"c":"x\",\"sub\":\"y"})")
        << QByteArray(R"(,"a":"sub","b":{"sub":1,"a":["exp",{"exp":1}]},"c":"x\",\"sub\":\"y")");
    QTest::newRow("numbers as they are")
        << QByteArray("\n{\"meta\":{\"n\":1.0,\"big\":12345678901234567890}}\n")
        << QByteArray(R"(,"meta":{"n":1.0,"big":12345678901234567890})");
}

void TestToken::addsFurtherClaims()
{
    QFETCH(const QByteArray, claims);
    QFETCH(const QByteArray, added);
    TokenClaims connection;
    connection.user = u"al"_s;
    connection.furtherClaims = claims;
    const auto token = mintToken(connection, "secret", Now);
    QVERIFY(token);
    QCOMPARE(partOf(token.value(), 1), R"({"sub":"al","exp":1700003600)" + added + '}');
    const SubscriptionTokenClaims channel{u"al"_s, u"$a"_s, 60s, "1", claims};
    const auto forChannel = mintSubscriptionToken(channel, "secret", Now);
    QVERIFY(forChannel);
    QCOMPARE(partOf(forChannel.value(), 1),
             R"({"sub":"al","channel":"$a","exp":1700000060,"info":1)" + added + '}');
}

void TestToken::refusesFurtherClaims_data()
{
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<QString>("words");
    QTest::newRow("no JSON") << QByteArray("aud=a") << u"must be JSON"_s;
    QTest::newRow("no object") << QByteArray("[1]") << u"a JSON object"_s;
    QTest::newRow("two objects") << QByteArray("{}{}") << u"must be JSON"_s;
    QTest::newRow("the user") << QByteArray(R"({"sub":"eve"})") << u"The claim sub"_s;
    QTest::newRow("the user, escaped") << QByteArray(R"({"s\u0075b":"eve"})") << u"The claim sub"_s;
    QTest::newRow("the expiry") << QByteArray(R"({"exp":1})") << u"The claim exp"_s;
    QTest::newRow("the channel") << QByteArray(R"({"channel":"a"})") << u"The claim channel"_s;
    QTest::newRow("what a field sets") << QByteArray(R"({"info":1})") << u"info is given twice"_s;
    QTest::newRow("what a field sets, in capitals")
        << QByteArray(R"({"INFO":1})") << u"INFO is given twice"_s;
    QTest::newRow("the user, in capitals") << QByteArray(R"({"Sub":"eve"})") << u"The claim Sub"_s;
    QTest::newRow("the expiry, in capitals") << QByteArray(R"({"EXP":1})") << u"The claim EXP"_s;
    QTest::newRow("the channel, in capitals")
        << QByteArray(R"({"Channel":"a"})") << u"The claim Channel"_s;
    QTest::newRow("a letter that is the same without case")
        << QByteArray(R"({"\u017fub":"eve"})") << u"\u017fub can't be"_s;
    QTest::newRow("the user behind something deep")
        << R"({"a":)" + QByteArray(2000, '[') + QByteArray(2000, ']') + R"(,"sub":"eve"})"
        << u"The claim sub"_s;
    QTest::newRow("one name twice")
        << QByteArray(R"({"aud":"a","x":{"aud":1},"aud":"b"})") << u"aud is given twice"_s;
    QTest::newRow("one name twice, in capitals")
        << QByteArray(R"({"aud":"a","AUD":"b"})") << u"AUD is given twice"_s;
    QTest::newRow("too large") << R"({"a":")" + QByteArray(20000, 'x') + R"("})"
                               << u"more than 16384 bytes"_s;
}

void TestToken::refusesFurtherClaims()
{
    QFETCH(const QByteArray, claims);
    QFETCH(const QString, words);
    TokenClaims connection;
    connection.info = "{}";
    connection.furtherClaims = claims;
    const auto token = mintToken(connection, "secret", Now);
    QVERIFY(!token);
    QCOMPARE(token.error().code, int(LocalError::BadArgument));
    QVERIFY2(token.error().message.contains(words), qPrintable(token.error().message));
    const auto forChannel =
        mintSubscriptionToken({u"al"_s, u"$a"_s, 60s, "1", claims}, "secret", Now);
    QVERIFY(!forChannel);
    QCOMPARE(forChannel.error().message, token.error().message);
}

void TestToken::seesThatATokenHasExpired()
{
    const QString token = mintToken({u"42"_s, 60s, {}, {}, {}, {}}, "secret", 1000s).value();
    QVERIFY(!isExpiredToken(token, 1059s));
    QVERIFY(isExpiredToken(token, 1060s));
    QVERIFY(!isExpiredToken(u"opaque"_s, 1h));
}

void TestToken::escapesWhatTheUserTyped()
{
    TokenClaims claims;
    claims.user = QStringLiteral("\"},\\\n\u0000\u00e9\U0001F600\u202e");
    claims.channels = QStringList{QStringLiteral("\"]")};
    const auto token = mintToken(claims, "secret", Now);
    QVERIFY(token);
    const QJsonObject payload = QJsonDocument::fromJson(partOf(token.value(), 1)).object();
    QCOMPARE(payload.value(u"sub").toString(), claims.user);
    QCOMPARE(payload.value(u"channels").toArray().at(0).toString(), claims.channels.constFirst());
    QCOMPARE(payload.size(), 3);
}

void TestToken::readsBackWhatItMinted()
{
    TokenClaims claims;
    claims.user = QStringLiteral("b\u00f6b");
    claims.timeToLive = seconds(3);
    const auto token = mintToken(claims, "secret", Now);
    const auto contents = decodeToken(token.value());
    QVERIFY(contents);
    QCOMPARE(contents.value().user, claims.user);
    QCOMPARE(contents.value().expiresAt, std::optional(Now + seconds(3)));
    QCOMPARE(contents.value().algorithm, QStringLiteral("HS256"));
}

void TestToken::namesTheVariableOfAMissingSecret()
{
    const auto token = mintToken({}, {}, Now);
    QVERIFY(!token);
    QCOMPARE(token.error().layer, ErrorLayer::Local);
    QCOMPARE(token.error().code, static_cast<int>(LocalError::MissingSecret));
    QVERIFY(token.error().message.contains(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET")));
}

void TestToken::refusesClaimsThatCannotBe_data()
{
    QTest::addColumn<qint64>("timeToLive");
    QTest::addColumn<QByteArray>("info");
    QTest::newRow("no time") << qint64(0) << QByteArray();
    QTest::newRow("below zero") << qint64(-5) << QByteArray();
    QTest::newRow("beyond the calendar") << qint64(300'000'000'000) << QByteArray();
    QTest::newRow("overflow") << std::numeric_limits<qint64>::max() << QByteArray();
    QTest::newRow("lowest") << std::numeric_limits<qint64>::min() << QByteArray();
    QTest::newRow("info is no JSON") << qint64(60) << QByteArray("{");
    QTest::newRow("info ends the object") << qint64(60) << QByteArray(R"({},"sub":"root")");
    QTest::newRow("info is white space") << qint64(60) << QByteArray(" ");
    QTest::newRow("info is not UTF-8") << qint64(60) << QByteArray("\"\xff\"");
}

void TestToken::refusesClaimsThatCannotBe()
{
    QFETCH(qint64, timeToLive);
    QFETCH(QByteArray, info);
    TokenClaims claims;
    claims.timeToLive = seconds(timeToLive);
    claims.info = info;
    const auto token = mintToken(claims, "secret", Now);
    QVERIFY(!token);
    QCOMPARE(token.error().layer, ErrorLayer::Local);
    QCOMPARE(token.error().code, static_cast<int>(LocalError::BadArgument));
    QVERIFY(!token.error().message.contains(QStringLiteral("secret")));
}

void TestToken::readsForeignTokensWithoutTrust()
{
    const auto none =
        decodeToken(QString::fromLatin1(base64(R"({"alg":"none"})") + '.' + base64("{}") + '.'));
    QVERIFY(none);
    QCOMPARE(none.value().algorithm, QStringLiteral("none"));
    QCOMPARE(none.value().expiresAt, std::nullopt);
    const auto fraction = decodeToken(QString::fromLatin1(
        base64("{}") + '.' + base64(R"({"exp":12.9,"n":12345678901234567890})") + ".x"));
    QVERIFY(fraction);
    QCOMPARE(fraction.value().expiresAt, std::optional(seconds(12)));
}

void TestToken::refusesWhatIsNoToken_data()
{
    QTest::addColumn<QByteArray>("token");
    const QByteArray header = base64(R"({"alg":"HS256"})") + '.';
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("two parts") << header + base64("{}");
    QTest::newRow("four parts") << header + base64("{}") + ".a.b";
    QTest::newRow("not base64") << header + "{}.x";
    QTest::newRow("payload is a list") << header + base64("[]") + ".x";
    QTest::newRow("payload is cut off") << header + base64("{") + ".x";
    QTest::newRow("payload is deep") << header + base64(QByteArray(20'000, '[')) + ".x";
    QTest::newRow("user is a number") << header + base64(R"({"sub":7})") + ".x";
    QTest::newRow("expiry is text") << header + base64(R"({"exp":"7"})") + ".x";
    QTest::newRow("expiry is huge") << header + base64(R"({"exp":1e300})") + ".x";
    QTest::newRow("expiry is below zero") << header + base64(R"({"exp":-1e300})") + ".x";
    QTest::newRow("a megabyte") << QByteArray(1 << 20, '.');
}

void TestToken::refusesWhatIsNoToken()
{
    QFETCH(QByteArray, token);
    const auto contents = decodeToken(QString::fromLatin1(token));
    QVERIFY(!contents);
    QCOMPARE(contents.error().code, static_cast<int>(LocalError::BadArgument));
}

REALTIME_TEST(TestToken, QCoreApplication)
#include "tst_token.moc"
