// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace Portlight::Core
{

/// The program that made a chain or a rule, as far as its name, place or comment tells.
enum class Owner : std::uint8_t {
    Hand, ///< nobody we know: typed by a person, or loaded from a file
    Portlight,
    Firewalld,
    Ufw,
    Docker,
    Podman, ///< netavark and CNI
    Libvirt,
    Fail2ban,
    Kubernetes,
    Tailscale,
    Lxd, ///< LXD and Incus
};
inline constexpr Owner allOwners[] = {
    Owner::Hand,       Owner::Portlight, Owner::Firewalld, Owner::Ufw,
    Owner::Docker,     Owner::Podman,    Owner::Libvirt,   Owner::Fail2ban,
    Owner::Kubernetes, Owner::Tailscale, Owner::Lxd,
};
std::string_view toString(Owner owner); ///< "hand", "firewalld", …: stable, for JSON
std::optional<Owner> parseOwner(std::string_view text);

/// What takes away an edit of something that is owned. Sentences are in app/wording.
enum class WipedBy : std::uint8_t {
    Restart, ///< only a restart of the computer, unless it is saved
    OwnerReload, ///< also when the owner reloads its rules (firewall-cmd --reload, ufw reload)
    OwnerRestart, ///< also when the owner's service starts anew (Docker, libvirt, fail2ban)
    OwnerAnyTime, ///< the owner writes its rules whenever something changes (kube-proxy, Tailscale)
};
std::string_view toString(WipedBy wipedBy); ///< "restart", "owner-reload", …: stable, for JSON

struct Ownership {
    Owner owner = Owner::Hand;
    WipedBy wipedBy = WipedBy::Restart;
    /// Made by a running program for its own needs; saving it would bring back what is gone
    /// (FACTS.md 4, complaint 27), so persist leaves it out and names it.
    bool dynamic = false;
    /// A chain in which its owner wants people's rules ("DOCKER-USER", "ufw-user-input"); empty
    /// when there is none.
    std::string userChain;
    bool operator==(const Ownership &) const = default;
};

/// Who owns a chain. A built-in chain belongs to nobody, its rules may. A chain that an owner keeps
/// for people ("DOCKER-USER") is the owner's, the rules in it are not.
Ownership ownerOfChain(const Table &table, const Chain &chain);
/// The same by name alone, which is all that a native chain has.
Ownership ownerOfChainNamed(std::string_view chain);

/// Who owns a rule: by the chain it stands in, the chain it jumps to, its comment, or the exact
/// shape of a rule that Docker writes into a built-in chain.
Ownership ownerOfRule(const Table &table, const Chain &chain, const Rule &rule);

/// Who owns a native nftables table ("inet", "firewalld").
Ownership ownerOfNativeTable(std::string_view family, std::string_view name);

} // namespace Portlight::Core
