// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoreApplication>

namespace Centrifuge {

/// The translations of this library's functions that belong to no QObject: `Tr::tr("…")`.
struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Centrifuge)
};

} // namespace Centrifuge
