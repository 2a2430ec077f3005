// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class ColumnChoice;
class DisplayZoneSetting;
class FilterHistory;
class QSettings;
class RuleList;
class Theme;

/** State shared by all windows: a change in one is visible in all. Outlives the windows.
 */
struct SharedState
{
    Theme &theme;
    QSettings &settings;
    RuleList &rules;
    FilterHistory &filterHistory;
    DisplayZoneSetting &displayZone;
    ColumnChoice &columns;
};
