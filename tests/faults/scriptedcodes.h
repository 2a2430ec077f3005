// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>

/** What becomes of a connection or a subscription. */
enum class Fate { Retried, Refused };

/** A code of Centrifugo that a scripted server can end something with. */
struct ScriptedCode
{
    QByteArray row; ///< a name for the row of a test, such as "close 3500, invalid token"
    int code = 0;
    QByteArray name;
};

/** All with which the server closes, and whose fate is that. */
QList<ScriptedCode> disconnectCodes(Fate fate);
/** All that stand in a reply, and whose fate is that; those that are retried are called temporary
 * there. */
QList<ScriptedCode> errorCodes(Fate fate);

/** The content of a reply that is an error. */
QByteArray errorReply(int code, const QByteArray &message, bool isTemporary);
