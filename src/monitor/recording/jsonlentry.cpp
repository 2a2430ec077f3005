// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/jsonlimport.h"

#include "monitor/entry/entrynames.h"
#include "monitor/platform/tr.h"
#include "monitor/recording/eventmembers.h"
#include "text/jsonscanner.h"
#include "text/jsonspace.h"

#include <QDateTime>

#include <simdjson.h>

#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

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

/** Null and {} stand for nothing. */
std::string objectOf(ondemand::value value)
{
    const std::string_view raw = rawOf(value);
    return raw == "null" || raw == "{}" ? std::string() : std::string(raw);
}

/** What an export adds, as eventJson() leaves it out or rounds it. */
struct LineDetail
{
    std::optional<std::int64_t> wall; // µs
    std::optional<std::int64_t> monotonic; // ns
    std::optional<std::uint8_t> state;
    std::optional<std::uint8_t> flags;
    std::optional<std::uint32_t> code;
    std::optional<std::uint64_t> offset;
    std::optional<std::string> channel;
    std::optional<std::string> epoch;
    std::optional<std::string> tags;
    std::optional<std::string> info;
    std::optional<std::string> payload;
};

/** Reads the members of one line. */
class Line
{
public:
    void read(std::string_view key, ondemand::value value);
    /** Whether its members are those of an event. */
    bool isEvent() const;
    /** The event, or the first value that is none. */
    Result<Arrival> takeEvent();

private:
    void addFault(std::string_view key, const QString &what);
    void take(std::string_view key, ondemand::value value, std::string &text);
    template <typename Number>
    void take(std::string_view key, ondemand::value value, Number &number);
    template <typename Value>
    void take(std::string_view key, ondemand::value value, std::optional<Value> &taken);
    void takeBase64(std::string_view key, ondemand::value value, std::string &bytes);
    void takeTime(std::string_view key, ondemand::value value);
    bool takeText(std::string_view key, ondemand::value value);
    bool takeNumberOrJson(std::string_view key, ondemand::value value);
    void takeFlag(std::string_view key, ondemand::value value);
    void takeDetail(ondemand::value value);
    void takeDetail(std::string_view key, ondemand::value value);
    template <typename State> State stateOf(std::string_view key, State last);
    void addState();
    void addDetail();

    Arrival m_arrival;
    LineDetail m_detail;
    std::string m_kind;
    std::string m_state; // its word, or that of the layer or limit
    bool m_isComplete = false;
    MemberSet m_members = 0;
    bool m_hasOthers = false; // also one of them twice
    QString m_fault; // the first
};

void Line::addFault(std::string_view key, const QString &what)
{
    if (m_fault.isEmpty()) {
        const QString name = QString::fromLatin1(key.data(), qsizetype(key.size()));
        m_fault = QStringLiteral("\"%1\" %2").arg(name, what);
    }
}

void Line::take(std::string_view key, ondemand::value value, std::string &text)
{
    std::string_view read;
    if (value.get_string().get(read) == simdjson::SUCCESS) {
        text = read;
    } else {
        addFault(key, Tr::tr("is no text"));
    }
}

template <typename Number>
void Line::take(std::string_view key, ondemand::value value, Number &number)
{
    using Limits = std::numeric_limits<Number>;
    std::conditional_t<Limits::is_signed, std::int64_t, std::uint64_t> read = 0;
    if (value.get(read) == simdjson::SUCCESS && read <= Limits::max()) {
        number = static_cast<Number>(read);
    } else {
        const QString words = Tr::tr("is no whole number from %1 to %2");
        addFault(key, words.arg(QString::number(Limits::min()), QString::number(Limits::max())));
    }
}

template <typename Value>
void Line::take(std::string_view key, ondemand::value value, std::optional<Value> &taken)
{
    take(key, value, taken.emplace());
}

