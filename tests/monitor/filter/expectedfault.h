// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"

#include <QTest>

/** What is wrong with a filter, and where. */
struct ExpectedFault
{
    const char *text;
    std::size_t offset;
    std::size_t length;
    const char *message; // begins with
};

/** A row of test data for each; its value is the index. */
template <std::size_t Count> void addFaultRows(const ExpectedFault (&faults)[Count])
{
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < Count; ++i) {
        QTest::newRow(faults[i].text) << int(i);
    }
}

inline void compareFault(const ExpectedFault &expected)
{
    const Filter::Compiled compiled = Filter::compile(expected.text);
    QVERIFY(compiled.fault);
    QVERIFY2(compiled.fault->message.starts_with(expected.message),
             compiled.fault->message.c_str());
    QCOMPARE(compiled.fault->offset, expected.offset);
    QCOMPARE(compiled.fault->length, expected.length);
    QVERIFY(compiled.filter.isEmpty());
}
