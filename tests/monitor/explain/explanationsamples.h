// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/explain/explanation.h"

#include <QStringList>

inline ExplanationContext contextFor(ExplainedStep step)
{
    ExplanationContext context;
    context.step = step;
    context.channel = QStringLiteral("chat:room");
    context.user = QStringLiteral("alice");
    context.url = step == ExplainedStep::Publish || step == ExplainedStep::Query
        ? QStringLiteral("http://host.test:8000/api")
        : QStringLiteral("ws://host.test:8000/connection/websocket");
    return context;
}

inline Centrifuge::Error serverError(int code, const QString &message = {}, bool temporary = false)
{
    return {Centrifuge::ErrorLayer::Server, code, message, temporary};
}

inline QString allText(const Explanation &explanation)
{
    return QStringList{explanation.title, explanation.cause, explanation.fix, explanation.snippet}
        .join(u'\n');
}

inline bool isComplete(const Explanation &explanation)
{
    const QString text = explanation.title + explanation.cause + explanation.fix;
    return !explanation.title.isEmpty() && !explanation.cause.isEmpty()
        && !explanation.fix.isEmpty() && !text.contains(u'{') && !text.contains(u'}');
}
