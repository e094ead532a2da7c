// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/capturefilter.h"
#include "helper/watch/capturesource.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <pcap/pcap.h>
#include <sys/socket.h>

namespace Portlight::Helper
{

namespace
{

constexpr int bufferBytes = 2 * 1024 * 1024;
constexpr int wakeMilliseconds = 100;

struct PcapClose {
    void operator()(pcap_t *handle) const
    {
        ::pcap_close(handle);
    }
};
using Pcap = std::unique_ptr<pcap_t, PcapClose>;

class WireSource : public CaptureSource
{
public:
    WireSource(Pcap handle, Core::WatchSubject subject)
        : m_handle(std::move(handle))
        , m_subject(std::move(subject))
    {
    }
    int descriptor() const override
    {
        return ::pcap_get_selectable_fd(m_handle.get());
    }
    std::optional<Packet> next() override
    {
        pcap_pkthdr *header = nullptr;
        const unsigned char *bytes = nullptr;
        if (::pcap_next_ex(m_handle.get(), &header, &bytes) != 1) {
            return std::nullopt;
        }
        return Packet{readFrame({bytes, header->caplen}, m_subject),
                      std::chrono::seconds(header->ts.tv_sec)
                          + std::chrono::microseconds(header->ts.tv_usec)};
    }
    std::uint64_t lost() override
    {
        pcap_stat counts{};
        return ::pcap_stats(m_handle.get(), &counts) == 0 ? counts.ps_drop : 0;
    }

private:
    Pcap m_handle;
    Core::WatchSubject m_subject;
};

/// Gives captureDone when the filter stands.
int setFilter(pcap_t *handle, const std::string &filter)
{
    bpf_program program{};
    if (::pcap_compile(handle, &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
        return complain(captureFailed, "filter", ::pcap_geterr(handle));
    }
    const int set = ::pcap_setfilter(handle, &program);
    ::pcap_freecode(&program);
    if (set != 0) {
        return complain(captureFailed, "filter", ::pcap_geterr(handle));
    }
    // Security: whoever takes this process over cannot watch anything else with its socket.
    const int locked = 1;
    if (::setsockopt(::pcap_fileno(handle), SOL_SOCKET, SO_LOCK_FILTER, &locked, sizeof locked)
        != 0) {
        return complain(captureFailed, "lock the filter", std::strerror(errno));
    }
    return captureDone;
}

} // namespace

std::unique_ptr<CaptureSource> openWire(const Core::WatchSubject &subject, int &code)
{
    std::array<char, PCAP_ERRBUF_SIZE> words{};
    std::vector<unsigned> interfaces;
    for (const std::string &name : subject.interfaces) {
        const unsigned index = ::if_nametoindex(name.c_str());
        if (index == 0) {
            code = complain(captureNoInterface, name.c_str(), "no such interface");
            return nullptr;
        }
        interfaces.push_back(index);
    }
    Pcap handle(::pcap_create("any", words.data()));
    if (!handle) {
        code = complain(captureFailed, "open", words.data());
        return nullptr;
    }
    ::pcap_set_snaplen(handle.get(), snapLength);
    ::pcap_set_promisc(handle.get(), 0);
    ::pcap_set_buffer_size(handle.get(), bufferBytes);
    ::pcap_set_timeout(handle.get(), wakeMilliseconds);
    ::pcap_set_immediate_mode(handle.get(), 1);
    const int activated = ::pcap_activate(handle.get());
    if (activated < 0) {
        const bool denied =
            activated == PCAP_ERROR_PERM_DENIED || activated == PCAP_ERROR_PROMISC_PERM_DENIED;
        code =
            complain(denied ? captureDenied : captureFailed, "open", ::pcap_geterr(handle.get()));
        return nullptr;
    }
    if (::pcap_set_datalink(handle.get(), DLT_LINUX_SLL2) != 0
        || ::pcap_setnonblock(handle.get(), 1, words.data()) != 0) {
        code = complain(captureFailed, "set up", ::pcap_geterr(handle.get()));
        return nullptr;
    }
    code = setFilter(handle.get(), captureFilter(subject, interfaces));
    return code == captureDone ? std::make_unique<WireSource>(std::move(handle), subject) : nullptr;
}

} // namespace Portlight::Helper
