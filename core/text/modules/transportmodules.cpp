// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/modules/moduleoptions.h"
#include "core/text/values.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

struct ChunkName {
    std::string_view name;
    std::uint8_t type;
    /// The letters of its flags from bit 7 to bit 0; '-' where it has none (libxt_sctp.c).
    std::string_view flags;
};
constexpr ChunkName chunkNames[] = {
    {"DATA", 0, "----IUBE"},
    {"INIT", 1, ""},
    {"INIT_ACK", 2, ""},
    {"SACK", 3, ""},
    {"HEARTBEAT", 4, ""},
    {"HEARTBEAT_ACK", 5, ""},
    {"ABORT", 6, "-------T"},
    {"SHUTDOWN", 7, ""},
    {"SHUTDOWN_ACK", 8, ""},
    {"ERROR", 9, ""},
    {"COOKIE_ECHO", 10, ""},
    {"COOKIE_ACK", 11, ""},
    {"ECN_ECNE", 12, ""},
    {"ECN_CWR", 13, ""},
    {"SHUTDOWN_COMPLETE", 14, "-------T"},
    {"I_DATA", 64, "----IUBE"},
    {"RE_CONFIG", 130, ""},
    {"PAD", 132, ""},
    {"ASCONF", 193, ""},
    {"ASCONF_ACK", 128, ""},
    {"FORWARD_TSN", 192, ""},
    {"I_FORWARD_TSN", 194, ""},
};

/// Calls `use` for each part between commas until it answers false.
template<typename Use> bool forEachPart(std::string_view list, Use use)
{
    while (true) {
        const std::size_t comma = list.find(',');
        if (!use(list.substr(0, comma))) {
            return false;
        }
        if (comma == std::string_view::npos) {
            return true;
        }
        list.remove_prefix(comma + 1);
    }
}

/// "DATA:Be": B is set, E is not.
bool addChunk(std::string_view text, std::vector<SctpCondition::Chunk> &chunks)
{
    const std::size_t colon = text.find(':');
    const auto *const named =
        std::find_if(std::begin(chunkNames), std::end(chunkNames), [&](const ChunkName &chunk) {
            return chunk.name == text.substr(0, colon);
        });
    if (named == std::end(chunkNames)) {
        return false;
    }
    SctpCondition::Chunk chunk;
    chunk.type = named->type;
    for (const char letter :
         colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1)) {
        const bool set = letter >= 'A' && letter <= 'Z';
        const char upper = set ? letter : static_cast<char>(letter - 'a' + 'A');
        const std::size_t place = named->flags.find(upper);
        if (place == std::string_view::npos) {
            return false;
        }
        const auto bit = static_cast<std::uint8_t>(0x80U >> place);
        chunk.flagsMask |= bit;
        chunk.flags |= set ? bit : 0;
    }
    chunks.push_back(chunk);
    return true;
}

std::optional<ModuleCondition> parseSctp(ModuleOptions &options, Family)
{
    SctpCondition condition;
    condition.sourcePorts = options.takePorts("sport");
    condition.destinationPorts = options.takePorts("dport");
    const auto types = options.take("chunk-types", 2);
    if (!types) {
        return std::nullopt;
    }
    condition.inverted = types->inverted;
    const std::string_view mode = types->values[0];
    if (mode != "all" && mode != "any" && mode != "only") {
        return std::nullopt;
    }
    condition.mode = mode == "all" ? SctpCondition::Mode::All
        : mode == "any"            ? SctpCondition::Mode::Any
                                   : SctpCondition::Mode::Only;
    if (types->values[1] == "ALL" || types->values[1] == "NONE") {
        for (unsigned type = 0; types->values[1] == "ALL" && type < 256; ++type) {
            condition.chunks.push_back({static_cast<std::uint8_t>(type), 0, 0});
        }
        return ModuleCondition{std::move(condition)};
    }
    if (!forEachPart(types->values[1], [&condition](std::string_view part) {
            return addChunk(part, condition.chunks);
        })) {
        return std::nullopt;
    }
    return ModuleCondition{std::move(condition)};
}

std::optional<ModuleCondition> parseDccp(ModuleOptions &options, Family)
{
    constexpr std::string_view names[] = {"REQUEST", "RESPONSE", "DATA",   "ACK",
                                          "DATAACK", "CLOSEREQ", "CLOSE",  "RESET",
                                          "SYNC",    "SYNCACK",  "INVALID"};
    DccpCondition condition;
    condition.sourcePorts = options.takePorts("sport");
    condition.destinationPorts = options.takePorts("dport");
    const auto types = options.take("dccp-types");
    if (!types) {
        return std::nullopt;
    }
    condition.inverted = types->inverted;
    if (!forEachPart(types->values.front(), [&condition, &names](std::string_view part) {
            const auto *const found = std::find(std::begin(names), std::end(names), part);
            if (found == std::end(names)) {
                return false;
            }
            condition.types |= static_cast<std::uint16_t>(1U << (found - std::begin(names)));
            return true;
        })) {
        return std::nullopt;
    }
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> spi(ModuleOptions &options, std::uint8_t protocol,
                                   std::string_view option, std::uint64_t limit, Family family)
{
    SpiCondition condition;
    condition.protocol = protocol;
    condition.family = family;
    condition.spi.value.last = static_cast<std::uint32_t>(limit);
    if (const auto given = options.takeRange(option, limit)) {
        condition.spi = *given;
    }
    if (protocol == ProtocolAh && family == Family::Ipv6) {
        condition.length = options.takeNumber("ahlen", 0xffffffff);
        condition.reservedIsZero = options.takeFlag("ahres");
    }
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseEsp(ModuleOptions &options, Family family)
{
    return spi(options, ProtocolEsp, "espspi", 0xffffffff, family);
}

std::optional<ModuleCondition> parseAh(ModuleOptions &options, Family family)
{
    return spi(options, ProtocolAh, "ahspi", 0xffffffff, family);
}

std::optional<ModuleCondition> parseIpcomp(ModuleOptions &options, Family family)
{
    return spi(options, ProtocolIpcomp, "ipcompspi", 0xffff, family);
}

} // namespace

ModuleParser transportModuleParser(std::string_view module)
{
    return module == "sctp"  ? parseSctp
        : module == "dccp"   ? parseDccp
        : module == "esp"    ? parseEsp
        : module == "ah"     ? parseAh
        : module == "ipcomp" ? parseIpcomp
                             : nullptr;
}

} // namespace Portlight::Core
