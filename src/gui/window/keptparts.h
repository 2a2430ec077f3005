// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

class LogState;
class PublishPane;
class ShownChannels;
class TextZoom;
class WindowController;
class WindowState;

// What of the panes is kept for the next time, and under which name.

/** The message in the editor and its channel. */
void keepDraft(WindowState &state, PublishPane &pane);
/** The filter with its chips, and how times are shown. */
void keepLog(WindowState &state, LogState &log);
void keepTextZoom(WindowState &state, TextZoom &zoom);
/** Who watches what is kept by the profile; here only when to save it. */
void keepWatchers(WindowState &state, WindowController &controller);
/** The order of the channels, and whether they are in groups. */
void keepOrder(WindowState &state, ShownChannels &channels);
