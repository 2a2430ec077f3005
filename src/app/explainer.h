// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "monitor/entry/entry.h"

#include <QStringList>

class WatchSession;
struct ConnectionSettings;

/**
 * Says on standard error what a failure means, with the words of the window's card: after the line
 * that reports it, once for as long as it stays the same. Main thread.
 */
class Explainer
{
public:
    /** Explains a row of `session`; does nothing for a row that is not a failure. */
    void explainRow(const Entry &entry, const WatchSession &session);
    /** For a call of the HTTP API. */
    void explainPublish(const Centrifuge::Error &error, const ConnectionSettings &connection,
                        const QString &channel);

private:
    void sayOnce(const QStringList &lines);

    QStringList m_said; ///< the last explanation
};
