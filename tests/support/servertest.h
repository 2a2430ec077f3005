// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/firstfailure.h"
#include "support/testserver.h"

#include <QObject>

/** A test with one local server for all its functions; skipped where none was built. After a
 * function that failed the others are skipped. */
class ServerTest : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void initTestCase();
    void init(); ///< one of a subclass calls this
    void cleanup();

protected:
    TestServer m_server;

private:
    FirstFailure m_firstFailure;
};
