// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/modules/moduleoptions.h"
#include "core/text/values.h"

namespace Portlight::Core
{

namespace
{

constexpr std::size_t maxTests = 11; // xt_u32.h
constexpr std::size_t maxParts = 11;

/// Reads "0x6&0xff=0x1&&0x4&0x1fff=0x0": tests joined by "&&", each a location and its values.
class U32Reader
{
public:
    explicit U32Reader(std::string_view text)
        : m_text(text)
    {
    }

    std::optional<std::vector<U32Condition::Test>> read()
    {
        std::vector<U32Condition::Test> tests;
        do {
            U32Condition::Test test;
            if (tests.size() == maxTests || !readLocation(test) || !readValues(test)) {
                return std::nullopt;
            }
            tests.push_back(std::move(test));
        } while (accept("&&"));
        skipSpace();
        return m_text.empty() ? std::optional(std::move(tests)) : std::nullopt;
    }

private:
    void skipSpace()
    {
        while (m_text.starts_with(' ')) {
            m_text.remove_prefix(1);
        }
    }

    bool accept(std::string_view word)
    {
        skipSpace();
        if (!m_text.starts_with(word)) {
            return false;
        }
        m_text.remove_prefix(word.size());
        return true;
    }

    std::optional<std::uint32_t> number()
    {
        skipSpace();
        const std::size_t end = m_text.find_first_not_of("0123456789abcdefABCDEFxX");
        const std::string_view word = m_text.substr(0, end);
        const auto value = parseUnsigned(word, 0xffffffff);
        if (!value) {
            return std::nullopt;
        }
        m_text.remove_prefix(word.size());
        return static_cast<std::uint32_t>(*value);
    }

    bool readLocation(U32Condition::Test &test)
    {
        const auto start = number();
        test.start = start.value_or(0);
        if (!start) {
            return false;
        }
        using Kind = U32Condition::Step::Kind;
        while (!accept("=")) {
            const auto kind = accept("<<") ? std::optional(Kind::Left)
                : accept(">>")             ? std::optional(Kind::Right)
                : accept("&")              ? std::optional(Kind::And)
                : accept("@")              ? std::optional(Kind::At)
                                           : std::nullopt;
            const auto operand = kind ? number() : std::nullopt;
            if (!operand || test.steps.size() == maxParts) {
                return false;
            }
            test.steps.push_back({*kind, *operand});
        }
        return true;
    }

    bool readValues(U32Condition::Test &test)
    {
        do {
            const auto first = number();
            const auto last = first && accept(":") ? number() : first;
            if (!last || test.values.size() == maxParts) {
                return false;
            }
            test.values.push_back({*first, *last});
        } while (accept(","));
        return true;
    }

    std::string_view m_text;
};

std::optional<ModuleCondition> parseU32(ModuleOptions &options, Family)
{
    const auto option = options.take("u32");
    if (!option) {
        return std::nullopt;
    }
    auto tests = U32Reader(option->values.front()).read();
    if (!tests) {
        return std::nullopt;
    }
    return ModuleCondition{U32Condition{std::move(*tests), option->inverted}};
}

} // namespace

ModuleParser u32ModuleParser(std::string_view module)
{
    return module == "u32" ? parseU32 : nullptr;
}

} // namespace Portlight::Core
