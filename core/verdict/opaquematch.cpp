// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "core/verdict/matcher.h"

#include <charconv>

namespace Portlight::Core
{

namespace
{

struct Option {
    std::string name;
    std::string value; ///< empty when the option has none
    bool inverted = false;
};

/// The options of a module's text ("-m iprange ! --src-range A-B"), or nothing if it is not of that
/// shape.
std::optional<std::vector<Option>> optionsOf(const OpaqueMatch &match)
{
    const Result<std::vector<std::string>> words = splitArguments(match.text);
    if (!words) {
        return std::nullopt;
    }
    std::size_t at = 0;
    if (words->size() >= 2 && words->front() == "-m") {
        at = 2;
    }
    std::vector<Option> options;
    bool invert = false;
    for (; at < words->size(); ++at) {
        const std::string &text = (*words)[at];
        if (text == "!") {
            invert = true;
        } else if (text.starts_with("--")) {
            options.push_back({text.substr(2), {}, invert});
            invert = false;
        } else if (!options.empty() && options.back().value.empty()) {
            options.back().value = text;
        } else {
            return std::nullopt;
        }
    }
    return options;
}

Answer iprange(const std::vector<Option> &options, const Packet &packet, std::string_view &unknown)
{
    Answer result = Answer::Yes;
    for (const Option &option : options) {
        const bool isSource = option.name == "src-range";
        if (!isSource && option.name != "dst-range") {
            return Answer::CannotTell;
        }
        const std::size_t dash = option.value.find('-');
        const auto first = IpAddress::parse(std::string_view(option.value).substr(0, dash));
        const auto last = dash == std::string::npos
            ? first
            : IpAddress::parse(std::string_view(option.value).substr(dash + 1));
        if (!first || !last) {
            return Answer::CannotTell;
        }
        const std::optional<IpAddress> &address = isSource ? packet.source : packet.destination;
        if (!address) {
            unknown = isSource ? "source" : "destination";
            result = Answer::CannotTell;
        } else if ((*first <= *address && *address <= *last) == option.inverted) {
            return Answer::No;
        }
    }
    return result;
}

template<typename Number> std::optional<Number> parseNumber(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

Answer owner(const std::vector<Option> &options, const MatchContext &context,
             std::string_view &unknown)
{
    const Packet &packet = context.packet;
    Answer result = Answer::Yes;
    for (const Option &option : options) {
        if (packet.way == Way::Forward) {
            // No socket here: only negated options hold.
            if (!option.inverted) {
                return Answer::No;
            }
            continue;
        }
        if (option.name != "uid-owner") {
            unknown = "owner";
            result = Answer::CannotTell;
            continue;
        }
        const std::size_t dash = option.value.find('-');
        const auto first =
            parseNumber<std::uint32_t>(std::string_view(option.value).substr(0, dash));
        const auto last = dash == std::string::npos
            ? first
            : parseNumber<std::uint32_t>(std::string_view(option.value).substr(dash + 1));
        if (!first || !last || !packet.uid) {
            unknown = first && last ? "uid" : "owner";
            result = Answer::CannotTell;
        } else if ((*first <= *packet.uid && *packet.uid <= *last) == option.inverted) {
            return Answer::No;
        }
    }
    return result;
}

} // namespace

MatchAnswer evaluateOpaque(const OpaqueMatch &match, const MatchContext &context)
{
    std::string_view unknown = match.name;
    const bool isIprange = match.name == "iprange";
    if (!isIprange && match.name != "owner") {
        return {Answer::CannotTell, unknown};
    }
    const std::optional<std::vector<Option>> options = optionsOf(match);
    if (!options || options->empty()) {
        return {Answer::CannotTell, unknown};
    }
    const Answer answer =
        isIprange ? iprange(*options, context.packet, unknown) : owner(*options, context, unknown);
    return {answer, answer == Answer::CannotTell ? unknown : std::string_view()};
}

} // namespace Portlight::Core
