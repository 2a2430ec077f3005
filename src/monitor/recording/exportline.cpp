// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/exportline.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrynames.h"
#include "monitor/entry/eventjson.h"
#include "monitor/entry/jsonobject.h"
#include "monitor/platform/displaytime.h"
#include "monitor/recording/csvcell.h"
#include "text/jsonstring.h"
#include "text/utf8.h"

#include <QList>

#include <string>

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

QByteArray fieldCell(const EntryField &field, const Entry &entry)
{
    const std::string_view value = field.valueIn(entry, std::string_view::npos);
    const bool isString = value.size() > 1 && value.front() == '"' && value.back() == '"';
    const auto text = isString ? Text::unescaped(value.substr(1, value.size() - 2)) : std::nullopt;
    return csvCell(bytesOf(text ? std::string_view(*text) : value));
}

QByteArray csvOf(const Entry &entry, const std::vector<EntryField> &fields)
{
    const QByteArrayView payload = bytesOf(entry.payload);
    const bool isText = entry.kind != EntryKind::Undecodable && Text::isUtf8(entry.payload)
        && entry.payload.find('\0') == std::string_view::npos;
    QByteArrayList cells{QByteArray::number(qulonglong(entry.number)),
                         QByteArray::fromStdString(isoTime(entry.wall)),
                         bytesOf(nameOf(entry.kind).id).toByteArray(),
                         csvCell(bytesOf(entry.channel)),
                         numberOrNothing(entry.offset),
                         csvCell(bytesOf(entry.epoch)),
                         stateOf(entry).toByteArray(),
                         numberOrNothing(entry.packedCode),
                         isText ? csvCell(payload) : QByteArray(),
                         isText ? QByteArray() : csvCell(payload.toByteArray().toBase64()),
                         csvCell(bytesOf(entry.tags)),
                         csvCell(bytesOf(entry.info)),
                         csvCell(bytesOf(entry.watcher))};
    for (const EntryField &field : fields) {
        cells += fieldCell(field, entry);
    }
    return csvLine(cells);
}

} // namespace

QByteArray exportHeader(ExportFormat format, const std::vector<EntryField> &fields)
{
    if (format == ExportFormat::Jsonl) {
        return {};
    }
    QByteArray header("number,received_at,kind,channel,offset,epoch,state,code,data,data_base64,"
                      "tags,info,watcher");
    for (const EntryField &field : fields) {
        header += ',' + csvCell(bytesOf(field.name()));
    }
    return header + "\r\n";
}

QByteArray exportLine(const Entry &entry, ExportFormat format,
                      const std::vector<EntryField> &fields)
{
    return format == ExportFormat::Jsonl ? jsonLine(entry) : csvOf(entry, fields);
}
