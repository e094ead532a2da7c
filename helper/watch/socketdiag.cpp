// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/socketdiag.h"

#include "helper/netfilter/netlink.h"
#include "helper/netfilter/smallfile.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <dirent.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <memory>
#include <net/if.h>

namespace Portlight::Helper
{

namespace
{

using Folder = std::unique_ptr<DIR, int (*)(DIR *)>;

Core::IpAddress addressFrom(std::uint8_t family, const void *bytes)
{
    Core::IpAddress address;
    address.family = family == AF_INET ? Core::Family::Ipv4 : Core::Family::Ipv6;
    std::memcpy(address.bytes.data(), bytes, address.size());
    return address;
}

void add(const nlmsghdr *answer, std::uint8_t protocol, std::vector<DiagSocket> &into)
{
    if (mnl_nlmsg_get_payload_len(answer) < sizeof(inet_diag_msg)) {
        return;
    }
    const auto *message = static_cast<const inet_diag_msg *>(mnl_nlmsg_get_payload(answer));
    DiagSocket found;
    found.protocol = protocol;
    found.local = addressFrom(message->idiag_family, message->id.idiag_src);
    found.localPort = ntohs(message->id.idiag_sport);
    found.remote = addressFrom(message->idiag_family, message->id.idiag_dst);
    found.remotePort = ntohs(message->id.idiag_dport);
    found.uid = message->idiag_uid;
    found.inode = message->idiag_inode;
    if (message->id.idiag_if != 0) {
        std::array<char, IF_NAMESIZE> name{};
        if (::if_indextoname(message->id.idiag_if, name.data()) != nullptr) {
            found.interface = name.data();
        }
    }
    mnl_attr_parse(
        answer, sizeof(inet_diag_msg),
        [](const nlattr *attribute, void *data) {
            if (mnl_attr_get_type(attribute) == INET_DIAG_SKV6ONLY
                && mnl_attr_validate(attribute, MNL_TYPE_U8) >= 0) {
                *static_cast<bool *>(data) = mnl_attr_get_u8(attribute) != 0;
            }
            return MNL_CB_OK;
        },
        &found.ipv6Only);
    into.push_back(std::move(found));
}

bool isNumber(const char *text)
{
    return *text != '\0' && std::all_of(text, text + std::strlen(text), [](char c) {
        return c >= '0' && c <= '9';
    });
}

} // namespace

Core::Result<std::vector<DiagSocket>> readSockets(std::uint8_t protocol, std::uint32_t states)
{
    auto socket = NetlinkSocket::open(NETLINK_SOCK_DIAG);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    std::vector<DiagSocket> found;
    for (const auto family : {std::uint8_t{AF_INET}, std::uint8_t{AF_INET6}}) {
        alignas(nlmsghdr) std::array<char, 256> buffer{};
        nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
        request->nlmsg_type = SOCK_DIAG_BY_FAMILY;
        request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
        auto *body = static_cast<inet_diag_req_v2 *>(
            mnl_nlmsg_put_extra_header(request, sizeof(inet_diag_req_v2)));
        body->sdiag_family = family;
        body->sdiag_protocol = protocol;
        body->idiag_states = states;
        const auto asked = socket->ask(request, "list the sockets", [&](const nlmsghdr *answer) {
            add(answer, protocol, found);
        });
        if (!asked) {
            return tl::unexpected(asked.error());
        }
    }
    return found;
}

std::unordered_map<std::uint32_t, std::uint32_t> socketOwners()
{
    std::unordered_map<std::uint32_t, std::uint32_t> owners;
    const Folder processes(::opendir("/proc"), ::closedir);
    while (const dirent *process = processes ? ::readdir(processes.get()) : nullptr) {
        if (!isNumber(process->d_name)) {
            continue;
        }
        const std::string path = std::string("/proc/") + process->d_name + "/fd";
        const Folder files(::opendir(path.c_str()), ::closedir);
        while (const dirent *file = files ? ::readdir(files.get()) : nullptr) {
            std::array<char, 64> target{};
            const ssize_t length =
                ::readlinkat(::dirfd(files.get()), file->d_name, target.data(), target.size() - 1);
            constexpr std::string_view start = "socket:[";
            const std::string_view text(target.data(),
                                        length > 0 ? static_cast<std::size_t>(length) : 0U);
            if (text.starts_with(start)) {
                std::uint32_t inode = 0;
                std::uint32_t pid = 0;
                std::from_chars(text.data() + start.size(), text.data() + text.size(), inode);
                std::from_chars(process->d_name, process->d_name + std::strlen(process->d_name),
                                pid);
                owners.emplace(inode, pid);
            }
        }
    }
    return owners;
}

std::string programOf(std::uint32_t pid)
{
    std::string name =
        readSmallFile("/proc/" + std::to_string(pid) + "/comm", 64).value_or(std::string());
    name.erase(std::find(name.begin(), name.end(), '\n'), name.end());
    return name;
}

} // namespace Portlight::Helper
