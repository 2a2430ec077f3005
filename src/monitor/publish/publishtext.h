// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/eventjson.h"
#include "monitor/publish/roundtriptracker.h"

#include <QByteArray>
#include <QString>

// How a publish ended, as lines of the command line.

/** The API accepted a publish: {"kind":"published",…}. */
QByteArray publishedJson(const QString &channel, const Centrifuge::PublishReply &reply,
                         JsonAudience reader);

/** The publish failed, or its outcome is unknown: {"kind":"publish_failed","state":"unknown",…}. */
QByteArray publishFailureJson(const QString &channel, const Centrifuge::Error &error,
                              JsonAudience reader);

/** How a proof ended: {"kind":"round_trip",…}; with several watchers also how for each of them. */
QByteArray roundTripJson(const RoundTrip &roundTrip, JsonAudience reader);

/** An accepted publish as one line: `published channel offset epoch`. */
QString publishedLine(const QString &channel, const Centrifuge::PublishReply &reply);

/** Why a watcher has not seen a publish: "bob: not subscribed"; empty when it has. */
QString receiptText(const WatcherReceipt &receipt);

/** Of each watcher whether it has seen a publish, as a JSON array. */
QByteArray receiptsJson(const WatcherReceipts &receipts, JsonAudience reader);

// The names of JSON: proven, not_seen, …
QByteArrayView receiptId(WatcherReceipt::State state);
/** Empty for none. */
QByteArrayView matchId(RoundTrip::Match match);
QString stateId(RoundTrip::State state);
