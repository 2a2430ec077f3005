// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanation.h"

#include "explanationsamples.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Centrifuge;

Q_DECLARE_METATYPE(ExplainedStep)

/** The same code means something else without a user, with a ready token or at a wrong address. */
class TestExplanationCircumstances : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explainsAMissingUser();
    void explainsARefusedReadyToken();
    void namesTheTokenFile();
    void cutsLongWordsWithTheirSize();
    void explainsAWrongAddressBehindABadRequest();
    void explainsAConnectionWithoutToken_data();
    void explainsAConnectionWithoutToken();
    void explainsTheTokenOfAnotherUser();
    void explainsAChannelOfOthers_data();
    void explainsAChannelOfOthers();
    void explainsARefusedSubscriptionToken();
    void explainsAnExpiredSubscription();
    void namesChannelsOfAnotherType();
    void explainsARefusedTagsFilter();
    void namesNoVariableInAProfile();
    void explainsAnApiThatWantsAKey();
    void explainsAQuery_data();
    void explainsAQuery();
    void explainsAQueryOfAllNodes_data();
    void explainsAQueryOfAllNodes();
};

void TestExplanationCircumstances::explainsAMissingUser()
{
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    context.user.clear();
    const Explanation told = explain(serverError(103), context);
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    QVERIFY2(told.fix.contains(QStringLiteral("Type a user")), qPrintable(told.fix));
    const QJsonDocument snippet = QJsonDocument::fromJson(told.snippet.toUtf8());
    const QJsonValue options = snippet[QStringLiteral("channel")][QStringLiteral("namespaces")][0];
    QVERIFY(options[QStringLiteral("allow_subscribe_for_anonymous")].toBool());
    QVERIFY(options[QStringLiteral("allow_subscribe_for_client")].toBool());
    context.canRenewToken = false; // the user is the token's
    QVERIFY(explain(serverError(103), context).fix.contains(QStringLiteral("`sub`")));
    // `$` needs a token whoever asks.
    context.channel = QStringLiteral("$chat:a");
    QVERIFY(explain(serverError(103), context).cause.contains(QStringLiteral("token")));
}

