// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/nftcounters.h"

#include "helper/netfilter/attributes.h"
#include "helper/netfilter/generation.h"
#include "helper/netfilter/netlink.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <endian.h>
#include <functional>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <map>

namespace Portlight::Helper
{

namespace
{

constexpr auto operation = "give counters back";

template<int Last> using Attrs = Attributes<static_cast<std::size_t>(Last) + 1>;

/// A message as the kernel sent it.
using Bytes = std::vector<char>;

const nlmsghdr *asMessage(const Bytes &bytes)
{
    return static_cast<const nlmsghdr *>(static_cast<const void *>(bytes.data()));
}

/// The place of a value of 64 bits in the counter of a rule, or null.
const nlattr *counterPart(const nlattr *expressions, std::uint16_t part)
{
    if (expressions == nullptr) {
        return nullptr;
    }
    int left = mnl_attr_get_payload_len(expressions);
    for (const auto *element = static_cast<const nlattr *>(mnl_attr_get_payload(expressions));
         mnl_attr_ok(element, left); element = mnl_attr_next(element)) {
        left -= static_cast<int>(MNL_ALIGN(element->nla_len));
        const Attrs<NFTA_EXPR_MAX> expression(element);
        if (expression.text(NFTA_EXPR_NAME) == "counter") {
            const Attrs<NFTA_COUNTER_MAX> counter(expression.get(NFTA_EXPR_DATA));
            return counter.longWord(part) ? counter.get(part) : nullptr;
        }
    }
    return nullptr;
}

std::uint64_t valueOf(const nlattr *number)
{
    return number == nullptr ? 0 : be64toh(mnl_attr_get_u64(number));
}

/// Writes over a value in the message it stands in.
void add(const nlattr *number, std::uint64_t more)
{
    const std::uint64_t sum = htobe64(valueOf(number) + more);
    std::memcpy(const_cast<void *>(static_cast<const void *>(mnl_attr_get_payload(number))), &sum,
                sizeof sum);
}

nlmsghdr *putHeader(void *place, std::uint16_t type, std::uint16_t flags, std::uint8_t family,
                    std::uint16_t resource)
{
    nlmsghdr *message = mnl_nlmsg_put_header(place);
    message->nlmsg_type = type;
    message->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
    auto *header = static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(message, sizeof(nfgenmsg)));
    header->nfgen_family = family;
    header->version = NFNETLINK_V0;
    header->res_id = htons(resource);
    return message;
}

/// The messages of one transaction, one behind the other.
class Batch
{
public:
    /// The kernel takes it only while its generation is this one.
    explicit Batch(std::uint32_t generation)
    {
        append(NFNL_MSG_BATCH_BEGIN, NFPROTO_UNSPEC, [generation](nlmsghdr *message) {
            mnl_attr_put_u32(message, NFNL_BATCH_GENID, htonl(generation));
        });
    }

    /// The rule of a dump in place of itself.
    void replace(const Bytes &rule, std::uint8_t family, const CounterGoal &goal)
    {
        const Attrs<NFTA_RULE_MAX> attributes(asMessage(rule), sizeof(nfgenmsg));
        m_last = m_bytes.size();
        append(NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWRULE, family, [&](nlmsghdr *message) {
            for (const int type : {NFTA_RULE_TABLE, NFTA_RULE_CHAIN, NFTA_RULE_HANDLE,
                                   NFTA_RULE_EXPRESSIONS, NFTA_RULE_USERDATA}) {
                if (const nlattr *one = attributes.get(static_cast<std::size_t>(type))) {
                    mnl_attr_put(message, one->nla_type, mnl_attr_get_payload_len(one),
                                 mnl_attr_get_payload(one));
                }
            }
            if (goal.protocol != 0) {
                // Matches of xtables ask which protocol they stand behind; a dump does not say.
                nlattr *compat = mnl_attr_nest_start(message, NFTA_RULE_COMPAT);
                mnl_attr_put_u32(message, NFTA_RULE_COMPAT_PROTO, htonl(goal.protocol));
                mnl_attr_put_u32(message, NFTA_RULE_COMPAT_FLAGS,
                                 htonl(goal.protocolInverted ? NFT_RULE_COMPAT_F_INV : 0));
                mnl_attr_nest_end(message, compat);
            }
            const Attrs<NFTA_RULE_MAX> own(message, sizeof(nfgenmsg));
            const nlattr *expressions = own.get(NFTA_RULE_EXPRESSIONS);
            add(counterPart(expressions, NFTA_COUNTER_PACKETS), goal.counters.packets);
            add(counterPart(expressions, NFTA_COUNTER_BYTES), goal.counters.bytes);
        });
    }

