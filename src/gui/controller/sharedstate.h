// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class ColorRules;
class DisplayZoneSetting;
class QSettings;
class SavedFilters;
class Theme;

/** State shared by all windows: a change in one is visible in all. Outlives the windows.
 */
struct SharedState
{
    Theme &theme;
    QSettings &settings;
    ColorRules &colorRules;
    SavedFilters &savedFilters;
    DisplayZoneSetting &displayZone;
};
