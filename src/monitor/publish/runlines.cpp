// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/runlines.h"

#include "monitor/entry/entrynames.h"
#include "monitor/entry/jsonobject.h"
#include "monitor/json/jsonchildren.h"
#include "monitor/platform/displaytime.h"
#include "monitor/profile/logmask.h"
#include "monitor/publish/publishtext.h"
#include "monitor/recording/csvcell.h"
#include "text/jsonscanner.h"
#include "text/views.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

using TripState = RoundTrip::State;
using SeenState = WatcherReceipt::State;

constexpr auto NoLayer = Centrifuge::ErrorLayer::Local;

QByteArrayView kindId(Run::Kind kind)
{
    return kind == Run::Kind::Series ? "series" : "publish";
}

QByteArray millisecondsOf(std::optional<std::chrono::nanoseconds> time)
{
    return time ? QByteArray::number(double(time->count()) / 1e6, 'f', 3) : QByteArray();
}

void addTime(JsonObject &object, const char *key, std::optional<std::chrono::nanoseconds> time)
{
    object.addJson(key, time ? millisecondsOf(time) : QByteArray("null"));
}

void addMasked(JsonObject &object, const char *key, const QString &text)
{
    object.addText(key, maskSecrets(text));
}

void addError(JsonObject &object, const Centrifuge::Error &error)
{
    object.addText("layer", QString::fromUtf8(nameOf(error.layer).id));
    object.addJson("code", QByteArray::number(error.code));
    addMasked(object, "reason", error.message);
}

/** Line ends of the payload would end the line, so they are kept beside. */
void addPayload(JsonObject &object, const Run &run)
{
    const QByteArray &payload = run.trip.payload;
    const QByteArray shown = maskSecrets(QString::fromUtf8(payload)).toUtf8();
    object.addJson("data", Text::isJson(shown) ? shown : QByteArray("null"));
    if (shown != payload || run.isMasked) {
        object.addJson("masked", "true");
    } else if (payload.contains('\n') || payload.contains('\r')) {
        object.add("data_base64", payload.toBase64());
    }
}

