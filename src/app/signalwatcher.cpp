// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/signalwatcher.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr int SignalExitBase = 128;
constexpr int Watched[] = {SIGINT, SIGTERM, SIGHUP};
/** In ms. A second signal within this time is ignored: `timeout` sends one to the program and one
 * to its process group; a terminal and its shell send one each. */
constexpr std::int64_t SameRequest = 300;

// Globals, as a signal handler has access to nothing else.
int pipeEnds[2] = {-1, -1};
std::atomic_flag hasArrived = ATOMIC_FLAG_INIT; ///< handlers may run in several threads
std::atomic<std::int64_t> askedAt = 0; ///< time of the first signal, 0 before
static_assert(decltype(askedAt)::is_always_lock_free, "only then may a handler use it");

/** In ms; async-signal-safe; never 0. */
std::int64_t steadyTime()
{
    timespec time = {};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000 + 1;
}

extern "C" void handleSignal(int number)
{
    // A closing terminal may send several hangups, so they never end the program at once.
    if (number != SIGHUP) {
        const std::int64_t now = steadyTime();
        std::int64_t before = 0;
        if (!askedAt.compare_exchange_strong(before, now) && now - before >= SameRequest) {
            _exit(SignalExitBase + number);
        }
    }
    if (hasArrived.test_and_set()) {
        return;
    }
    const int savedError = errno;
    const char byte = char(number);
    // The pipe is empty before the first signal, so the write cannot fail.
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
    errno = savedError;
}

/** Ignored signals stay ignored. */
void restoreDefaults()
{
    for (const int number : Watched) {
        struct sigaction current = {};
        sigaction(number, nullptr, &current);
        if (current.sa_handler == handleSignal) {
            std::signal(number, SIG_DFL);
        }
    }
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // signals keep their default action
    }
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &SignalWatcher::announce);
    struct sigaction action = {};
    action.sa_handler = handleSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : Watched) {
        struct sigaction before = {};
        sigaction(number, nullptr, &before);
        if (number != SIGHUP || before.sa_handler != SIG_IGN) {
            sigaction(number, &action, nullptr);
        }
    }
}

SignalWatcher::~SignalWatcher()
{
    if (m_notifier != nullptr) {
        restoreDefaults();
        delete m_notifier;
        ::close(pipeEnds[0]);
        ::close(pipeEnds[1]);
    }
}

int SignalWatcher::descriptor() const
{
    return pipeEnds[0];
}

int SignalWatcher::takeSignal()
{
    char byte = 0;
    return ::read(pipeEnds[0], &byte, 1) == 1 ? SignalExitBase + byte : 0;
}

void SignalWatcher::announce()
{
    const int exitCode = takeSignal();
    if (exitCode != 0) {
        Q_EMIT interrupted(exitCode);
    }
}
