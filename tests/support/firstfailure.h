// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTest>

/** Ends a test soon after its first failure, when each of its functions would wait in vain, too:
 * init() skips when isNoted(), cleanup() calls note(). */
class FirstFailure
{
public:
    void note() { m_isNoted = m_isNoted || QTest::currentTestFailed(); }
    bool isNoted() const { return m_isNoted; }

    static constexpr const char *Reason = "an earlier function failed";

private:
    bool m_isNoted = false;
};
