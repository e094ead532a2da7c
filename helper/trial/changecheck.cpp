// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/changecheck.h"

#include "core/text/saveparser.h"
#include "helper/conntrack/settings.h"

#include <algorithm>
#include <array>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

Core::Result<void> refused(std::string message, std::string_view what)
{
    constexpr std::size_t longest = 200;
    return Core::failure(ErrorCode::InvalidArgument, "check the change", std::move(message),
                         std::string(what.substr(0, longest)));
}

bool isModuleName(std::string_view name)
{
    return Core::isValidChainName(name) && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                   || c == '_' || c == '-' || c == '.' || c == ':' || c == '+' || c == '@';
           });
}

/// Security: "--modprobe PROGRAM" makes iptables run a program as root. getopt takes any
/// unambiguous beginning of a long name, and short options in a bunch ("-fM/bin/sh").
bool isDangerousOption(const std::string &argument)
{
    if (argument.size() < 2 || argument[0] != '-') {
        return false;
    }
    if (argument[1] == '-') {
        const std::string_view name = std::string_view(argument).substr(2, argument.find('=') - 2);
        constexpr std::string_view modprobe = "modprobe";
        return name.size() >= 2 && modprobe.starts_with(name);
    }
    constexpr std::string_view allowed = "sdiopfjgm";
    return argument.size() != 2 || allowed.find(argument[1]) == std::string_view::npos;
}

/// The value of an option that takes any text: getopt takes the next token for it whatever it looks
/// like, and where the module is not loaded it ends at the option, which it then does not know.
/// Security: the option must not be the value of yet another one ("--algo --string --modprobe=X").
bool isFreeText(const std::vector<std::string> &arguments, std::size_t index)
{
    constexpr std::array options = {"--comment", "--log-prefix", "--nflog-prefix", "--string"};
    return index > 0
        && std::find(options.begin(), options.end(), arguments[index - 1]) != options.end()
        && (index < 2 || !arguments[index - 2].starts_with('-'));
}

Core::Result<void> checkRule(const Core::ChainPlace &place, const std::string &rule)
{
    constexpr std::size_t mostBytes = 4096;
    if (rule.size() > mostBytes) {
        return Core::failure(ErrorCode::LimitExceeded, "check the change",
                             "a rule is longer than 4096 bytes");
    }
    // Security: a line break would begin another command of the restore program.
    if (std::any_of(rule.begin(), rule.end(), [](char c) {
            return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
        })) {
        return refused("a rule holds a control character", rule);
    }
    const auto arguments = Core::splitArguments(rule);
    if (!arguments) {
        return tl::unexpected(arguments.error());
    }
    for (std::size_t i = 0; i < arguments->size(); ++i) {
        const std::string &argument = (*arguments)[i];
        if (isFreeText(*arguments, i)) {
            continue;
        }
        if (isDangerousOption(argument)) {
            return refused("an option that does not belong into a rule", argument);
        }
        // Security: the name becomes part of the path of a plug-in.
        const bool namesModule = argument == "-m" || argument == "--match" || argument == "-j"
            || argument == "--jump" || argument == "-g" || argument == "--goto";
        if (namesModule && i + 1 < arguments->size() && !isModuleName((*arguments)[i + 1])) {
            return refused("not the name of a match or target", (*arguments)[i + 1]);
        }
    }
    const auto parsed =
        Core::parseRule("-A " + place.chain + (rule.empty() ? "" : " ") + rule, place.family);
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    return {};
}

Core::Result<void> checkPlace(const Core::ChainPlace &place)
{
    if (place.backend != Core::Backend::Legacy && place.backend != Core::Backend::Nft) {
        return refused("only rules of iptables can be changed", Core::toString(place.backend));
    }
    if (!Core::isKnownTable(place.table)) {
        return refused("there is no such table", place.table);
    }
    // Blanks and quotes would not survive the way through the restore program.
    if (!isModuleName(place.chain)) {
        return refused("not the name of a chain", place.chain);
    }
    return {};
}

struct RuleChecker {
    Core::Result<void> operator()(const Core::InsertRule &change) const
    {
        if (change.position == 0) {
            return refused("positions count from 1", change.rule);
        }
        return checkRule(change.place, change.rule);
    }
    Core::Result<void> operator()(const Core::AppendRule &change) const
    {
        return checkRule(change.place, change.rule);
    }
    Core::Result<void> operator()(const Core::DeleteRule &change) const
    {
        return checkRule(change.place, change.rule);
    }
    Core::Result<void> operator()(const Core::ReplaceRule &change) const
    {
        if (change.position == 0) {
            return refused("positions count from 1", change.newRule);
        }
        auto old = checkRule(change.place, change.oldRule);
        return old ? checkRule(change.place, change.newRule) : old;
    }
    Core::Result<void> operator()(const Core::MoveRule &change) const
    {
        if (change.position == 0 || change.to == 0) {
            return refused("positions count from 1", change.rule);
        }
        return checkRule(change.place, change.rule);
    }
    Core::Result<void> operator()(const Core::SwitchRule &change) const
    {
        if (change.position == 0) {
            return refused("positions count from 1", change.rule);
        }
        return checkRule(change.place, change.rule);
    }
    Core::Result<void> operator()(const Core::RenameChain &change) const
    {
        if (!isModuleName(change.name)) {
            return refused("not the name of a chain", change.name);
        }
        return {};
    }
    Core::Result<void> operator()(const Core::AddCounters &change) const
    {
        return refused("only an undo gives counters back", change.rule);
    }
    Core::Result<void> operator()(const Core::SetPolicy &change) const
    {
        if (!Core::isBuiltInChain(change.place.table, change.place.chain)) {
            return refused("only a built-in chain has a policy", change.place.chain);
        }
        return {};
    }
    Core::Result<void> operator()(const Core::SetSetting &change) const
    {
        return SettingStore::validate(change.name, change.value);
    }
    template<typename Other> Core::Result<void> operator()(const Other &) const
    {
        return {};
    }
};

} // namespace

Core::Result<void> checkChange(const Core::Change &change)
{
    if (const Core::ChainPlace *place = Core::placeOf(change)) {
        if (auto valid = checkPlace(*place); !valid) {
            return valid;
        }
    }
    return std::visit(RuleChecker{}, change);
}

} // namespace Portlight::Helper
