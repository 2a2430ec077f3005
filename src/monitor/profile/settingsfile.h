// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QJsonObject>
#include <QString>

// SettingsContent that are kept outside of the program: the configuration of a Centrifugo server as
// JSON or YAML, or variables as in a `.env` file or a block of `export`.

/** What a text of settings holds. */
struct SettingsContent
{
    enum class Kind {
        Configuration, ///< a tree; `client.token.hmac_secret_key` names a value of it
        Environment ///< the CENTRIFUGO_* variables of the text, others are left out
    };

    Kind kind = Kind::Configuration;
    /** Values of YAML and variables are texts, so that no digit of a secret is lost. */
    QJsonObject values;

    /** The value that `key` names; undefined if there is none. */
    QJsonValue at(const QString &key) const;
    /** The same as text: a string, a number or a truth value; empty for anything else. */
    QString text(const QString &key) const;
    bool isTrue(const QString &key) const;

    friend bool operator==(const SettingsContent &, const SettingsContent &) = default;
};

/**
 * Reads the text by its form. Size, depth and number of values are bounded. The error names
 * `source` and, where it is known, the line; it never repeats a value, which may be a secret.
 */
Centrifuge::Result<SettingsContent> readSettings(const QByteArray &text, const QString &source);
Centrifuge::Result<SettingsContent> readSettingsFile(const QString &path);
