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
        QT_TRANSLATE_NOOP("Explanation",
                          "The connection has no user, and clients without one may "
                          "subscribe to {channel} only where the namespace says so."));
    explanation.fix = format.filled(
        format.context().canRenewToken
            ? QT_TRANSLATE_NOOP("Explanation",
                                "Type a user in the window, or give one with `--user`; or let in "
                                "clients without a user, as below.")
            : QT_TRANSLATE_NOOP("Explanation",
                                "Use a token whose `sub` is a user's id; or let in clients without "
                                "a user, as below."));
    explanation.snippet = format.channelSnippet(
        "\"allow_subscribe_for_client\": true, \"allow_subscribe_for_anonymous\": true");
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
    if (code == DisconnectCode::InvalidToken && !format.context().canRenewToken) {
        explainRefusedReadyToken(format, explanation);
    } else if (code == DisconnectCode::BadRequest && !format.isPublish()) {
        if (const auto wrongPath = findWrongPath(format)) {
            explanation.cause = format.filled(wrongPath->cause);
            explanation.fix = format.filled(wrongPath->fix);
            explanation.snippet = wrongPath->snippet;
        }
    }
}

/** Why a subscription is refused, from the channel's name; in the order the server decides. */
void explainRefusedChannel(const ExplanationTemplate &format, Explanation &explanation)
{
    const ChannelName &name = format.channelName();
    if (name.isPrivate) {
        explanation.cause = format.filled(
            QT_TRANSLATE_NOOP("Explanation",
                              "The channel {channel} begins with `$`, so it needs a subscription "
                              "token, or its token is wrong."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "Give the connection the server's token secret, so that a token can be minted for the "
            "channel, or watch a channel without `$`."));
        explanation.snippet.clear();
        return;
    }
    if (format.context().user.isEmpty()) {
        explainMissingUser(format, explanation);
        return;
    }
    if (name.users.isEmpty()) {
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

QString snippetOf(const CodeExplanation &row, const ExplanationTemplate &format)
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

/** Two numbers mean something else in the HTTP API than in a reply to a client. */
void explainApiCode(std::uint32_t code, const ExplanationTemplate &format, Explanation &explanation)
{
    if (code == ErrorCode::MethodNotFound) {
        explanation.title =
            format.filled(QT_TRANSLATE_NOOP("Explanation", "The API does not know this method"))
            + QStringLiteral(" (104 not found)");
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
    explanation.snippet = snippetOf(*row, format);
    if (kind == CodeKind::Error && code == ErrorCode::UnknownChannel) {
        explanation.cause += namespaceHint(format);
    }
    if (kind == CodeKind::Error && code == ErrorCode::PermissionDenied) {
        explainRefusedChannel(format, explanation);
    }
    if (kind == CodeKind::Disconnect) {
        explainCircumstances(code, format, explanation);
    }
    if (kind == CodeKind::Error && format.isPublish()) {
        explainApiCode(code, format, explanation);
    }
    if (!error.message.isEmpty() && !error.message.contains(name)) {
        explanation.cause += serverText(error.message, format);
    }
    return explanation;
}
