// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftjson.h"

#include "core/text/nftexpr.h"
#include "core/text/nftexprvalues.h"
#include "core/text/nftwords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::string_view operationName = "read nftables";

/// Line and column of a byte, both from 1.
TextPosition positionOf(std::string_view text, std::size_t byte)
{
    const std::string_view before = text.substr(0, byte > 0 ? byte - 1 : 0);
    const auto lines = static_cast<unsigned>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t last = before.rfind('\n');
    const std::size_t column = before.size() - (last == std::string_view::npos ? 0 : last + 1);
    return {lines + 1, static_cast<unsigned>(column) + 1};
}

std::string word(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

/// One word, or a list of them.
std::vector<std::string> words(const Json &object, const char *name)
{
    std::vector<std::string> list;
    const auto found = object.find(name);
    if (found == object.end()) {
        return list;
    }
    for (const Json &one : found->is_array() ? *found : Json::array({*found})) {
        list.push_back(one.is_string() ? one.get<std::string>() : one.dump());
    }
    return list;
}

std::string joined(const std::vector<std::string> &list, const char *separator)
{
    std::string text;
    for (const std::string &one : list) {
        text += text.empty() ? "" : separator;
        text += one;
    }
    return text;
}

class Reader
{
public:
    Result<NativeRuleset> read(const Json &document)
    {
        const auto list = document.is_object() ? document.find("nftables") : document.end();
        if (!document.is_object() || list == document.end() || !list->is_array()) {
            return wrong("expected an object with the list \"nftables\"");
        }
        for (const Json &item : *list) {
            ++m_item;
            if (!item.is_object() || item.size() != 1 || !item.begin().value().is_object()) {
                return wrong("expected an object of one member");
            }
            if (!readItem(item.begin().key(), item.begin().value())) {
                return tl::unexpected(std::move(m_error));
            }
        }
        for (std::size_t i = 0; i < m_ruleset.tables.size(); ++i) {
            compile(m_ruleset.tables[i], m_waiting[i]);
        }
        return std::move(m_ruleset);
    }

private:
    /// What is read when all sets of a table are known. Points into the document.
    struct Waiting {
        struct RuleAt {
            std::size_t chain;
            std::size_t rule;
            const Json *statements;
        };
        struct ElementsAt {
            std::size_t set;
            const Json *elements;
        };
        std::vector<RuleAt> rules;
        std::vector<ElementsAt> elements;
        std::map<std::string, std::size_t, std::less<>> sets;
    };

    tl::unexpected<Error> wrong(const std::string &message) const
    {
        return failure(ErrorCode::ParseFailed, std::string(operationName), message,
                       m_item == 0 ? std::string() : "item " + std::to_string(m_item));
    }
    bool fail(const std::string &message)
    {
        m_error = wrong(message).value();
        return false;
    }

    bool readItem(const std::string &kind, const Json &object)
    {
        if (kind == "metainfo") {
            return true;
        }
        if (kind == "table") {
            return readTable(object);
        }
        const auto found = m_tables.find(word(object, "family") + ' ' + word(object, "table"));
        if (found == m_tables.end()) {
            return fail("\"" + kind + "\" belongs to no table that was named before");
        }
        NativeTable &table = m_ruleset.tables[found->second];
        Waiting &waiting = m_waiting[found->second];
        if (kind == "chain") {
            return readChain(table, object);
        }
        if (kind == "rule") {
            return readRule(table, waiting, object);
        }
        if (kind == "set" || kind == "map" || kind == "meter") {
            return readSet(table, waiting, object);
        }
        if (kind == "element") {
            return readElements(table, waiting, object);
        }
        table.others.push_back(kind + ' ' + word(object, "name"));
        return true;
    }

    bool readTable(const Json &object)
    {
        NativeTable table;
        table.family = word(object, "family");
        table.name = word(object, "name");
        if (table.family.empty() || table.name.empty()) {
            return fail("a table needs a family and a name");
        }
        table.handle = number(object, "handle");
        table.flags = words(object, "flags");
        const bool ofIptables = table.family == "ip" || table.family == "ip6";
        const bool ofLinkLayer = table.family == "arp" || table.family == "bridge";
        table.sharedWithIptables = (ofIptables && isKnownTable(table.name))
            || (ofLinkLayer && (table.name == "filter" || table.name == "nat"));
        table.owner = ownerOfNativeTable(table.family, table.name);
        if (!m_tables.emplace(table.family + ' ' + table.name, m_ruleset.tables.size()).second) {
            return fail("table " + table.family + ' ' + table.name + " is there twice");
        }
        m_ruleset.tables.push_back(std::move(table));
        m_waiting.emplace_back();
        return true;
    }

    bool readChain(NativeTable &table, const Json &object)
    {
        NativeChain chain;
        chain.name = word(object, "name");
        if (chain.name.empty() || findChain(table, chain.name) != nullptr) {
            return fail("a chain without a name, or twice: " + chain.name);
        }
        chain.handle = number(object, "handle");
        chain.type = word(object, "type");
        chain.hook = word(object, "hook");
        chain.device = joined(words(object, "dev"), ", ");
        const auto priority = object.find("prio");
        if (priority != object.end()) {
            if (!priority->is_number_integer()) {
                return fail("the priority of chain " + chain.name + " is not a number");
            }
            chain.priority = priority->get<int>();
        }
        const std::string policy = word(object, "policy");
        if (policy == "accept" || policy == "drop") {
            chain.policy = policy == "drop" ? Policy::Drop : Policy::Accept;
        } else if (!policy.empty()) {
            return fail("\"" + policy + "\" is not a policy");
        }
        m_chains.emplace(keyOf(table, chain.name), table.chains.size());
        table.chains.push_back(std::move(chain));
        return true;
    }

    bool readRule(NativeTable &table, Waiting &waiting, const Json &object)
    {
        NativeChain *chain = findChain(table, word(object, "chain"));
        const auto expressions = object.find("expr");
        if (chain == nullptr) {
            return fail("a rule of a chain that is not there: " + word(object, "chain"));
        }
        if (expressions == object.end() || !expressions->is_array()) {
            return fail("a rule needs the list \"expr\"");
        }
        NativeRule &rule = chain->rules.emplace_back();
        rule.handle = number(object, "handle");
        rule.comment = word(object, "comment");
        rule.json = expressions->dump();
        rule.text = nftRuleWords(*expressions, table.family);
        waiting.rules.push_back({static_cast<std::size_t>(chain - table.chains.data()),
                                 chain->rules.size() - 1, &*expressions});
        for (const Json &statement : *expressions) {
            const auto counter =
                statement.is_object() ? statement.find("counter") : statement.end();
            if (statement.is_object() && counter != statement.end() && counter->is_object()) {
                rule.counters = Counters{number(*counter, "packets"), number(*counter, "bytes")};
                break;
            }
        }
        return true;
    }

    bool readSet(NativeTable &table, Waiting &waiting, const Json &object)
    {
        NativeSet set;
        set.name = word(object, "name");
        if (set.name.empty()) {
            return fail("a set without a name");
        }
        set.handle = number(object, "handle");
        set.type = joined(words(object, "type"), " . ");
        set.mapsTo = joined(words(object, "map"), " . ");
        set.flags = words(object, "flags");
        if (object.contains("size")) {
            set.size = number(object, "size");
        }
        set.keyTypes = typesOf(set.type);
        if (set.mapsTo != "verdict") {
            set.dataTypes = typesOf(set.mapsTo);
        }
        set.changes = std::find(set.flags.begin(), set.flags.end(), "dynamic") != set.flags.end();
        addElements(set, waiting, table.sets.size(), object);
        waiting.sets.emplace(set.name, table.sets.size());
        table.sets.push_back(std::move(set));
        return true;
    }

    /// "ipv4_addr . inet_service"
    static std::vector<NftType> typesOf(std::string_view names)
    {
        constexpr std::string_view separator = " . ";
        std::vector<NftType> types;
        while (!names.empty()) {
            const std::size_t end = names.find(separator);
            types.push_back(nftTypeNamed(names.substr(0, end)));
            names = end == std::string_view::npos ? std::string_view()
                                                  : names.substr(end + separator.size());
        }
        return types;
    }

    /// Newer versions list the elements on their own.
    bool readElements(NativeTable &table, Waiting &waiting, const Json &object)
    {
        const std::string name = word(object, "name");
        const auto set = waiting.sets.find(name);
        if (set == waiting.sets.end()) {
            return fail("elements of a set that is not there: " + name);
        }
        addElements(table.sets[set->second], waiting, set->second, object);
        return true;
    }

    static void addElements(NativeSet &set, Waiting &waiting, std::size_t index, const Json &object)
    {
        const auto elements = object.find("elem");
        if (elements == object.end()) {
            return;
        }
        waiting.elements.push_back({index, &*elements});
        for (const Json &element : elements->is_array() ? *elements : Json::array({*elements})) {
            ++set.elementCount;
            if (set.elements.size() < maxNativeElements) {
                set.elements.push_back(nftElementWords(element, set.type));
            }
        }
    }

    static void compile(NativeTable &table, Waiting &waiting)
    {
        std::vector<NftElements> members;
        for (const NativeSet &set : table.sets) {
            members.emplace_back(std::max<std::size_t>(set.keyTypes.size(), 1));
        }
        for (const auto &[index, elements] : waiting.elements) {
            const NativeSet &set = table.sets[index];
            addNftElements(members[index], *elements,
                           set.keyTypes.empty() ? std::vector{NftType::Unknown} : set.keyTypes,
                           set.dataTypes, !set.mapsTo.empty());
        }
        for (std::size_t i = 0; i < members.size(); ++i) {
            members[i].sort();
            table.sets[i].members = std::make_shared<const NftElements>(std::move(members[i]));
        }
        for (const auto &[chain, rule, statements] : waiting.rules) {
            for (const Json &statement : *statements) {
                markChangedSet(table, waiting, statement);
            }
        }
        const NftScope scope{table.family, table.sets, std::move(waiting.sets)};
        for (const auto &[chain, rule, statements] : waiting.rules) {
            table.chains[chain].rules[rule].program = nftProgramOf(*statements, scope);
        }
    }

    static void markChangedSet(NativeTable &table, const Waiting &waiting, const Json &statement)
    {
        for (const char *kind : {"set", "map"}) {
            const auto update = statement.is_object() ? statement.find(kind) : statement.end();
            if (!statement.is_object() || update == statement.end() || !update->is_object()) {
                continue;
            }
            const std::string name = word(*update, kind);
            const auto set = name.empty() ? waiting.sets.end()
                                          : waiting.sets.find(std::string_view(name).substr(1));
            if (set != waiting.sets.end()) {
                table.sets[set->second].changes = true;
            }
        }
    }

    static std::string keyOf(const NativeTable &table, const std::string &chain)
    {
        return table.family + ' ' + table.name + ' ' + chain;
    }

    NativeChain *findChain(NativeTable &table, const std::string &name)
    {
        const auto found = m_chains.find(keyOf(table, name));
        return found == m_chains.end() ? nullptr : &table.chains[found->second];
    }

    NativeRuleset m_ruleset;
    std::vector<Waiting> m_waiting; ///< one a table
    std::unordered_map<std::string, std::size_t> m_tables;
    std::unordered_map<std::string, std::size_t> m_chains;
    std::size_t m_item = 0;
    Error m_error;
};

} // namespace

Result<NativeRuleset> parseNftJson(std::string_view text)
{
    if (text.size() > maxNftJsonBytes) {
        return failure(ErrorCode::LimitExceeded, std::string(operationName),
                       "the text is longer than 64 MiB");
    }
    // The text of nft is one line that ends with a line break; looked at before anything is built,
    // because values nest as deep as the brackets do.
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\' ? 1U : 0U;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxNftJsonDepth) {
                return failure(ErrorCode::LimitExceeded, std::string(operationName),
                               "the text nests too deep", {}, positionOf(text, i + 1));
            }
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    try {
        return Reader().read(Json::parse(text));
    } catch (const Json::parse_error &error) {
        return failure(ErrorCode::ParseFailed, std::string(operationName), "this is not JSON",
                       error.what(), positionOf(text, error.byte));
    } catch (const Json::exception &error) {
        // A number that fits nowhere, or a member of an unexpected type.
        return failure(ErrorCode::ParseFailed, std::string(operationName),
                       "this is not what nft prints", error.what());
    }
}

} // namespace Portlight::Core
