// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class QApplication;
struct WindowOptions;

/** Opens the window and runs until it is closed; returns the exit code of the program. */
int runWindow(QApplication &application, const WindowOptions &options);
