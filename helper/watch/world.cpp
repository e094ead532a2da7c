// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/world.h"

#include "helper/conntrack/settings.h"
#include "helper/watch/interfaces.h"
#include "helper/watch/routes.h"

#include <charconv>
#include <ctime>
#include <sys/time.h>

namespace Portlight::Helper
{

namespace
{

using Core::Family;

/// A change in between interrupts a dump; a computer on which that happens all the time has no
/// state to tell.
constexpr int attempts = 3;

template<typename Read> auto readSteadily(Read read)
{
    auto result = read();
    for (int i = 1; i < attempts && !result && result.error().code == Core::ErrorCode::Conflict;
         ++i) {
        result = read();
    }
    return result;
}

std::optional<std::uint8_t> settingIn(const SettingStore &store, const std::string &name)
{
    const auto text = store.read(name);
    if (!text || !*text) {
        return std::nullopt;
    }
    unsigned value = 0;
    const std::string &digits = **text;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    constexpr unsigned largest = 255;
    return end.ec == std::errc() && value <= largest
        ? std::optional(static_cast<std::uint8_t>(value))
        : std::nullopt;
}

std::optional<bool> switchIn(const SettingStore &store, const std::string &name)
{
    const auto value = settingIn(store, name);
    return value ? std::optional(*value != 0) : std::nullopt;
}

void readSettings(Core::World &world)
{
    const SettingStore store;
    world.forwards4 = switchIn(store, "net.ipv4.ip_forward");
    world.forwards6 = switchIn(store, "net.ipv6.conf.all.forwarding");
    world.reversePathFilter = settingIn(store, "net.ipv4.conf.all.rp_filter");
    // Without the module there is no such setting, and no bridge asks.
    world.bridgesAskRules4 = switchIn(store, "net.bridge.bridge-nf-call-iptables").value_or(false);
    world.bridgesAskRules6 = switchIn(store, "net.bridge.bridge-nf-call-ip6tables").value_or(false);
    for (Core::NetworkInterface &device : *world.interfaces) {
        const std::string ipv4 = "net.ipv4.conf." + device.name;
        device.forwards4 = switchIn(store, ipv4 + ".forwarding");
        device.reversePathFilter = settingIn(store, ipv4 + ".rp_filter");
        device.forwards6 = switchIn(store, "net.ipv6.conf." + device.name + ".forwarding");
    }
}

Core::Clock readClock()
{
    timeval now{};
    struct timezone zone = {};
    if (::gettimeofday(&now, &zone) != 0) {
        return {std::time(nullptr), std::nullopt};
    }
    return {now.tv_sec, zone.tz_minuteswest};
}

/// Routes are of no use without the rules that choose among them.
void readRouting(Core::WorldReading &reading, Family family)
{
    const bool ipv4 = family == Family::Ipv4;
    auto rules = readSteadily([family] {
        return readRoutingRules(family);
    });
    auto routes = readSteadily([&reading, family] {
        return readRoutes(family, *reading.world.interfaces);
    });
    if (!rules) {
        reading.missing.emplace_back(ipv4 ? "rules4" : "rules6");
    }
    if (!routes) {
        reading.missing.emplace_back(ipv4 ? "routes4" : "routes6");
    }
    if (rules && routes) {
        (ipv4 ? reading.world.routingRules4 : reading.world.routingRules6) = *std::move(rules);
        (ipv4 ? reading.world.routes4 : reading.world.routes6) = *std::move(routes);
    }
}

} // namespace

Core::WorldReading readWorld()
{
    Core::WorldReading reading;
    reading.world.clock = readClock();
    auto interfaces = readSteadily(readInterfaces);
    if (!interfaces || interfaces->size() > Core::maxInterfaces) {
        // Routes and settings go by the names of interfaces.
        reading.missing = {"interfaces", "rules4", "routes4", "rules6", "routes6"};
        return reading;
    }
    reading.world.interfaces = *std::move(interfaces);
    readSettings(reading.world);
    readRouting(reading, Family::Ipv4);
    readRouting(reading, Family::Ipv6);
    return reading;
}

} // namespace Portlight::Helper
