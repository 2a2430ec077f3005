// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/jsonlimport.h"

#include "monitor/entry/entrynames.h"
#include "monitor/platform/tr.h"
#include "text/jsonscanner.h"
#include "text/jsonspace.h"

#include <QDateTime>

#include <simdjson.h>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

namespace ondemand = simdjson::ondemand;

/** The bytes of a value as they stand there. */
std::string_view rawOf(ondemand::value value)
{
    std::string_view raw;
    if (simdjson::to_json_string(value).get(raw) != simdjson::SUCCESS) {
        return {};
    }
    return Text::trimmedJson(raw);
}

/** A string, or nothing for anything else. */
std::string_view stringOf(ondemand::value value)
{
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::uint64_t numberOf(ondemand::value value)
{
    std::uint64_t number = 0;
    return value.get_uint64().get(number) == simdjson::SUCCESS ? number : 0;
}

std::int64_t signedNumberOf(ondemand::value value)
{
    std::int64_t number = 0;
    return value.get_int64().get(number) == simdjson::SUCCESS ? number : 0;
}

std::string bytesOfBase64(std::string_view text)
{
    return QByteArray::fromBase64(QByteArray(text.data(), qsizetype(text.size()))).toStdString();
}

std::chrono::microseconds timeOf(std::string_view text)
{
    const auto time = QDateTime::fromString(
        QString::fromLatin1(text.data(), qsizetype(text.size())), Qt::ISODateWithMs);
    return std::chrono::milliseconds(time.isValid() ? time.toMSecsSinceEpoch() : 0);
}

/** Null and {} stand for nothing. */
std::string objectOf(ondemand::value value)
{
    const std::string_view raw = rawOf(value);
    return raw == "null" || raw == "{}" ? std::string() : std::string(raw);
}

/** Members that eventJson() writes. */
class Line
{
public:
    Arrival arrival;
    std::string state; // its word, or that of the layer or limit
    bool isKnown = false; ///< its kind is one of an entry

    void read(std::string_view key, ondemand::value value);
    void readDetail(ondemand::value value);
    void finish();

private:
    void readKind(std::string_view word);
    bool readFlag(std::string_view key, ondemand::value value);
    std::optional<std::uint8_t> m_state; // as the detail has it
};

void Line::readKind(std::string_view word)
{
    arrival.kind = valueOfId(word, LastEntryKind, arrival.kind);
    isKnown = isKnown || nameOf(arrival.kind).id == word;
}

bool Line::readFlag(std::string_view key, ondemand::value value)
{
    constexpr std::pair<std::string_view, EntryFlag> Flags[] = {{"recovered", Recovered},
                                                                {"backlog", Backlog},
                                                                {"fetched", Fetched},
                                                                {"not_kept", NotKept}};
    for (const auto &[name, flag] : Flags) {
        if (key == name) {
            if (rawOf(value) == "true") {
                arrival.flags = std::uint8_t(arrival.flags | flag);
            }
            return true;
        }
    }
    if (key == "complete") {
        m_state = rawOf(value) == "true" ? 1 : 0;
        return true;
    }
    return false;
}

void Line::read(std::string_view key, ondemand::value value)
{
    if (key == "kind") {
        readKind(stringOf(value));
    } else if (key == "channel") {
        arrival.channel = stringOf(value);
    } else if (key == "epoch") {
        arrival.epoch = stringOf(value);
    } else if (key == "offset") {
        arrival.offset = numberOf(value);
    } else if (key == "tags") {
        arrival.tags = objectOf(value);
    } else if (key == "info") {
        arrival.info = objectOf(value);
    } else if (key == "received_at") {
        arrival.wall = timeOf(stringOf(value));
    } else if (key == "data") {
        arrival.payload = rawOf(value);
    } else if (key == "data_base64") {
        arrival.payload = bytesOfBase64(stringOf(value));
    } else if (key == "reason") {
        arrival.payload = stringOf(value);
    } else if (key == "code" || key == "count" || key == "size") {
        arrival.packedCode = std::uint32_t(numberOf(value));
    } else if (key == "state" || key == "layer" || key == "limit") {
        state = stringOf(value);
    } else if (key == "entry") {
        readDetail(value);
    } else {
        readFlag(key, value);
    }
}

void Line::readDetail(ondemand::value value)
{
    ondemand::object detail;
    if (value.get_object().get(detail) != simdjson::SUCCESS) {
        return;
    }
    for (auto member : detail) {
        std::string_view key;
        ondemand::value inner;
        if (member.unescaped_key().get(key) != simdjson::SUCCESS
            || member.value().get(inner) != simdjson::SUCCESS) {
            return;
        }
        if (key == "wall_us") {
            arrival.wall = std::chrono::microseconds(signedNumberOf(inner));
        } else if (key == "monotonic_ns") {
            arrival.monotonic = std::chrono::nanoseconds(signedNumberOf(inner));
        } else if (key == "state") {
            m_state = std::uint8_t(numberOf(inner));
        } else if (key == "flags") {
            arrival.flags = std::uint8_t(numberOf(inner));
        } else if (key == "code") {
            arrival.packedCode = std::uint32_t(numberOf(inner));
        } else if (key == "offset") {
            arrival.offset = numberOf(inner);
        } else if (key == "channel") {
            arrival.channel = stringOf(inner);
        } else if (key == "epoch") {
            arrival.epoch = stringOf(inner);
        } else if (key == "tags") {
            arrival.tags = stringOf(inner);
        } else if (key == "info") {
            arrival.info = stringOf(inner);
        } else if (key == "text") {
            arrival.payload = stringOf(inner);
        } else if (key == "payload_base64") {
            arrival.payload = bytesOfBase64(stringOf(inner));
        }
    }
}

void Line::finish()
{
    if (m_state) {
        arrival.packedState = *m_state;
        return;
    }
    switch (arrival.kind) {
    case EntryKind::Connection:
        arrival.setState(valueOfId(state, SessionState::Partial, SessionState::Disabled));
        break;
    case EntryKind::Subscription:
        arrival.setState(valueOfId(state, ChannelState::Subscribed, ChannelState::Unsubscribed));
        break;
    case EntryKind::Error:
        arrival.setCode(valueOfId(state, Centrifuge::LastErrorLayer, Centrifuge::ErrorLayer::Local),
                        arrival.packedCode);
        break;
    case EntryKind::Trim:
        arrival.setState(valueOfId(state, TrimLimit::Disk, TrimLimit::Entries));
        break;
    default:
        break;
    }
}

/** JSON that is no event of ours. */
Arrival foreignEntry(const QByteArray &line)
{
    Arrival arrival;
    arrival.kind = EntryKind::Publication;
    arrival.payload = Text::trimmedJson({line.constData(), std::size_t(line.size())});
    return arrival;
}

} // namespace

Result<Arrival> arrivalOfLine(const QByteArray &line)
{
    if (const auto fault = Text::findJsonFault(line)) {
        return badArgument(
            Tr::tr("no JSON (column %1: %2)").arg(QString::number(fault->column), fault->message));
    }
    const simdjson::padded_string padded(line.constData(), std::size_t(line.size()));
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object object;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS
        || document.get_object().get(object) != simdjson::SUCCESS) {
        return foreignEntry(line);
    }
    Line read;
    for (auto member : object) {
        std::string_view key;
        ondemand::value value;
        if (member.unescaped_key().get(key) != simdjson::SUCCESS
            || member.value().get(value) != simdjson::SUCCESS) {
            return foreignEntry(line);
        }
        read.read(key, value);
    }
    if (!read.isKnown) {
        return foreignEntry(line);
    }
    read.finish();
    return read.arrival;
}
