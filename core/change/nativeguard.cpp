// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/nativeguard.h"

#include "core/text/saveparser.h"

namespace Portlight::Core
{

namespace
{

Result<void> refused(const std::string &message, const std::string &what)
{
    return failure(ErrorCode::Unsupported, "check the change", message, what);
}

bool isNativeBody(const ChainPlace &place, const std::string &body)
{
    const auto rule =
        parseRule("-A " + place.chain + (body.empty() ? "" : " ") + body, place.family);
    return rule && isNativeRule(*rule);
}

/// Of a change that names one rule, or none.
template<typename Kind> std::string ruleNamed(const Kind &change)
{
    if constexpr (requires { change.oldRule; }) {
        return isNativeBody(change.place, change.oldRule) ? change.oldRule : change.newRule;
    } else if constexpr (requires { change.rule; }) {
        return change.rule;
    } else {
        return {};
    }
}

/// Insert, append, replace, delete, move, switch and the like say which rule; a policy and a new
/// chain touch none. All others touch the whole chain.
template<typename Kind> constexpr bool touchesWholeChain()
{
    return !requires(const Kind &change)
    {
        change.rule;
    }
    &&!requires(const Kind &change)
    {
        change.oldRule;
    }
    &&!std::is_same_v<Kind, SetPolicy> && !std::is_same_v<Kind, NewChain>;
}

} // namespace

Result<void> leavesNativeAlone(const Ruleset &before, const Change &change)
{
    const ChainPlace *place = placeOf(change);
    const Table *table = place == nullptr ? nullptr : before.table(place->table);
    const Chain *chain = table == nullptr ? nullptr : table->chain(place->chain);
    if (place == nullptr) {
        return {};
    }
    if (chain != nullptr && chain->nativeHook) {
        return refused("the chain was made with nft and is only read", chain->name);
    }
    return std::visit(
        [&](const auto &typed) -> Result<void> {
            using Kind = std::decay_t<decltype(typed)>;
            if constexpr (std::is_same_v<Kind, SetSetting>) {
                return {};
            } else if constexpr (touchesWholeChain<Kind>()) {
                if (chain != nullptr && hasNativePart(*chain)) {
                    return refused("the chain holds rules that only nft can write", chain->name);
                }
                return {};
            } else {
                const std::string rule = ruleNamed(typed);
                if (!rule.empty() && isNativeBody(*place, rule)) {
                    return refused("the rule was written with nft and is only read", rule);
                }
                return {};
            }
        },
        change);
}

} // namespace Portlight::Core
