// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QIODevice>

#include <algorithm>

/** A connection whose bytes come when the test says so; keeps what is answered. */
class Wire : public QIODevice
{
public:
    Wire() { open(ReadWrite | Unbuffered); }

    void deliver(const QByteArray &bytes)
    {
        m_incoming += bytes;
        Q_EMIT readyRead();
    }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_incoming.size(); }

    QByteArray answered;

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qsizetype size = std::min<qsizetype>(most, m_incoming.size());
        std::copy_n(m_incoming.constData(), size, data);
        m_incoming.remove(0, size);
        return size;
    }
    qint64 writeData(const char *data, qint64 size) override
    {
        answered.append(data, size);
        return size;
    }

private:
    QByteArray m_incoming;
};
