// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/addressset.h"

#include "core/text/saveparser.h"

#include <algorithm>
#include <set>

namespace Portlight::Core
{

namespace
{

void addNames(const std::string &text, std::vector<std::string> &names)
{
    const auto words = splitArguments(text);
    for (std::size_t i = 0; words && i + 1 < words->size(); ++i) {
        const std::string &option = (*words)[i];
        const bool named = option == "--match-set" || option == "--add-set" || option == "--del-set"
            || option == "--map-set";
        const std::string &name = (*words)[i + 1];
        if (named && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
}

} // namespace

std::vector<std::string> setsOf(const Rule &rule)
{
    std::vector<std::string> names;
    for (const Match &match : rule.matches) {
        const auto *opaque = std::get_if<OpaqueMatch>(&match);
        if (opaque != nullptr && opaque->name == "set") {
            addNames(opaque->text, names);
        }
    }
    if (rule.target.name == "SET") {
        addNames(rule.target.options, names);
    }
    return names;
}

std::vector<std::string> setsOf(std::span<const Ruleset> rulesets)
{
    std::set<std::string> names;
    for (const Ruleset &ruleset : rulesets) {
        for (const Table &table : ruleset.tables) {
            for (const Chain &chain : table.chains) {
                for (const Rule &rule : chain.rules) {
                    const std::vector<std::string> own = setsOf(rule);
                    names.insert(own.begin(), own.end());
                }
            }
        }
    }
    return {names.begin(), names.end()};
}

std::optional<IpSet> ipSetOf(const AddressSet &set)
{
    constexpr unsigned noPrefix = 255;
    if (set.count != set.members.size() || set.prefixLength == noPrefix
        || !IpSet::fieldsOf(set.type)) {
        return std::nullopt;
    }
    IpSet result;
    result.type = set.type;
    result.family = set.family;
    result.prefixLength = set.prefixLength;
    result.markMask = set.markMask;
    result.members.reserve(set.members.size());
    for (const std::string &text : set.members) {
        auto member = IpSet::parseMember(set.type, set.family, text);
        if (!member) {
            return std::nullopt;
        }
        result.members.push_back(*std::move(member));
    }
    return result;
}

} // namespace Portlight::Core
