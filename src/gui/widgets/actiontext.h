// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

class QAction;

/** The text of the menu without mnemonic and ellipsis. */
QString actionText(const QAction &action);
/** Its shortcuts as the user knows them; empty for none. */
QString keysOf(const QAction &action);

/** Enables the action exactly if there is no reason against it; the reason is shown where the
 * action is listed. */
void enableUnless(QAction &action, const QString &whyNot);
/** The reason why the action is disabled, or a general one. */
QString whyNot(const QAction &action);
