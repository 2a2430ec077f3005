// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanationsources.h"

#include "centrifuge/codes.h"
#include "monitor/explain/explanationtable.h"

#include <QCoreApplication>

using Centrifuge::CodeKind;
namespace DisconnectCode = Centrifuge::DisconnectCode;
namespace ErrorCode = Centrifuge::ErrorCode;
using Centrifuge::Error;

namespace {

bool isApplicationCode(CodeKind kind, std::uint32_t code)
{
    switch (kind) {
    case CodeKind::Error:
        return code >= 400 || code < Centrifuge::FirstErrorCode;
    case CodeKind::Unsubscribe:
        return code < Centrifuge::FirstUnsubscribeCode;
    case CodeKind::Disconnect:
        break;
    }
    return code >= 4000;
}

Explanation explainForeignCode(CodeKind kind, std::uint32_t code, const ExplanationTemplate &format)
{
    Explanation explanation;
    explanation.title = format.filled(QT_TRANSLATE_NOOP("Explanation",
                                                        "The server gave a reason "
                                                        "that is not Centrifugo's"))
        + QStringLiteral(" (%1)").arg(code);
    if (isApplicationCode(kind, code)) {
        explanation.cause =
            format.filled(QT_TRANSLATE_NOOP("Explanation",
                                            "The number is the application's own: its backend or "
                                            "proxy gave it to Centrifugo."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation", "Ask the operators of the application what the number means there."));
        return explanation;
    }
    explanation.cause =
        format.filled(QT_TRANSLATE_NOOP("Explanation",
                                        "The number belongs to Centrifugo, but this program does "
                                        "not know it; the server may be newer."));
    explanation.fix = format.filled(QT_TRANSLATE_NOOP(
        "Explanation", "Look into the server's log and Centrifugo's list of codes."));
    return explanation;
}

/** `user#2` looks as if it were in the namespace `user`, but only a `:` ends a namespace. */
QString namespaceHint(const ExplanationTemplate &format)
{
    const QString &channel = format.context().channel;
    const qsizetype hash = channel.indexOf(u'#');
    if (hash <= 0 || !format.channelName().nameSpace.isEmpty()) {
        return {};
    }
    return u' '
        + format.filled(
            QT_TRANSLATE_NOOP("Explanation",
                              "Note that {channel} is in no namespace: only a `:` ends one, as in "
                              "`user:user#2`."));
}

/** Clients without a user need an option of their own, which few servers have. */
void explainMissingUser(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.cause = format.filled(
        format.context().withoutToken
            ? QT_TRANSLATE_NOOP("Explanation",
                                "The connection sends no token, so it has no user, unless a "
                                "connect proxy or a header names one. Clients without a user may "
                                "subscribe to {channel} only where the namespace says so.")
            : QT_TRANSLATE_NOOP("Explanation",
                                "The connection has no user, and clients without one may "
                                "subscribe to {channel} only where the namespace says so."));
    if (format.context().withoutToken) {
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "Connect with a token of a user, let the connect proxy name one who may subscribe, or "
            "let in clients without a user, as below."));
    } else {
        explanation.fix = format.filled(
            format.context().canRenewToken
                ? QT_TRANSLATE_NOOP("Explanation",
                                    "Type a user in the window, or give one with `--user`; or let "
                                    "in clients without a user, as below.")
                : QT_TRANSLATE_NOOP("Explanation",
                                    "Use a token whose `sub` is a user's id; or let in clients "
                                    "without a user, as below."));
    }
    explanation.snippet = format.channelSnippet(
        "\"allow_subscribe_for_client\": true, \"allow_subscribe_for_anonymous\": true");
}

/** Map and shared-poll channels of Centrifugo 6 are no streams, and the server does not say so. */
QString otherTypeHint(std::uint32_t code, const ExplanationTemplate &format)
{
    return u' '
        + (code == ErrorCode::PermissionDenied
               ? format.filled(QT_TRANSLATE_NOOP("Explanation",
                                                 "Or it is a map channel of Centrifugo 6, which "
                                                 "this program can't watch."))
               : format.filled(QT_TRANSLATE_NOOP("Explanation",
                                                 "Or it is a shared-poll channel of Centrifugo 6, "
                                                 "which this program can't watch.")));
}

/** A subscribe is a bad request for other reasons than a publish. */
void explainBadSubscribe(const ExplanationTemplate &format, Explanation &explanation)
{
    if (format.context().hasTagsFilter) {
        explanation.cause = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "Most often tags filters are off in {namespace}, which has to allow them. Also "
            "possible: the server knows no such comparison, or the channel's name is not one that "
            "it accepts."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation", "Allow tags filters there, or subscribe without one."));
        explanation.snippet = format.channelSnippet("\"allow_tags_filter\": true");
    } else {
        explanation.cause = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "The channel's name is empty, longer than 255 bytes, not ASCII, or not as the "
            "`channel_regex` of {namespace} wants it."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation", "Check the channel's name. Longer names can be allowed."));
    }
    explanation.cause += otherTypeHint(ErrorCode::BadRequest, format);
}

/** A ready token was made elsewhere, so the secret here has nothing to do with it. */
void explainRefusedReadyToken(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.cause = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "The ready token is not one that the server at {url} takes: it was signed with another "
        "key or algorithm, is meant for another server (`aud`, `iss`), is a subscription token "
        "(it has a `channel`), is to renew the connection of another user, or was damaged when it "
        "was copied. The token secret here has no part in it."));
    explanation.fix = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "Get a new token from the application that makes them for this server, and set it as "
        "CENTRIFUGO_TOKEN. The server's log names the exact reason."));
    explanation.snippet.clear();
}

