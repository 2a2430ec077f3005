// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringView>

/**
 * How well `text` fits what was typed, for a list that is searched: each typed word has to be in
 * it, best at the beginning of a word, or its letters in their order. 0 if it does not fit; nothing
 * typed fits everything.
 */
int wordMatch(QStringView typed, QStringView text);
