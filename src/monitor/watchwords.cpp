// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watchwords.h"

#include "centrifuge/token.h"
#include "monitor/watchsession.h"

QString userOf(const WatchRequest &request)
{
    if (request.connection.token.isEmpty()) {
        return request.user;
    }
    const auto contents =
        Centrifuge::decodeToken(QString::fromUtf8(request.connection.token.reveal()));
    return contents.isOk() ? contents.value().user : request.user;
}

QString connectingWords(const WatchRequest &request)
{
    const Secret &token = request.connection.token;
    if (!token.isEmpty() && !Centrifuge::decodeToken(QString::fromUtf8(token.reveal()))) {
        return WatchSession::tr("connecting with a ready token that can't be read");
    }
    const QString user = userOf(request);
    return user.isEmpty() ? WatchSession::tr("connecting without a user's name")
                          : WatchSession::tr("connecting as %1").arg(user);
}
