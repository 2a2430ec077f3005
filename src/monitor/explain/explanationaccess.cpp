// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What the explanations say where the server itself knows who connects, or nobody does.

#include "monitor/explain/explanationsources.h"

#include <QCoreApplication>

using Centrifuge::CodeKind;

void explainMissingToken(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.cause = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "The connection sends no token, as was asked for, and the server wants one: it does not "
        "let in clients without a token, and neither a connect proxy nor a header told it who "
        "connects."));
    explanation.fix = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "Connect with a token, or let in clients without one on the server, as below."));
    explanation.snippet =
        topSnippet(QStringLiteral("\"client\": {\"allow_anonymous_connect_without_token\": true}"));
}

void explainUnknownUser(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.cause = format.filled(
        QT_TRANSLATE_NOOP("Explanation",
                          "The connection sends no token, as was asked for, and the server's "
                          "connect proxy does not know who it is."));
    explanation.fix = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "Give what the connect proxy asks for, most often a header (`Authorization` or `Cookie`) "
        "in a profile, or connect with a token."));
    explanation.snippet.clear();
}

void explainForeignUser(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.title = format.filled(QT_TRANSLATE_NOOP(
                            "Explanation", "The subscription token is for another user"))
        + QStringLiteral(" (3500 invalid token)");
    explanation.cause = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "The connection sends no token, so the server knows its user from a connect proxy or a "
        "header, or knows none. A subscription token was minted for {user}, and the server sees "
        "another user than the token's, which ends the connection."));
    explanation.fix = format.filled(QT_TRANSLATE_NOOP(
        "Explanation",
        "Give the user as the server sees it (in the window, or with `--user`), connect with a "
        "token of that user, or watch channels without `$`."));
    explanation.snippet.clear();
}

void explainNamedUsers(const ExplanationTemplate &format, Explanation &explanation)
{
    explanation.cause = format.filled(
        format.context().withoutToken
            ? QT_TRANSLATE_NOOP("Explanation",
                                "The channel {channel} is only for {users}, named after its `#`. "
                                "The connection sends no token, so it has no user, unless a "
                                "connect proxy or a header names one.")
            : QT_TRANSLATE_NOOP("Explanation",
                                "The channel {channel} is only for {users}, named after its `#`, "
                                "and the connection has no user."));
    explanation.fix = format.filled(
        format.context().withoutToken
            ? QT_TRANSLATE_NOOP("Explanation",
                                "Connect as {users}: with a token of that user, or with what the "
                                "connect proxy or the header needs to name it.")
            : format.context().canRenewToken
            ? QT_TRANSLATE_NOOP("Explanation",
                                "Connect as {users}: type the user in the window, or give it with "
                                "`--user`.")
            : QT_TRANSLATE_NOOP("Explanation",
                                "Connect as {users}: use a token that has it as its `sub`."));
    explanation.snippet.clear();
}

void explainUnrefreshed(CodeKind kind, std::uint32_t code, const ExplanationTemplate &format,
                        Explanation &explanation)
{
    if (kind == CodeKind::Disconnect && code == Centrifuge::DisconnectCode::ConnectionExpired
        && format.context().withoutToken) {
        explanation.title =
            format.filled(QT_TRANSLATE_NOOP("Explanation", "The connection expired"))
            + QStringLiteral(" (3005 connection expired)");
        explanation.cause = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "The connection sends no token: the connect proxy let it live until its `expire_at`, "
            "and no refresh proxy prolonged that."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "Let the application answer the refresh proxy, as below, or give no `expire_at` in "
            "the answer of the connect proxy."));
        explanation.snippet = topSnippet(QStringLiteral(
            "\"client\": {\"proxy\": {\"refresh\": {\"enabled\": true, \"endpoint\": "
            "\"http://localhost:3000/centrifugo/refresh\"}}}"));
    } else if (kind == CodeKind::Unsubscribe
               && code == Centrifuge::UnsubscribeCode::SubscriptionExpired
               && !format.sendsSubscriptionToken()) {
        explanation.cause = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "No subscription token was sent for {channel}: the subscribe proxy let the "
            "subscription live until its `expire_at`, and no proxy for subscription refreshes "
            "prolonged that."));
        explanation.fix = format.filled(QT_TRANSLATE_NOOP(
            "Explanation",
            "Let the application answer the subscription refresh proxy (`sub_refresh`, with an "
            "`endpoint` in `channel.proxy`), as below, or give no `expire_at` in the answer of "
            "the subscribe proxy."));
        explanation.snippet = format.channelSnippet("\"sub_refresh_proxy_enabled\": true");
    }
}
