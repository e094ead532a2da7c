// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/kernelrule.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace Portlight::Core
{

struct DecodedRule;

/// A part of a rule that only a library of xtables can put into words.
struct ModulePart {
    Expression::Module module;
    ProtocolMatch protocol; ///< that the rule asks for; the library is told
    bool operator<(const ModulePart &other) const
    {
        const auto key = [](const ModulePart &part) {
            return std::tie(part.module.name, part.module.info, part.module.revision,
                            part.module.isTarget, part.protocol.protocol, part.protocol.inverted);
        };
        return key(*this) < key(other);
    }
    bool operator==(const ModulePart &) const = default;
};

/// Prints the tables of iptables-nft from the kernel's own dump as `iptables-nft-save -c` prints
/// them, without its comments. Only what iptables wrote, or could have written in the very same
/// bytes: anything else, and every doubt, makes it give up, and then the save program has to be
/// asked and its text checked (savecheck.h).
class KernelSaveWriter
{
public:
    explicit KernelSaveWriter(Family family)
        : m_family(family)
    {
    }

    /// The next rule of a chain, in the kernel's order. False when the writer gives up. The chain
    /// must still be there for text().
    bool add(const KernelChain &chain, const KernelRule &rule);

    /// Whether all rules could be written and the tables have no chains but those of iptables.
    bool canWrite(const KernelTables &tables) const;

    /// What the words are needed for: each part once.
    const std::vector<ModulePart> &parts() const
    {
        return m_parts;
    }
    /// `words`: for each of parts(), as iptables-save prints it: "-m state --state NEW", "-j LOG".
    /// The rules are those added, `tables` need have none. Only when canWrite().
    std::string text(const KernelTables &tables, const std::vector<std::string> &words) const;

private:
    struct Gap { ///< where words of a library go
        std::size_t offset;
        std::size_t part;
    };
    struct Lines {
        std::string text;
        std::vector<Gap> gaps;
    };
    bool write(Lines &lines, const KernelChain &chain, const KernelRule &rule);
    bool appendMatches(Lines &lines, const DecodedRule &rule, const ProtocolMatch &protocol);
    void appendModule(Lines &lines, Expression::Module module, const ProtocolMatch &protocol);
    void appendTable(std::string &text, const KernelTable &table,
                     const std::vector<std::string> &words) const;

    Family m_family;
    bool m_good = true;
    std::map<const KernelChain *, Lines> m_lines;
    const KernelChain *m_lastChain = nullptr;
    Lines *m_lastLines = nullptr;
    std::map<ModulePart, std::size_t> m_indexes;
    std::vector<ModulePart> m_parts;
};

} // namespace Portlight::Core