/** Codes that mean something else with this token, user or address. */
void explainCircumstances(std::uint32_t code, const ExplanationTemplate &format,
                          Explanation &explanation)
{
    if (code == DisconnectCode::BadRequest && format.context().withoutToken
        && !findWrongPath(format)) {
        explainMissingToken(format, explanation);
    } else if (code == DisconnectCode::InvalidToken && format.context().withoutToken) {
        explainForeignUser(format, explanation);
    } else if (code == DisconnectCode::InvalidToken && !format.context().canRenewToken) {
        explainRefusedReadyToken(format, explanation);
    } else if (code == DisconnectCode::BadRequest && !format.isPublish()) {
        if (const auto wrongPath = findWrongPath(format)) {
            explanation.cause = format.filled(wrongPath->cause);
            explanation.fix = format.filled(wrongPath->fix);
            explanation.snippet = wrongPath->snippet;
        }
    }
}

void explainPrivateChannel(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.snippet.clear();
    if (!format.context().canMintSubscriptionToken) {
        explanation.cause = format.filled(
            QT_TRANSLATE_NOOP("Explanation",
                              "The channel {channel} begins with `$`, so it needs a subscription "
                              "token, and there is no secret to mint one with."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "Set CENTRIFUGO_TOKEN_HMAC_SECRET to the server's secret, so that a token can be "
            "minted for the channel, or CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET where the server "
            "has another one for these; or watch a channel without `$`."));
        return;
    }
    explanation.cause = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "The server does not accept the subscription token that was minted for {channel}. Most "
        "often it has a secret of its own for these, or demands an `aud` or `iss`."));
    explanation.fix = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "Compare CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET and "
        "CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS with the server's `client.subscription_token`. The "
        "server's log names the exact reason."));
    explanation.snippet = topSnippet(QStringLiteral(
        "\"client\": {\"subscription_token\": {\"enabled\": true, \"hmac_secret_key\": "
        "\"the same secret\"}}"));
}

/** Why a subscription is refused, from the channel's name; in the order the server decides. */
void explainRefusedChannel(const ExplanationTemplate &format, Explanation &explanation)
{
    const ChannelName &name = format.channelName();
    if (name.isPrivate) {
        explainPrivateChannel(format, explanation);
        return;
    }
    const bool isNobody = format.context().user.isEmpty() || format.context().withoutToken;
    if (isNobody && !name.users.isEmpty()) {
        explainNamedUsers(format, explanation);
        return;
    }
    if (isNobody) {
        explainMissingUser(format, explanation);
        explanation.cause += otherTypeHint(ErrorCode::PermissionDenied, format);
        return;
    }
    if (name.users.isEmpty()) {
        explanation.cause += otherTypeHint(ErrorCode::PermissionDenied, format);
        return;
    }
    if (!name.users.contains(format.context().user)) {
        explanation.cause = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "The channel {channel} is only for the users named after its `#`, and "
            "{user} is not among them."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation", "Connect as one of these users, or watch a channel of {user}."));
        explanation.snippet.clear();
        return;
    }
    explanation.cause =
        format.filled(QT_TRANSLATE_NOOP("Explanation",
                                        "The user {user} is named in {channel}, but channels "
                                        "for named users are off in {namespace}."))
        + namespaceHint(format);
    explanation.fix = format.filled(
        QT_TRANSLATE_NOOP("Explanation", "Switch on `allow_user_limited_channels` there."));
    explanation.snippet = format.channelSnippet("\"allow_user_limited_channels\": true");
}

QString serverText(const QString &message, const ExplanationTemplate &format)
{
    return u' ' + format.filled(QT_TRANSLATE_NOOP("Explanation", "The server's words:")) + u' '
        + peerText(message);
}

QString codeSnippet(const CodeExplanation &row, const ExplanationTemplate &format)
{
    switch (row.place) {
    case SnippetPlace::None:
        return {};
    case SnippetPlace::Top:
        return topSnippet(QString::fromLatin1(row.snippet));
    case SnippetPlace::Channel:
        break;
    }
    return format.channelSnippet(row.snippet);
}

