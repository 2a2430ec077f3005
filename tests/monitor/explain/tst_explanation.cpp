// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanation.h"

#include "explanationsamples.h"

#include "centrifuge/codes.h"
#include "monitor/explain/channelname.h"
#include "monitor/explain/explanationtable.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Centrifuge;

class TestExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explainsEveryCode_data();
    void explainsEveryCode();
    void hasNoOtherCodes();
    void snippetsAreOptionsOfCentrifugo_data();
    void snippetsAreOptionsOfCentrifugo();
    void tellsTheApisOwnMeanings_data();
    void tellsTheApisOwnMeanings();
    void explainsOtherCodes_data();
    void explainsOtherCodes();
    void explainsEveryLayer_data();
    void explainsEveryLayer();
    void explainsRefusedChannels_data();
    void explainsRefusedChannels();
    void putsOptionsIntoTheNamespace();
    void saysThatPublishIsNotRepeated();
    void saysThatAnExpiredReadyTokenIsTheEnd();
    void namesNoVariablesWithAProfile();
    void tellsALowCodeOfTheServerFromOurs();
    void tellsAStateOfOursFromALocalError();
    void showsHostileWordsHarmlessly();
    void explainsTheLocalServer();
    void readsChannelNames_data();
    void readsChannelNames();
};

void TestExplanation::explainsEveryCode_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("willRetry");
    QTest::addColumn<bool>("temporary");
    for (const CodeEntry &entry : allCodes()) {
        const bool temporary = entry.code == 100 || entry.code == 111 || entry.code == 113;
        bool willRetry = isTemporaryError(entry.code, temporary);
        if (entry.kind == CodeKind::Disconnect) {
            willRetry = !isTerminalDisconnect(entry.code);
        } else if (entry.kind == CodeKind::Unsubscribe) {
            willRetry = !isTerminalUnsubscribe(entry.code);
        }
        QTest::addRow("%u", entry.code) << int(entry.code) << willRetry << temporary;
    }
}

void TestExplanation::explainsEveryCode()
{
    QFETCH(int, code);
    QFETCH(bool, temporary);
    const Explanation explanation =
        explain(serverError(code, QString(), temporary), contextFor(ExplainedStep::Subscribe));
    QVERIFY2(isComplete(explanation), qPrintable(allText(explanation)));
    QVERIFY2(explanation.title.contains(QString::number(code)), qPrintable(explanation.title));
    QTEST(explanation.willRetry, "willRetry");
    QVERIFY2(explanation.snippet.isEmpty()
                 || QJsonDocument::fromJson(explanation.snippet.toUtf8()).isObject(),
             qPrintable(explanation.snippet));
}

void TestExplanation::hasNoOtherCodes()
{
    QCOMPARE(allCodeExplanations().size(), allCodes().size());
    for (const CodeEntry &entry : allCodes()) {
        QVERIFY2(findCodeExplanation(entry.kind, entry.code) != nullptr,
                 qPrintable(QString::number(entry.code)));
    }
}

void TestExplanation::snippetsAreOptionsOfCentrifugo_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("channel");
    for (const CodeEntry &entry : allCodes()) {
        for (const char *channel : {"chat:room", "room", "room#bob", "chat:room#alice"}) {
            QTest::addRow("%u, %s", entry.code, channel)
                << int(entry.code) << QString::fromLatin1(channel);
        }
    }
}

