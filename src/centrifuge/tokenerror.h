// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

namespace Centrifuge {

/** Whether a provider that failed like this will never have a token. */
inline bool isFinalTokenError(const Error &error)
{
    return error.layer == ErrorLayer::Local
        && (error.code == int(LocalError::Unauthorized)
            || error.code == int(LocalError::MissingSecret)
            || error.code == int(LocalError::BadArgument));
}

} // namespace Centrifuge
