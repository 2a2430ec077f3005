// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "monitor/entry/entry.h"

#include <QStringList>

class WatchSession;
struct ConnectionSettings;

/**
 * Explains failures on standard error, as the window does: after the line that reports a failure,
 * but not again while it stays the same. Main thread.
 */
class Explainer
{
public:
    /** Explains an entry of `session` if it is a failure. */
    void explainRow(const Entry &entry, const WatchSession &session);
    /** Explains a failed call of the HTTP API. */
    void explainPublish(const Centrifuge::Error &error, const ConnectionSettings &connection,
                        const QString &channel);

private:
    void sayOnce(const QStringList &lines);

    QStringList m_said; ///< the last explanation
};
