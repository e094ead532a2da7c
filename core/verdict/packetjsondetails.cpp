// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/packetjsondetails.h"

#include "core/ruleset/ruleset.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <limits>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::json;

constexpr std::size_t maxList = 4096;

/// Reads one value; the first problem stays.
class DetailReader
{
public:
    DetailReader(const Json &value, std::string &problem)
        : m_value(value)
        , m_problem(problem)
    {
    }

    template<typename Number> std::optional<Number> number()
    {
        constexpr std::uint64_t limit = std::numeric_limits<Number>::max();
        if (!m_value.is_number_unsigned() || m_value.get<std::uint64_t>() > limit) {
            m_problem = "must be a whole number from 0 to " + std::to_string(limit);
            return std::nullopt;
        }
        return static_cast<Number>(m_value.get<std::uint64_t>());
    }

    std::optional<bool> flag()
    {
        if (!m_value.is_boolean()) {
            m_problem = "must be true or false";
            return std::nullopt;
        }
        return m_value.get<bool>();
    }

    std::optional<std::string> text(std::size_t limit)
    {
        if (!m_value.is_string() || m_value.get_ref<const std::string &>().size() > limit) {
            m_problem = "must be a text";
            return std::nullopt;
        }
        return m_value.get<std::string>();
    }

    std::optional<std::vector<std::uint8_t>> bytes()
    {
        const std::string digits =
            m_value.is_string() ? m_value.get<std::string>() : std::string("?");
        std::vector<std::uint8_t> result;
        for (std::size_t i = 0; i < digits.size(); i += 2) {
            std::uint8_t byte = 0;
            const char *const first = digits.data() + i;
            const char *const last = digits.data() + std::min(i + 2, digits.size());
            const auto [end, error] = std::from_chars(first, last, byte, 16);
            if (last - first != 2 || error != std::errc{} || end != last) {
                m_problem = "must be pairs of hexadecimal digits";
                return std::nullopt;
            }
            result.push_back(byte);
        }
        return result;
    }

    template<typename Number> std::optional<std::vector<Number>> numbers()
    {
        if (!m_value.is_array() || m_value.size() > maxList) {
            m_problem = "must be a list of numbers";
            return std::nullopt;
        }
        std::vector<Number> result;
        for (const Json &entry : m_value) {
            const auto one = DetailReader(entry, m_problem).number<Number>();
            if (!one) {
                return std::nullopt;
            }
            result.push_back(*one);
        }
        return result;
    }

    std::optional<IpAddress> address(Family family)
    {
        const auto parsed = m_value.is_string()
            ? IpAddress::parse(m_value.get_ref<const std::string &>())
            : std::nullopt;
        if (!parsed || parsed->family != family) {
            m_problem = "must be an address of the packet's family";
            return std::nullopt;
        }
        return parsed;
    }

    /// Calls `use` with each key of an object; it answers false for one that is not known.
    template<typename Use> void object(Use use)
    {
        if (!m_value.is_object()) {
            m_problem = "must be an object";
            return;
        }
        for (const auto &[key, value] : m_value.items()) {
            DetailReader reader(value, m_problem);
            if (!use(key, reader)) {
                m_problem = "has no part \"" + key + '"';
            }
            if (!m_problem.empty()) {
                return;
            }
        }
    }

    FlowTuple tuple(Family family)
    {
        FlowTuple tuple;
        object([&tuple, family](const std::string &key, DetailReader &value) {
            if (key == "source") {
                tuple.source = value.address(family);
            } else if (key == "destination") {
                tuple.destination = value.address(family);
            } else if (key == "sport") {
                tuple.sourcePort = value.number<std::uint16_t>();
            } else if (key == "dport") {
                tuple.destinationPort = value.number<std::uint16_t>();
            } else {
                return false;
            }
            return true;
        });
        return tuple;
    }

    FlowAmount amount()
    {
        FlowAmount amount;
        object([&amount](const std::string &key, DetailReader &value) {
            if (key == "packets") {
                amount.packets = value.number<std::uint64_t>().value_or(0);
            } else if (key == "bytes") {
                amount.bytes = value.number<std::uint64_t>().value_or(0);
            } else {
                return false;
            }
            return true;
        });
        return amount;
    }

    Connection connection(Family family)
    {
        Connection entry;
        object([&entry, family](const std::string &key, DetailReader &value) {
            if (key == "original") {
                entry.original = value.tuple(family);
            } else if (key == "reply") {
                entry.reply = value.tuple(family);
            } else if (key == "is_reply") {
                entry.isReply = value.flag();
            } else if (key == "expected") {
                entry.expected = value.flag();
            } else if (key == "seen_reply") {
                entry.seenReply = value.flag();
            } else if (key == "assured") {
                entry.assured = value.flag();
            } else if (key == "confirmed") {
                entry.confirmed = value.flag();
            } else if (key == "snat") {
                entry.sourceTranslated = value.flag();
            } else if (key == "dnat") {
                entry.destinationTranslated = value.flag();
            } else if (key == "expires") {
                entry.secondsLeft = value.number<std::uint32_t>();
            } else if (key == "mark") {
                entry.mark = value.number<std::uint32_t>();
            } else if (key == "labels") {
                entry.labels = value.numbers<std::uint16_t>();
            } else if (key == "helper") {
                entry.expectedBy = value.text(maxInterfaceNameLength);
            } else if (key == "original_amount") {
                entry.originalAmount = value.amount();
            } else if (key == "reply_amount") {
                entry.replyAmount = value.amount();
            } else {
                return false;
            }
            return true;
        });
        return entry;
    }

