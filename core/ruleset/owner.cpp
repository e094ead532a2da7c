// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/owner.h"

#include <algorithm>
#include <array>
#include <variant>

namespace Portlight::Core
{

namespace
{

constexpr std::array<std::string_view, std::size(allOwners)> ownerNames = {
    "hand",    "portlight", "firewalld",  "ufw",       "docker", "podman",
    "libvirt", "fail2ban",  "kubernetes", "tailscale", "lxd"};

/// Names as the programs give them: "KUBE-*" is a beginning, anything else the whole name.
struct NamePattern {
    std::string_view name;
    Owner owner;
};

constexpr auto chainPatterns = std::to_array<NamePattern>({
    {"DOCKER", Owner::Docker},
    {"DOCKER-*", Owner::Docker},
    {"DOCKER_*", Owner::Docker},
    {"ufw-*", Owner::Ufw},
    {"ufw6-*", Owner::Ufw},
    {"f2b-*", Owner::Fail2ban},
    {"fail2ban-*", Owner::Fail2ban},
    {"LIBVIRT_*", Owner::Libvirt},
    {"libvirt-*", Owner::Libvirt},
    {"KUBE-*", Owner::Kubernetes},
    {"cali-*", Owner::Kubernetes},
    {"CILIUM_*", Owner::Kubernetes},
    {"FLANNEL-*", Owner::Kubernetes},
    {"WEAVE-*", Owner::Kubernetes},
    {"ts-*", Owner::Tailscale},
    {"NETAVARK-*", Owner::Podman},
    {"NETAVARK_*", Owner::Podman},
    {"CNI-*", Owner::Podman},
    // firewalld with its iptables backend.
    {"INPUT_ZONES*", Owner::Firewalld},
    {"FORWARD_ZONES*", Owner::Firewalld},
    {"FORWARD_IN_ZONES*", Owner::Firewalld},
    {"FORWARD_OUT_ZONES*", Owner::Firewalld},
    {"OUTPUT_ZONES*", Owner::Firewalld},
    {"PREROUTING_ZONES*", Owner::Firewalld},
    {"POSTROUTING_ZONES*", Owner::Firewalld},
    {"PREROUTING_POLICIES_*", Owner::Firewalld},
    {"POSTROUTING_POLICIES_*", Owner::Firewalld},
    {"INPUT_POLICIES_*", Owner::Firewalld},
    {"FORWARD_POLICIES_*", Owner::Firewalld},
    {"OUTPUT_POLICIES_*", Owner::Firewalld},
    {"INPUT_direct", Owner::Firewalld},
    {"FORWARD_direct", Owner::Firewalld},
    {"OUTPUT_direct", Owner::Firewalld},
    {"PREROUTING_direct", Owner::Firewalld},
    {"POSTROUTING_direct", Owner::Firewalld},
    {"filter_IN_policy_*", Owner::Firewalld},
    {"filter_FWD_policy_*", Owner::Firewalld},
    {"nat_PRE_policy_*", Owner::Firewalld},
    {"nat_POST_policy_*", Owner::Firewalld},
});

/// Beginnings of the chains of a firewalld zone with the iptables backend: "IN_public",
/// "IN_public_allow". The zone can have any name, so one of these words must follow, or there must
/// be nothing more.
constexpr auto zoneBeginnings =
    std::to_array<std::string_view>({"IN_", "FWD_", "FWDI_", "FWDO_", "PRE_", "POST_", "OUT_"});
constexpr auto zoneEndings =
    std::to_array<std::string_view>({"_allow", "_deny", "_log", "_pre", "_post"});
constexpr auto knownZones = std::to_array<std::string_view>(
    {"block", "dmz", "drop", "external", "home", "internal", "libvirt", "public", "trusted", "work",
     "docker", "nm-shared", "FedoraServer", "FedoraWorkstation"});

constexpr auto nativeTablePatterns = std::to_array<NamePattern>({
    {"firewalld", Owner::Firewalld},
    {"firewalld_*", Owner::Firewalld},
    {"docker-bridges", Owner::Docker},
    {"docker-swarm", Owner::Docker},
    {"netavark", Owner::Podman},
    {"cni_hostport", Owner::Podman},
    {"cni_plugins_masquerade", Owner::Podman},
    {"libvirt_network", Owner::Libvirt},
    {"f2b-*", Owner::Fail2ban},
    {"kube-*", Owner::Kubernetes},
    {"cali", Owner::Kubernetes},
    {"calico", Owner::Kubernetes},
    {"flannel-*", Owner::Kubernetes},
    {"lxd", Owner::Lxd},
    {"incus", Owner::Lxd},
    {"ufw", Owner::Ufw},
    {"portlight*", Owner::Portlight},
});

struct CommentBeginning {
    std::string_view text;
    Owner owner;
};
constexpr auto commentBeginnings = std::to_array<CommentBeginning>({
    {"portlight", Owner::Portlight},
    {"Portlight", Owner::Portlight},
    {"kubernetes ", Owner::Kubernetes},
    {"cali:", Owner::Kubernetes},
    {"flanneld ", Owner::Kubernetes},
    {"cilium:", Owner::Kubernetes},
    {"generated for LXD network ", Owner::Lxd},
    {"generated for Incus network ", Owner::Lxd},
    {"netavark ", Owner::Podman},
    {"CNI firewall plugin ", Owner::Podman},
    {"CNI portfwd ", Owner::Podman},
});

bool fits(std::string_view name, std::string_view pattern)
{
    return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1))
                                  : name == pattern;
}

