// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/conntrackreader.h"

#include "helper/netfilter/netlink.h"
#include "helper/netfilter/smallfile.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>

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

} // namespace

Core::ConntrackUsage readConntrackUsage(const SettingStore &settings)
{
    return {readNumber(settings, "net.netfilter.nf_conntrack_count"),
            readNumber(settings, "net.netfilter.nf_conntrack_max"),
            readNumber(settings, "net.netfilter.nf_conntrack_buckets")};
}

bool isTracking()
{
    return SettingStore().read("net.netfilter.nf_conntrack_max").value_or(std::nullopt).has_value();
}

Core::Result<std::vector<Core::ConntrackStatistics>> readConntrackStatistics()
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
    std::vector<Core::ConntrackStatistics> processors;
    const auto asked = socket->ask(request, operation, [&processors](const nlmsghdr *answer) {
        processors.emplace_back();
        mnl_attr_parse(
            answer, sizeof(nfgenmsg),
            [](const nlattr *attribute, void *data) {
                auto *field = fieldOf(*static_cast<Core::ConntrackStatistics *>(data),
                                      mnl_attr_get_type(attribute));
                if (field != nullptr && mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0) {
                    *field = ntohl(mnl_attr_get_u32(attribute));
                }
                return MNL_CB_OK;
            },
            &processors.back());
    });
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    return processors;
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

} // namespace Portlight::Helper
