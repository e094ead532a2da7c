// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/counters.h"

#include "helper/netfilter/generation.h"
#include "helper/netfilter/legacytable.h"
#include "helper/netfilter/netlink.h"
#include "helper/netfilter/rulesource.h"

#include <array>
#include <endian.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <unordered_map>

namespace Portlight::Helper
{

namespace
{

using Core::Backend;
using Core::Counters;
using Core::ErrorCode;
using Core::Family;

constexpr const char *operation = "read the counters";

/// Calls `each(type, attribute)` for the attributes of a stream; false when one is cut.
template<typename Each> bool forEachAttribute(const void *stream, std::size_t size, Each each)
{
    const auto *at = static_cast<const char *>(stream);
    std::size_t left = size;
    while (left >= sizeof(nlattr)) {
        const auto *attribute = reinterpret_cast<const nlattr *>(at);
        if (!mnl_attr_ok(attribute, static_cast<int>(left))) {
            return false;
        }
        each(mnl_attr_get_type(attribute), attribute);
        const std::size_t step = MNL_ALIGN(attribute->nla_len);
        at += std::min(step, left);
        left -= std::min(step, left);
    }
    return left == 0;
}

template<typename Each> bool forEachNested(const nlattr *parent, Each each)
{
    return forEachAttribute(mnl_attr_get_payload(parent), mnl_attr_get_payload_len(parent), each);
}

std::string_view textOf(const nlattr *attribute)
{
    const std::string_view text(mnl_attr_get_str(attribute), mnl_attr_get_payload_len(attribute));
    return text.substr(0, text.find('\0'));
}

void takeNumber(const nlattr *attribute, std::uint64_t &number)
{
    if (mnl_attr_get_payload_len(attribute) == sizeof(std::uint64_t)) {
        number = be64toh(mnl_attr_get_u64(attribute));
    }
}

Counters countersOf(const nlattr *parent)
{
    Counters counters;
    forEachNested(parent, [&counters](std::uint16_t type, const nlattr *attribute) {
        if (type == NFTA_COUNTER_PACKETS) {
            takeNumber(attribute, counters.packets);
        } else if (type == NFTA_COUNTER_BYTES) {
            takeNumber(attribute, counters.bytes);
        }
    });
    return counters;
}

/// One "expression: name, data" of a rule.
void takeExpression(const nlattr *expression, Counters &counters)
{
    bool isCounter = false;
    const nlattr *data = nullptr;
    forEachNested(expression, [&](std::uint16_t type, const nlattr *attribute) {
        if (type == NFTA_EXPR_NAME) {
            isCounter = textOf(attribute) == "counter";
        } else if (type == NFTA_EXPR_DATA) {
            data = attribute;
        }
    });
    if (isCounter && data != nullptr) {
        counters = countersOf(data);
    }
}

/// The names point into the message.
struct RuleView {
    std::string_view table;
    std::string_view chain;
    Counters counters;
};

bool readRule(const void *attributes, std::size_t size, RuleView &rule)
{
    bool whole = forEachAttribute(attributes, size, [&](std::uint16_t type, const nlattr *one) {
        if (type == NFTA_RULE_TABLE) {
            rule.table = textOf(one);
        } else if (type == NFTA_RULE_CHAIN) {
            rule.chain = textOf(one);
        } else if (type == NFTA_RULE_EXPRESSIONS) {
            forEachNested(one, [&rule](std::uint16_t, const nlattr *expression) {
                takeExpression(expression, rule.counters);
            });
        }
    });
    return whole && !rule.table.empty() && !rule.chain.empty();
}

bool readChain(const void *attributes, std::size_t size, Core::ChainCounters &chain)
{
    bool isBase = false;
    Counters policy;
    const bool whole =
        forEachAttribute(attributes, size, [&](std::uint16_t type, const nlattr *one) {
            switch (type) {
            case NFTA_CHAIN_TABLE:
                chain.table = textOf(one);
                break;
            case NFTA_CHAIN_NAME:
                chain.chain = textOf(one);
                break;
            case NFTA_CHAIN_HOOK:
                isBase = true;
                break;
            case NFTA_CHAIN_COUNTERS:
                policy = countersOf(one);
                break;
            default:
                break;
            }
        });
    if (isBase) {
        chain.policy = policy;
    }
    return whole && !chain.table.empty() && !chain.chain.empty();
}

class ChainIndex
{
public:
    explicit ChainIndex(std::vector<Core::ChainCounters> &chains)
        : m_chains(chains)
    {
    }
    void add()
    {
        const Core::ChainCounters &chain = m_chains.back();
        m_index.emplace(chain.table + '\0' + chain.chain, m_chains.size() - 1);
    }
    /// Rules come chain by chain: the one of the last rule is nearly always right.
    Core::ChainCounters *find(std::string_view table, std::string_view chain)
    {
        if (m_last != nullptr && m_last->chain == chain && m_last->table == table) {
            return m_last;
        }
        const auto found = m_index.find(std::string(table).append(1, '\0').append(chain));
        m_last = found == m_index.end() ? nullptr : &m_chains[found->second];
        return m_last;
    }

private:
    std::vector<Core::ChainCounters> &m_chains;
    std::unordered_map<std::string, std::size_t> m_index;
    Core::ChainCounters *m_last = nullptr;
};

Core::Result<void> dump(NetlinkSocket &socket, Family family, int message,
                        const std::function<bool(const void *, std::size_t)> &each)
{
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | message);
    request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    auto *header = static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(nfgenmsg)));
    header->nfgen_family = family == Family::Ipv4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
    header->version = NFNETLINK_V0;
    bool whole = true;
    auto asked = socket.ask(request, operation, [&](const nlmsghdr *answer) {
        const auto *end = static_cast<const char *>(mnl_nlmsg_get_payload_tail(answer));
        const auto *begin =
            static_cast<const char *>(mnl_nlmsg_get_payload_offset(answer, sizeof(nfgenmsg)));
        whole = whole && begin <= end && each(begin, static_cast<std::size_t>(end - begin));
    });
    if (asked && !whole) {
        return Core::failure(ErrorCode::KernelRefused, operation, "an answer is not whole");
    }
    return asked;
}

