// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// What portlight-capture reads from the network, and what the helper reads from portlight-capture.
#include "helper/watch/capturejson.h"
#include "helper/watch/frame.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace Portlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    for (const std::uint8_t protocol :
         {Core::ProtocolTcp, Core::ProtocolUdp, Core::ProtocolIcmp, Core::ProtocolIcmpv6}) {
        Core::WatchSubject subject;
        subject.protocol = protocol;
        subject.port = protocol == Core::ProtocolUdp ? 53 : 8080;
        if (const auto packet = Helper::readFrame({data, size}, subject);
            packet && packet->source.family != packet->destination.family) {
            std::abort();
        }
        static_cast<void>(Helper::readPacket({data, size}, subject));
    }
    // Nothing here may take the bytes for text that ends: they hold zeros.
    const std::string line(data, data + size);
    if (const auto watch = Helper::packetWatchFrom(line)) {
        if (!Helper::packetWatchFrom(Helper::toLine(*watch))) {
            std::abort();
        }
    }
    return 0;
}
