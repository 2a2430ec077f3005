// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "bench/rawsocket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace Bench {

namespace {

constexpr std::size_t ReadBytes = std::size_t(256) * 1024;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

} // namespace

RawSocket::RawSocket(int descriptor)
    : m_descriptor(descriptor)
    , m_buffer(ReadBytes, '\0')
{
    const int on = 1;
    setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawSocket::RawSocket(RawSocket &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_buffer(std::move(other.m_buffer))
{
}

RawSocket::~RawSocket()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

RawSocket RawSocket::connectTo(std::uint16_t port)
{
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(descriptor);
        descriptor = -1;
    }
    return RawSocket(descriptor);
}

bool RawSocket::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string_view RawSocket::read()
{
    const ssize_t count = recv(m_descriptor, m_buffer.data(), m_buffer.size(), 0);
    return count > 0 ? std::string_view(m_buffer.data(), static_cast<std::size_t>(count))
                     : std::string_view();
}

Listener::Listener()
    : m_descriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto *where = reinterpret_cast<sockaddr *>(&address);
    if (bind(m_descriptor, where, size) == 0 && listen(m_descriptor, SOMAXCONN) == 0
        && getsockname(m_descriptor, where, &size) == 0) {
        m_port = ntohs(address.sin_port);
    }
}

Listener::~Listener()
{
    ::close(m_descriptor);
}

RawSocket Listener::accept() const
{
    return RawSocket(accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC));
}

} // namespace Bench