void TestExplanationCircumstances::explainsARefusedReadyToken()
{
    ExplanationContext context = contextFor(ExplainedStep::Connect);
    const Explanation minted = explain(serverError(3500), context);
    for (const char *part : {"secret here is not", "`aud`", "`iss`"}) {
        QVERIFY2(minted.cause.contains(QLatin1String(part)), qPrintable(minted.cause));
    }
    QVERIFY(minted.snippet.contains(QStringLiteral("hmac_secret_key")));
    context.canRenewToken = false;
    const Explanation ready = explain(serverError(3500), context);
    QVERIFY2(isComplete(ready), qPrintable(allText(ready)));
    QVERIFY2(ready.cause.startsWith(QStringLiteral("The ready token")), qPrintable(ready.cause));
    QVERIFY(ready.cause.contains(QStringLiteral("`aud`, `iss`")));
    QVERIFY(!ready.fix.contains(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET")));
    QCOMPARE(ready.snippet, QString());
}

/** What is to be renewed is the file, not a variable that nobody has set. */
void TestExplanationCircumstances::namesTheTokenFile()
{
    ExplanationContext context = contextFor(ExplainedStep::Connect);
    context.canRenewToken = false;
    context.tokenFile = QStringLiteral("/run/token");
    const QString named = QStringLiteral("the file \u201c/run/token\u201d");
    for (const int code : {109, 3005, 3500}) {
        const QString text = allText(explain(serverError(code), context));
        QVERIFY2(text.contains(named)
                     && !text.contains(QStringLiteral("CENTRIFUGO_TOKEN") + QStringLiteral(".")),
                 qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("(CENTRIFUGO_TOKEN)")), qPrintable(text));
    }
    // As TokenFile has it for an empty file, and a refresh for one that was not renewed.
    const Error none{ErrorLayer::Local, 0, QStringLiteral("The token file is empty."), true};
    const Explanation told = explain(none, context);
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    QVERIFY2(told.fix.contains(named), qPrintable(told.fix));
    QVERIFY(told.cause.endsWith(QStringLiteral("The token file is empty.")));
    QVERIFY(told.willRetry);
    context.tokenFile.clear();
    QVERIFY(explain(none, context).fix.contains(QStringLiteral("clock")));
}

void TestExplanationCircumstances::cutsLongWordsWithTheirSize()
{
    const Explanation told =
        explain(serverError(4321, QString(1000, u'x')), contextFor(ExplainedStep::Connect));
    QVERIFY2(told.cause.endsWith(QStringLiteral("x\u2026 (1000 characters in all)")),
             qPrintable(told.cause));
}

/** Over JSON a unidirectional WebSocket is opened, and answers connect with 3501. */
void TestExplanationCircumstances::explainsAWrongAddressBehindABadRequest()
{
    ExplanationContext context = contextFor(ExplainedStep::Connect);
    QVERIFY(
        explain(serverError(3501), context).snippet.contains(QStringLiteral("allow_anonymous")));
    context.url = QStringLiteral("ws://host.test:8000/connection/uni_websocket");
    const Explanation told = explain(serverError(3501), context);
    QVERIFY2(told.cause.contains(QStringLiteral("unidirectional")), qPrintable(told.cause));
    QCOMPARE(told.snippet, QStringLiteral("ws://host.test:8000/connection/websocket"));
}

void TestExplanationCircumstances::explainsAConnectionWithoutToken_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<ExplainedStep>("step");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("the server wants one")
        << 3501 << ExplainedStep::Connect
        << QStringList{QStringLiteral("sends no token, as was asked for, and the server wants one"),
                       QStringLiteral("Connect with a token"),
                       QStringLiteral("allow_anonymous_connect_without_token")};
    QTest::newRow("the connect proxy does not know it")
        << 101 << ExplainedStep::Connect
        << QStringList{QStringLiteral("connect proxy does not know who it is"),
                       QStringLiteral("`Authorization`")};
    QTest::newRow("what a connect proxy let live expired")
        << 3005 << ExplainedStep::Connect
        << QStringList{QStringLiteral("The connection expired (3005 connection expired)"),
                       QStringLiteral("no refresh proxy"), QStringLiteral("\"refresh\"")};
    QTest::newRow("what a subscribe proxy let live expired")
        << 2501 << ExplainedStep::Unsubscribed
        << QStringList{QStringLiteral("No subscription token was sent"),
                       QStringLiteral("`sub_refresh`"),
                       QStringLiteral("\"sub_refresh_proxy_enabled\": true")};
    QTest::newRow("a channel for users")
        << 103 << ExplainedStep::Subscribe
        << QStringList{QStringLiteral("sends no token, so it has no user, unless"),
                       QStringLiteral("Connect with a token of a user"),
                       QStringLiteral("allow_subscribe_for_anonymous")};
}

/** Whom the user field names has no part in it. */
void TestExplanationCircumstances::explainsAConnectionWithoutToken()
{
    QFETCH(const int, code);
    QFETCH(const ExplainedStep, step);
    QFETCH(const QStringList, words);
    ExplanationContext context = contextFor(step);
    context.withoutToken = true;
    const Explanation told = explain(serverError(code), context);
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    for (const QString &part : words) {
        QVERIFY2(allText(told).contains(part), qPrintable(allText(told)));
    }
    QVERIFY(!allText(told).contains(QStringLiteral("alice")));
}

/** The secret is the right one: the server has another user. */
void TestExplanationCircumstances::explainsTheTokenOfAnotherUser()
{
    ExplanationContext context = contextFor(ExplainedStep::Connect);
    context.withoutToken = true;
    context.canMintSubscriptionToken = true;
    const Explanation told = explain(serverError(3500), context);
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    QVERIFY2(told.cause.contains(QStringLiteral("another user than the token's")),
             qPrintable(told.cause));
    QVERIFY2(told.cause.contains(QStringLiteral("alice")), qPrintable(told.cause));
    QVERIFY2(!allText(told).contains(QStringLiteral("secret")), qPrintable(allText(told)));
}

void TestExplanationCircumstances::explainsAChannelOfOthers_data()
{
    QTest::addColumn<bool>("withoutToken");
    QTest::addColumn<bool>("canRenewToken");
    QTest::addColumn<QString>("fix");
    QTest::newRow("no user is given") << false << true << QStringLiteral("with `--user`");
    QTest::newRow("a token without a user") << false << false << QStringLiteral("as its `sub`");
    QTest::newRow("no token") << true << true << QStringLiteral("a token of that user");
}

