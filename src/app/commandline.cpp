// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/commandline.h"

#include "app/options.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QRegularExpression>

#include <optional>

namespace {

using Centrifuge::Result;

Centrifuge::Error usageError(Command command, const QString &message)
{
    const QString &name = commandSpec(command).name;
    const QString program =
        QStringLiteral("realtime-monitor") + (name.isEmpty() ? name : u' ' + name);
    Centrifuge::Error error;
    error.code = int(Centrifuge::LocalError::BadArgument);
    error.message = message + QStringLiteral("; see ") + program + QStringLiteral(" --help");
    return error;
}

QList<OptionSpec> optionsOf(Command command)
{
    QList<OptionSpec> result;
    for (const OptionSpec &option : optionTable()) {
        if (option.belongsTo(command)) {
            result.append(option);
        }
    }
    return result;
}

std::optional<Command> commandNamed(const QString &name)
{
    for (const CommandSpec &spec : commandTable()) {
        if (!spec.name.isEmpty() && spec.name == name) {
            return spec.command;
        }
    }
    return std::nullopt;
}

/** Contains the unknown option only if it looks like a name, as it may be a value. */
QString unknownOptionText(Command command, const QStringList &names)
{
    static const QRegularExpression plainName(QStringLiteral("^[a-z]+(-[a-z]+)*$"));
    const QString name = names.value(0);
    const QString negation = command == Command::Grep
        ? QStringLiteral("; a filter that begins with a minus sign stands behind --: "
                         "grep -- '-word' FILE")
        : QString();
    if (name.size() > 1 && name.size() <= 16 && plainName.match(name).hasMatch()) {
        return QStringLiteral("there is no option --") + name + negation;
    }
    const bool isNumber = !name.isEmpty() && name.at(0).isDigit();
    if (command == Command::Publish && isNumber) {
        return QStringLiteral("what begins with a minus sign is an option, unless -- stands "
                              "before it: publish CHANNEL -- -5");
    }
    return QStringLiteral("there is no such option") + negation;
}

/** Qt's message repeats the whole argument, so only the option is taken from it. */
QString misusedOptionText(const QString &qtText, const QList<OptionSpec> &options)
{
    for (const OptionSpec &option : options) {
        const QString name = QStringLiteral("--") + option.name;
        if (qtText.contains(name + u'\'') || qtText.contains(name + u'=')) {
            return name
                + (option.kind == ValueKind::None ? QStringLiteral(" takes no value")
                                                  : QStringLiteral(" needs a value"));
        }
    }
    return QStringLiteral("an option lacks its value");
}

QString givenFault(const CommandLine &line, const OptionSpec &option)
{
    if (!line.has(option.name)) {
        return {};
    }
    const QString name = QStringLiteral("--") + option.name;
    if (!option.needs.isEmpty() && !line.has(option.needs)) {
        return name + QStringLiteral(" goes with --") + option.needs + QStringLiteral(" only");
    }
    if (!option.excludes.isEmpty() && line.has(option.excludes)) {
        return name + QStringLiteral(" does not go with --") + option.excludes;
    }
    const QStringList values = line.values(option.name);
    for (const QString &value : values) {
        const QString fault = valueFault(option, value);
        if (!fault.isEmpty()) {
            return name + u' ' + fault;
        }
    }
    return {};
}

/** "token, watch and server" */
QString commandNames()
{
    QStringList names;
    for (const CommandSpec &spec : commandTable()) {
        names += spec.name;
    }
    names.removeAll(QString());
    const QString last = names.takeLast();
    return names.join(QStringLiteral(", ")) + QStringLiteral(" and ") + last;
}

QString argumentsFault(const CommandLine &line)
{
    const CommandSpec &spec = commandSpec(line.command);
    if (line.arguments.size() < spec.minArguments) {
        return QStringLiteral("%1 needs %2").arg(spec.name, spec.arguments);
    }
    if (line.arguments.size() > spec.maxArguments) {
        if (line.command == Command::Publish) {
            return QStringLiteral("publish got more arguments than it takes: put a DATA with "
                                  "spaces in single quotes");
        }
        return spec.name.isEmpty()
            ? QStringLiteral("there is no such command; they are ") + commandNames()
            : spec.name + QStringLiteral(" got more arguments than it takes");
    }
    if (spec.minArguments > 0 && line.arguments.contains(QString())) {
        return QStringLiteral("an argument is empty");
    }
    return {};
}

QString lineFault(const CommandLine &line, const QList<OptionSpec> &options)
{
    for (const OptionSpec &option : options) {
        const QString fault = givenFault(line, option);
        if (!fault.isEmpty()) {
            return fault;
        }
    }
    return argumentsFault(line);
}

/** QCommandLineParser has no optional values, so a missing one becomes an empty one. */
QStringList withEmptyValues(QStringList arguments, const QList<OptionSpec> &options)
{
    const qsizetype end = arguments.indexOf(QStringLiteral("--"));
    const qsizetype count = end < 0 ? arguments.size() : end;
    for (const OptionSpec &option : options) {
        for (qsizetype i = 0; option.kind == ValueKind::OrAll && i < count; ++i) {
            const QString &argument = arguments.at(i);
            if (argument == QStringLiteral("--") + option.name || argument == u'-' + option.name) {
                arguments[i] = argument + u'=';
            }
        }
    }
    return arguments;
}

bool asksForHelp(const CommandLine &line)
{
    return line.has(QStringLiteral("help")) || line.has(QStringLiteral("version"));
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    // QCommandLineParser skips the first argument, the name of the program; the command takes its
    // place.
    QStringList rest = arguments;
    if (const auto command = commandNamed(rest.value(0))) {
        line.command = *command;
    } else {
        rest.prepend(QString());
    }

    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    const QList<OptionSpec> options = optionsOf(line.command);
    for (const OptionSpec &option : options) {
        const QStringList names = option.name == QStringLiteral("help")
            ? QStringList{QStringLiteral("h"), option.name}
            : QStringList{option.name};
        parser.addOption(QCommandLineOption(names, QString(), option.valueName));
    }
    if (!parser.parse(withEmptyValues(rest, options))) {
        const QStringList unknown = parser.unknownOptionNames();
        return usageError(line.command,
                          unknown.isEmpty() ? misusedOptionText(parser.errorText(), options)
                                            : unknownOptionText(line.command, unknown));
    }
    line.arguments = parser.positionalArguments();
    for (const OptionSpec &option : options) {
        if (parser.isSet(option.name)) {
            line.given.insert(option.name,
                              option.kind == ValueKind::None ? QStringList{QString()}
                                                             : parser.values(option.name));
        }
    }
    const QString fault = asksForHelp(line) ? QString() : lineFault(line, options);
    if (!fault.isEmpty()) {
        return usageError(line.command, fault);
    }
    return line;
}

QString CommandLine::value(const QString &option) const
{
    if (has(option)) {
        return given.value(option).constLast();
    }
    for (const OptionSpec &spec : optionTable()) {
        if (spec.name == option && spec.belongsTo(command)) {
            return spec.defaultValue;
        }
    }
    return {};
}

qint64 CommandLine::number(const QString &option) const
{
    return value(option).toLongLong();
}

std::chrono::seconds CommandLine::seconds(const QString &option) const
{
    return std::chrono::seconds(number(option));
}

Centrifuge::WireFormat CommandLine::wireFormat() const
{
    return value(QStringLiteral("wire")) == QStringLiteral("json")
        ? Centrifuge::WireFormat::Json
        : Centrifuge::WireFormat::Protobuf;
}
