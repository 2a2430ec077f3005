// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufvalues.h"

#include "centrifuge/codec/protobuffields.h"
#include "text/utf8.h"

#include <algorithm>

namespace Centrifuge::Protobuf {

namespace {

/** Broken in a way protozero does not see. */
struct TooManyEntries : protozero::exception
{
    const char *what() const noexcept override { return "too many entries in one list"; }
};

struct TooLongText : protozero::exception
{
    const char *what() const noexcept override { return "a text is too long"; }
};

/** A replacement character would stand for what was not sent. */
struct NotUtf8 : protozero::exception
{
    const char *what() const noexcept override { return "a text is not UTF-8"; }
};

/** Of a reason or an error, where the code counts and words that are a little broken will do. */
QString toWords(const data_view &view)
{
    return QString::fromUtf8(view.data(),
                             static_cast<qsizetype>(std::min(view.size(), MaxTextBytes)));
}

} // namespace

QString toText(const data_view &view)
{
    if (view.size() > MaxTextBytes) {
        throw TooLongText();
    }
    if (!Text::isUtf8({view.data(), view.size()})) {
        throw NotUtf8();
    }
    return toWords(view);
}

QByteArray toBytes(const data_view &view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

bool toBool(pbf_reader &reader)
{
    return reader.get_uint64() != 0;
}

void checkSize(std::size_t size)
{
    if (size > MaxListEntries) {
        throw TooManyEntries();
    }
}

std::pair<QString, data_view> readMapEntry(pbf_reader reader)
{
    std::pair<QString, data_view> entry;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(Field::MapEntry::Key):
            entry.first = toText(reader.get_view());
            break;
        case bytes(Field::MapEntry::Value):
            entry.second = reader.get_view();
            break;
        default:
            reader.skip();
        }
    }
    return entry;
}

ClientInfo readClientInfo(pbf_reader reader)
{
    ClientInfo info;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(Field::ClientInfo::User):
            info.user = toText(reader.get_view());
            break;
        case bytes(Field::ClientInfo::Client):
            info.client = toText(reader.get_view());
            break;
        case bytes(Field::ClientInfo::ConnInfo):
            info.connectionInfo = toBytes(reader.get_view());
            break;
        case bytes(Field::ClientInfo::ChanInfo):
            info.channelInfo = toBytes(reader.get_view());
            break;
        default:
            reader.skip();
        }
    }
    return info;
}

Publication readPublication(pbf_reader reader)
{
    Publication publication;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(Field::Publication::Data):
            publication.data = toBytes(reader.get_view());
            break;
        case bytes(Field::Publication::Info):
            publication.info = readClientInfo(reader.get_message());
            break;
        case varint(Field::Publication::Offset):
            publication.offset = reader.get_uint64();
            break;
        case bytes(Field::Publication::Tags): {
            const auto tag = readMapEntry(reader.get_message());
            checkSize(static_cast<std::size_t>(publication.tags.size()) + 1);
            publication.tags.insert(tag.first, toText(tag.second));
            break;
        }
        case varint(Field::Publication::Delta):
            publication.delta = toBool(reader);
            break;
        case bytes(Field::Publication::Channel):
            publication.channel = toText(reader.get_view());
            break;
        case bytes(Field::Publication::Epoch):
            publication.epoch = toText(reader.get_view());
            break;
        default:
            reader.skip();
        }
    }
    return publication;
}

void appendPublication(std::vector<Publication> &list, std::size_t &entries, pbf_reader reader)
{
    Publication publication = readPublication(reader);
    entries += 1 + static_cast<std::size_t>(publication.tags.size());
    checkSize(entries);
    list.push_back(std::move(publication));
}

CodeAndText readCodeAndText(pbf_reader reader, std::uint32_t codeField)
{
    CodeAndText result;
    while (reader.next()) {
        if (reader.tag_and_type() == varint(codeField)) {
            result.code = reader.get_uint32();
        } else if (reader.tag_and_type() == bytes(codeField + 1)) {
            result.text = toWords(reader.get_view());
        } else if (reader.tag_and_type() == varint(codeField + 2)) {
            result.flag = toBool(reader);
        } else {
            reader.skip();
        }
    }
    return result;
}

} // namespace Centrifuge::Protobuf
