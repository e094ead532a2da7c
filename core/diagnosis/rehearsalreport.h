// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// A rule or policy whose packet counter rose while the asked packet was under way.
struct MovedRule {
    Location location;
    std::uint64_t packets = 0;
    bool operator==(const MovedRule &) const = default;
};

/// What the kernel did with the asked packet in one copy of the firewall.
struct RehearsedRun {
    ProbeResult probe;
    std::vector<MovedRule> moved; ///< in the order of hooks, tables and rules
    bool works() const;
    bool operator==(const RehearsedRun &) const = default;
};

/// What a copy lacks, and so what its answer cannot be about.
enum class RehearsalGap : std::uint8_t {
    Flows, ///< connections that exist already: in the copy every packet begins a new one
    Rates, ///< what limit, hashlimit, connlimit, quota and recent remember
    BackendOrder, ///< whether legacy or nft comes first where both hook in at the same priority
    Rule, ///< a rule that could not be loaded; `subject` is its text
    Table, ///< a table that could not be loaded; `subject` is its name
    Unreadable, ///< rules that could not be read completely; `subject` is "nft/ipv4"
    Sets, ///< contents of ipsets
    Devices, ///< network devices that could not be made, or are only there by name (bridges)
    Sender, ///< which user or program sends: in the copy it is root
    HardwareAddress, ///< of the network cards
    Program, ///< programs that packets are handed to (NFQUEUE, TPROXY)
    FarEnd, ///< whether `subject` would answer: in the copy somebody answers in its place
    Destination, ///< where the rule `subject` sends packets nobody answers in the copy
};
std::string_view toString(RehearsalGap gap); ///< "flows", "rates", …: stable, for wire and JSON
std::optional<RehearsalGap> parseRehearsalGap(std::string_view text);
inline constexpr RehearsalGap allRehearsalGaps[] = {
    RehearsalGap::Flows,       RehearsalGap::Rates,           RehearsalGap::BackendOrder,
    RehearsalGap::Rule,        RehearsalGap::Table,           RehearsalGap::Unreadable,
    RehearsalGap::Sets,        RehearsalGap::Devices,         RehearsalGap::Sender,
    RehearsalGap::Program,     RehearsalGap::HardwareAddress, RehearsalGap::FarEnd,
    RehearsalGap::Destination,
};

struct RehearsalLimit {
    RehearsalGap gap = RehearsalGap::Flows;
    std::string subject; ///< what it is about; may be empty
    std::string detail; ///< words of the tool; may be empty
    bool operator==(const RehearsalLimit &) const = default;
};

/// A rehearsal: the asked packet in a copy of the live firewall, without the changes and with them.
struct RehearsalReport {
    Question question; ///< as it was sent: the interfaces are filled in
    RehearsedRun before;
    RehearsedRun after;
    std::vector<RehearsalLimit> limits;
    bool operator==(const RehearsalReport &) const = default;
};

/// The rule or policy that the packet of a run that did not work ended at: the last one that moved
/// and drops or refuses. Nothing when no rule did.
std::optional<MovedRule> stoppedBy(const RehearsedRun &run);

/// The rules and policies with a higher packet counter in `after` than in `before`, which must hold
/// the same rules, in the order in which a packet of this way (and then its answer) meets them.
std::vector<MovedRule> movedRules(const std::vector<Ruleset> &before,
                                  const std::vector<Ruleset> &after, Way way);

} // namespace Portlight::Core
