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
    Open = 256,
    Presence = 512,
    Channels = 1024,
    Info = 2048
};

/** The parsed command line, validated against the table of options. */
struct CommandLine
{
    Command command = Command::Window;
    QStringList arguments; ///< positional ones, without the command
    QHash<QString, QStringList> given; ///< by option name; a switch has one empty value

    bool has(const QString &option) const { return given.contains(option); }
    /** The last given value, else the default. */
    QString value(const QString &option) const;
    QStringList values(const QString &option) const { return given.value(option); }
    /** The value of an option that takes a number. */
    qint64 number(const QString &option) const;
    std::chrono::seconds seconds(const QString &option) const;
    Centrifuge::WireFormat wireFormat() const;
};

/**
 * Parses the arguments after the name of the program. Error messages never contain a value, as that
 * may be a secret.
 */
Centrifuge::Result<CommandLine> parseCommandLine(const QStringList &arguments);

/** The help of the program (Command::Window) or of one of its commands. */
QString helpText(Command command);
