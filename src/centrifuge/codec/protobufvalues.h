// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

#include <protozero/pbf_reader.hpp>

#include <utility>
#include <vector>

// What the Protobuf readers share. Readers switch over number *and* wire type: protozero
// only asserts that a getter fits the type on the wire. They throw protozero::exception, which
// readProtobufMessage() catches.

namespace Centrifuge::Protobuf {

using protozero::data_view;
using protozero::pbf_reader;

constexpr std::uint32_t varint(std::uint32_t number)
{
    return protozero::tag_and_type(number, protozero::pbf_wire_type::varint);
}

constexpr std::uint32_t bytes(std::uint32_t number)
{
    return protozero::tag_and_type(number, protozero::pbf_wire_type::length_delimited);
}

QString toText(const data_view &view);
QByteArray toBytes(const data_view &view);
/** Not get_bool(): it looks at the first byte only, even where there is none. */
bool toBool(pbf_reader &reader);

/** Throws when a list or map of `size` would be too large. */
void checkSize(std::size_t size);

/** Key and value of one entry of a map whose values are messages or texts. */
std::pair<QString, data_view> readMapEntry(pbf_reader reader);
ClientInfo readClientInfo(pbf_reader reader);
Publication readPublication(pbf_reader reader);
/** `entries` counts all entries of the message, of tags, too. */
void appendPublication(std::vector<Publication> &list, std::size_t &entries, pbf_reader reader);

/** RefreshResult, SubRefreshResult and the Refresh push differ only in their numbers. */
template <typename T>
T readExpiry(pbf_reader reader, std::uint32_t expiresNumber, std::uint32_t ttlNumber)
{
    T result;
    while (reader.next()) {
        if (reader.tag_and_type() == varint(expiresNumber)) {
            result.expires = toBool(reader);
        } else if (reader.tag_and_type() == varint(ttlNumber)) {
            result.ttl = reader.get_uint32();
        } else {
            reader.skip();
        }
    }
    return result;
}

struct CodeAndText
{
    std::uint32_t code = 0;
    QString text;
    bool flag = false;
};

/** Error, Unsubscribe and Disconnect: a code, then a text, then (Error, Disconnect) a flag. */
CodeAndText readCodeAndText(pbf_reader reader, std::uint32_t codeField);

} // namespace Centrifuge::Protobuf
