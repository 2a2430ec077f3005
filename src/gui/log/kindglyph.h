// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/theme.h"

#include <QString>

struct Entry;

/** The sign of an entry's kind in its row; a different one for each text that kindText() has. */
QString kindGlyph(const Entry &entry);
/** In which colour, which also tells how a state or an attempt ended. */
Tone kindTone(const Entry &entry);
