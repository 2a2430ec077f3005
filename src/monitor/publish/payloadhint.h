// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QString>

/** Where a payload was written, as that decides how to write it right. */
enum class PayloadSource {
    Shell, ///< an argument of the command line
    File, ///< also standard input
    Editor
};

/**
 * What people mostly got wrong in a payload that is not JSON, and the right form: a sentence, empty
 * where nothing can be guessed. Never contains the payload, which may be a secret.
 */
QString payloadHint(QByteArrayView payload, PayloadSource source);

/** In UTF-8; editors put it at the beginning of a file, and nobody sees it. */
constexpr QByteArrayView ByteOrderMark("\xEF\xBB\xBF");
