// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetspace.h"

#include <algorithm>
#include <set>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t longestName = 15; ///< IFNAMSIZ - 1

bool covers(std::string_view pattern, std::string_view name)
{
    if (pattern.ends_with('+')) {
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    }
    return pattern == name;
}

/// A name that begins with `prefix`, is not mentioned and begins with no longer prefix; empty when
/// the prefix is so long that there is none.
std::string otherName(const std::string &prefix, const std::set<std::string> &names,
                      const std::set<std::string> &prefixes)
{
    for (unsigned suffix = 0; suffix < 100'000; ++suffix) {
        std::string name = prefix + "z" + std::to_string(suffix);
        if (name.size() > longestName) {
            break;
        }
        const bool taken = names.contains(name)
            || std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string &other) {
                               return other.size() > prefix.size() && name.starts_with(other);
                           });
        if (!taken) {
            return name;
        }
    }
    return {};
}

} // namespace

DeviceNames::DeviceNames(std::span<const std::string> patterns)
{
    std::set<std::string> names{"lo"};
    std::set<std::string> prefixes;
    for (const std::string &pattern : patterns) {
        if (pattern.ends_with('+')) {
            prefixes.insert(pattern.substr(0, pattern.size() - 1));
        } else if (!pattern.empty()) {
            names.insert(pattern);
        }
    }
    prefixes.erase(std::string());
    for (const std::string &name : names) {
        m_names.push_back(name);
        m_labels.push_back(name);
    }
    for (const std::string &prefix : prefixes) {
        if (std::string name = otherName(prefix, names, prefixes); !name.empty()) {
            m_names.push_back(std::move(name));
            m_labels.push_back(prefix + '+');
        }
    }
    m_names.push_back(otherName("other", names, prefixes));
    m_labels.emplace_back();
}

std::vector<unsigned> DeviceNames::matching(std::string_view pattern) const
{
    std::vector<unsigned> numbers;
    for (unsigned i = 0; i < m_names.size(); ++i) {
        if (covers(pattern, m_names[i])) {
            numbers.push_back(i);
        }
    }
    return numbers;
}

unsigned DeviceNames::numberOf(std::string_view name) const
{
    // A mentioned name is itself; else the longest prefix decides, and last comes any other device.
    unsigned best = static_cast<unsigned>(m_names.size()) - 1;
    std::size_t length = 0;
    for (unsigned i = 0; i < m_names.size(); ++i) {
        if (m_labels[i] == name) {
            return i;
        }
        if (m_labels[i].size() > length && m_labels[i].ends_with('+')
            && covers(m_labels[i], name)) {
            best = i;
            length = m_labels[i].size();
        }
    }
    return best;
}

} // namespace Portlight::Core