/** Nothing on the server is to be opened for one who is nobody. */
void TestExplanationCircumstances::explainsAChannelOfOthers()
{
    QFETCH(const bool, withoutToken);
    QFETCH(const bool, canRenewToken);
    QFETCH(const QString, fix);
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    context.channel = QStringLiteral("user#bob");
    context.user.clear();
    context.withoutToken = withoutToken;
    context.canRenewToken = canRenewToken;
    const Explanation told = explain(serverError(103), context);
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    QVERIFY2(told.cause.contains(QStringLiteral("is only for \u201cbob\u201d")),
             qPrintable(told.cause));
    QVERIFY2(told.fix.startsWith(QStringLiteral("Connect as \u201cbob\u201d"))
                 && told.fix.contains(fix),
             qPrintable(told.fix));
    QCOMPARE(told.snippet, QString());
}

/** With a token it is the token. */
void TestExplanationCircumstances::explainsAnExpiredSubscription()
{
    ExplanationContext context = contextFor(ExplainedStep::Unsubscribed);
    context.canMintSubscriptionToken = true;
    QVERIFY(allText(explain(serverError(2501), context)).contains(QStringLiteral("sub_refresh")));
    context.channel = QStringLiteral("$chat:a");
    const QString text = allText(explain(serverError(2501), context));
    QVERIFY2(!text.contains(QStringLiteral("sub_refresh"))
                 && text.contains(QStringLiteral("was not refreshed in time")),
             qPrintable(text));
}

void TestExplanationCircumstances::explainsARefusedSubscriptionToken()
{
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    context.channel = QStringLiteral("$chat:a");
    const Explanation none = explain(serverError(103), context);
    QVERIFY2(none.cause.contains(QStringLiteral("no secret to mint one")), qPrintable(none.cause));
    context.canMintSubscriptionToken = true;
    const Explanation wrong = explain(serverError(103), context);
    QVERIFY2(isComplete(wrong), qPrintable(allText(wrong)));
    QVERIFY2(wrong.fix.contains(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET")),
             qPrintable(wrong.fix));
    QVERIFY(wrong.snippet.contains(QStringLiteral("\"subscription_token\"")));
    context.usesProfile = true;
    const QString inProfile = allText(explain(serverError(103), context));
    QVERIFY2(inProfile.contains(QStringLiteral("the subscription token secret of the profile"))
                 && !inProfile.contains(QStringLiteral("CENTRIFUGO_")),
             qPrintable(inProfile));
}

/** Centrifugo 6.9.1 answers 103 for maps and 107 for shared polls, without a word why. */
void TestExplanationCircumstances::namesChannelsOfAnotherType()
{
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    QVERIFY(explain(serverError(103), context).cause.contains(QStringLiteral("map channel")));
    QVERIFY(explain(serverError(107), context).cause.contains(QStringLiteral("shared-poll")));
    context.user.clear();
    QVERIFY(explain(serverError(103), context).cause.contains(QStringLiteral("map channel")));
    context.channel = QStringLiteral("$chat:a");
    QVERIFY(!explain(serverError(103), context).cause.contains(QStringLiteral("map channel")));
    const Explanation publish = explain(serverError(107), contextFor(ExplainedStep::Publish));
    QVERIFY2(publish.cause.contains(QStringLiteral("for streams only")), qPrintable(publish.cause));
}

void TestExplanationCircumstances::explainsARefusedTagsFilter()
{
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    QVERIFY(!allText(explain(serverError(107), context)).contains(QStringLiteral("filter")));
    context.hasTagsFilter = true;
    const Explanation told = explain(serverError(107), context);
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    QVERIFY2(told.cause.startsWith(QStringLiteral("Most often tags filters are off")),
             qPrintable(told.cause));
    QVERIFY(told.snippet.contains(QStringLiteral("\"allow_tags_filter\": true")));
}

/** In a profile there are no variables to set, also not these. */
void TestExplanationCircumstances::namesNoVariableInAProfile()
{
    for (const LocalError code : {LocalError::Disabled, LocalError::MissingSecret}) {
        ExplanationContext context = contextFor(ExplainedStep::Connect);
        const Explanation plain = explain(localError(code, {}), context);
        QVERIFY2(plain.fix.contains(QStringLiteral("CENTRIFUGO_NO_")), qPrintable(plain.fix));
        context.usesProfile = true;
        const QString text = allText(explain(localError(code, {}), context));
        QVERIFY2(!text.contains(QStringLiteral("CENTRIFUGO_")), qPrintable(text));
    }
}

void TestExplanationCircumstances::explainsAnApiThatWantsAKey()
{
    ExplanationContext context = contextFor(ExplainedStep::Publish);
    context.withoutApiKey = true;
    const Explanation told = explain({ErrorLayer::Http, 401, {}, false}, context);
    QVERIFY2(told.title.startsWith(QStringLiteral("The server wants an API key")),
             qPrintable(told.title));
    QVERIFY(!allText(told).contains(QStringLiteral("CENTRIFUGO_API_KEY is not the key")));
}

void TestExplanationCircumstances::explainsAQuery_data()
{
    QTest::addColumn<ErrorLayer>("layer");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, ErrorLayer layer, int code, const char *says) {
        QTest::newRow(name) << layer << code << QString::fromLatin1(says);
    };
    row("presence is off", ErrorLayer::Server, 108, "Switch on `presence` there.");
    row("no name", ErrorLayer::Server, 107, "Check the channel's name.");
    row("an old server", ErrorLayer::Server, 104, "The API does not know this method");
    row("a long list", ErrorLayer::Protocol, 2, "with a pattern");
    row("not readable", ErrorLayer::Protocol, 0, "Something other than Centrifugo");
    row("closed", ErrorLayer::Tcp, 1, "look into the server's log");
    row("time-out", ErrorLayer::Timeout, 0, "in time");
    row("a wrong key", ErrorLayer::Http, 401, "does not accept the API key");
    row("a firewall", ErrorLayer::Http, 403, "protects its API");
}

