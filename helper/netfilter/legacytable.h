// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"
#include "helper/netfilter/digest.h"
#include "helper/netfilter/legacylayout.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Helper
{

class LegacyDigest;

/// One table of iptables-legacy in the kernel's own bytes, walked with strict bounds. What the walk
/// does not fully understand is refused: a jump into the middle of a chain, which iptables-save
/// would print as a jump to its start, for example.
class LegacyTable
{
public:
    enum class Ending : std::uint8_t {
        None, ///< no target: the rule only counts
        Verdict, ///< value: -1 DROP, -2 ACCEPT, -4 QUEUE, -5 RETURN, as in xt_standard_target
        Chain, ///< value: index into chains(); jump or goto
        Extension ///< a target with a name of its own
    };
    struct Rule {
        std::uint32_t offset = 0;
        std::int32_t value = 0;
        Ending ending = Ending::None;
    };
    /// Counts and order as iptables-save prints them: chains of hooks first, the others by name.
    struct Chain {
        std::string name;
        std::optional<Core::Policy> policy;
        Core::Counters counters; ///< of the policy
        std::size_t firstRule = 0; ///< in rules()
        std::size_t ruleCount = 0;
    };

    /// Reads a table in the network namespace of the calling thread. Only one that
    /// legacyTableNames() lists: asking for any other one creates it. Denied without CAP_NET_ADMIN
    /// or CAP_NET_RAW, Busy when others replace it all the time.
    static Core::Result<LegacyTable> read(Core::Family family, const std::string &name);
    /// Takes bytes as the kernel gives them. ParseFailed when they cannot be right.
    static Core::Result<LegacyTable> fromBytes(Core::Family family, std::string name,
                                               const LegacyHooks &hooks, EntryBlob bytes);

    const std::string &name() const
    {
        return m_name;
    }
    const std::vector<Chain> &chains() const
    {
        return m_chains;
    }
    std::span<const Rule> rulesOf(const Chain &chain) const
    {
        return std::span(m_rules).subspan(chain.firstRule, chain.ruleCount);
    }
    /// struct ipt_entry or ip6t_entry with its matches and target, all within bounds.
    const std::byte *entry(const Rule &rule) const
    {
        return m_bytes.data() + rule.offset;
    }
    Core::Counters counters(const Rule &rule) const;
    LegacyDigest digest() const;

private:
    LegacyTable(Core::Family family, std::string name, EntryBlob bytes);
    Core::Result<void> walk(const LegacyHooks &hooks);
    Core::Result<void> findRules(const LegacyHooks &hooks,
                                 const std::vector<std::uint32_t> &offsets);
    Core::Result<void> closeChain(const LegacyHooks &hooks);
    Core::Result<void> resolveTargets();
    void sortChains();

    Core::Family m_family;
    std::string m_name;
    EntryBlob m_bytes;
    std::vector<Chain> m_chains;
    std::vector<Rule> m_rules;
};

/// The tables that exist already, from /proc/net/ip_tables_names or ip6_tables_names; none on a
/// kernel without iptables-legacy.
Core::Result<std::vector<std::string>> legacyTableNames(Core::Family family);

/// How many entries the largest of these tables has, 0 when that cannot be told. Cheap: the kernel
/// copies nothing.
std::size_t mostLegacyEntries(Core::Family family, const std::vector<std::string> &tables);

/// All of them; none on a kernel without iptables-legacy.
Core::Result<std::vector<LegacyTable>> readLegacyTables(Core::Family family);

/// What the rules of one table say, for telling whether they changed. Chains and their rules are
/// added in the order of iptables-save; counters and the kernel's private fields do not count. Two
/// readers use it: LegacyTable for the kernel's own bytes, and portlight-commitlegacy for what
/// libiptc has in its hands.
class LegacyDigest
{
public:
    LegacyDigest(Core::Family family, std::string table)
        : m_family(family)
        , m_table(std::move(table))
    {
    }
    void addChain(std::string_view name, std::optional<Core::Policy> policy);
    /// `target` is the chain or verdict, empty for none; nothing for a target with a name of its
    /// own. The bytes must have passed the walk of LegacyTable, or come from libiptc.
    void addRule(const std::byte *entry, std::optional<std::string_view> target);
    const std::string &table() const
    {
        return m_table;
    }
    /// No rules, no chains but those of hooks, all policies ACCEPT.
    bool isEmpty() const
    {
        return m_empty;
    }
    std::string text() const
    {
        return m_digest.text();
    }

private:
    Core::Family m_family;
    std::string m_table;
    Digest m_digest;
    bool m_empty = true;
};

/// "legacy:" and 32 hexadecimal digits over all tables, whatever their order. An empty table does
/// not count: tools load one by merely looking at it (iptables -t nat -L), and it decides nothing.
/// It tells a changed firewall from an unchanged one, and is no protection against somebody who
/// builds two firewalls with one digest, because only root can.
std::string legacyGenerationText(std::vector<LegacyDigest> tables);
std::string legacyGenerationText(std::span<const LegacyTable> tables);

} // namespace Portlight::Helper
