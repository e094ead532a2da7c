// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Puts aliases in the place of addresses and names, so that a report can be shown to strangers:
/// "host-1" for an address, "net-1" for a network (its prefix length stays), "mac-1", "name-1". The
/// same address has the same alias in every text that one object sees. Loopback and unspecified
/// addresses stay: all computers have them.
class Hiding
{
public:
    /// A host name or a user name that is to be hidden where it stands as a word.
    void addName(const std::string &name);

    /// The text with aliases. Every run of characters that reads as an IPv4, IPv6 or hardware
    /// address counts as one, whatever it was meant for.
    std::string hidden(std::string_view text);

    std::size_t addresses() const; ///< how many different ones were hidden so far
    std::size_t names() const;

private:
    std::string aliasOf(const std::string &kind, const std::string &value);
    struct Alias {
        std::string text;
        std::size_t length = 0; ///< of what it replaces
    };
    std::optional<Alias> aliasAt(std::string_view word, std::string_view rest);

    std::vector<std::string> m_names;
    std::map<std::string, std::string> m_aliases; ///< by value, in its canonical form
    std::map<std::string, std::size_t> m_counts; ///< aliases given so far, by kind
};

} // namespace Portlight::Core
