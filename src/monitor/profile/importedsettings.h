// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/platform/secret.h"
#include "monitor/profile/profile.h"

#include <QHash>
#include <QStringList>

/** A profile made of the settings of somebody else. */
struct ImportedSettings
{
    Profile profile; ///< a new one
    QHash<QString, Secret> typed; ///< by slot: secrets of a text; those of a file are referred to
    QStringList notes; ///< what has to be looked at, as sentences

    friend bool operator==(const ImportedSettings &, const ImportedSettings &) = default;
};

/**
 * Makes a profile of a file: Centrifugo's configuration, version 5 or 6, as JSON or YAML, or a file
 * of variables. Its secrets stay there; the profile refers to the file and the key. An error if the
 * file holds nothing to connect with.
 */
Centrifuge::Result<ImportedSettings> importSettingsFile(const QString &path);

/** The same of a text, such as that of the clipboard: a URL, a token, or what a file would hold. */
Centrifuge::Result<ImportedSettings> importSettingsText(const QString &text);

/** Whether a text has the form of a token: three parts, of which the first two are JSON. */
bool looksLikeToken(const QString &text);
