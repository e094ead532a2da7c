// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

/// A file descriptor that closes itself.
class Descriptor
{
public:
    explicit Descriptor(int fd = -1)
        : m_fd(fd)
    {
    }
    ~Descriptor();
    Descriptor(Descriptor &&other) noexcept
        : m_fd(other.m_fd)
    {
        other.m_fd = -1;
    }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int fd() const
    {
        return m_fd;
    }

private:
    int m_fd;
};

/// Moves this process into namespaces of its own, in which it may do everything. Empty on success,
/// else what is missing. Before any thread is started.
QString enterOwnNamespaces();

/// What a program printed, or nothing with its words in `error`.
std::optional<QByteArray> runProgram(const QString &program, const QStringList &arguments,
                                     const QByteArray &input, QString *error);

/// A fresh firewall (the calling thread's network namespace from now on) with eth0 (10.9.0.2) and
/// eth1 (10.8.0.2) and a world around it that receives everything and answers nothing: what it
/// sends is written as whole frames, and the firewall has routes to `routed` and 198.18.0.0/15
/// through eth1 only, so that its own answers to other addresses die before any hook.
class CompareNetwork
{
public:
    /// Empty on success.
    QString setUp(const QStringList &routed);

    /// The packet as the firewall gets or sends it; it has passed all hooks when this returns true.
    bool send(const Portlight::Core::Packet &packet);

private:
    bool waitUntilProcessed();

    Descriptor m_firewall;
    Descriptor m_world;
    Descriptor m_outside0; ///< in the world, at the other end of eth0
    Descriptor m_outside1;
    Descriptor m_sentinel; ///< in the firewall, on eth0
    Descriptor m_raw; ///< in the firewall: packets of its own
    std::uint16_t m_identification = 1;
};
