// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-capture: watches the packets of one connection. A program of its own, because what it
// reads is hostile: it opens its one socket, gives every privilege away, and only then looks at a
// packet. It ends after the asked time, and at once when its standard input ends.
#include "helper/netfilter/filedescriptor.h"
#include "helper/watch/capturesource.h"
#include "helper/watch/sightings.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <grp.h>
#include <linux/capability.h>
#include <memory>
#include <net/if.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace
{

using namespace Portlight;
using namespace Portlight::Helper;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t mostPackets = 50000; ///< in all; then the watch ends
constexpr int mostAtOnce = 2000; ///< in a second; more are left to the kernel, which drops them
constexpr int tickMilliseconds = 100;
constexpr uid_t nobody = 65534;

/// The first line of standard input; empty when there is none within the limit.
std::string readRequest()
{
    std::string line;
    char one = 0;
    while (line.size() < longestCaptureLine) {
        const ssize_t got = ::read(STDIN_FILENO, &one, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return {};
        }
        if (one == '\n') {
            return line;
        }
        line.push_back(one);
    }
    return {};
}

/// From here on this process can only read its open descriptors. In a user namespace there may be
/// nobody else to become; without capabilities root is then nobody, too.
bool giveUpPrivileges()
{
    ::setgroups(0, nullptr); // not allowed in some user namespaces, where there are none either
    const bool mapped =
        ::setresgid(nobody, nobody, nobody) == 0 && ::setresuid(nobody, nobody, nobody) == 0;
    if (!mapped && errno != EINVAL && errno != EPERM) {
        return false;
    }
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
    if (::syscall(SYS_capset, &header, none.data()) != 0
        || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return false;
    }
    const rlimit nothing{0, 0};
    const rlimit asPollNeeds{3, 3}; // all three are taken, so nothing new can be opened
    ::setrlimit(RLIMIT_NOFILE, &asPollNeeds);
    ::setrlimit(RLIMIT_FSIZE, &nothing);
    ::setrlimit(RLIMIT_CORE, &nothing);
    return true;
}

class Watcher
{
public:
    Watcher(CaptureSource &source, unsigned seconds, FileDescriptor names)
        : m_source(source)
        , m_seconds(seconds)
        , m_names(std::move(names))
        , m_sightings([this](unsigned index) {
            return nameOf(index);
        })
    {
    }

    int run()
    {
        tell();
        const auto end = m_began + std::chrono::seconds(m_seconds);
        auto told = Clock::now();
        auto second = Clock::now();
        while (Clock::now() < end && m_sightings.watch().packets < mostPackets) {
            const bool paused = m_inThisSecond >= mostAtOnce;
            std::array<pollfd, 2> polled = {pollfd{STDIN_FILENO, POLLIN, 0},
                                            pollfd{paused ? -1 : m_source.descriptor(), POLLIN, 0}};
            ::poll(polled.data(), polled.size(), tickMilliseconds);
            if (polled[0].revents != 0) {
                break; // nobody waits for the rest
            }
            if (!paused) {
                take();
            }
            const auto now = Clock::now();
            if (now - second >= std::chrono::seconds(1)) {
                second = now;
                m_inThisSecond = 0;
            }
            if (m_changed && now - told >= std::chrono::milliseconds(tickMilliseconds)) {
                told = now;
                tell();
            }
        }
        if (m_sightings.watch().packets >= mostPackets) {
            m_sightings.watch().limited = true;
        }
        m_sightings.watch().running = false;
        tell();
        return captureDone;
    }

private:
    double milliseconds() const
    {
        return std::chrono::duration<double, std::milli>(Clock::now() - m_began).count();
    }

    std::string nameOf(unsigned index) const
    {
        ifreq request{};
        request.ifr_ifindex = static_cast<int>(index);
        return ::ioctl(m_names.value(), SIOCGIFNAME, &request) == 0 ? request.ifr_name
                                                                    : std::to_string(index);
    }

    void take()
    {
        while (m_inThisSecond < mostAtOnce) {
            const auto packet = m_source.next();
            if (!packet) {
                return;
            }
            ++m_inThisSecond;
            ++m_sightings.watch().packets;
            if (packet->watched) {
                // Counted from the moment the kernel saw it, if it tells.
                const double at = packet->seen
                    ? std::chrono::duration<double, std::milli>(*packet->seen - m_beganOnTheWall)
                          .count()
                    : milliseconds();
                m_sightings.add(*packet->watched, std::max(0.0, at));
                m_changed = true;
            }
        }
    }

    void tell()
    {
        Core::PacketWatch &watch = m_sightings.watch();
        watch.seconds = milliseconds() / 1000;
        watch.lost = m_source.lost();
        const std::string line = toLine(watch);
        std::fwrite(line.data(), 1, line.size(), stdout);
        std::fflush(stdout);
        m_changed = false;
    }

    CaptureSource &m_source;
    unsigned m_seconds;
    FileDescriptor m_names; ///< any socket: interface names are asked for with one
    Sightings m_sightings;
    Clock::time_point m_began = Clock::now();
    std::chrono::nanoseconds m_beganOnTheWall = std::chrono::system_clock::now().time_since_epoch();
    int m_inThisSecond = 0;
    bool m_changed = false;
};

} // namespace

int Portlight::Helper::complain(int code, const char *what, const char *detail)
{
    std::fprintf(stderr, "portlight-capture: %s: %s\n", what, detail);
    return code;
}

int main()
{
    const auto request = captureRequestFrom(readRequest());
    if (!request) {
        return complain(captureFailed, "request", "malformed");
    }
    int code = captureFailed;
    const auto source = request->subject.logGroup != 0 ? openLog(request->subject, code)
                                                       : openWire(request->subject, code);
    if (source == nullptr) {
        return code;
    }
    FileDescriptor names(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!giveUpPrivileges()) {
        return complain(captureFailed, "give up privileges", std::strerror(errno));
    }
    return Watcher(*source, request->seconds, std::move(names)).run();
}
