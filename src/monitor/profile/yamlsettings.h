// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

/** "config.yaml, line 3: …"; without the line where that is 0. */
Centrifuge::Error settingsFault(const QString &source, qsizetype line, const QString &why);

/**
 * A YAML document with a mapping at its top: scalars as the texts that stand there, aliases and
 * merge keys resolved. Depth and number of values are bounded. The error names `source`, and never
 * repeats a value.
 */
Centrifuge::Result<QJsonObject> readYaml(const QByteArray &text, const QString &source);
