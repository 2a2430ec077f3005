// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

struct Entry;

/** Who reads the line: a program gets the bytes as they are, on a terminal the characters that
 * could mislead a person (DEL, C1, bidirectional, zero-width) become \uXXXX as well. */
enum class JsonAudience { Program, Terminal };

/**
 * One event as one JSON object without a line end. `data` holds the received bytes unchanged except
 * that raw CR and LF become spaces; bytes that are not UTF-8 JSON come as `data_base64`. What does
 * not apply is null. Each event has the member `received_at` (isoTime()), unless its entry has no
 * time.
 */
QByteArray eventJson(const Entry &entry, JsonAudience reader);