/** A call that changes nothing: nothing is said of a message, and it is not repeated by itself. */
void TestExplanationCircumstances::explainsAQuery()
{
    QFETCH(const ErrorLayer, layer);
    QFETCH(const int, code);
    QFETCH(const QString, says);
    const Explanation told = explain({layer, code, {}, true}, contextFor(ExplainedStep::Query));
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    QVERIFY2(allText(told).contains(says), qPrintable(allText(told)));
    QVERIFY2(!allText(told).contains(QStringLiteral("publish")), qPrintable(allText(told)));
    QVERIFY2(!allText(told).contains(QStringLiteral("history")), qPrintable(allText(told)));
    QVERIFY(!told.willRetry);
}

void TestExplanationCircumstances::explainsAQueryOfAllNodes_data()
{
    QTest::addColumn<ErrorLayer>("layer");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, ErrorLayer layer, int code, const char *says) {
        QTest::newRow(name) << layer << code << QString::fromLatin1(says);
    };
    row("failed", ErrorLayer::Server, 100, "a node did not answer in time");
    row("a bad pattern", ErrorLayer::Server, 100, "is not a glob");
    row("closed", ErrorLayer::Tcp, 1, "Ask again in some seconds");
    row("time-out", ErrorLayer::Timeout, 0, "Ask again in some seconds");
}

/** One node that hangs is enough for no answer; other queries do not depend on it. */
void TestExplanationCircumstances::explainsAQueryOfAllNodes()
{
    QFETCH(const ErrorLayer, layer);
    QFETCH(const int, code);
    QFETCH(const QString, says);
    ExplanationContext context = contextFor(ExplainedStep::Query);
    const QString one = allText(explain({layer, code, {}, true}, context));
    context.asksAllNodes = true;
    const Explanation told = explain({layer, code, {}, true}, context);
    QVERIFY2(isComplete(told), qPrintable(allText(told)));
    QVERIFY2(allText(told).contains(says), qPrintable(allText(told)));
    QVERIFY(!one.contains(says));
}

REALTIME_TEST(TestExplanationCircumstances, QCoreApplication)
#include "tst_explanationcircumstances.moc"
