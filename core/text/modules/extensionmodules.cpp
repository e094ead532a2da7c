// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/modules/moduleoptions.h"
#include "core/text/values.h"

namespace Portlight::Core
{

namespace
{

std::optional<ModuleCondition> parseFragment(ModuleOptions &options, Family)
{
    FragmentHeaderCondition condition;
    condition.id = options.takeRange("fragid", 0xffffffff);
    condition.length = options.takeNumber("fraglen", 0xffffffff);
    condition.reservedIsZero = options.takeFlag("fragres");
    condition.first = options.takeFlag("fragfirst");
    condition.more = options.takeFlag("fragmore");
    condition.last = options.takeFlag("fraglast");
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseRouting(ModuleOptions &options, Family)
{
    RoutingHeaderCondition condition;
    condition.type = options.takeNumber("rt-type", 0xffffffff);
    condition.segmentsLeft = options.takeRange("rt-segsleft", 0xffffffff);
    condition.length = options.takeNumber("rt-len", 0xffffffff);
    return ModuleCondition{condition}; // the --rt-0-… options are not understood
}

/// "TYPE[:LENGTH],…"
bool readOptions(std::string_view list, std::vector<OptionsHeaderCondition::Option> &result)
{
    while (true) {
        const std::size_t comma = list.find(',');
        const std::string_view part = list.substr(0, comma);
        const std::size_t colon = part.find(':');
        const auto type = parseUnsigned(part.substr(0, colon), 255);
        const auto length = colon == std::string_view::npos
            ? std::optional<std::uint64_t>()
            : parseUnsigned(part.substr(colon + 1), 255);
        if (!type || (colon != std::string_view::npos && !length)) {
            return false;
        }
        result.push_back(
            {static_cast<std::uint8_t>(*type),
             length ? std::optional(static_cast<std::uint8_t>(*length)) : std::nullopt});
        if (comma == std::string_view::npos) {
            return true;
        }
        list.remove_prefix(comma + 1);
    }
}

std::optional<ModuleCondition> optionsHeader(ModuleOptions &options, std::uint8_t protocol,
                                             const std::string &prefix)
{
    OptionsHeaderCondition condition;
    condition.protocol = protocol;
    condition.length = options.takeNumber(prefix + "-len", 0xffffffff);
    const auto list = options.take(prefix + "-opts");
    if (list && (list->inverted || !readOptions(list->values.front(), condition.options))) {
        return std::nullopt;
    }
    return ModuleCondition{std::move(condition)};
}

std::optional<ModuleCondition> parseHopByHop(ModuleOptions &options, Family)
{
    return optionsHeader(options, 0, "hbh");
}

std::optional<ModuleCondition> parseDestination(ModuleOptions &options, Family)
{
    return optionsHeader(options, ProtocolDestination, "dst");
}

std::optional<ModuleCondition> parseMobility(ModuleOptions &options, Family)
{
    MobilityCondition condition;
    if (const auto type = options.takeRange("mh-type", 255)) {
        condition.type = {static_cast<std::uint8_t>(type->value.first),
                          static_cast<std::uint8_t>(type->value.last)};
        condition.inverted = type->inverted;
    }
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseHeaderList(ModuleOptions &options, Family)
{
    struct Name {
        std::string_view text;
        std::uint8_t bit;
    };
    // linux/netfilter_ipv6/ip6t_ipv6header.h
    constexpr Name names[] = {{"hop-by-hop", 128}, {"hop", 128},  {"ipv6-opts", 64}, {"dst", 64},
                              {"ipv6-route", 32},  {"route", 32}, {"ipv6-frag", 16}, {"frag", 16},
                              {"ah", 8},           {"esp", 4},    {"ipv6-nonxt", 2}, {"none", 2},
                              {"proto", 1},        {"prot", 1}};
    HeaderListCondition condition;
    const auto header = options.take("header");
    condition.soft = options.takeFlag("soft");
    if (!header) {
        return std::nullopt;
    }
    condition.inverted = header->inverted;
    std::string_view list = header->values.front();
    while (true) {
        const std::size_t comma = list.find(',');
        const std::string_view part = list.substr(0, comma);
        std::uint8_t bit = 0;
        for (const Name &name : names) {
            bit = name.text == part ? name.bit : bit;
        }
        if (bit == 0) {
            return std::nullopt;
        }
        condition.headers |= bit;
        if (comma == std::string_view::npos) {
            return ModuleCondition{condition};
        }
        list.remove_prefix(comma + 1);
    }
}

std::optional<ModuleCondition> parseSegmentRouting(ModuleOptions &options, Family)
{
    // Its options only matter when there is such a header.
    for (const std::string_view name :
         {"srh-next-hdr", "srh-hdr-len-eq", "srh-hdr-len-gt", "srh-hdr-len-lt", "srh-segs-left-eq",
          "srh-segs-left-gt", "srh-segs-left-lt", "srh-last-entry-eq", "srh-last-entry-gt",
          "srh-last-entry-lt", "srh-tag", "srh-psid", "srh-nsid", "srh-lsid"}) {
        options.take(name);
    }
    return ModuleCondition{SegmentRoutingCondition{}};
}

std::optional<ModuleCondition> parseEui64(ModuleOptions &, Family)
{
    return ModuleCondition{Eui64Condition{}};
}

} // namespace

ModuleParser extensionModuleParser(std::string_view module)
{
    return module == "frag"      ? parseFragment
        : module == "rt"         ? parseRouting
        : module == "hbh"        ? parseHopByHop
        : module == "dst"        ? parseDestination
        : module == "mh"         ? parseMobility
        : module == "ipv6header" ? parseHeaderList
        : module == "srh"        ? parseSegmentRouting
        : module == "eui64"      ? parseEui64
                                 : nullptr;
}

} // namespace Portlight::Core
