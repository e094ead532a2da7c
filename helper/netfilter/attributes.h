// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <libmnl/libmnl.h>
#include <optional>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// The attributes of a netlink message or of a nested attribute, by number; the last one wins, and
/// numbers from `Count` on are passed over. Pointers into the message.
template<std::size_t Count> class Attributes
{
public:
    explicit Attributes(const nlattr *nested)
    {
        if (nested != nullptr) {
            take(static_cast<const nlattr *>(mnl_attr_get_payload(nested)),
                 mnl_attr_get_payload_len(nested));
        }
    }
    Attributes(const nlmsghdr *message, std::size_t headerSize)
    {
        const auto *first =
            static_cast<const nlattr *>(mnl_nlmsg_get_payload_offset(message, headerSize));
        const auto *end = static_cast<const char *>(mnl_nlmsg_get_payload_tail(message));
        const auto length = end - reinterpret_cast<const char *>(first);
        take(first, length > 0 ? static_cast<std::size_t>(length) : 0);
    }

    const nlattr *get(std::size_t type) const
    {
        return m_all.at(type);
    }
    /// In the order of this machine; nothing when it is missing or of another size.
    std::optional<std::uint32_t> word(std::size_t type) const
    {
        const nlattr *one = m_all.at(type);
        if (one == nullptr || mnl_attr_get_payload_len(one) != sizeof(std::uint32_t)) {
            return std::nullopt;
        }
        return ntohl(mnl_attr_get_u32(one));
    }
    std::optional<std::uint16_t> halfWord(std::size_t type) const
    {
        const nlattr *one = m_all.at(type);
        if (one == nullptr || mnl_attr_get_payload_len(one) != sizeof(std::uint16_t)) {
            return std::nullopt;
        }
        return ntohs(mnl_attr_get_u16(one));
    }
    std::optional<std::uint8_t> byte(std::size_t type) const
    {
        const nlattr *one = m_all.at(type);
        if (one == nullptr || mnl_attr_get_payload_len(one) != sizeof(std::uint8_t)) {
            return std::nullopt;
        }
        return mnl_attr_get_u8(one);
    }
    std::optional<std::uint64_t> longWord(std::size_t type) const
    {
        const nlattr *one = m_all.at(type);
        if (one == nullptr || mnl_attr_get_payload_len(one) != sizeof(std::uint64_t)) {
            return std::nullopt;
        }
        return be64toh(mnl_attr_get_u64(one));
    }
    std::string_view text(std::size_t type) const
    {
        const nlattr *one = m_all.at(type);
        if (one == nullptr) {
            return {};
        }
        const std::string_view bytes(static_cast<const char *>(mnl_attr_get_payload(one)),
                                     mnl_attr_get_payload_len(one));
        return bytes.substr(0, bytes.find('\0'));
    }

private:
    void take(const nlattr *attribute, std::size_t length)
    {
        int left = static_cast<int>(length);
        while (mnl_attr_ok(attribute, left)) {
            const std::size_t type = mnl_attr_get_type(attribute);
            if (type < Count) {
                m_all.at(type) = attribute;
            }
            left -= static_cast<int>(MNL_ALIGN(attribute->nla_len));
            attribute = mnl_attr_next(attribute);
        }
    }

    std::array<const nlattr *, Count> m_all{};
};

} // namespace Portlight::Helper
