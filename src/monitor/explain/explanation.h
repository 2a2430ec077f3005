// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QString>

#include <cstdint>

/** What a code means in plain words. All text is ours or escaped plain text. */
struct Explanation
{
    QString title; ///< what happened, with the code
    QString cause; ///< why, most likely, here
    QString fix; ///< what to do
    QString snippet; ///< configuration text or command to copy, may be empty
    bool willRetry = false;

    friend bool operator==(const Explanation &, const Explanation &) = default;
};

/** The step in which the error occurred; the explanation depends on it. Query is a call of the HTTP
 * API that changes nothing: presence, channels, info. */
enum class ExplainedStep { Connect, Subscribe, Publish, Query, Unsubscribed, LocalServer };

struct ExplanationContext
{
    ExplainedStep step = ExplainedStep::Connect;
    QString channel;
    QString user;
    QString
        url; ///< of the WebSocket, with Publish and Query of the API; without user info and query
    bool canRenewToken = true; ///< false with a ready token: an expired one is the end
    QString tokenFile; ///< that holds the ready token; empty when it came another way
    bool usesProfile = false; ///< then there are no variables of the environment to set
    bool withoutApiKey = false; ///< calls of the API carry no key, as the user wanted
    bool withoutToken = false; ///< the connection sends none, as the user wanted
    bool canMintSubscriptionToken = false; ///< there is a secret for one
    bool hasTagsFilter = false; ///< the subscription asks for one
    /** With Query: asked on the connection, by the right of its user, not by the API. */
    bool isByUser = false;
    bool asksAllNodes = false; ///< a call of the API that each node of the server has to answer
};

/** Why a connection or subscription is in its state. A code of the client's own is one of
 * Centrifuge::ClientCode, which has other numbers than LocalError. */
Centrifuge::Error stateError(Centrifuge::ErrorLayer layer, std::uint32_t code,
                             const QString &reason);

/** Explains every error, disconnect and unsubscribe code of Centrifugo and each of our own layers.
 */
Explanation explain(const Centrifuge::Error &error, const ExplanationContext &context);
