// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/heardcommands.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace {

const QMap<quint64, QString> &wordsOfFields()
{
    static const QMap<quint64, QString> words{
        {4, QStringLiteral("connect")},      {5, QStringLiteral("subscribe")},
        {6, QStringLiteral("unsubscribe")},  {7, QStringLiteral("publish")},
        {8, QStringLiteral("presence")},     {9, QStringLiteral("presence_stats")},
        {10, QStringLiteral("history")},     {12, QStringLiteral("send")},
        {13, QStringLiteral("rpc")},         {14, QStringLiteral("refresh")},
        {15, QStringLiteral("sub_refresh")},
    };
    return words;
}

bool hasChannel(const QString &word)
{
    return word != u"connect" && word != u"refresh" && word != u"rpc" && word != u"send";
}

HeardCommand jsonCommand(const QByteArray &line)
{
    const QJsonObject command = QJsonDocument::fromJson(line).object();
    HeardCommand heard{quint32(command.value(QStringLiteral("id")).toInteger()),
                       QStringLiteral("pong"), line};
    for (const QString &word : wordsOfFields()) {
        const QJsonValue request = command.value(word);
        if (request.isObject()) {
            heard.word = (word + u' ' + request[QStringLiteral("channel")].toString()).trimmed();
        }
    }
    return heard;
}

quint64 takeVarint(QByteArray &bytes)
{
    quint64 value = 0;
    for (unsigned shift = 0; !bytes.isEmpty() && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.at(0));
        bytes.remove(0, 1);
        value |= quint64(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) {
            break;
        }
    }
    return value;
}

/** Number and content of the first field; a number as eight bytes is not needed here. */
QPair<quint64, QByteArray> takeField(QByteArray &bytes, quint64 &number)
{
    const quint64 key = takeVarint(bytes);
    number = takeVarint(bytes);
    if ((key & 7) == 0) {
        return {key >> 3, {}};
    }
    const QByteArray content = bytes.left(qsizetype(number));
    bytes.remove(0, qsizetype(number));
    return {key >> 3, content};
}

HeardCommand protobufCommand(QByteArray bytes)
{
    HeardCommand heard{0, QStringLiteral("pong"), bytes};
    while (!bytes.isEmpty()) {
        quint64 number = 0;
        const auto [field, content] = takeField(bytes, number);
        if (field == 1) {
            heard.id = quint32(number);
            continue;
        }
        heard.word = wordsOfFields().value(field, QStringLiteral("unknown"));
        QByteArray request = content;
        const auto [first, channel] = takeField(request, number);
        if (first == 1 && hasChannel(heard.word)) {
            heard.word += u' ' + QString::fromUtf8(channel);
        }
    }
    return heard;
}

} // namespace

QList<HeardCommand> commandsIn(const QByteArray &frame, bool isJson)
{
    QList<HeardCommand> commands;
    if (isJson) {
        for (const QByteArray &line : frame.split('\n')) {
            if (!line.isEmpty()) {
                commands.append(jsonCommand(line));
            }
        }
        return commands;
    }
    QByteArray rest = frame;
    while (!rest.isEmpty()) {
        const auto size = qsizetype(takeVarint(rest));
        commands.append(protobufCommand(rest.left(size)));
        rest.remove(0, size);
    }
    return commands;
}