    std::vector<ExtensionHeader> extensionHeaders()
    {
        std::vector<ExtensionHeader> headers;
        if (!m_value.is_array() || m_value.size() > maxList) {
            m_problem = "must be a list";
            return headers;
        }
        for (const Json &entry : m_value) {
            ExtensionHeader header;
            DetailReader(entry, m_problem)
                .object([&header](const std::string &key, DetailReader &value) {
                    if (key == "protocol") {
                        header.protocol = value.number<std::uint8_t>().value_or(0);
                    } else if (key == "bytes") {
                        header.bytes = value.bytes().value_or(std::vector<std::uint8_t>());
                    } else {
                        return false;
                    }
                    return true;
                });
            headers.push_back(std::move(header));
        }
        return headers;
    }

    Fragment fragment()
    {
        Fragment fragment;
        object([&fragment](const std::string &key, DetailReader &value) {
            if (key == "offset") {
                fragment.offset = value.number<std::uint16_t>().value_or(0);
            } else if (key == "more") {
                fragment.moreFollow = value.flag().value_or(false);
            } else {
                return false;
            }
            return true;
        });
        return fragment;
    }

    SocketFacts socket()
    {
        SocketFacts socket;
        object([&socket](const std::string &key, DetailReader &value) {
            if (key == "exists") {
                socket.exists = value.flag().value_or(false);
            } else if (key == "wildcard") {
                socket.wildcard = value.flag().value_or(false);
            } else if (key == "transparent") {
                socket.transparent = value.flag().value_or(false);
            } else {
                return false;
            }
            return true;
        });
        return socket;
    }

    std::optional<LinkType> linkType()
    {
        for (const auto &[name, type] :
             {std::pair("unicast", LinkType::Unicast), std::pair("broadcast", LinkType::Broadcast),
              std::pair("multicast", LinkType::Multicast),
              std::pair("otherhost", LinkType::OtherHost)}) {
            if (m_value == name) {
                return type;
            }
        }
        m_problem = "must be unicast, broadcast, multicast or otherhost";
        return std::nullopt;
    }

    std::optional<MacAddress> mac()
    {
        const auto parsed = m_value.is_string()
            ? MacAddress::parse(m_value.get_ref<const std::string &>())
            : std::nullopt;
        if (!parsed) {
            m_problem = "must be a hardware address like 02:00:00:00:00:01";
        }
        return parsed;
    }

private:
    const Json &m_value;
    std::string &m_problem;
};

bool readHeaderDetail(const std::string &key, DetailReader &value, Packet &packet)
{
    if (key == "length") {
        packet.length = value.number<std::uint16_t>();
    } else if (key == "ttl") {
        packet.ttl = value.number<std::uint8_t>();
    } else if (key == "tos") {
        packet.trafficClass = value.number<std::uint8_t>();
    } else if (key == "fragment") {
        packet.fragment = value.fragment();
    } else if (key == "extension_headers") {
        packet.extensionHeaders = value.extensionHeaders();
    } else if (key == "tcp_options") {
        packet.tcpOptions = value.bytes();
    } else if (key == "spi") {
        packet.spi = value.number<std::uint32_t>();
    } else if (key == "payload") {
        packet.payload = value.bytes();
    } else {
        return false;
    }
    return true;
}

bool readLinkDetail(const std::string &key, DetailReader &value, Packet &packet)
{
    if (key == "link_type") {
        packet.linkType = value.linkType();
    } else if (key == "mac_destination") {
        packet.macDestination = value.mac();
    } else if (key == "bridge_port_in") {
        packet.bridgePortIn = value.text(maxInterfaceNameLength);
    } else if (key == "bridge_port_out") {
        packet.bridgePortOut = value.text(maxInterfaceNameLength);
    } else if (key == "realm") {
        packet.realm = value.number<std::uint32_t>();
    } else if (key == "cpu") {
        packet.cpu = value.number<std::uint32_t>();
    } else if (key == "ipsec") {
        packet.ipsec = value.flag();
    } else {
        return false;
    }
    return true;
}

bool readSenderDetail(const std::string &key, DetailReader &value, Packet &packet)
{
    constexpr std::size_t maxPath = 4096;
    if (key == "gid") {
        packet.gid = value.number<std::uint32_t>();
    } else if (key == "groups") {
        packet.groups = value.numbers<std::uint32_t>();
    } else if (key == "has_sender") {
        packet.hasSender = value.flag();
    } else if (key == "socket") {
        packet.socket = value.socket();
    } else if (key == "cgroup_class") {
        packet.cgroupClass = value.number<std::uint32_t>();
    } else if (key == "cgroup_path") {
        packet.cgroupPath = value.text(maxPath);
    } else if (key == "connection") {
        packet.connection = value.connection(packet.family);
    } else {
        return false;
    }
    return true;
}

} // namespace

bool readPacketDetail(const std::string &key, const Json &value, Packet &packet,
                      std::string &problem)
{
    DetailReader reader(value, problem);
    return readHeaderDetail(key, reader, packet) || readLinkDetail(key, reader, packet)
        || readSenderDetail(key, reader, packet);
}

} // namespace Portlight::Core
