// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/matches/matches.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

template<typename Value, typename Test>
void ask(AllOf &all, const std::optional<Negatable<Value>> &part, const std::optional<Test> &known,
         std::string_view field = "conntrack")
{
    if (part) {
        all.ask(known, field, part->inverted, [&part](const Test &value) {
            return part->value.contains(value);
        });
    }
}

/// The status bits that are asked for: one that is set is enough.
Answer anyStatus(const ConnectionStatus &asked, const Connection &connection)
{
    bool unsure = false;
    const auto look = [&unsure](bool wanted, const std::optional<bool> &bit) {
        unsure = unsure || (wanted && !bit);
        return wanted && bit == true;
    };
    const bool expected = look(asked.expected, connection.expected);
    const bool seenReply = look(asked.seenReply, connection.seenReply);
    const bool assured = look(asked.assured, connection.assured);
    const bool confirmed = look(asked.confirmed, connection.confirmed);
    if (expected || seenReply || assured || confirmed) {
        return Answer::Yes;
    }
    return unsure ? Answer::CannotTell : Answer::No;
}

std::optional<std::uint64_t> amountOf(const FlowAmount &amount,
                                      ConnectionAmountCondition::Unit unit)
{
    using Unit = ConnectionAmountCondition::Unit;
    switch (unit) {
    case Unit::Packets:
        return amount.packets;
    case Unit::Bytes:
        return amount.bytes;
    case Unit::AverageBytes:
        return amount.packets == 0 ? 0 : amount.bytes / amount.packets;
    }
    return std::nullopt;
}

} // namespace

MatchAnswer evaluateState(const StateMatch &match, const MatchContext &context)
{
    // Before the table of connections was asked (raw) a packet without an entry is INVALID.
    const std::optional<FlowState> state = context.state();
    const auto named = [&match](FlowState asked) {
        return std::find(match.states.begin(), match.states.end(), asked) != match.states.end();
    };
    if (state && named(*state)) {
        return {answerOf(!match.inverted), {}};
    }
    bool unsure = !state && !match.states.empty();
    const auto look = [&unsure, &context](bool asked, const std::optional<bool> &translated) {
        if (!asked || context.tracked == false) {
            return false;
        }
        unsure = unsure || !translated || !context.tracked;
        return context.tracked == true && translated == true;
    };
    const bool sourceNat = look(match.sourceNat, context.connection.sourceTranslated);
    const bool destinationNat =
        look(match.destinationNat, context.connection.destinationTranslated);
    if (sourceNat || destinationNat) {
        return {answerOf(!match.inverted), {}};
    }
    if (unsure) {
        return {Answer::CannotTell, "state"};
    }
    return {answerOf(match.inverted), {}};
}

/// xt_conntrack.c, conntrack_mt(): without an entry only the state counts.
MatchAnswer evaluate(const ConnectionCondition &condition, const MatchContext &context)
{
    AllOf all;
    if (condition.states) {
        all.take(evaluateState(*condition.states, context));
    }
    if (context.tracked == false) {
        return condition.states ? all.result() : MatchAnswer{Answer::No, {}};
    }
    if (!context.tracked) {
        all.take(Answer::CannotTell, "state");
        return all.result();
    }
    const Connection &entry = context.connection;
    if (condition.isReply) {
        all.ask(entry.isReply, "conntrack", !*condition.isReply, [](bool reply) {
            return reply;
        });
    }
    ask(all, condition.originalSource, entry.original.source);
    ask(all, condition.originalDestination, entry.original.destination);
    ask(all, condition.replySource, entry.reply.source);
    ask(all, condition.replyDestination, entry.reply.destination);
    if (condition.protocol) {
        const std::uint8_t protocol = context.packet.protocol;
        all.take(protocol == ProtocolAny ? Answer::CannotTell
                                         : inverted(answerOf(protocol == condition.protocol->value),
                                                    condition.protocol->inverted),
                 "protocol");
    }
    ask(all, condition.originalSourcePorts, entry.original.sourcePort);
    ask(all, condition.originalDestinationPorts, entry.original.destinationPort);
    ask(all, condition.replySourcePorts, entry.reply.sourcePort);
    ask(all, condition.replyDestinationPorts, entry.reply.destinationPort);
    if (condition.status) {
        all.take(inverted(anyStatus(condition.status->value, entry), condition.status->inverted),
                 "conntrack");
    }
    ask(all, condition.secondsLeft, entry.secondsLeft);
    return all.result();
}

/// xt_connbytes.c. A ruleset with this match turns accounting on, so a first packet is counted.
MatchAnswer evaluate(const ConnectionAmountCondition &condition, const MatchContext &context)
{
    if (context.tracked == false) {
        return {Answer::No, {}};
    }
    using Direction = ConnectionAmountCondition::Direction;
    const Connection &entry = context.connection;
    std::optional<FlowAmount> amount;
    switch (condition.direction) {
    case Direction::Original:
        amount = entry.originalAmount;
        break;
    case Direction::Reply:
        amount = entry.replyAmount;
        break;
    case Direction::Both:
        if (entry.originalAmount && entry.replyAmount) {
            amount = FlowAmount{entry.originalAmount->packets + entry.replyAmount->packets,
                                entry.originalAmount->bytes + entry.replyAmount->bytes};
        }
        break;
    }
    // The number of packets of a first one is known, whatever its length.
    const bool first = context.packet.state == FlowState::New && !context.packet.connection;
    if (!amount && first && condition.unit == ConnectionAmountCondition::Unit::Packets) {
        amount = FlowAmount{condition.direction == Direction::Reply ? 0U : 1U, 0};
    }
    if (!amount || !context.tracked) {
        return {Answer::CannotTell, "connbytes"};
    }
    const auto number = amountOf(*amount, condition.unit);
    return {answerOf(condition.amount.contains(number.value_or(0)) != condition.inverted), {}};
}

MatchAnswer evaluate(const ConnectionLabelCondition &condition, const MatchContext &context)
{
    if (context.tracked == false) {
        return {answerOf(condition.inverted), {}};
    }
    const auto &labels = context.connection.labels;
    if (!labels || !context.tracked) {
        return {Answer::CannotTell, "connlabel"};
    }
    const bool set = std::find(labels->begin(), labels->end(), condition.bit) != labels->end();
    return {answerOf(set != condition.inverted), {}};
}

/// xt_helper.c: the helper of the flow that expected this one.
MatchAnswer evaluate(const HelperCondition &condition, const MatchContext &context)
{
    if (context.tracked == false) {
        return {answerOf(condition.inverted), {}};
    }
    const auto &helper = context.connection.expectedBy;
    if (!helper || !context.tracked) {
        return {Answer::CannotTell, "helper"};
    }
    const bool same =
        !helper->empty() && (condition.name.empty() || condition.name.starts_with(*helper));
    return {answerOf(same != condition.inverted), {}};
}

} // namespace Portlight::Core
