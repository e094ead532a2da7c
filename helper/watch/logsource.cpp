// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/capturesource.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_log.h>
#include <span>

namespace Portlight::Helper
{

namespace
{

constexpr std::uint32_t sequence = 1;
constexpr std::size_t bufferBytes = 32768;

struct SocketClose {
    void operator()(mnl_socket *socket) const
    {
        ::mnl_socket_close(socket);
    }
};
using Socket = std::unique_ptr<mnl_socket, SocketClose>;

/// The attributes of a logged packet that matter here.
struct Logged {
    std::span<const std::uint8_t> payload;
    std::string_view prefix;
    unsigned in = 0; ///< index of a network device; 0: none
    unsigned out = 0;
};

int readAttribute(const nlattr *attribute, void *into)
{
    auto &logged = *static_cast<Logged *>(into);
    const auto *bytes = static_cast<const std::uint8_t *>(::mnl_attr_get_payload(attribute));
    const std::size_t length = ::mnl_attr_get_payload_len(attribute);
    switch (::mnl_attr_get_type(attribute)) {
    case NFULA_PAYLOAD:
        logged.payload = {bytes, length};
        break;
    case NFULA_PREFIX:
        if (length > 0) { // with its final zero
            logged.prefix = {static_cast<const char *>(::mnl_attr_get_payload(attribute)),
                             ::strnlen(::mnl_attr_get_str(attribute), length)};
        }
        break;
    case NFULA_IFINDEX_INDEV:
        logged.in = length == sizeof(std::uint32_t) ? ntohl(::mnl_attr_get_u32(attribute)) : 0;
        break;
    case NFULA_IFINDEX_OUTDEV:
        logged.out = length == sizeof(std::uint32_t) ? ntohl(::mnl_attr_get_u32(attribute)) : 0;
        break;
    default:
        break;
    }
    return MNL_CB_OK;
}

class LogSource : public CaptureSource
{
public:
    LogSource(Socket socket, Core::WatchSubject subject)
        : m_socket(std::move(socket))
        , m_subject(std::move(subject))
    {
    }
    int descriptor() const override
    {
        return ::mnl_socket_get_fd(m_socket.get());
    }
    std::optional<Packet> next() override
    {
        if (m_left == 0 && !receive()) {
            return std::nullopt;
        }
        const auto *message = static_cast<const nlmsghdr *>(m_at);
        if (!::mnl_nlmsg_ok(message, m_left)) {
            m_left = 0;
            return Packet{};
        }
        const Packet packet = read(*message);
        m_at = ::mnl_nlmsg_next(message, &m_left);
        return packet;
    }
    std::uint64_t lost() override
    {
        return m_lost;
    }

private:
    bool receive()
    {
        const ssize_t got = ::recv(descriptor(), m_buffer.data(), m_buffer.size(), MSG_DONTWAIT);
        if (got < 0 && errno == ENOBUFS) {
            ++m_lost;
        }
        if (got <= 0) {
            return false;
        }
        m_at = m_buffer.data();
        m_left = static_cast<int>(got);
        return true;
    }

    Packet read(const nlmsghdr &message) const
    {
        constexpr int packetMessage = (NFNL_SUBSYS_ULOG << 8) | NFULNL_MSG_PACKET;
        Logged logged;
        if (message.nlmsg_type != packetMessage
            || ::mnl_attr_parse(&message, sizeof(nfgenmsg), readAttribute, &logged) < MNL_CB_STOP
            || logged.prefix != m_subject.logPrefix) {
            return {};
        }
        Packet packet;
        packet.watched = readPacket(logged.payload, m_subject);
        if (packet.watched) {
            packet.watched->interface = logged.in != 0 ? logged.in : logged.out;
            packet.watched->outgoing = logged.in == 0;
        }
        return packet;
    }

    Socket m_socket;
    Core::WatchSubject m_subject;
    alignas(nlmsghdr) std::array<char, bufferBytes> m_buffer{};
    void *m_at = nullptr;
    int m_left = 0;
    std::uint64_t m_lost = 0;
};

/// Sends one configuration message and reads the kernel's answer; 0 or an errno.
int configure(mnl_socket *socket, std::uint16_t group, const std::function<void(nlmsghdr *)> &fill)
{
    alignas(nlmsghdr) std::array<char, 512> buffer{};
    nlmsghdr *const header = ::mnl_nlmsg_put_header(buffer.data());
    header->nlmsg_type = (NFNL_SUBSYS_ULOG << 8) | NFULNL_MSG_CONFIG;
    header->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
    header->nlmsg_seq = sequence;
    auto *const general =
        static_cast<nfgenmsg *>(::mnl_nlmsg_put_extra_header(header, sizeof(nfgenmsg)));
    general->nfgen_family = AF_UNSPEC;
    general->version = NFNETLINK_V0;
    general->res_id = htons(group);
    fill(header);
    if (::mnl_socket_sendto(socket, header, header->nlmsg_len) < 0) {
        return errno;
    }
    // No packet can come before the mode is set, which is the last message.
    const ssize_t got = ::mnl_socket_recvfrom(socket, buffer.data(), buffer.size());
    if (got < 0
        || ::mnl_cb_run(buffer.data(), static_cast<std::size_t>(got), sequence,
                        ::mnl_socket_get_portid(socket), nullptr, nullptr)
            < MNL_CB_STOP) {
        return errno;
    }
    return 0;
}

} // namespace

std::unique_ptr<CaptureSource> openLog(const Core::WatchSubject &subject, int &code)
{
    const auto failed = [&code](int number) {
        code = complain(number == EPERM ? captureDenied : captureFailed, "nfnetlink_log",
                        std::strerror(number));
        return nullptr;
    };
    Socket socket(::mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC));
    if (!socket || ::mnl_socket_bind(socket.get(), 0, MNL_SOCKET_AUTOPID) != 0) {
        return failed(errno);
    }
    const int bound = configure(socket.get(), subject.logGroup, [](nlmsghdr *message) {
        const nfulnl_msg_config_cmd command{NFULNL_CFG_CMD_BIND};
        ::mnl_attr_put(message, NFULA_CFG_CMD, sizeof command, &command);
    });
    if (bound != 0) {
        return failed(bound); // EBUSY: somebody else listens to this group
    }
    const int set = configure(socket.get(), subject.logGroup, [](nlmsghdr *message) {
        nfulnl_msg_config_mode mode{};
        mode.copy_mode = NFULNL_COPY_PACKET;
        mode.copy_range = htonl(snapLength);
        ::mnl_attr_put(message, NFULA_CFG_MODE, sizeof mode, &mode);
        ::mnl_attr_put_u32(message, NFULA_CFG_QTHRESH, htonl(1)); // each at once
    });
    if (set != 0) {
        return failed(set);
    }
    code = captureDone;
    return std::make_unique<LogSource>(std::move(socket), subject);
}

} // namespace Portlight::Helper
