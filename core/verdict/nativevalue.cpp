// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativevalue.h"

#include "core/verdict/matcher.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t mostCandidates = 16;

NftValue lowest(const NativeValue &value)
{
    return value.value;
}

NftValue highest(const NativeValue &value)
{
    return value.value | value.unknown;
}

/// One answer for all the values it may have.
template<typename Ask> Answer forEach(const NativeValue &value, Ask ask)
{
    if (value.choices.empty()) {
        return ask(value);
    }
    std::optional<Answer> result;
    for (const NftValue &choice : value.choices) {
        const Answer one = ask(NativeValue::known(choice));
        if (result && *result != one) {
            return Answer::CannotTell;
        }
        result = one;
    }
    return *result;
}

Answer rangeAnswer(const NativeValue &value, const NftRange &range)
{
    const NftValue low = lowest(value);
    const NftValue high = highest(value);
    if (low >= range.first && high <= range.last) {
        return Answer::Yes;
    }
    if (high < range.first || low > range.last) {
        return Answer::No;
    }
    const NftValue fixed = ~value.unknown;
    if (range.first == range.last && (range.first & fixed) != value.value) {
        return Answer::No;
    }
    return Answer::CannotTell;
}

Answer belowAnswer(const NativeValue &value, const NftValue &limit)
{
    if (highest(value) < limit) {
        return Answer::Yes;
    }
    return lowest(value) >= limit ? Answer::No : Answer::CannotTell;
}

Answer bitAnswer(const NativeValue &value, const NftValue &mask)
{
    if (!(value.value & mask).isZero()) {
        return Answer::Yes;
    }
    return (highest(value) & mask).isZero() ? Answer::No : Answer::CannotTell;
}

NativeValue joinBits(NftBinary::Operator op, const NativeValue &a, const NativeValue &b)
{
    using Operator = NftBinary::Operator;
    NativeValue result;
    result.settledBy = a.unknown.isZero() ? b.settledBy : a.settledBy;
    NftValue possible;
    switch (op) {
    case Operator::And:
        result.value = a.value & b.value;
        possible = highest(a) & highest(b);
        break;
    case Operator::Or:
        result.value = a.value | b.value;
        possible = highest(a) | highest(b);
        break;
    case Operator::Xor:
        result.unknown = a.unknown | b.unknown;
        result.value = (a.value ^ b.value) & ~result.unknown;
        return result;
    case Operator::ShiftLeft:
    case Operator::ShiftRight: {
        constexpr std::uint64_t widest = 128;
        if (!b.isKnown() || b.value >= NftValue::of(widest)) {
            return NativeValue::notKnown(result.settledBy);
        }
        const auto bits = static_cast<unsigned>(b.value.low);
        const bool left = op == Operator::ShiftLeft;
        result.value = left ? a.value << bits : a.value >> bits;
        result.unknown = left ? a.unknown << bits : a.unknown >> bits;
        return result;
    }
    }
    result.unknown = possible & ~result.value;
    return result;
}

NativeValue join(NftBinary::Operator op, const NativeValue &a, const NativeValue &b)
{
    if (a.choices.empty() && b.choices.empty()) {
        return joinBits(op, a, b);
    }
    if (!b.choices.empty()) {
        return NativeValue::notKnown(b.settledBy);
    }
    NativeValue result;
    result.settledBy = a.settledBy;
    for (const NftValue &choice : a.choices) {
        const NativeValue one = joinBits(op, NativeValue::known(choice), b);
        if (!one.isKnown()) {
            return NativeValue::notKnown(b.settledBy);
        }
        if (std::find(result.choices.begin(), result.choices.end(), one.value)
            == result.choices.end()) {
            result.choices.push_back(one.value);
        }
    }
    return result;
}

NativeValue valueOf(const NftRange &range)
{
    if (range.known && range.first == range.last) {
        return NativeValue::known(range.first);
    }
    return NativeValue::notKnown({});
}

NativeResult valuesOf(const std::vector<NftRange> &parts)
{
    NativeResult result;
    for (const NftRange &part : parts) {
        result.parts.push_back(valueOf(part));
    }
    return result;
}

void takeAbsence(NativeResult &result, const NativeResult &of)
{
    if (of.absent == Answer::Yes
        || (of.absent == Answer::CannotTell && result.absent != Answer::Yes)) {
        result.absent = of.absent;
        result.absentSettledBy = of.absentSettledBy;
    }
}

struct Evaluator {
    NativeContext &context;
    std::size_t parts; ///< how many the expression has

    NativeResult operator()(const NftUnknown &) const
    {
        return {Answer::CannotTell, "expression", unknownParts("expression")};
    }

    NativeResult operator()(const NftSetRef &) const
    {
        return {Answer::CannotTell, "set", unknownParts("set")};
    }

