// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The body of an answer of the HTTP API, and the JSON strings that stand for bytes.

#include "fuzz/codecproperties.h"

#include "centrifuge/api/publishmessage.h"
#include "text/jsontext.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = Fuzz::bytes(data, size);
    static_cast<void>(Centrifuge::readPublishAnswer(input));
    const auto text = Text::fromJsonString(input);
    Fuzz::require(!text || text->size() <= input.size());
    return 0;
}
