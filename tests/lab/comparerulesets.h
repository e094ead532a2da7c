// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/ipset.h"

#include <map>
#include <span>
#include <string>

/// Rulesets that are loaded into a kernel and compared with the engine, packet by packet. They hold
/// nothing that cannot be told, so every counter must agree. The firewall has eth0 (10.9.0.2) and
/// eth1 (10.8.0.2); 198.18.0.0/15 lies behind eth1.
struct CompareRuleset {
    const char *name;
    const char *text;
    bool ipv6 = false; ///< with fd09::2, fd08::2 and fd18::/16
    const char *sets = ""; ///< for `ipset restore`
};

std::span<const CompareRuleset> compareRulesets();

/// The sets of such a text ("create NAME TYPE …", "add NAME MEMBER …") as the engine asks them.
std::map<std::string, Portlight::Core::IpSet, std::less<>> setsOfText(const std::string &text);
