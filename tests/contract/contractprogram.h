// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

/**
 * A Centrifugo, the program in $REALTIME_CONTRACT_PROGRAM, on a free loopback port with a
 * configuration file of its own. Ends with the object.
 */
class ContractProgram
{
public:
    ContractProgram() = default;
    ~ContractProgram();
    ContractProgram(const ContractProgram &) = delete;
    ContractProgram &operator=(const ContractProgram &) = delete;

    /** Whether the environment names a program. */
    static bool isAvailable();

    /** Starts it, waits until it takes connections; false with the words in errorText(). */
    bool start(QJsonObject config);
    QString errorText() const { return m_error; }

    QUrl webSocketUrl() const;
    QString apiUrl() const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_error;
};
