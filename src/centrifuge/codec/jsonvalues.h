// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

#include <simdjson.h>

#include <string_view>
#include <type_traits>
#include <vector>

// What the JSON readers share. Names are those of client.proto of
// github.com/centrifugal/protocol v0.23.1; each member may be absent or null, in any order, and
// unknown ones are skipped. Payloads are cut out as they are: simdjson walks over them without
// converting a number or a string. Readers throw simdjson's exception, which JsonReader catches.

namespace Centrifuge::Json {

using simdjson::ondemand::array;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

[[noreturn]] void fail(simdjson::error_code code);

QString toText(std::string_view utf8);
QString toText(value json);
std::uint32_t toUint32(value json);
/** The bytes of a value exactly as received, without the white space around them. */
std::string_view toView(value json);
QByteArray toBytes(value json);

/** Throws when a list or map of `size` would be too large. */
void checkSize(std::size_t size);

/** Calls `read(name, value)` for each member that is there; `data` may be null and still is. */
template <typename Read> void eachMember(object members, const Read &read)
{
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        value json = member.value();
        if (name == "data" || json.type() != simdjson::ondemand::json_type::null) {
            read(name, json);
        }
    }
}

/** The object `members` as a map from names to what `read` makes of each value. */
template <typename T, typename Read> QMap<QString, T> readMap(object members, const Read &read)
{
    QMap<QString, T> map;
    eachMember(members, [&](std::string_view name, value json) {
        checkSize(static_cast<std::size_t>(map.size()) + 1);
        const QString key = toText(name); // the name does not outlive the next string
        map.insert(key, read(json));
    });
    return map;
}

ClientInfo readClientInfo(object members);
Publication readPublication(object members);
/** `entries` counts all entries of the message, of tags, too. */
std::vector<Publication> readPublications(array list, std::size_t &entries);

template <typename T> T readExpiry(object members)
{
    T result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "expires") {
            result.expires = json.get_bool();
        } else if (name == "ttl") {
            result.ttl = toUint32(json);
        }
    });
    return result;
}

/** The code and the text of `T`; the text is called `textName`. */
template <typename T> T readCode(object members, std::string_view textName, QString T::*text)
{
    T result;
    eachMember(members, [&](std::string_view name, value json) {
        if (name == "code") {
            result.code = toUint32(json);
        } else if (name == textName) {
            result.*text = toText(json);
        } else if constexpr (std::is_same_v<T, ReplyError>) {
            if (name == "temporary") {
                result.temporary = json.get_bool();
            }
        }
    });
    return result;
}

} // namespace Centrifuge::Json
