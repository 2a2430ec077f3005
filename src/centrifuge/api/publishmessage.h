// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/result.h"

#include <QByteArray>

#include <optional>

namespace Centrifuge {

/** The body of a publish request; `data` stands in it byte for byte. */
QByteArray publishBody(const PublishRequest &request);

/** `error` in the words of a publish. */
Error publishRefusal(const Error &error);

/** Centrifugo's error as a body of its own: {"code":102,"message":"unknown channel"}; nothing for
 * any other body. */
std::optional<Error> readErrorBody(const QByteArray &body);

/** What the body of an answer with status 200 means: it may well hold an error. */
Result<StreamPosition> readPublishAnswer(const QByteArray &body);

} // namespace Centrifuge
