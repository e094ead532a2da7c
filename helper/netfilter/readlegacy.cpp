// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-readlegacy FAMILY TABLE...
// portlight-readlegacy FAMILY -
//
// Prints the tables of iptables-legacy the way `iptables-legacy-save -c` does, without its date
// comments, and as the last line "# generation …" over these very entries. The kernel's bytes are
// walked here (legacytable.h) and not by libiptc, which builds a second copy of every rule first;
// the words for matches and targets are those of libxtables. A program of its own because that may
// call exit() at any point and prints to standard output. Only tables that the caller found in
// /proc/net/ip_tables_names may be named: asking for any other one would create it.
//
// With "-" it prints the parts of xtables given on standard input (xtableswords.h), which are in
// rules of iptables-nft, too. The kernel is then not asked for anything.

#include "helper/netfilter/xtablesprogram.h"
#include "helper/netfilter/xtableswords.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <iterator>

namespace
{

using namespace Portlight;
using Helper::LegacyLayout;
using Helper::LegacyTable;
using Helper::printText;

void printTable(const LegacyTable &table, Core::Family family)
{
    printText("*");
    printText(table.name());
    printText("\n");
    for (const LegacyTable::Chain &chain : table.chains()) {
        printText(":");
        printText(chain.name);
        printText(" ");
        printText(chain.policy ? Core::toString(*chain.policy) : "-");
        printText(" ");
        Helper::printCounters(chain.counters);
        printText("\n");
    }
    for (const LegacyTable::Chain &chain : table.chains()) {
        for (const LegacyTable::Rule &rule : table.rulesOf(chain)) {
            Helper::printCounters(table.counters(rule));
            printText(" ");
            Helper::printRule(table, chain, rule, family);
            printText("\n");
        }
    }
    printText("COMMIT\n");
}

/// False when the input is cut.
bool printParts(const std::string &input, Core::Family family)
{
    for (std::size_t at = 0; at < input.size();) {
        Helper::XtablesPartHeader header;
        constexpr std::size_t heads = sizeof header + LegacyLayout::partSize;
        if (input.size() - at < heads) {
            return false;
        }
        std::memcpy(&header, input.data() + at, sizeof header);
        at += sizeof header;
        const auto *bytes = reinterpret_cast<const std::byte *>(input.data() + at);
        const std::size_t size = LegacyLayout::sizeOfPart(bytes);
        if (size < LegacyLayout::partSize || size > input.size() - at
            || !LegacyLayout::nameOfPart(bytes)) {
            return false;
        }
        Helper::LonePart part{bytes, header.isTarget != 0, header.protocol,
                              header.protocolInverted != 0};
        // Of some parts only the beginning is known; the rest is the kernel's own.
        Helper::EntryBlob whole(std::max(size, Helper::sizeOfLibrary(part)));
        if (!whole) {
            return false;
        }
        std::memcpy(whole.data(), bytes, size);
        const auto wholeSize = static_cast<std::uint16_t>(whole.size());
        std::memcpy(whole.data(), &wholeSize, sizeof wholeSize);
        part.bytes = whole.data();
        Helper::printPart(part, family);
        constexpr char end = '\0';
        printText({&end, 1});
        at += size;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const auto family = Core::parseFamily(argc > 1 ? argv[1] : "");
    if (argc < 3 || !family) {
        std::fputs("usage: portlight-readlegacy ipv4|ipv6 TABLE...\n", stderr);
        return 2;
    }
    if (std::string_view(argv[2]) == "-") {
        Helper::startXtables("portlight-readlegacy", *family, nullptr, false);
        const std::string input(std::istreambuf_iterator<char>(std::cin), {});
        if (!printParts(input, *family)) {
            Helper::refuse("the input is cut");
        }
        return Helper::flushText() ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    Helper::startXtables("portlight-readlegacy", *family);
    std::vector<LegacyTable> tables;
    for (int i = 2; i < argc; ++i) {
        auto table = LegacyTable::read(*family, argv[i]);
        if (!table) {
            Helper::refuse(std::string("table ") + argv[i] + ": " + table.error().message + ' '
                           + table.error().detail);
        }
        tables.push_back(std::move(*table));
    }
    for (const LegacyTable &table : tables) {
        printTable(table, *family);
    }
    printText("# generation ");
    printText(Helper::legacyGenerationText(tables));
    printText("\n");
    return Helper::flushText() ? EXIT_SUCCESS : EXIT_FAILURE;
}
