// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"
#include "helper/netfilter/filedescriptor.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// What the kernel says of a table beside its entries (struct ipt_getinfo, ip6t_getinfo).
struct LegacyHooks {
    static constexpr std::size_t count = 5; ///< NF_INET_NUMHOOKS
    unsigned valid = 0; ///< bit n: hook n has a chain
    std::uint32_t entry[count] = {}; ///< offset of its first rule
    std::uint32_t underflow[count] = {}; ///< offset of its policy
    std::uint32_t entries = 0;
    bool operator==(const LegacyHooks &) const = default;
};

/// Zeroed memory that is aligned for any entry. Tables of megabytes lie in large pages, where the
/// kernel has them: else the page faults are a tenth of what reading a table costs.
class EntryBlob
{
public:
    explicit EntryBlob(std::size_t size);
    std::byte *data()
    {
        return m_bytes.get() + m_front;
    }
    const std::byte *data() const
    {
        return m_bytes.get() + m_front;
    }
    std::size_t size() const
    {
        return m_size;
    }
    explicit operator bool() const
    {
        return m_bytes != nullptr;
    }
    /// Without copying; a multiple of 8 keeps the alignment.
    void dropFront(std::size_t bytes)
    {
        m_front += bytes;
        m_size -= bytes;
    }

private:
    struct Free {
        std::size_t mapped; ///< bytes from mmap(), or 0: from calloc()
        void operator()(std::byte *bytes) const;
    };
    std::unique_ptr<std::byte, Free> m_bytes;
    std::size_t m_front = 0;
    std::size_t m_size;
};

/// Where things are in an entry of a table (linux/netfilter_ipv4/ip_tables.h, ip6_tables.h,
/// linux/netfilter/x_tables.h). Nothing here looks beyond what it names; the caller has checked
/// that it is there.
struct LegacyLayout {
    static constexpr std::size_t alignment = 8; ///< XT_ALIGN
    static constexpr std::size_t partSize = 32; ///< struct xt_entry_match, xt_entry_target
    static constexpr std::size_t standardTargetSize = 36; ///< with a verdict
    static constexpr std::size_t errorTargetSize = 62; ///< with the name of a chain
    static constexpr std::string_view errorTarget = "ERROR";
    static constexpr std::int32_t drop = -1; ///< -NF_DROP - 1, and so on
    static constexpr std::int32_t accept = -2;
    static constexpr std::int32_t queue = -4;
    static constexpr std::int32_t goBack = -5; ///< XT_RETURN

    std::size_t headerSize; ///< struct ipt_ip, ip6t_ip6: what every rule compares
    std::size_t entrySize;
    std::size_t targetOffsetAt;
    std::size_t nextOffsetAt;
    std::size_t countersAt;

    static const LegacyLayout &of(Core::Family family);

    std::uint16_t targetOffset(const std::byte *entry) const;
    std::uint16_t nextOffset(const std::byte *entry) const;
    Core::Counters counters(const std::byte *entry) const;

    /// A part is a match or a target.
    static std::uint16_t sizeOfPart(const std::byte *part);
    static std::optional<std::string_view> nameOfPart(const std::byte *part); ///< none: no end
    static std::uint8_t revisionOfPart(const std::byte *part);
    static std::int32_t verdict(const std::byte *target);
    static std::optional<std::string_view> errorName(const std::byte *target);
    static std::string_view verdictName(std::int32_t verdict); ///< empty: not known
};

/// The raw socket through which iptables-legacy asks the kernel, in the network namespace of the
/// thread that made it. A call that fails sets errno.
class LegacyKernel
{
public:
    static constexpr std::size_t tableNameSize = 32; ///< XT_TABLE_MAXNAMELEN

    explicit LegacyKernel(Core::Family family);
    bool isOpen() const
    {
        return static_cast<bool>(m_socket);
    }
    bool readInfo(const std::string &table, LegacyHooks &hooks, std::uint32_t &size) const;
    /// EAGAIN when the table has another size by now.
    std::optional<EntryBlob> readEntries(const std::string &table, std::uint32_t size) const;

private:
    bool ask(int option, void *data, unsigned size) const;

    Core::Family m_family;
    FileDescriptor m_socket;
};

} // namespace Portlight::Helper
