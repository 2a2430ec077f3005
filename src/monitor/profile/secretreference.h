// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/platform/secret.h"

#include <QString>

class QProcessEnvironment;

/** Where a secret of a profile comes from; never the secret itself. */
struct SecretReference
{
    enum class Kind {
        None,
        Session, ///< typed, kept in memory until the program ends
        Environment, ///< the variable `name`
        File, ///< the file `name`, readable by its owner only
        Setting, ///< the value of `key` in the settings `name`, see settingsfile.h
        Stored ///< in our own secrets file of mode 0600, after an explicit tick
    };

    Kind kind = Kind::None;
    QString name; ///< for Environment, File and Setting
    QString key{}; ///< for Setting: `client.token.hmac_secret_key`, or a variable

    bool isSet() const { return kind != Kind::None; }

    friend bool operator==(const SecretReference &, const SecretReference &) = default;
};

/** True for what a variable of the environment may be called. */
bool isVariableName(const QString &name);

/** Read when it is needed, so that a change counts; an error when it is not set or empty. */
Centrifuge::Result<Secret> readSecretVariable(const QProcessEnvironment &environment,
                                              const QString &name);

/** True for what the key of a setting may be: a path in a configuration, or a variable. */
bool isSettingKey(const QString &key);

/** One secret among the settings of a file, whoever else may read that. The error names the file
 * and the key. */
Centrifuge::Result<Secret> readSecretSetting(const QString &path, const QString &key);

/** One secret in a file that only its owner may read; one trailing newline is dropped. */
Centrifuge::Result<Secret> readSecretFile(const QString &path);
