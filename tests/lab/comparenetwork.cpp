// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparenetwork.h"

#include <QProcess>

#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Portlight::Core;

namespace
{

constexpr std::uint16_t sentinelType = 0x88B5; // for local experiments, IEEE 802
constexpr int patience = 5000;

using Bytes = std::vector<std::uint8_t>;

bool writeFile(const char *path, const std::string &text)
{
    const Descriptor file(open(path, O_WRONLY | O_CLOEXEC));
    return file.fd() >= 0
        && write(file.fd(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

QString lastError(const char *what)
{
    return QStringLiteral("%1: %2").arg(QString::fromLatin1(what),
                                        QString::fromLocal8Bit(std::strerror(errno)));
}

void put16(Bytes &bytes, std::size_t at, std::uint16_t value)
{
    bytes[at] = static_cast<std::uint8_t>(value >> 8U);
    bytes[at + 1] = static_cast<std::uint8_t>(value & 0xffU);
}

std::uint16_t checksum(const Bytes &bytes)
{
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        sum +=
            static_cast<std::uint32_t>(bytes[i] << 8U) + (i + 1 < bytes.size() ? bytes[i + 1] : 0U);
    }
    while (sum >> 16U) {
        sum = (sum & 0xffffU) + (sum >> 16U);
    }
    return static_cast<std::uint16_t>(~sum & 0xffffU);
}

/// CRC32c of RFC 9260, appendix A; without the right one an SCTP packet is INVALID.
std::uint32_t crc32c(const Bytes &bytes)
{
    constexpr std::uint32_t polynomial = 0x82f63b78;
    std::uint32_t crc = ~0U;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1U ^ ((crc & 1U) != 0 ? polynomial : 0);
        }
    }
    return ~crc;
}

/// Over the pseudo header of RFC 9293 and RFC 8200, too.
std::uint16_t checksumWithAddresses(const Packet &packet, const Bytes &body)
{
    const auto size = static_cast<std::ptrdiff_t>(packet.source->size());
    Bytes whole(packet.source->bytes.begin(), packet.source->bytes.begin() + size);
    whole.insert(whole.end(), packet.destination->bytes.begin(),
                 packet.destination->bytes.begin() + size);
    whole.insert(whole.end(),
                 {0, packet.protocol, static_cast<std::uint8_t>(body.size() >> 8U),
                  static_cast<std::uint8_t>(body.size() & 0xffU)});
    whole.insert(whole.end(), body.begin(), body.end());
    return checksum(whole);
}

Bytes icmp(const Packet &packet)
{
    Bytes bytes(8);
    bytes[0] = packet.icmpType.value_or(8);
    bytes[1] = packet.icmpCode.value_or(0);
    put16(bytes, 4, packet.sourcePort.value_or(1)); // the identifier keeps flows apart
    const Bytes payload = packet.payload.value_or(Bytes(28));
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    put16(bytes, 2,
          packet.protocol == ProtocolIcmpv6 ? checksumWithAddresses(packet, bytes)
                                            : checksum(bytes));
    return bytes;
}

Bytes sctp(const Packet &packet)
{
    Bytes bytes(12);
    put16(bytes, 0, packet.sourcePort.value_or(0));
    put16(bytes, 2, packet.destinationPort.value_or(0));
    bytes.insert(bytes.end(), packet.payload->begin(), packet.payload->end());
    const std::uint32_t crc = crc32c(bytes);
    for (unsigned i = 0; i < 4; ++i) {
        bytes[8 + i] = static_cast<std::uint8_t>(crc >> (8U * i));
    }
    return bytes;
}

/// The transport header with its checksum, and the payload (8 bytes of it for UDP if none is
/// given).
Bytes transport(const Packet &packet)
{
    Bytes bytes;
    std::size_t checksumAt = 0;
    switch (packet.protocol) {
    case ProtocolIcmp:
    case ProtocolIcmpv6:
        return icmp(packet);
    case ProtocolSctp:
        return sctp(packet);
    case ProtocolTcp: {
        const Bytes options = packet.tcpOptions.value_or(Bytes());
        bytes.resize(20);
        put16(bytes, 6, 1000);
        bytes[12] = static_cast<std::uint8_t>((5 + options.size() / 4) << 4U);
        bytes[13] = packet.tcpFlags;
        put16(bytes, 14, 64240);
        bytes.insert(bytes.end(), options.begin(), options.end());
        checksumAt = 16;
        break;
    }
    case ProtocolUdp:
        bytes.resize(8);
        put16(bytes, 4, static_cast<std::uint16_t>(8 + packet.payload.value_or(Bytes(8)).size()));
        checksumAt = 6;
        break;
    default:
        return packet.payload.value_or(Bytes());
    }
    put16(bytes, 0, packet.sourcePort.value_or(0));
    put16(bytes, 2, packet.destinationPort.value_or(0));
    const Bytes payload = packet.payload.value_or(Bytes(packet.protocol == ProtocolUdp ? 8 : 0));
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    put16(bytes, checksumAt, checksumWithAddresses(packet, bytes));
    return bytes;
}

Bytes datagram(const Packet &packet, std::uint16_t identification)
{
    const Bytes body = transport(packet);
    if (packet.family == Family::Ipv6) {
        Bytes bytes(40);
        bytes[0] = static_cast<std::uint8_t>(0x60U | packet.trafficClass.value_or(0) >> 4U);
        bytes[1] = static_cast<std::uint8_t>(packet.trafficClass.value_or(0) << 4U);
        put16(bytes, 4, static_cast<std::uint16_t>(body.size()));
        bytes[6] = packet.protocol;
        bytes[7] = packet.ttl.value_or(64);
        std::copy_n(packet.source->bytes.begin(), 16, bytes.begin() + 8);
        std::copy_n(packet.destination->bytes.begin(), 16, bytes.begin() + 24);
        bytes.insert(bytes.end(), body.begin(), body.end());
        return bytes;
    }
    Bytes bytes(20);
    bytes[0] = 0x45;
    bytes[1] = packet.trafficClass.value_or(0);
    put16(bytes, 2, static_cast<std::uint16_t>(20 + body.size()));
    put16(bytes, 4, identification);
    bytes[8] = packet.ttl.value_or(64);
    bytes[9] = packet.protocol;
    std::copy_n(packet.source->bytes.begin(), 4, bytes.begin() + 12);
    std::copy_n(packet.destination->bytes.begin(), 4, bytes.begin() + 16);
    put16(bytes, 10, checksum(bytes));
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

constexpr std::array<std::uint8_t, 6> worldMac{2, 0, 0, 0, 0, 1};
constexpr std::array<std::uint8_t, 6> firewallMac{2, 0, 0, 0, 0, 2};

Bytes frame(const std::array<std::uint8_t, 6> &source, std::uint16_t type, const Bytes &body)
{
    Bytes bytes(14 + body.size());
    std::copy(firewallMac.begin(), firewallMac.end(), bytes.begin());
    std::copy(source.begin(), source.end(), bytes.begin() + 6);
    put16(bytes, 12, type);
    std::copy(body.begin(), body.end(), bytes.begin() + 14);
    return bytes;
}

Descriptor packetSocket(const char *device, std::uint16_t type)
{
    Descriptor result(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(type)));
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(type);
    address.sll_ifindex = static_cast<int>(if_nametoindex(device));
    if (result.fd() < 0 || address.sll_ifindex == 0
        || bind(result.fd(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        return Descriptor();
    }
    return result;
}

bool write(const Descriptor &socket, const Bytes &bytes)
{
    return ::send(socket.fd(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
}

/// One processor has one queue, so that frames are handled in the order in which they were sent.
class OneProcessor
{
public:
    OneProcessor()
    {
        sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<unsigned>(sched_getcpu()), &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    ~OneProcessor()
    {
        sched_setaffinity(0, sizeof m_before, &m_before);
    }
    OneProcessor(const OneProcessor &) = delete;
    OneProcessor &operator=(const OneProcessor &) = delete;

private:
    cpu_set_t m_before{};
};

Descriptor ownNetwork()
{
    return Descriptor(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_fd >= 0) {
        close(m_fd);
    }
}

QString enterOwnNamespaces()
{
    const std::string uid = std::to_string(geteuid());
    const std::string gid = std::to_string(getegid());
    if (geteuid() != 0) {
        // First the users, then the rest, so that all of /proc/net belongs to us.
        if (unshare(CLONE_NEWUSER) != 0) {
            return lastError("user namespaces are not allowed here");
        }
        if (!writeFile("/proc/self/setgroups", "deny")
            || !writeFile("/proc/self/uid_map", "0 " + uid + " 1")
            || !writeFile("/proc/self/gid_map", "0 " + gid + " 1")) {
            return lastError("become root in a user namespace");
        }
    }
    if (unshare(CLONE_NEWNET | CLONE_NEWNS) != 0) {
        return lastError("network namespaces are not allowed here");
    }
    // The xtables lock lives in /run; ours must not be the machine's.
    if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
        || mount("tmpfs", "/run", "tmpfs", 0, nullptr) != 0) {
        return lastError("a /run of our own");
    }
    return {};
}

std::optional<QByteArray> runProgram(const QString &program, const QStringList &arguments,
                                     const QByteArray &input, QString *error)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0) {
        *error = program + QLatin1Char(' ') + arguments.join(QLatin1Char(' ')) + QLatin1String(": ")
            + process.errorString() + QLatin1Char(' ')
            + QString::fromLocal8Bit(process.readAllStandardError()).trimmed();
        return std::nullopt;
    }
    return process.readAllStandardOutput();
}

namespace
{

void prepareFamily(const CompareNetwork::Options &options)
{
    // New devices take the default; without return path filter any source is let in.
    for (const char *name : {"all", "default"}) {
        const std::string base = std::string("/proc/sys/net/ipv4/conf/") + name;
        writeFile((base + "/rp_filter").c_str(), "0");
    }
    writeFile("/proc/sys/net/ipv4/ip_forward", "1");
    if (options.family == Family::Ipv4) {
        writeFile("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
        writeFile("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
    } else {
        writeFile("/proc/sys/net/ipv6/conf/all/forwarding", "1");
        // Nothing that the kernel says by itself: no link-local address, no router, and of groups
        // only while the devices are made.
        for (const auto &[name, value] :
             {std::pair("addr_gen_mode", "1"), std::pair("accept_dad", "0"),
              std::pair("router_solicitations", "0"),
              std::pair("mldv1_unsolicited_report_interval", "1"),
              std::pair("mldv2_unsolicited_report_interval", "1")}) {
            writeFile((std::string("/proc/sys/net/ipv6/conf/default/") + name).c_str(), value);
        }
    }
    if (options.answers) {
        writeFile("/proc/sys/net/ipv4/icmp_ratemask", "0");
        writeFile("/proc/sys/net/ipv4/icmp_ratelimit", "0");
        writeFile("/proc/sys/net/ipv6/icmp/ratelimit", "0");
        writeFile("/proc/sys/net/ipv6/icmp/ratemask", "200");
    }
}

RouteEntry route(RouteKind kind, std::uint32_t table, const std::string &to, const char *device)
{
    RouteEntry entry;
    entry.kind = kind;
    entry.table = table;
    entry.destination = *IpNetwork::parse(to);
    entry.interfaces = {device};
    return entry;
}

} // namespace

World CompareNetwork::world(const QStringList &routed, const Options &options)
{
    const bool ipv4 = options.family == Family::Ipv4;
    World world;
    world.interfaces.emplace();
    std::vector<RouteEntry> routes;
    const auto device = [&](const char *name, const char *address) {
        NetworkInterface one;
        one.name = name;
        one.up = true;
        one.loopback = one.name == "lo";
        one.addresses = {*IpNetwork::parse(address)};
        one.group = 0;
        one.bridge = std::string();
        one.forwards4 = true;
        one.forwards6 = true;
        one.reversePathFilter = std::uint8_t{0};
        world.interfaces->push_back(one);
        routes.push_back(route(RouteKind::Local, localRouteTable, address, name));
    };
    device("lo", ipv4 ? "127.0.0.0/8" : "::1/128");
    device("eth0", ipv4 ? "10.9.0.2/32" : "fd09::2/128");
    device("eth1", ipv4 ? "10.8.0.2/32" : "fd08::2/128");
    routes.push_back(
        route(RouteKind::Unicast, mainRouteTable, ipv4 ? "198.18.0.0/15" : "fd18::/16", "eth1"));
    for (const QString &address : routed) {
        routes.push_back(route(RouteKind::Unicast, mainRouteTable,
                               address.toStdString() + (ipv4 ? "/32" : "/128"), "eth1"));
    }
    if (options.answers) {
        routes.push_back(
            route(RouteKind::Unicast, mainRouteTable, ipv4 ? "0.0.0.0/0" : "::/0", "eth0"));
    }
    (ipv4 ? world.routes4 : world.routes6) = std::move(routes);
    world.forwards4 = true;
    world.forwards6 = true;
    world.reversePathFilter = std::uint8_t{0};
    world.bridgesAskRules4 = false;
    world.bridgesAskRules6 = false;
    return world;
}

QString CompareNetwork::setUp(const QStringList &routed, Options options)
{
    m_options = options;
    if (unshare(CLONE_NEWNET) != 0) {
        return lastError("unshare");
    }
    m_world = ownNetwork();
    if (unshare(CLONE_NEWNET) != 0) {
        return lastError("unshare");
    }
    m_firewall = ownNetwork();
    prepareFamily(options);

    const bool ipv4 = options.family == Family::Ipv4;
    const QString world = QStringLiteral("/proc/%1/fd/%2").arg(getpid()).arg(m_world.fd());
    QStringList commands;
    for (const int number : {0, 1}) {
        commands << QStringLiteral("link add eth%1 address 02:00:00:00:00:02 type veth peer name "
                                   "out%1 netns %2")
                        .arg(number)
                        .arg(world)
                 << (ipv4 ? QStringLiteral("addr add 10.%1.0.2/32 dev eth%2")
                          : QStringLiteral("addr add fd0%1::2/128 dev eth%2 nodad"))
                        .arg(9 - number)
                        .arg(number)
                 << QStringLiteral("link set eth%1 arp off up").arg(number);
    }
    const QString add =
        ipv4 ? QStringLiteral("route add %1 dev %2") : QStringLiteral("-6 route add %1 dev %2");
    commands << QStringLiteral("link set lo up")
             << add.arg(ipv4 ? QStringLiteral("198.18.0.0/15") : QStringLiteral("fd18::/16"),
                        QStringLiteral("eth1"));
    for (const QString &address : routed) {
        commands << add.arg(address, QStringLiteral("eth1"));
    }
    if (options.answers) {
        commands << add.arg(QStringLiteral("default"), QStringLiteral("eth0"));
    }
    QString error;
    const auto batch = [&error](const QStringList &lines) {
        // "-6" stands before the object, so it cannot be in a batch of both.
        QStringList six;
        QStringList others;
        for (const QString &line : lines) {
            line.startsWith(QLatin1String("-6 ")) ? six << line.mid(3) : others << line;
        }
        const auto run = [&error](QStringList words, const QStringList &part) {
            words << QStringLiteral("-batch") << QStringLiteral("-");
            return part.isEmpty()
                || runProgram(QStringLiteral("ip"), words,
                              part.join(QLatin1Char('\n')).toUtf8() + '\n', &error)
                       .has_value();
        };
        return run({}, others) && run({QStringLiteral("-6")}, six);
    };
    if (!batch(commands)) {
        return error;
    }
    if (setns(m_world.fd(), CLONE_NEWNET) != 0) {
        return lastError("setns");
    }
    writeFile("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
    const bool worldUp = batch(
        {QStringLiteral("link set out0 arp off up"), QStringLiteral("link set out1 arp off up")});
    m_outside0 = packetSocket("out0", ETHERTYPE_IP);
    m_outside1 = packetSocket("out1", ETHERTYPE_IP);
    if (options.answers) {
        m_heard0 = packetSocket("out0", ETH_P_ALL);
        m_heard1 = packetSocket("out1", ETH_P_ALL);
    }
    if (setns(m_firewall.fd(), CLONE_NEWNET) != 0) {
        return lastError("setns");
    }
    if (!worldUp) {
        return error;
    }
    m_sentinel = packetSocket("eth0", sentinelType);
    m_raw = Descriptor(socket(ipv4 ? AF_INET : AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW));
    if (m_outside0.fd() < 0 || m_outside1.fd() < 0 || m_sentinel.fd() < 0 || m_raw.fd() < 0
        || (options.answers && !openListeners())) {
        return lastError("raw sockets");
    }
    return waitUntilProcessed() ? QString() : QStringLiteral("the cable does not work");
}

bool CompareNetwork::openListeners()
{
    const bool ipv4 = m_options.family == Family::Ipv4;
    const int echo = ipv4 ? static_cast<int>(ProtocolIcmp) : static_cast<int>(ProtocolIcmpv6);
    for (const int protocol :
         {static_cast<int>(ProtocolTcp), static_cast<int>(ProtocolUdp), echo}) {
        m_programs.emplace_back(
            socket(ipv4 ? AF_INET : AF_INET6, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol));
        if (m_programs.back().fd() < 0) {
            return false;
        }
    }
    return m_heard0.fd() >= 0 && m_heard1.fd() >= 0;
}

bool CompareNetwork::send(const Packet &packet)
{
    const OneProcessor pinned;
    const Bytes bytes = datagram(packet, m_identification++);
    const bool ipv4 = packet.family == Family::Ipv4;
    if (packet.way == Way::Output) {
        // A rule of OUTPUT that drops makes this fail with EPERM; that is a fate like any other.
        if (ipv4) {
            sockaddr_in to{};
            to.sin_family = AF_INET;
            std::memcpy(&to.sin_addr, packet.destination->bytes.data(), 4);
            ::sendto(m_raw.fd(), bytes.data(), bytes.size(), 0,
                     reinterpret_cast<const sockaddr *>(&to), sizeof to);
        } else {
            sockaddr_in6 to{};
            to.sin6_family = AF_INET6;
            std::memcpy(&to.sin6_addr, packet.destination->bytes.data(), 16);
            ::sendto(m_raw.fd(), bytes.data(), bytes.size(), 0,
                     reinterpret_cast<const sockaddr *>(&to), sizeof to);
        }
        return waitUntilProcessed();
    }
    const Descriptor &outside = packet.inInterface == "eth1" ? m_outside1 : m_outside0;
    const auto mac = packet.macSource ? packet.macSource->bytes : worldMac;
    return write(outside, frame(mac, ipv4 ? ETHERTYPE_IP : ETHERTYPE_IPV6, bytes))
        && waitUntilProcessed();
}

namespace
{

std::uint16_t get16(const std::uint8_t *at)
{
    return static_cast<std::uint16_t>(at[0] << 8U | at[1]);
}

/// Nothing for a frame that is no packet of the family.
std::optional<Heard::Frame> frameOf(const std::uint8_t *bytes, std::size_t size, Family family)
{
    constexpr std::size_t link = 14;
    const bool ipv4 = family == Family::Ipv4;
    const std::size_t header = ipv4 ? 20 : 40;
    if (size < link + header || get16(bytes + 12) != (ipv4 ? ETHERTYPE_IP : ETHERTYPE_IPV6)) {
        return std::nullopt;
    }
    const std::uint8_t *ip = bytes + link;
    Heard::Frame frame;
    frame.source.family = frame.destination.family = family;
    const std::size_t length = frame.source.size();
    std::copy_n(ip + (ipv4 ? 12 : 8), length, frame.source.bytes.begin());
    std::copy_n(ip + (ipv4 ? 16 : 24), length, frame.destination.bytes.begin());
    frame.protocol = ip[ipv4 ? 9 : 6];
    frame.ttl = ip[ipv4 ? 8 : 7];
    const std::size_t at = link + (ipv4 ? std::size_t{4} * (ip[0] & 0xfU) : header);
    const std::uint8_t *transport = bytes + at;
    if (size < at + 4) {
        return frame;
    }
    if (frame.protocol == ProtocolIcmp || frame.protocol == ProtocolIcmpv6) {
        frame.icmpType = transport[0];
        frame.icmpCode = transport[1];
        return frame;
    }
    frame.sourcePort = get16(transport);
    frame.destinationPort = get16(transport + 2);
    if (frame.protocol == ProtocolTcp && size >= at + 14) {
        frame.tcpFlags = transport[13];
    }
    return frame;
}

/// Group reports, neighbours and routers: what IPv6 says on its own.
bool isHousekeeping(const Heard::Frame &frame)
{
    return frame.protocol == 0
        || (frame.protocol == ProtocolIcmpv6 && frame.icmpType >= 130 && frame.icmpType != 139);
}

} // namespace

void CompareNetwork::hear(const Descriptor &socket, bool onEth1, std::vector<Heard::Frame> *into)
{
    std::array<std::uint8_t, 4096> buffer{};
    while (true) {
        sockaddr_ll from{};
        socklen_t length = sizeof from;
        const ssize_t got = recvfrom(socket.fd(), buffer.data(), buffer.size(), MSG_DONTWAIT,
                                     reinterpret_cast<sockaddr *>(&from), &length);
        if (got < 0) {
            return;
        }
        auto frame = frameOf(buffer.data(), static_cast<std::size_t>(got), m_options.family);
        if (into != nullptr && frame && from.sll_pkttype != PACKET_OUTGOING
            && !isHousekeeping(*frame)) {
            frame->onEth1 = onEth1;
            into->push_back(*frame);
        }
    }
}

std::optional<Heard> CompareNetwork::sendAndListen(const Packet &packet)
{
    Heard heard;
    std::array<std::uint8_t, 4096> buffer{};
    const auto drain = [&buffer](const Descriptor &socket) {
        bool any = false;
        while (recv(socket.fd(), buffer.data(), buffer.size(), MSG_DONTWAIT) >= 0) {
            any = true;
        }
        return any;
    };
    for (const Descriptor &program : m_programs) {
        drain(program);
    }
    hear(m_heard0, false, nullptr);
    hear(m_heard1, true, nullptr);
    if (!send(packet) || !waitUntilProcessed()) {
        return std::nullopt;
    }
    for (const Descriptor &program : m_programs) {
        heard.arrived = drain(program) || heard.arrived;
    }
    hear(m_heard0, false, &heard.frames);
    hear(m_heard1, true, &heard.frames);
    return heard;
}

QString text(const Heard &heard)
{
    QStringList parts;
    if (heard.arrived) {
        parts << QStringLiteral("arrived");
    }
    for (const Heard::Frame &frame : heard.frames) {
        parts << QStringLiteral("%1: proto %2 %3:%4 -> %5:%6 flags %7 icmp %8/%9")
                     .arg(frame.onEth1 ? QStringLiteral("eth1") : QStringLiteral("eth0"))
                     .arg(frame.protocol)
                     .arg(QString::fromStdString(frame.source.toString()))
                     .arg(frame.sourcePort)
                     .arg(QString::fromStdString(frame.destination.toString()))
                     .arg(frame.destinationPort)
                     .arg(frame.tcpFlags)
                     .arg(frame.icmpType)
                     .arg(frame.icmpCode);
    }
    return parts.isEmpty() ? QStringLiteral("nothing") : parts.join(QLatin1String("; "));
}

bool CompareNetwork::waitUntilProcessed()
{
    if (!write(m_outside0, frame(worldMac, sentinelType, Bytes(46)))) {
        return false;
    }
    pollfd wait{m_sentinel.fd(), POLLIN, 0};
    std::array<std::uint8_t, 256> buffer{};
    return poll(&wait, 1, patience) == 1
        && recv(m_sentinel.fd(), buffer.data(), buffer.size(), 0) > 0;
}