template<std::size_t N>
Owner ownerBy(const std::array<NamePattern, N> &patterns, std::string_view name)
{
    const auto found = std::find_if(patterns.begin(), patterns.end(), [name](const auto &entry) {
        return fits(name, entry.name);
    });
    return found == patterns.end() ? Owner::Hand : found->owner;
}

bool isZoneChain(std::string_view name)
{
    for (const std::string_view beginning : zoneBeginnings) {
        if (!name.starts_with(beginning)) {
            continue;
        }
        const std::string_view zone = name.substr(beginning.size());
        const bool known =
            std::find(knownZones.begin(), knownZones.end(), zone) != knownZones.end();
        return known || std::any_of(zoneEndings.begin(), zoneEndings.end(), [zone](auto ending) {
                   return zone.size() > ending.size() && zone.ends_with(ending);
               });
    }
    return false;
}

/// The chains of libvirt's nwfilter: a letter for the way, "-" or "J-", "P-", and the device
/// ("FI-vnet0", "HJ-vnet3").
bool isNwfilterChain(std::string_view name)
{
    const std::size_t dash = name.find('-');
    constexpr auto beginnings =
        std::to_array<std::string_view>({"FI", "FO", "HI", "FJ", "HJ", "FP", "HP"});
    return dash == 2
        && std::find(beginnings.begin(), beginnings.end(), name.substr(0, dash)) != beginnings.end()
        && name.substr(dash + 1).starts_with("vnet");
}

Ownership of(Owner owner)
{
    switch (owner) {
    case Owner::Hand:
    case Owner::Portlight:
        return {owner, WipedBy::Restart, false, {}};
    case Owner::Firewalld:
        return {owner, WipedBy::OwnerReload, true, {}};
    case Owner::Ufw:
        return {owner, WipedBy::OwnerReload, false, {}};
    case Owner::Docker:
    case Owner::Libvirt:
    case Owner::Fail2ban:
    case Owner::Lxd:
        return {owner, WipedBy::OwnerRestart, true, {}};
    case Owner::Podman:
    case Owner::Kubernetes:
    case Owner::Tailscale:
        return {owner, WipedBy::OwnerAnyTime, true, {}};
    }
    return {};
}

