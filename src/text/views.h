// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

#include <string_view>

namespace Text {

/** The same bytes. The other way round needs no help: QByteArrayView takes a std::string_view. */
inline std::string_view view(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

} // namespace Text