QByteArray explanationJson(const QStringList &lines)
{
    QJsonArray array;
    for (const QString &line : lines) {
        array.append(maskSecrets(line));
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

/** The value whose name is `id`; the last one where no other has it. */
template <typename Value, typename NameOf>
Value valueNamed(const QString &id, Value last, const NameOf &nameOf)
{
    int value = 0;
    while (value < int(last) && nameOf(Value(value)) != id) {
        ++value;
    }
    return Value(value);
}

std::optional<std::chrono::nanoseconds> timeOf(const QJsonValue &milliseconds)
{
    if (!milliseconds.isDouble()) {
        return std::nullopt;
    }
    return std::chrono::nanoseconds(qint64(milliseconds.toDouble() * 1e6));
}

WatcherReceipts receiptsOf(const QJsonArray &array)
{
    WatcherReceipts receipts;
    for (const QJsonValue &value : array) {
        WatcherReceipt receipt;
        receipt.watcher = value[QLatin1String("watcher")].toString();
        receipt.state =
            valueNamed(value[QLatin1String("state")].toString(), SeenState::Missing,
                       [](SeenState state) { return QString::fromUtf8(receiptId(state)); });
        receipt.pushTime = timeOf(value[QLatin1String("push_ms")]);
        receipt.code = quint32(value[QLatin1String("code")].toInteger());
        receipt.reason = value[QLatin1String("reason")].toString();
        const bool isWaiting = receipt.state == SeenState::Waiting;
        receipt.state = isWaiting ? SeenState::Missing : receipt.state;
        receipts.push_back(receipt);
    }
    return receipts;
}

/** The bytes of a member as they stand in the line. */
QByteArray rawMember(std::string_view line, std::string_view key)
{
    const std::vector<JsonChild> members = jsonChildren(line);
    const auto found = std::ranges::find_if(
        members, [line, key](const JsonChild &member) { return member.key.of(line) == key; });
    return found == members.end() ? QByteArray()
                                  : QByteArrayView(found->value.of(line)).toByteArray();
}

/** Who waited when the program ended has not seen it; without an answer nothing is known. */
TripState settledState(TripState state, bool isAnswered)
{
    if (state != TripState::Waiting) {
        return state;
    }
    return isAnswered ? TripState::NotSeen : TripState::Unknown;
}

RoundTrip tripOf(const QJsonObject &object)
{
    RoundTrip trip;
    trip.channel = object[QLatin1String("channel")].toString();
    trip.tag = object[QLatin1String("tag")].toString();
    trip.apiTime = timeOf(object[QLatin1String("api_ms")]);
    trip.pushTime = timeOf(object[QLatin1String("push_ms")]);
    trip.state = settledState(
        valueNamed(object[QLatin1String("state")].toString(), TripState::NotSent, stateId),
        trip.apiTime.has_value());
    trip.matchedBy =
        valueNamed(object[QLatin1String("matched_by")].toString(), RoundTrip::Match::Payload,
                   [](RoundTrip::Match match) { return QString::fromUtf8(matchId(match)); });
    trip.position.offset = quint64(object[QLatin1String("offset")].toInteger());
    trip.position.epoch = object[QLatin1String("epoch")].toString();
    trip.payloadIdentical = object[QLatin1String("same_bytes")].toBool(true);
    trip.watchers = receiptsOf(object[QLatin1String("watchers")].toArray());
    if (object.contains(QLatin1String("layer"))) {
        const auto layer = object[QLatin1String("layer")].toString().toStdString();
        trip.error = Centrifuge::Error{
            valueOfId(std::string_view(layer), Centrifuge::ErrorLayer::Server, NoLayer),
            object[QLatin1String("code")].toInt(), object[QLatin1String("reason")].toString()};
    }
    return trip;
}

} // namespace

QByteArray runJson(const Run &run)
{
    const RoundTrip &trip = run.trip;
    JsonObject object;
    object.add("kind", kindId(run.kind));
    object.addText("sent_at", QString::fromStdString(isoTime(run.wall)));
    object.addJson("sent_us", QByteArray::number(qlonglong(run.wall.count())));
    addMasked(object, "channel", trip.channel);
    object.addText("state", stateId(trip.state));
    object.addOrNull("matched_by", matchId(trip.matchedBy));
    addTime(object, "api_ms", trip.apiTime);
    addTime(object, "push_ms", trip.pushTime);
    object.addOrNull("offset", trip.position.offset);
    object.addOrNull("epoch", trip.position.epoch.toUtf8());
    object.addOrNull("tag", trip.tag.toUtf8());
    object.addJson("same_bytes", trip.payloadIdentical ? "true" : "false");
    if (trip.error) {
        addError(object, *trip.error);
    }
    object.addJson("watchers", receiptsJson(trip.watchers, JsonAudience::Program));
    object.addNumber("count", run.count);
    object.addText("api", run.api);
    object.addJson("api_key", run.hasApiKey ? "true" : "false");
    object.addJson("explanation", explanationJson(run.explanation));
    addPayload(object, run);
    return object.text(JsonAudience::Program);
}

std::optional<Run> readRun(QByteArrayView line)
{
    const QJsonObject object = QJsonDocument::fromJson(line.toByteArray()).object();
    const QString kind = object[QLatin1String("kind")].toString();
    const bool isSeries = kind == QLatin1String("series");
    if ((kind != QLatin1String("publish") && !isSeries) || !object.contains(QLatin1String("state"))
        || !object.contains(QLatin1String("sent_us"))) {
        return std::nullopt;
    }
    Run run;
    run.kind = isSeries ? Run::Kind::Series : Run::Kind::Publish;
    run.wall = std::chrono::microseconds(object[QLatin1String("sent_us")].toInteger());
    run.trip = tripOf(object);
    const QString exact = object[QLatin1String("data_base64")].toString();
    run.trip.payload = exact.isEmpty() ? rawMember(Text::view(line), "\"data\"")
                                       : QByteArray::fromBase64(exact.toLatin1());
    run.count = quint64(object[QLatin1String("count")].toInteger(1));
    run.api = object[QLatin1String("api")].toString();
    run.hasApiKey = object[QLatin1String("api_key")].toBool(true);
    for (const QJsonValue &words : object[QLatin1String("explanation")].toArray()) {
        run.explanation.append(words.toString());
    }
    run.isMasked = object[QLatin1String("masked")].toBool();
    return run;
}

QByteArray runCsvHeader()
{
    return "sent_at,kind,count,channel,state,matched_by,api_ms,push_ms,seen,watchers,offset,epoch,"
           "code,reason,fix,data\r\n";
}

QByteArray runCsv(const Run &run)
{
    const RoundTrip &trip = run.trip;
    const auto cell = [](const QString &text) { return csvCell(maskSecrets(text).toUtf8()); };
    const auto number = [](quint64 value) {
        return value == 0 ? QByteArray() : QByteArray::number(value);
    };
    return csvLine({QByteArray::fromStdString(isoTime(run.wall)), kindId(run.kind).toByteArray(),
                    QByteArray::number(run.count), cell(trip.channel), cell(stateId(trip.state)),
                    matchId(trip.matchedBy).toByteArray(), millisecondsOf(trip.apiTime),
                    millisecondsOf(trip.pushTime), QByteArray::number(seenCount(trip.watchers)),
                    QByteArray::number(qsizetype(trip.watchers.size())),
                    number(trip.position.offset), cell(trip.position.epoch),
                    trip.error ? QByteArray::number(trip.error->code) : QByteArray(),
                    cell(trip.error ? trip.error->message : QString()),
                    cell(run.explanation.join(u'\n')), cell(QString::fromUtf8(trip.payload))});
}

QByteArray runLines(const RunList &runs, qsizetype maxBytes)
{
    QByteArrayList lines;
    qsizetype bytes = 0;
    for (quint64 number = runs.endNumber(); number > runs.firstNumber(); --number) {
        const QByteArray line = runJson(*runs.find(number - 1)) + '\n';
        bytes += line.size();
        if (bytes > maxBytes) {
            break;
        }
        lines.prepend(line);
    }
    return lines.join();
}

void addRunLines(RunList &runs, QByteArrayView lines)
{
    while (!lines.isEmpty()) {
        const qsizetype end = lines.indexOf('\n');
        if (auto run = readRun(lines.first(end < 0 ? lines.size() : end))) {
            runs.add(std::move(*run));
        }
        lines = end < 0 ? QByteArrayView() : lines.sliced(end + 1);
    }
}