/** The names of Centrifugo 6, as its reference of the configuration lists them. */
void TestExplanation::snippetsAreOptionsOfCentrifugo()
{
    QFETCH(int, code);
    QFETCH(QString, channel);
    static const QStringList ClientOptions{QStringLiteral("allow_anonymous_connect_without_token"),
                                           QStringLiteral("channel_limit"),
                                           QStringLiteral("connection_limit"),
                                           QStringLiteral("expired_close_delay"),
                                           QStringLiteral("expired_sub_close_delay"),
                                           QStringLiteral("ping_interval"),
                                           QStringLiteral("pong_timeout"),
                                           QStringLiteral("queue_max_size"),
                                           QStringLiteral("stale_close_delay"),
                                           QStringLiteral("token"),
                                           QStringLiteral("user_connection_limit")};
    static const QStringList ChannelOptions{QStringLiteral("allow_history_for_subscriber"),
                                            QStringLiteral("allow_presence_for_subscriber"),
                                            QStringLiteral("allow_subscribe_for_client"),
                                            QStringLiteral("allow_user_limited_channels"),
                                            QStringLiteral("force_recovery"),
                                            QStringLiteral("history_size"),
                                            QStringLiteral("history_ttl"),
                                            QStringLiteral("name"),
                                            QStringLiteral("presence"),
                                            QStringLiteral("sub_refresh_proxy_enabled")};
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    context.channel = channel;
    const QString snippet = explain(serverError(code), context).snippet;
    const QJsonObject all = QJsonDocument::fromJson(snippet.toUtf8()).object();
    for (const QString &name : all.value(QStringLiteral("client")).toObject().keys()) {
        QVERIFY2(ClientOptions.contains(name), qPrintable(name));
    }
    QJsonObject place = all.value(QStringLiteral("channel")).toObject();
    place.remove(QStringLiteral("max_length"));
    const QJsonObject options = place.contains(QStringLiteral("namespaces"))
        ? place.take(QStringLiteral("namespaces")).toArray().at(0).toObject()
        : place.take(QStringLiteral("without_namespace")).toObject();
    QVERIFY2(place.isEmpty(), qPrintable(snippet));
    for (const QString &name : options.keys()) {
        QVERIFY2(ChannelOptions.contains(name), qPrintable(name));
    }
    QCOMPARE(
        QStringList(all.keys()).filter(QRegularExpression(QStringLiteral("^(?!client$|channel$)"))),
        QStringList());
}

void TestExplanation::tellsTheApisOwnMeanings_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("name");
    QTest::newRow("internal") << 100 << QStringLiteral("internal server error");
    QTest::newRow("unknown channel") << 102 << QStringLiteral("unknown channel");
    QTest::newRow("not found") << 104 << QStringLiteral("not found");
    QTest::newRow("bad request") << 107 << QStringLiteral("bad request");
    QTest::newRow("not available") << 108 << QStringLiteral("not available");
    QTest::newRow("unrecoverable") << 112 << QStringLiteral("unrecoverable position");
    QTest::newRow("conflict") << 113 << QStringLiteral("conflict");
}

void TestExplanation::tellsTheApisOwnMeanings()
{
    QFETCH(int, code);
    QFETCH(QString, name);
    const Explanation explanation =
        explain(serverError(code, name), contextFor(ExplainedStep::Publish));
    QVERIFY2(isComplete(explanation), qPrintable(allText(explanation)));
    QVERIFY2(explanation.title.contains(name), qPrintable(explanation.title));
    QVERIFY(!explanation.willRetry);
}

void TestExplanation::explainsOtherCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("willRetry");
    QTest::addColumn<bool>("isApplication");
    QTest::newRow("reserved error") << 150 << false << false;
    QTest::newRow("application error") << 400 << false << true;
    QTest::newRow("last application error") << 1999 << false << true;
    QTest::newRow("terminal unsubscribe") << 2001 << false << false;
    QTest::newRow("other unsubscribe") << 2600 << true << false;
    QTest::newRow("reserved disconnect") << 3002 << true << false;
    QTest::newRow("reserved terminal disconnect") << 3999 << false << false;
    QTest::newRow("application disconnect") << 4000 << true << true;
    QTest::newRow("last that reconnects") << 4499 << true << true;
    QTest::newRow("terminal application disconnect") << 4500 << false << true;
    QTest::newRow("last terminal") << 4999 << false << true;
    QTest::newRow("beyond") << 5000 << true << true;
}

void TestExplanation::explainsOtherCodes()
{
    QFETCH(int, code);
    QFETCH(bool, isApplication);
    const Explanation explanation = explain(serverError(code, QStringLiteral("custom words")),
                                            contextFor(ExplainedStep::Connect));
    QVERIFY2(isComplete(explanation), qPrintable(allText(explanation)));
    QVERIFY(explanation.title.contains(QString::number(code)));
    QVERIFY(explanation.cause.contains(QStringLiteral("custom words")));
    QCOMPARE(explanation.cause.contains(QStringLiteral("application's own")), isApplication);
    QTEST(explanation.willRetry, "willRetry");
}

