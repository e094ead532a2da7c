// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/diagnosis/evidence.h"
#include "core/lint/openings.h"
#include "core/verdict/engine.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// DESIGN.md 5. The kebab-case names are a contract: toString(Cause::RuleDrop) == "rule-drop".
enum class Cause : std::uint8_t {
    RuleDrop,
    RuleReject,
    PolicyDrop,
    ReplyBlocked,
    AcceptTooLate,
    RateLimited,
    StateInvalid,
    NatMisdirected,
    MissingDnat,
    MissingMasquerade,
    ForwardingDisabled,
    RpFilter,
    NoRoute,
    NoListener,
    ListensElsewhere,
    AcceptQueueFull,
    ConntrackFull,
    ConntrackPressure,
    ConntrackHelperMissing,
    OtherFirewall,
    BannedAddress,
    NotArriving,
    UpstreamRefusal,
    FamilyMismatch,
    Open,
};
std::string_view toString(Cause cause);

enum class Certainty : std::uint8_t { Proven, Calculated, Possible };
std::string_view toString(Certainty certainty);

enum class FixKind : std::uint8_t {
    InsertAccept,
    ReplaceRule,
    DeleteRule,
    MoveRule,
    ChangePolicy,
    FlushChain,
    RestoreSaved,
    AddForwardAccept,
    AddMasquerade,
    AddDnat,
    EnableForwarding,
    SetRpFilter,
    RaiseConntrackMax,
    ResizeConntrackBuckets,
    ShortenConntrackTimeout,
    AssignConntrackHelper,
    RemoveBan,
    UseManager,
    StartService,
    RebindService,
    None,
};
std::string_view toString(FixKind kind); ///< "insert-accept", …
std::optional<FixKind> parseFixKind(std::string_view text);

enum class Risk : std::uint8_t { Low, Medium, High };
std::string_view toString(Risk risk);

enum class Outcome : std::uint8_t { Open, Blocked, Degraded, Unknown };
std::string_view toString(Outcome outcome);

enum class CheckResult : std::uint8_t { Ok, Problem, Unknown, Skipped };
std::string_view toString(CheckResult result);

/// A fact as a code with arguments; app/wording makes the sentence. The codes and their arguments
/// are listed in factcodes.h; a test walks them and requires a sentence for each.
struct Fact {
    std::string code;
    std::vector<std::string> arguments;
    bool operator==(const Fact &) const = default;
};

/// What a fix lets through and stops, calculated over all rules before and after it.
struct FixOpenings {
    Way way = Way::Input; ///< of the connections
    OpeningDifference difference;
    /// The rules are too many: only the asked protocol and port were looked at.
    bool isAskedOnly = false;
    bool operator==(const FixOpenings &) const = default;
};

struct Fix {
    FixKind kind = FixKind::None;
    Risk risk = Risk::Low;
    Fact effect; ///< what its change says
    std::optional<FixOpenings> openings; ///< not set: not about new connections, or not calculated
    std::vector<Change> changes; ///< empty: a person has to do it
    std::vector<std::string> commands; ///< what a person would type
    std::string persistedBy; ///< Evidence::persistence for rules, "sysctl.d" for settings
    bool operator==(const Fix &) const = default;
};

struct Finding {
    Cause cause = Cause::Open;
    Certainty certainty = Certainty::Calculated;
    bool aboutReply = false; ///< direction "reply" instead of "request"
    std::optional<Location> location;
    Fact summary;
    std::vector<Fact> evidence;
    std::vector<Fix> fixes; ///< smallest opening first
    std::vector<Condition> conditions; ///< of the blamed rule against the asked packet
    bool operator==(const Finding &) const = default;
};

struct Check {
    std::string id; ///< "probe", "watch", "rules", "listener", "route", "forwarding", "nat",
                    ///< "reply", "conntrack", "managers", …
    CheckResult result = CheckResult::Skipped;
    Fact detail;
    bool operator==(const Check &) const = default;
};

struct Diagnosis {
    Outcome outcome = Outcome::Unknown;
    Question question;
    std::vector<Finding> findings; ///< [0] is what to fix first
    std::vector<Check> checks;
    Verdict request; ///< the calculated walk, for the path shown
};

/// Pure: evidence in, diagnosis out.
Diagnosis diagnose(const Question &question, const Evidence &evidence);

} // namespace Portlight::Core
