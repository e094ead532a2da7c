// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/result.h"

#include <QString>

#include <cstdint>

namespace Portlight::App
{

/// The parts of a rule that have a field of their own in the rule editor.
enum class RuleField : std::uint8_t {
    Protocol,
    Source,
    Destination,
    SourcePorts,
    DestinationPorts,
    InInterface,
    OutInterface,
    State,
    IcmpType,
    Limit,
    Mark,
    Comment,
    Action,
    RefuseKind,
    LogPrefix,
    TargetChain,
    NatAddress,
    Text, ///< no field: the rule as text
};
inline constexpr RuleField allRuleFields[] = {
    RuleField::Protocol,
    RuleField::Source,
    RuleField::Destination,
    RuleField::SourcePorts,
    RuleField::DestinationPorts,
    RuleField::InInterface,
    RuleField::OutInterface,
    RuleField::State,
    RuleField::IcmpType,
    RuleField::Limit,
    RuleField::Mark,
    RuleField::Comment,
    RuleField::Action,
    RuleField::RefuseKind,
    RuleField::LogPrefix,
    RuleField::TargetChain,
    RuleField::NatAddress,
    RuleField::Text,
};

/// Why a rule cannot be used as it is.
enum class RuleFlaw : std::uint8_t {
    NotUnderstood, ///< the value of the field cannot be read
    Missing, ///< the field must have a value
    NeedsProtocolWithPorts,
    NeedsTcp,
    WrongFamily,
    NoSuchChain,
    OnlyInFilter,
    OnlyInNat,
    NotInNat,
    OnlyBeforeRouting, ///< PREROUTING and OUTPUT
    OnlyAfterRouting, ///< POSTROUTING and INPUT
    OnlyInPostrouting,
    TooLong,
};

QString ruleFieldName(RuleField field); ///< "To port"
/// One sentence that names the field and says what it wants.
QString ruleFlawText(RuleField field, RuleFlaw flaw);

/// Why a staged change cannot be applied to the rules as they are now.
QString stagedConflictText(const Core::Change &change, const Core::Error &error);

} // namespace Portlight::App
