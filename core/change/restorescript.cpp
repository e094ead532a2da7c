// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/restorescript.h"

#include "core/change/changetext.h"
#include "core/text/savewriter.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

using TrackedChain = Transaction::TrackedChain;
using TrackedRule = Transaction::TrackedRule;

/// Beyond this many deletions in a chain, all go by number: the tool compares a rule that is given
/// by content with each rule before it.
constexpr std::size_t mostByContent = 1000;

bool isKept(const TrackedRule &rule)
{
    return rule.origin.has_value() && !rule.placed;
}

/// Its text or its counters change.
bool isRewritten(const TrackedRule &rule)
{
    return rule.rewritten || rule.zeroed;
}

bool isRenamed(const TrackedChain &chain)
{
    return !chain.firstName.empty() && !chain.name.empty() && chain.firstName != chain.name;
}

/// The name the script knows the chain by.
const std::string &nameInScript(const TrackedChain &chain)
{
    return chain.firstName.empty() ? chain.name : chain.firstName;
}

/// Only its counters change, and all of them: "-Z CHAIN" says it.
bool isOnlyZeroed(const TrackedChain &chain)
{
    return chain.zeroed && !chain.firstName.empty() && !chain.policySet
        && chain.rules.size() == chain.bodies.size()
        && std::all_of(chain.rules.begin(), chain.rules.end(), [](const TrackedRule &rule) {
               return isKept(rule) && !rule.rewritten;
           });
}

std::string countersText(const Counters &counters)
{
    return '[' + std::to_string(counters.packets) + ':' + std::to_string(counters.bytes) + ']';
}

std::string spaced(const std::string &body)
{
    return body.empty() ? body : ' ' + body;
}

std::string prefix(const Rule &rule)
{
    return countersText(rule.counters.value_or(Counters{})) + ' ';
}

} // namespace

RestoreScript::RestoreScript(const Ruleset &after, const std::vector<TrackedChain> &chains,
                             Transaction::Naming naming)
    : m_after(after)
    , m_chains(chains)
{
    for (const TrackedChain &chain : m_chains) {
        m_byContent.push_back(naming == Transaction::Naming::Content
                              && mayGoByContent(m_after, chain));
        if (isRenamed(chain)) {
            m_oldNames.emplace(std::pair(chain.table, chain.name), chain.firstName);
        }
    }
}

Result<std::string> RestoreScript::text() const
{
    if (auto error = reusedName()) {
        return tl::unexpected(std::move(*error));
    }
    std::vector<std::string> tables;
    for (const TrackedChain &chain : m_chains) {
        if (std::find(tables.begin(), tables.end(), chain.table) == tables.end()) {
            tables.push_back(chain.table);
        }
    }
    std::string text;
    for (const std::string &table : tables) {
        const std::string lines = tableText(table);
        text += lines.empty() ? "" : '*' + table + '\n' + lines + "COMMIT\n";
    }
    return text;
}

std::optional<Error> RestoreScript::reusedName() const
{
    for (const TrackedChain &chain : m_chains) {
        const bool newName = !chain.name.empty() && chain.name != chain.firstName;
        for (const TrackedChain &other : m_chains) {
            if (newName && other.table == chain.table && other.firstName == chain.name) {
                return failure(ErrorCode::Unsupported, "plan a change",
                               "a chain that is renamed or deleted and another one of its old name "
                               "need two changes, one after the other",
                               chain.table + ' ' + chain.name)
                    .value();
            }
        }
    }
    return std::nullopt;
}

std::string RestoreScript::tableText(const std::string &table) const
{
    std::string lines;
    const auto each = [&](auto &&write) {
        for (const TrackedChain &chain : m_chains) {
            if (chain.table == table) {
                write(chain);
            }
        }
    };
    each([&](const TrackedChain &chain) {
        lines += chain.firstName.empty() ? "-N " + chain.name + '\n' : std::string();
    });
    each([&](const TrackedChain &chain) {
        deleteRules(chain, lines);
    });
    each([&](const TrackedChain &chain) {
        insertRules(chain, lines);
    });
    each([&](const TrackedChain &chain) {
        rewriteRules(chain, lines);
        setPolicy(chain, lines);
    });
    each([&](const TrackedChain &chain) {
        lines += chain.name.empty() ? "-X " + chain.firstName + '\n' : std::string();
    });
    each([&](const TrackedChain &chain) {
        lines +=
            isRenamed(chain) ? "-E " + chain.firstName + ' ' + chain.name + '\n' : std::string();
    });
    return lines;
}

