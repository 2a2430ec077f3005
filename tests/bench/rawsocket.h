// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace Bench {

/** A blocking TCP socket on loopback with nothing around it: the least that receiving can cost. */
class RawSocket
{
public:
    explicit RawSocket(int descriptor);
    RawSocket(RawSocket &&other) noexcept;
    RawSocket(const RawSocket &) = delete;
    RawSocket &operator=(const RawSocket &) = delete;
    RawSocket &operator=(RawSocket &&) = delete;
    ~RawSocket();

    static RawSocket connectTo(std::uint16_t port);

    bool isOpen() const { return m_descriptor >= 0; }
    bool write(std::string_view bytes); ///< all of them, or false
    /** What has arrived, valid until the next call; waits for it; empty at the end. */
    std::string_view read();

private:
    int m_descriptor;
    std::string m_buffer;
};

/** Listens on a free port of 127.0.0.1. */
class Listener
{
public:
    Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;
    ~Listener();

    bool isListening() const { return m_port != 0; }
    std::uint16_t port() const { return m_port; }
    RawSocket accept() const;

private:
    int m_descriptor;
    std::uint16_t m_port = 0;
};

} // namespace Bench
