// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"
#include "core/text/arguments.h"
#include "core/text/moduleparser.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Reads the arguments of one rule, from the one after "-A CHAIN" on, into typed matches and a
/// target. Rules:
/// - -s -d -i -o -p -f come first in Rule::matches, in this order, then the modules as written;
/// - an option belongs to the module named last, except those of a protocol (--dport, …), which
///   go to the protocol's module, and those that only an earlier module knows;
/// - what Portlight does not know stays with its module as exact text; an option that belongs to
///   nothing is an error;
/// - the text of Rule is left to the caller.
/// One object reads many rules, to save allocations.
class RuleParser
{
public:
    explicit RuleParser(Family family)
        : m_family(family)
    {
    }
    /// False on failure; then errorMessage() and errorOffset() (in the line) tell why and where.
    bool parse(const ArgumentList &arguments, std::size_t first, std::string_view chain,
               Rule &rule);
    const std::string &errorMessage() const
    {
        return m_errorMessage;
    }
    std::size_t errorOffset() const
    {
        return m_errorOffset;
    }

private:
    /// A match module, or the target: a name and the arguments that belong to it.
    struct Section {
        std::string_view name;
        Match match;
        bool opaque = false;
        bool implicit = false; ///< brought along by -p, without "-m"
        std::size_t complete = 0; ///< options taken
        std::size_t nameIndex = 0;
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    bool fail(std::size_t index, std::string message);
    bool readOption(std::string_view chain);
    void splitAttached(std::string_view word, bool afterText);
    bool readHead(char option, std::size_t begin, bool inverted);
    bool readAddress(Side side, std::string_view value, bool inverted);
    bool readInterface(Side side, std::string_view chain, std::string_view value, bool inverted);
    bool readProtocol(std::string_view value, bool inverted);
    bool readModule(std::size_t begin, std::string_view name);
    bool readTarget(bool isGoto, std::string_view name, std::string_view chain);
    bool readSetCounters();
    bool readModuleOption(std::size_t begin, bool inverted);
    bool takeTyped(std::size_t section, std::size_t begin, bool inverted);
    bool keepAsText(std::size_t section, std::size_t begin);
    std::size_t sectionFor(std::string_view option);
    bool takeValue(bool &inverted, std::string_view &value);
    std::string textOf(std::size_t section, bool withName) const;
    bool finish(Rule &rule);

    Family m_family;
    const ArgumentList *m_arguments = nullptr;
    std::string_view m_chain;
    std::size_t m_index = 0;
    std::string_view m_option; ///< the option being read, without an attached value
    std::optional<std::string_view> m_attached; ///< the value of "--dport=80" or "-ptcp"
    std::vector<Section> m_sections;
    std::vector<std::size_t> m_owners; ///< for each argument the section it belongs to
    std::size_t m_current = none; ///< section that gets options nobody else knows
    std::size_t m_targetSection = none;
    Target m_target;
    std::optional<AddressMatch> m_source;
    std::optional<AddressMatch> m_destination;
    std::optional<InterfaceMatch> m_inInterface;
    std::optional<InterfaceMatch> m_outInterface;
    std::optional<ProtocolMatch> m_protocol;
    std::optional<FragmentMatch> m_fragment;
    std::optional<Counters> m_counters;
    std::string m_errorMessage;
    std::size_t m_errorOffset = 0;
};

} // namespace Portlight::Core
