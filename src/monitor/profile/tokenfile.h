// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/error.h"
#include "centrifuge/result.h"
#include "monitor/profile/connectionsettings.h"

/**
 * The ready token in a file, which somebody else may renew: read before each attempt to connect.
 * Owned by the worker of a session; I/O thread.
 */
class TokenFile
{
public:
    /** `connection` has a token file. */
    explicit TokenFile(const ConnectionSettings &connection);

    /**
     * The token that the file holds now. What can't be read, and one that expired after it was good
     * for a connection, may be replaced soon: a temporary error. One that was expired from the
     * start is final.
     */
    Centrifuge::Result<QString> read();
    /** The server took the last token. */
    void accept() { m_wasAccepted = true; }
    /** An attempt failed; perhaps the server refused the last token as expired. */
    void checkFailure(const Centrifuge::Error &error);

private:
    Centrifuge::Result<Secret> current() const;

    const QString m_path;
    const bool m_isProfiles; ///< then only its owner may be able to read it
    const Secret m_first; ///< for what can be read only once, such as a pipe
    Secret m_last;
    Secret m_expired; ///< as the server said
    bool m_wasAccepted = false;
};
