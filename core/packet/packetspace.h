// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/decisiondiagram.h"
#include "core/packet/packet.h"
#include "core/result.h"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// A set of packets: exact, however many they are. Belongs to the PacketSpace that made it.
using PacketSet = DecisionDiagram::Set;

/// What sets of packets can ask about, in the order in which a diagram asks. The ports come first,
/// so that "which ports, from whom" can be read off the top of a set.
enum class Field : std::uint8_t {
    Protocol, ///< 8 bits
    Port, ///< 16 bits: the destination port; of ICMP the type (high byte) and the code
    InInterface, ///< the number of a device, see DeviceNames
    OutInterface,
    State, ///< 3 bits, a FlowState
    Destination, ///< 32 or 128 bits
    Source,
    SourcePort, ///< 16 bits
    TcpFlags, ///< 8 bits
    Mark, ///< 32 bits
};
inline constexpr std::size_t fieldCount = 10;

/// The devices that rules can tell apart: each name they mention, one stand-in for "any other
/// device that begins with …" of each pattern with a '+', and one for every other device. "lo" is
/// always among them.
class DeviceNames
{
public:
    explicit DeviceNames(std::span<const std::string> patterns);
    /// The numbers of the devices that a pattern of -i or -o covers, ascending.
    std::vector<unsigned> matching(std::string_view pattern) const;
    /// The one of a real name.
    unsigned numberOf(std::string_view name) const;
    std::size_t count() const
    {
        return m_names.size();
    }
    /// A name that is like all devices of this number: itself, or one that no rule mentions.
    const std::string &example(unsigned number) const
    {
        return m_names[number];
    }
    /// How people are told of it: "eth0", "eth+" for others that begin so, "" for any other.
    const std::string &label(unsigned number) const
    {
        return m_labels[number];
    }

private:
    std::vector<std::string> m_names;
    std::vector<std::string> m_labels;
};

/// All packets of one family, and the sets of them.
class PacketSpace
{
public:
    PacketSpace(Family family, DeviceNames devices, WorkBounds bounds = {});

    Family family() const
    {
        return m_family;
    }
    const DeviceNames &devices() const
    {
        return m_devices;
    }
    static constexpr PacketSet none = DecisionDiagram::none;
    static constexpr PacketSet all = DecisionDiagram::all;

    /// `first` to `last`, both included; for fields of up to 32 bits.
    PacketSet range(Field field, std::uint32_t first, std::uint32_t last);
    PacketSet equal(Field field, std::uint32_t value)
    {
        return masked(field, value, 0xffffffffU);
    }
    /// (field & mask) == value; fields of up to 32 bits.
    PacketSet masked(Field field, std::uint32_t value, std::uint32_t mask);
    /// Source or Destination; masks with holes, too. A network of the other family has no packets.
    PacketSet network(Field field, const IpNetwork &network);
    PacketSet address(Field field, const IpAddress &address);
    PacketSet addressRange(Field field, const IpAddress &first, const IpAddress &last);
    /// InInterface or OutInterface.
    PacketSet device(Field field, std::string_view pattern);
    PacketSet state(FlowState state);

    PacketSet intersection(PacketSet a, PacketSet b)
    {
        return m_diagram.intersection(a, b);
    }
    PacketSet united(PacketSet a, PacketSet b)
    {
        return m_diagram.united(a, b);
    }
    PacketSet difference(PacketSet a, PacketSet b)
    {
        return m_diagram.difference(a, b);
    }
    PacketSet complement(PacketSet a)
    {
        return m_diagram.complement(a);
    }
    bool isSubset(PacketSet part, PacketSet whole)
    {
        return m_diagram.difference(part, whole) == none;
    }
    /// The packets that are in the set with some value of the field.
    PacketSet forget(PacketSet set, Field field);
    /// The packets with the masked bits of the field replaced.
    PacketSet assign(PacketSet set, Field field, std::uint32_t value, std::uint32_t mask);

    /// Some packet of a set that is not empty. `choose` answers true or false for each bit that the
    /// set leaves open; with a fair one every open bit is fair. Bits that stand for no device are
    /// read as the last device.
    Packet example(PacketSet set, const std::function<bool()> &choose) const;
    /// The set of one packet; what is not set in it is any value.
    PacketSet containing(const Packet &packet);

    /// Calls `visit(first, last, rest)` for each range of values of a field, ascending, together
    /// with what the set says about the later fields; neighbours with equal rests are one range.
    /// The set may not ask about earlier fields; the field has at most 16 bits.
    void forEachRange(PacketSet set, Field field,
                      const std::function<void(std::uint32_t first, std::uint32_t last,
                                               PacketSet rest)> &visit) const;
    /// The addresses of a set that asks about this field only, as the fewest aligned networks,
    /// ascending; at most `limit` of them, then nothing.
    std::optional<std::vector<IpNetwork>> networks(PacketSet set, Field field,
                                                   std::size_t limit) const;

    /// See DecisionDiagram: answers are to be believed only while this is false.
    bool isExhausted() const
    {
        return m_diagram.isExhausted();
    }
    /// Why it is exhausted: Cancelled or LimitExceeded.
    tl::unexpected<Error> exhaustion(std::string operation) const;
    std::size_t nodeCount() const
    {
        return m_diagram.nodeCount();
    }

private:
    struct Bits {
        unsigned first = 0;
        unsigned width = 0;
        unsigned end() const
        {
            return first + width;
        }
    };
    const Bits &bits(Field field) const
    {
        return m_layout[static_cast<std::size_t>(field)];
    }
    PacketSet oneDevice(Field field, unsigned number);
    PacketSet atLeast(const Bits &bits, std::span<const std::uint8_t> value);
    PacketSet atMost(const Bits &bits, std::span<const std::uint8_t> value);
    std::uint32_t readField(const std::vector<bool> &string, Field field) const;

    Family m_family;
    DeviceNames m_devices;
    std::array<Bits, fieldCount> m_layout;
    DecisionDiagram m_diagram;
};

} // namespace Portlight::Core
