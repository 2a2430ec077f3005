// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

#include <QColor>
#include <QIcon>
#include <QList>

/** All marks in the order of a menu, without the mark first. */
QList<ProfileColor> profileColors();
/** The name of a mark for the user. */
QString profileColorName(ProfileColor color);
/** Readable on a light or dark background; invalid for no mark. */
QColor profileTone(ProfileColor color, bool dark);
/** A dot in that colour; a ring without a mark. */
QIcon profileIcon(ProfileColor color, bool dark);