void TestExplanation::explainsEveryLayer_data()
{
    QTest::addColumn<ErrorLayer>("layer");
    QTest::addColumn<int>("code");
    QTest::addColumn<ExplainedStep>("step");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("willRetry");
    const auto row = [](const char *name, ErrorLayer layer, int code, ExplainedStep step,
                        const char *says) {
        const bool retries = layer != ErrorLayer::Local && step != ExplainedStep::Publish;
        QTest::newRow(name) << layer << code << step << QString::fromLatin1(says) << retries;
    };
    const auto connect = ExplainedStep::Connect;
    const auto publish = ExplainedStep::Publish;
    row("refused", ErrorLayer::Tcp, 0, connect, "listens at");
    row("refused by the API", ErrorLayer::Tcp, 0, publish, "listens at");
    row("closed", ErrorLayer::Tcp, 1, connect, "accepted the connection and closed it");
    row("closed by the API", ErrorLayer::Tcp, 1, publish, "before it answered");
    row("a proxy that does not answer", ErrorLayer::Tcp, 14, connect, "proxy did not open");
    row("a proxy of the API", ErrorLayer::Tcp, 14, publish, "proxy did not open");
    row("no way there", ErrorLayer::Tcp, 7, connect, "The connection failed");
    row("broken off", ErrorLayer::Tcp, 7, publish, "The connection failed");
    row("no such host", ErrorLayer::NameResolution, 0, connect, "DNS");
    row("certificate", ErrorLayer::Tls, 0, connect, "certificate");
    row("time-out", ErrorLayer::Timeout, 0, connect, "in time");
    row("unknown outcome", ErrorLayer::Timeout, 0, publish, "not known");
    row("not readable", ErrorLayer::Protocol, 0, publish, "proxy");
    row("too large", ErrorLayer::WebSocket, 1009, connect, "message_size_limit");
    row("our frame limit", ErrorLayer::Protocol, 1009, connect, "--frame-limit");
    row("a peer that never reads", ErrorLayer::WebSocket, 1008, connect, "limit");
    row("not text", ErrorLayer::WebSocket, 1007, connect, "Protobuf");
    row("lost", ErrorLayer::WebSocket, 1006, connect, "1006");
    row("wrong API key", ErrorLayer::Http, 401, publish, "CENTRIFUGO_API_KEY");
    row("login on upgrade", ErrorLayer::Http, 401, connect, "proxy");
    row("origin", ErrorLayer::Http, 403, connect, "allowed_origins");
    row("API behind a firewall", ErrorLayer::Http, 403, publish, "firewall");
    row("wrong path", ErrorLayer::Http, 404, connect, "/connection/websocket");
    row("wrong API path", ErrorLayer::Http, 404, publish, "/api");
    row("not a WebSocket", ErrorLayer::Http, 400, connect, "Upgrade");
    row("a page", ErrorLayer::Http, 200, connect, "page");
    row("request too large", ErrorLayer::Http, 413, publish, "413");
    row("redirect", ErrorLayer::Http, 302, publish, "redirect");
    row("bad gateway", ErrorLayer::Http, 502, connect, "502");
    row("too many connections", ErrorLayer::Http, 503, connect, "connection_rate_limit");
    row("slow down", ErrorLayer::Http, 429, publish, "429");
    row("failed", ErrorLayer::Http, 500, publish, "log");
    row("disabled", ErrorLayer::Local, int(LocalError::Disabled), publish, "CENTRIFUGO_API_KEY");
    row("no secret", ErrorLayer::Local, int(LocalError::MissingSecret), connect,
        "CENTRIFUGO_TOKEN_HMAC_SECRET");
    row("no token", ErrorLayer::Local, int(LocalError::Unauthorized), connect, "token");
    row("bad argument", ErrorLayer::Local, int(LocalError::BadArgument), connect, "value");
    row("closed here", ErrorLayer::Local, int(LocalError::Closed), connect, "closed");
    row("the server's, without a code", ErrorLayer::Server, 0, publish, "application's own");
    row("the server's, with a number of ours", ErrorLayer::Server, 1, connect, "application's own");
    row("unknown", ErrorLayer::Local, 99, connect, "nothing was sent");
}

void TestExplanation::explainsEveryLayer()
{
    QFETCH(ErrorLayer, layer);
    QFETCH(int, code);
    QFETCH(ExplainedStep, step);
    QFETCH(QString, says);
    const Explanation explanation =
        explain({layer, code, QStringLiteral("peer words"), false}, contextFor(step));
    QVERIFY2(isComplete(explanation), qPrintable(allText(explanation)));
    QVERIFY2(allText(explanation).contains(says), qPrintable(allText(explanation)));
    QVERIFY(explanation.cause.contains(QStringLiteral("peer words")));
    QTEST(explanation.willRetry, "willRetry");
}

