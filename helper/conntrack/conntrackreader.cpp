// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/conntrackreader.h"

#include "core/packet/packet.h"
#include "helper/netfilter/netlink.h"
#include "helper/netfilter/smallfile.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <memory>
#include <unordered_map>

extern "C" {
#include <libnetfilter_conntrack/libnetfilter_conntrack.h>
#include <libnetfilter_conntrack/libnetfilter_conntrack_tcp.h>
}

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

std::optional<std::uint64_t> readNumber(const SettingStore &settings, std::string_view name)
{
    const auto text = settings.read(name);
    std::uint64_t number = 0;
    if (!text || !*text
        || std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), number).ec
            != std::errc()) {
        return std::nullopt;
    }
    return number;
}

/// Asking ctnetlink on a kernel without it would load modules.
bool isTracking()
{
    return SettingStore().read("net.netfilter.nf_conntrack_max").value_or(std::nullopt).has_value();
}

std::uint64_t *fieldOf(Core::ConntrackStatistics &statistics, std::uint16_t attribute)
{
    switch (attribute) {
    case CTA_STATS_FOUND:
        return &statistics.found;
    case CTA_STATS_INVALID:
        return &statistics.invalid;
    case CTA_STATS_INSERT:
        return &statistics.insert;
    case CTA_STATS_INSERT_FAILED:
        return &statistics.insertFailed;
    case CTA_STATS_DROP:
        return &statistics.drop;
    case CTA_STATS_EARLY_DROP:
        return &statistics.earlyDrop;
    case CTA_STATS_ERROR:
        return &statistics.error;
    case CTA_STATS_SEARCH_RESTART:
        return &statistics.searchRestart;
    case CTA_STATS_CLASH_RESOLVE:
        return &statistics.clashResolve;
    case CTA_STATS_CHAIN_TOOLONG:
        return &statistics.chainTooLong;
    default:
        return nullptr;
    }
}

constexpr std::array tcpStates = {"NONE",     "SYN_SENT",   "SYN_RECV", "ESTABLISHED",
                                  "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT",
                                  "CLOSE",    "SYN_SENT2",  "MAX",      "IGNORE"};

std::string stateOf(const nf_conntrack *entry)
{
    if (nfct_get_attr_u8(entry, ATTR_L4PROTO) == IPPROTO_TCP
        && nfct_attr_is_set(entry, ATTR_TCP_STATE) > 0) {
        const std::uint8_t state = nfct_get_attr_u8(entry, ATTR_TCP_STATE);
        return state < tcpStates.size() ? tcpStates[state] : std::to_string(state);
    }
    const std::uint32_t status = nfct_get_attr_u32(entry, ATTR_STATUS);
    if ((status & IPS_ASSURED) != 0) {
        return "ASSURED";
    }
    return (status & IPS_SEEN_REPLY) != 0 ? "REPLIED" : "UNREPLIED";
}

std::string addressOf(const nf_conntrack *entry, nf_conntrack_attr ipv4, nf_conntrack_attr ipv6)
{
    const bool isIpv6 = nfct_get_attr_u8(entry, ATTR_L3PROTO) == AF_INET6;
    const void *address = nfct_get_attr(entry, isIpv6 ? ipv6 : ipv4);
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address == nullptr
        || ::inet_ntop(isIpv6 ? AF_INET6 : AF_INET, address, text.data(), text.size()) == nullptr) {
        return "?";
    }
    return text.data();
}

std::string keyOf(const nf_conntrack *entry, GroupKey key)
{
    const std::string protocol = Core::protocolName(nfct_get_attr_u8(entry, ATTR_L4PROTO));
    switch (key) {
    case GroupKey::Protocol:
        return protocol;
    case GroupKey::State:
        return stateOf(entry);
    case GroupKey::Source:
        return addressOf(entry, ATTR_ORIG_IPV4_SRC, ATTR_ORIG_IPV6_SRC);
    case GroupKey::Destination:
        return addressOf(entry, ATTR_ORIG_IPV4_DST, ATTR_ORIG_IPV6_DST);
    case GroupKey::Port:
        break;
    }
    if (nfct_attr_is_set(entry, ATTR_ORIG_PORT_DST) <= 0) {
        return protocol;
    }
    return std::to_string(ntohs(nfct_get_attr_u16(entry, ATTR_ORIG_PORT_DST))) + '/' + protocol;
}

struct Counting {
    GroupKey key = GroupKey::Protocol;
    std::uint64_t total = 0;
    std::unordered_map<std::string, std::uint64_t> groups;
};

