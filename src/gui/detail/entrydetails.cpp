// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/entrydetails.h"

#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/json/jsonformatter.h"
#include "monitor/log/journalmodel.h"
#include "monitor/platform/displaytime.h"
#include "monitor/platform/tr.h"
#include "text/jsonscanner.h"
#include "text/jsonspace.h"
#include "text/utf8.h"
#include "text/views.h"
#include "text/visibletext.h"

#include <QStringList>

namespace {

/** Longer tags and info are cut. */
constexpr std::size_t MaxMetadata = std::size_t(64) * 1024;
constexpr std::size_t CheckedAtOnce = std::size_t(256) * 1024;
constexpr auto Separator = " \u00b7 ";

/** Adds "name value", aligned, unless the value is empty. */
void addLine(QStringList &lines, const QString &name, const QString &value)
{
    constexpr int NameWidth = 10;
    if (!value.isEmpty()) {
        lines += name.leftJustified(NameWidth) + QLatin1Char(' ') + value;
    }
}

void addJson(QStringList &lines, const QString &name, std::string_view json)
{
    if (json.empty()) {
        return;
    }
    lines += QString();
    lines += name;
    const std::string_view shown = json.substr(0, MaxMetadata);
    for (const QByteArray &line : formatJson(shown).split('\n')) {
        lines += Text::visible(QByteArrayView(line));
    }
    if (shown.size() < json.size()) {
        lines +=
            Tr::tr("Shown: the first %1 of %2.").arg(sizeText(shown.size()), sizeText(json.size()));
    }
}

QString flagText(const Entry &entry)
{
    QStringList texts;
    if ((entry.flags & Recovered) != 0) {
        texts += (entry.flags & Backlog) != 0
            ? Tr::tr("backlog: from the history, on opening the channel")
            : Tr::tr("recovered");
    }
    if ((entry.flags & Fetched) != 0) {
        texts += Tr::tr("fetched from the history, not pushed");
    }
    if ((entry.flags & EpochChanged) != 0) {
        texts += Tr::tr("new epoch");
    }
    if ((entry.flags & ServerSide) != 0) {
        texts += Tr::tr("the server subscribed the connection by itself");
    }
    return texts.join(QStringLiteral(", "));
}

} // namespace

quint64 newestPublication(const JournalModel &log)
{
    const int rows = log.rowCount();
    const int first = std::max(0, rows - int(SearchedForNewest));
    for (int row = rows - 1; row >= first; --row) {
        const quint64 number = log.numberOfRow(row);
        if (log.entryOf(number).kind == EntryKind::Publication) {
            return number;
        }
    }
    return log.numberOfRow(rows - 1);
}

QString entryTitle(const Entry &entry)
{
    QStringList parts{QLatin1Char('#') + groupedNumber(entry.number)};
    parts += entry.channel.empty() ? kindText(entry) : channelText(entry);
    if (isKnownTime(entry.wall)) {
        parts += timeText(entry.wall);
    }
    return parts.join(QString::fromUtf8(Separator));
}

QString entryMetadata(const Entry &entry)
{
    QStringList lines;
    addLine(lines, Tr::tr("number"), QString::number(entry.number));
    addLine(lines, Tr::tr("kind"), kindText(entry));
    addLine(lines, Tr::tr("time"), QString::fromStdString(isoTime(entry.wall)));
    addLine(lines, Tr::tr("watcher"), watcherText(entry));
    addLine(lines, Tr::tr("channel"), channelText(entry));
    addLine(lines, Tr::tr("offset"), entry.offset ? QString::number(entry.offset) : QString());
    addLine(lines, Tr::tr("epoch"), Text::visible(entry.epoch));
    addLine(lines, Tr::tr("code"),
            entry.publicCode() != 0 ? QString::number(entry.publicCode()) : QString());
    addLine(lines, Tr::tr("size"),
            Tr::tr("%1 (%2 bytes)")
                .arg(sizeText(entry.payloadSize()), groupedNumber(entry.payloadSize())));
    addLine(lines, Tr::tr("flags"), flagText(entry));
    addJson(lines, Tr::tr("tags"), entry.tags);
    addJson(lines, Tr::tr("info"), entry.info);
    return lines.join(u'\n');
}

ShownPayload shownPayload(const Entry &entry)
{
    ShownPayload form;
    if (entry.kind == EntryKind::Join || entry.kind == EntryKind::Leave) {
        form.bytes = QByteArrayView(entry.info.substr(0, MaxMetadata)).toByteArray();
        form.isJson = true;
        return form;
    }
    if (entry.kind == EntryKind::Undecodable) {
        form.bytes = QByteArrayView(entry.payload).toByteArray();
        return form;
    }
    if (entry.kind != EntryKind::Publication || (entry.flags & NotKept) != 0) {
        form.bytes = summaryText(entry).toUtf8();
        return form;
    }
    form.bytes = QByteArrayView(entry.payload).toByteArray();
    form.isGuessed = entry.payload.size() > CheckedAtOnce;
    if (form.isGuessed) {
        const std::string_view json = Text::trimmedJson(Text::view(form.bytes));
        form.isJson = json.starts_with('{') || json.starts_with('[') || json.starts_with('"');
    } else {
        form.note = jsonFaultNote(form.bytes);
        form.isJson = form.note.isEmpty();
    }
    return form;
}

QString jsonFaultNote(const QByteArray &payload)
{
    const auto fault = Text::findJsonFault(payload);
    return fault ? Tr::tr("Not JSON: %1").arg(fault->message) : QString();
}

QByteArray beginningOf(QByteArrayView utf8, qsizetype bytes)
{
    return QByteArrayView(Text::utf8Prefix(Text::view(utf8), std::size_t(bytes))).toByteArray();
}
