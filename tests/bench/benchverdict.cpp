// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the verdict engine needs once the rules are read: one packet that meets them all, and all
// packets at once. Files of iptables-save text come on the command line, before the options of
// Google Benchmark: benchverdict FILE... [--benchmark_…]
#include "core/lint/openings.h"
#include "core/text/saveparser.h"
#include "core/verdict/engine.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <sys/resource.h>

using namespace Portlight::Core;

namespace
{

std::string nameOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

void onePacket(benchmark::State &state, const std::vector<Ruleset> &rulesets)
{
    Packet packet;
    packet.source = IpAddress::parse("203.0.113.77");
    packet.destination = IpAddress::parse("192.0.2.1");
    packet.sourcePort = 40000;
    packet.destinationPort = 9;
    packet.inInterface = "bench0";
    for (auto step : state) {
        benchmark::DoNotOptimize(walk(rulesets, packet));
    }
    state.counters["rules"] = static_cast<double>(rulesets.front().ruleCount());
}

void everyPacket(benchmark::State &state, const std::vector<Ruleset> &rulesets)
{
    const World world;
    for (auto step : state) {
        const auto openings = openPorts(rulesets, Family::Ipv4, world);
        if (!openings) {
            state.SkipWithError(openings.error().message.c_str());
            return;
        }
        state.counters["openings"] = static_cast<double>(openings->size());
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["peak_mib"] = static_cast<double>(usage.ru_maxrss) / 1024;
    state.counters["rules"] = static_cast<double>(rulesets.front().ruleCount());
}

} // namespace

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    std::vector<std::vector<Ruleset>> all;
    all.reserve(static_cast<std::size_t>(argc));
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(argv[i]);
        std::stringstream text;
        text << file.rdbuf();
        auto ruleset = parseSave(text.str(), Backend::File, Family::Ipv4);
        if (!file || !ruleset) {
            std::cerr << argv[i] << ": cannot be read\n";
            return 1;
        }
        const auto &rulesets = all.emplace_back(std::vector{*std::move(ruleset)});
        benchmark::RegisterBenchmark(("one packet, " + nameOf(argv[i])).c_str(), onePacket,
                                     rulesets)
            ->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark(("open ports, " + nameOf(argv[i])).c_str(), everyPacket,
                                     rulesets)
            ->Unit(benchmark::kMillisecond);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