void Line::takeBase64(std::string_view key, ondemand::value value, std::string &bytes)
{
    std::string text;
    take(key, value, text);
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromStdString(text),
        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (decoded) {
        bytes = (*decoded).toStdString();
    } else {
        addFault(key, Tr::tr("is no Base64"));
    }
}

void Line::takeTime(std::string_view key, ondemand::value value)
{
    std::string text;
    take(key, value, text);
    const auto time = QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    if (time.isValid()) {
        m_arrival.wall = std::chrono::milliseconds(time.toMSecsSinceEpoch());
    } else if (!text.starts_with("0000-")) { // a year that Qt does not have
        addFault(key, Tr::tr("is no time"));
    }
}

void Line::takeFlag(std::string_view key, ondemand::value value)
{
    constexpr std::pair<std::string_view, EntryFlag> Flags[] = {{"recovered", Recovered},
                                                                {"backlog", Backlog},
                                                                {"fetched", Fetched},
                                                                {"not_kept", NotKept},
                                                                {"server_side", ServerSide}};
    bool isSet = false;
    if (value.get_bool().get(isSet) != simdjson::SUCCESS) {
        addFault(key, Tr::tr("is neither true nor false"));
    }
    if (key == "complete") {
        m_isComplete = isSet;
    }
    for (const auto &[name, flag] : Flags) {
        if (key == name && isSet) {
            m_arrival.flags = std::uint8_t(m_arrival.flags | flag);
        }
    }
}

bool Line::takeText(std::string_view key, ondemand::value value)
{
    const bool isWord = key == "state" || key == "layer" || key == "limit";
    std::string *const text = isWord ? &m_state
        : key == "watcher"           ? &m_arrival.watcher
        : key == "channel"           ? &m_arrival.channel
        : key == "epoch"             ? &m_arrival.epoch
        : key == "reason"            ? &m_arrival.payload
                                     : nullptr;
    if (text != nullptr) {
        take(key, value, *text);
    } else if (key == "data_base64") {
        takeBase64(key, value, m_arrival.payload);
    } else if (key == "received_at") {
        takeTime(key, value);
    } else {
        return false;
    }
    return true;
}

bool Line::takeNumberOrJson(std::string_view key, ondemand::value value)
{
    if (key == "offset") {
        take(key, value, m_arrival.offset);
    } else if (key == "code" || key == "count" || key == "size") {
        take(key, value, m_arrival.packedCode);
    } else if (key == "data") {
        m_arrival.payload = rawOf(value);
    } else if (key == "tags") {
        m_arrival.tags = objectOf(value);
    } else if (key == "info") {
        m_arrival.info = objectOf(value);
    } else {
        return false;
    }
    return true;
}

void Line::read(std::string_view key, ondemand::value value)
{
    const MemberSet member = memberOf(key);
    m_hasOthers = m_hasOthers || member == 0 || (m_members & member) != 0;
    if (m_hasOthers) {
        return;
    }
    m_members |= member;
    ondemand::json_type type = ondemand::json_type::null;
    if (value.type().get(type) != simdjson::SUCCESS
        || (type == ondemand::json_type::null && mayBeNull(member))) {
        return;
    }
    if (key == "kind") {
        m_hasOthers = type != ondemand::json_type::string;
        take(key, value, m_kind);
    } else if (key == "entry") {
        takeDetail(value);
    } else if (!takeText(key, value) && !takeNumberOrJson(key, value)) {
        takeFlag(key, value);
    }
}

void Line::takeDetail(ondemand::value value)
{
    ondemand::object detail;
    if (value.get_object().get(detail) != simdjson::SUCCESS) {
        addFault("entry", Tr::tr("is no object"));
        return;
    }
    for (auto member : detail) {
        std::string_view key;
        ondemand::value inner;
        if (member.unescaped_key().get(key) == simdjson::SUCCESS
            && member.value().get(inner) == simdjson::SUCCESS) {
            takeDetail(key, inner);
        } else {
            addFault("entry", Tr::tr("has a member that is not known"));
        }
    }
}

