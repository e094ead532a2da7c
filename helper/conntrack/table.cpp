// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/table.h"

#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/entrymessage.h"
#include "helper/netfilter/netlink.h"

#include <array>
#include <charconv>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <random>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

constexpr auto operation = "read the connection tracking table";

std::uint64_t unknownNumber()
{
    std::random_device source;
    return std::uint64_t{source()} << 32U | source();
}

} // namespace

Core::Result<void> forEachEntry(const std::function<bool(const Core::ConntrackEntry &)> &each)
{
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
    request->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET;
    request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    auto *header = static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(nfgenmsg)));
    header->nfgen_family = AF_UNSPEC;
    header->version = NFNETLINK_V0;
    return socket->askWhile(request, operation, [&each](const nlmsghdr *answer) {
        const auto entry = parseEntryMessage(answer);
        return !entry || each(*entry);
    });
}

Core::Timeouts readTimeouts(const SettingStore &settings)
{
    Core::Timeouts timeouts = Core::usualTimeouts();
    for (std::size_t kind = 0; kind < timeouts.size(); ++kind) {
        const auto text = settings.read(Core::timeoutSetting(kind));
        std::uint32_t seconds = 0;
        if (text && *text
            && std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), seconds).ec
                == std::errc()) {
            timeouts.at(kind) = seconds;
        }
    }
    return timeouts;
}

Core::Result<Core::TableSummary> readTableSummary(const Core::EntryFilter &filter,
                                                  std::size_t limit)
{
    Core::TableCounter counter(readTimeouts(), unknownNumber());
    const bool all = filter.isEmpty();
    const auto read = forEachEntry([&](const Core::ConntrackEntry &entry) {
        if (all || filter.matches(entry)) {
            counter.add(entry);
        }
        return true;
    });
    if (!read) {
        return tl::unexpected(read.error());
    }
    return counter.summary(limit);
}

} // namespace Portlight::Helper
