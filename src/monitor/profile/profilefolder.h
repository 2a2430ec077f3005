// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

/**
 * Makes the folder of the profiles and their stored secrets, and keeps other programs from changing
 * what is in it until the lock is dropped. While holding it, read again before writing, so that
 * changes by other programs are kept. Waits two seconds at most.
 */
Centrifuge::Result<std::unique_ptr<QLockFile>> lockProfileFolder(const QString &folder);
