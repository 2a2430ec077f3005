// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/networkoptions.h"
#include "centrifuge/result.h"

#include <QNetworkProxy>
#include <QSslConfiguration>

#include <optional>

class QNetworkRequest;

namespace Centrifuge {

/** Why the headers or the proxy can't be used; the message never holds a value that is a secret. */
std::optional<Error> findNetworkProblem(const NetworkOptions &options);

/** Reads the files anew, so that a renewed certificate is taken up. */
Result<QSslConfiguration> makeSslConfiguration(const TlsOptions &options);

QNetworkProxy makeProxy(const ProxyOptions &options);

/** Origin and the custom headers. */
void setHeaders(QNetworkRequest &request, const NetworkOptions &options);

/** `text` with what may be secret in the options masked: a server may send back what it got. */
QString withoutSecrets(const QString &text, const NetworkOptions &options);

} // namespace Centrifuge
