// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/native.h"
#include "core/verdict/engine.h"
#include "core/verdict/flow.h"

#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// What expressions of a native rule may look at.
struct NativeContext {
    const Flow &flow;
    const World &world;
    const Packet &original; ///< as it came, before any translation
    const NativeTable &table;
    const BaseChain &base;
    Hook hook = Hook::Prerouting;
    /// Set to true when an answer rests on "some device other than lo".
    bool assumedInInterface = false;
    bool assumedOutInterface = false;
};

/// One part of what an expression gives: bits that are known and bits that are not, or one of
/// several values.
struct NativeValue {
    NftValue value; ///< 0 where a bit is not known
    NftValue unknown; ///< the bits that are not known
    std::vector<NftValue> choices; ///< not empty: one of these
    std::string_view settledBy; ///< what is to be known; lives as long as the rule
    enum class Device : std::uint8_t { None, In, Out };
    Device device = Device::None; ///< a device that is not known, and not lo

    static NativeValue known(const NftValue &value)
    {
        return {value, {}, {}, {}, Device::None};
    }
    static NativeValue notKnown(std::string_view settledBy)
    {
        return {{}, NftValue::ones(128), {}, settledBy, Device::None};
    }
    bool isKnown() const
    {
        return unknown.isZero() && choices.empty();
    }
};

/// What an expression gives: nothing (and the rule ends, whatever is asked of it), or its parts.
struct NativeResult {
    Answer absent = Answer::No;
    std::string_view absentSettledBy;
    std::vector<NativeValue> parts;

    static NativeResult nothing()
    {
        return {Answer::Yes, {}, {}};
    }
};

NativeResult readSelector(const NftSelector &selector, const NativeContext &context);
/// Does not say whether a field is there: `payloadBits` of what a header holds.
NativeValue payloadBits(const NftSelector &selector, const NativeContext &context);
NativeResult evaluate(const NftExpression &expression, NativeContext &context);

/// Whether a value lies in a range.
Answer within(const NativeValue &value, const NftRange &range, NativeContext &context);

/// What a look-up in a set or map leads to.
struct NativeLookup {
    Answer found = Answer::No;
    const NftData *data = nullptr; ///< of the one element found, if the set is a map
    std::vector<const NftData *> candidates; ///< CannotTell: what it may give, if it gives anything
    bool mayBeOther = false; ///< CannotTell: or something that is not among these
    bool mayMiss = false; ///< CannotTell: or nothing
    std::string_view settledBy;
};
NativeLookup lookUp(const NftSetRef &set, const NativeResult &key, NativeContext &context);

struct NativeAnswer {
    Answer answer = Answer::CannotTell;
    std::string_view settledBy;
};
NativeAnswer evaluate(const NftMatch &match, NativeContext &context);

} // namespace Portlight::Core
