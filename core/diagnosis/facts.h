// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/diagnosis/factcodes.h"

#include <string>
#include <utility>

namespace Portlight::Core
{

/// A fact code that is known to be in factCodes, with the right number of arguments. Any other one
/// does not compile.
template<std::size_t arguments> struct KnownFactCode {
    std::string_view code;
    // NOLINTNEXTLINE(google-explicit-constructor): so that a literal is enough
    consteval KnownFactCode(const char *text)
        : code(text)
    {
        for (const FactCode &known : factCodes) {
            if (known.code == code && known.arguments == arguments) {
                return;
            }
        }
        throw "not in factcodes.h, or another number of arguments";
    }
};

template<typename... Arguments>
Fact fact(KnownFactCode<sizeof...(Arguments)> code, Arguments &&...arguments)
{
    return Fact{std::string(code.code), {std::string(std::forward<Arguments>(arguments))...}};
}

} // namespace Portlight::Core
