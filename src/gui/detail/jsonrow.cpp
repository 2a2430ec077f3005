// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/jsonrow.h"

#include "gui/widgets/labeltext.h"
#include "monitor/platform/tr.h"
#include "text/jsonscanner.h"
#include "text/jsonstring.h"
#include "text/utf8.h"
#include "text/visibletext.h"

#include <algorithm>

namespace {

constexpr std::size_t ShownOfKey = 400;
constexpr std::size_t ShownOfValue = 1000;
constexpr std::size_t ShownOfContainer = 120;
constexpr QChar Ellipsis(0x2026);

QString cutText(std::string_view bytes, std::size_t length)
{
    const QString shown = Text::visible(Text::utf8Prefix(bytes, length));
    return bytes.size() > length ? shown + Ellipsis : shown;
}

std::string_view withoutQuotes(std::string_view quoted)
{
    quoted.remove_prefix(std::min<std::size_t>(quoted.size(), 1));
    if (quoted.ends_with('"')) {
        quoted.remove_suffix(1);
    }
    return quoted;
}

QString decoded(std::string_view quoted, std::size_t length)
{
    const std::string_view whole = withoutQuotes(quoted);
    const std::string_view part = Text::utf8Prefix(whole, length);
    // Where the cut went through an escape, it is shown as written.
    const std::optional<std::string> text = Text::unescaped(part);
    const QString shown = text ? Text::visible(*text) : Text::visible(part);
    return part.size() < whole.size() ? shown + Ellipsis : shown;
}

} // namespace

QByteArray containerInString(std::string_view quoted)
{
    const std::string_view inside = withoutQuotes(quoted);
    const std::size_t first = inside.find_first_not_of(" \t\n\r");
    if (first == std::string_view::npos || (inside[first] != '{' && inside[first] != '[')) {
        return {};
    }
    const auto text = Text::unescaped(inside);
    return text && Text::isJson(*text) ? QByteArray::fromStdString(*text) : QByteArray();
}

std::string JsonRow::keyText() const
{
    const std::string_view raw = withoutQuotes(key);
    return Text::unescaped(raw).value_or(std::string(raw));
}

QString JsonRow::copiedText() const
{
    if (kind == Kind::String) {
        if (const auto text = Text::unescaped(withoutQuotes(value))) {
            return QString::fromStdString(*text);
        }
    }
    return QString::fromUtf8(value.data(), qsizetype(value.size()));
}

QString JsonRow::nameCell() const
{
    if (kind == Kind::More) {
        return Tr::tr("Show more%1").arg(Ellipsis);
    }
    if (!key.empty()) {
        return decoded(key, ShownOfKey);
    }
    return element ? QStringLiteral("[%1]").arg(*element) : QString();
}

QString JsonRow::valueCell() const
{
    switch (kind) {
    case Kind::String:
        return u'"' + decoded(value, ShownOfValue) + u'"';
    case Kind::Object:
    case Kind::Array: {
        const QString count =
            childCount ? QStringLiteral("(%1) ").arg(groupedNumber(*childCount)) : QString();
        return count + cutText(value, ShownOfContainer);
    }
    case Kind::Text:
    case Kind::Scalar:
        return cutText(value, ShownOfValue);
    case Kind::More:
        break;
    }
    return {};
}

std::optional<Tone> JsonRow::nameTone() const
{
    switch (kind) {
    case Kind::Text:
        return {};
    case Kind::More:
        return Tone::Accent;
    default:
        return key.empty() ? Tone::Quiet : Tone::Key;
    }
}

std::optional<Tone> JsonRow::valueTone() const
{
    switch (kind) {
    case Kind::Text:
        return {};
    case Kind::More:
        return Tone::Accent;
    case Kind::String:
        return Tone::Text;
    case Kind::Scalar:
        return Tone::Number;
    case Kind::Object:
    case Kind::Array:
        break;
    }
    return Tone::Quiet;
}
