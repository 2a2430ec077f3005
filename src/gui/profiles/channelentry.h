// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

/**
 * The channels that somebody has typed, one per line or separated by commas. A comma within the
 * users of a channel (`room#alice,bob`) separates only with a space behind it; one within options
 * never does. Trimmed, without empty ones at the end.
 */
QStringList typedChannels(const QString &text);
/** The one at a position of the text, for what is said while it is typed. */
QString typedChannelAt(const QString &text, int position);
