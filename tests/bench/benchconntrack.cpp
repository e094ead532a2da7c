// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// benchconntrack summary|gauge
//
// "summary" counts the connection table of this network as the helper does, and prints the number
// of entries and the most memory that the process had, in MiB. "gauge" reads how full it is 1,000
// times and prints the processor time of one reading in microseconds.

#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/table.h"

#include <cstdio>
#include <ctime>
#include <string_view>
#include <sys/resource.h>

using namespace Portlight;

namespace
{

int summary()
{
    const auto summary = Helper::readTableSummary({}, 10);
    if (!summary) {
        std::fprintf(stderr, "%s\n", summary.error().message.c_str());
        return 1;
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("%llu %.1f\n", static_cast<unsigned long long>(summary->entries),
                static_cast<double>(usage.ru_maxrss) / 1024);
    return 0;
}

int gauge()
{
    constexpr int readings = 1000;
    const std::clock_t begin = std::clock();
    for (int i = 0; i < readings; ++i) {
        if (!Helper::readConntrackUsage().count) {
            return 1;
        }
    }
    std::printf("%.1f\n",
                static_cast<double>(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC / readings);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view what = argc == 2 ? argv[1] : "";
    if (what == "summary") {
        return summary();
    }
    return what == "gauge" ? gauge() : 2;
}
