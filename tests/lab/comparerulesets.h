// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <span>

/// Rulesets that are loaded into a kernel and compared with the engine, packet by packet. They hold
/// nothing that cannot be told, so every counter must agree. The firewall has eth0 (10.9.0.2) and
/// eth1 (10.8.0.2); 198.18.0.0/15 lies behind eth1.
struct CompareRuleset {
    const char *name;
    const char *text;
};

std::span<const CompareRuleset> compareRulesets();
