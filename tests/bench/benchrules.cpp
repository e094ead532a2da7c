// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// benchrules read|counters|insert|kernel legacy|nft FILE
//
// One step of the helper as a program, for hyperfine (bench_rules.sh): reading the rules of IPv4
// and making a model of them, reading their counters, or putting one rule at place 3 of INPUT in
// filter. "kernel" is what the kernel alone needs to hand over the counters of the table filter:
// one call, and its answer thrown away. Exit code 1 when the step failed or found nothing.

#include "helper/netfilter/commit.h"
#include "helper/netfilter/counters.h"
#include "helper/netfilter/legacylayout.h"
#include "helper/netfilter/netlink.h"
#include "helper/netfilter/rulesource.h"

#include <cstdio>
#include <fstream>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <string>
#include <string_view>

using namespace Portlight;

namespace
{

bool read(Core::Backend backend, const std::string &file)
{
    const auto read = Helper::readModel(backend, Core::Family::Ipv4);
    if (!read || read->rules.status != Helper::RulesText::Status::Done) {
        return false;
    }
    std::ofstream(file) << read->rules.generation;
    return read->model.ruleCount() > 0;
}

bool readCounters(Core::Backend backend)
{
    const auto reading = Helper::readCounters(backend, Core::Family::Ipv4);
    return reading && !reading->chains.empty();
}

bool askKernel(Core::Backend backend)
{
    if (backend == Core::Backend::Legacy) {
        const Helper::LegacyKernel kernel(Core::Family::Ipv4);
        Helper::LegacyHooks hooks;
        std::uint32_t size = 0;
        return kernel.isOpen() && kernel.readInfo("filter", hooks, size)
            && kernel.readEntries("filter", size);
    }
    auto socket = Helper::NetlinkSocket::open(NETLINK_NETFILTER);
    if (!socket) {
        return false;
    }
    struct {
        nlmsghdr header{};
        nfgenmsg family{};
    } request;
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETRULE;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.family.nfgen_family = NFPROTO_IPV4;
    std::size_t rules = 0;
    return socket->ask(&request.header, "ask the kernel", [&rules](const nlmsghdr *) {
        ++rules;
    }) && rules > 0;
}

bool insert(Core::Backend backend, const std::string &file)
{
    const auto lock = Helper::XtablesLock::take();
    if (!lock) {
        return false;
    }
    Helper::CommitRequest request;
    request.backend = backend;
    request.restoreText = "*filter\n-I INPUT 3 -s 192.0.2.1/32 -j DROP\nCOMMIT\n";
    std::ifstream(file) >> request.generation;
    request.lock = &*lock;
    const auto done = Helper::commitRules(request);
    if (!done || !done->generation) {
        return false;
    }
    std::ofstream(file) << *done->generation;
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view step = argc > 1 ? argv[1] : "";
    const auto backend = Core::parseBackend(argc > 2 ? argv[2] : "");
    if (argc == 4 && backend) {
        if (step == "read") {
            return read(*backend, argv[3]) ? 0 : 1;
        }
        if (step == "counters") {
            return readCounters(*backend) ? 0 : 1;
        }
        if (step == "kernel") {
            return askKernel(*backend) ? 0 : 1;
        }
        if (step == "insert") {
            return insert(*backend, argv[3]) ? 0 : 1;
        }
    }
    std::fputs("usage: benchrules read|counters|insert|kernel legacy|nft FILE\n", stderr);
    return 2;
}