/// Where a person's rule belongs instead of the chain given.
std::string userChainFor(Owner owner, std::string_view chain)
{
    if (owner == Owner::Docker) {
        return "DOCKER-USER";
    }
    if (owner == Owner::Podman && chain.starts_with("CNI-")) {
        return "CNI-ADMIN";
    }
    if (owner == Owner::Ufw) {
        const std::string prefix(chain.substr(0, chain.find('-')));
        for (const std::string_view way : {"-input", "-output", "-forward"}) {
            if (chain.ends_with(way)) {
                return prefix + "-user" + std::string(way);
            }
        }
    }
    return {};
}

bool isUserChain(std::string_view chain)
{
    return chain == "DOCKER-USER" || chain == "CNI-ADMIN";
}

/// "docker0", "docker_gwbridge", "br-0123456789ab": bridges that only Docker names so.
bool isDockerBridge(std::string_view device)
{
    constexpr std::size_t idLength = 12;
    return device == "docker0" || device == "docker_gwbridge"
        || (device.starts_with("br-") && device.size() == 3 + idLength
            && device.substr(3).find_first_not_of("0123456789abcdef") == std::string_view::npos);
}

/// What a rule of Docker in a built-in chain is made of.
struct Shape {
    const InterfaceMatch *in = nullptr;
    const InterfaceMatch *out = nullptr;
    const AddressMatch *source = nullptr;
    const AddressMatch *destination = nullptr;
    const StateMatch *state = nullptr;
    std::size_t others = 0;
};

Shape shapeOf(const Rule &rule)
{
    Shape shape;
    for (const Match &match : rule.matches) {
        if (const auto *interface = std::get_if<InterfaceMatch>(&match)) {
            (interface->side == Side::Source ? shape.in : shape.out) = interface;
        } else if (const auto *address = std::get_if<AddressMatch>(&match)) {
            (address->side == Side::Source ? shape.source : shape.destination) = address;
        } else if (const auto *state = std::get_if<StateMatch>(&match)) {
            shape.state = state;
        } else {
            ++shape.others;
        }
    }
    return shape;
}

/// The rules that Docker puts into built-in chains itself. A person's rule that
/// merely names the bridge has more to it, or another target.
bool isDockerRule(std::string_view table, std::string_view chain, const Rule &rule)
{
    using Kind = Target::Kind;
    const Kind kind = rule.target.kind;
    const bool natRule = table == "nat" && chain == "POSTROUTING" && kind == Kind::SourceNat;
    const bool forwardRule = table == "filter" && chain == "FORWARD" && kind == Kind::Accept;
    const bool rawRule = table == "raw" && chain == "PREROUTING" && kind == Kind::Drop;
    if (!natRule && !forwardRule && !rawRule) {
        return false;
    }
    const Shape shape = shapeOf(rule);
    const auto isBridge = [](const InterfaceMatch *interface, bool inverted) {
        return interface != nullptr && interface->inverted == inverted
            && isDockerBridge(interface->pattern);
    };
    if (natRule) {
        const bool leaving = shape.source != nullptr && shape.destination == nullptr
            && shape.in == nullptr && isBridge(shape.out, true) && shape.others == 0;
        // A container that reaches itself through its published port.
        const bool toItself = shape.source != nullptr && shape.destination != nullptr
            && shape.source->network == shape.destination->network && shape.in == nullptr
            && shape.out == nullptr && shape.state == nullptr && !shape.source->inverted
            && !shape.destination->inverted;
        return (leaving || toItself) && rule.target.name == "MASQUERADE";
    }
    if (rawRule) {
        return shape.destination != nullptr && shape.source == nullptr && isBridge(shape.in, true);
    }
    if (shape.source != nullptr || shape.destination != nullptr || shape.others != 0) {
        return false;
    }
    const bool answers =
        shape.state != nullptr && shape.in == nullptr && isBridge(shape.out, false);
    const bool leaving = shape.state == nullptr && isBridge(shape.in, false)
        && (isBridge(shape.out, true) || isBridge(shape.out, false))
        && shape.in->pattern == shape.out->pattern;
    return answers || leaving;
}

