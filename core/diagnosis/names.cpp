// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/diagnosis.h"

#include <array>
#include <utility>

namespace Portlight::Core
{

namespace
{

// In the order of the enumerations; the names are a contract (DESIGN.md 5).
constexpr std::array causeNames = {
    "rule-drop",
    "rule-reject",
    "policy-drop",
    "reply-blocked",
    "accept-too-late",
    "rate-limited",
    "state-invalid",
    "nat-misdirected",
    "missing-dnat",
    "missing-masquerade",
    "forwarding-disabled",
    "rp-filter",
    "no-route",
    "no-listener",
    "listens-elsewhere",
    "accept-queue-full",
    "conntrack-full",
    "conntrack-pressure",
    "conntrack-helper-missing",
    "other-firewall",
    "banned-address",
    "not-arriving",
    "upstream-refusal",
    "family-mismatch",
    "open",
};
static_assert(causeNames.size() == static_cast<std::size_t>(Cause::Open) + 1);

constexpr std::array fixNames = {
    "insert-accept",
    "replace-rule",
    "delete-rule",
    "move-rule",
    "change-policy",
    "flush-chain",
    "restore-saved",
    "add-forward-accept",
    "add-masquerade",
    "add-dnat",
    "enable-forwarding",
    "set-rp-filter",
    "raise-conntrack-max",
    "resize-conntrack-buckets",
    "shorten-conntrack-timeout",
    "assign-conntrack-helper",
    "remove-ban",
    "use-manager",
    "start-service",
    "rebind-service",
    "none",
};
static_assert(fixNames.size() == static_cast<std::size_t>(FixKind::None) + 1);

constexpr std::array certaintyNames = {"proven", "calculated", "possible"};
constexpr std::array riskNames = {"low", "medium", "high"};
constexpr std::array outcomeNames = {"open", "blocked", "degraded", "unknown"};
constexpr std::array checkNames = {"ok", "problem", "unknown", "skipped"};

template<typename Enumeration, std::size_t size>
std::string_view nameIn(const std::array<const char *, size> &names, Enumeration value)
{
    return names.at(static_cast<std::size_t>(value));
}

} // namespace

std::string_view toString(Cause cause)
{
    return nameIn(causeNames, cause);
}

std::string_view toString(Certainty certainty)
{
    return nameIn(certaintyNames, certainty);
}

std::string_view toString(FixKind kind)
{
    return nameIn(fixNames, kind);
}

std::optional<FixKind> parseFixKind(std::string_view text)
{
    for (std::size_t index = 0; index < fixNames.size(); ++index) {
        if (text == fixNames[index]) {
            return static_cast<FixKind>(index);
        }
    }
    return std::nullopt;
}

std::string_view toString(Risk risk)
{
    return nameIn(riskNames, risk);
}

std::string_view toString(Outcome outcome)
{
    return nameIn(outcomeNames, outcome);
}

std::string_view toString(CheckResult result)
{
    return nameIn(checkNames, result);
}

} // namespace Portlight::Core
