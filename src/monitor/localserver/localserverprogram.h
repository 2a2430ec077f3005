// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcessEnvironment>
#include <QString>

/**
 * The path of the local server's program: $REALTIME_LOCAL_SERVER if that is set, else beside our
 * own program, else in ../libexec/realtime-monitor/. Empty when it is not there.
 */
QString localServerProgram();
/** A sentence on why localServerProgram() is empty; empty when it is not. */
QString whyNoLocalServer();

/**
 * The system's environment without our own variables: the child gets its whole configuration on its
 * standard input.
 */
QProcessEnvironment localServerEnvironment();
