// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/failure.h"

#include "centrifuge/codes.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/eventtext.h"
#include "monitor/platform/tr.h"
#include "monitor/watch/watchsession.h"
#include "text/visibletext.h"

using Centrifuge::Error;

namespace {

QString textOf(std::string_view bytes)
{
    return QString::fromUtf8(bytes);
}

Error stateError(const Entry &entry)
{
    return stateError(entry.errorLayer(), entry.code(), textOf(entry.payload));
}

std::optional<Failure> connectionFailure(const Entry &entry)
{
    const SessionState state = entry.sessionState();
    const bool isServers = entry.errorLayer() == Centrifuge::ErrorLayer::Server;
    if (state == SessionState::Refused || (state == SessionState::Connecting && isServers)) {
        return Failure{stateError(entry)};
    }
    return std::nullopt;
}

std::optional<Failure> subscriptionFailure(const Entry &entry)
{
    const bool isServers = entry.errorLayer() == Centrifuge::ErrorLayer::Server;
    const bool isRefused =
        entry.channelState() == ChannelState::Unsubscribed && (isServers || entry.code() != 0);
    const bool isInterrupted = entry.channelState() == ChannelState::Subscribing && isServers;
    if (!isRefused && !isInterrupted) {
        return std::nullopt;
    }
    const ExplainedStep step =
        isServers ? subscriptionStep(entry.code()) : ExplainedStep::Subscribe;
    return Failure{stateError(entry), step, textOf(entry.channel)};
}

QString withoutSecrets(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

QString triedAddress(const WatchSession &session)
{
    const ConnectionSettings &connection = session.request().connection;
    const QList<TimelineAttempt> &attempts = session.timeline().attempts();
    const bool isFirst = connection.otherWebSocketUrls.isEmpty() || attempts.isEmpty();
    return isFirst ? withoutSecrets(connection.webSocketUrl) : attempts.constLast().address;
}

} // namespace

std::optional<Failure> failureOf(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Error:
        return Failure{entryError(entry),
                       entry.channel.empty() ? ExplainedStep::Connect : ExplainedStep::Subscribe,
                       textOf(entry.channel)};
    case EntryKind::Connection:
        return connectionFailure(entry);
    case EntryKind::Subscription:
        return subscriptionFailure(entry);
    default:
        return std::nullopt;
    }
}

ExplainedStep subscriptionStep(std::uint32_t code)
{
    // Errors answer a subscribe; a subscription is ended with other numbers, also below these.
    const bool isError = code >= Centrifuge::FirstErrorCode
        && Centrifuge::kindOfCode(code) == Centrifuge::CodeKind::Error;
    return isError ? ExplainedStep::Subscribe : ExplainedStep::Unsubscribed;
}

ExplanationContext failureContext(const WatchSession &session, ExplainedStep step,
                                  const QString &channel)
{
    const ConnectionSettings &connection = session.request().connection;
    const QString user = session.status().user; // a token names its own
    return {step,
            channel,
            user.isEmpty() ? session.request().user : user,
            triedAddress(session),
            !connection.usesReadyToken(),
            connection.usesReadyToken() ? connection.tokenFile : QString(),
            connection.source == ConnectionSettings::Source::Profile,
            connection.withoutApiKey,
            connection.withoutToken,
            !connection.subscriptionSecret().isEmpty(),
            !session.request().optionsOf(channel).tagsFilter.isEmpty()};
}

ExplanationContext publishContext(const ConnectionSettings &connection, const QString &channel)
{
    ExplanationContext context;
    context.step = ExplainedStep::Publish;
    context.channel = channel;
    context.url = withoutSecrets(connection.apiUrl);
    context.withoutApiKey = connection.withoutApiKey;
    context.usesProfile = connection.source == ConnectionSettings::Source::Profile;
    return context;
}

ExplanationContext queryContext(const ConnectionSettings &connection, const QString &channel)
{
    ExplanationContext context = publishContext(connection, channel);
    context.step = ExplainedStep::Query;
    return context;
}

QStringList explanationLines(const Explanation &explanation, const QString &address)
{
    const QString indent = QStringLiteral("  ");
    QStringList lines{indent + Tr::tr("at %1: %2").arg(Text::visible(address), explanation.title)};
    lines.append(indent + Tr::tr("why: %1").arg(explanation.cause));
    lines.append(indent + Tr::tr("fix: %1").arg(explanation.fix));
    if (!explanation.snippet.isEmpty()) {
        lines.append(indent + explanation.snippet);
    }
    return lines;
}

QStringList explanationLines(Error error, const ExplanationContext &context)
{
    error.message.clear();
    return explanationLines(explain(error, context), context.url);
}
