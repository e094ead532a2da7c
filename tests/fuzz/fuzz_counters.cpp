// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/counters.h"
#include "helper/netfilter/legacytable.h"

#include <algorithm>
#include <cstring>

using namespace Portlight;

/// Bytes as the kernel would give them, of a table of iptables-legacy and of a rule of nft.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static_cast<void>(Helper::nftRuleCounters(data, size));
    Helper::LegacyHooks hooks;
    const std::size_t head = std::min(size, sizeof hooks);
    std::memcpy(&hooks, data, head);
    for (const Core::Family family : {Core::Family::Ipv4, Core::Family::Ipv6}) {
        Helper::EntryBlob bytes(size - head);
        std::copy_n(data + head, size - head, reinterpret_cast<std::uint8_t *>(bytes.data()));
        const auto table =
            Helper::LegacyTable::fromBytes(family, "filter", hooks, std::move(bytes));
        if (table) {
            static_cast<void>(table->digest().text());
        }
    }
    return 0;
}
