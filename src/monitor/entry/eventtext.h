// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <functional>

struct Entry;

/** The time of an entry as text output has it, isoTime(); "-" where it has none. */
QString eventTime(std::chrono::microseconds wall);

/** A publication as one line for people: `time channel offset payload`, with the watcher before the
 * channel where it has one. Everything from outside goes through Text::visible(); what is JSON
 * stays JSON. The offset is `-` where the channel keeps no history. */
QString publicationLine(const Entry &entry);
/** The same in UTF-8, piece by piece: a large payload is never held as a whole once more. */
void writePublicationLine(const Entry &entry, const std::function<void(QByteArrayView)> &write);

/** Any other entry as words for people, with the numeric code and the server's words: "news:
 * subscribed", or "bob: news: subscribed" where it has a watcher. */
QString eventText(const Entry &entry);

/** What an entry of kind Error, Connection or Subscription says went wrong. */
Centrifuge::Error entryError(const Entry &entry);

/** An error with its number: "103: permission denied", "TCP 111: Connection refused". */
QString errorText(const Centrifuge::Error &error);
