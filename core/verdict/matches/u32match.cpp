// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetbytes.h"
#include "core/verdict/matches/matches.h"

namespace Portlight::Core
{

namespace
{

constexpr std::uint32_t allBits = 0xffffffff;
constexpr std::uint32_t wordBits = 32;

/// Whether a partly known number is in one of the ranges.
Answer within(const std::vector<Range<std::uint32_t>> &ranges, const PartlyKnown &number)
{
    const std::uint32_t least = number.value;
    const std::uint32_t most = number.value | ~number.known;
    Answer result = Answer::No;
    for (const Range<std::uint32_t> &range : ranges) {
        if (range.contains(least) && range.contains(most)) {
            return Answer::Yes;
        }
        // Of the numbers between, only those with the known bits are possible; to say no it is
        // enough that a single value differs in a known bit.
        const bool single = range.first == range.last;
        const bool possible = single ? (range.first & number.known) == number.value
                                     : range.first <= most && least <= range.last;
        result = possible ? Answer::CannotTell : result;
    }
    return result;
}

PartlyKnown shifted(const PartlyKnown &number, const U32Condition::Step &step)
{
    const std::uint32_t by = step.number;
    if (step.kind == U32Condition::Step::Kind::Left) {
        return {number.value << by, number.known << by | ~(allBits << by)};
    }
    return {number.value >> by, number.known >> by | ~(allBits >> by)};
}

/// xt_u32.c, u32_match_it(), for one test. No: the packet is too short, or the value another one.
Answer testAnswer(const U32Condition::Test &test, const PacketBytes &bytes)
{
    std::size_t at = 0;
    auto number = bytes.read(test.start, 4);
    if (!number) {
        return Answer::No;
    }
    const bool lengthKnown = bytes.length().has_value();
    for (const U32Condition::Step &step : test.steps) {
        switch (step.kind) {
        case U32Condition::Step::Kind::And:
            number->value &= step.number;
            number->known |= ~step.number;
            break;
        case U32Condition::Step::Kind::Left:
        case U32Condition::Step::Kind::Right:
            if (step.number >= wordBits) {
                return Answer::CannotTell; // what a processor makes of it
            }
            *number = shifted(*number, step);
            break;
        case U32Condition::Step::Kind::At:
            if (!number->isKnown() || !lengthKnown) {
                return Answer::CannotTell;
            }
            at += number->value;
            number = bytes.read(at + step.number, 4);
            if (!number) {
                return Answer::No;
            }
            break;
        }
    }
    const Answer answer = within(test.values, *number);
    // A packet may end before the word that was looked at.
    return answer == Answer::Yes && !lengthKnown && test.start + 4 > bytes.transportOffset()
        ? Answer::CannotTell
        : answer;
}

} // namespace

MatchAnswer evaluate(const U32Condition &condition, const MatchContext &context)
{
    const PacketBytes bytes(context.packet);
    AllOf all;
    for (const U32Condition::Test &test : condition.tests) {
        all.take(testAnswer(test, bytes), "u32");
    }
    MatchAnswer result = all.result();
    result.answer = inverted(result.answer, condition.inverted);
    return result;
}

} // namespace Portlight::Core
