// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/tokenfile.h"

#include "centrifuge/codes.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/logmask.h"
#include "monitor/profile/secretreference.h"
#include "text/visibletext.h"

#include <QFileInfo>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;
using Centrifuge::LocalError;
using Centrifuge::Result;

namespace {

/** Worth a retry: the file may be written soon. */
Error temporary(const QString &message)
{
    return {ErrorLayer::Local, int(LocalError::None), message, true};
}

} // namespace

TokenFile::TokenFile(const ConnectionSettings &connection)
    : m_path(connection.tokenFile)
    , m_isProfiles(connection.source == ConnectionSettings::Source::Profile)
    , m_first(connection.token)
{
}

Result<QString> TokenFile::read()
{
    const auto token = current();
    if (!token) {
        return temporary(token.error().message);
    }
    if (!m_expired.isEmpty() && token.value() == m_expired) {
        const QString why = Tr::tr("The token in %1 has expired, and there is no newer one.")
                                .arg(Text::visible(m_path));
        return m_wasAccepted ? temporary(why)
                             : Centrifuge::localError(LocalError::Unauthorized, why);
    }
    m_last = token.value();
    addMaskedSecret(m_last);
    return QString::fromUtf8(m_last.reveal());
}

Result<Secret> TokenFile::current() const
{
    const QFileInfo file(m_path);
    const bool isReadOnce = file.exists() && !file.isFile();
    if (isReadOnce) {
        return m_first;
    }
    return m_isProfiles ? readSecretFile(m_path) : readTokenFile(m_path);
}

void TokenFile::checkFailure(const Error &error)
{
    if (Centrifuge::isServerError(error, Centrifuge::ErrorCode::TokenExpired)) {
        m_expired = m_last;
    }
}
