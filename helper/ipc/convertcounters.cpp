// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"

namespace Portlight::Ipc
{

namespace
{

using Core::ErrorCode;
using Core::failure;

constexpr unsigned char continues = 0x80; // LEB128: seven bits a byte, the lowest first

void append(QByteArray &bytes, std::uint64_t number)
{
    while (number >= continues) {
        bytes.append(static_cast<char>((number & 0x7f) | continues));
        number >>= 7U;
    }
    bytes.append(static_cast<char>(number));
}

void append(QByteArray &bytes, const Core::Counters &counters)
{
    append(bytes, counters.packets);
    append(bytes, counters.bytes);
}

/// False at the end, and for a number beyond 64 bits.
bool take(std::string_view &bytes, std::uint64_t &number)
{
    number = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        const std::uint64_t bits = byte & 0x7fU;
        if (shift == 63 && bits > 1) {
            return false;
        }
        number |= bits << shift;
        if ((byte & continues) == 0) {
            return true;
        }
    }
    return false;
}

} // namespace

WireCounters toWire(const std::vector<Core::ChainCounters> &chains)
{
    WireCounters wires;
    for (const Core::ChainCounters &chain : chains) {
        WireChainCounters wire;
        wire.table = text(chain.table);
        wire.chain = text(chain.chain);
        wire.hasPolicy = chain.policy.has_value();
        if (chain.policy) {
            append(wire.values, *chain.policy);
        }
        for (const Core::Counters &counters : chain.rules) {
            append(wire.values, counters);
        }
        wires += wire;
    }
    return wires;
}

Core::Result<std::vector<Core::ChainCounters>> countersFromWire(const WireCounters &wires)
{
    std::vector<Core::ChainCounters> chains;
    chains.reserve(static_cast<std::size_t>(wires.size()));
    for (const WireChainCounters &wire : wires) {
        Core::ChainCounters &chain = chains.emplace_back();
        chain.table = wire.table.toStdString();
        chain.chain = wire.chain.toStdString();
        bool policy = wire.hasPolicy;
        std::string_view values(wire.values.constData(),
                                static_cast<std::size_t>(wire.values.size()));
        while (!values.empty()) {
            Core::Counters counters;
            if (!take(values, counters.packets) || !take(values, counters.bytes)) {
                return failure(ErrorCode::InvalidArgument, "read answer", "counters that are cut",
                               printable(wire.chain));
            }
            if (policy) {
                chain.policy = counters;
                policy = false;
            } else {
                chain.rules.push_back(counters);
            }
        }
        if (policy) {
            return failure(ErrorCode::InvalidArgument, "read answer",
                           "the counters of a policy are missing", printable(wire.chain));
        }
    }
    return chains;
}

} // namespace Portlight::Ipc