    NativeResult operator()(const NftSelector &selector) const
    {
        return readSelector(selector, context);
    }

    NativeResult operator()(const NftConstant &constant) const
    {
        return valuesOf(constant.parts);
    }

    NativeResult operator()(const NftBinary &binary) const
    {
        const NativeResult left = evaluate(binary.sides[0], context);
        const NativeResult right = evaluate(binary.sides[1], context);
        NativeResult result;
        takeAbsence(result, left);
        takeAbsence(result, right);
        if (result.absent != Answer::Yes) {
            result.parts.push_back(left.parts.size() == 1 && right.parts.size() == 1
                                       ? join(binary.op, left.parts[0], right.parts[0])
                                       : NativeValue::notKnown("expression"));
        }
        return result;
    }

    NativeResult operator()(const NftConcat &concat) const
    {
        NativeResult result;
        for (const NftExpression &part : concat.parts) {
            const NativeResult one = evaluate(part, context);
            takeAbsence(result, one);
            result.parts.insert(result.parts.end(), one.parts.begin(), one.parts.end());
        }
        return result;
    }

    NativeResult operator()(const NftMap &map) const
    {
        const NativeResult key = evaluate(map.key.front(), context);
        const NativeLookup found = lookUp(map.set, key, context);
        NativeResult result;
        if (found.found == Answer::No) {
            return NativeResult::nothing();
        }
        const auto *values =
            found.data != nullptr ? std::get_if<std::vector<NftRange>>(found.data) : nullptr;
        if (values != nullptr) {
            result = valuesOf(*values);
        } else {
            result.parts = unknownParts(found.settledBy);
        }
        if (found.found == Answer::CannotTell) {
            result.absent = found.mayMiss ? Answer::CannotTell : Answer::No;
            result.absentSettledBy = found.settledBy;
        }
        return result;
    }

    std::vector<NativeValue> unknownParts(std::string_view settledBy) const
    {
        return std::vector<NativeValue>(std::max<std::size_t>(parts, 1),
                                        NativeValue::notKnown(settledBy));
    }
};

const NftElements *elementsOf(const NftSetRef &set, const NativeContext &context)
{
    if (!set.named) {
        return set.written.get();
    }
    return *set.named < context.table.sets.size() ? context.table.sets[*set.named].members.get()
                                                  : nullptr;
}

bool mayChange(const NftSetRef &set, const NativeContext &context)
{
    return set.named && context.table.sets[*set.named].changes;
}

std::string_view settlerOf(const NativeResult &key)
{
    for (const NativeValue &part : key.parts) {
        if (!part.isKnown()) {
            return part.settledBy;
        }
    }
    return key.absentSettledBy;
}

Answer keyAnswer(const NftElements &elements, std::size_t element, const NativeResult &key,
                 NativeContext &context)
{
    Answer result = Answer::Yes;
    for (std::size_t field = 0; field < elements.fields(); ++field) {
        const Answer one = within(key.parts[field], elements.key(element, field), context);
        if (one == Answer::No) {
            return one;
        }
        if (one == Answer::CannotTell) {
            result = one;
        }
    }
    return result;
}

void addCandidate(NativeLookup &result, const NftData *data)
{
    if (data == nullptr) {
        return;
    }
    const bool known =
        std::any_of(result.candidates.begin(), result.candidates.end(), [data](const NftData *one) {
            return *one == *data;
        });
    if (known) {
        return;
    }
    if (result.candidates.size() == mostCandidates) {
        result.mayBeOther = true;
        return;
    }
    result.candidates.push_back(data);
}

} // namespace

Answer within(const NativeValue &value, const NftRange &range, NativeContext &context)
{
    if (!range.known) {
        return Answer::CannotTell;
    }
    static const NftValue loopback = NftValue::ofName("lo");
    if (value.device != NativeValue::Device::None && range.first == loopback
        && range.last == loopback) {
        (value.device == NativeValue::Device::In ? context.assumedInInterface
                                                 : context.assumedOutInterface) = true;
        return Answer::No;
    }
    return forEach(value, [&range](const NativeValue &one) {
        return rangeAnswer(one, range);
    });
}

NativeResult evaluate(const NftExpression &expression, NativeContext &context)
{
    return std::visit(Evaluator{context, expression.types.size()}, expression.is);
}

