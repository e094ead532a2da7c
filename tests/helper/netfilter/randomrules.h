// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

#include <random>
#include <string>
#include <vector>

namespace Portlight::Lab
{

/// Random rules and changes that the kernel can take, from a small world of addresses, ports and
/// chain names, so that equal rules and jumps are frequent. The same seed gives the same.
class RandomRules
{
public:
    RandomRules(unsigned seed, Core::Backend backend, Core::Family family);

    int number(int least, int most);
    /// Empties the firewall and puts some chains and rules in.
    std::vector<Core::Change> fresh(const Core::Ruleset &now);
    /// One to three changes, each possible after those before it.
    std::vector<Core::Change> step(const Core::Ruleset &now);

private:
    Core::ChainPlace place(const std::string &table, const std::string &chain) const;
    template<typename List> const auto &oneOf(const List &list);
    std::string rule(const Core::Table &table, const std::string &chain);
    std::string target(const Core::Table &table, const std::string &chain);
    std::string module(bool tcp);
    Core::Change change(const Core::Ruleset &now);
    Core::Change ruleChange(const Core::ChainPlace &place, const Core::Table &table,
                            const Core::Chain &chain);
    Core::Change chainChange(const Core::ChainPlace &place, const Core::Chain &chain);
    void addPossible(std::vector<Core::Change> &changes, Core::Ruleset &model,
                     const Core::Change &change);

    std::mt19937 m_random;
    Core::Backend m_backend;
    Core::Family m_family;
};

} // namespace Portlight::Lab
