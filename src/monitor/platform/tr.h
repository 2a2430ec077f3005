// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoreApplication>

/// The translations of functions that belong to no QObject: `Tr::tr("…")`.
struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RealtimeMonitor)
};
