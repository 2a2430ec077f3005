// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>

enum class JsonAudience;

/** Writes one flat JSON object on one line, with its keys in the order they are added. */
class JsonObject
{
public:
    /** A string of UTF-8 bytes; what is not UTF-8 in it becomes U+FFFD. */
    void add(const char *key, QByteArrayView text);
    void addText(const char *key, const QString &text) { add(key, text.toUtf8()); }
    /** The same, but null for an empty one. */
    void addOrNull(const char *key, QByteArrayView text);
    void addNumber(const char *key, std::uint64_t number);
    /** The same, but null for 0. */
    void addOrNull(const char *key, std::uint64_t number);
    /** A value that is valid JSON, byte for byte, but raw CR and LF become spaces. */
    void addJson(const char *key, QByteArrayView value);

    /** The whole object. It is finished then: nothing can be added any more. */
    QByteArray text(JsonAudience reader);

private:
    void addKey(const char *key);

    QByteArray m_text = "{";
};
