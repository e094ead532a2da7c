// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/savetext.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

std::string_view wordAfter(std::string_view text, std::size_t at)
{
    text.remove_prefix(std::min(at, text.size()));
    return text.substr(0, text.find(' '));
}

} // namespace

void forEachSavedTable(std::string_view text,
                       const std::function<void(const SavedTable &)> &function)
{
    SavedTable table;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        if (line.empty()) {
            continue;
        }
        switch (line.front()) {
        case '*':
            table = {};
            table.name = line.substr(1);
            break;
        case ':':
            table.chains.push_back(line);
            break;
        case '[': {
            const std::size_t rule = line.find("] ");
            table.rules.push_back(
                {line,
                 rule == std::string_view::npos ? std::string_view() : line.substr(rule + 2)});
            break;
        }
        case '-':
            table.rules.push_back({line, line});
            break;
        default:
            if (line == "COMMIT" && !table.name.empty()) {
                function(table);
                table = {};
            }
        }
    }
}

std::string_view chainOfLine(std::string_view line)
{
    return wordAfter(line, 1);
}

bool isUnusedChain(std::string_view table, std::string_view line)
{
    return isBuiltInChain(table, chainOfLine(line)) && line.ends_with(" ACCEPT [0:0]");
}

std::unordered_map<std::string_view, std::vector<RuleLine>> linesByChain(const SavedTable &saved)
{
    std::unordered_map<std::string_view, std::vector<RuleLine>> lines;
    for (const std::string_view chain : saved.chains) {
        lines[chainOfLine(chain)];
    }
    std::vector<RuleLine> *last = nullptr;
    std::string_view lastName;
    for (const RuleLine &line : saved.rules) {
        constexpr std::size_t nameAt = 3; // "-A "
        const std::string_view chain = wordAfter(line.rule, nameAt);
        if (last == nullptr || chain != lastName) {
            last = &lines[chain];
            lastName = chain;
        }
        last->push_back(line);
    }
    return lines;
}

bool isIptablesChain(std::string_view table, const KernelChain &chain)
{
    if (!chain.hook) {
        return isValidChainName(chain.name) && !isBuiltInChain(table, chain.name);
    }
    const KernelHook &hook = *chain.hook;
    if (!isBuiltInChain(table, chain.name) || toString(hook.hook) != chain.name) {
        return false;
    }
    const bool isNat = table == "nat";
    const bool reroutes = table == "mangle" && hook.hook == Hook::Output;
    if (hook.type != (isNat ? "nat" : reroutes ? "route" : "filter")) {
        return false;
    }
    // enum nf_ip_hook_priorities; iptables-nft has its security table at 150 up to 1.8.9.
    if (isNat) {
        const bool source = hook.hook == Hook::Input || hook.hook == Hook::Postrouting;
        return hook.priority == (source ? 100 : -100);
    }
    return (table == "raw" && hook.priority == -300) || (table == "mangle" && hook.priority == -150)
        || (table == "filter" && hook.priority == 0)
        || (table == "security" && (hook.priority == 50 || hook.priority == 150));
}

Target targetOf(const Expression::Verdict &verdict)
{
    using Code = Expression::Verdict::Code;
    switch (verdict.code) {
    case Code::Accept:
        return {Target::Kind::Accept, "ACCEPT", {}};
    case Code::Drop:
        return {Target::Kind::Drop, "DROP", {}};
    case Code::Return:
        return {Target::Kind::Return, "RETURN", {}};
    case Code::Jump:
        return {Target::Kind::Jump, verdict.chain, {}};
    case Code::Goto:
        return {Target::Kind::Goto, verdict.chain, {}};
    case Code::Other:
        break;
    }
    return {};
}

} // namespace Portlight::Core
