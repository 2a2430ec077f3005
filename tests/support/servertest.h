// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/testserver.h"

#include <QObject>

/** A test with one local server for all its functions; skipped where none was built. */
class ServerTest : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void initTestCase();

protected:
    TestServer m_server;
};
