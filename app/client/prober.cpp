// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/prober.h"
#include "app/client/probesocket.h"

#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>

namespace Portlight::App
{

namespace
{

using namespace Core;
using Clock = ProbeSocket::Clock;

constexpr int minimumTimeout = 100;
constexpr int maximumTimeout = 30000;
constexpr std::uint8_t echoRequestIpv4 = 8;
constexpr std::uint8_t echoRequestIpv6 = 128;

bool isPing(std::uint8_t protocol)
{
    return protocol == ProtocolIcmp || protocol == ProtocolIcmpv6;
}

/// Turns an errno and the socket's error queue into what happened.
void judge(const ProbeSocket &socket, int error, ProbeResult &result)
{
    result.errorNumber = error;
    if (const auto icmp = socket.readErrorQueue()) {
        result.outcome = ProbeOutcome::Rejected;
        result.icmpType = icmp->type;
        result.icmpCode = icmp->code;
        result.offender = icmp->offender;
        if (result.errorNumber == 0) {
            result.errorNumber = icmp->errorNumber;
        }
        return;
    }
    switch (error) {
    case ECONNREFUSED:
    case ECONNRESET:
        result.outcome = ProbeOutcome::Refused;
        break;
    case ETIMEDOUT:
        result.outcome = ProbeOutcome::TimedOut;
        break;
    default:
        result.outcome = ProbeOutcome::Unreachable;
    }
}

void connectTcp(const ProbeSocket &socket, int connectError, Clock::time_point deadline,
                ProbeResult &result)
{
    if (connectError == EINPROGRESS) {
        if (!socket.waitFor(POLLOUT, deadline)) {
            result.outcome = ProbeOutcome::TimedOut;
            result.errorNumber = ETIMEDOUT;
            return;
        }
        connectError = socket.takeError();
    }
    if (connectError == 0) {
        result.outcome = ProbeOutcome::Connected;
        return;
    }
    judge(socket, connectError, result);
}

/// Sends one datagram on a connected socket and waits for any answer.
void exchange(const ProbeSocket &socket, const void *data, std::size_t size,
              Clock::time_point deadline, ProbeResult &result)
{
    if (::send(socket.descriptor(), data, size, MSG_NOSIGNAL) < 0) {
        judge(socket, errno, result);
        return;
    }
    while (socket.waitFor(POLLIN, deadline)) {
        const int error = socket.takeError();
        if (error != 0) {
            judge(socket, error, result);
            return;
        }
        if (const auto icmp = socket.readErrorQueue()) {
            result.outcome = ProbeOutcome::Rejected;
            result.icmpType = icmp->type;
            result.icmpCode = icmp->code;
            result.offender = icmp->offender;
            result.errorNumber = icmp->errorNumber;
            return;
        }
        std::array<char, 64> answer{};
        if (::recv(socket.descriptor(), answer.data(), answer.size(), MSG_DONTWAIT) >= 0) {
            result.outcome = ProbeOutcome::Connected;
            return;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
            judge(socket, errno, result);
            return;
        }
    }
    result.outcome = ProbeOutcome::TimedOut;
    result.errorNumber = ETIMEDOUT;
}

void ping(const ProbeSocket &socket, Family family, Clock::time_point deadline, ProbeResult &result)
{
    // The kernel fills in identifier and checksum of an unprivileged ping socket.
    std::array<unsigned char, 16> echo{};
    echo[0] = family == Family::Ipv4 ? echoRequestIpv4 : echoRequestIpv6;
    echo[7] = 1;
    exchange(socket, echo.data(), echo.size(), deadline, result);
}

void tryIt(const ProbeRequest &request, Clock::time_point deadline, ProbeResult &result)
{
    const Family family = request.to.family;
    const bool icmp = isPing(request.protocol);
    const bool tcp = request.protocol == ProtocolTcp;
    if (!icmp && !tcp && request.protocol != ProtocolUdp) {
        result.errorNumber = EPROTONOSUPPORT;
        return;
    }
    const int icmpProtocol = family == Family::Ipv4 ? int{IPPROTO_ICMP} : int{IPPROTO_ICMPV6};
    ProbeSocket socket(family, tcp ? SOCK_STREAM : SOCK_DGRAM, icmp ? icmpProtocol : 0);
    if (!socket.isOpen()) {
        result.errorNumber = errno; // EACCES: this user may not ping without privileges
        return;
    }
    if (request.bindTo) {
        result.boundTo = request.bindTo;
        if (const int error = socket.bindTo(*request.bindTo); error != 0) {
            result.outcome = ProbeOutcome::Unreachable;
            result.errorNumber = error;
            return;
        }
    }
    const int error = socket.connectTo(request.to, icmp ? std::uint16_t{0} : request.port);
    if (tcp) {
        connectTcp(socket, error, deadline, result);
    } else if (error != 0) {
        judge(socket, error, result);
    } else if (icmp) {
        ping(socket, family, deadline, result);
    } else {
        exchange(socket, nullptr, 0, deadline, result);
    }
}

} // namespace

Core::ProbeResult probeNow(const ProbeRequest &request)
{
    ProbeResult result;
    result.fromWhere = "here";
    const auto begin = Clock::now();
    const int timeout = std::clamp(request.timeoutMilliseconds, minimumTimeout, maximumTimeout);
    tryIt(request, begin + std::chrono::milliseconds(timeout), result);
    result.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    return result;
}

void LocalProber::probe(const ProbeRequest &request, QObject *context,
                        Callback<Core::ProbeResult> done)
{
    const auto result = std::make_shared<Core::ProbeResult>();
    QThread *worker = QThread::create([request, result] {
        *result = probeNow(request);
    });
    connect(worker, &QThread::finished, context, [result, done = std::move(done)] {
        done(*result);
    });
    connect(worker, &QThread::finished, worker, &QObject::deleteLater);
    worker->start();
}

} // namespace Portlight::App
