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
        Stored ///< in our own secrets file of mode 0600, after an explicit tick
    };

    Kind kind = Kind::None;
    QString name; ///< for Environment and File

    bool isSet() const { return kind != Kind::None; }

    friend bool operator==(const SecretReference &, const SecretReference &) = default;
};

/** True for what a variable of the environment may be called. */
bool isVariableName(const QString &name);

/** Read when it is needed, so that a change counts; an error when it is not set or empty. */
Centrifuge::Result<Secret> readSecretVariable(const QProcessEnvironment &environment,
                                              const QString &name);

/** One secret in a file that only its owner may read; one trailing newline is dropped. */
Centrifuge::Result<Secret> readSecretFile(const QString &path);
