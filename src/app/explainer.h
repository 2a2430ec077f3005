// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QStringList>

#include <map>
#include <string>
#include <string_view>

class WatchSession;
struct ConnectionSettings;
struct Entry;
struct ExplanationContext;

/**
 * Explains failures on standard error, as the window does: after the line that reports a failure,
 * but not again while it stays the same, nor where another watcher has just failed in the same way.
 * Main thread.
 */
class Explainer
{
public:
    /** Explains an entry of `session` if it is a failure. */
    void explainRow(const Entry &entry, const WatchSession &session);
    /** Explains a failed call of the HTTP API. */
    void explainPublish(const Centrifuge::Error &error, const ConnectionSettings &connection,
                        const QString &channel);
    /** Explains a failed question to the HTTP API. */
    void explainQuery(const Centrifuge::Error &error, const ExplanationContext &context);

private:
    void sayOnce(const QStringList &lines, std::string_view watcher = {});

    /** The last explanation of each watcher. */
    std::map<std::string, QStringList, std::less<>> m_said;
};
