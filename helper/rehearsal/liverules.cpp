// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/liverules.h"

#include "core/text/saveparser.h"
#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/generation.h"
#include "helper/netfilter/rulesource.h"

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

using Core::Backend;
using Core::ErrorCode;
using Core::Family;
using Core::RehearsalGap;

constexpr auto operation = "copy the rules";

/// "*filter\n…COMMIT\n" of each table in a save text.
std::vector<std::pair<std::string, std::string>> splitSaveTables(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> tables;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        if (line.starts_with('*')) {
            tables.emplace_back(line.substr(1, line.find('\n') - 1), std::string());
        }
        if (!tables.empty() && !line.starts_with('#')) {
            tables.back().second += line;
        }
    }
    return tables;
}

/// Nothing when the program is not there or fails; its words then in `words`.
std::optional<std::string> outputOf(const char *name, std::vector<std::string> arguments,
                                    std::string &words)
{
    const auto program = findProgram(name);
    if (!program) {
        words = program.error().message;
        return std::nullopt;
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = std::move(arguments);
    auto outcome = runProcess(request);
    if (!outcome || outcome->exitCode != 0) {
        words = outcome ? outcome->errors : outcome.error().message;
        return std::nullopt;
    }
    return std::move(outcome->output);
}

/// The side of an iptables table under nft's name ("ip filter"), or nothing.
std::optional<Side> sideOfNftTable(const std::string &name)
{
    const std::size_t blank = name.find(' ');
    const std::string family = name.substr(0, blank);
    if (!Core::isKnownTable(name.substr(blank + 1)) || (family != "ip" && family != "ip6")) {
        return std::nullopt;
    }
    return Side{Backend::Nft, family == "ip" ? Family::Ipv4 : Family::Ipv6};
}

/// Takes out what iptables cannot say, and tells it: chains and rules that nft made in a table of
/// iptables.
std::string withoutNativeParts(const std::string &text, const Core::Table &table,
                               std::vector<Core::RehearsalLimit> &limits)
{
    const auto isForeign = [&table](std::string_view chainName) {
        const Core::Chain *chain = table.chain(chainName);
        return chain != nullptr && chain->nativeHook.has_value();
    };
    std::string kept;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end);
        std::string_view rule = line;
        if (rule.starts_with('[')) {
            rule.remove_prefix(std::min(rule.size(), rule.find(' ') + 1));
        }
        constexpr std::string_view append = "-A ";
        const bool isRule = rule.starts_with(append);
        const std::string_view chain = isRule ? rule.substr(append.size()) : line.substr(1);
        const bool isChain = line.starts_with(':');
        const bool foreign =
            (isRule || isChain) && isForeign(chain.substr(0, chain.find_first_of(" \n")));
        const bool native = isRule && rule.find(" -m nft --handle ") != std::string_view::npos;
        if (foreign || native) {
            limits.push_back(
                {RehearsalGap::Rule, std::string(rule.substr(0, rule.find('\n'))), {}});
        } else {
            kept += line;
        }
    }
    return kept;
}

/// Reads one side, and makes it steps by table.
Core::Result<std::vector<LoadStep>>
readOneSide(const Side &side, const std::map<std::string, std::string> &generations,
            bool mustBeWhole, LiveRules &into)
{
    const auto rules = readRules(side.backend, side.family);
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    const auto expected = generations.find(side.key());
    if (expected != generations.end() && expected->second != rules->generation) {
        return Core::failure(ErrorCode::Stale, operation, "the rules changed since they were read",
                             expected->second + " is now " + rules->generation);
    }
    std::vector<LoadStep> steps;
    if (rules->status == RulesText::Status::NotThere) {
        return steps;
    }
    if (rules->status == RulesText::Status::Incomplete) {
        if (mustBeWhole) {
            return Core::failure(ErrorCode::Unsupported, operation,
                                 "these rules cannot be read completely, so they are not changed",
                                 rules->detail);
        }
        into.limits.push_back({RehearsalGap::Unreadable, side.key(), rules->detail});
        return steps;
    }
    auto ruleset = Core::parseSave(rules->text, side.backend, side.family);
    if (!ruleset) {
        return tl::unexpected(ruleset.error());
    }
    for (const auto &[name, text] : splitSaveTables(rules->text)) {
        const Core::Table *table = ruleset->table(name);
        if (table != nullptr) {
            steps.push_back({LoadStep::Tool::Restore, side, name,
                             withoutNativeParts(text, *table, into.limits)});
        }
    }
    into.rulesets.push_back(*std::move(ruleset));
    return steps;
}

/// The nft side in the order in which nft lists its tables, which is that of their making.
void orderNftSteps(std::vector<LoadStep> iptablesSteps, LiveRules &into)
{
    std::string words;
    const auto text = nftIsLoaded() ? outputOf("nft", {"list", "ruleset"}, words)
                                    : std::optional<std::string>("");
    if (!text) {
        into.limits.push_back({RehearsalGap::Table, "nft", words});
    }
    for (auto &[name, table] : splitNftTables(text.value_or(std::string()))) {
        const auto side = sideOfNftTable(name);
        const std::string plain = name.substr(name.find(' ') + 1);
        const auto found =
            std::find_if(iptablesSteps.begin(), iptablesSteps.end(), [&](const LoadStep &step) {
                return side && step.side == *side && step.table == plain;
            });
        if (found != iptablesSteps.end()) {
            into.steps.push_back(std::move(*found));
            iptablesSteps.erase(found);
            continue;
        }
        into.nativeTables.push_back(table);
        into.steps.push_back({LoadStep::Tool::Nft, {}, name, std::move(table)});
    }
    std::move(iptablesSteps.begin(), iptablesSteps.end(), std::back_inserter(into.steps));
}

