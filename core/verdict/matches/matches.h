// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/condition.h"
#include "core/verdict/matcher.h"

// One overload for each module that can be evaluated. Each follows the kernel's own match, named in
// its source, down to what a negated match says when there is nothing to look at.
namespace Portlight::Core
{

// packetmatches.cpp
MatchAnswer evaluate(const NumberCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const EcnCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const AddressRangeCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const LinkTypeCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const AlwaysCondition &condition, const MatchContext &context);

// transportmatches.cpp
MatchAnswer evaluate(const TcpMssCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const SpiCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const SctpCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const DccpCondition &condition, const MatchContext &context);
/// --tcp-option of -m tcp.
Answer hasTcpOption(const Packet &packet, std::uint8_t kind, bool invert);

// connectionmatches.cpp
MatchAnswer evaluateState(const StateMatch &match, const MatchContext &context);
MatchAnswer evaluate(const ConnectionCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const ConnectionAmountCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const ConnectionLabelCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const HelperCondition &condition, const MatchContext &context);

// hostmatches.cpp
MatchAnswer evaluate(const OwnerCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const SocketCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const CgroupCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const PolicyCondition &condition, MatchContext &context);
MatchAnswer evaluate(const ReversePathCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const BridgePortCondition &condition, const MatchContext &context);

// setmatch.cpp, timematch.cpp, u32match.cpp
MatchAnswer evaluate(const SetCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const TimeCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const U32Condition &condition, const MatchContext &context);

// extensionmatches.cpp
MatchAnswer evaluate(const FragmentHeaderCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const RoutingHeaderCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const OptionsHeaderCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const MobilityCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const HeaderListCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const SegmentRoutingCondition &condition, const MatchContext &context);
MatchAnswer evaluate(const Eui64Condition &condition, const MatchContext &context);

/// All parts must hold. A no wins over what cannot be told; of several doubts the first is named.
class AllOf
{
public:
    void take(Answer answer, std::string_view unknown)
    {
        if (answer == Answer::No) {
            m_result = {Answer::No, {}};
        } else if (answer == Answer::CannotTell && m_result.answer == Answer::Yes) {
            m_result = {answer, unknown};
        }
    }
    void take(const MatchAnswer &answer)
    {
        take(answer.answer, answer.unknown);
    }
    template<typename Value, typename Test>
    void ask(const std::optional<Value> &known, std::string_view field, bool invert, Test test)
    {
        take(known ? inverted(answerOf(test(*known)), invert) : Answer::CannotTell, field);
    }
    MatchAnswer result() const
    {
        return m_result;
    }

private:
    MatchAnswer m_result{Answer::Yes, {}};
};

} // namespace Portlight::Core
