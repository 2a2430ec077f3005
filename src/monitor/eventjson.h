// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry.h"
#include "monitor/roundtriptracker.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/** Who reads the line: a program gets the bytes as they are, on a terminal the characters that
 * could mislead a person (DEL, C1, bidirectional, zero-width) become \uXXXX as well. */
enum class JsonReader { Program, Terminal };

/**
 * One event as one JSON object without a line end. `data` holds the received bytes unchanged except
 * that raw CR and LF become spaces; bytes that are not UTF-8 JSON come as `data_base64`. What does
 * not apply is null. Each event has the member `received_at` (isoTime()), unless its entry has no
 * time.
 */
QByteArray eventJson(const Entry &entry, JsonReader reader);

/** The API accepted a publish: {"kind":"published",…}. */
QByteArray publishedJson(const QString &channel, const Centrifuge::PublishReply &reply,
                         JsonReader reader);

/** The publish failed, or its outcome is unknown: {"kind":"publish_failed","state":"unknown",…}. */
QByteArray publishFailureJson(const QString &channel, const Centrifuge::Error &error,
                              JsonReader reader);

/** How a proof ended: {"kind":"round_trip",…}. */
QByteArray roundTripJson(const RoundTrip &roundTrip, JsonReader reader);

/** The member `kind` of an entry: publication, join, state, … */
const char *eventKindWord(EntryKind kind);
/** The words of the events: connecting, live, … and subscribed, … */
QString stateWord(SessionState state);
QString stateWord(ChannelState state);
QString stateWord(TrimLimit limit);
QString stateWord(RoundTrip::State state);
QString layerWord(Centrifuge::ErrorLayer layer);
