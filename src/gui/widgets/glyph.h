// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QIcon>

/** The icons of buttons. */
enum class Glyph {
    Pause,
    Play,
    Clear,
    Traffic,
    Restart,
    Remove,
    Copy,
    Record,
    AddUser,
    Find,
    LeftPane,
    BottomPane,
    RightPane
};

/** Drawn at any scale in the text colour of the current palette. */
QIcon glyphIcon(Glyph glyph);
