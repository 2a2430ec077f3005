// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// An answer of the HTTP API on the wire: the pieces it comes in make no difference.

#include "fuzz/codecproperties.h"

#include "centrifuge/transport/httpanswer.h"

using Centrifuge::HttpAnswerReader;

namespace {

constexpr qsizetype Largest = 64;

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = Fuzz::bytes(data, size);
    HttpAnswerReader whole(Largest);
    whole.add(input);
    HttpAnswerReader pieces(Largest);
    for (const char byte : input) {
        pieces.add({&byte, 1});
    }
    Fuzz::require(whole.state() == pieces.state());
    Fuzz::require(whole.answer().status == pieces.answer().status);
    Fuzz::require(whole.keepsAlive() == pieces.keepsAlive());
    Fuzz::require(whole.answer().body.size() <= Largest);
    if (whole.state() == HttpAnswerReader::State::Complete) {
        Fuzz::require(whole.answer().body == pieces.answer().body);
    }
    Fuzz::require(whole.end() == pieces.end());
    return 0;
}
