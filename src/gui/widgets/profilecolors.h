// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profile.h"

#include <QColor>
#include <QIcon>
#include <QList>

/** All colours in the order of a menu, beginning with None. */
QList<ProfileColor> profileColors();
/** The name of a colour for the user. */
QString profileColorName(ProfileColor color);
/** A shade that stands out from a light or dark background; invalid for None. */
QColor profileTone(ProfileColor color, bool dark);
/** A dot in that colour; a ring for None. */
QIcon profileIcon(ProfileColor color, bool dark);
