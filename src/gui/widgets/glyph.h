// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QIcon>

/** The pictures on the buttons of the window. */
enum class Glyph { Pause, Play, Clear, Traffic, Restart, Remove, Copy, Record };

/** Drawn when it is painted, in the text colour of the present palette, sharp at any scale. */
QIcon glyphIcon(Glyph glyph);
