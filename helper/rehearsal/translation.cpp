// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/translation.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace Portlight::Helper
{

namespace
{

constexpr std::size_t mostTranslations = 64;

std::string_view firstWord(std::string_view text)
{
    return text.substr(0, text.find_first_of(" \n"));
}

/// "192.0.2.1", "192.0.2.1-192.0.2.9:80-90", "[fd00::1]:80". Nothing: there is no address in it.
std::optional<Translation> destinationIn(std::string_view word)
{
    std::string_view address = word;
    std::string_view port;
    if (word.starts_with('[')) {
        const std::size_t end = word.find(']');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        address = word.substr(1, end - 1);
        port = word.substr(end + 1);
    } else if (std::count(word.begin(), word.end(), ':') == 1) {
        address = word.substr(0, word.find(':'));
        port = word.substr(word.find(':'));
    }
    const auto first = Core::IpAddress::parse(std::string(address.substr(0, address.find('-'))));
    if (!first) {
        return std::nullopt;
    }
    Translation translation{*first, std::nullopt, {}};
    std::uint16_t number = 0;
    if (port.size() > 1
        && std::from_chars(port.data() + 1, port.data() + port.size(), number).ec == std::errc()
        && number > 0) {
        translation.port = number;
    }
    return translation;
}

class Collector
{
public:
    explicit Collector(Core::Family family)
        : m_family(family)
    {
    }

    void add(std::optional<Translation> translation, std::string rule)
    {
        if (translation && translation->address.family != m_family) {
            return;
        }
        if (translation && m_found.known.size() < mostTranslations) {
            translation->rule = std::move(rule);
            m_found.known.push_back(*std::move(translation));
        } else if (m_found.unknown.size() < mostTranslations) {
            m_found.unknown.push_back(std::move(rule));
        }
    }

    void addNat(const Core::Ruleset &ruleset)
    {
        constexpr std::string_view option = "--to-destination ";
        const Core::Table *nat = ruleset.table("nat");
        if (nat == nullptr) {
            return;
        }
        for (const Core::Chain &chain : nat->chains) {
            for (const Core::Rule &rule : chain.rules) {
                const std::string_view options = rule.target.options;
                const std::size_t at = options.find(option);
                // Without an address only the port changes.
                if (rule.target.kind == Core::Target::Kind::DestinationNat
                    && at != std::string_view::npos
                    && !firstWord(options.substr(at + option.size())).starts_with(':')) {
                    add(destinationIn(firstWord(options.substr(at + option.size()))), rule.text);
                }
            }
        }
    }

    /// `table`: as nft prints it. In tables of all families a destination says which it is of.
    void addNative(std::string_view table)
    {
        const std::string_view head = table.substr(0, table.find('\n'));
        const bool other =
            head.starts_with(m_family == Core::Family::Ipv4 ? "table ip6 " : "table ip ");
        while (!other && !table.empty()) {
            const std::string_view line = table.substr(0, table.find('\n'));
            table.remove_prefix(std::min(line.size() + 1, table.size()));
            const std::size_t at = line.find(" dnat ");
            if (at == std::string_view::npos) {
                continue;
            }
            std::string_view to = line.substr(at + 6);
            const bool ofTheOther = to.starts_with(m_family == Core::Family::Ipv4 ? "ip6 " : "ip ");
            const std::size_t word = to.find("to ");
            if (ofTheOther || word == std::string_view::npos) {
                continue;
            }
            to.remove_prefix(word + 3);
            if (!to.starts_with(':')) {
                add(destinationIn(firstWord(to)),
                    std::string(line.substr(line.find_first_not_of('\t'))));
            }
        }
    }

    Translations take()
    {
        return std::move(m_found);
    }

private:
    Core::Family m_family;
    Translations m_found;
};

/// What is changed is read in a copy; a change that cannot be made is refused by others.
Core::Ruleset changed(Core::Ruleset ruleset, const std::vector<Core::Change> &changes)
{
    for (const Core::Change &change : changes) {
        const Core::ChainPlace *place = Core::placeOf(change);
        if (place != nullptr && place->backend == ruleset.backend
            && place->family == ruleset.family) {
            (void)Core::applyChange(ruleset, change);
        }
    }
    return ruleset;
}

bool changesNat(const Core::Ruleset &ruleset, const std::vector<Core::Change> &changes)
{
    return std::any_of(changes.begin(), changes.end(), [&ruleset](const Core::Change &change) {
        const Core::ChainPlace *place = Core::placeOf(change);
        return place != nullptr && place->backend == ruleset.backend
            && place->family == ruleset.family && place->table == "nat";
    });
}

} // namespace

Translations translationsOf(const std::vector<Core::Ruleset> &rulesets,
                            const std::vector<std::string> &nativeTables,
                            const std::vector<Core::Change> &changes, Core::Family family)
{
    Collector found(family);
    for (const Core::Ruleset &ruleset : rulesets) {
        if (ruleset.family != family) {
            continue;
        }
        found.addNat(ruleset);
        if (changesNat(ruleset, changes)) {
            found.addNat(changed(ruleset, changes));
        }
    }
    for (const std::string &table : nativeTables) {
        found.addNative(table);
    }
    return found.take();
}

} // namespace Portlight::Helper