int count(nf_conntrack_msg_type, nf_conntrack *entry, void *data)
{
    constexpr std::size_t mostGroups = 100000;
    auto *counting = static_cast<Counting *>(data);
    ++counting->total;
    std::string key = keyOf(entry, counting->key);
    if (const auto found = counting->groups.find(key); found != counting->groups.end()) {
        ++found->second;
    } else if (counting->groups.size() < mostGroups) {
        counting->groups.emplace(std::move(key), 1U);
    }
    return NFCT_CB_CONTINUE;
}

} // namespace

Core::ConntrackUsage readConntrackUsage(const SettingStore &settings)
{
    return {readNumber(settings, "net.netfilter.nf_conntrack_count"),
            readNumber(settings, "net.netfilter.nf_conntrack_max"),
            readNumber(settings, "net.netfilter.nf_conntrack_buckets")};
}

Core::Result<Core::ConntrackStatistics> readConntrackStatistics()
{
    constexpr auto operation = "read the connection tracking statistics";
    if (!isTracking()) {
        return Core::failure(ErrorCode::Unsupported, operation,
                             "connection tracking is not loaded");
    }
    auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET_STATS_CPU;
    request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    auto *header = static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(nfgenmsg)));
    header->nfgen_family = AF_UNSPEC;
    header->version = NFNETLINK_V0;
    Core::ConntrackStatistics sums;
    const auto asked = socket->ask(request, operation, [&sums](const nlmsghdr *answer) {
        mnl_attr_parse(
            answer, sizeof(nfgenmsg),
            [](const nlattr *attribute, void *data) {
                auto *field = fieldOf(*static_cast<Core::ConntrackStatistics *>(data),
                                      mnl_attr_get_type(attribute));
                if (field != nullptr && mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0) {
                    *field += ntohl(mnl_attr_get_u32(attribute));
                }
                return MNL_CB_OK;
            },
            &sums);
    });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    return sums;
}

std::optional<std::uint64_t> conntrackObjectSize(const std::string &slabinfo)
{
    const std::optional<std::string> text = readSmallFile(slabinfo, 1U << 20U);
    // "nf_conntrack   120   126   256   …": active, all, size of one
    const std::size_t at = text ? text->find("\nnf_conntrack ") : std::string::npos;
    if (at == std::string::npos) {
        return std::nullopt;
    }
    std::array<std::uint64_t, 3> numbers{};
    const char *place = text->data() + at + std::strlen("\nnf_conntrack ");
    const char *end = text->data() + text->size();
    for (std::uint64_t &number : numbers) {
        while (place != end && *place == ' ') {
            ++place;
        }
        const auto [next, error] = std::from_chars(place, end, number);
        if (error != std::errc()) {
            return std::nullopt;
        }
        place = next;
    }
    return numbers[2];
}

std::optional<GroupKey> parseGroupKey(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, GroupKey>, 5> keys = {{
        {"protocol", GroupKey::Protocol},
        {"state", GroupKey::State},
        {"source", GroupKey::Source},
        {"destination", GroupKey::Destination},
        {"port", GroupKey::Port},
    }};
    for (const auto &[name, key] : keys) {
        if (name == text) {
            return key;
        }
    }
    return std::nullopt;
}

Core::Result<ConntrackGroups> readConntrackGroups(GroupKey key, unsigned limit)
{
    constexpr auto operation = "read the connection tracking table";
    constexpr unsigned mostListed = 1000;
    if (limit < 1 || limit > mostListed) {
        return Core::failure(ErrorCode::InvalidArgument, operation, "the limit must be 1 to 1000");
    }
    if (!isTracking()) {
        return Core::failure(ErrorCode::Unsupported, operation,
                             "connection tracking is not loaded");
    }
    const std::unique_ptr<nfct_handle, int (*)(nfct_handle *)> handle(nfct_open(CONNTRACK, 0),
                                                                      nfct_close);
    Counting counting;
    counting.key = key;
    const std::uint32_t family = AF_UNSPEC;
    if (!handle || nfct_callback_register(handle.get(), NFCT_T_ALL, count, &counting) < 0
        || nfct_query(handle.get(), NFCT_Q_DUMP, &family) < 0) {
        return Core::failure(errno == EPERM ? ErrorCode::Denied : ErrorCode::KernelRefused,
                             operation, "the kernel answered with an error", std::strerror(errno));
    }
    ConntrackGroups result;
    result.total = counting.total;
    result.groups.assign(counting.groups.begin(), counting.groups.end());
    std::sort(result.groups.begin(), result.groups.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (result.groups.size() > limit) {
        result.groups.resize(limit);
    }
    return result;
}

} // namespace Portlight::Helper
