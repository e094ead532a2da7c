// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/kernelsave.h"

#include "core/text/kerneldecode.h"
#include "core/text/savetext.h"
#include "core/text/savewriter.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace Portlight::Core
{

namespace
{

/// The order of the save program (enum nft_table_type of iptables), and of the chains of hooks.
constexpr auto tableOrder =
    std::to_array<std::string_view>({"mangle", "security", "raw", "filter", "nat"});
constexpr auto hookOrder =
    std::array{Hook::Prerouting, Hook::Input, Hook::Forward, Hook::Output, Hook::Postrouting};

const KernelChain *chainOf(const KernelTable &table, std::string_view name)
{
    const auto found =
        std::find_if(table.chains.begin(), table.chains.end(), [name](const KernelChain &chain) {
            return chain.name == name;
        });
    return found == table.chains.end() ? nullptr : &*found;
}

/// Nothing of nft's own.
bool isOfIptables(const KernelTable &table)
{
    return !table.dormant
        && std::all_of(table.chains.begin(), table.chains.end(), [&](const KernelChain &chain) {
               return isIptablesChain(table.name, chain);
           });
}

void appendChain(std::string &text, std::string_view name, std::string_view policy,
                 const Counters &counters)
{
    text += ':';
    text += name;
    text += ' ';
    text += policy;
    text += ' ';
    appendCounters(text, counters);
    text += '\n';
}

/// One line of text, within what a library of xtables would print between two quotes.
bool isPlainText(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return byte < ' ' || byte == 0x7f;
    });
}

constexpr std::string_view commentModule = "comment";

std::string_view commentOf(const Expression::Module &module)
{
    const std::string_view info = module.info;
    return info.substr(0, info.find('\0'));
}

/// Both would be printed as one by iptables, whatever stands between them.
bool repeatsTransport(const DecodedRule &rule)
{
    const bool transport =
        std::any_of(rule.matches.begin(), rule.matches.end(), [](const Match &match) {
            return std::holds_alternative<TransportMatch>(match);
        });
    return transport && std::any_of(rule.modules.begin(), rule.modules.end(), [](const auto &one) {
               return one.module->name == "tcp" || one.module->name == "udp";
           });
}

/// nft's limit as the match that iptables made it of: struct xt_rateinfo begins with the average,
/// in ten-thousandths of a second a packet (XT_LIMIT_SCALE), and the burst.
Expression::Module moduleOf(const Expression::Limit &limit)
{
    constexpr std::uint64_t scale = 10000;
    const std::array numbers{static_cast<std::uint32_t>(scale * limit.seconds / limit.rate),
                             limit.burst};
    std::string info(sizeof numbers, '\0');
    std::memcpy(info.data(), numbers.data(), sizeof numbers);
    return {false, "limit", 0, std::move(info)};
}

ProtocolMatch protocolOf(const DecodedRule &rule)
{
    for (const Match &match : rule.matches) {
        if (const auto *protocol = std::get_if<ProtocolMatch>(&match)) {
            return *protocol;
        }
    }
    return {};
}

} // namespace

bool KernelSaveWriter::canWrite(const KernelTables &tables) const
{
    return m_good && std::all_of(tables.begin(), tables.end(), isOfIptables);
}

bool KernelSaveWriter::add(const KernelChain &chain, const KernelRule &rule)
{
    if (m_lastChain != &chain) {
        m_lastChain = &chain;
        m_lastLines = &m_lines[&chain];
    }
    m_good = m_good && write(*m_lastLines, chain, rule);
    return m_good;
}

bool KernelSaveWriter::write(Lines &lines, const KernelChain &chain, const KernelRule &rule)
{
    using End = DecodedRule::End;
    const auto decoded = decodeRule(rule, m_family);
    if (!decoded || !decoded->counters || decoded->comment || decoded->end == End::GroupLog
        || decoded->end == End::Trace || repeatsTransport(*decoded)) {
        return false;
    }
    const ProtocolMatch protocol = protocolOf(*decoded);
    appendCounters(lines.text, *decoded->counters);
    lines.text += ' ';
    appendRuleHead(lines.text, chain.name, decoded->matches);
    if (!appendMatches(lines, *decoded, protocol)) {
        return false;
    }
    if (decoded->end == End::Module) {
        appendModule(lines, *decoded->target, protocol);
    } else if (decoded->end == End::Verdict) {
        lines.text += ' ';
        lines.text += targetText(targetOf(*decoded->verdict));
    }
    lines.text += '\n';
    return true;
}

