// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/network.h"

#include "helper/lab/service.h"

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <sys/wait.h>

namespace Portlight::Helper::Lab
{

namespace
{

bool isIpv6(const std::string &address)
{
    return address.find(':') != std::string::npos;
}

bool kernelHasIpv6()
{
    return ::access("/proc/net/if_inet6", F_OK) == 0;
}

/// Interfaces are made inside the first end's node and handed to the second by descriptor, so that
/// no interface ever exists in the namespace the lab program runs in.
Core::Result<void> makeLinks(Namespaces &world, const Story &story)
{
    // Ends of equal index look like one device to the kernel's link watch, which then takes up to a
    // second to call them up.
    int index = 10;
    for (const Link &link : story.links) {
        const UniqueFd peer(::fcntl(world.networkFd(link.second.node), F_DUPFD, 100));
        const auto made = world.runTool(link.first.node,
                                        {"ip", "link", "add", link.first.interface, "index",
                                         std::to_string(index++), "type", "veth", "peer", "name",
                                         link.second.interface, "netns",
                                         "/proc/self/fd/" + std::to_string(peer.fd())},
                                        {});
        if (!made)
            return made;
    }
    return {};
}

std::string addressLines(const LinkEnd &end, bool ipv6)
{
    std::string lines;
    for (const std::string &address : end.addresses) {
        // Duplicate address detection would keep an IPv6 address unusable for a second.
        if (!isIpv6(address))
            lines += "address add " + address + " brd + dev " + end.interface + "\n";
        else if (ipv6)
            lines += "address add " + address + " dev " + end.interface + " nodad\n";
    }
    return lines + "link set " + end.interface + " up\n";
}

Core::Result<void> configureNode(Namespaces &world, const Story &story, const StoryNode &node,
                                 bool ipv6)
{
    std::string batch = "link set lo up\n";
    for (const Link &link : story.links) {
        for (const LinkEnd *end : {&link.first, &link.second}) {
            if (end->node == node.name)
                batch += addressLines(*end, ipv6);
        }
    }
    for (const Route &route : node.routes) {
        if (isIpv6(route.via) && !ipv6)
            continue;
        batch += "route add " + route.to + " via " + route.via + "\n";
    }
    return world.runTool(node.name, {"ip", "-batch", "-"}, batch);
}

Core::Result<void> writeSysctls(Namespaces &world, const StoryNode &node, bool ipv6)
{
    const auto pid = world.forkInto(node.name, [&node, ipv6] {
        for (const auto &[name, value] : node.sysctls) {
            if (!ipv6 && name.rfind("net.ipv6.", 0) == 0)
                continue;
            std::string path = "/proc/sys/" + name;
            std::replace(path.begin() + 10, path.end(), '.', '/');
            const UniqueFd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
            if (!file.isValid()
                || ::write(file.fd(), value.data(), value.size())
                    != static_cast<ssize_t>(value.size())) {
                std::fprintf(stderr, "portlight-lab: cannot write %s\n", path.c_str());
                return 1;
            }
        }
        return 0;
    });
    if (!pid)
        return tl::unexpected(pid.error());
    int status = 0;
    if (::waitpid(*pid, &status, 0) != *pid || status != 0)
        return Core::failure(Core::ErrorCode::KernelRefused, "set up node " + node.name,
                             "a sysctl could not be written");
    return {};
}

Core::Result<void> loadRules(Namespaces &world, const StoryNode &node, RulesBackend backend,
                             bool ipv6)
{
    for (const auto &[family, text] : node.rules) {
        if (family == "ipv6" && !ipv6)
            continue;
        const std::string program = std::string(family == "ipv6" ? "ip6tables-" : "iptables-")
            + std::string(toString(backend)) + "-restore";
        if (auto loaded = world.runTool(node.name, {program}, text); !loaded)
            return loaded;
    }
    return {};
}

} // namespace

std::string_view toString(RulesBackend backend)
{
    return backend == RulesBackend::Legacy ? "legacy" : "nft";
}

Core::Result<void> buildNetwork(Namespaces &world, const Story &story, RulesBackend backend)
{
    const bool ipv6 = kernelHasIpv6();
    for (const StoryNode &node : story.nodes) {
        if (auto added = world.addNode(node.name); !added)
            return added;
    }
    if (auto linked = makeLinks(world, story); !linked)
        return linked;
    for (const StoryNode &node : story.nodes) {
        if (auto done = writeSysctls(world, node, ipv6); !done)
            return done;
        if (auto done = configureNode(world, story, node, ipv6); !done)
            return done;
        if (auto done = loadRules(world, node, backend, ipv6); !done)
            return done;
        for (const Service &service : node.services) {
            if (isIpv6(service.address) && !ipv6)
                continue;
            if (auto started = startService(world, node.name, service); !started)
                return started;
        }
    }
    return {};
}

} // namespace Portlight::Helper::Lab
