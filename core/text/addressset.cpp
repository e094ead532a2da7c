// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/addressset.h"

#include "core/text/saveparser.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

void addNames(const std::string &text, std::vector<std::string> &names)
{
    const auto words = splitArguments(text);
    for (std::size_t i = 0; words && i + 1 < words->size(); ++i) {
        const std::string &option = (*words)[i];
        const bool named = option == "--match-set" || option == "--add-set" || option == "--del-set"
            || option == "--map-set";
        const std::string &name = (*words)[i + 1];
        if (named && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
}

} // namespace

std::vector<std::string> setsOf(const Rule &rule)
{
    std::vector<std::string> names;
    for (const Match &match : rule.matches) {
        const auto *opaque = std::get_if<OpaqueMatch>(&match);
        if (opaque != nullptr && opaque->name == "set") {
            addNames(opaque->text, names);
        }
    }
    if (rule.target.name == "SET") {
        addNames(rule.target.options, names);
    }
    return names;
}

} // namespace Portlight::Core
