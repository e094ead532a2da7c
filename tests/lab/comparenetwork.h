// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/packet/world.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
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

/// What came out of the firewall, in its order.
struct Heard {
    bool arrived = false; ///< a program of the firewall got it, past all hooks
    struct Frame {
        bool onEth1 = false;
        Portlight::Core::IpAddress source;
        Portlight::Core::IpAddress destination;
        std::uint8_t protocol = 0;
        std::uint8_t ttl = 0;
        std::uint16_t sourcePort = 0; ///< TCP, UDP
        std::uint16_t destinationPort = 0;
        std::uint8_t tcpFlags = 0;
        std::uint8_t icmpType = 0;
        std::uint8_t icmpCode = 0;
    };
    std::vector<Frame> frames;
};
QString text(const Heard &heard);

/// A fresh firewall (the calling thread's network namespace from now on) with eth0 (10.9.0.2) and
/// eth1 (10.8.0.2) and a world around it that receives everything and answers nothing: what it
/// sends is written as whole frames, and the firewall has routes to `routed` and 198.18.0.0/15
/// through eth1 only, so that its own answers to other addresses die before any hook. In IPv6 it is
/// fd09::2 and fd08::2, and fd18::/16 lies behind eth1.
class CompareNetwork
{
public:
    struct Options {
        Portlight::Core::Family family = Portlight::Core::Family::Ipv4;
        /// Everything else is reached through eth0, and errors are sent without limit, so that
        /// answers and refusals come out, too.
        bool answers = false;
    };
    /// Empty on success.
    QString setUp(const QStringList &routed, Options options);
    QString setUp(const QStringList &routed)
    {
        return setUp(routed, {});
    }
    /// As a rule sees it.
    static Portlight::Core::World world(const QStringList &routed, const Options &options);

    /// The packet as the firewall gets or sends it; it has passed all hooks when this returns true.
    bool send(const Portlight::Core::Packet &packet);
    /// The same, and what became of it.
    std::optional<Heard> sendAndListen(const Portlight::Core::Packet &packet);

private:
    bool waitUntilProcessed();
    bool openListeners();
    void hear(const Descriptor &socket, bool onEth1, std::vector<Heard::Frame> *into);

    Options m_options;
    Descriptor m_firewall;
    Descriptor m_world;
    Descriptor m_outside0; ///< in the world, at the other end of eth0
    Descriptor m_outside1;
    Descriptor m_sentinel; ///< in the firewall, on eth0
    Descriptor m_raw; ///< in the firewall: packets of its own
    Descriptor m_heard0; ///< in the world: what comes out of eth0
    Descriptor m_heard1;
    std::vector<Descriptor> m_programs; ///< in the firewall: one a protocol
    std::uint16_t m_identification = 1;
};
