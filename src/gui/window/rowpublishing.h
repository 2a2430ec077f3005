// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/log/logtable.h"

class PublishPane;
class WindowController;

/** What the rows of the log hand to the publish pane. Both outlive the result. */
RowPublishing rowPublishing(PublishPane &pane, const WindowController &controller);
