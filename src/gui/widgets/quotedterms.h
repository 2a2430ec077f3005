// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

/** A text with terms between backticks, as a terminal shows it, with quotation marks in their
 * place: labels are plain text. */
QString quotedTerms(const QString &text);
