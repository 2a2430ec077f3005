// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "servertest.h"

#include <QTest>

void ServerTest::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

void ServerTest::init()
{
    if (m_firstFailure.isNoted()) {
        QSKIP(FirstFailure::Reason);
    }
}

void ServerTest::cleanup()
{
    m_firstFailure.note();
}
