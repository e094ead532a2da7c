// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report/hiding.h"

#include "core/packet/address.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t macLength = 17;

bool isLetter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// What an address or a name can be made of, beside its first and last character.
bool isWordCharacter(char character)
{
    return isLetter(character) || isDigit(character) || character == '.' || character == ':'
        || character == '-' || character == '_' || static_cast<unsigned char>(character) >= 0x80;
}

bool isHexadecimal(char character)
{
    return isDigit(character) || (character >= 'a' && character <= 'f')
        || (character >= 'A' && character <= 'F');
}

bool isMac(std::string_view word)
{
    if (word.size() != macLength) {
        return false;
    }
    for (std::size_t index = 0; index < word.size(); ++index) {
        const bool separator = index % 3 == 2;
        if (separator ? word[index] != ':' : !isHexadecimal(word[index])) {
            return false;
        }
    }
    return true;
}

/// "/24" that follows an address; nothing when no number does.
std::optional<unsigned> prefixLength(std::string_view rest)
{
    if (rest.size() < 2 || rest[0] != '/') {
        return std::nullopt;
    }
    unsigned length = 0;
    const auto end = std::from_chars(rest.data() + 1, rest.data() + rest.size(), length);
    return end.ec == std::errc() && length <= 128 ? std::optional(length) : std::nullopt;
}

/// The address of a whole network: nothing behind its prefix.
bool isNetwork(const IpAddress &address, unsigned prefix)
{
    if (prefix >= address.size() * 8) {
        return false;
    }
    const IpNetwork network = IpNetwork::fromPrefix(address, prefix);
    for (std::size_t index = 0; index < address.size(); ++index) {
        if ((address.bytes[index] & ~network.mask[index]) != 0) {
            return false;
        }
    }
    return true;
}

bool tellsNothing(const IpAddress &address)
{
    return address.isLoopback() || address.isUnspecified();
}

/// The longest beginning of a word that reads as an address: "10.0.0.1:80" has one, and so has
/// "10.0.0.1." at the end of a sentence.
std::optional<std::pair<IpAddress, std::size_t>> addressAtFront(std::string_view word)
{
    constexpr std::size_t longest = 45; // INET6_ADDRSTRLEN without its zero
    constexpr std::size_t shortest = 2; // "::"
    for (std::size_t length = std::min(word.size(), longest); length >= shortest; --length) {
        const bool cut =
            length < word.size() && isHexadecimal(word[length]) && isHexadecimal(word[length - 1]);
        const auto address = cut ? std::nullopt : IpAddress::parse(word.substr(0, length));
        if (address) {
            return std::pair(*address, length);
        }
    }
    return std::nullopt;
}

} // namespace

void Hiding::addName(const std::string &name)
{
    constexpr std::size_t shortest = 2;
    if (name.size() >= shortest && name != "localhost"
        && std::find(m_names.begin(), m_names.end(), name) == m_names.end()) {
        m_names.push_back(name);
    }
}

std::string Hiding::aliasOf(const std::string &kind, const std::string &value)
{
    const auto known = m_aliases.find(value);
    if (known != m_aliases.end()) {
        return known->second;
    }
    std::string alias = kind + '-' + std::to_string(++m_counts[kind]);
    m_aliases.emplace(value, alias);
    return alias;
}

/// The alias for what a word begins with, and how much of the word it replaces; `rest` follows the
/// word in the text.
std::optional<Hiding::Alias> Hiding::aliasAt(std::string_view word, std::string_view rest)
{
    const std::string_view front = word.substr(0, macLength);
    if (isMac(front) && (word.size() == macLength || word[macLength] != ':')) {
        return Alias{aliasOf("mac", std::string(front)), macLength};
    }
    for (const std::string &name : m_names) {
        const bool sameName = word.starts_with(name)
            && (word.size() == name.size() || word[name.size()] == '.' || word[name.size()] == ':');
        if (sameName) {
            return Alias{aliasOf("name", name), name.size()};
        }
    }
    const auto found = addressAtFront(word);
    if (!found || tellsNothing(found->first)) {
        return std::nullopt;
    }
    const auto &[address, length] = *found;
    const auto prefix = length == word.size() ? prefixLength(rest) : std::nullopt;
    const bool network = prefix && isNetwork(address, *prefix);
    return Alias{aliasOf(network ? "net" : "host", address.toString()), length};
}

std::string Hiding::hidden(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    std::size_t index = 0;
    while (index < text.size()) {
        if (!isWordCharacter(text[index])) {
            result += text[index++];
            continue;
        }
        std::size_t end = index;
        while (end < text.size() && isWordCharacter(text[end])) {
            ++end;
        }
        const std::string_view word = text.substr(index, end - index);
        // "dst:10.0.0.1" and "10.0.0.1-10.0.0.9" hold one, too: each place behind a separator.
        for (std::size_t begin = 0; begin < word.size();) {
            const char before = begin == 0 ? ' ' : word[begin - 1];
            const bool starts = !isLetter(before) && !isDigit(before) && before != '.'
                && (before != ':' || word[begin] != ':');
            const auto alias =
                starts ? aliasAt(word.substr(begin), text.substr(end)) : std::nullopt;
            result += alias ? alias->text : std::string(1, word[begin]);
            begin += alias ? alias->length : 1;
        }
        index = end;
    }
    return result;
}

std::size_t Hiding::addresses() const
{
    return m_aliases.size() - names();
}

std::size_t Hiding::names() const
{
    const auto count = m_counts.find("name");
    return count == m_counts.end() ? 0 : count->second;
}

} // namespace Portlight::Core
