// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/commandline.h"
#include "app/options.h"

#include <QTextStream>

namespace {

constexpr int TextColumn = 26;
constexpr int LineLength = 79;

/** Writes two columns; `text` is wrapped at spaces, and begins below `left` if that is too long. */
void writeRow(QTextStream &out, const QString &left, const QString &text)
{
    QString line = QStringLiteral("  ") + left;
    if (line.size() >= TextColumn) {
        out << line << '\n';
        line.clear();
    }
    line = line.leftJustified(TextColumn);
    bool isFirst = true;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (!isFirst && line.size() + 1 + part.size() > LineLength) {
            out << line << '\n';
            line = QString(TextColumn, u' ');
            isFirst = true;
        }
        line += (isFirst ? QString() : QStringLiteral(" ")) + part;
        isFirst = false;
    }
    out << line << '\n';
}

void writeOptions(QTextStream &out, Command command)
{
    out << "\nOptions:\n";
    for (const OptionSpec &option : optionTable()) {
        if (!option.belongsTo(command)) {
            continue;
        }
        const bool isAttached = option.kind == ValueKind::OrAll || option.valueName.isEmpty();
        const QString value = isAttached ? option.valueName : u' ' + option.valueName;
        const QString text = option.defaultValue.isEmpty()
            ? option.help
            : option.help + QStringLiteral(" Default: ") + option.defaultValue + u'.';
        writeRow(out, QStringLiteral("--") + option.name + value, text);
    }
}

void writeCommands(QTextStream &out)
{
    out << "\nCommands (only open needs a display; each has its own --help):\n";
    for (const CommandSpec &spec : commandTable()) {
        if (!spec.name.isEmpty()) {
            writeRow(out, (spec.name + u' ' + spec.arguments).trimmed(), spec.help);
        }
    }
}

void writeEnvironment(QTextStream &out)
{
    out << "\nEnvironment:\n";
    writeRow(out, QStringLiteral("CENTRIFUGO_WS_URL"),
             QStringLiteral("Default: ws://localhost:8000/connection/websocket."));
    writeRow(out, QStringLiteral("CENTRIFUGO_API_URL"),
             QStringLiteral("Default: http://localhost:8000/api."));
    writeRow(out, QStringLiteral("CENTRIFUGO_API_KEY"),
             QStringLiteral("Without it nothing is published, and the HTTP API is not called."));
    writeRow(out, QStringLiteral("CENTRIFUGO_NO_API_KEY"),
             QStringLiteral("1: the API asks for no key, like --no-api-key."));
    writeRow(out, QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"),
             QStringLiteral("Signs connection tokens, and subscription tokens for $ channels."));
    writeRow(out, QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET"),
             QStringLiteral("Signs subscription tokens, where the server has a secret of its own "
                            "for them."));
    writeRow(out, QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS"),
             QStringLiteral("Further claims of minted connection tokens, a JSON object: "
                            "{\"aud\": \"app\", \"iss\": \"me\"}."));
    writeRow(out, QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS"),
             QStringLiteral("The same for subscription tokens."));
    writeRow(out, QStringLiteral("CENTRIFUGO_TOKEN"),
             QStringLiteral("A ready connection token; replaces minting."));
    writeRow(out, QStringLiteral("CENTRIFUGO_NO_TOKEN"),
             QStringLiteral("1: connect without a token, like --no-token."));
    writeRow(out, QStringLiteral("REALTIME_MONITOR_PROFILE"),
             QStringLiteral("The profile to use in place of all these; --profile goes first."));
}

void writeExitCodes(QTextStream &out)
{
    out << "\nExit codes: 0 done (also when the reader of the output went away), 1 refused, not\n"
           "sent, timed out or not seen, 2 wrong usage, 3 realtime is disabled (no API key, or\n"
           "neither secret nor token), 4 not known whether it was published, 129 the terminal\n"
           "was closed, 130 interrupted, 143 terminated.\n";
}

} // namespace

QString helpText(Command command)
{
    const CommandSpec &spec = commandSpec(command);
    QString text;
    QTextStream out(&text);
    out << "Usage: realtime-monitor";
    for (const QString &part : {spec.name, spec.arguments}) {
        out << (part.isEmpty() ? QString() : u' ' + part);
    }
    out << " [options]\n\n" << spec.help << '\n';
    if (command == Command::Publish) {
        out << "Put DATA in single quotes, for example '{\"text\": \"hello\"}' or '\"hello\"', "
               "and\n"
               "-- before a DATA that begins with a minus sign.\n";
    }
    if (command == Command::Window) {
        writeCommands(out);
    }
    writeOptions(out, command);
    writeEnvironment(out);
    writeExitCodes(out);
    return text;
}
