// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/offsetgap.h"

#include "text/jsontext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace {

const QString After = QStringLiteral("after");
const QString Until = QStringLiteral("until");
const QString Epoch = QStringLiteral("epoch");
const QString NewStream = QStringLiteral("new_stream");
const QString IsBacklog = QStringLiteral("backlog");

std::uint64_t offsetIn(const QJsonObject &object, const QString &name)
{
    return object.value(name).toString().toULongLong();
}

QJsonValue offsetText(std::uint64_t offset)
{
    return QString::number(offset); // a JSON number would be rounded
}

} // namespace

std::string offsetGapJson(const OffsetGap &hole)
{
    QJsonObject object{{After, offsetText(hole.after)},
                       {Until, offsetText(hole.until)},
                       {Epoch, QString::fromStdString(hole.epoch)}};
    if (hole.isNewStream) {
        object.insert(NewStream, true);
    }
    if (hole.isBacklog) {
        object.insert(IsBacklog, true);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<OffsetGap> readOffsetGap(std::string_view info)
{
    const QByteArray bytes(info.data(), qsizetype(info.size()));
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (!object.contains(After)) {
        return std::nullopt;
    }
    return OffsetGap{offsetIn(object, After), offsetIn(object, Until),
                     object.value(Epoch).toString().toStdString(), object.value(NewStream).toBool(),
                     object.value(IsBacklog).toBool()};
}