bool RestoreScript::mayGoByContent(const Ruleset &after, const TrackedChain &tracked)
{
    // Among rules of nft's own the tool could take one of them for it, or stop at it.
    const bool native =
        !tracked.name.empty() && hasNativePart(*after.table(tracked.table)->chain(tracked.name));
    const auto untouched =
        std::count_if(tracked.rules.begin(), tracked.rules.end(), [](const TrackedRule &rule) {
            return isKept(rule) && !isRewritten(rule);
        });
    return after.backend != Backend::Legacy && !native && !isOnlyZeroed(tracked)
        && tracked.bodies.size() - static_cast<std::size_t>(untouched) <= mostByContent;
}

bool RestoreScript::goesByContent(const TrackedChain &tracked) const
{
    return m_byContent[static_cast<std::size_t>(&tracked - m_chains.data())];
}

bool RestoreScript::stays(const TrackedChain &tracked, const TrackedRule &rule) const
{
    return isKept(rule) && !(isRewritten(rule) && goesByContent(tracked));
}

void RestoreScript::deleteRules(const TrackedChain &tracked, std::string &lines) const
{
    std::vector<bool> kept(tracked.bodies.size(), false);
    std::size_t gone = tracked.bodies.size();
    for (const TrackedRule &rule : tracked.rules) {
        if (stays(tracked, rule)) {
            kept[*rule.origin] = true;
            --gone;
        }
    }
    if (gone == 0) {
        return;
    }
    const bool byContent = goesByContent(tracked);
    if (gone == tracked.bodies.size() && !byContent) {
        lines += "-F " + tracked.firstName + '\n';
        return;
    }
    for (std::size_t index = tracked.bodies.size(); index-- > 0;) {
        if (!kept[index]) {
            lines += "-D " + tracked.firstName
                + (byContent ? spaced(tracked.bodies[index]) : ' ' + std::to_string(index + 1))
                + '\n';
        }
    }
}

void RestoreScript::insertRules(const TrackedChain &tracked, std::string &lines) const
{
    if (tracked.name.empty()) {
        return;
    }
    const Chain &chain = chainNow(tracked);
    const auto &name = nameInScript(tracked);
    const auto lastStaying =
        std::find_if(tracked.rules.rbegin(), tracked.rules.rend(), [&](const TrackedRule &rule) {
            return stays(tracked, rule);
        });
    const auto behindStaying = static_cast<std::size_t>(tracked.rules.rend() - lastStaying);
    for (std::size_t index = 0; index < tracked.rules.size(); ++index) {
        if (!stays(tracked, tracked.rules[index])) {
            const std::string where = index >= behindStaying
                ? "-A " + name
                : "-I " + name + ' ' + std::to_string(index + 1);
            lines +=
                prefix(chain.rules[index]) + where + spaced(bodyByOldNames(tracked, index)) + '\n';
        }
    }
}

void RestoreScript::rewriteRules(const TrackedChain &tracked, std::string &lines) const
{
    if (tracked.name.empty()) {
        return;
    }
    if (isOnlyZeroed(tracked)) {
        lines += "-Z " + tracked.firstName + '\n';
        return;
    }
    const Chain &chain = chainNow(tracked);
    for (std::size_t index = 0; index < tracked.rules.size(); ++index) {
        const TrackedRule &rule = tracked.rules[index];
        if (stays(tracked, rule) && isRewritten(rule)) {
            lines += prefix(chain.rules[index]) + "-R " + tracked.firstName + ' '
                + std::to_string(index + 1) + spaced(bodyByOldNames(tracked, index)) + '\n';
        }
    }
}

void RestoreScript::setPolicy(const TrackedChain &tracked, std::string &lines) const
{
    if (tracked.name.empty() || isOnlyZeroed(tracked)) {
        return;
    }
    const Chain &chain = chainNow(tracked);
    if (!chain.policy || (!tracked.policySet && !tracked.zeroed)) {
        return;
    }
    const Counters counters = chain.counters.value_or(Counters{});
    const std::string policy(toString(*chain.policy));
    // With --noflush this sets the policy and its counters, and leaves the rules.
    lines += ':' + chain.name + ' ' + policy + ' ' + countersText(counters) + '\n';
}

const Chain &RestoreScript::chainNow(const TrackedChain &tracked) const
{
    return *m_after.table(tracked.table)->chain(tracked.name);
}

std::string RestoreScript::bodyByOldNames(const TrackedChain &tracked, std::size_t index) const
{
    const Rule &rule = chainNow(tracked).rules[index];
    const bool jumps =
        rule.target.kind == Target::Kind::Jump || rule.target.kind == Target::Kind::Goto;
    const auto renamed = m_oldNames.find({tracked.table, rule.target.name});
    if (!jumps || renamed == m_oldNames.end()) {
        return std::string(bodyOf(tracked.name, rule.text));
    }
    Rule byOldName = rule;
    byOldName.target.name = renamed->second;
    const std::string text = canonicalRuleText(tracked.name, byOldName);
    return std::string(bodyOf(tracked.name, text));
}

} // namespace Portlight::Core
