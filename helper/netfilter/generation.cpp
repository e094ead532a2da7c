// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/generation.h"

#include "helper/netfilter/netlink.h"
#include "helper/netfilter/smallfile.h"

#include <arpa/inet.h>
#include <array>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace Portlight::Helper
{

bool nftIsLoaded()
{
    utsname kernel{};
    if (::access("/sys/module/nf_tables", F_OK) == 0 || ::uname(&kernel) != 0) {
        return true;
    }
    const std::optional<std::string> builtin = readSmallFile(
        std::string("/lib/modules/") + kernel.release + "/modules.builtin", 1U << 20U);
    // Without the list of built-in modules nobody can tell; asking is then the lesser evil.
    return !builtin || builtin->find("/nf_tables.ko") != std::string::npos;
}

Core::Result<std::uint32_t> nftGeneration()
{
    auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETGEN;
    request->nlmsg_flags = NLM_F_REQUEST;
    auto *header = static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(nfgenmsg)));
    header->nfgen_family = NFPROTO_UNSPEC;
    header->version = NFNETLINK_V0;

    std::optional<std::uint32_t> generation;
    const auto asked = socket->ask(request, "read the nft generation", [&](const nlmsghdr *answer) {
        for (const nlattr *attribute = static_cast<const nlattr *>(
                 mnl_nlmsg_get_payload_offset(answer, sizeof(nfgenmsg)));
             mnl_attr_ok(
                 attribute,
                 static_cast<int>(static_cast<const char *>(mnl_nlmsg_get_payload_tail(answer))
                                  - reinterpret_cast<const char *>(attribute)));
             attribute = mnl_attr_next(attribute)) {
            if (mnl_attr_get_type(attribute) == NFTA_GEN_ID
                && mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0) {
                generation = ntohl(mnl_attr_get_u32(attribute));
            }
        }
    });
    if (!asked) {
        Core::Error error = asked.error();
        // nfnetlink answers EINVAL when there is no such subsystem.
        if (error.code == Core::ErrorCode::KernelRefused) {
            error.code = Core::ErrorCode::Unsupported;
        }
        return tl::unexpected(std::move(error));
    }
    if (!generation) {
        return Core::failure(Core::ErrorCode::Unsupported, "read the nft generation",
                             "the kernel gave none");
    }
    return *generation;
}

std::string nftGenerationText(std::uint32_t generation)
{
    return "nft:" + std::to_string(generation);
}

} // namespace Portlight::Helper
