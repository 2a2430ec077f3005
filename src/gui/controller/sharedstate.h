// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class ColorRules;
class DisplayZoneSetting;
class QSettings;
class SavedFilters;
class Theme;

/** What the windows of the application have in common: a change in one shows in all. Outlives them.
 */
struct SharedState
{
    Theme &theme;
    QSettings &settings;
    ColorRules &colorRules;
    SavedFilters &savedFilters;
    DisplayZoneSetting &displayZone;
};
