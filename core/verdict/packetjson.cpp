// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/packetjson.h"

#include "core/ruleset/ruleset.h"
#include "core/verdict/packetjsondetails.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <limits>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::json;

constexpr std::size_t maxLineBytes = std::size_t{64} * 1024;
constexpr std::size_t maxLocalAddresses = 4096;

struct FlagName {
    std::string_view name;
    std::uint8_t flag;
};
constexpr FlagName flagNames[] = {{"FIN", TcpFin}, {"SYN", TcpSyn}, {"RST", TcpRst},
                                  {"PSH", TcpPsh}, {"ACK", TcpAck}, {"URG", TcpUrg},
                                  {"ECE", TcpEce}, {"CWR", TcpCwr}};

/// Fills a packet key by key; the first failure stays.
class PacketReader
{
public:
    PacketReader(const Json &object, Family family)
        : m_object(object)
    {
        m_packet.family = family;
    }

    Result<Packet> read()
    {
        // Addresses and "icmp" are read in the light of the family.
        if (m_object.contains("family")) {
            readFamily(m_object["family"]);
        }
        for (const auto &[key, value] : m_object.items()) {
            if (m_error) {
                break;
            }
            if (key != "family" && !readKey(key, value)) {
                fail(key, "is not a packet option");
            }
        }
        if (m_error) {
            return tl::unexpected<Error>(*m_error);
        }
        return m_packet;
    }

private:
    void fail(const std::string &key, const std::string &reason)
    {
        if (!m_error) {
            m_error = Error{
                ErrorCode::InvalidArgument, "read packet", "\"" + key + "\": " + reason, {}, {}};
        }
    }

    bool readKey(const std::string &key, const Json &value)
    {
        if (key == "id") {
            readId(value);
        } else if (key == "hook") {
            readWord(key, value, "input, output or forward", parseWay, m_packet.way);
        } else if (key == "state") {
            readWord(key, value, "NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED", parseFlowState,
                     m_packet.state);
        } else if (key == "protocol") {
            readProtocol(value);
        } else if (key == "source") {
            m_packet.source = readAddress(key, value);
        } else if (key == "destination") {
            m_packet.destination = readAddress(key, value);
        } else if (key == "local_address") {
            readLocalAddresses(value);
        } else if (key == "in_interface") {
            m_packet.inInterface = readInterface(key, value);
        } else if (key == "out_interface") {
            m_packet.outInterface = readInterface(key, value);
        } else if (key == "tcp_flags") {
            readFlags(value);
        } else if (key == "mac_source") {
            readWord(key, value, "a hardware address like 02:00:00:00:00:01", MacAddress::parse,
                     m_packet.macSource);
        } else {
            return readNumberKey(key, value) || readDetail(key, value);
        }
        return true;
    }

    bool readDetail(const std::string &key, const Json &value)
    {
        std::string problem;
        const bool known = readPacketDetail(key, value, m_packet, problem);
        if (!problem.empty()) {
            fail(key, problem);
        }
        return known;
    }

    bool readNumberKey(const std::string &key, const Json &value)
    {
        if (key == "sport") {
            m_packet.sourcePort = readNumber<std::uint16_t>(key, value);
        } else if (key == "dport") {
            m_packet.destinationPort = readNumber<std::uint16_t>(key, value);
        } else if (key == "icmp_type") {
            m_packet.icmpType = readNumber<std::uint8_t>(key, value);
        } else if (key == "icmp_code") {
            m_packet.icmpCode = readNumber<std::uint8_t>(key, value);
        } else if (key == "uid") {
            m_packet.uid = readNumber<std::uint32_t>(key, value);
        } else if (key == "mark") {
            m_packet.mark = readMark(value);
        } else {
            return false;
        }
        return true;
    }

