// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/secret.h"

#include <openssl/crypto.h>

#include <utility>

namespace {

QByteArray ownCopy(const QByteArray &bytes)
{
    return QByteArray(bytes.constData(), bytes.size());
}

/** Overwrites bytes that nobody else shares; shared ones are the other owner's to wipe. */
void wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty() && bytes.isDetached()) {
        OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    }
}

} // namespace

Secret::Secret(QByteArray value)
    : m_value(ownCopy(value))
{
    wipe(value);
}

Secret::Secret(const Secret &other)
    : m_value(ownCopy(other.m_value))
{
}

Secret::Secret(Secret &&other) noexcept
    : m_value(std::exchange(other.m_value, {}))
{
}

Secret &Secret::operator=(Secret other) noexcept
{
    m_value.swap(other.m_value);
    return *this;
}

Secret::~Secret()
{
    wipe(m_value);
}
