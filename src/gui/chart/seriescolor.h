// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>

/** So many channels have a colour of their own; one more colour is for the others together. */
inline constexpr int SeriesCount = 5;

/** Told apart on the palette's base, light or dark, also by those who see fewer colours. */
QColor seriesColor(int series, bool dark);
