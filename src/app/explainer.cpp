// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/explainer.h"

#include "app/output.h"
#include "monitor/entry/entry.h"
#include "monitor/explain/failure.h"

#include <algorithm>

void Explainer::explainRow(const Entry &entry, const WatchSession &session)
{
    if (const auto failure = failureOf(entry)) {
        sayOnce(explanationLines(failure->error,
                                 failureContext(session, failure->step, failure->channel)),
                entry.watcher);
    }
}

void Explainer::explainPublish(const Centrifuge::Error &error, const ConnectionSettings &connection,
                               const QString &channel)
{
    sayOnce(explanationLines(error, publishContext(connection, channel)));
}

void Explainer::explainQuery(const Centrifuge::Error &error, const ExplanationContext &context)
{
    sayOnce(explanationLines(error, context));
}

void Explainer::sayOnce(const QStringList &lines, std::string_view watcher)
{
    const bool isKnown =
        std::ranges::any_of(m_said, [&lines](const auto &said) { return said.second == lines; });
    m_said.insert_or_assign(std::string(watcher), lines);
    if (isKnown) {
        return;
    }
    for (const QString &line : lines) {
        say(line);
    }
}
