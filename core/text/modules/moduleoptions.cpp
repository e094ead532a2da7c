// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/modules/moduleoptions.h"

#include "core/text/values.h"

#include <algorithm>

namespace Portlight::Core
{

std::optional<ModuleOptions> ModuleOptions::read(std::string_view text, ArgumentList &arguments)
{
    constexpr std::size_t firstOption = 2; // after "-m NAME"
    if (!arguments.split(text) || arguments.size() < firstOption || arguments[0].value != "-m") {
        return std::nullopt;
    }
    ModuleOptions result;
    bool inverted = false;
    for (std::size_t i = firstOption; i < arguments.size(); ++i) {
        const Argument &argument = arguments[i];
        if (!argument.quoted && argument.value == "!") {
            if (inverted) {
                return std::nullopt;
            }
            inverted = true;
        } else if (!argument.quoted && argument.value.starts_with("--")) {
            result.m_options.push_back({argument.value.substr(2), {}, inverted});
            inverted = false;
        } else if (result.m_options.empty() || inverted) {
            return std::nullopt; // "--option ! VALUE" is not how anything is printed
        } else {
            result.m_options.back().values.push_back(argument.value);
        }
    }
    return inverted ? std::nullopt : std::optional(std::move(result));
}

std::optional<ModuleOptions::Option> ModuleOptions::take(std::string_view name, std::size_t values)
{
    const auto found =
        std::find_if(m_options.begin(), m_options.end(), [name](const Option &option) {
            return option.name == name;
        });
    if (found == m_options.end() || found->values.size() != values) {
        return std::nullopt;
    }
    Option option = std::move(*found);
    m_options.erase(found);
    return option;
}

bool ModuleOptions::takeFlag(std::string_view name)
{
    const auto option = take(name, 0);
    if (option && option->inverted) {
        refuse();
    }
    return option.has_value();
}

std::optional<bool> ModuleOptions::takeNegatableFlag(std::string_view name)
{
    const auto option = take(name, 0);
    return option ? std::optional(!option->inverted) : std::nullopt;
}

std::optional<Negatable<std::uint32_t>> ModuleOptions::takeNumber(std::string_view name,
                                                                  std::uint64_t limit)
{
    const auto option = take(name);
    if (!option) {
        return std::nullopt;
    }
    const auto number = parseUnsigned(option->values.front(), limit);
    if (!number) {
        refuse();
        return std::nullopt;
    }
    return Negatable<std::uint32_t>{static_cast<std::uint32_t>(*number), option->inverted};
}

std::optional<Range<std::uint32_t>> ModuleOptions::range(std::string_view text, std::uint64_t limit,
                                                         char separator)
{
    const std::size_t at = text.find(separator);
    const std::string_view begin = text.substr(0, at);
    const std::string_view end =
        at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    const bool single = at == std::string_view::npos;
    const auto first =
        begin.empty() && !single ? std::optional<std::uint64_t>(0) : parseUnsigned(begin, limit);
    const auto last = single ? first
        : end.empty()        ? std::optional<std::uint64_t>(limit)
                             : parseUnsigned(end, limit);
    if (!first || !last) {
        refuse();
        return std::nullopt;
    }
    return Range<std::uint32_t>{static_cast<std::uint32_t>(*first),
                                static_cast<std::uint32_t>(*last)};
}

std::optional<Negatable<Range<std::uint32_t>>>
ModuleOptions::takeRange(std::string_view name, std::uint64_t limit, char separator)
{
    const auto option = take(name);
    if (!option) {
        return std::nullopt;
    }
    const auto parsed = range(option->values.front(), limit, separator);
    if (!parsed) {
        return std::nullopt;
    }
    return Negatable<Range<std::uint32_t>>{*parsed, option->inverted};
}

std::optional<Negatable<PortRange>> ModuleOptions::takePorts(std::string_view name)
{
    const auto option = take(name);
    if (!option) {
        return std::nullopt;
    }
    const auto ports = parsePortRange(option->values.front());
    if (!ports) {
        refuse();
        return std::nullopt;
    }
    return Negatable<PortRange>{*ports, option->inverted};
}

std::optional<Negatable<IpNetwork>> ModuleOptions::takeNetwork(std::string_view name, Family family)
{
    const auto option = take(name);
    if (!option) {
        return std::nullopt;
    }
    const auto network = IpNetwork::parse(option->values.front());
    if (!network || network->address.family != family) {
        refuse();
        return std::nullopt;
    }
    return Negatable<IpNetwork>{*network, option->inverted};
}

std::shared_ptr<const ModuleCondition> moduleCondition(std::string_view module,
                                                       std::string_view text, Family family)
{
    constexpr ModuleParser (*groups[])(std::string_view) = {
        packetModuleParser,    transportModuleParser, connectionModuleParser, hostModuleParser,
        extensionModuleParser, timeModuleParser,      u32ModuleParser};
    for (const auto &group : groups) {
        const ModuleParser parser = group(module);
        if (parser == nullptr) {
            continue;
        }
        ArgumentList arguments;
        auto options = ModuleOptions::read(text, arguments);
        if (!options) {
            return nullptr;
        }
        auto condition = parser(*options, family);
        if (!condition || !options->done()) {
            return nullptr;
        }
        return std::make_shared<const ModuleCondition>(std::move(*condition));
    }
    return nullptr;
}

} // namespace Portlight::Core
