// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/chart/ratecolumns.h"

#include <QString>

// The texts of the chart.

/** "12/s". */
QString messageRateText(double messages);
/** "1.2 KB/s". */
QString byteRateText(double bytes);
/** "12/s · 1.2 KB/s". */
QString rateText(const Rate &rate);
/** A time of the history: with its date where the history is longer than a day. */
QString rateTimeText(const RateHistory &history, std::chrono::microseconds time);
/** A channel's name, harmless to show; of a longer one the first `maxBytes` (-1 = all). */
QString rateChannelText(const RateHistory &history, std::size_t channel, qsizetype maxBytes = -1);
