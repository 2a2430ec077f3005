// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>

/** How many channels have a colour of their own; series SeriesCount stands for all others. */
inline constexpr int SeriesCount = 5;

/** Colours that stand out from the background and can be told apart by the colour-blind. */
QColor seriesColor(int series, bool dark);
