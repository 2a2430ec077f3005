// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/connection.h"

#include "monitor/logmask.h"

#include <QProcessEnvironment>

Centrifuge::Result<ConnectionSettings> loadConnection(const CommandLine &line)
{
    auto loaded = settingsFromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!loaded) {
        return loaded;
    }
    ConnectionSettings settings = loaded.takeValue();
    const QString tokenFile = QStringLiteral("token-file");
    if (line.has(tokenFile)) {
        auto token = readTokenFile(line.value(tokenFile));
        if (!token) {
            return token.error();
        }
        settings.token = token.takeValue();
        settings.source = ConnectionSettings::Source::Environment;
    }
    addMaskedSecrets(settings);
    return settings;
}
