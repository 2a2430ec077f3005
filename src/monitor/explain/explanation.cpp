// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanation.h"

#include "monitor/explain/explanationsources.h"

#include "centrifuge/codes.h"

using Centrifuge::CodeKind;
using Centrifuge::Error;
using Centrifuge::ErrorLayer;

namespace {

/** An application may end a subscription with any number. */
CodeKind tableFor(ExplainedStep step, std::uint32_t code)
{
    const CodeKind kind = Centrifuge::kindOfCode(code);
    return kind == CodeKind::Error && step == ExplainedStep::Unsubscribed ? CodeKind::Unsubscribe
                                                                          : kind;
}

bool retries(CodeKind kind, std::uint32_t code, bool temporary)
{
    switch (kind) {
    case CodeKind::Disconnect:
        return !Centrifuge::isTerminalDisconnect(code);
    case CodeKind::Unsubscribe:
        return !Centrifuge::isTerminalUnsubscribe(code);
    case CodeKind::Error:
        break;
    }
    return Centrifuge::isTemporaryError(code, temporary);
}

} // namespace

Error stateError(ErrorLayer layer, std::uint32_t code, const QString &reason)
{
    if (layer == ErrorLayer::Server) {
        return {layer, int(code), reason, false};
    }
    auto local = Centrifuge::LocalError::None;
    if (code == Centrifuge::ClientCode::Unauthorized) {
        local = Centrifuge::LocalError::Unauthorized;
    } else if (code == Centrifuge::ClientCode::BadConfiguration) {
        local = Centrifuge::LocalError::BadArgument;
    }
    return Centrifuge::localError(local, reason);
}

Explanation explain(const Error &error, const ExplanationContext &context)
{
    const ExplanationTemplate format(context);
    if (context.step == ExplainedStep::LocalServer) {
        return explainLocalServer(error, format);
    }
    Explanation explanation;
    if (error.layer == ErrorLayer::Server) {
        const auto code = static_cast<std::uint32_t>(error.code);
        const CodeKind kind = tableFor(context.step, code);
        explanation = explainCode(kind, error, format);
        explanation.willRetry = retries(kind, code, error.temporary)
            && (code != Centrifuge::ErrorCode::TokenExpired || context.canRenewToken);
    } else {
        explanation = explainLayer(error, format);
        explanation.willRetry = error.layer != ErrorLayer::Local || error.temporary;
    }
    if (format.isApi()) {
        explanation.willRetry = false; // nobody wants a message twice, and a query can be repeated
    }
    if (context.usesProfile && explanation.snippet.contains(QLatin1String("CENTRIFUGO_"))) {
        explanation.snippet.clear();
    }
    return explanation;
}
