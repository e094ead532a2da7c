// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftlisting.h"

#include <charconv>

namespace Portlight::Core
{

namespace
{

std::string_view trimmed(std::string_view line)
{
    constexpr std::string_view blanks = " \t\r";
    const std::size_t first = line.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::unordered_map<std::uint64_t, std::string> rulesOfListing(std::string_view text)
{
    std::unordered_map<std::uint64_t, std::string> rules;
    constexpr std::string_view mark = "# handle ";
    std::string rule; // long sets go over several lines
    bool inChain = false;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const std::size_t at = line.rfind(mark);
        std::uint64_t handle = 0;
        const bool ends = at != std::string_view::npos
            && std::from_chars(line.data() + at + mark.size(), line.data() + line.size(), handle)
                    .ptr
                == line.data() + line.size();
        const std::string_view words = ends ? trimmed(line.substr(0, at)) : line;
        if (words.starts_with("chain ") && words.ends_with('{')) {
            inChain = true;
            rule.clear();
        } else if (!inChain || line.empty() || (words.starts_with("type ") && !ends)
                   || (words.starts_with("comment \"") && !ends)) {
            continue;
        } else if (line == "}" && rule.empty()) {
            inChain = false;
        } else {
            rule += rule.empty() ? "" : " ";
            rule += words;
            if (ends) {
                rules.insert_or_assign(handle, rule);
                rule.clear();
            }
        }
    }
    return rules;
}

} // namespace Portlight::Core
