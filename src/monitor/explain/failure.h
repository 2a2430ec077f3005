// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "monitor/explain/explanation.h"

#include <QStringList>

#include <optional>

class WatchSession;
struct ConnectionSettings;
struct Entry;

/** What failed, and where. */
struct Failure
{
    Centrifuge::Error error;
    ExplainedStep step = ExplainedStep::Connect;
    QString channel{};
};

/** The failure that a row reports: a failed attempt, a refusal, or an end by the server, even if
 * the client reconnects afterwards. */
std::optional<Failure> failureOf(const Entry &entry);

/** What the server did to a subscription with this code. */
ExplainedStep subscriptionStep(std::uint32_t code);

/** In which a failure of the session is explained; of several addresses it names the one that was
 * tried last. */
ExplanationContext failureContext(const WatchSession &session, ExplainedStep step,
                                  const QString &channel = {});
/** The same for a call of the HTTP API. */
ExplanationContext publishContext(const ConnectionSettings &connection, const QString &channel);
/** The same for a call that changes nothing; without a channel where it is not about one. */
ExplanationContext queryContext(const ConnectionSettings &connection, const QString &channel);

/** An explanation for a terminal: the address and what happened, why, what to do, and the text to
 * copy; each is one line. */
QStringList explanationLines(const Explanation &explanation, const QString &address);
/** The same for an error whose own words stand in the line before. */
QStringList explanationLines(Centrifuge::Error error, const ExplanationContext &context);