    Core::Result<void> commit(NetlinkSocket &socket)
    {
        append(NFNL_MSG_BATCH_END, NFPROTO_UNSPEC, [](nlmsghdr *) {});
        return socket.commit(m_bytes, m_last, operation);
    }

private:
    void append(int type, std::uint8_t family, const std::function<void(nlmsghdr *)> &fill)
    {
        constexpr std::size_t most = 65536; // of one message: an attribute has 16 bits of length
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + most);
        const bool isRule = type > NFNL_MSG_BATCH_END;
        const int flags = isRule ? NLM_F_REPLACE : 0;
        nlmsghdr *message =
            putHeader(m_bytes.data() + at, static_cast<std::uint16_t>(type),
                      static_cast<std::uint16_t>(flags), family,
                      static_cast<std::uint16_t>(isRule ? 0 : NFNL_SUBSYS_NFTABLES));
        fill(message);
        m_bytes.resize(at + NLMSG_ALIGN(message->nlmsg_len));
    }

    Bytes m_bytes;
    std::size_t m_last = 0; ///< where the last rule begins
};

/// The rules of some chains, as they were sent.
using Rules = std::map<std::pair<std::string, std::string>, std::vector<Bytes>>;

Core::Result<Rules> readRules(NetlinkSocket &socket, std::uint8_t family,
                              const std::vector<CounterGoal> &goals)
{
    Rules rules;
    for (const CounterGoal &goal : goals) {
        rules[{goal.table, goal.chain}];
    }
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr *request = putHeader(buffer.data(), NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETRULE,
                                  NLM_F_DUMP, family, 0);
    const auto asked = socket.ask(request, operation, [&](const nlmsghdr *message) {
        const Attrs<NFTA_RULE_MAX> attributes(message, sizeof(nfgenmsg));
        const auto chain = rules.find({std::string(attributes.text(NFTA_RULE_TABLE)),
                                       std::string(attributes.text(NFTA_RULE_CHAIN))});
        if (chain != rules.end()) {
            const char *begin = static_cast<const char *>(static_cast<const void *>(message));
            chain->second.emplace_back(begin, begin + message->nlmsg_len);
        }
    });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    return rules;
}

} // namespace

Core::Result<std::string> giveNftCounters(Core::Family family,
                                          const std::vector<CounterGoal> &goals,
                                          const std::string &generation)
{
    if (goals.empty()) {
        return generation;
    }
    const auto now = nftGeneration();
    if (!now) {
        return tl::unexpected(now.error());
    }
    if (nftGenerationText(*now) != generation) {
        return Core::failure(Core::ErrorCode::Stale, operation,
                             "the rules changed since they were read");
    }
    const std::uint8_t protocolFamily = family == Core::Family::Ipv4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
    auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    auto rules = readRules(*socket, protocolFamily, goals);
    if (!rules) {
        Core::Error &error = rules.error();
        const bool isInterrupted = error.code == Core::ErrorCode::Conflict;
        error.code = isInterrupted ? Core::ErrorCode::Stale : error.code;
        return tl::unexpected(std::move(error));
    }
    Batch batch(*now);
    bool isNeeded = false;
    for (const CounterGoal &goal : goals) {
        const std::vector<Bytes> &chain = rules->at({goal.table, goal.chain});
        if (goal.position < 1 || goal.position > chain.size()) {
            continue;
        }
        const Bytes &rule = chain[goal.position - 1];
        const Attrs<NFTA_RULE_MAX> attributes(asMessage(rule), sizeof(nfgenmsg));
        const nlattr *packets =
            counterPart(attributes.get(NFTA_RULE_EXPRESSIONS), NFTA_COUNTER_PACKETS);
        if (packets != nullptr && valueOf(packets) < goal.counters.packets) {
            batch.replace(rule, protocolFamily, goal);
            isNeeded = true;
        }
    }
    if (!isNeeded) {
        return generation;
    }
    if (auto done = batch.commit(*socket); !done) {
        Core::Error &error = done.error();
        const bool isOutdated = error.position.line == ERESTART;
        error.code = isOutdated ? Core::ErrorCode::Stale : error.code;
        return tl::unexpected(std::move(error));
    }
    return nftGenerationText(*now + 1);
}

} // namespace Portlight::Helper