bool usesSets(const LiveRules &rules)
{
    return std::any_of(rules.steps.begin(), rules.steps.end(), [](const LoadStep &step) {
        return step.tool == LoadStep::Tool::Restore
            && (step.text.find("--match-set ") != std::string::npos
                || step.text.find(" -j SET ") != std::string::npos);
    });
}

bool hasRules(const Core::Ruleset &ruleset)
{
    return ruleset.ruleCount() > 0
        || std::any_of(ruleset.tables.begin(), ruleset.tables.end(), [](const Core::Table &table) {
               return std::any_of(table.chains.begin(), table.chains.end(),
                                  [](const Core::Chain &chain) {
                                      return chain.policy == Core::Policy::Drop;
                                  });
           });
}

/// The first word of `words` that stands in the text of a rule of this family, as "-m WORD" or as
/// "-j WORD".
bool names(const LiveRules &rules, Family family, std::initializer_list<const char *> words)
{
    return std::any_of(rules.steps.begin(), rules.steps.end(), [&](const LoadStep &step) {
        return step.tool == LoadStep::Tool::Restore && step.side.family == family
            && std::any_of(words.begin(), words.end(), [&step](const char *word) {
                   return step.text.find(std::string(word) + ' ') != std::string::npos
                       || step.text.find(std::string(word) + '\n') != std::string::npos;
               });
    });
}

} // namespace

std::vector<std::pair<std::string, std::string>> splitNftTables(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> tables;
    bool inside = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        constexpr std::string_view table = "table ";
        if (line.starts_with(table)) {
            const std::size_t brace = line.find(" {");
            tables.emplace_back(line.substr(table.size(), brace - table.size()), std::string());
            inside = true;
        }
        if (!inside) {
            continue;
        }
        // It stands by itself, or after other flags of the table.
        if (line.starts_with("\tflags ") && line.find("owner") != std::string_view::npos) {
            continue;
        }
        tables.back().second += line;
        inside = !line.starts_with('}');
    }
    return tables;
}

Core::Result<LiveRules> readLiveRules(const std::map<std::string, std::string> &generations,
                                      const std::vector<Side> &mustBeWhole)
{
    LiveRules rules;
    std::vector<LoadStep> nftSteps;
    for (const Backend backend : {Backend::Legacy, Backend::Nft}) {
        for (const Family family : {Family::Ipv4, Family::Ipv6}) {
            const Side side{backend, family};
            const bool whole =
                std::find(mustBeWhole.begin(), mustBeWhole.end(), side) != mustBeWhole.end();
            auto steps = readOneSide(side, generations, whole, rules);
            if (!steps) {
                return tl::unexpected(steps.error());
            }
            auto &into = backend == Backend::Legacy ? rules.steps : nftSteps;
            std::move(steps->begin(), steps->end(), std::back_inserter(into));
        }
    }
    orderNftSteps(std::move(nftSteps), rules);
    if (usesSets(rules)) {
        std::string words;
        if (auto sets = outputOf("ipset", {"save"}, words)) {
            rules.sets = *std::move(sets);
        } else {
            rules.limits.push_back({RehearsalGap::Sets, {}, words});
        }
    }
    return rules;
}

std::vector<Core::RehearsalLimit> limitsOf(const LiveRules &rules, const Core::Question &question)
{
    std::vector<Core::RehearsalLimit> limits = rules.limits;
    const Family family = question.family;
    limits.push_back({RehearsalGap::Flows, {}, {}});
    if (names(rules, family,
              {"-m limit", "-m hashlimit", "-m connlimit", "-m quota", "-m recent", "-m connbytes",
               "-m statistic"})) {
        limits.push_back({RehearsalGap::Rates, {}, {}});
    }
    if (question.direction == Core::Way::Output
        && names(rules, family, {"-m owner", "-m cgroup"})) {
        limits.push_back({RehearsalGap::Sender, {}, {}});
    }
    if (names(rules, family, {"-m mac"})) {
        limits.push_back({RehearsalGap::HardwareAddress, {}, {}});
    }
    if (names(rules, family, {"-j NFQUEUE", "-j QUEUE", "-j TPROXY", "-m socket"})) {
        limits.push_back({RehearsalGap::Program, {}, {}});
    }
    if (names(rules, family, {"-m physdev"})) {
        limits.push_back({RehearsalGap::Devices, "physdev", {}});
    }
    const auto counts = [&](Backend backend) {
        return std::any_of(
            rules.rulesets.begin(), rules.rulesets.end(), [&](const Core::Ruleset &ruleset) {
                return ruleset.backend == backend && ruleset.family == family && hasRules(ruleset);
            });
    };
    if (counts(Backend::Legacy) && (counts(Backend::Nft) || !rules.nativeTables.empty())) {
        limits.push_back({RehearsalGap::BackendOrder, {}, {}});
    }
    return limits;
}

} // namespace Portlight::Helper
