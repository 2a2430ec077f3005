// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codes.h"

#include <cstdint>
#include <span>

/** Whose settings a snippet belongs to; the rest of the configuration is put around it. */
enum class SnippetPlace {
    None,
    Top, ///< members of the whole configuration
    Channel ///< options of the channel's namespace
};

/**
 * What we say of a code. Untranslated (context "Explanation"); {channel}, {namespace}, {user} and
 * {url} are replaced.
 */
struct CodeExplanation
{
    Centrifuge::CodeKind kind;
    std::uint32_t code;
    const char *what;
    const char *cause;
    const char *fix;
    SnippetPlace place = SnippetPlace::None;
    const char *snippet = "";
};

std::span<const CodeExplanation> allCodeExplanations();
/** Nullptr for a code that is not Centrifugo's own. */
const CodeExplanation *findCodeExplanation(Centrifuge::CodeKind kind, std::uint32_t code);
