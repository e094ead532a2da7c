// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/whereandwhen.h"

#include "helper/netfilter/smallfile.h"

#include <algorithm>
#include <ctime>
#include <random>
#include <string_view>
#include <sys/stat.h>

namespace Portlight::Helper
{

std::int64_t bootTimeMilliseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

std::uint64_t networkNamespace()
{
    struct stat about {
    };
    return ::stat("/proc/thread-self/ns/net", &about) == 0 ? about.st_ino : 0;
}

std::string bootId()
{
    std::string id = readSmallFile("/proc/sys/kernel/random/boot_id").value_or(std::string());
    id.erase(std::find(id.begin(), id.end(), '\n'), id.end());
    return id;
}

std::string randomId()
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device source; // The kernel's generator, on every system with this library.
    std::string id;
    for (int word = 0; word < 4; ++word) {
        const std::uint32_t bits = source();
        for (unsigned shift = 0; shift < 32; shift += 4) {
            id += digits[bits >> shift & 15U];
        }
    }
    return id;
}

} // namespace Portlight::Helper
