// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <QTest>

/** Fails the test where a field but the number differs. */
inline void compareEntries(const Entry &entry, const Entry &expected)
{
    QCOMPARE(entry.kind, expected.kind);
    QCOMPARE(entry.packedState, expected.packedState);
    QCOMPARE(entry.flags, expected.flags);
    QCOMPARE(entry.monotonic.count(), expected.monotonic.count());
    QCOMPARE(entry.wall.count(), expected.wall.count());
    QCOMPARE(entry.channel, expected.channel);
    QCOMPARE(entry.epoch, expected.epoch);
    QCOMPARE(entry.offset, expected.offset);
    QCOMPARE(entry.packedCode, expected.packedCode);
    QCOMPARE(entry.payload, expected.payload);
    QCOMPARE(entry.tags, expected.tags);
    QCOMPARE(entry.info, expected.info);
}
