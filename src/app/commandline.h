// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "centrifuge/values.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>

enum class Command : unsigned {
    Window = 1,
    Token = 2,
    Watch = 4,
    Publish = 8,
    Server = 16,
    Record = 32,
    Export = 64,
    Grep = 128,
    Open = 256
};

/** What the program was asked to do, checked against the table of options. */
struct CommandLine
{
    Command command = Command::Window;
    QStringList arguments; ///< what is no option, without the command
    QHash<QString, QStringList> given; ///< by option name; a switch has one empty value

    bool has(const QString &option) const { return given.contains(option); }
    /** The last value given, else the default of the table. */
    QString value(const QString &option) const;
    QStringList values(const QString &option) const { return given.value(option); }
    /** For options whose value is a number; checked before. */
    qint64 number(const QString &option) const;
    std::chrono::seconds seconds(const QString &option) const;
    Centrifuge::WireFormat wireFormat() const;
};

/**
 * Reads the arguments behind the program's name. The words of an error never repeat a value, which
 * may be a secret by mistake.
 */
Centrifuge::Result<CommandLine> parseCommandLine(const QStringList &arguments);

/** The help of the program (Command::Window) or of one of its commands. */
QString helpText(Command command);