/// All but the head of the line, in the order in which the kernel asks.
bool KernelSaveWriter::appendMatches(Lines &lines, const DecodedRule &rule,
                                     const ProtocolMatch &protocol)
{
    auto limit = rule.limits.begin();
    std::size_t modules = 0;
    for (std::size_t place = 0; place <= rule.matches.size(); ++place) {
        for (;;) {
            if (limit != rule.limits.end() && limit->place == place
                && limit->modulesBefore == modules) {
                appendModule(lines, moduleOf(limit->limit), protocol);
                ++limit;
                continue;
            }
            if (modules == rule.modules.size() || rule.modules[modules].place != place) {
                break;
            }
            const Expression::Module &module = *rule.modules[modules++].module;
            const std::string_view comment = commentOf(module);
            if (module.name != commentModule) {
                appendModule(lines, module, protocol);
            } else if (isPlainText(comment)) {
                appendMatch(lines.text, CommentMatch{std::string(comment)});
            } else {
                return false;
            }
        }
        if (place < rule.matches.size() && !isHeadMatch(rule.matches[place])) {
            appendMatch(lines.text, rule.matches[place]);
        }
    }
    return true;
}

void KernelSaveWriter::appendModule(Lines &lines, Expression::Module module,
                                    const ProtocolMatch &protocol)
{
    const auto [found, isNew] =
        m_indexes.try_emplace({std::move(module), protocol}, m_parts.size());
    if (isNew) {
        m_parts.push_back(found->first);
    }
    lines.text += ' ';
    lines.gaps.push_back({lines.text.size(), found->second});
}

std::string KernelSaveWriter::text(const KernelTables &tables,
                                   const std::vector<std::string> &words) const
{
    std::size_t size = 0;
    for (const auto &[chain, lines] : m_lines) {
        size += lines.text.size();
        for (const Gap &gap : lines.gaps) {
            size += words.at(gap.part).size();
        }
    }
    std::string text;
    constexpr std::size_t headers = 4096;
    text.reserve(size + headers);
    for (const std::string_view name : tableOrder) {
        for (const KernelTable &table : tables) {
            if (table.name == name) {
                appendTable(text, table, words);
            }
        }
    }
    return text;
}

void KernelSaveWriter::appendTable(std::string &text, const KernelTable &table,
                                   const std::vector<std::string> &words) const
{
    text += '*';
    text += table.name;
    text += '\n';
    std::vector<const KernelChain *> chains;
    for (const Hook hook : hookOrder) {
        const std::string_view name = toString(hook);
        if (const KernelChain *chain = chainOf(table, name)) {
            appendChain(text, name, toString(chain->hook->policy), chain->counters);
            chains.push_back(chain);
        } else if (isBuiltInChain(table.name, name)) {
            // iptables-nft makes it when the first rule comes.
            appendChain(text, name, toString(Policy::Accept), {});
        }
    }
    const auto users = static_cast<std::ptrdiff_t>(chains.size());
    for (const KernelChain &chain : table.chains) {
        if (!chain.hook) {
            chains.push_back(&chain);
        }
    }
    std::sort(chains.begin() + users, chains.end(), [](const auto *left, const auto *right) {
        return left->name < right->name;
    });
    std::for_each(chains.begin() + users, chains.end(), [&text](const KernelChain *chain) {
        appendChain(text, chain->name, "-", {});
    });
    for (const KernelChain *chain : chains) {
        const auto lines = m_lines.find(chain);
        if (lines == m_lines.end()) {
            continue;
        }
        const std::string_view own = lines->second.text;
        std::size_t done = 0;
        for (const Gap &gap : lines->second.gaps) {
            text += own.substr(done, gap.offset - done);
            text += words.at(gap.part);
            done = gap.offset;
        }
        text += own.substr(done);
    }
    text += "COMMIT\n";
}

} // namespace Portlight::Core