    template<typename Number> Number readNumber(const std::string &key, const Json &value)
    {
        constexpr std::uint64_t limit = std::numeric_limits<Number>::max();
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > limit) {
            fail(key, "must be a whole number from 0 to " + std::to_string(limit));
            return 0;
        }
        return static_cast<Number>(value.get<std::uint64_t>());
    }

    /// A number, or text as people write marks: "0x10".
    std::uint32_t readMark(const Json &value)
    {
        if (!value.is_string()) {
            return readNumber<std::uint32_t>("mark", value);
        }
        std::string_view text = value.get_ref<const std::string &>();
        const bool isHex = text.starts_with("0x");
        if (isHex) {
            text.remove_prefix(2);
        }
        std::uint32_t mark = 0;
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), mark, isHex ? 16 : 10);
        if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
            fail("mark", "must be a number from 0 to 0xffffffff");
        }
        return mark;
    }

    template<typename Parse, typename Value>
    void readWord(const std::string &key, const Json &value, std::string_view expected, Parse parse,
                  Value &result)
    {
        const auto parsed = value.is_string() ? parse(value.get_ref<const std::string &>())
                                              : decltype(parse(std::string_view())){};
        if (!parsed) {
            fail(key, "must be " + std::string(expected));
            return;
        }
        result = *parsed;
    }

    void readFamily(const Json &value)
    {
        readWord("family", value, "ipv4 or ipv6", parseFamily, m_packet.family);
    }

    void readId(const Json &value)
    {
        if (value.is_string()) {
            m_packet.id = value.get<std::string>();
        } else if (value.is_number_integer()) {
            m_packet.id = value.dump();
        } else {
            fail("id", "must be a string or a whole number");
        }
    }

    void readProtocol(const Json &value)
    {
        if (value.is_number()) {
            m_packet.protocol = readNumber<std::uint8_t>("protocol", value);
            return;
        }
        readWord("protocol", value, "a protocol name or number", parseProtocol, m_packet.protocol);
        if (m_packet.family == Family::Ipv6 && m_packet.protocol == ProtocolIcmp) {
            m_packet.protocol = ProtocolIcmpv6;
        }
    }

    std::optional<IpAddress> readAddress(const std::string &key, const Json &value)
    {
        const auto address = value.is_string()
            ? IpAddress::parse(value.get_ref<const std::string &>())
            : std::nullopt;
        if (!address || address->family != m_packet.family) {
            fail(key,
                 m_packet.family == Family::Ipv4 ? "must be an IPv4 address"
                                                 : "must be an IPv6 address");
            return std::nullopt;
        }
        return address;
    }

    void readLocalAddresses(const Json &value)
    {
        if (!value.is_array() || value.size() > maxLocalAddresses) {
            fail("local_address", "must be a list of addresses");
            return;
        }
        for (const Json &entry : value) {
            const auto address = entry.is_string()
                ? IpAddress::parse(entry.get_ref<const std::string &>())
                : std::nullopt;
            if (!address) {
                fail("local_address", "must be a list of addresses");
                return;
            }
            m_packet.localAddresses.push_back(*address);
        }
    }

    std::optional<std::string> readInterface(const std::string &key, const Json &value)
    {
        const std::string name = value.is_string() ? value.get<std::string>() : std::string();
        if (name.empty() || name.size() > maxInterfaceNameLength
            || name.find_first_of("/ \t\r\n") != std::string::npos) {
            fail(key, "must be the name of a network device");
            return std::nullopt;
        }
        return name;
    }

    void readFlags(const Json &value)
    {
        if (!value.is_array()) {
            fail("tcp_flags", "must be a list of SYN, ACK, FIN, RST, PSH, URG, ECE and CWR");
            return;
        }
        m_packet.tcpFlags = 0;
        for (const Json &entry : value) {
            std::uint8_t flag = 0;
            for (const FlagName &name : flagNames) {
                if (entry.is_string() && entry.get_ref<const std::string &>() == name.name) {
                    flag = name.flag;
                }
            }
            if (flag == 0) {
                fail("tcp_flags", "must be a list of SYN, ACK, FIN, RST, PSH, URG, ECE and CWR");
                return;
            }
            m_packet.tcpFlags = static_cast<std::uint8_t>(m_packet.tcpFlags | flag);
        }
    }

    const Json &m_object;
    Packet m_packet;
    std::optional<Error> m_error;
};

} // namespace

Result<Packet> parsePacketJson(std::string_view line, Family defaultFamily)
{
    if (line.size() > maxLineBytes) {
        return failure(ErrorCode::LimitExceeded, "read packet", "the line is too long");
    }
    const Json object = Json::parse(line.begin(), line.end(), nullptr, false);
    if (object.is_discarded() || !object.is_object()) {
        return failure(ErrorCode::ParseFailed, "read packet", "not a JSON object");
    }
    return PacketReader(object, defaultFamily).read();
}

} // namespace Portlight::Core