Core::Result<std::vector<Core::ChainCounters>> dumpNft(Family family)
{
    auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    std::vector<Core::ChainCounters> chains;
    ChainIndex index(chains);
    auto asked =
        dump(*socket, family, NFT_MSG_GETCHAIN, [&](const void *attributes, std::size_t size) {
            const bool whole = readChain(attributes, size, chains.emplace_back());
            index.add();
            return whole;
        });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    asked = dump(*socket, family, NFT_MSG_GETRULE, [&](const void *attributes, std::size_t size) {
        RuleView rule;
        if (!readRule(attributes, size, rule)) {
            return false;
        }
        // A chain made since the chains were read: the generation tells, and all is read again.
        if (Core::ChainCounters *chain = index.find(rule.table, rule.chain)) {
            chain->rules.push_back(rule.counters);
        }
        return true;
    });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    return chains;
}

Core::Result<Core::CounterReading> readNft(Family family)
{
    constexpr int attempts = 3;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto before = readGeneration(Backend::Nft, family);
        if (!before) {
            return tl::unexpected(before.error());
        }
        if (*before == nftGenerationText(0)) {
            return Core::CounterReading{*before, {}};
        }
        auto chains = dumpNft(family);
        if (!chains && chains.error().code != ErrorCode::Conflict) {
            return tl::unexpected(chains.error());
        }
        const auto after = readGeneration(Backend::Nft, family);
        if (!after) {
            return tl::unexpected(after.error());
        }
        if (chains && *before == *after) {
            return Core::CounterReading{*after, std::move(*chains)};
        }
    }
    return Core::failure(ErrorCode::Busy, operation,
                         "another program changes the rules all the time");
}

Core::Result<Core::CounterReading> readLegacy(Family family)
{
    const auto tables = readLegacyTables(family);
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    Core::CounterReading reading;
    reading.generation = legacyGenerationText(*tables);
    for (const LegacyTable &table : *tables) {
        for (const LegacyTable::Chain &chain : table.chains()) {
            Core::ChainCounters &counters = reading.chains.emplace_back();
            counters.table = table.name();
            counters.chain = chain.name;
            if (chain.policy) {
                counters.policy = chain.counters;
            }
            counters.rules.reserve(chain.ruleCount);
            for (const LegacyTable::Rule &rule : table.rulesOf(chain)) {
                counters.rules.push_back(table.counters(rule));
            }
        }
    }
    return reading;
}

} // namespace

std::optional<NftRuleCounters> nftRuleCounters(const void *attributes, std::size_t size)
{
    RuleView rule;
    if (!readRule(attributes, size, rule)) {
        return std::nullopt;
    }
    return NftRuleCounters{std::string(rule.table), std::string(rule.chain), rule.counters};
}

Core::Result<Core::CounterReading> readCounters(Backend backend, Family family)
{
    switch (backend) {
    case Backend::Legacy:
        return readLegacy(family);
    case Backend::Nft:
        return readNft(family);
    case Backend::Native:
    case Backend::File:
        break;
    }
    return Core::failure(ErrorCode::InvalidArgument, operation,
                         "only legacy and nft have counters of iptables");
}

} // namespace Portlight::Helper