void TestExplanation::explainsRefusedChannels_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("says");
    QTest::newRow("of another user")
        << QStringLiteral("user#bob") << QStringLiteral("is not among them");
    QTest::newRow("of several others")
        << QStringLiteral("chat:dm#bob,alice2") << QStringLiteral("is not among them");
    QTest::newRow("own channel, option off")
        << QStringLiteral("chat:dm#bob,alice") << QStringLiteral("allow_user_limited_channels");
    QTest::newRow("own channel, not in the namespace it seems")
        << QStringLiteral("user#alice") << QStringLiteral("user:user#2");
    QTest::newRow("private") << QStringLiteral("$chat:x") << QStringLiteral("subscription token");
    QTest::newRow("open") << QStringLiteral("chat:x")
                          << QStringLiteral("\"allow_subscribe_for_client\": true");
}

void TestExplanation::explainsRefusedChannels()
{
    QFETCH(QString, channel);
    QFETCH(QString, says);
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    context.channel = channel;
    const Explanation explanation =
        explain(serverError(103, QStringLiteral("permission denied")), context);
    QVERIFY2(allText(explanation).contains(says), qPrintable(allText(explanation)));
    QVERIFY(!explanation.cause.contains(QStringLiteral("permission denied")));
}

void TestExplanation::putsOptionsIntoTheNamespace()
{
    ExplanationContext context = contextFor(ExplainedStep::Subscribe);
    const auto channelPart = [&context] {
        const Explanation explanation = explain(serverError(108), context);
        const auto document = QJsonDocument::fromJson(explanation.snippet.toUtf8());
        return document.object().value(QStringLiteral("channel")).toObject();
    };
    QJsonValue options = channelPart().value(QStringLiteral("namespaces"))[0];
    QCOMPARE(options[QStringLiteral("name")].toString(), QStringLiteral("chat"));
    QCOMPARE(options[QStringLiteral("history_ttl")].toString(), QStringLiteral("300s"));

    context.channel = QStringLiteral("user#2");
    options = channelPart().value(QStringLiteral("without_namespace"));
    QVERIFY(options[QStringLiteral("presence")].toBool());

    context.channel = QStringLiteral("a\"}\\\u202e:x");
    options = channelPart().value(QStringLiteral("namespaces"))[0];
    QCOMPARE(options[QStringLiteral("name")].toString(), QStringLiteral("a\"}\\\u202e"));
    QVERIFY(!explain(serverError(108), context).snippet.contains(QChar(0x202e)));
}

void TestExplanation::saysThatPublishIsNotRepeated()
{
    QVERIFY(
        !explain(serverError(100, QString(), true), contextFor(ExplainedStep::Publish)).willRetry);
    QVERIFY(
        explain(serverError(100, QString(), true), contextFor(ExplainedStep::Subscribe)).willRetry);
}

void TestExplanation::saysThatAnExpiredReadyTokenIsTheEnd()
{
    ExplanationContext context = contextFor(ExplainedStep::Connect);
    QVERIFY(explain(serverError(109), context).willRetry);
    context.canRenewToken = false;
    QVERIFY(!explain(serverError(109), context).willRetry);
    QVERIFY(explain(serverError(3005), context).willRetry); // comes back once, for the 109
}

void TestExplanation::namesNoVariablesWithAProfile()
{
    ExplanationContext context = contextFor(ExplainedStep::Publish);
    const Centrifuge::Error wrongKey{ErrorLayer::Http, 401, QString(), false};
    QVERIFY(allText(explain(wrongKey, context)).contains(QStringLiteral("CENTRIFUGO_API_KEY")));
    context.usesProfile = true;
    context.channel = QStringLiteral("CENTRIFUGO_API_KEY"); // a channel keeps its name
    for (const int status : {401, 404}) {
        const QString text = allText(explain({ErrorLayer::Http, status, {}, false}, context));
        QVERIFY2(!text.contains(QStringLiteral("CENTRIFUGO_API_KEY is")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("CENTRIFUGO_API_URL")), qPrintable(text));
    }
    QVERIFY(explain(wrongKey, context)
                .cause.startsWith(QStringLiteral("The API key of the profile is not")));
    context.step = ExplainedStep::Subscribe;
    QVERIFY(
        allText(explain(serverError(103), context)).contains(QStringLiteral("CENTRIFUGO_API_KEY")));
}