Owner ownerByComment(const Rule &rule)
{
    for (const Match &match : rule.matches) {
        const auto *comment = std::get_if<CommentMatch>(&match);
        if (comment == nullptr) {
            continue;
        }
        for (const CommentBeginning &entry : commentBeginnings) {
            if (comment->text.starts_with(entry.text)) {
                return entry.owner;
            }
        }
        // Podman's port forwarding through CNI: name: "podman" id: "…"
        if (comment->text.starts_with("name: \"")
            && comment->text.find("id: \"") != std::string::npos) {
            return Owner::Podman;
        }
    }
    return Owner::Hand;
}

} // namespace

std::string_view toString(Owner owner)
{
    return ownerNames.at(static_cast<std::size_t>(owner));
}

std::optional<Owner> parseOwner(std::string_view text)
{
    for (const Owner owner : allOwners) {
        if (toString(owner) == text) {
            return owner;
        }
    }
    return std::nullopt;
}

std::string_view toString(WipedBy wipedBy)
{
    switch (wipedBy) {
    case WipedBy::Restart:
        return "restart";
    case WipedBy::OwnerReload:
        return "owner-reload";
    case WipedBy::OwnerRestart:
        return "owner-restart";
    case WipedBy::OwnerAnyTime:
        return "owner-any-time";
    }
    return "restart";
}

Ownership ownerOfChainNamed(std::string_view chain)
{
    Owner owner = ownerBy(chainPatterns, chain);
    if (owner == Owner::Hand && isZoneChain(chain)) {
        owner = Owner::Firewalld;
    }
    if (owner == Owner::Hand && isNwfilterChain(chain)) {
        owner = Owner::Libvirt;
    }
    Ownership result = of(owner);
    result.userChain = userChainFor(owner, chain);
    return result;
}

Ownership ownerOfChain(const Table &table, const Chain &chain)
{
    if (chain.policy || isBuiltInChain(table.name, chain.name)) {
        return {};
    }
    return ownerOfChainNamed(chain.name);
}

Ownership ownerOfRule(const Table &table, const Chain &chain, const Rule &rule)
{
    const bool builtIn = chain.policy || isBuiltInChain(table.name, chain.name);
    const Owner byComment = ownerByComment(rule);
    if (!builtIn) {
        Ownership home = ownerOfChainNamed(chain.name);
        const bool forPeople = isUserChain(chain.name);
        if (home.owner != Owner::Hand && !forPeople) {
            // Ours may stand in a chain of theirs; it goes when they write their chain anew.
            home.owner = byComment == Owner::Portlight ? byComment : home.owner;
            home.dynamic = byComment != Owner::Portlight && home.dynamic;
            return home;
        }
        // The last rule of DOCKER-USER is Docker's own.
        if (forPeople && rule.matches.empty() && rule.target.kind == Target::Kind::Return) {
            return home;
        }
    }
    if (byComment != Owner::Hand) {
        return of(byComment);
    }
    if (rule.target.kind == Target::Kind::Jump || rule.target.kind == Target::Kind::Goto) {
        Ownership called = ownerOfChainNamed(rule.target.name);
        // Only fail2ban hooks itself into chains of other people.
        if (builtIn || called.owner == Owner::Fail2ban) {
            return called;
        }
    }
    if (builtIn && isDockerRule(table.name, chain.name, rule)) {
        Ownership docker = of(Owner::Docker);
        docker.userChain = userChainFor(Owner::Docker, chain.name);
        return docker;
    }
    return {};
}

Ownership ownerOfNativeTable(std::string_view family, std::string_view name)
{
    Ownership result = of(ownerBy(nativeTablePatterns, name));
    // None of them writes arp tables: an equal name there is somebody else's.
    if (family == "arp") {
        return {};
    }
    return result;
}

} // namespace Portlight::Core
