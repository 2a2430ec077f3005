// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/ending.h"

#include "app/signalwatcher.h"

namespace {

constexpr std::uint64_t LooksBetweenQuestions = 256;

} // namespace

void Ending::look(WalkProgress &progress)
{
    if (++m_looks % LooksBetweenQuestions == 0 && m_signal == 0) {
        m_signal = m_watcher.takeSignal();
        progress.cancelled = m_signal != 0;
    }
}
