// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/rehearsaljson.h"
#include "helper/rehearsal/rehearse.h"

#include <csignal>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <unistd.h>

/// portlight-rehearse: reads one request (rehearsaljson.h) from standard input, prints one answer.
/// Ends with whoever started it, and by itself after half a minute; the kernel takes the network
/// along with it.
int main()
{
    using namespace Portlight::Helper;
    constexpr unsigned mostSeconds = 30;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::alarm(mostSeconds);
    const std::string text{std::istreambuf_iterator<char>(std::cin),
                           std::istreambuf_iterator<char>()};
    const auto request = requestFromJson(nlohmann::json::parse(text, nullptr, false));
    if (!request) {
        std::cerr << "portlight-rehearse: a request is expected on standard input\n";
        return 2;
    }
    std::cout << toJson(rehearseHere(*request))
                     .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
              << '\n';
    return 0;
}
