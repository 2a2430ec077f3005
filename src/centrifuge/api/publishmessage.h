// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/result.h"

#include <QByteArray>

#include <optional>

namespace Centrifuge {

/** The body of a publish request; contains `data` byte for byte. */
QByteArray publishBody(const PublishRequest &request);

/** `error`, with a message about publishing. */
Error publishRefusal(const Error &error);

/** Centrifugo's error as a body of its own: {"code":102,"message":"unknown channel"}; nothing for
 * any other body. */
std::optional<Error> readErrorBody(const QByteArray &body);

/** The result in the body of an answer with status 200, which may also be an error. */
Result<StreamPosition> readPublishAnswer(const QByteArray &body);

} // namespace Centrifuge
