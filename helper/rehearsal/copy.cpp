// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/copy.h"

#include "core/text/saveparser.h"
#include "helper/lab/service.h"
#include "helper/netfilter/rulesource.h"
#include "helper/rehearsal/attempt.h"
#include "helper/rehearsal/loadrules.h"
#include "helper/rehearsal/rehearsaljson.h"
#include "helper/trial/trialstart.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>

namespace Portlight::Helper
{

namespace
{

using Core::Family;
using Core::RouteKind;

constexpr std::chrono::milliseconds patience(2000);
constexpr std::size_t mostMoved = 500;

/// Ends of equal index look like one device to the kernel's link watch, which then takes up to a
/// second to call them up.
constexpr unsigned peerIndexBase = 100000;

std::string hardwareAddress(bool peer, std::size_t number)
{
    std::array<char, 18> text{};
    std::snprintf(text.data(), text.size(), "02:00:00:%02x:%02x:%02x", peer ? 1U : 0U,
                  static_cast<unsigned>(number >> 8U & 255U), static_cast<unsigned>(number & 255U));
    return text.data();
}

/// What "ip -batch" takes as one word.
bool isPlainName(const std::string &name)
{
    return !name.empty() && name.front() != '-'
        && std::none_of(name.begin(), name.end(), [](char c) {
               return c <= ' ' || c == '"' || c == '\'' || c == '#' || c == '\\' || c == 0x7f;
           });
}

std::string hostPrefix(const Core::IpAddress &address)
{
    return address.toString() + (address.family == Family::Ipv4 ? "/32" : "/128");
}

/// A router's address that no live system uses: what stand-ins send their packets to.
std::string gatewayFor(Family family)
{
    return family == Family::Ipv4 ? "169.254.254.254" : "fe80::fefe";
}

bool kernelHasIpv6()
{
    return ::access("/proc/net/if_inet6", F_OK) == 0;
}

} // namespace

Copy::Copy(Lab::Namespaces &world, const Scene &scene, std::string name)
    : m_world(world)
    , m_scene(scene)
    , m_name(std::move(name))
{
}

std::string Copy::node(const std::string &role) const
{
    return m_name + '-' + role;
}

/// The node at the other end of a device.
std::string Copy::nodeBehind(const std::string &interface) const
{
    const std::string &wanted =
        interface == m_scene.answerInterface ? m_scene.question.inInterface : interface;
    for (std::size_t i = 0; i < m_scene.standIns.size(); ++i) {
        if (m_scene.standIns[i].interface == wanted) {
            return node(std::to_string(i));
        }
    }
    return node("elsewhere");
}

Core::Result<void> Copy::buildNetwork()
{
    std::vector<std::string> roles{"here", "elsewhere"};
    for (std::size_t i = 0; i < m_scene.standIns.size(); ++i) {
        roles.push_back(std::to_string(i));
    }
    for (const std::string &role : roles) {
        if (auto added = m_world.addNode(node(role)); !added) {
            return added;
        }
    }
    if (auto done = makeDevices(); !done) {
        return done;
    }
    if (auto done = configureStandIns(); !done) {
        return done;
    }
    if (auto done = configureHere(); !done) {
        return done;
    }
    return startListeners();
}

/// Each device is one end of a pair; the other end is where its stand-in is.
Core::Result<void> Copy::makeDevices()
{
    std::string batch;
    std::vector<Lab::UniqueFd> nodes;
    for (std::size_t i = 0; i < m_scene.interfaces.size(); ++i) {
        const Core::NetworkInterface &device = m_scene.interfaces[i];
        if (device.loopback || !isPlainName(device.name)) {
            continue;
        }
        // Kept open for ip, which finds the other node by it.
        nodes.emplace_back(::fcntl(m_world.networkFd(nodeBehind(device.name)), F_DUPFD, 100));
        batch += "link add name " + device.name + " index " + std::to_string(device.index)
            + " address " + hardwareAddress(false, i) + " type veth peer name p" + std::to_string(i)
            + " index " + std::to_string(peerIndexBase + i) + " address " + hardwareAddress(true, i)
            + " netns /proc/self/fd/" + std::to_string(nodes.back().fd()) + '\n';
    }
    return m_world.runTool(node("here"), {"ip", "-batch", "-"}, batch);
}

Core::Result<void> Copy::configureStandIns()
{
    const bool ipv6 = kernelHasIpv6();
    std::map<std::string, std::string> batches;
    for (std::size_t i = 0; i < m_scene.interfaces.size(); ++i) {
        const Core::NetworkInterface &device = m_scene.interfaces[i];
        if (device.loopback || !isPlainName(device.name)) {
            continue;
        }
        std::string &batch = batches[nodeBehind(device.name)];
        const std::string peer = 'p' + std::to_string(i);
        batch += "link set dev " + peer + " addrgenmode none\nlink set dev " + peer + " up\n";
        const auto standIn = std::find_if(m_scene.standIns.begin(), m_scene.standIns.end(),
                                          [&device](const StandIn &one) {
                                              return one.interface == device.name;
                                          });
        if (standIn == m_scene.standIns.end()) {
            continue;
        }
        for (const Core::IpAddress &address : standIn->addresses) {
            batch += "address add " + hostPrefix(address) + " dev " + peer
                + (address.family == Family::Ipv6 ? " nodad\n" : "\n");
        }
        for (const Core::IpAddress &address : standIn->unreachable) {
            batch += "route replace blackhole " + hostPrefix(address) + '\n';
        }
        for (const Family family : {Family::Ipv4, Family::Ipv6}) {
            const bool used = std::any_of(standIn->addresses.begin(), standIn->addresses.end(),
                                          [family](const Core::IpAddress &address) {
                                              return address.family == family;
                                          });
            if (used && (ipv6 || family == Family::Ipv4)) {
                batch += "neigh replace " + gatewayFor(family) + " lladdr "
                    + hardwareAddress(false, i) + " dev " + peer + " nud permanent\n"
                    + "route replace default via " + gatewayFor(family) + " dev " + peer
                    + " onlink\n";
            }
        }
    }
    for (const auto &[name, batch] : batches) {
        auto done = writeSettings(name,
                                  {{"net/ipv4/conf/all/rp_filter", "0"},
                                   {"net/ipv4/conf/default/rp_filter", "0"},
                                   {"net/ipv4/ping_group_range", "0 0"},
                                   {"net/ipv4/icmp_ratelimit", "0"},
                                   {"net/ipv6/icmp/ratelimit", "0"}});
        if (!done) {
            return done;
        }
        if (done = m_world.runTool(name, {"ip", "-batch", "-"}, "link set dev lo up\n" + batch);
            !done) {
            return done;
        }
    }
    return {};
}

Core::Result<void> Copy::configureHere()
{
    const bool ipv6 = kernelHasIpv6();
    std::string batch;
    std::string links;
    for (std::size_t i = 0; i < m_scene.interfaces.size(); ++i) {
        const Core::NetworkInterface &device = m_scene.interfaces[i];
        if (!isPlainName(device.name)) {
            continue;
        }
        if (!device.loopback) {
            links += "link set dev " + device.name + " addrgenmode none\n";
        }
        if (device.up || device.loopback) {
            links += "link set dev " + device.name + " up\n";
        }
        for (const Core::IpNetwork &network : device.addresses) {
            const bool v6 = network.address.family == Family::Ipv6;
            if (device.loopback && network.address.isLoopback()) {
                continue; // the kernel gives the loopback device its own
            }
            if (!v6 || ipv6) {
                batch += "address add " + network.address.toString() + '/'
                    + std::to_string(network.prefixLength().value_or(0))
                    + (v6 ? " nodad" : " brd +") + " dev " + device.name + '\n';
            }
        }
    }
    for (const SceneRoute &route : m_scene.routes) {
        const std::string to = hostPrefix(route.to);
        switch (route.route.kind) {
        case RouteKind::Unreachable:
            batch += "route replace unreachable " + to + '\n';
            break;
        case RouteKind::Blackhole:
            batch += "route replace blackhole " + to + '\n';
            break;
        case RouteKind::Prohibit:
            batch += "route replace prohibit " + to + '\n';
            break;
        case RouteKind::Unicast:
            for (std::size_t i = 0; i < m_scene.interfaces.size(); ++i) {
                const std::string &device = m_scene.interfaces[i].name;
                if (device != route.route.outInterface || !isPlainName(device)) {
                    continue;
                }
                batch += "neigh replace " + route.to.toString() + " lladdr "
                    + hardwareAddress(true, i) + " dev " + device + " nud permanent\n";
                batch += "route replace " + to + " dev " + device;
                if (route.route.preferredSource) {
                    batch += " src " + route.route.preferredSource->toString();
                }
                batch += '\n';
            }
            break;
        case RouteKind::Local:
        case RouteKind::Broadcast:
        case RouteKind::Multicast:
        case RouteKind::Anycast:
        case RouteKind::Throw:
        case RouteKind::None:
            break;
        }
    }
    // Forwarding of a device is written before the device is up, and nothing is answered yet.
    auto settings = m_scene.settings;
    settings.insert(settings.end(),
                    {{"net/ipv4/ping_group_range", "0 0"},
                     {"net/ipv4/icmp_ratelimit", "0"},
                     {"net/ipv6/icmp/ratelimit", "0"}});
    if (auto done = writeSettings(node("here"), settings); !done) {
        return done;
    }
    return m_world.runTool(node("here"), {"ip", "-batch", "-"}, links + batch);
}

Core::Result<void>
Copy::writeSettings(const std::string &node,
                    const std::vector<std::pair<std::string, std::string>> &wanted)
{
    const auto done = workInNode(m_world, node, [&wanted]() -> nlohmann::json {
        for (const auto &[path, value] : wanted) {
            const std::string file = "/proc/sys/" + path;
            const Lab::UniqueFd setting(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
            // What the kernel lacks (IPv6) is lacking on the live system, too.
            if (setting.isValid()
                && ::write(setting.fd(), value.data(), value.size())
                    != static_cast<ssize_t>(value.size())) {
                return {{"error",
                         toJson(Core::Error{Core::ErrorCode::KernelRefused,
                                            "copy a setting",
                                            std::strerror(errno),
                                            path,
                                            {}})}};
            }
        }
        return nlohmann::json::object();
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return {};
}

Core::Result<void> Copy::startListeners()
{
    if (m_scene.question.protocol != Core::ProtocolTcp
        && m_scene.question.protocol != Core::ProtocolUdp) {
        return {};
    }
    const std::string protocol = Core::protocolName(m_scene.question.protocol);
    for (const Core::Listener &listener : m_scene.listeners) {
        // An address that could not be copied cannot be listened on; the packet then tells.
        (void)Lab::startService(m_world, node("here"),
                                {"listener", protocol, listener.address.toString(), listener.port});
    }
    for (std::size_t i = 0; i < m_scene.standIns.size(); ++i) {
        for (const std::uint16_t port : m_scene.standIns[i].ports) {
            const Core::IpAddress any = Core::IpAddress::any(m_scene.question.family);
            (void)Lab::startService(m_world, node(std::to_string(i)),
                                    {"stand-in", protocol, any.toString(), port});
        }
    }
    return {};
}

Core::Result<void> Copy::loadRules(std::vector<Core::RehearsalLimit> &limits)
{
    const auto loaded = workInNode(m_world, node("here"), [this] {
        return loadIntoThisNamespace(m_scene);
    });
    if (!loaded) {
        return tl::unexpected(loaded.error());
    }
    for (const auto &limit : *loaded) {
        if (auto known = limitFromJson(limit)) {
            limits.push_back(*std::move(known));
        }
    }
    return {};
}

Core::Result<void> Copy::change(const std::vector<Core::Change> &changes)
{
    TrialRequest request;
    request.changes = changes;
    for (Core::Change &change : request.changes) {
        if (auto *setting = std::get_if<Core::SetSetting>(&change)) {
            setting->oldValue.clear(); // not every device's settings are copied
        }
    }
    const auto done = workInNode(m_world, node("here"), [&request]() -> nlohmann::json {
        if (const auto valid = checkRequest(request); !valid) {
            return {{"error", toJson(valid.error())}};
        }
        auto trial = prepareTrial(request);
        if (!trial) {
            return {{"error", toJson(trial.error())}};
        }
        // Nobody takes this trial back: the whole network goes.
        const auto save = [](const Journal &) {
            return Core::Result<void>();
        };
        if (const auto committed = commitTrial(*trial, save, {}); !committed) {
            return {{"error", toJson(committed.error())}};
        }
        return nlohmann::json::object();
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return {};
}

Core::Result<std::vector<Core::Ruleset>> Copy::readCounters()
{
    const Family family = m_scene.question.family;
    constexpr std::array backends{Core::Backend::Legacy, Core::Backend::Nft};
    const auto texts = workInNode(m_world, node("here"), [family, &backends] {
        nlohmann::json all = nlohmann::json::array();
        for (const Core::Backend backend : backends) {
            const auto rules = readRules(backend, family);
            all.push_back(rules ? rules->text : std::string());
        }
        return all;
    });
    if (!texts) {
        return tl::unexpected(texts.error());
    }
    std::vector<Core::Ruleset> rulesets;
    for (std::size_t i = 0; i < backends.size(); ++i) {
        auto ruleset =
            Core::parseSave(texts->at(i).get_ref<const std::string &>(), backends[i], family);
        if (!ruleset) {
            return tl::unexpected(ruleset.error());
        }
        rulesets.push_back(*std::move(ruleset));
    }
    return rulesets;
}

Core::Result<void> Copy::start()
{
    auto before = readCounters();
    if (!before) {
        return tl::unexpected(before.error());
    }
    m_before = *std::move(before);
    const std::string from =
        m_scene.sentFromHere ? node("here") : nodeBehind(m_scene.question.inInterface);
    auto work = NodeWork::start(m_world, from, [this] {
        return toJson(attempt(m_scene.question, patience));
    });
    if (!work) {
        return tl::unexpected(work.error());
    }
    m_attempt.emplace(*std::move(work));
    return {};
}

Core::Result<Core::RehearsedRun> Copy::finish()
{
    const auto answer = m_attempt->finish();
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    auto probe = probeFromJson(*answer);
    auto after = readCounters();
    if (!after) {
        return tl::unexpected(after.error());
    }
    Core::RehearsedRun run;
    run.probe = std::move(probe).value_or(Core::ProbeResult{});
    run.moved = Core::movedRules(m_before, *after, m_scene.question.direction);
    run.moved.resize(std::min(run.moved.size(), mostMoved));
    return run;
}

} // namespace Portlight::Helper
