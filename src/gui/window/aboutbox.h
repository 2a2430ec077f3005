// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class QWidget;

/** Says what the program is, with its version and licence. */
void openAboutBox(QWidget *parent);
