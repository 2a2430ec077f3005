// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/offsetgap.h"

#include "monitor/entry/entry.h"
#include "text/jsontext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace {

const QString After = QStringLiteral("after");
const QString Until = QStringLiteral("until");
const QString EpochKey = QStringLiteral("epoch");
const QString NewStream = QStringLiteral("new_stream");
const QString IsBacklog = QStringLiteral("backlog");

std::uint64_t offsetIn(const QJsonObject &object, const QString &name)
{
    return object.value(name).toString().toULongLong();
}

QJsonValue offsetValue(std::uint64_t offset)
{
    return QString::number(offset); // a JSON number would be rounded
}

} // namespace

void setGap(Arrival &row, const OffsetGap &gap)
{
    QJsonObject object{{After, offsetValue(gap.after)},
                       {Until, offsetValue(gap.until)},
                       {EpochKey, QString::fromStdString(gap.epoch)}};
    if (gap.isNewStream) {
        object.insert(NewStream, true);
    }
    if (gap.isBacklog) {
        object.insert(IsBacklog, true);
    }
    row.info = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<OffsetGap> gapOf(const Entry &entry)
{
    const auto bytes = QByteArray::fromRawData(entry.info.data(), qsizetype(entry.info.size()));
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (!object.contains(After)) {
        return std::nullopt;
    }
    return OffsetGap{offsetIn(object, After), offsetIn(object, Until),
                     object.value(EpochKey).toString().toStdString(),
                     object.value(NewStream).toBool(), object.value(IsBacklog).toBool()};
}
