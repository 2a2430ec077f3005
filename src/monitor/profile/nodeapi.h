// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QUrl>

/** The port of an address, or the usual one of its scheme. */
int portOf(const QUrl &url);

/**
 * The API of a node whose WebSocket is at `node`, looked for where `api` is, seen from the
 * WebSocket at `first`: at the same port (then encrypted where the WebSocket is), or at another
 * port of the same host. An API at another host is that of all nodes. The API key goes there.
 */
QUrl nodeApiUrl(const QUrl &api, const QUrl &first, const QUrl &node);
