// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/footprint.h"

#include "helper/netfilter/digest.h"

#include <algorithm>
#include <variant>

namespace Portlight::Helper
{

namespace
{

const Core::Chain *find(const Core::Ruleset &ruleset, const Core::ChainPlace &place)
{
    const Core::Table *table = ruleset.table(place.table);
    return table != nullptr ? table->chain(place.chain) : nullptr;
}

void adopt(std::string &text, const std::map<std::string, std::string> &texts)
{
    if (const auto found = texts.find(text); found != texts.end()) {
        text = found->second;
    }
}

} // namespace

std::string ruleBody(const Core::Rule &rule, const std::string &chain)
{
    const std::string start = "-A " + chain;
    if (!rule.text.starts_with(start)) {
        return rule.text;
    }
    return rule.text.substr(std::min(rule.text.size(), start.size() + 1));
}

Footprint footprintOf(const Core::Ruleset &ruleset, const Core::ChainPlace &place,
                      std::vector<OwnRule> own)
{
    Footprint footprint;
    footprint.place = place;
    Digest digest;
    if (const Core::Chain *chain = find(ruleset, place)) {
        footprint.policy = chain->policy;
        footprint.rules = chain->rules.size();
        auto next = own.begin();
        for (std::size_t i = 0; i < chain->rules.size(); ++i) {
            if (next != own.end() && next->index == i) {
                ++next;
                continue;
            }
            digest.add(chain->rules[i].text);
            digest.add("\n");
        }
    } else if (Core::isBuiltInChain(place.table, place.chain)) {
        footprint.policy = Core::Policy::Accept;
    } else {
        footprint.exists = false;
    }
    footprint.own = std::move(own);
    footprint.others = digest.text();
    return footprint;
}

bool matches(const Core::Ruleset &now, const Footprint &expected)
{
    const Footprint actual = footprintOf(now, expected.place, expected.own);
    return actual.exists == expected.exists && actual.policy == expected.policy
        && actual.rules == expected.rules && actual.others == expected.others;
}

std::map<std::string, std::string> kernelTexts(const Core::Ruleset &now,
                                               const std::vector<Footprint> &footprints)
{
    std::map<std::string, std::string> texts;
    for (const Footprint &footprint : footprints) {
        const Core::Chain *chain = find(now, footprint.place);
        if (chain == nullptr || !matches(now, footprint)) {
            continue;
        }
        for (const OwnRule &own : footprint.own) {
            texts.emplace(own.text, ruleBody(chain->rules.at(own.index), footprint.place.chain));
        }
    }
    return texts;
}

void adoptTexts(std::vector<Core::Change> &inverse, const std::map<std::string, std::string> &texts)
{
    for (Core::Change &change : inverse) {
        if (auto *deletion = std::get_if<Core::DeleteRule>(&change)) {
            adopt(deletion->rule, texts);
        } else if (auto *replacement = std::get_if<Core::ReplaceRule>(&change)) {
            adopt(replacement->oldRule, texts);
        } else if (auto *insertion = std::get_if<Core::InsertRule>(&change)) {
            adopt(insertion->previous, texts);
            adopt(insertion->next, texts);
        } else if (auto *move = std::get_if<Core::MoveRule>(&change)) {
            adopt(move->rule, texts);
            adopt(move->previous, texts);
            adopt(move->next, texts);
        } else if (auto *switching = std::get_if<Core::SwitchRule>(&change)) {
            adopt(switching->rule, texts);
        } else if (auto *addition = std::get_if<Core::AddCounters>(&change)) {
            adopt(addition->rule, texts);
        }
    }
}

} // namespace Portlight::Helper
