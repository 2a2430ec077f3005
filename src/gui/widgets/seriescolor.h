// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>

/** How many colours there are. */
inline constexpr int SeriesCount = 10;

/** One of the colours, which stand out from every background of the theme. */
QColor seriesColor(int series, bool dark);
/** For all that have no colour of their own. */
QColor otherSeriesColor(bool dark);
