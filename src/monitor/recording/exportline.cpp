// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/exportline.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrynames.h"
#include "monitor/entry/eventjson.h"
#include "monitor/entry/jsonobject.h"
#include "monitor/platform/displaytime.h"
#include "text/utf8.h"

#include <QList>

namespace {

QByteArrayView bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

bool holdsLineEnd(std::string_view text)
{
    return text.find_first_of("\r\n") != std::string_view::npos;
}

void addIfThere(JsonObject &object, const char *key, std::uint64_t number)
{
    if (number != 0) {
        object.addNumber(key, number);
    }
}

void addTimeIfKnown(JsonObject &object, const char *key, std::int64_t time)
{
    if (time != 0) {
        object.addJson(key, QByteArray::number(qlonglong(time)));
    }
}

/** What eventJson() leaves out or rounds. */
QByteArray detailJson(const Entry &entry)
{
    JsonObject detail;
    detail.addNumber("number", entry.number);
    addTimeIfKnown(detail, "wall_us", entry.wall.count());
    addTimeIfKnown(detail, "monotonic_ns", entry.monotonic.count());
    addIfThere(detail, "state", entry.packedState);
    addIfThere(detail, "flags", entry.flags);
    const bool isPublication = entry.kind == EntryKind::Publication;
    if (isPublication || entry.kind == EntryKind::Undecodable) {
        addIfThere(detail, "code", entry.packedCode);
    }
    if (entry.kind == EntryKind::Connection && !entry.channel.empty()) {
        detail.add("channel", bytesOf(entry.channel));
    }
    if (!isPublication) {
        addIfThere(detail, "offset", entry.offset);
        if (!entry.epoch.empty()) {
            detail.add("epoch", bytesOf(entry.epoch));
        }
        if (!entry.tags.empty()) {
            detail.add("tags", bytesOf(entry.tags));
        }
    }
    const bool isMember = entry.kind == EntryKind::Join || entry.kind == EntryKind::Leave;
    if (!entry.info.empty() && (!isMember || holdsLineEnd(entry.info))) {
        detail.add("info", bytesOf(entry.info));
    }
    // Its words, or bytes that a line can't hold as they are.
    if (entry.kind == EntryKind::Loss || (isMember && !entry.payload.empty())) {
        detail.add("text", bytesOf(entry.payload));
    } else if (isPublication && holdsLineEnd(entry.payload)) {
        detail.add("payload_base64", bytesOf(entry.payload).toByteArray().toBase64());
    }
    return detail.text(JsonAudience::Program);
}

QByteArray jsonLine(const Entry &entry)
{
    QByteArray line = eventJson(entry, JsonAudience::Program);
    line.chop(1); // the brace
    return line + ",\"entry\":" + detailJson(entry) + "}\n";
}

QByteArray cell(QByteArrayView content)
{
    QByteArray text = content.toByteArray();
    const bool isRisky = !text.isEmpty() && QByteArrayView("=+-@\t\r'").contains(text.front());
    if (isRisky) {
        text.prepend('\'');
    }
    const bool needsQuotes =
        text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r');
    return needsQuotes ? '"' + text.replace('"', "\"\"") + '"' : text;
}

QByteArrayView stateOf(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Connection:
    case EntryKind::Subscription:
    case EntryKind::Error:
        return bytesOf(stateName(entry).id);
    case EntryKind::Trim:
        return bytesOf(nameOf(entry.trimLimit()).id);
    case EntryKind::Publication: {
        const EntryName &name = kindName(entry);
        const bool isLive = name.id == nameOf(entry.kind).id;
        return (entry.flags & NotKept) != 0 ? QByteArrayView("not_kept")
            : isLive                        ? QByteArrayView()
                                            : bytesOf(name.id);
    }
    default:
        return {};
    }
}

QByteArray numberOrNothing(std::uint64_t number)
{
    return number == 0 ? QByteArray() : QByteArray::number(qulonglong(number));
}

QByteArray csvLine(const Entry &entry)
{
    const QByteArrayView payload = bytesOf(entry.payload);
    const bool isText = entry.kind != EntryKind::Undecodable && Text::isUtf8(entry.payload)
        && entry.payload.find('\0') == std::string_view::npos;
    const QByteArray cells[] = {QByteArray::number(qulonglong(entry.number)),
                                QByteArray::fromStdString(isoTime(entry.wall)),
                                bytesOf(nameOf(entry.kind).id).toByteArray(),
                                cell(bytesOf(entry.channel)),
                                numberOrNothing(entry.offset),
                                cell(bytesOf(entry.epoch)),
                                stateOf(entry).toByteArray(),
                                numberOrNothing(entry.packedCode),
                                isText ? cell(payload) : QByteArray(),
                                isText ? QByteArray() : cell(payload.toByteArray().toBase64()),
                                cell(bytesOf(entry.tags)),
                                cell(bytesOf(entry.info)),
                                cell(bytesOf(entry.watcher))};
    QByteArray line;
    for (const QByteArray &each : cells) {
        line += each;
        line += ',';
    }
    line.chop(1);
    return line + "\r\n";
}

} // namespace

QByteArray exportHeader(ExportFormat format)
{
    return format == ExportFormat::Jsonl
        ? QByteArray()
        : QByteArray("number,received_at,kind,channel,offset,epoch,state,code,data,data_base64,"
                     "tags,info,watcher\r\n");
}

QByteArray exportLine(const Entry &entry, ExportFormat format)
{
    return format == ExportFormat::Jsonl ? jsonLine(entry) : csvLine(entry);
}
