// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/entryfilter.h"

#include "core/packet/packet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t longestWord = 64;

template<typename Number> std::optional<Number> toNumber(std::string_view text)
{
    const bool hexadecimal = text.starts_with("0x");
    if (hexadecimal) {
        text.remove_prefix(2);
    }
    Number number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, hexadecimal ? 16 : 10);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

/// A state, or the name of a helper: printable and short.
bool isWord(std::string_view text)
{
    return !text.empty() && text.size() <= longestWord
        && std::all_of(text.begin(), text.end(), [](char c) {
               return c > ' ' && c < 0x7f;
           });
}

template<typename T> bool take(std::optional<T> &field, std::optional<T> value)
{
    field = std::move(value);
    return field.has_value();
}

bool takeMark(EntryFilter &filter, std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos
        && !take(filter.markMask, toNumber<std::uint32_t>(text.substr(slash + 1)))) {
        return false;
    }
    return take(filter.mark, toNumber<std::uint32_t>(text.substr(0, slash)));
}

bool takeWord(std::string &field, const std::string &text)
{
    field = text;
    return isWord(text);
}

bool takeTranslated(EntryFilter &filter, const std::string &text)
{
    filter.translated = text == "yes";
    return text == "yes" || text == "no";
}

struct Key {
    std::string_view name;
    bool (*take)(EntryFilter &filter, const std::string &text);
};

constexpr std::array keys = {
    Key{"family",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.family, parseFamily(text));
        }},
    Key{"protocol",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.protocol, parseProtocol(text));
        }},
    Key{"source",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.source, IpNetwork::parse(text));
        }},
    Key{"destination",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.destination, IpNetwork::parse(text));
        }},
    Key{"address",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.address, IpNetwork::parse(text));
        }},
    Key{"source-port",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.sourcePort, toNumber<std::uint16_t>(text));
        }},
    Key{"port",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.port, toNumber<std::uint16_t>(text));
        }},
    Key{"state",
        [](EntryFilter &filter, const std::string &text) {
            return takeWord(filter.state, text);
        }},
    Key{"zone",
        [](EntryFilter &filter, const std::string &text) {
            return take(filter.zone, toNumber<std::uint16_t>(text));
        }},
    Key{"mark",
        [](EntryFilter &filter, const std::string &text) {
            return takeMark(filter, text);
        }},
    Key{"helper",
        [](EntryFilter &filter, const std::string &text) {
            return takeWord(filter.helper, text);
        }},
    Key{"translated",
        [](EntryFilter &filter, const std::string &text) {
            return takeTranslated(filter, text);
        }},
};

bool isIn(const std::optional<IpNetwork> &network, const IpAddress &address)
{
    return !network || network->contains(address);
}

template<typename Number> std::string hexadecimal(Number number)
{
    std::array<char, 16> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number, 16);
    return "0x" + std::string(text.data(), end);
}

} // namespace

bool EntryFilter::isEmpty() const
{
    return *this == EntryFilter();
}

bool EntryFilter::matches(const ConntrackEntry &entry) const
{
    const EntryTuple &first = entry.original;
    // The cheap ones first: this runs for each entry of a large table.
    if ((family && *family != first.source.family) || (protocol && *protocol != first.protocol)
        || (port && (!tracksPorts(first.protocol) || *port != first.destinationPort))
        || (sourcePort && (!tracksPorts(first.protocol) || *sourcePort != first.sourcePort))
        || (zone && *zone != entry.zone)
        || (mark
            && (entry.mark & markMask.value_or(std::numeric_limits<std::uint32_t>::max())) != *mark)
        || (!helper.empty() && helper != entry.helper)) {
        return false;
    }
    if (!isIn(source, first.source) || !isIn(destination, first.destination)
        || (address && !isIn(address, first.source) && !isIn(address, first.destination)
            && !isIn(address, entry.reply.source) && !isIn(address, entry.reply.destination))) {
        return false;
    }
    if (translated) {
        const Translation translation = translationOf(entry);
        if (*translated != (translation.source || translation.destination)) {
            return false;
        }
    }
    return state.empty() || state == stateText(entry);
}

Result<EntryFilter> parseEntryFilter(const std::map<std::string, std::string> &words)
{
    EntryFilter filter;
    for (const auto &[name, text] : words) {
        const auto *const key = std::find_if(keys.begin(), keys.end(), [&](const Key &known) {
            return known.name == name;
        });
        if (key == keys.end() || !key->take(filter, text)) {
            return failure(ErrorCode::InvalidArgument, "read a filter",
                           key == keys.end() ? "no such key: " + name.substr(0, longestWord)
                                             : "wrong value of " + name);
        }
    }
    return filter;
}

std::map<std::string, std::string> toWords(const EntryFilter &filter)
{
    std::map<std::string, std::string> words;
    if (filter.family) {
        words["family"] = toString(*filter.family);
    }
    if (filter.protocol) {
        words["protocol"] = std::to_string(*filter.protocol);
    }
    for (const auto &[name, network] :
         {std::pair("source", filter.source), std::pair("destination", filter.destination),
          std::pair("address", filter.address)}) {
        if (network) {
            words[name] = network->toString();
        }
    }
    for (const auto &[name, number] :
         {std::pair("source-port", filter.sourcePort), std::pair("port", filter.port),
          std::pair("zone", filter.zone)}) {
        if (number) {
            words[name] = std::to_string(*number);
        }
    }
    if (!filter.state.empty()) {
        words["state"] = filter.state;
    }
    if (filter.mark) {
        words["mark"] = hexadecimal(*filter.mark)
            + (filter.markMask ? '/' + hexadecimal(*filter.markMask) : std::string());
    }
    if (!filter.helper.empty()) {
        words["helper"] = filter.helper;
    }
    if (filter.translated) {
        words["translated"] = *filter.translated ? "yes" : "no";
    }
    return words;
}

} // namespace Portlight::Core
