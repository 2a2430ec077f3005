// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/signalwatcher.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr int SignalExitBase = 128;
constexpr int Watched[] = {SIGINT, SIGTERM, SIGHUP};

// A handler can reach nothing but globals: both ends of the pipe and what came already.
int pipeEnds[2] = {-1, -1};
volatile std::sig_atomic_t hasArrived = 0;
volatile std::sig_atomic_t isAskedFor = 0;

extern "C" void handleSignal(int number)
{
    // A terminal that closes and a session that ends send several; only a person is impatient.
    const bool isHangup = number == SIGHUP;
    if (!isHangup && isAskedFor != 0) {
        _exit(SignalExitBase + number);
    }
    isAskedFor = isHangup ? isAskedFor : 1;
    if (hasArrived != 0) {
        return;
    }
    hasArrived = 1;
    const int savedError = errno;
    const char byte = char(number);
    // The pipe is empty before the first signal, so the write cannot fail.
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
    errno = savedError;
}

/** What was ignored stays so. */
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
        return; // signals keep their default: the program ends, only less politely
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
