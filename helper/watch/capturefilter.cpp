// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/capturefilter.h"

namespace Portlight::Helper
{

namespace
{

constexpr auto icmpErrors = "(icmp[0] = 3 or icmp[0] = 11 or icmp[0] = 12 or "
                            "(ip6[6] = 58 and (ip6[40] = 1 or ip6[40] = 3 or ip6[40] = 4)))";

std::string either(const std::vector<std::string> &parts)
{
    std::string text;
    for (const std::string &part : parts) {
        text += (text.empty() ? "(" : " or ") + part;
    }
    return text.empty() ? text : text + ')';
}

std::string ports(const Core::WatchSubject &subject)
{
    std::vector<std::string> parts{"port " + std::to_string(subject.port)};
    if (subject.translatedPort != 0 && subject.translatedPort != subject.port) {
        parts.push_back("port " + std::to_string(subject.translatedPort));
    }
    return either(parts);
}

std::string hosts(const Core::WatchSubject &subject)
{
    std::vector<std::string> parts;
    for (const auto &address : {subject.from, subject.to, subject.translatedTo}) {
        if (address) {
            parts.push_back("host " + address->toString());
        }
    }
    return either(parts);
}

std::string wanted(const Core::WatchSubject &subject)
{
    switch (subject.protocol) {
    case Core::ProtocolTcp:
        // `tcp[…]` never matches IPv6, whatever its documentation suggests: both are written out.
        return "tcp and " + ports(subject)
            + " and ((ip and tcp[13] & 6 != 0) or (ip6[6] = 6 and ip6[53] & 6 != 0))";
    case Core::ProtocolUdp:
        return "udp and " + ports(subject);
    case Core::ProtocolIcmp:
        return "icmp[0] = 8 or icmp[0] = 0";
    default:
        return "ip6[6] = 58 and (ip6[40] = 128 or ip6[40] = 129)";
    }
}

} // namespace

std::string captureFilter(const Core::WatchSubject &subject,
                          const std::vector<unsigned> &interfaces)
{
    std::string filter = '(' + wanted(subject) + ')';
    if (const std::string among = hosts(subject); !among.empty()) {
        filter = '(' + filter + " and " + among + ')';
    }
    filter = '(' + filter + " or " + icmpErrors + ')';
    std::vector<std::string> places;
    for (const unsigned index : interfaces) {
        places.push_back("ifindex " + std::to_string(index));
    }
    return places.empty() ? filter : filter + " and " + either(places);
}

} // namespace Portlight::Helper
