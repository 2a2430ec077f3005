// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/seriescolor.h"

#include <algorithm>
#include <array>

namespace {

struct SeriesShade
{
    QRgb light;
    QRgb dark;
};

/** Neighbours are far apart, also for the colour-blind. */
constexpr std::array<SeriesShade, SeriesCount> Series{{{0x1f5fc4, 0x5aa0ff},
                                                       {0xb35c00, 0xf2b34c},
                                                       {0x0f8a6a, 0x3fcf9f},
                                                       {0x9a3f86, 0xe089d0},
                                                       {0x7a5230, 0xc9a27d},
                                                       {0x0e8296, 0x4cc9e0},
                                                       {0x8a6d00, 0xe8d44d},
                                                       {0x6b4fd0, 0xb09cff},
                                                       {0x5d7a12, 0xb5d24a},
                                                       {0xc2304a, 0xff8a8a}}};

} // namespace

QColor seriesColor(int series, bool dark)
{
    const SeriesShade &shade = Series.at(std::size_t(std::clamp(series, 0, SeriesCount - 1)));
    return QColor(dark ? shade.dark : shade.light);
}

QColor otherSeriesColor(bool dark)
{
    return QColor(dark ? 0x7f8b9d : 0x7c8798);
}
