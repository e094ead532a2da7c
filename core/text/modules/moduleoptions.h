// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/condition.h"
#include "core/text/arguments.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// The options of one module, taken one by one; what is left in the end was not understood.
class ModuleOptions
{
public:
    struct Option {
        std::string_view name; ///< without the dashes
        std::vector<std::string_view> values;
        bool inverted = false;
    };

    /// Reads "-m NAME ! --option VALUE …". Nothing if it is not of that shape. Points into `text`
    /// and into `arguments`.
    static std::optional<ModuleOptions> read(std::string_view text, ArgumentList &arguments);

    /// The option with `values` values, and forgets it. Nothing when it is not there; when it is
    /// there twice or has another number of values it stays, so that done() says no.
    std::optional<Option> take(std::string_view name, std::size_t values = 1);
    /// A flag that cannot be inverted.
    bool takeFlag(std::string_view name);
    /// A flag that can: true plain, false inverted.
    std::optional<bool> takeNegatableFlag(std::string_view name);
    /// Every option was taken and every value was right.
    bool done() const
    {
        return m_options.empty() && !m_bad;
    }
    bool empty() const
    {
        return m_options.empty();
    }
    /// A value that cannot be understood: done() will say no.
    void refuse()
    {
        m_bad = true;
    }

    /// "N", with `limit` as the largest.
    std::optional<Negatable<std::uint32_t>> takeNumber(std::string_view name, std::uint64_t limit);
    /// "N", "N:M", ":M", "N:" with another separator where the module has one.
    std::optional<Negatable<Range<std::uint32_t>>>
    takeRange(std::string_view name, std::uint64_t limit, char separator = ':');
    std::optional<Negatable<PortRange>> takePorts(std::string_view name);
    std::optional<Negatable<IpNetwork>> takeNetwork(std::string_view name, Family family);

    std::optional<Range<std::uint32_t>> range(std::string_view text, std::uint64_t limit,
                                              char separator);

private:
    std::vector<Option> m_options;
    bool m_bad = false;
};

/// What a module's options say; nothing when a part of them is not understood.
using ModuleParser = std::optional<ModuleCondition> (*)(ModuleOptions &options, Family family);

/// The parser of a module, or null for those that cannot be evaluated.
ModuleParser packetModuleParser(std::string_view module); ///< length, ttl, tos, …
ModuleParser transportModuleParser(std::string_view module); ///< sctp, dccp, esp, ah, …
ModuleParser connectionModuleParser(std::string_view module); ///< conntrack, connbytes, …
ModuleParser hostModuleParser(std::string_view module); ///< owner, socket, policy, set, …
ModuleParser extensionModuleParser(std::string_view module); ///< frag, rt, hbh, …
ModuleParser timeModuleParser(std::string_view module);
ModuleParser u32ModuleParser(std::string_view module);

/// What an OpaqueMatch of this name and text says; null when it cannot be evaluated.
std::shared_ptr<const ModuleCondition> moduleCondition(std::string_view module,
                                                       std::string_view text, Family family);

} // namespace Portlight::Core