/** An application may end a subscription with any number. */
void TestExplanation::tellsALowCodeOfTheServerFromOurs()
{
    const Explanation explanation =
        explain(stateError(ErrorLayer::Server, ClientCode::Unauthorized, QStringLiteral("go away")),
                contextFor(ExplainedStep::Unsubscribed));
    QVERIFY2(isComplete(explanation), qPrintable(allText(explanation)));
    QVERIFY(explanation.title.contains(QStringLiteral("The server")));
    QVERIFY(explanation.cause.contains(QStringLiteral("application's own")));
    QVERIFY(explanation.cause.contains(QStringLiteral("go away")));
    QVERIFY(!explanation.willRetry);
}

/** A refused session says 1 for "unauthorized"; as a LocalError 1 is "publishing is disabled". */
void TestExplanation::tellsAStateOfOursFromALocalError()
{
    const Explanation explanation =
        explain(stateError(Centrifuge::ErrorLayer::Local, ClientCode::Unauthorized,
                           QStringLiteral("why it could not be")),
                contextFor(ExplainedStep::Connect));
    QVERIFY2(isComplete(explanation), qPrintable(allText(explanation)));
    QVERIFY(explanation.title.contains(QStringLiteral("token")));
    QVERIFY(explanation.cause.contains(QStringLiteral("why it could not be")));
    QVERIFY2(!allText(explanation).contains(QStringLiteral("API")),
             qPrintable(allText(explanation)));
    QVERIFY(!explanation.willRetry);
}

void TestExplanation::showsHostileWordsHarmlessly()
{
    const QString hostile = QStringLiteral("{user}%1\x1b[2J\u202e\u200b\n");
    ExplanationContext context;
    context.channel = hostile;
    context.user = hostile;
    context.url = hostile;
    for (const int code : {103, 108, 3500, 4321}) {
        const QString text = allText(explain(serverError(code, hostile), context));
        for (const QChar character : {QChar(0x1b), QChar(0x202e), QChar(0x200b)}) {
            QVERIFY(!text.contains(character));
        }
        QVERIFY2(text.contains(QStringLiteral("{user}%1\\u001b[2J\\u202e\\u200b\\u000a")),
                 qPrintable(text));
    }
    const Explanation large = explain(serverError(4321, QString(1'000'000, u'x')), context);
    QVERIFY(large.cause.size() < 1000);
}

void TestExplanation::explainsTheLocalServer()
{
    const Error error{ErrorLayer::Local, 0, QStringLiteral("It stopped three times."), false};
    const Explanation explanation = explain(error, contextFor(ExplainedStep::LocalServer));
    QVERIFY(isComplete(explanation));
    QCOMPARE(explanation.cause, error.message);
    QVERIFY(!explanation.willRetry);
    QVERIFY(isComplete(explain({}, contextFor(ExplainedStep::LocalServer))));
}

void TestExplanation::readsChannelNames_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("nameSpace");
    QTest::addColumn<QStringList>("users");
    QTest::newRow("plain") << QStringLiteral("news") << QString() << QStringList();
    QTest::newRow("namespace") << QStringLiteral("chat:a:b") << QStringLiteral("chat")
                               << QStringList();
    QTest::newRow("private") << QStringLiteral("$chat:a") << QStringLiteral("chat")
                             << QStringList();
    QTest::newRow("users") << QStringLiteral("chat:dm#1,2") << QStringLiteral("chat")
                           << QStringList{QStringLiteral("1"), QStringLiteral("2")};
    QTest::newRow("last hash counts")
        << QStringLiteral("a#1#2") << QString() << QStringList{QStringLiteral("2")};
    QTest::newRow("looks like a namespace")
        << QStringLiteral("user#2") << QString() << QStringList{QStringLiteral("2")};
    QTest::newRow("empty") << QString() << QString() << QStringList();
}

void TestExplanation::readsChannelNames()
{
    QFETCH(QString, channel);
    const ChannelName name = readChannelName(channel);
    QTEST(name.nameSpace, "nameSpace");
    QTEST(name.users, "users");
    QCOMPARE(name.isPrivate, channel.startsWith(u'$'));
}

REALTIME_TEST(TestExplanation, QCoreApplication)
#include "tst_explanation.moc"
