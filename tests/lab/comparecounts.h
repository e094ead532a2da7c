// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <QString>

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

/// What the comparisons with the kernel count: packets at a rule, or at a policy (number 0).

/// Table (of nftables with its family), chain, number.
using Place = std::tuple<std::string, std::string, unsigned>;
using Counts = std::map<Place, std::uint64_t>;

void addCounts(const Portlight::Core::Ruleset &ruleset, Counts &counts);
/// Only rules that count. `iptablesToo`: tables that iptables made, as well.
void addCounts(const Portlight::Core::NativeRuleset &native, bool iptablesToo, Counts &counts);

/// What is more in `after`.
Counts difference(const Counts &before, const Counts &after);

/// The value of a variable of the environment, or `usual`.
int numberOf(const char *variable, int usual);

QString text(const Counts &counts);
QString text(const Portlight::Core::Packet &packet);
