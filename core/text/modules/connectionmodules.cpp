// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/moduleparser.h"
#include "core/text/modules/moduleoptions.h"
#include "core/text/values.h"

#include <limits>

namespace Portlight::Core
{

namespace
{

std::optional<StateMatch> takeStates(ModuleOptions &options)
{
    const auto option = options.take("ctstate");
    if (!option) {
        return std::nullopt;
    }
    Match match = StateMatch{};
    if (takeOption(match, "--ctstate", option->values.front(), {}, option->inverted)
        != OptionOutcome::Taken) {
        options.refuse();
        return std::nullopt;
    }
    return std::get<StateMatch>(match);
}

std::optional<Negatable<std::uint8_t>> takeProtocol(ModuleOptions &options)
{
    const auto option = options.take("ctproto");
    if (!option) {
        return std::nullopt;
    }
    const auto protocol = parseProtocol(option->values.front());
    if (!protocol) {
        options.refuse();
        return std::nullopt;
    }
    return Negatable<std::uint8_t>{*protocol, option->inverted};
}

std::optional<Negatable<ConnectionStatus>> takeStatus(ModuleOptions &options)
{
    const auto option = options.take("ctstatus");
    if (!option) {
        return std::nullopt;
    }
    Negatable<ConnectionStatus> status{{}, option->inverted};
    std::string_view list = option->values.front();
    while (true) {
        const std::size_t comma = list.find(',');
        const std::string_view name = list.substr(0, comma);
        status.value.expected = status.value.expected || name == "EXPECTED";
        status.value.seenReply = status.value.seenReply || name == "SEEN_REPLY";
        status.value.assured = status.value.assured || name == "ASSURED";
        status.value.confirmed = status.value.confirmed || name == "CONFIRMED";
        if (name != "NONE" && name != "EXPECTED" && name != "SEEN_REPLY" && name != "ASSURED"
            && name != "CONFIRMED") {
            options.refuse();
            return std::nullopt;
        }
        if (comma == std::string_view::npos) {
            return status;
        }
        list.remove_prefix(comma + 1);
    }
}

std::optional<ModuleCondition> parseConntrack(ModuleOptions &options, Family family)
{
    ConnectionCondition condition;
    condition.states = takeStates(options);
    condition.protocol = takeProtocol(options);
    condition.originalSource = options.takeNetwork("ctorigsrc", family);
    condition.originalDestination = options.takeNetwork("ctorigdst", family);
    condition.replySource = options.takeNetwork("ctreplsrc", family);
    condition.replyDestination = options.takeNetwork("ctrepldst", family);
    condition.originalSourcePorts = options.takePorts("ctorigsrcport");
    condition.originalDestinationPorts = options.takePorts("ctorigdstport");
    condition.replySourcePorts = options.takePorts("ctreplsrcport");
    condition.replyDestinationPorts = options.takePorts("ctrepldstport");
    condition.status = takeStatus(options);
    condition.secondsLeft = options.takeRange("ctexpire", 0xffffffff);
    if (const auto direction = options.take("ctdir")) {
        const std::string_view name = direction->values.front();
        if (direction->inverted || (name != "ORIGINAL" && name != "REPLY")) {
            return std::nullopt;
        }
        condition.isReply = name == "REPLY";
    }
    return ModuleCondition{std::move(condition)};
}

/// "FROM:TO" or "FROM", which has no end.
std::optional<Range<std::uint64_t>> amount(std::string_view text)
{
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const std::size_t colon = text.find(':');
    const auto first =
        colon == 0 ? std::optional<std::uint64_t>(0) : parseUnsigned(text.substr(0, colon), most);
    const bool open = colon == std::string_view::npos || colon + 1 == text.size();
    const auto last = open ? std::optional(most) : parseUnsigned(text.substr(colon + 1), most);
    if (!first || !last) {
        return std::nullopt;
    }
    // iptables prints "0" for 0:0 as well as for everything from 0 on.
    if (*first == 0 && open) {
        return std::nullopt;
    }
    return Range<std::uint64_t>{*first, *last};
}

std::optional<ModuleCondition> parseConnbytes(ModuleOptions &options, Family)
{
    const auto given = options.take("connbytes");
    const auto mode = options.take("connbytes-mode");
    const auto direction = options.take("connbytes-dir");
    const auto range = given ? amount(given->values.front()) : std::nullopt;
    if (!range || !mode || !direction) {
        return std::nullopt;
    }
    ConnectionAmountCondition condition;
    condition.amount = *range;
    condition.inverted = given->inverted;
    using Unit = ConnectionAmountCondition::Unit;
    using Direction = ConnectionAmountCondition::Direction;
    const std::string_view unit = mode->values.front();
    condition.unit = unit == "packets" ? Unit::Packets
        : unit == "bytes"              ? Unit::Bytes
                                       : Unit::AverageBytes;
    const std::string_view way = direction->values.front();
    condition.direction = way == "original" ? Direction::Original
        : way == "reply"                    ? Direction::Reply
                                            : Direction::Both;
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseConnlabel(ModuleOptions &options, Family)
{
    const auto bit = options.takeNumber("label", 127);
    if (!bit) {
        return std::nullopt;
    }
    return ModuleCondition{
        ConnectionLabelCondition{static_cast<std::uint16_t>(bit->value), bit->inverted}};
}

std::optional<ModuleCondition> parseHelper(ModuleOptions &options, Family)
{
    const auto name = options.take("helper");
    if (!name) {
        return std::nullopt;
    }
    return ModuleCondition{HelperCondition{std::string(name->values.front()), name->inverted}};
}

} // namespace

ModuleParser connectionModuleParser(std::string_view module)
{
    return module == "conntrack" ? parseConntrack
        : module == "connbytes"  ? parseConnbytes
        : module == "connlabel"  ? parseConnlabel
        : module == "helper"     ? parseHelper
                                 : nullptr;
}

} // namespace Portlight::Core
