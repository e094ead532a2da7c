// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/xtablesprogram.h"

#include <arpa/inet.h>
#include <array>
#include <bit>
#include <cerrno>
#include <charconv>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <map>
#include <netdb.h>
#include <stdio_ext.h>
#include <unistd.h>
#include <unordered_map>

extern "C" {
// They bring the kernel's headers in an order that goes with those of the C library.
#include <libiptc/libip6tc.h>
#include <libiptc/libiptc.h>
#include <xtables.h>
}

namespace Portlight::Helper
{

namespace
{

using Core::Family;

const std::string *wordsBefore = nullptr;

/// What goes to standard output, beside what the libraries of xtables print there: theirs is taken
/// out of the buffer of stdout (Captured) and put here, so that nothing but this is ever written.
class Output
{
public:
    static Output &one()
    {
        static Output output;
        return output;
    }
    void append(std::string_view text)
    {
        m_text += text;
        if (m_text.size() >= step) {
            flush();
        }
    }
    bool flush()
    {
        std::string_view rest = m_text;
        while (m_good && !rest.empty()) {
            const ssize_t wrote = ::write(STDOUT_FILENO, rest.data(), rest.size());
            m_good = wrote > 0 || (wrote < 0 && errno == EINTR);
            rest.remove_prefix(wrote > 0 ? static_cast<std::size_t>(wrote) : 0);
        }
        m_text.clear();
        return m_good;
    }

private:
    static constexpr std::size_t step = 65536; // what a pipe takes
    std::string m_text;
    bool m_good = true;
};

/// The buffer of stdout; no part of a rule is that long.
std::array<char, 65536> libraryText;

/// What `print` prints, taken out of that buffer.
template<typename Print> std::string_view captured(Print print)
{
    print();
    const std::size_t size = ::__fpending(stdout);
    ::__fpurge(stdout);
    if (size >= libraryText.size()) {
        refuse("a part of a rule is too long");
    }
    return {libraryText.data(), size};
}

__attribute__((noreturn, format(printf, 2, 3))) void libraryError(xtables_exittype,
                                                                  const char *format, ...)
{
    flushText();
    if (wordsBefore != nullptr) {
        std::fputs(wordsBefore->c_str(), stderr);
    }
    va_list arguments;
    va_start(arguments, format);
    std::vfprintf(stderr, format, arguments);
    va_end(arguments);
    std::fputc('\n', stderr);
    std::exit(static_cast<int>(XtablesExit::CannotSay));
}

void printNumber(std::uint64_t number)
{
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    printText({digits.data(), static_cast<std::size_t>(end - digits.data())});
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
            printText((header.invflags & IPT_INV_FRAG) != 0 ? " ! -f" : " -f");
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
    for (std::size_t i = 0; i < size; ++i) {
        const int ones = std::countl_one(mask[i]);
        if ((ended && mask[i] != 0) || std::popcount(mask[i]) != ones) {
            return -1;
        }
        ended = ended || ones != 8;
        length += ones;
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
    printText(inverted ? " ! -" : " -");
    printText({&letter, 1});
    printText(" ");
    const auto print = [family](const Address &one) {
        Core::IpAddress bytes =
            Core::IpAddress::any(family == AF_INET ? Family::Ipv4 : Family::Ipv6);
        std::memcpy(bytes.bytes.data(), &one, sizeof one);
        printText(bytes.toString());
    };
    print(address);
    printText("/");
    if (length >= 0) {
        printNumber(static_cast<std::uint64_t>(length));
    } else {
        print(mask);
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
    printText(inverted ? " ! -" : " -");
    printText({&letter, 1});
    printText(" ");
    printText({name, length});
    if (length < IFNAMSIZ && mask[length] == 0) {
        printText("+");
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
    printText(inverted ? " ! -p " : " -p ");
    printText(name->second);
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

/// Parts that were printed before, by their bytes and what the library may have looked at in the
/// head of the rule: most rules differ in their addresses only, and the libraries print slowly.
class KnownParts
{
public:
    /// Null when it is new.
    const std::string *find(std::string_view key) const
    {
        const auto found = m_texts.find(key);
        return found == m_texts.end() ? nullptr : &found->second;
    }
    void add(std::string_view key, std::string_view text)
    {
        constexpr std::size_t most = 65536;
        if (m_texts.size() < most) {
            m_texts.emplace(key, text);
        }
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view bytes) const
        {
            return std::hash<std::string_view>()(bytes);
        }
    };
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> m_texts;
};

class RulePrinter
{
public:
    template<typename F>
    void printRule(const LegacyTable &table, const std::string &chain,
                   const LegacyTable::Rule &rule)
    {
        const std::byte *entry = table.entry(rule);
        const LegacyLayout &layout = LegacyLayout::of(F::family);
        const void *place = entry;
        const auto &header = *static_cast<const typename F::Header *>(place);
        printText("-A ");
        printText(chain);
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
            printKnown(m_knownMatches, header, entry + at, [&] {
                printMatch(&header, entry + at);
            });
        }
        switch (rule.ending) {
        case LegacyTable::Ending::None:
            break;
        case LegacyTable::Ending::Verdict:
            printText(" -j ");
            printText(LegacyLayout::verdictName(rule.value));
            break;
        case LegacyTable::Ending::Chain:
            printText((header.flags & F::gotoFlag) != 0 ? " -g " : " -j ");
            printText(table.chains()[static_cast<std::size_t>(rule.value)].name);
            break;
        case LegacyTable::Ending::Extension:
            printKnown(m_knownTargets, header, entry + target, [&] {
                printTarget(&header, entry + target);
            });
            break;
        }
    }

    template<typename F> void printPart(const LonePart &part)
    {
        typename F::Header header{};
        header.proto = part.protocol;
        header.invflags = part.protocolInverted ? XT_INV_PROTO : 0;
        Output::one().append(captured([&] {
            if (part.isTarget) {
                printTarget(&header, part.bytes);
            } else {
                printMatch(&header, part.bytes);
            }
        }));
    }

    std::size_t sizeOfLibrary(const LonePart &part)
    {
        return LegacyLayout::partSize
            + (part.isTarget ? library(m_targets, part.bytes, findTarget)->size
                             : library(m_matches, part.bytes, findMatch)->size);
    }

private:
    template<typename Header, typename Print>
    void printKnown(KnownParts &known, const Header &header, const std::byte *part, Print print)
    {
        // Addresses and devices are the head's own business; protocol and flags are not.
        m_key.assign(reinterpret_cast<const char *>(part), LegacyLayout::sizeOfPart(part));
        m_key.append(reinterpret_cast<const char *>(&header.proto), sizeof header.proto);
        m_key += static_cast<char>(header.flags);
        m_key += static_cast<char>(header.invflags);
        if (const std::string *text = known.find(m_key)) {
            Output::one().append(*text);
            return;
        }
        const std::string_view text = captured(print);
        known.add(m_key, text);
        Output::one().append(text);
    }

    void printMatch(const void *header, const std::byte *part)
    {
        const xtables_match *match = library(m_matches, part, findMatch);
        const void *place = part;
        const auto *entry = static_cast<const xt_entry_match *>(place);
        const std::string_view name = *LegacyLayout::nameOfPart(part);
        printName(" -m ", match->alias != nullptr ? match->alias(entry) : name);
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
        printName(" -j ", target->alias != nullptr ? target->alias(entry) : name);
        if (target->save != nullptr) {
            target->save(header, entry);
        } else if (LegacyLayout::sizeOfPart(part) != LegacyLayout::partSize) {
            refuse("the library cannot print the target " + std::string(name));
        }
    }

    /// Where the library prints what follows.
    static void printName(std::string_view option, std::string_view name)
    {
        std::fwrite(option.data(), 1, option.size(), stdout);
        std::fwrite(name.data(), 1, name.size(), stdout);
    }

    std::string m_key;
    KnownParts m_knownMatches;
    KnownParts m_knownTargets;
    std::map<std::pair<std::string, std::uint8_t>, xtables_match *> m_matches;
    std::map<std::pair<std::string, std::uint8_t>, xtables_target *> m_targets;
};

/// Remembers the libraries it found.
RulePrinter &printer()
{
    static RulePrinter one;
    return one;
}

} // namespace

void refuse(const std::string &reason, XtablesExit code)
{
    flushText();
    std::fprintf(stderr, "%s\n", reason.c_str());
    std::exit(static_cast<int>(code));
}

void startXtables(const char *program, Family family, const std::string *before, bool asksKernel)
{
    // The library keeps both for as long as the process lives.
    // The names of what stands before the first match; rules come with the short ones.
    static option names[] = {{"source", required_argument, nullptr, 's'},
                             {"destination", required_argument, nullptr, 'd'},
                             {"in-interface", required_argument, nullptr, 'i'},
                             {"out-interface", required_argument, nullptr, 'o'},
                             {"protocol", required_argument, nullptr, 'p'},
                             {"fragment", no_argument, nullptr, 'f'},
                             {"match", required_argument, nullptr, 'm'},
                             {"jump", required_argument, nullptr, 'j'},
                             {"goto", required_argument, nullptr, 'g'},
                             {nullptr, 0, nullptr, 0}};
    static xtables_globals globals{};
    wordsBefore = before;
    globals.program_name = program;
    globals.program_version = "1";
    globals.orig_opts = names;
    globals.exit_err = libraryError;
    globals.compat_rev =
        asksKernel ? xtables_compatible_revision : [](const char *, std::uint8_t, int) {
            return 1;
        };
    if (xtables_init_all(&globals,
                         family == Family::Ipv4 ? Ipv4::protocolFamily : Ipv6::protocolFamily)
        < 0) {
        refuse("libxtables did not start");
    }
    std::setvbuf(stdout, libraryText.data(), _IOFBF, libraryText.size());
}

void printText(std::string_view text)
{
    Output::one().append(text);
}

bool flushText()
{
    return Output::one().flush();
}

void printCounters(const Core::Counters &counters)
{
    printText("[");
    printNumber(counters.packets);
    printText(":");
    printNumber(counters.bytes);
    printText("]");
}

void printRule(const LegacyTable &table, const LegacyTable::Chain &chain,
               const LegacyTable::Rule &rule, Family family)
{
    if (family == Family::Ipv4) {
        printer().printRule<Ipv4>(table, chain.name, rule);
    } else {
        printer().printRule<Ipv6>(table, chain.name, rule);
    }
}

void printPart(const LonePart &part, Family family)
{
    if (family == Family::Ipv4) {
        printer().printPart<Ipv4>(part);
    } else {
        printer().printPart<Ipv6>(part);
    }
}

std::size_t sizeOfLibrary(const LonePart &part)
{
    return printer().sizeOfLibrary(part);
}

} // namespace Portlight::Helper
