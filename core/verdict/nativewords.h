// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/native.h"

#include <string>

namespace Portlight::Core
{

/// "tcp dport 22 counter accept # handle 5", as `nft -a list ruleset` prints it.
std::string nativeRuleText(const NativeRule &rule);
/// What a rule does, in the words of iptables: "ACCEPT", "REJECT", "DNAT", the name of a chain
/// jumped to, "" for none. `decision` is what its verdict map gave, or null.
std::string nativeAction(const NftProgram &program, const NftDecision *decision);
/// "icmp-port-unreachable": as --reject-with of iptables calls it.
std::string nativeRejection(const NftReject &reject, Family family);

} // namespace Portlight::Core
