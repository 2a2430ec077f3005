// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"

#include <QByteArray>
#include <QMetaType>
#include <QTest>

Q_DECLARE_METATYPE(Arrival)
Q_DECLARE_METATYPE(Entry)

/** A publication of "news". */
inline Arrival publication(std::string payload, std::uint64_t offset = 0)
{
    Arrival arrival;
    arrival.channel = "news";
    arrival.payload = std::move(payload);
    arrival.offset = offset;
    return arrival;
}

/** The same as a row, without a number; `payload` has to live as long. */
inline Entry publicationRow(std::string_view payload, std::uint64_t offset = 0)
{
    Entry entry;
    entry.channel = "news";
    entry.payload = payload;
    entry.offset = offset;
    return entry;
}

/** The same as a row of this watcher; `watcher` has to live as long. */
inline Entry watchedBy(std::string_view watcher, Entry entry)
{
    entry.watcher = watcher;
    return entry;
}

/** What a journal should show of `arrival`, which has to live as long. */
inline Entry numberedRow(const Arrival &arrival, std::uint64_t number)
{
    Entry entry = entryOf(arrival);
    entry.number = number;
    return entry;
}

/** For the message of a failed QCOMPARE. */
inline char *toString(const Entry &entry)
{
    static constexpr std::size_t MostShown = 200;
    const auto text = [](std::string_view view) -> QByteArray {
        const auto size = qsizetype(std::min(view.size(), MostShown));
        return '"' + QByteArray(view.data(), size).toPercentEncoding(" {}[]:,\"") + '"'
            + (view.size() > MostShown ? "... of " + QByteArray::number(view.size())
                                       : QByteArray());
    };
    const QByteArrayList fields{QByteArray::number(entry.number),
                                "kind " + QByteArray::number(int(entry.kind)),
                                "state " + QByteArray::number(entry.packedState),
                                "flags " + QByteArray::number(entry.flags),
                                QByteArray::number(qlonglong(entry.monotonic.count())) + " ns",
                                QByteArray::number(qlonglong(entry.wall.count())) + " us",
                                "channel " + text(entry.channel),
                                "epoch " + text(entry.epoch),
                                "offset " + QByteArray::number(entry.offset),
                                "code " + QByteArray::number(entry.packedCode),
                                "payload " + text(entry.payload),
                                "tags " + text(entry.tags),
                                "info " + text(entry.info),
                                "watcher " + text(entry.watcher)};
    return qstrdup(fields.join(", "));
}
