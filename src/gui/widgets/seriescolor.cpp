// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/seriescolor.h"

#include <algorithm>
#include <array>

QColor seriesColor(int series, bool dark)
{
    constexpr std::array<QRgb, SeriesCount + 1> Light{0x1f5fc4, 0xb35c00, 0x0f8a6a,
                                                      0x9a3f86, 0x5b3a1e, 0x7c8798};
    constexpr std::array<QRgb, SeriesCount + 1> Dark{0x5aa0ff, 0xf2b34c, 0x3fcf9f,
                                                     0xe089d0, 0xd9c7a8, 0x7f8b9d};
    const auto index = std::size_t(std::clamp(series, 0, SeriesCount));
    return QColor(dark ? Dark[index] : Light[index]);
}
