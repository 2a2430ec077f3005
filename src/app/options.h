// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/commandline.h"

#include <QList>
#include <QString>

/** The type of an option's value. */
enum class ValueKind {
    None,
    Text,
    Seconds,
    Count,
    Port,
    Nodes,
    Json,
    Wire,
    Filter,
    Field,
    Format,
    OrAll,
    Frame,
    Publication,
    Claims,
    TagsFilter,
    Rotate,
    Watcher
};

/** One option of one or more commands. */
struct OptionSpec
{
    QString name;
    QString valueName; ///< as the help shows it; empty for a switch
    ValueKind kind = ValueKind::None;
    QString defaultValue;
    unsigned commands = 0; ///< flags of Command
    QString help;
    QString needs; ///< another option that has to be given, too
    QString excludes{}; ///< another option that must not be given, too

    bool belongsTo(Command command) const { return (commands & unsigned(command)) != 0; }
};

/** One command. */
struct CommandSpec
{
    Command command = Command::Window;
    QString name; ///< empty for the window
    QString arguments; ///< as the help shows them
    int minArguments = 0;
    int maxArguments = 0;
    QString help;
};

/** The one table of options, in the order of the help. */
const QList<OptionSpec> &optionTable();
const QList<CommandSpec> &commandTable();
const CommandSpec &commandSpec(Command command);

/** Why `value` is invalid; empty if it is valid. Never contains the value. */
QString valueFault(const OptionSpec &option, const QString &value);
/** Why a filter is invalid; empty if it is valid. */
QString filterFault(const QString &value);
