// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

#include <vector>

/** What a codec made of one frame. */
struct Decoded
{
    std::vector<Centrifuge::Message> messages;
    bool isWhole = false; ///< the frame could be split to its end

    template <typename T> const T *as(std::size_t index) const
    {
        return index < messages.size() ? std::get_if<T>(&messages[index]) : nullptr;
    }
    template <typename T> const T *resultAs(std::size_t index) const
    {
        const auto *reply = as<Centrifuge::Reply>(index);
        return reply ? std::get_if<T>(&reply->result) : nullptr;
    }
};

inline Decoded decodeFrame(const Centrifuge::Codec &codec, const QByteArray &frame)
{
    Decoded decoded;
    const auto keep = [&decoded](Centrifuge::Message &&message) {
        decoded.messages.push_back(std::move(message));
    };
    decoded.isWhole = codec.decode(frame, keep).isOk();
    return decoded;
}
