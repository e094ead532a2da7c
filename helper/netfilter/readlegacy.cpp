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

#include "helper/netfilter/legacytable.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <map>
#include <netdb.h>

extern "C" {
// They bring the kernel's headers in an order that goes with those of the C library.
#include <libiptc/libip6tc.h>
#include <libiptc/libiptc.h>
#include <xtables.h>
}

namespace
{

using Portlight::Core::Counters;
using Portlight::Core::Family;
using Portlight::Helper::LegacyLayout;
using Portlight::Helper::LegacyTable;

constexpr int cannotSay = 3; ///< exit code: the text would not be the whole truth

[[noreturn]] void refuse(const std::string &reason)
{
    std::fflush(stdout);
    std::fprintf(stderr, "%s\n", reason.c_str());
    std::exit(cannotSay);
}

[[noreturn]] __attribute__((format(printf, 2, 3))) void libraryError(xtables_exittype,
                                                                     const char *format, ...)
{
    std::fflush(stdout);
    va_list arguments;
    va_start(arguments, format);
    std::vfprintf(stderr, format, arguments);
    va_end(arguments);
    std::fputc('\n', stderr);
    std::exit(cannotSay);
}

// Into the buffer of stdout, because the libraries print there, too.
void print(std::string_view text)
{
    ::fwrite_unlocked(text.data(), 1, text.size(), stdout);
}

void print(std::uint64_t number)
{
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    print({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void print(const Counters &counters)
{
    print("[");
    print(counters.packets);
    print(":");
    print(counters.bytes);
    print("]");
}

/// What differs between the families.
struct Ipv4 {
    using Header = ipt_ip;
    static constexpr Family family = Family::Ipv4;
    static constexpr std::uint8_t protocolFamily = NFPROTO_IPV4;
    static constexpr int addressFamily = AF_INET;
    static constexpr unsigned gotoFlag = IPT_F_GOTO;
    static void printFragment(const Header &header)
    {
        if ((header.flags & IPT_F_FRAG) != 0) {
            print((header.invflags & IPT_INV_FRAG) != 0 ? " ! -f" : " -f");
        }
    }
};

struct Ipv6 {
    using Header = ip6t_ip6;
    static constexpr Family family = Family::Ipv6;
    static constexpr std::uint8_t protocolFamily = NFPROTO_IPV6;
    static constexpr int addressFamily = AF_INET6;
    static constexpr unsigned gotoFlag = IP6T_F_GOTO;
    static void printFragment(const Header &)
    {
    }
};

// The flags of both families have the same values; the printing below relies on it.
static_assert(IPT_INV_SRCIP == IP6T_INV_SRCIP && IPT_INV_DSTIP == IP6T_INV_DSTIP
              && IPT_INV_VIA_IN == IP6T_INV_VIA_IN && IPT_INV_VIA_OUT == IP6T_INV_VIA_OUT
              && IPT_INV_PROTO == IP6T_INV_PROTO);

/// Prefix length, or -1 when the mask has holes.
int prefixLength(const unsigned char *mask, std::size_t size)
{
    int length = 0;
    bool ended = false;
    for (std::size_t i = 0; i < size * 8; ++i) {
        const bool bit = (mask[i / 8] >> (7 - i % 8) & 1) != 0;
        if (bit && ended) {
            return -1;
        }
        ended = !bit;
        length += bit ? 1 : 0;
    }
    return length;
}

template<typename Address>
void printAddress(int family, char letter, const Address &address, const Address &mask,
                  bool inverted)
{
    std::array<unsigned char, sizeof(Address)> maskBytes;
    std::memcpy(maskBytes.data(), &mask, sizeof mask);
    const int length = prefixLength(maskBytes.data(), maskBytes.size());
    if (length == 0 && !inverted) {
        return;
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(family, &address, text.data(), text.size());
    print(inverted ? " ! -" : " -");
    print({&letter, 1});
    print(" ");
    print(text.data());
    print("/");
    if (length >= 0) {
        print(static_cast<std::uint64_t>(length));
    } else {
        ::inet_ntop(family, &mask, text.data(), text.size());
        print(text.data());
    }
}

/// A mask that ends before the name's terminating zero is a name with '+' at its end.
void printInterface(char letter, const char *name, const unsigned char *mask, bool inverted)
{
    if (mask[0] == 0) {
        return;
    }
    std::size_t length = 0;
    while (length < IFNAMSIZ && mask[length] != 0 && name[length] != '\0') {
        ++length;
    }
    print(inverted ? " ! -" : " -");
    print({&letter, 1});
    print(" ");
    print({name, length});
    if (length < IFNAMSIZ && mask[length] == 0) {
        print("+");
    }
}

std::string protocolName(unsigned protocol)
{
    if (const protoent *entry = ::getprotobynumber(static_cast<int>(protocol))) {
        return entry->p_name;
    }
    for (const xtables_pprot *known = xtables_chain_protos; known->name != nullptr; ++known) {
        if (known->num == protocol) {
            return known->name;
        }
    }
    return std::to_string(protocol);
}

void printProtocol(unsigned protocol, bool inverted)
{
    if (protocol == 0) {
        return;
    }
    // Each look-up reads /etc/protocols anew: with 50,000 rules that took ten times as long as all
    // the rest.
    static std::map<unsigned, std::string> names;
    const auto [name, isNew] = names.try_emplace(protocol);
    if (isNew) {
        name->second = protocolName(protocol);
    }
    print(inverted ? " ! -p " : " -p ");
    print(name->second);
}

/// The library for a match or target of the kernel's, looked for once: libxtables goes through a
/// list of all it has.
template<typename Extension, typename Find>
Extension *library(std::map<std::pair<std::string, std::uint8_t>, Extension *> &known,
                   const std::byte *part, Find find)
{
    const std::string_view name = *LegacyLayout::nameOfPart(part);
    static thread_local std::pair<std::string, std::uint8_t> key;
    key.first = name;
    key.second = LegacyLayout::revisionOfPart(part);
    const auto [found, isNew] = known.try_emplace(key);
    if (isNew) {
        found->second = find(key.first, key.second);
    }
    return found->second;
}

xtables_match *findMatch(const std::string &name, std::uint8_t revision)
{
    xtables_match *match = xtables_find_match(name.c_str(), XTF_TRY_LOAD, nullptr);
    if (match == nullptr) {
        refuse("no library for the match " + name);
    }
    xtables_match *exact = xtables_find_match_revision(name.c_str(), XTF_TRY_LOAD, match, revision);
    if (exact == nullptr) {
        refuse("the library is too old for the match " + name);
    }
    return exact;
}

xtables_target *findTarget(const std::string &name, std::uint8_t revision)
{
    xtables_target *target = xtables_find_target(name.c_str(), XTF_TRY_LOAD);
    if (target == nullptr) {
        refuse("no library for the target " + name);
    }
    xtables_target *exact =
        xtables_find_target_revision(name.c_str(), XTF_TRY_LOAD, target, revision);
    if (exact == nullptr) {
        refuse("the library is too old for the target " + name);
    }
    return exact;
}

class Printer
{
public:
    template<typename F> void printTable(const LegacyTable &table)
    {
        print("*");
        print(table.name());
        print("\n");
        for (const LegacyTable::Chain &chain : table.chains()) {
            print(":");
            print(chain.name);
            print(" ");
            print(chain.policy ? toString(*chain.policy) : "-");
            print(" ");
            print(chain.counters);
            print("\n");
        }
        for (const LegacyTable::Chain &chain : table.chains()) {
            for (const LegacyTable::Rule &rule : table.rulesOf(chain)) {
                printRule<F>(table, chain.name, rule);
            }
        }
        print("COMMIT\n");
    }

private:
    template<typename F>
    void printRule(const LegacyTable &table, const std::string &chain,
                   const LegacyTable::Rule &rule)
    {
        const std::byte *entry = table.entry(rule);
        const LegacyLayout &layout = LegacyLayout::of(F::family);
        const void *place = entry;
        const auto &header = *static_cast<const typename F::Header *>(place);
        print(layout.counters(entry));
        print(" -A ");
        print(chain);
        printAddress(F::addressFamily, 's', header.src, header.smsk,
                     header.invflags & IPT_INV_SRCIP);
        printAddress(F::addressFamily, 'd', header.dst, header.dmsk,
                     header.invflags & IPT_INV_DSTIP);
        printInterface('i', header.iniface, header.iniface_mask, header.invflags & IPT_INV_VIA_IN);
        printInterface('o', header.outiface, header.outiface_mask,
                       header.invflags & IPT_INV_VIA_OUT);
        printProtocol(header.proto, header.invflags & XT_INV_PROTO);
        F::printFragment(header);
        const std::size_t target = layout.targetOffset(entry);
        for (std::size_t at = layout.entrySize; at < target;
             at += LegacyLayout::sizeOfPart(entry + at)) {
            printMatch(&header, entry + at);
        }
        switch (rule.ending) {
        case LegacyTable::Ending::None:
            break;
        case LegacyTable::Ending::Verdict:
            print(" -j ");
            print(LegacyLayout::verdictName(rule.value));
            break;
        case LegacyTable::Ending::Chain:
            print((header.flags & F::gotoFlag) != 0 ? " -g " : " -j ");
            print(table.chains()[static_cast<std::size_t>(rule.value)].name);
            break;
        case LegacyTable::Ending::Extension:
            printTarget(&header, entry + target);
            break;
        }
        print("\n");
    }

    void printMatch(const void *header, const std::byte *part)
    {
        const xtables_match *match = library(m_matches, part, findMatch);
        const void *place = part;
        const auto *entry = static_cast<const xt_entry_match *>(place);
        print(" -m ");
        print(match->alias != nullptr ? match->alias(entry) : *LegacyLayout::nameOfPart(part));
        if (match->save != nullptr) {
            match->save(header, entry);
        }
    }

    void printTarget(const void *header, const std::byte *part)
    {
        const xtables_target *target = library(m_targets, part, findTarget);
        const void *place = part;
        const auto *entry = static_cast<const xt_entry_target *>(place);
        const std::string_view name = *LegacyLayout::nameOfPart(part);
        print(" -j ");
        print(target->alias != nullptr ? target->alias(entry) : name);
        if (target->save != nullptr) {
            target->save(header, entry);
        } else if (LegacyLayout::sizeOfPart(part) != LegacyLayout::partSize) {
            refuse("the library cannot print the target " + std::string(name));
        }
    }

    std::map<std::pair<std::string, std::uint8_t>, xtables_match *> m_matches;
    std::map<std::pair<std::string, std::uint8_t>, xtables_target *> m_targets;
};

template<typename F> int printTables(int count, char **names)
{
    option none[] = {{nullptr, 0, nullptr, 0}};
    xtables_globals globals{};
    globals.program_name = "portlight-readlegacy";
    globals.program_version = "1";
    globals.orig_opts = none;
    globals.exit_err = libraryError;
    globals.compat_rev = xtables_compatible_revision;
    if (xtables_init_all(&globals, F::protocolFamily) < 0) {
        refuse("libxtables did not start");
    }
    std::vector<LegacyTable> tables;
    for (int i = 0; i < count; ++i) {
        auto table = LegacyTable::read(F::family, names[i]);
        if (!table) {
            refuse(std::string("table ") + names[i] + ": " + table.error().message + ' '
                   + table.error().detail);
        }
        tables.push_back(std::move(*table));
    }
    constexpr std::size_t bufferSize = 256U * 1024U;
    std::setvbuf(stdout, nullptr, _IOFBF, bufferSize);
    Printer printer;
    for (const LegacyTable &table : tables) {
        printer.printTable<F>(table);
    }
    print("# generation ");
    print(Portlight::Helper::legacyGenerationText(tables));
    print("\n");
    return std::fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view family = argc > 1 ? argv[1] : "";
    if (argc > 2 && family == "ipv4") {
        return printTables<Ipv4>(argc - 2, argv + 2);
    }
    if (argc > 2 && family == "ipv6") {
        return printTables<Ipv6>(argc - 2, argv + 2);
    }
    std::fputs("usage: portlight-readlegacy ipv4|ipv6 TABLE...\n", stderr);
    return 2;
}
