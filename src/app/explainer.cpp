// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/explainer.h"

#include "app/output.h"
#include "monitor/explain/failure.h"

void Explainer::explainRow(const Entry &entry, const WatchSession &session)
{
    if (const auto failure = failureOf(entry)) {
        sayOnce(explanationLines(failure->error,
                                 failureContext(session, failure->step, failure->channel)));
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

void Explainer::sayOnce(const QStringList &lines)
{
    if (lines == m_said) {
        return;
    }
    m_said = lines;
    for (const QString &line : lines) {
        say(line);
    }
}
