// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/legacylayout.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <linux/netfilter_ipv4/ip_tables.h>
#include <linux/netfilter_ipv6/ip6_tables.h>
#include <sys/mman.h>
#include <sys/socket.h>

namespace Portlight::Helper
{

namespace
{

static_assert(LegacyLayout::partSize == sizeof(xt_entry_match)
              && LegacyLayout::partSize == sizeof(xt_entry_target)
              && LegacyLayout::standardTargetSize
                  == offsetof(xt_standard_target, verdict) + sizeof(int)
              && LegacyLayout::alignment == XT_ALIGN(1) && LegacyLayout::goBack == XT_RETURN);
static_assert(LegacyLayout::errorTargetSize
              == offsetof(xt_error_target, errorname) + XT_FUNCTION_MAXNAMELEN);
// NOLINTNEXTLINE(misc-redundant-expression): the same number under two names, which is the point
static_assert(IPT_SO_GET_INFO == IP6T_SO_GET_INFO && IPT_SO_GET_ENTRIES == IP6T_SO_GET_ENTRIES
              && sizeof(ipt_getinfo) == sizeof(ip6t_getinfo)
              && offsetof(ipt_get_entries, entrytable) == offsetof(ip6t_get_entries, entrytable)
              && LegacyKernel::tableNameSize == XT_TABLE_MAXNAMELEN
              && LegacyHooks::count == NF_INET_NUMHOOKS);

constexpr LegacyLayout layout4{sizeof(ipt_ip), sizeof(ipt_entry),
                               offsetof(ipt_entry, target_offset), offsetof(ipt_entry, next_offset),
                               offsetof(ipt_entry, counters)};
constexpr LegacyLayout layout6{sizeof(ip6t_ip6), sizeof(ip6t_entry),
                               offsetof(ip6t_entry, target_offset),
                               offsetof(ip6t_entry, next_offset), offsetof(ip6t_entry, counters)};

template<typename Value> Value valueAt(const std::byte *place)
{
    Value value;
    std::memcpy(&value, place, sizeof value);
    return value;
}

std::optional<std::string_view> textAt(const std::byte *place, std::size_t size)
{
    // Most names have no more than four letters: a call would take longer.
    const auto *text = reinterpret_cast<const char *>(place);
    std::size_t length = 0;
    while (length < size && text[length] != '\0') {
        ++length;
    }
    return length < size ? std::optional(std::string_view(text, length)) : std::nullopt;
}

} // namespace

EntryBlob::EntryBlob(std::size_t size)
    : m_bytes(nullptr, Free{0})
    , m_size(size)
{
    constexpr std::size_t largePage = std::size_t{2} * 1024 * 1024;
    if (size < 2 * largePage) {
        m_bytes.reset(static_cast<std::byte *>(std::calloc(size > 0 ? size : 1, 1)));
    } else {
        const std::size_t mapped = (size + largePage - 1) / largePage * largePage;
        void *place =
            ::mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (place != MAP_FAILED) {
            ::madvise(place, mapped, MADV_HUGEPAGE); // a wish: without, it is memory as any
            m_bytes =
                std::unique_ptr<std::byte, Free>(static_cast<std::byte *>(place), Free{mapped});
        }
    }
    if (!m_bytes) {
        m_size = 0;
    }
}

void EntryBlob::Free::operator()(std::byte *bytes) const
{
    if (mapped > 0) {
        ::munmap(bytes, mapped);
    } else {
        std::free(bytes);
    }
}

const LegacyLayout &LegacyLayout::of(Core::Family family)
{
    return family == Core::Family::Ipv4 ? layout4 : layout6;
}

std::uint16_t LegacyLayout::targetOffset(const std::byte *entry) const
{
    return valueAt<std::uint16_t>(entry + targetOffsetAt);
}

std::uint16_t LegacyLayout::nextOffset(const std::byte *entry) const
{
    return valueAt<std::uint16_t>(entry + nextOffsetAt);
}

Core::Counters LegacyLayout::counters(const std::byte *entry) const
{
    const auto counters = valueAt<xt_counters>(entry + countersAt);
    return {counters.pcnt, counters.bcnt};
}

std::uint16_t LegacyLayout::sizeOfPart(const std::byte *part)
{
    return valueAt<std::uint16_t>(part);
}

std::optional<std::string_view> LegacyLayout::nameOfPart(const std::byte *part)
{
    return textAt(part + offsetof(xt_entry_match, u.user.name), XT_EXTENSION_MAXNAMELEN);
}

std::uint8_t LegacyLayout::revisionOfPart(const std::byte *part)
{
    return valueAt<std::uint8_t>(part + offsetof(xt_entry_match, u.user.revision));
}

std::int32_t LegacyLayout::verdict(const std::byte *target)
{
    return valueAt<std::int32_t>(target + offsetof(xt_standard_target, verdict));
}

std::optional<std::string_view> LegacyLayout::errorName(const std::byte *target)
{
    return textAt(target + offsetof(xt_error_target, errorname), XT_FUNCTION_MAXNAMELEN);
}

std::string_view LegacyLayout::verdictName(std::int32_t verdict)
{
    switch (verdict) {
    case drop:
        return "DROP";
    case accept:
        return "ACCEPT";
    case queue:
        return "QUEUE";
    case goBack:
        return "RETURN";
    default:
        return {};
    }
}

LegacyKernel::LegacyKernel(Core::Family family)
    : m_family(family)
    , m_socket(::socket(family == Core::Family::Ipv4 ? AF_INET : AF_INET6, SOCK_RAW | SOCK_CLOEXEC,
                        IPPROTO_RAW))
{
}

bool LegacyKernel::ask(int option, void *data, unsigned size) const
{
    const int level = m_family == Core::Family::Ipv4 ? IPPROTO_IP : IPPROTO_IPV6;
    socklen_t length = size;
    return ::getsockopt(m_socket.value(), level, option, data, &length) == 0;
}

bool LegacyKernel::readInfo(const std::string &table, LegacyHooks &hooks, std::uint32_t &size) const
{
    ipt_getinfo info{};
    table.copy(info.name, sizeof info.name - 1);
    if (!ask(IPT_SO_GET_INFO, &info, sizeof info)) {
        return false;
    }
    hooks.valid = info.valid_hooks;
    std::memcpy(hooks.entry, info.hook_entry, sizeof hooks.entry);
    std::memcpy(hooks.underflow, info.underflow, sizeof hooks.underflow);
    hooks.entries = info.num_entries;
    size = info.size;
    return true;
}

std::optional<EntryBlob> LegacyKernel::readEntries(const std::string &table,
                                                   std::uint32_t size) const
{
    ipt_get_entries head{};
    constexpr std::size_t headSize = offsetof(ipt_get_entries, entrytable);
    static_assert(headSize % LegacyLayout::alignment == 0);
    table.copy(head.name, sizeof head.name - 1);
    head.size = size;
    EntryBlob answer(headSize + size);
    if (!answer) {
        errno = ENOMEM;
        return std::nullopt;
    }
    std::memcpy(answer.data(), &head, headSize);
    if (!ask(IPT_SO_GET_ENTRIES, answer.data(), static_cast<unsigned>(answer.size()))) {
        return std::nullopt;
    }
    answer.dropFront(headSize);
    return answer;
}

} // namespace Portlight::Helper
