// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-readlegacy FAMILY TABLE...
//
// Prints the tables of iptables-legacy the way `iptables-legacy-save -c` does, without its date
// comments, and as the last line "# generation …" over these very entries. The kernel's bytes are
// walked here (legacytable.h) and not by libiptc, which builds a second copy of every rule first;
// the words for matches and targets are those of libxtables. A program of its own because that may
// call exit() at any point and prints to standard output. Only tables that the caller found in
// /proc/net/ip_tables_names may be named: asking for any other one would create it.

#include "helper/netfilter/xtablesprogram.h"

#include <cstdio>
#include <cstdlib>

namespace
{

using namespace Portlight;
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

} // namespace

int main(int argc, char **argv)
{
    const auto family = Core::parseFamily(argc > 1 ? argv[1] : "");
    if (argc < 3 || !family) {
        std::fputs("usage: portlight-readlegacy ipv4|ipv6 TABLE...\n", stderr);
        return 2;
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
    return std::fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
