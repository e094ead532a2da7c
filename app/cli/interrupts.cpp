// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/interrupts.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace Portlight::App::Cli
{

namespace
{

// A signal handler can reach nothing but statics.
std::atomic<int> wakeUp{-1};
int pipeEnds[2] = {-1, -1};

void onSignal(int number)
{
    const int savedError = errno;
    const char byte = 1;
    const int descriptor = wakeUp.load();
    if (descriptor >= 0) {
        (void)!::write(descriptor, &byte, 1);
    }
    std::signal(number, SIG_DFL);
    errno = savedError;
}

} // namespace

Interrupts::Interrupts(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    wakeUp = pipeEnds[1];
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Interrupts::onReadable);
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

Interrupts::~Interrupts()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    wakeUp = -1;
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

void Interrupts::onReadable()
{
    char bytes[16];
    while (::read(pipeEnds[0], bytes, sizeof(bytes)) > 0) { }
    if (!m_happened) {
        m_happened = true;
        Q_EMIT interrupted();
    }
}

} // namespace Portlight::App::Cli
