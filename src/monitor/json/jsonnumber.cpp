// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonnumber.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace {

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

std::size_t skipDigits(std::string_view text, std::size_t at)
{
    while (at < text.size() && isDigit(text[at])) {
        ++at;
    }
    return at;
}

/** ±0.d1d2d3… × 10^exponent with d1 ≠ 0; no digits for zero. */
struct Decimal
{
    bool isNegative = false;
    std::string_view digits; // as written, perhaps with the point among them
    std::int64_t exponent = 0;
};

std::int64_t writtenExponent(std::string_view text)
{
    constexpr std::int64_t Largest = 1'000'000'000'000; // larger ones compare as equal
    const bool isNegative = text.starts_with('-');
    std::int64_t exponent = 0;
    for (const char byte : text) {
        if (isDigit(byte)) {
            exponent = std::min(Largest, exponent * 10 + (byte - '0'));
        }
    }
    return isNegative ? -exponent : exponent;
}

Decimal decimalOf(std::string_view text)
{
    Decimal decimal;
    decimal.isNegative = text.starts_with('-');
    text.remove_prefix(decimal.isNegative ? 1 : 0);
    const std::size_t e = std::min(text.find_first_of("eE"), text.size());
    const std::string_view mantissa = text.substr(0, e);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    const std::size_t first = mantissa.find_first_not_of("0.");
    if (first == std::string_view::npos) {
        return {};
    }
    const std::size_t last = mantissa.find_last_not_of("0.");
    decimal.digits = mantissa.substr(first, last + 1 - first);
    decimal.exponent = first < point ? static_cast<std::int64_t>(point - first)
                                     : -static_cast<std::int64_t>(first - point - 1);
    if (e < text.size()) {
        decimal.exponent += writtenExponent(text.substr(e + 1));
    }
    return decimal;
}

std::strong_ordering compareDigits(std::string_view left, std::string_view right)
{
    const auto next = [](std::string_view text, std::size_t &at) -> char {
        at += at < text.size() && text[at] == '.' ? 1 : 0;
        return at < text.size() ? text[at++] : '\0';
    };
    std::size_t inLeft = 0;
    std::size_t inRight = 0;
    while (true) {
        const char a = next(left, inLeft);
        const char b = next(right, inRight);
        if (a != b || a == '\0') {
            return a <=> b;
        }
    }
}

std::strong_ordering compareSizes(const Decimal &left, const Decimal &right)
{
    if (left.digits.empty() || right.digits.empty()) {
        return !left.digits.empty() <=> !right.digits.empty();
    }
    const auto order = left.exponent <=> right.exponent;
    return std::is_neq(order) ? order : compareDigits(left.digits, right.digits);
}

/** The integral part of a number with few digits and no exponent. */
std::optional<std::int64_t> wholeOf(std::string_view text)
{
    constexpr std::size_t MaxDigits = 18;
    const std::size_t begin = text.starts_with('-') ? 1 : 0;
    std::int64_t whole = 0;
    std::size_t at = begin;
    for (; at < text.size() && isDigit(text[at]); ++at) {
        if (at - begin == MaxDigits) {
            return {};
        }
        whole = whole * 10 + (text[at] - '0');
    }
    if (at < text.size() && (text[at] != '.' || skipDigits(text, at + 1) != text.size())) {
        return {};
    }
    return begin == 0 ? whole : -whole;
}

} // namespace

bool isJsonNumber(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = at;
    at = skipDigits(text, at);
    if (at == whole || (text[whole] == '0' && at > whole + 1)) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skipDigits(text, fraction);
        if (at == fraction) {
            return false;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1 : 0;
        const std::size_t exponent = at;
        at = skipDigits(text, exponent);
        if (at == exponent) {
            return false;
        }
    }
    return at == text.size();
}

std::strong_ordering compareJsonNumbers(std::string_view left, std::string_view right)
{
    const std::optional<std::int64_t> wholeLeft = wholeOf(left);
    const std::optional<std::int64_t> wholeRight = wholeOf(right);
    if (wholeLeft && wholeRight && *wholeLeft != *wholeRight) { // enough for most numbers
        return *wholeLeft <=> *wholeRight;
    }
    const Decimal a = decimalOf(left);
    const Decimal b = decimalOf(right);
    if (a.isNegative != b.isNegative) {
        return a.isNegative ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return a.isNegative ? compareSizes(b, a) : compareSizes(a, b);
}