NativeLookup lookUp(const NftSetRef &set, const NativeResult &key, NativeContext &context)
{
    NativeLookup result;
    if (key.absent == Answer::Yes) {
        return result;
    }
    const NftElements *elements = elementsOf(set, context);
    if (elements == nullptr || elements->fields() != key.parts.size()) {
        return {Answer::CannotTell, nullptr, {}, true, true, "set"};
    }
    bool mayHit = false;
    const NftData *sure = nullptr;
    bool isSure = false;
    const NativeValue &first = key.parts.front();
    const bool isMap = elements->isMap();
    const NftValue low = first.choices.empty() ? lowest(first) : NftValue{};
    const NftValue high = first.choices.empty() ? highest(first) : NftValue::ones(128);
    elements->between(low, high, [&](std::size_t element) {
        const Answer answer = keyAnswer(*elements, element, key, context);
        if (answer == Answer::Yes) {
            isSure = true;
            sure = elements->data(element);
            addCandidate(result, sure);
            return isMap;
        }
        if (answer == Answer::CannotTell) {
            mayHit = true;
            addCandidate(result, elements->data(element));
        }
        return true;
    });
    result.settledBy = settlerOf(key);
    if (mayChange(set, context)) {
        result.found = Answer::CannotTell;
        result.mayBeOther = true;
        result.mayMiss = true;
        result.settledBy = context.table.sets[*set.named].name;
        return result;
    }
    const bool wasSure = isSure;
    if (!isSure && elements->hasOtherwise()) {
        // The element for all other keys: what is not surely another one's.
        isSure = true;
        sure = elements->otherwise();
        addCandidate(result, sure);
    }
    const bool oneEnd = result.candidates.size() <= 1 && !result.mayBeOther;
    if (key.absent == Answer::CannotTell) {
        result.found = isSure || mayHit ? Answer::CannotTell : Answer::No;
        result.mayMiss = true;
        result.settledBy = key.absentSettledBy;
    } else if (isSure && (oneEnd || (wasSure && !mayHit))) {
        result.found = Answer::Yes;
        result.data = sure;
    } else if (isSure || mayHit) {
        result.found = Answer::CannotTell;
        result.mayMiss = !isSure;
    }
    return result;
}

NativeAnswer evaluate(const NftMatch &match, NativeContext &context)
{
    using Operator = NftMatch::Operator;
    const NativeResult left = evaluate(match.left, context);
    if (left.absent == Answer::Yes) {
        return {Answer::No, {}};
    }
    NativeAnswer result{Answer::CannotTell, settlerOf(left)};
    if (const auto *set = std::get_if<NftSetRef>(&match.right.is)) {
        NativeResult there = left;
        there.absent = Answer::No;
        const NativeLookup found = lookUp(*set, there, context);
        result = {
            inverted(found.found, match.op == Operator::NotEqual || match.op == Operator::NoBit),
            found.settledBy};
    } else {
        std::vector<NftRange> ranges;
        if (const auto *constant = std::get_if<NftConstant>(&match.right.is)) {
            ranges = constant->parts;
        } else {
            const NativeResult right = evaluate(match.right, context);
            if (right.absent == Answer::Yes) {
                return {Answer::No, {}};
            }
            for (const NativeValue &part : right.parts) {
                ranges.push_back(
                    {part.value, part.value, part.isKnown() && right.absent == Answer::No});
            }
            if (result.settledBy.empty()) {
                result.settledBy = settlerOf(right);
            }
        }
        if (ranges.size() != left.parts.size() || ranges.empty()) {
            return {Answer::CannotTell, "expression"};
        }
        const NativeValue &value = left.parts.front();
        const NftRange &range = ranges.front();
        const auto ask = [&value, &range](auto answer, bool invert) {
            return range.known ? inverted(forEach(value, answer), invert) : Answer::CannotTell;
        };
        switch (match.op) {
        case Operator::Equal:
        case Operator::NotEqual: {
            Answer all = Answer::Yes;
            for (std::size_t i = 0; i < ranges.size() && all != Answer::No; ++i) {
                const Answer one = within(left.parts[i], ranges[i], context);
                if (one != Answer::Yes) {
                    all = one;
                }
            }
            result.answer = inverted(all, match.op == Operator::NotEqual);
            break;
        }
        case Operator::Less:
        case Operator::GreaterOrEqual:
            result.answer = ask(
                [&range](const NativeValue &one) {
                    return belowAnswer(one, range.first);
                },
                match.op == Operator::GreaterOrEqual);
            break;
        case Operator::LessOrEqual:
        case Operator::Greater:
            result.answer = ask(
                [&range](const NativeValue &one) {
                    return rangeAnswer(one, {{}, range.last, true});
                },
                match.op == Operator::Greater);
            break;
        case Operator::AnyBit:
        case Operator::NoBit:
            result.answer = ask(
                [&range](const NativeValue &one) {
                    return bitAnswer(one, range.first);
                },
                match.op == Operator::NoBit);
            break;
        }
    }
    if (left.absent == Answer::CannotTell && result.answer == Answer::Yes) {
        return {Answer::CannotTell, left.absentSettledBy};
    }
    if (result.answer == Answer::CannotTell && result.settledBy.empty()) {
        result.settledBy = left.absentSettledBy.empty() ? "expression" : left.absentSettledBy;
    }
    return result;
}

} // namespace Portlight::Core
