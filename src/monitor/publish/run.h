// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/roundtriptracker.h"

#include <QString>
#include <QStringList>

#include <chrono>

/** Something that this program sent: one publish, or a series of them, of which the newest is
 * followed. */
struct Run
{
    enum class Kind { Publish, Series };

    quint64 number = 0; ///< from 1, in the order in which they began
    Kind kind = Kind::Publish;
    std::chrono::microseconds wall{0}; ///< when it was sent, since the Unix epoch
    RoundTrip trip; ///< its id is 0 where an earlier run of the program sent it
    quint64 count = 1; ///< publishes of the series so far
    QString api; ///< the URL that it was sent to, without user info and query
    bool hasApiKey = true; ///< false where the API asks for none
    QStringList explanation; ///< of its failure: what, why, fix; one line each
    quint64 entry = 0; ///< number of the row in the log that first carried it; 0 for none
    bool isMasked = false; ///< the stored payload lacks a secret that was sent
};
