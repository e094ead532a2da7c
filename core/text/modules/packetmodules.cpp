// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/modules/moduleoptions.h"
#include "core/text/values.h"

namespace Portlight::Core
{

namespace
{

using Field = NumberTest::Field;

std::optional<ModuleCondition> numbers(std::vector<NumberTest> tests)
{
    if (tests.empty()) {
        return std::nullopt;
    }
    return ModuleCondition{NumberCondition{std::move(tests)}};
}

std::optional<ModuleCondition> parseLength(ModuleOptions &options, Family)
{
    const auto length = options.takeRange("length", 65535);
    if (!length) {
        return std::nullopt;
    }
    return numbers({{Field::Length, 0xffffffff, length->value, length->inverted}});
}

std::optional<ModuleCondition> hops(ModuleOptions &options, std::string_view prefix)
{
    constexpr std::uint64_t most = 255;
    const std::string name(prefix);
    if (const auto equal = options.takeNumber(name + "-eq", most)) {
        return numbers({{Field::Ttl, 0xff, {equal->value, equal->value}, equal->inverted}});
    }
    // ip6t_hl.c and xt_hl.c: real "less" and "greater".
    if (const auto less = options.takeNumber(name + "-lt", most)) {
        if (less->inverted) {
            return std::nullopt;
        }
        return less->value == 0 ? numbers({{Field::Ttl, 0xff, {0, most}, true}})
                                : numbers({{Field::Ttl, 0xff, {0, less->value - 1}, false}});
    }
    if (const auto greater = options.takeNumber(name + "-gt", most)) {
        if (greater->inverted) {
            return std::nullopt;
        }
        return numbers({{Field::Ttl, 0xff, {greater->value + 1, most}, false}});
    }
    return std::nullopt;
}

std::optional<ModuleCondition> parseTtl(ModuleOptions &options, Family)
{
    return hops(options, "ttl");
}

std::optional<ModuleCondition> parseHopLimit(ModuleOptions &options, Family)
{
    return hops(options, "hl");
}

/// "V/M" or "V": (number & M) == V.
std::optional<NumberTest> masked(ModuleOptions &options, std::string_view name, Field field,
                                 std::uint64_t limit)
{
    const auto option = options.take(name);
    if (!option) {
        return std::nullopt;
    }
    const std::string_view text = option->values.front();
    const std::size_t slash = text.find('/');
    // iproute2 comes with one name each, and iptables prints it.
    const std::string_view number = text.substr(0, slash);
    const bool named = (field == Field::Realm && number == "cosmos")
        || (field != Field::Realm && number == "default");
    const auto value = named ? std::optional<std::uint64_t>(0) : parseUnsigned(number, limit);
    const auto mask = slash == std::string_view::npos
        ? std::optional<std::uint64_t>(limit)
        : parseUnsigned(text.substr(slash + 1), limit);
    if (!value || !mask) {
        options.refuse(); // a name of rt_realms, group or connlabel
        return std::nullopt;
    }
    const auto word = static_cast<std::uint32_t>(*value);
    return NumberTest{field, static_cast<std::uint32_t>(*mask), {word, word}, option->inverted};
}

std::optional<ModuleCondition> oneMasked(ModuleOptions &options, std::string_view name, Field field,
                                         std::uint64_t limit)
{
    const auto test = masked(options, name, field, limit);
    return test ? numbers({*test}) : std::nullopt;
}

std::optional<ModuleCondition> parseTos(ModuleOptions &options, Family)
{
    return oneMasked(options, "tos", Field::TrafficClass, 0xff);
}

std::optional<ModuleCondition> parseDscp(ModuleOptions &options, Family)
{
    const auto dscp = options.takeNumber("dscp", 63);
    if (!dscp) {
        return std::nullopt;
    }
    const std::uint32_t bits = dscp->value << 2U;
    return numbers({{Field::TrafficClass, 0xfc, {bits, bits}, dscp->inverted}});
}

std::optional<ModuleCondition> parseCpu(ModuleOptions &options, Family)
{
    const auto cpu = options.takeNumber("cpu", 0xffffffff);
    if (!cpu) {
        return std::nullopt;
    }
    return numbers({{Field::Cpu, 0xffffffff, {cpu->value, cpu->value}, cpu->inverted}});
}

std::optional<ModuleCondition> parseDeviceGroup(ModuleOptions &options, Family)
{
    std::vector<NumberTest> tests;
    for (const auto &[name, field] :
         {std::pair("src-group", Field::InGroup), std::pair("dst-group", Field::OutGroup)}) {
        if (const auto test = masked(options, name, field, 0xffffffff)) {
            tests.push_back(*test);
        }
    }
    return numbers(std::move(tests));
}

std::optional<ModuleCondition> parseRealm(ModuleOptions &options, Family)
{
    return oneMasked(options, "realm", Field::Realm, 0xffffffff);
}

std::optional<ModuleCondition> parseConnectionMark(ModuleOptions &options, Family)
{
    return oneMasked(options, "mark", Field::ConnectionMark, 0xffffffff);
}

std::optional<ModuleCondition> parseEcn(ModuleOptions &options, Family)
{
    EcnCondition condition;
    condition.tcpCwr = options.takeNegatableFlag("ecn-tcp-cwr");
    condition.tcpEce = options.takeNegatableFlag("ecn-tcp-ece");
    if (const auto ect = options.takeNumber("ecn-ip-ect", 3)) {
        condition.ipEct = {static_cast<std::uint8_t>(ect->value), ect->inverted};
    }
    if (!condition.tcpCwr && !condition.tcpEce && !condition.ipEct) {
        return std::nullopt;
    }
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseAddressRange(ModuleOptions &options, Family family)
{
    AddressRangeCondition condition;
    for (const auto &[name, part] : {std::pair("src-range", &AddressRangeCondition::source),
                                     std::pair("dst-range", &AddressRangeCondition::destination)}) {
        const auto option = options.take(name);
        if (!option) {
            continue;
        }
        const std::string_view text = option->values.front();
        const std::size_t dash = text.find('-');
        const auto first = IpAddress::parse(text.substr(0, dash));
        const auto last =
            dash == std::string_view::npos ? first : IpAddress::parse(text.substr(dash + 1));
        if (!first || !last || first->family != family || last->family != family) {
            return std::nullopt;
        }
        condition.*part = {{*first, *last}, option->inverted};
    }
    if (!condition.source && !condition.destination) {
        return std::nullopt;
    }
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseLinkType(ModuleOptions &options, Family)
{
    const auto type = options.take("pkt-type");
    if (!type) {
        return std::nullopt;
    }
    for (const auto &[name, value] :
         {std::pair("unicast", LinkType::Unicast), std::pair("broadcast", LinkType::Broadcast),
          std::pair("multicast", LinkType::Multicast)}) {
        if (type->values.front() == name) {
            return ModuleCondition{LinkTypeCondition{value, type->inverted}};
        }
    }
    return std::nullopt;
}

std::optional<ModuleCondition> parseTcpMss(ModuleOptions &options, Family)
{
    const auto size = options.takePorts("mss");
    if (!size) {
        return std::nullopt;
    }
    return ModuleCondition{TcpMssCondition{{size->value.first, size->value.last}, size->inverted}};
}

std::optional<ModuleCondition> parseAccounting(ModuleOptions &options, Family)
{
    if (!options.take("nfacct-name")) {
        return std::nullopt;
    }
    return ModuleCondition{AlwaysCondition{}};
}

/// ICMP type 255 is "any" to the kernel, whatever code stands beside it.
std::optional<ModuleCondition> parseIcmp(ModuleOptions &options, Family family)
{
    const auto type = options.take("icmp-type");
    if (!type || family != Family::Ipv4
        || !(type->values.front() == "255" || type->values.front().starts_with("255/"))) {
        return std::nullopt;
    }
    return ModuleCondition{AlwaysCondition{ProtocolIcmp, type->inverted}};
}

} // namespace

ModuleParser packetModuleParser(std::string_view module)
{
    struct Entry {
        std::string_view name;
        ModuleParser parser;
    };
    static constexpr Entry entries[] = {
        {"length", parseLength},    {"ttl", parseTtl},
        {"hl", parseHopLimit},      {"tos", parseTos},
        {"dscp", parseDscp},        {"cpu", parseCpu},
        {"realm", parseRealm},      {"devgroup", parseDeviceGroup},
        {"ecn", parseEcn},          {"connmark", parseConnectionMark},
        {"pkttype", parseLinkType}, {"iprange", parseAddressRange},
        {"tcpmss", parseTcpMss},    {"nfacct", parseAccounting},
        {"icmp", parseIcmp},
    };
    for (const Entry &entry : entries) {
        if (entry.name == module) {
            return entry.parser;
        }
    }
    return nullptr;
}

} // namespace Portlight::Core
