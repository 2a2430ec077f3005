// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/connectionsettings.h"

#include <QList>
#include <QString>

/**
 * `text` without anything shaped like a JSON Web Token and without the values of `secrets`, plain
 * or in one of the forms a log gives them (Base64, Base64 URL, hexadecimal, percent or C escapes).
 * What can be read is masked as a whole word only: a secret "news" leaves "newsletter" alone.
 */
QString maskSecrets(const QString &text, const QList<Secret> &secrets);

/** The same with the secrets made known by addMaskedSecrets(). Any thread. */
QString maskSecrets(const QString &text);

/** From now on these never reach a log, in any thread; of a header neither its credentials without
 * their scheme, nor the user and password of Basic. */
void addMaskedSecrets(const ConnectionSettings &settings);

/** The same for one secret. */
void addMaskedSecret(const Secret &secret);

/** Sends every message of Qt and of ours through maskSecrets() and Text::visible() to standard
 * error. */
void installLogMask();
