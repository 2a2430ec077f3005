// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explanation.h"

#include "monitor/explanationsources.h"
#include "monitor/owncode.h"

#include "centrifuge/codes.h"
#include "centrifuge/localcodes.h"

using Centrifuge::CodeKind;
using Centrifuge::Error;
using Centrifuge::ErrorLayer;

namespace {

constexpr int TokenExpired = 109;

/** A code of the client's state in the numbers of LocalError, which are others. */
Error localErrorOf(const Error &state)
{
    Error error = state;
    error.layer = ErrorLayer::Local;
    error.code = int(Centrifuge::LocalError::None);
    if (state.code == int(Centrifuge::LocalCode::Unauthorized)) {
        error.code = int(Centrifuge::LocalError::Unauthorized);
    } else if (state.code == int(Centrifuge::LocalCode::BadConfiguration)) {
        error.code = int(Centrifuge::LocalError::BadArgument);
    }
    return error;
}

/** Errors, unsubscribes and disconnects have ranges of their own. */
CodeKind kindOf(std::uint32_t code)
{
    if (code >= 3000) {
        return CodeKind::Disconnect;
    }
    return code >= 2000 ? CodeKind::Unsubscribe : CodeKind::Error;
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

Explanation explain(const Error &error, const ExplanationContext &context)
{
    const ExplainedPlace place(context);
    if (context.step == ExplainedStep::LocalServer) {
        return explainLocalServer(error, place);
    }
    Explanation explanation;
    if (error.layer == ErrorLayer::Server && isOwnCode(std::uint32_t(error.code))) {
        explanation = explainLayer(localErrorOf(error), place);
    } else if (error.layer == ErrorLayer::Server) {
        const auto code = static_cast<std::uint32_t>(error.code);
        const CodeKind kind = kindOf(code);
        explanation = explainCode(kind, error, place);
        explanation.willRetry =
            retries(kind, code, error.temporary) && (code != TokenExpired || context.canRenewToken);
    } else {
        explanation = explainLayer(error, place);
        explanation.willRetry = error.layer != ErrorLayer::Local || error.temporary;
    }
    if (context.step == ExplainedStep::Publish) {
        explanation.willRetry = false; // nobody wants a message twice
    }
    if (context.usesProfile && explanation.snippet.contains(QLatin1String("CENTRIFUGO_"))) {
        explanation.snippet.clear();
    }
    return explanation;
}
