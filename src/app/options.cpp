// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/options.h"

#include "centrifuge/token.h"
#include "monitor/filter/entryfield.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/filtertext.h"
#include "monitor/platform/messagelimits.h"
#include "monitor/profile/tagsfilter.h"
#include "monitor/recording/rotation.h"
#include "text/jsonscanner.h"

#include <algorithm>

namespace {

constexpr qint64 MaxSeconds = 315'360'000; // ten years
constexpr qint64 MaxCount = 1'000'000'000'000;
constexpr qint64 MaxPort = 65535;
constexpr qint64 MaxNodes = 9;

QString numberFault(const QString &value, qint64 least, qint64 most)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (isNumber && number >= least && number <= most) {
        return {};
    }
    return QStringLiteral("takes a whole number from %1 to %2").arg(least).arg(most);
}

QString choiceFault(const QString &value, const QString &one, const QString &other)
{
    return value == one || value == other ? QString()
                                          : QStringLiteral("takes %1 or %2").arg(one, other);
}

QString fieldFault(const QString &value)
{
    FilterFault fault;
    return EntryField::parse(value.toStdString(), fault)
        ? QString()
        : QStringLiteral("can't be used: ") + QString::fromStdString(fault.message);
}

} // namespace

QString filterFault(const QString &value)
{
    const auto fault = compileFilter(value).fault;
    return fault ? QStringLiteral("takes a filter (column %1: %2)")
                       .arg(QString::number(fault->offset + 1), fault->message)
                 : QString();
}

const QList<CommandSpec> &commandTable()
{
    constexpr int Any = 1'000'000;
    static const QList<CommandSpec> table = {
        {Command::Window, {}, {}, 0, 0, QStringLiteral("Open the window.")},
        {Command::Token,
         QStringLiteral("token"),
         {},
         0,
         0,
         QStringLiteral("Print a connection token for a user.")},
        {Command::Watch, QStringLiteral("watch"), QStringLiteral("CHANNEL..."), 1, Any,
         QStringLiteral("Print the publications of channels as they arrive.")},
        {Command::Record, QStringLiteral("record"), QStringLiteral("CHANNEL... --output FILE"), 1,
         Any, QStringLiteral("Record channels to a file until a signal arrives.")},
        {Command::Open, QStringLiteral("open"), QStringLiteral("FILE..."), 1, Any,
         QStringLiteral("Open a window over each recording, or JSON lines (- reads standard "
                        "input); needs a display.")},
        {Command::Export, QStringLiteral("export"), QStringLiteral("FILE|FOLDER..."), 1, Any,
         QStringLiteral("Write the entries of recordings, or of JSON lines (- reads standard "
                        "input), in another form.")},
        {Command::Grep, QStringLiteral("grep"), QStringLiteral("FILTER FILE|FOLDER..."), 2, Any,
         QStringLiteral("Print the entries of recordings, or of JSON lines (- reads standard "
                        "input), that match a filter.")},
        {Command::Publish, QStringLiteral("publish"), QStringLiteral("CHANNEL DATA|@FILE|-"), 2, 2,
         QStringLiteral("Publish DATA, one JSON value (@FILE reads a file, - standard input).")},
        {Command::Presence, QStringLiteral("presence"), QStringLiteral("CHANNEL"), 1, 1,
         QStringLiteral("List who is subscribed to a channel.")},
        {Command::Channels, QStringLiteral("channels"), QStringLiteral("[PATTERN]"), 0, 1,
         QStringLiteral("List the channels that have subscribers, all or those like PATTERN (put "
                        "it in single quotes: 'chat:*').")},
        {Command::Info,
         QStringLiteral("info"),
         {},
         0,
         0,
         QStringLiteral("List the nodes of the server.")},
        {Command::Server,
         QStringLiteral("server"),
         {},
         0,
         0,
         QStringLiteral("Run the local server and print the variables to connect to it.")},
    };
    return table;
}

const CommandSpec &commandSpec(Command command)
{
    const QList<CommandSpec> &table = commandTable();
    const auto found = std::find_if(table.begin(), table.end(), [command](const CommandSpec &spec) {
        return spec.command == command;
    });
    return *found;
}

QString valueFault(const OptionSpec &option, const QString &value)
{
    switch (option.kind) {
    case ValueKind::None:
    case ValueKind::Text:
        break;
    case ValueKind::Seconds:
        return numberFault(value, 1, MaxSeconds);
    case ValueKind::Count:
        return numberFault(value, 1, MaxCount);
    case ValueKind::Port:
        return numberFault(value, 1, MaxPort);
    case ValueKind::Nodes:
        return numberFault(value, 1, MaxNodes);
    case ValueKind::Json:
        if (const auto fault = Text::findJsonFault(value.toUtf8())) {
            return QStringLiteral("takes a JSON value (column %1: %2)")
                .arg(QString::number(fault->column), fault->message);
        }
        break;
    case ValueKind::Wire:
        return choiceFault(value, QStringLiteral("protobuf"), QStringLiteral("json"));
    case ValueKind::Frame:
        return numberFault(value, 1, MessageLimits::LargestFrame);
    case ValueKind::Publication:
        return numberFault(value, 1, MessageLimits::LargestPublication);
    case ValueKind::Filter:
        return filterFault(value);
    case ValueKind::Field:
        return fieldFault(value);
    case ValueKind::OrAll:
        if (!value.isEmpty() && value != QStringLiteral("all")) {
            return QStringLiteral("takes no value or =all");
        }
        break;
    case ValueKind::Claims:
        if (const auto problem = Centrifuge::findClaimsProblem(value.toUtf8())) {
            return QStringLiteral("can't be used: ") + problem->message;
        }
        break;
    case ValueKind::TagsFilter:
        if (const auto filter = readTagsFilter(value); !filter) {
            return QStringLiteral("can't be used: ") + filter.error().message;
        }
        break;
    case ValueKind::Watcher: {
        const qsizetype end = value.indexOf(u'=');
        return end > 0 && end + 1 < value.size()
            ? QString()
            : QStringLiteral("takes NAME=PROFILE, the watcher's name and the profile by which it "
                             "connects");
    }
    case ValueKind::Format:
        return choiceFault(value, QStringLiteral("jsonl"), QStringLiteral("csv"));
    case ValueKind::Rotate:
        return parseRotation(value.toStdString())
            ? QString()
            : QStringLiteral("takes a size of at least 64K, a time, or both: 1G, 1h, 1G,1h (units "
                             "K, M, G, s, m, h, d)");
    }
    return {};
}
