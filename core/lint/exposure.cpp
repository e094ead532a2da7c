// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/exposure.h"

#include "core/lint/openingreader.h"
#include "core/verdict/engine.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace Portlight::Core
{

namespace
{

constexpr std::uint16_t clientPort = 50000; ///< of net.ipv4.ip_local_port_range

/// Programs that wait at one port of a family.
struct Service {
    std::string program;
    PacketSet reached = PacketSpace::none; ///< packets from others that come to one of them
    bool isHereOnly = true;
};

class ExposureReader
{
public:
    ExposureReader(const RulesInForce &rules, PacketSpace &space, const World &world,
                   PacketSet first, const Passing &pass)
        : m_rules(rules)
        , m_space(space)
        , m_world(world)
        , m_first(first)
        , m_pass(pass)
    {
    }

    std::vector<ExposedPorts> read(std::span<const Listener> listeners)
    {
        for (const Listener &listener : listeners) {
            note(listener);
        }
        for (const auto &[place, service] : m_services) {
            addService(place.first, place.second, service);
        }
        addOthers(PortUse::PassedOn, m_space.intersection(m_pass.maybe, m_pass.redirected));
        addOthers(PortUse::Unserved, m_space.difference(m_pass.maybe, m_pass.redirected));
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const ExposedPorts &a, const ExposedPorts &b) {
                             return std::tuple(a.protocol, a.ports.first, a.ports.last, a.use)
                                 < std::tuple(b.protocol, b.ports.first, b.ports.last, b.use);
                         });
        return std::move(m_found);
    }

private:
    void note(const Listener &listener)
    {
        const Family family = m_space.family();
        const bool isBoth = listener.address.family == Family::Ipv6
            && listener.address.isUnspecified() && !listener.ipv6Only;
        if (listener.address.family != family && !isBoth) {
            return;
        }
        Service &service = m_services[{listener.protocol, listener.port}];
        if (service.program.empty()) {
            service.program = listener.program;
        }
        if (listener.address.isLoopback() || listener.interface == "lo") {
            return;
        }
        service.isHereOnly = false;
        PacketSet packets = m_space.intersection(
            m_first,
            m_space.intersection(m_space.equal(Field::Protocol, listener.protocol),
                                 m_space.equal(Field::Port, listener.port)));
        if (!listener.address.isUnspecified()) {
            packets = m_space.intersection(packets,
                                           m_space.address(Field::Destination, listener.address));
        }
        if (!listener.interface.empty()) {
            const unsigned device = m_space.devices().numberOf(listener.interface);
            packets = m_space.intersection(
                packets, m_space.device(Field::InInterface, m_space.devices().example(device)));
        }
        service.reached = m_space.united(service.reached, packets);
    }

    void addService(std::uint8_t protocol, std::uint16_t port, const Service &service)
    {
        ExposedPorts found;
        found.protocol = protocol;
        found.ports = {port, port};
        found.use = service.isHereOnly ? PortUse::ServedHere : PortUse::Served;
        found.program = service.program;
        if (!service.isHereOnly) {
            const PacketSet surely = m_space.intersection(service.reached, m_pass.surely);
            const PacketSet maybe = m_space.intersection(service.reached, m_pass.maybe);
            found.openings = readOpenings(m_space, Way::Input, service.reached, surely, maybe);
            found.decidedBy = decidedBy(surely != PacketSpace::none      ? surely
                                            : maybe != PacketSpace::none ? maybe
                                                                         : service.reached);
        }
        m_found.push_back(std::move(found));
    }

    /// Open ports, one entry for all openings of the same ports.
    void addOthers(PortUse use, PacketSet open)
    {
        const PacketSet surely = m_space.intersection(open, m_pass.surely);
        std::map<std::tuple<std::uint8_t, std::uint16_t, std::uint16_t>, ExposedPorts> byPorts;
        for (Opening &opening : readOpenings(m_space, Way::Input, m_first, surely, open)) {
            // Port 0 is none.
            opening.ports.first = std::max<std::uint16_t>(opening.ports.first, 1);
            const PortRange ports = opening.ports;
            if (ports.last == 0) {
                continue;
            }
            ExposedPorts &entry = byPorts[{opening.protocol, ports.first, ports.last}];
            entry.protocol = opening.protocol;
            entry.ports = ports;
            entry.use = use;
            entry.openings.push_back(std::move(opening));
        }
        for (auto &[place, entry] : byPorts) {
            const auto first = m_services.lower_bound({entry.protocol, entry.ports.first});
            const auto last = m_services.upper_bound({entry.protocol, entry.ports.last});
            const auto served = std::count_if(first, last, [](const auto &one) {
                return !one.second.isHereOnly;
            });
            const int ports = int(entry.ports.last) - entry.ports.first + 1;
            if (served == ports) {
                continue;
            }
            entry.isServedInPart = served > 0;
            const PacketSet packets = m_space.intersection(
                m_space.intersection(
                    open, m_space.range(Field::Port, entry.ports.first, entry.ports.last)),
                m_space.equal(Field::Protocol, entry.protocol));
            const PacketSet sure = m_space.intersection(packets, m_pass.surely);
            entry.decidedBy = decidedBy(sure != PacketSpace::none ? sure : packets);
            m_found.push_back(std::move(entry));
        }
    }

    /// By the verdict on one of the packets, of a stranger if there is one among them.
    std::optional<Location> decidedBy(PacketSet packets)
    {
        const auto prefer = [&](PacketSet part) {
            const PacketSet both = m_space.intersection(packets, part);
            packets = both == PacketSpace::none ? packets : both;
        };
        // Addresses for documentation (RFC 5737, RFC 3849), which no rule of a real firewall names.
        const bool isIpv4 = m_space.family() == Family::Ipv4;
        prefer(m_space.address(Field::Source,
                               *IpAddress::parse(isIpv4 ? "203.0.113.77" : "2001:db8:77::77")));
        prefer(m_space.equal(Field::SourcePort, clientPort));
        if (packets == PacketSpace::none) {
            return {};
        }
        Packet packet = m_space.example(packets, [] {
            return false;
        });
        packet.way = Way::Input;
        const Verdict verdict = m_rules.native == nullptr
            ? walk(m_rules.rulesets, packet, m_world)
            : walk(m_rules.rulesets, *m_rules.native, packet, m_world);
        return verdict.deciding;
    }

    const RulesInForce &m_rules;
    PacketSpace &m_space;
    const World &m_world;
    PacketSet m_first;
    const Passing &m_pass;
    std::map<std::pair<std::uint8_t, std::uint16_t>, Service> m_services;
    std::vector<ExposedPorts> m_found;
};

} // namespace

std::string_view toString(PortUse use)
{
    switch (use) {
    case PortUse::Served:
        return "served";
    case PortUse::ServedHere:
        return "served-here";
    case PortUse::PassedOn:
        return "passed-on";
    case PortUse::Unserved:
        return "unserved";
    }
    return {};
}

Result<std::vector<ExposedPorts>> exposedPorts(const RulesInForce &rules, Family family,
                                               std::span<const Listener> listeners,
                                               const World &world, const WorkBounds &bounds)
{
    PacketSpace space(family, DeviceNames(devicePatterns(rules)), bounds);
    const PacketSet first = firstPackets(space, Way::Input, world);
    const Result<Passing> pass = passing(rules, world, space, Way::Input, first);
    if (!pass) {
        return tl::unexpected(pass.error());
    }
    auto found = ExposureReader(rules, space, world, first, *pass).read(listeners);
    if (space.isExhausted()) {
        return space.exhaustion("calculate what is open");
    }
    return found;
}

} // namespace Portlight::Core
