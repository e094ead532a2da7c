// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-readlegacy FAMILY TABLE...
//
// Prints the tables of iptables-legacy the way `iptables-legacy-save -c` does, without its date
// comments. A program of its own because libxtables may call exit() at any point and prints to
// standard output. Only tables that the caller found in /proc/net/ip_tables_names may be named:
// opening any other one would create it.

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <map>
#include <netdb.h>
#include <string>
#include <string_view>

extern "C" {
#include <libiptc/libip6tc.h>
#include <libiptc/libiptc.h>
#include <xtables.h>
}

namespace
{

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

/// What differs between the families: libip4tc and libip6tc are twins without a common type.
struct Ipv4 {
    using Entry = ipt_entry;
    static constexpr std::uint8_t protocolFamily = NFPROTO_IPV4;
    static constexpr int addressFamily = AF_INET;
    static constexpr unsigned gotoFlag = IPT_F_GOTO;
    static const ipt_ip &header(const Entry &entry)
    {
        return entry.ip;
    }
    static xtc_handle *open(const char *table)
    {
        return iptc_init(table);
    }
    static void close(xtc_handle *handle)
    {
        iptc_free(handle);
    }
    static const char *firstChain(xtc_handle *handle)
    {
        return iptc_first_chain(handle);
    }
    static const char *nextChain(xtc_handle *handle)
    {
        return iptc_next_chain(handle);
    }
    static const char *policy(const char *chain, xt_counters *counters, xtc_handle *handle)
    {
        return iptc_builtin(chain, handle) != 0 ? iptc_get_policy(chain, counters, handle)
                                                : nullptr;
    }
    static const Entry *firstRule(const char *chain, xtc_handle *handle)
    {
        return iptc_first_rule(chain, handle);
    }
    static const Entry *nextRule(const Entry *previous, xtc_handle *handle)
    {
        return iptc_next_rule(previous, handle);
    }
    static const char *target(const Entry *entry, xtc_handle *handle)
    {
        return iptc_get_target(entry, handle);
    }
    static void printFragment(const Entry &entry)
    {
        if ((entry.ip.flags & IPT_F_FRAG) != 0) {
            std::printf("%s -f", (entry.ip.invflags & IPT_INV_FRAG) != 0 ? " !" : "");
        }
    }
};

struct Ipv6 {
    using Entry = ip6t_entry;
    static constexpr std::uint8_t protocolFamily = NFPROTO_IPV6;
    static constexpr int addressFamily = AF_INET6;
    static constexpr unsigned gotoFlag = IP6T_F_GOTO;
    static const ip6t_ip6 &header(const Entry &entry)
    {
        return entry.ipv6;
    }
    static xtc_handle *open(const char *table)
    {
        return ip6tc_init(table);
    }
    static void close(xtc_handle *handle)
    {
        ip6tc_free(handle);
    }
    static const char *firstChain(xtc_handle *handle)
    {
        return ip6tc_first_chain(handle);
    }
    static const char *nextChain(xtc_handle *handle)
    {
        return ip6tc_next_chain(handle);
    }
    static const char *policy(const char *chain, xt_counters *counters, xtc_handle *handle)
    {
        return ip6tc_builtin(chain, handle) != 0 ? ip6tc_get_policy(chain, counters, handle)
                                                 : nullptr;
    }
    static const Entry *firstRule(const char *chain, xtc_handle *handle)
    {
        return ip6tc_first_rule(chain, handle);
    }
    static const Entry *nextRule(const Entry *previous, xtc_handle *handle)
    {
        return ip6tc_next_rule(previous, handle);
    }
    static const char *target(const Entry *entry, xtc_handle *handle)
    {
        return ip6tc_get_target(entry, handle);
    }
    static void printFragment(const Entry &)
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
    std::printf("%s -%c %s/", inverted ? " !" : "", letter, text.data());
    if (length >= 0) {
        std::printf("%d", length);
    } else {
        ::inet_ntop(family, &mask, text.data(), text.size());
        std::fputs(text.data(), stdout);
    }
}

/// A mask that ends before the name's terminating zero is a name with '+' at its end.
void printInterface(char letter, const char *name, const unsigned char *mask, bool inverted)
{
    if (mask[0] == 0) {
        return;
    }
    std::printf("%s -%c ", inverted ? " !" : "", letter);
    std::size_t length = 0;
    while (length < IFNAMSIZ && mask[length] != 0 && name[length] != '\0') {
        std::fputc(name[length], stdout);
        ++length;
    }
    if (length < IFNAMSIZ && mask[length] == 0) {
        std::fputc('+', stdout);
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
    std::printf("%s -p %s", inverted ? " !" : "", name->second.c_str());
}

template<typename Header> void printMatch(const Header &header, const xt_entry_match *entry)
{
    const char *name = entry->u.user.name;
    xtables_match *match = xtables_find_match(name, XTF_TRY_LOAD, nullptr);
    if (match == nullptr) {
        refuse(std::string("no library for the match ") + name);
    }
    xtables_match *exact =
        xtables_find_match_revision(name, XTF_TRY_LOAD, match, entry->u.user.revision);
    if (exact == nullptr) {
        refuse(std::string("the library is too old for the match ") + name);
    }
    std::printf(" -m %s", exact->alias != nullptr ? exact->alias(entry) : name);
    if (exact->save != nullptr) {
        exact->save(&header, entry);
    }
}

template<typename Header>
void printExtensionTarget(const Header &header, const xt_entry_target *entry)
{
    const char *name = entry->u.user.name;
    xtables_target *target = xtables_find_target(name, XTF_TRY_LOAD);
    if (target == nullptr) {
        refuse(std::string("no library for the target ") + name);
    }
    xtables_target *exact =
        xtables_find_target_revision(name, XTF_TRY_LOAD, target, entry->u.user.revision);
    if (exact == nullptr) {
        refuse(std::string("the library is too old for the target ") + name);
    }
    std::printf(" -j %s", exact->alias != nullptr ? exact->alias(entry) : name);
    if (exact->save != nullptr) {
        exact->save(&header, entry);
    } else if (entry->u.target_size != sizeof(xt_entry_target)) {
        refuse(std::string("the library cannot print the target ") + name);
    }
}

template<typename F>
void printRule(const char *chain, const typename F::Entry *entry, xtc_handle *handle)
{
    const auto &header = F::header(*entry);
    const auto *bytes = reinterpret_cast<const std::byte *>(entry);
    std::printf("[%" PRIu64 ":%" PRIu64 "] -A %s", static_cast<std::uint64_t>(entry->counters.pcnt),
                static_cast<std::uint64_t>(entry->counters.bcnt), chain);
    printAddress(F::addressFamily, 's', header.src, header.smsk, header.invflags & IPT_INV_SRCIP);
    printAddress(F::addressFamily, 'd', header.dst, header.dmsk, header.invflags & IPT_INV_DSTIP);
    printInterface('i', header.iniface, header.iniface_mask, header.invflags & IPT_INV_VIA_IN);
    printInterface('o', header.outiface, header.outiface_mask, header.invflags & IPT_INV_VIA_OUT);
    printProtocol(header.proto, header.invflags & XT_INV_PROTO);
    F::printFragment(*entry);
    for (std::size_t at = sizeof(typename F::Entry); at < entry->target_offset;) {
        const void *place = bytes + at;
        const auto *match = static_cast<const xt_entry_match *>(place);
        printMatch(header, match);
        at += match->u.match_size;
    }
    // The entry of an extension carries its name; verdicts and jumps are only known to libiptc.
    const void *place = bytes + entry->target_offset;
    const auto *target = static_cast<const xt_entry_target *>(place);
    if (target->u.user.name[0] != '\0') {
        printExtensionTarget(header, target);
    } else if (const char *name = F::target(entry, handle); name != nullptr && name[0] != '\0') {
        std::printf(" -%c %s", (header.flags & F::gotoFlag) != 0 ? 'g' : 'j', name);
    }
    std::fputc('\n', stdout);
}

template<typename F> void printTable(const char *table)
{
    xtc_handle *handle = F::open(table);
    if (handle == nullptr) {
        refuse(std::string("table ") + table + ": " + std::strerror(errno));
    }
    std::printf("*%s\n", table);
    for (const char *chain = F::firstChain(handle); chain != nullptr;
         chain = F::nextChain(handle)) {
        xt_counters counters{};
        const char *policy = F::policy(chain, &counters, handle);
        std::printf(":%s %s [%" PRIu64 ":%" PRIu64 "]\n", chain, policy != nullptr ? policy : "-",
                    static_cast<std::uint64_t>(counters.pcnt),
                    static_cast<std::uint64_t>(counters.bcnt));
    }
    for (const char *chain = F::firstChain(handle); chain != nullptr;
         chain = F::nextChain(handle)) {
        for (const auto *rule = F::firstRule(chain, handle); rule != nullptr;
             rule = F::nextRule(rule, handle)) {
            printRule<F>(chain, rule, handle);
        }
    }
    std::puts("COMMIT");
    F::close(handle);
}

template<typename F> int printTables(int count, char **tables)
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
    for (int i = 0; i < count; ++i) {
        printTable<F>(tables[i]);
    }
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