/** A client may ask who is in a channel only where the namespace says so. */
void explainNoRight(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.title = format.filled(QT_TRANSLATE_NOOP(
                            "Explanation", "This user may not ask who is in the channel"))
        + QStringLiteral(" (103 permission denied)");
    explanation.cause = format.filled(
        QT_TRANSLATE_NOOP("Explanation",
                          "Clients may ask only where {namespace} allows it: those that are "
                          "subscribed to {channel}, or all."));
    explanation.fix = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "Give an API key, which may ask for every channel; or switch on "
        "`allow_presence_for_subscriber` (or `allow_presence_for_client`) there."));
    explanation.snippet =
        format.channelSnippet("\"presence\": true, \"allow_presence_for_subscriber\": true");
}

/** What a client is refused for has other reasons than what the API key asks for. */
void explainQueryCode(std::uint32_t code, const ExplanationTemplate &format,
                      Explanation &explanation)
{
    if (code == ErrorCode::NotAvailable) {
        explanation.cause = format.filled(
            QT_TRANSLATE_NOOP("Explanation",
                              "Presence is off by default, for each namespace. It is off in "
                              "{namespace}."));
        explanation.fix =
            format.filled(QT_TRANSLATE_NOOP("Explanation", "Switch on `presence` there."));
        explanation.snippet = format.channelSnippet("\"presence\": true");
    } else if (code == ErrorCode::BadRequest) {
        explanation.cause = format.filled(QT_TRANSLATE_NOOP(
            "Explanation", "The channel's name is empty, or not one that the server accepts."));
        explanation.fix =
            format.filled(QT_TRANSLATE_NOOP("Explanation", "Check the channel's name."));
        explanation.snippet.clear();
    } else if (code == ErrorCode::PermissionDenied && format.context().isByUser) {
        explainNoRight(format, explanation);
    } else if (code == ErrorCode::InternalServerError && format.context().asksAllNodes) {
        explanation.cause += u' '
            + format.filled(QT_TRANSLATE_NOOP(
                "Explanation",
                "Or a node did not answer in time, or the pattern of the channels is not a glob: a "
                "bracket or brace in it has no end."));
    }
}

/** Some numbers mean something else in the HTTP API than in a reply to a client. */
void explainApiCode(std::uint32_t code, const ExplanationTemplate &format, Explanation &explanation)
{
    if (code == ErrorCode::MethodNotFound) {
        explanation.title =
            format.filled(QT_TRANSLATE_NOOP("Explanation", "The API does not know this method"))
            + QStringLiteral(" (104 not found)");
    } else if (format.isQuery()) {
        explainQueryCode(code, format, explanation);
    } else if (code == ErrorCode::BadRequest) {
        explanation.cause += u' '
            + format.filled(QT_TRANSLATE_NOOP(
                "Explanation",
                "Or it is a map or shared-poll channel of Centrifugo 6: `publish` is for streams "
                "only."));
    } else if (code == ErrorCode::ConcurrentPagination) {
        explanation.title = format.filled(QT_TRANSLATE_NOOP(
                                "Explanation", "The message contradicts what the server has"))
            + QStringLiteral(" (113 conflict)");
        explanation.cause = format.filled(QT_TRANSLATE_NOOP(
            "Explanation", "Somebody else wrote the same key or version of {channel} before."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation", "Look at what is there now, then decide whether to publish again."));
    }
}

} // namespace

Explanation explainCode(CodeKind kind, const Error &error, const ExplanationTemplate &format)
{
    const auto code = static_cast<std::uint32_t>(error.code);
    const CodeExplanation *row = findCodeExplanation(kind, code);
    if (row == nullptr) {
        Explanation explanation = explainForeignCode(kind, code, format);
        if (!error.message.isEmpty()) {
            explanation.cause += serverText(error.message, format);
        }
        return explanation;
    }
    const Centrifuge::CodeEntry *entry = Centrifuge::findCode(kind, code);
    const QString name = entry == nullptr ? QString() : entry->name.toString();
    Explanation explanation;
    explanation.title = format.filled(row->what)
        + QStringLiteral(" (%1)").arg(
            QStringList{QString::number(code), name}.join(u' ').trimmed());
    explanation.cause = format.filled(row->cause);
    explanation.fix = format.filled(row->fix);
    explanation.snippet = codeSnippet(*row, format);
    if (kind == CodeKind::Error && code == ErrorCode::UnknownChannel) {
        explanation.cause += namespaceHint(format);
    }
    if (kind == CodeKind::Error && code == ErrorCode::PermissionDenied) {
        explainRefusedChannel(format, explanation);
    }
    if (kind == CodeKind::Error && code == ErrorCode::BadRequest && !format.isApi()) {
        explainBadSubscribe(format, explanation);
    }
    if (kind == CodeKind::Error && code == ErrorCode::Unauthorized
        && format.context().withoutToken) {
        explainUnknownUser(format, explanation);
    }
    explainUnrefreshed(kind, code, format, explanation);
    if (kind == CodeKind::Disconnect) {
        explainCircumstances(code, format, explanation);
    }
    if (kind == CodeKind::Error && format.isApi()) {
        explainApiCode(code, format, explanation);
    }
    if (!error.message.isEmpty() && !error.message.contains(name)) {
        explanation.cause += serverText(error.message, format);
    }
    return explanation;
}
