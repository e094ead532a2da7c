// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/nativetext.h"

#include <vector>

namespace Portlight::App
{

namespace
{

using Kind = Core::Target::Kind;

/// Blanks separate, double quotes group: a log prefix may hold any word.
std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> all;
    std::size_t start = 0;
    bool isQuoted = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool isEnd = i == text.size();
        if (!isEnd && text[i] == '"') {
            isQuoted = !isQuoted;
        }
        if (isEnd || (text[i] == ' ' && !isQuoted)) {
            if (i > start) {
                all.push_back(text.substr(start, i - start));
            }
            start = i + 1;
        }
    }
    return all;
}

} // namespace

Core::Target nativeTarget(std::string_view text)
{
    Core::Target target;
    const auto all = words(text);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto word = all[i];
        const auto next = i + 1 < all.size() ? all[i + 1] : std::string_view();
        if (word == "vmap") {
            return {Kind::Opaque, "vmap", {}};
        }
        if (word == "accept") {
            return {Kind::Accept, "ACCEPT", {}};
        }
        if (word == "drop") {
            return {Kind::Drop, "DROP", {}};
        }
        if (word == "reject") {
            return {Kind::Reject, "REJECT", {}};
        }
        if (word == "return") {
            return {Kind::Return, "RETURN", {}};
        }
        if (word == "jump" || word == "goto") {
            return {word == "jump" ? Kind::Jump : Kind::Goto, std::string(next), {}};
        }
        if (word == "masquerade") {
            return {Kind::SourceNat, "MASQUERADE", {}};
        }
        if (word == "snat") {
            return {Kind::SourceNat, "SNAT", {}};
        }
        if (word == "dnat" || word == "redirect") {
            return {Kind::DestinationNat, word == "dnat" ? "DNAT" : "REDIRECT", {}};
        }
        if (word == "queue") {
            return {Kind::Queue, "NFQUEUE", {}};
        }
        if (word == "notrack") {
            target = {Kind::Notrack, "NOTRACK", {}};
        } else if (word == "log") {
            target = {Kind::Log, "LOG", {}};
        } else if (word == "set" && i > 1 && (all[i - 2] == "meta" || all[i - 2] == "ct")) {
            target = {Kind::Mark, "MARK", {}};
        }
    }
    return target;
}

} // namespace Portlight::App
