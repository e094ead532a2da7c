// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report/sections.h"

#include "core/verdict/engine.h"

#include <algorithm>
#include <functional>

namespace Portlight::Core
{

namespace
{

/// Longer lists say nothing to a reader; the whole rulesets stand at the end of the report.
constexpr std::size_t mostLines = 200;

using Visit = std::function<void(const Ruleset &, const Table &, const Chain &)>;

void eachChain(const Evidence &evidence, const Visit &visit)
{
    for (const Ruleset &ruleset : evidence.rulesets) {
        for (const Table &table : ruleset.tables) {
            for (const Chain &chain : table.chains) {
                visit(ruleset, table, chain);
            }
        }
    }
}

std::string counted(const std::optional<Counters> &counters)
{
    return counters
        ? " [" + std::to_string(counters->packets) + ":" + std::to_string(counters->bytes) + "]"
        : std::string();
}

std::string placeText(const Ruleset &ruleset, const Table &table, const Chain &chain)
{
    return std::string(toString(ruleset.backend)) + ' ' + table.name + ' ' + chain.name;
}

std::string policyLine(const Ruleset &ruleset, const Table &table, const Chain &chain)
{
    return placeText(ruleset, table, chain) + " policy " + std::string(toString(*chain.policy))
        + counted(chain.counters);
}

std::string ruleLine(const Ruleset &ruleset, const Table &table, const Chain &chain,
                     std::size_t index)
{
    const Rule &rule = chain.rules[index];
    return placeText(ruleset, table, chain) + ' ' + std::to_string(index + 1)
        + counted(rule.counters) + ": " + rule.text;
}

bool isRead(const Evidence &evidence)
{
    if (evidence.rulesRead.empty()) {
        return !evidence.rulesets.empty();
    }
    return std::all_of(evidence.rulesRead.begin(), evidence.rulesRead.end(), [](const auto &entry) {
        return entry.second == Reading::Done || entry.second == Reading::NotThere;
    });
}

std::vector<std::string> policies(const Evidence &evidence)
{
    std::vector<std::string> lines;
    eachChain(evidence, [&](const Ruleset &ruleset, const Table &table, const Chain &chain) {
        if (chain.policy) {
            lines.push_back(policyLine(ruleset, table, chain));
        }
    });
    return lines;
}

std::vector<std::string> rulesOf(const Evidence &evidence,
                                 const std::function<bool(const Table &, const Chain &)> &wanted)
{
    std::vector<std::string> lines;
    eachChain(evidence, [&](const Ruleset &ruleset, const Table &table, const Chain &chain) {
        for (std::size_t index = 0; wanted(table, chain) && index < chain.rules.size(); ++index) {
            if (lines.size() == mostLines) {
                lines.emplace_back("…");
            }
            if (lines.size() > mostLines) {
                return;
            }
            lines.push_back(ruleLine(ruleset, table, chain, index));
        }
    });
    return lines;
}

std::vector<std::string> drops(const Evidence &evidence)
{
    std::vector<std::string> lines;
    eachChain(evidence, [&](const Ruleset &ruleset, const Table &table, const Chain &chain) {
        for (std::size_t index = 0; index < chain.rules.size(); ++index) {
            const Rule &rule = chain.rules[index];
            const bool stops =
                rule.target.kind == Target::Kind::Drop || rule.target.kind == Target::Kind::Reject;
            if (stops && rule.counters && rule.counters->packets > 0) {
                lines.push_back(ruleLine(ruleset, table, chain, index));
            }
        }
        if (chain.policy == Policy::Drop && chain.counters && chain.counters->packets > 0) {
            lines.push_back(policyLine(ruleset, table, chain));
        }
    });
    return lines;
}

std::vector<std::string> path(const Diagnosis &diagnosis)
{
    std::vector<std::string> lines;
    for (const PathStep &step : diagnosis.request.path) {
        const Location &at = step.location;
        const std::string place =
            std::string(toString(at.backend)) + ' ' + at.table + ' ' + at.chain + ' ';
        lines.push_back(at.number == 0 ? place + step.action
                                       : place + std::to_string(at.number) + ": " + at.rule);
    }
    return lines;
}

std::vector<std::string> usage(const ConntrackUsage &conntrack)
{
    std::vector<std::string> lines;
    const auto add = [&lines](const char *name, const std::optional<std::uint64_t> &value) {
        if (value) {
            lines.push_back(std::string(name) + " = " + std::to_string(*value));
        }
    };
    add("net.netfilter.nf_conntrack_count", conntrack.count);
    add("net.netfilter.nf_conntrack_max", conntrack.max);
    add("net.netfilter.nf_conntrack_buckets", conntrack.buckets);
    return lines;
}

std::vector<std::string> losses(const std::optional<ConntrackStatistics> &statistics)
{
    std::vector<std::string> lines;
    if (!statistics) {
        return lines;
    }
    for (const auto &[name, value] :
         {std::pair("drop", statistics->drop), std::pair("early_drop", statistics->earlyDrop),
          std::pair("insert_failed", statistics->insertFailed),
          std::pair("chaintoolong", statistics->chainTooLong),
          std::pair("invalid", statistics->invalid)}) {
        if (value > 0) {
            lines.push_back(std::string(name) + " = " + std::to_string(value));
        }
    }
    return lines;
}

std::vector<std::string> listeners(const Question &question, const Evidence &evidence)
{
    std::vector<std::string> lines;
    for (const Listener &one : evidence.listeners) {
        if (question.port != one.port || question.protocol != one.protocol) {
            continue;
        }
        const bool six = one.address.family == Family::Ipv6;
        std::string line = protocolName(one.protocol) + ' ' + (six ? "[" : "")
            + one.address.toString() + (six ? "]:" : ":") + std::to_string(one.port);
        if (!one.program.empty()) {
            line += ' ' + one.program + " (" + std::to_string(one.pid) + ')';
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::string> forwarding(const Evidence &evidence)
{
    std::vector<std::string> lines;
    for (const auto &[name, value] : evidence.settings) {
        if (name.find("forward") != std::string::npos) {
            lines.push_back(name + " = " + value);
        }
    }
    return lines;
}

} // namespace

std::vector<ReportSection> reportSections(const Diagnosis &diagnosis, const Evidence &evidence)
{
    const bool rules = isRead(evidence);
    const auto named = [](const char *name) {
        return [name](const Table &, const Chain &chain) {
            return chain.name == name;
        };
    };
    const auto ofNat = [](const Table &table, const Chain &) {
        return table.name == "nat";
    };
    const bool conntrack =
        evidence.conntrackRead == Reading::Done || evidence.conntrackRead == Reading::NotThere;
    return {
        {"policies", policies(evidence), rules},
        {"input", rulesOf(evidence, named("INPUT")), rules},
        {"output", rulesOf(evidence, named("OUTPUT")), rules},
        {"nat", rulesOf(evidence, ofNat), rules},
        {"path", path(diagnosis), rules},
        {"conntrack", usage(evidence.conntrack), conntrack},
        {"losses", losses(evidence.statistics), evidence.statistics.has_value()},
        {"listeners", listeners(diagnosis.question, evidence),
         evidence.listenersRead == Reading::Done},
        {"forwarding", forwarding(evidence), !evidence.settings.empty()},
        {"drops", drops(evidence), rules},
    };
}

} // namespace Portlight::Core
