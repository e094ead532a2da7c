// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/ruleset.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

template<typename List> auto findByName(List &list, std::string_view name) -> decltype(list.data())
{
    const auto found = std::find_if(list.begin(), list.end(), [name](const auto &item) {
        return item.name == name;
    });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

std::string_view toString(Backend backend)
{
    switch (backend) {
    case Backend::Legacy:
        return "legacy";
    case Backend::Nft:
        return "nft";
    case Backend::Native:
        return "native";
    case Backend::File:
        return "file";
    }
    return "file";
}

std::optional<Backend> parseBackend(std::string_view text)
{
    for (const Backend backend : {Backend::Legacy, Backend::Nft, Backend::Native, Backend::File}) {
        if (toString(backend) == text) {
            return backend;
        }
    }
    return std::nullopt;
}

std::string_view toString(Hook hook)
{
    switch (hook) {
    case Hook::Prerouting:
        return "PREROUTING";
    case Hook::Input:
        return "INPUT";
    case Hook::Forward:
        return "FORWARD";
    case Hook::Output:
        return "OUTPUT";
    case Hook::Postrouting:
        return "POSTROUTING";
    }
    return "INPUT";
}

std::optional<Hook> parseHook(std::string_view chainName)
{
    for (const Hook hook :
         {Hook::Prerouting, Hook::Input, Hook::Forward, Hook::Output, Hook::Postrouting}) {
        if (toString(hook) == chainName) {
            return hook;
        }
    }
    return std::nullopt;
}

std::string_view toString(Policy policy)
{
    return policy == Policy::Accept ? "ACCEPT" : "DROP";
}

const Chain *Table::chain(std::string_view chainName) const
{
    return findByName(chains, chainName);
}

Chain *Table::chain(std::string_view chainName)
{
    return findByName(chains, chainName);
}

const Table *Ruleset::table(std::string_view tableName) const
{
    return findByName(tables, tableName);
}

Table *Ruleset::table(std::string_view tableName)
{
    return findByName(tables, tableName);
}

std::size_t Ruleset::ruleCount() const
{
    std::size_t count = 0;
    for (const Table &entry : tables) {
        for (const Chain &chain : entry.chains) {
            count += chain.rules.size();
        }
    }
    return count;
}

bool isNativeRule(const Rule &rule)
{
    return std::any_of(rule.matches.begin(), rule.matches.end(), [](const Match &match) {
        const auto *opaque = std::get_if<OpaqueMatch>(&match);
        return opaque != nullptr && opaque->name == nativeModule;
    });
}

bool hasNativePart(const Chain &chain)
{
    return chain.nativeHook || std::any_of(chain.rules.begin(), chain.rules.end(), isNativeRule);
}

const Rule *ruleAt(const Ruleset &ruleset, const Location &location)
{
    if (location.number == 0 || location.backend != ruleset.backend
        || location.family != ruleset.family) {
        return nullptr;
    }
    const Table *table = ruleset.table(location.table);
    const Chain *chain = table == nullptr ? nullptr : table->chain(location.chain);
    if (chain == nullptr || location.number > chain->rules.size()) {
        return nullptr;
    }
    return &chain->rules[location.number - 1];
}

bool isValidChainName(std::string_view name)
{
    if (name.empty() || name.size() > maxChainNameLength || name.front() == '-'
        || name.front() == '!') {
        return false;
    }
    return std::all_of(name.begin(), name.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != 0x7f;
    });
}

bool isBuiltInChain(std::string_view table, std::string_view chain)
{
    const auto hook = parseHook(chain);
    if (!hook) {
        return false;
    }
    if (table == "mangle") {
        return true;
    }
    if (table == "nat") {
        return *hook != Hook::Forward;
    }
    if (table == "raw") {
        return *hook == Hook::Prerouting || *hook == Hook::Output;
    }
    if (table == "filter" || table == "security") {
        return *hook == Hook::Input || *hook == Hook::Forward || *hook == Hook::Output;
    }
    return false;
}

bool isKnownTable(std::string_view table)
{
    return table == "raw" || table == "mangle" || table == "nat" || table == "filter"
        || table == "security";
}

} // namespace Portlight::Core
