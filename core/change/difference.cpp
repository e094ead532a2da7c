// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/difference.h"

#include "core/change/changetext.h"
#include "core/change/commonlines.h"
#include "core/change/switchedoff.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace Portlight::Core
{

namespace
{

using Lines = std::vector<std::string>;

Lines bodiesOf(const Chain *chain)
{
    Lines bodies;
    if (chain != nullptr) {
        bodies.reserve(chain->rules.size());
        for (const Rule &rule : chain->rules) {
            bodies.emplace_back(bodyOf(chain->name, rule.text));
        }
    }
    return bodies;
}

const Chain *chainOf(const Table *table, const std::string &name)
{
    return table == nullptr ? nullptr : table->chain(name);
}

/// A built-in chain that is not there is an empty one that accepts.
std::optional<Policy> policyOf(const Table &table, const Chain *chain, const std::string &name)
{
    if (!isBuiltInChain(table.name, name)) {
        return std::nullopt;
    }
    return chain == nullptr ? Policy::Accept : chain->policy.value_or(Policy::Accept);
}

/// Lines that go and lines that come between two that stay.
struct Gap {
    std::vector<std::size_t> goes;
    std::vector<std::size_t> comes;
};

/// The gaps before each line that stays and behind the last one. `sources`: as commonLines gives.
std::vector<Gap> gapsOf(std::size_t before, const std::vector<std::optional<std::size_t>> &sources)
{
    std::vector<Gap> gaps(1);
    std::size_t next = 0;
    const auto goUntil = [&](std::size_t end) {
        for (; next < end; ++next) {
            gaps.back().goes.push_back(next);
        }
    };
    for (std::size_t index = 0; index < sources.size(); ++index) {
        if (!sources[index]) {
            gaps.back().comes.push_back(index);
            continue;
        }
        goUntil(*sources[index]);
        ++next;
        gaps.emplace_back();
    }
    goUntil(before);
    return gaps;
}

/// The changes of one chain, in the order in which they are applied.
class ChainChanges
{
public:
    ChainChanges(const ChainPlace &place, const Chain *now, const Chain &wanted)
        : m_place(place)
        , m_now(now)
        , m_wanted(wanted)
        , m_before(bodiesOf(now))
        , m_after(bodiesOf(&wanted))
        , m_sources(commonLines(m_before, m_after))
        , m_fates(m_before.size(), Fate::Goes)
    {
    }

    void addTo(std::vector<Change> &changes)
    {
        for (const auto &source : m_sources) {
            if (source) {
                m_fates[*source] = Fate::Stays;
            }
        }
        const auto anchors = m_sources;
        findMoved();
        pairReplaced(anchors);
        if (m_before.size() > m_after.size() + 1 && nothingStays()) {
            flush(changes);
            return;
        }
        replaceAndDelete(changes);
        move(changes);
        insert(changes);
    }

private:
    enum class Fate { Goes, Stays, Moves, Changes };
    using Sources = std::vector<std::optional<std::size_t>>;

    bool nothingStays() const
    {
        return std::none_of(m_fates.begin(), m_fates.end(), [](Fate fate) {
            return fate == Fate::Stays || fate == Fate::Moves;
        });
    }

    /// One change instead of one for each rule.
    void flush(std::vector<Change> &changes) const
    {
        changes.emplace_back(FlushChain{m_place});
        for (const std::string &body : m_after) {
            changes.emplace_back(AppendRule{m_place, body});
        }
    }

    /// A rule that goes here and comes there moves, and keeps its counters.
    void findMoved()
    {
        std::unordered_map<std::string_view, std::vector<std::size_t>> gone;
        for (std::size_t index = m_before.size(); index-- > 0;) {
            if (m_fates[index] == Fate::Goes) {
                gone[m_before[index]].push_back(index);
            }
        }
        for (std::size_t index = 0; index < m_after.size(); ++index) {
            const auto found = gone.find(m_after[index]);
            if (!m_sources[index] && found != gone.end() && !found->second.empty()) {
                m_sources[index] = found->second.back();
                m_fates[found->second.back()] = Fate::Moves;
                found->second.pop_back();
            }
        }
    }

    /// A rule that goes and one that comes between the same two that stay are one replacement:
    /// first those that are one rule switched on or off, then as they stand.
    void pairReplaced(Sources anchors)
    {
        for (const Gap &gap : gapsOf(m_before.size(), anchors)) {
            auto next = gap.comes.begin();
            for (const std::size_t old : gap.goes) {
                const auto same = std::find_if(next, gap.comes.end(), [&](std::size_t index) {
                    return isFree(old, index) && isSwitched(old, index);
                });
                if (same != gap.comes.end()) {
                    replace(old, *same);
                    anchors[*same] = old;
                    next = same + 1;
                }
            }
        }
        for (const Gap &gap : gapsOf(m_before.size(), anchors)) {
            auto next = gap.comes.begin();
            for (const std::size_t old : gap.goes) {
                next = std::find_if(next, gap.comes.end(), [&](std::size_t index) {
                    return !m_sources[index];
                });
                if (next != gap.comes.end() && m_fates[old] == Fate::Goes) {
                    replace(old, *next++);
                }
            }
        }
    }

    bool isFree(std::size_t old, std::size_t index) const
    {
        return m_fates[old] == Fate::Goes && !m_sources[index];
    }

    void replace(std::size_t old, std::size_t index)
    {
        m_sources[index] = old;
        m_fates[old] = Fate::Changes;
        m_becomes.emplace(old, index);
    }

    bool isSwitched(std::size_t old, std::size_t index) const
    {
        const Rule &from = m_now->rules[old];
        const Rule &to = m_wanted.rules[index];
        return isSwitchedOff(from) != isSwitchedOff(to)
            && switchedOffBody(from) == switchedOffBody(to);
    }

    /// From the last rule to the first, so that the numbers of the others stay.
    void replaceAndDelete(std::vector<Change> &changes)
    {
        for (std::size_t index = m_before.size(); index-- > 0;) {
            const auto position = static_cast<unsigned>(index) + 1;
            if (m_fates[index] == Fate::Goes) {
                changes.emplace_back(DeleteRule{m_place, position, m_before[index]});
                continue;
            }
            m_current.push_back(index);
            if (m_fates[index] != Fate::Changes) {
                continue;
            }
            const std::size_t wanted = m_becomes.at(index);
            if (isSwitched(index, wanted)) {
                changes.emplace_back(SwitchRule{m_place, position, m_before[index],
                                                !isSwitchedOff(m_wanted.rules[wanted])});
            } else {
                changes.emplace_back(
                    ReplaceRule{m_place, position, m_before[index], m_after[wanted]});
            }
        }
        std::reverse(m_current.begin(), m_current.end());
    }

    /// Each moved rule goes behind the one that stands before it in the end; all before it are in
    /// their places by then.
    void move(std::vector<Change> &changes)
    {
        std::optional<std::size_t> previous;
        for (const auto &source : m_sources) {
            if (!source) {
                continue; // a new one
            }
            if (m_fates[*source] == Fate::Moves) {
                const auto from = std::find(m_current.begin(), m_current.end(), *source);
                const auto position = static_cast<unsigned>(from - m_current.begin()) + 1;
                m_current.erase(from);
                const auto to = !previous
                    ? m_current.begin()
                    : std::find(m_current.begin(), m_current.end(), *previous) + 1;
                const auto target = static_cast<unsigned>(to - m_current.begin()) + 1;
                m_current.insert(to, *source);
                if (target != position) {
                    changes.emplace_back(
                        MoveRule{m_place, position, m_before[*source], target, {}, {}});
                }
            }
            previous = *source;
        }
    }

    /// From the first to the last, at the final position.
    void insert(std::vector<Change> &changes) const
    {
        std::size_t count = m_current.size();
        for (std::size_t index = 0; index < m_sources.size(); ++index) {
            if (m_sources[index]) {
                continue;
            }
            if (index == count) {
                changes.emplace_back(AppendRule{m_place, m_after[index]});
            } else {
                changes.emplace_back(InsertRule{
                    m_place, static_cast<unsigned>(index) + 1, m_after[index], {}, {}, {}});
            }
            ++count;
        }
    }

    const ChainPlace &m_place;
    const Chain *m_now; ///< null: it is not there yet
    const Chain &m_wanted;
    Lines m_before;
    Lines m_after;
    Sources m_sources; ///< of each rule wanted the one that becomes it, by index
    std::vector<Fate> m_fates; ///< of each rule there is
    std::unordered_map<std::size_t, std::size_t> m_becomes; ///< of those that change
    std::vector<std::size_t> m_current; ///< the rules as they stand meanwhile, by index before
};

/// Changes of one table, in an order that always works: chains before the rules that jump to them,
/// jumps away before the chains they lead to.
void addTable(std::vector<Change> &changes, const Ruleset &now, const Table &wanted,
              bool keepOthers)
{
    const Table *table = now.table(wanted.name);
    const auto place = [&](const std::string &chain) {
        return ChainPlace{now.backend, now.family, wanted.name, chain};
    };
    for (const Chain &chain : wanted.chains) {
        if (!isBuiltInChain(wanted.name, chain.name) && chainOf(table, chain.name) == nullptr) {
            changes.emplace_back(NewChain{place(chain.name)});
        }
    }
    std::vector<std::string> others;
    for (const Chain &chain : table == nullptr ? std::vector<Chain>() : table->chains) {
        if (wanted.chain(chain.name) == nullptr && !keepOthers) {
            others.push_back(chain.name);
        }
    }
    for (const std::string &name : others) {
        if (!table->chain(name)->rules.empty()) {
            changes.emplace_back(FlushChain{place(name)});
        }
    }
    for (const Chain &chain : wanted.chains) {
        const ChainPlace at = place(chain.name);
        ChainChanges(at, chainOf(table, chain.name), chain).addTo(changes);
        const auto policy = policyOf(wanted, &chain, chain.name);
        if (policy != policyOf(wanted, chainOf(table, chain.name), chain.name)) {
            changes.emplace_back(SetPolicy{at, *policy});
        }
    }
    for (const std::string &name : others) {
        if (!isBuiltInChain(wanted.name, name)) {
            changes.emplace_back(DeleteChain{place(name)});
        } else if (policyOf(wanted, table->chain(name), name) != Policy::Accept) {
            changes.emplace_back(SetPolicy{place(name), Policy::Accept});
        }
    }
}

/// "-N name" or "-P INPUT DROP".
std::string headOf(const Table &table, const Chain *chain, const std::string &name)
{
    if (const auto policy = policyOf(table, chain, name)) {
        return "-P " + name + ' ' + std::string(toString(*policy));
    }
    return "-N " + name;
}

std::vector<DifferenceLine> linesBetween(const Table &table, const std::string &name,
                                         const Chain *before, const Chain *after)
{
    const bool builtIn = isBuiltInChain(table.name, name);
    const auto linesOf = [&](const Chain *chain) {
        Lines lines;
        if (chain != nullptr || builtIn) {
            lines.push_back(headOf(table, chain, name));
        }
        for (const std::string &body : bodiesOf(chain)) {
            lines.push_back("-A " + name + (body.empty() ? "" : " ") + body);
        }
        return lines;
    };
    const Lines old = linesOf(before);
    const Lines wanted = linesOf(after);
    if (old == wanted) {
        return {};
    }
    using Kind = DifferenceLine::Kind;
    std::vector<DifferenceLine> lines;
    std::size_t stays = 0;
    for (const Gap &gap : gapsOf(old.size(), commonLines(old, wanted))) {
        for (const std::size_t index : gap.goes) {
            lines.push_back({Kind::Removed, old[index]});
        }
        for (const std::size_t index : gap.comes) {
            lines.push_back({Kind::Added, wanted[index]});
        }
        stays += gap.goes.size();
        if (stays < old.size()) {
            lines.push_back({Kind::Same, old[stays++]});
        }
    }
    return lines;
}

} // namespace

Result<std::vector<Change>> changesBetween(const Ruleset &now, const Ruleset &wanted,
                                           const std::vector<std::string> &tables, bool keepOthers)
{
    constexpr auto operation = "compare rules";
    if (now.family != wanted.family) {
        return failure(ErrorCode::InvalidArgument, operation,
                       "the rules are of two families, IPv4 and IPv6");
    }
    for (const std::string &name : tables) {
        if (wanted.table(name) == nullptr) {
            return failure(ErrorCode::NotFound, operation, "there is no table " + name);
        }
    }
    std::vector<Change> changes;
    for (const Table &table : wanted.tables) {
        if (!isKnownTable(table.name)) {
            return failure(ErrorCode::NotFound, operation, "there is no table " + table.name);
        }
        if (tables.empty() || std::find(tables.begin(), tables.end(), table.name) != tables.end()) {
            addTable(changes, now, table, keepOthers);
        }
    }
    if (changes.size() > maxChanges) {
        return failure(ErrorCode::LimitExceeded, operation, "more than 20000 changes");
    }
    return changes;
}

std::vector<ChainDifference> differences(const Ruleset &before, const Ruleset &after)
{
    std::vector<ChainDifference> result;
    const auto add = [&](const Table &table, const std::string &name, const Chain *old,
                         const Chain *wanted) {
        auto lines = linesBetween(table, name, old, wanted);
        if (!lines.empty()) {
            result.push_back({table.name, name, std::move(lines)});
        }
    };
    for (const Table &table : before.tables) {
        const Table *wanted = after.table(table.name);
        for (const Chain &chain : table.chains) {
            add(table, chain.name, &chain, chainOf(wanted, chain.name));
        }
    }
    for (const Table &table : after.tables) {
        const Table *old = before.table(table.name);
        for (const Chain &chain : table.chains) {
            if (chainOf(old, chain.name) == nullptr) {
                add(table, chain.name, nullptr, &chain);
            }
        }
    }
    return result;
}

} // namespace Portlight::Core