void Line::takeDetail(std::string_view key, ondemand::value value)
{
    std::uint64_t number = 0; // rows are counted anew
    if (key == "number") {
        take(key, value, number);
    } else if (key == "wall_us") {
        take(key, value, m_detail.wall);
    } else if (key == "monotonic_ns") {
        take(key, value, m_detail.monotonic);
    } else if (key == "state") {
        take(key, value, m_detail.state);
    } else if (key == "flags") {
        take(key, value, m_detail.flags);
    } else if (key == "code") {
        take(key, value, m_detail.code);
    } else if (key == "offset") {
        take(key, value, m_detail.offset);
    } else if (key == "channel") {
        take(key, value, m_detail.channel);
    } else if (key == "epoch") {
        take(key, value, m_detail.epoch);
    } else if (key == "tags") {
        take(key, value, m_detail.tags);
    } else if (key == "info") {
        take(key, value, m_detail.info);
    } else if (key == "text") {
        take(key, value, m_detail.payload);
    } else if (key == "payload_base64") {
        takeBase64(key, value, m_detail.payload.emplace());
    } else {
        addFault("entry", Tr::tr("has a member that is not known"));
    }
}

bool Line::isEvent() const
{
    const EntryKind kind = valueOfId(m_kind, LastEntryKind, EntryKind::Publication);
    return !m_hasOthers && nameOf(kind).id == m_kind && areMembersOf(kind, m_members);
}

template <typename State> State Line::stateOf(std::string_view key, State last)
{
    const State state = valueOfId(m_state, last, State());
    const bool isNumbered = m_state.empty() && m_detail.state; // one of a newer version
    if (::nameOf(state).id != m_state && !isNumbered) {
        addFault(key, Tr::tr("is no word that it can be"));
    }
    return state;
}

void Line::addState()
{
    switch (m_arrival.kind) {
    case EntryKind::Connection:
        m_arrival.setState(stateOf("state", SessionState::Partial));
        break;
    case EntryKind::Subscription:
        m_arrival.setState(stateOf("state", ChannelState::Subscribed));
        break;
    case EntryKind::Error:
        m_arrival.setCode(stateOf("layer", Centrifuge::LastErrorLayer), m_arrival.packedCode);
        break;
    case EntryKind::Trim:
        m_arrival.setState(stateOf("limit", TrimLimit::Disk));
        break;
    case EntryKind::Fetch:
        m_arrival.setState(m_isComplete ? FetchState::Complete : FetchState::Partial);
        break;
    default:
        break;
    }
}

void Line::addDetail()
{
    const auto add = [](const auto &from, auto &to) {
        using To = std::remove_cvref_t<decltype(to)>;
        to = from ? To(*from) : to;
    };
    add(m_detail.wall, m_arrival.wall);
    add(m_detail.monotonic, m_arrival.monotonic);
    add(m_detail.state, m_arrival.packedState);
    add(m_detail.flags, m_arrival.flags);
    add(m_detail.code, m_arrival.packedCode);
    add(m_detail.offset, m_arrival.offset);
    add(m_detail.channel, m_arrival.channel);
    add(m_detail.epoch, m_arrival.epoch);
    add(m_detail.tags, m_arrival.tags);
    add(m_detail.info, m_arrival.info);
    add(m_detail.payload, m_arrival.payload);
}

Result<Arrival> Line::takeEvent()
{
    m_arrival.kind = valueOfId(m_kind, LastEntryKind, EntryKind::Publication);
    addState();
    addDetail();
    return m_fault.isEmpty() ? Result<Arrival>(std::move(m_arrival))
                             : Result<Arrival>(badArgument(m_fault));
}

/** JSON that is no event of ours. */
Arrival foreignEntry(const QByteArray &line)
{
    Arrival arrival; // a publication
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
    return read.isEvent() ? read.takeEvent() : Result<Arrival>(foreignEntry(line));
}
