// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/entrywalk.h"

#include "monitor/journalsegment.h"

bool walkEntries(const SealedEntries &entries, WalkProgress &progress,
                 const std::function<bool(const Entry &)> &take)
{
    std::uint64_t number = entries.firstNumber();
    while (number < entries.endNumber()) {
        const auto run = entries.runWith(number);
        if (progress.cancelled) {
            return false;
        }
        if (run == nullptr) {
            ++progress.unreadable;
            ++number;
            continue;
        }
        for (std::size_t i = number - run->firstNumber(); i < run->size(); ++i, ++number) {
            if (progress.cancelled || !take(run->at(i))) {
                return false;
            }
            ++progress.looked;
        }
    }
    return true;
}
