// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsonvalues.h"

#include "centrifuge/codec/jsonelision.h"

#include <limits>

namespace Centrifuge::Json {

void fail(simdjson::error_code code)
{
    throw simdjson::simdjson_error(code);
}

QString toText(std::string_view utf8)
{
    if (utf8.size() > MaxTextBytes) {
        fail(simdjson::CAPACITY);
    }
    return QString::fromUtf8(utf8);
}

QString toText(value json)
{
    return toText(std::string_view(json.get_string()));
}

std::uint32_t toUint32(value json)
{
    const std::uint64_t number = json.get_uint64();
    if (number > std::numeric_limits<std::uint32_t>::max()) {
        fail(simdjson::NUMBER_OUT_OF_RANGE);
    }
    return static_cast<std::uint32_t>(number);
}

std::string_view toView(value json)
{
    std::string_view raw;
    switch (json.type()) {
    case simdjson::ondemand::json_type::object:
        raw = json.get_object().value().raw_json();
        break;
    case simdjson::ondemand::json_type::array:
        raw = json.get_array().value().raw_json();
        break;
    default:
        raw = Elision::payloadAt(json.raw_json_token());
    }
    return raw.substr(0, raw.find_last_not_of(" \t\r\n") + 1);
}

QByteArray toBytes(value json)
{
    const std::string_view raw = toView(json);
    return {raw.data(), static_cast<qsizetype>(raw.size())};
}

void checkSize(std::size_t size)
{
    if (size > MaxListEntries) {
        fail(simdjson::CAPACITY);
    }
}

ClientInfo readClientInfo(object members)
{
    ClientInfo info;
    eachMember(members, [&info](std::string_view name, value json) {
        if (name == "user") {
            info.user = toText(json);
        } else if (name == "client") {
            info.client = toText(json);
        } else if (name == "conn_info") {
            info.connectionInfo = toBytes(json);
        } else if (name == "chan_info") {
            info.channelInfo = toBytes(json);
        }
    });
    return info;
}

Publication readPublication(object members)
{
    Publication publication;
    eachMember(members, [&publication](std::string_view name, value json) {
        if (name == "data") {
            publication.data = toBytes(json);
        } else if (name == "offset") {
            publication.offset = json.get_uint64();
        } else if (name == "delta") {
            publication.delta = json.get_bool();
        } else if (name == "info") {
            publication.info = readClientInfo(json.get_object());
        } else if (name == "tags") {
            publication.tags =
                readMap<QString>(json.get_object(), [](value tag) { return toText(tag); });
        } else if (name == "epoch") {
            publication.epoch = toText(json);
        } else if (name == "channel") {
            publication.channel = toText(json);
        }
    });
    return publication;
}

std::vector<Publication> readPublications(array list, std::size_t &entries)
{
    std::vector<Publication> publications;
    for (auto element : list) {
        Publication publication = readPublication(element.get_object());
        entries += 1 + static_cast<std::size_t>(publication.tags.size());
        checkSize(entries);
        publications.push_back(std::move(publication));
    }
    return publications;
}

} // namespace Centrifuge::Json
