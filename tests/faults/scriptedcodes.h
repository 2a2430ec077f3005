// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>

/** What becomes of a connection or a subscription. */
enum class Fate { Retried, Refused };

Q_DECLARE_METATYPE(Fate)

/** A code of Centrifugo that a scripted server can end something with. */
struct ScriptedCode
{
    QByteArray row; ///< a name for the row of a test, such as "close 3500, invalid token"
    int code = 0;
    QByteArray name;
    Fate fate = Fate::Retried;
};

/** All with which the server closes. */
QList<ScriptedCode> disconnectCodes();
/** All that stand in a reply; those that are retried are called temporary there. */
QList<ScriptedCode> errorCodes();

/** The content of a reply that is an error. */
QByteArray errorReply(int code, const QByteArray &message, bool isTemporary);
