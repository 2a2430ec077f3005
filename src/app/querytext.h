// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "monitor/entry/eventjson.h"

#include <QByteArray>
#include <QString>

#include <functional>

// The answers to presence, channels and info as lines: aligned columns for people, JSON objects for
// programs. In both the last line has the counts.

/** Takes one line without its end, and returns false when no more is wanted. */
using LineTaker = std::function<bool(const QByteArray &line)>;

/** What a list is about, and for whom it is written. */
struct QueryForm
{
    QString subject; ///< the channel or the pattern; empty for all channels, and for nodes
    bool isJson = false;
    JsonAudience reader{};
};

/** The clients in a channel, by user. */
void writePresence(const Centrifuge::PresenceResult &presence, const QueryForm &form,
                   const LineTaker &take);
/** The channels, those with most subscribers first. */
void writeChannels(const Centrifuge::ChannelsResult &channels, const QueryForm &form,
                   const LineTaker &take);
/** The nodes, by name. */
void writeInfo(const Centrifuge::InfoResult &info, const QueryForm &form, const LineTaker &take);

/** The server did not answer `command`: {"kind":"query_failed",…}. */
QByteArray queryFailureJson(const QString &command, const Centrifuge::Error &error,
                            JsonAudience reader);
