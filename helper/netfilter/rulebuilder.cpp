// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/rulebuilder.h"

#include "helper/netfilter/xtablesprogram.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <new>

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

/// What differs between the families.
struct Ipv4 {
    using Entry = ipt_entry;
    static constexpr Family family = Family::Ipv4;
    static constexpr unsigned gotoFlag = IPT_F_GOTO;
    static ipt_ip &header(Entry &entry)
    {
        return entry.ip;
    }
    static void setProtocol(Entry &entry, std::uint16_t protocol)
    {
        entry.ip.proto = protocol;
    }
    static bool setFragment(Entry &entry, bool inverted)
    {
        entry.ip.flags |= IPT_F_FRAG;
        entry.ip.invflags |= inverted ? IPT_INV_FRAG : 0;
        return true;
    }
};

struct Ipv6 {
    using Entry = ip6t_entry;
    static constexpr Family family = Family::Ipv6;
    static constexpr unsigned gotoFlag = IP6T_F_GOTO;
    static ip6t_ip6 &header(Entry &entry)
    {
        return entry.ipv6;
    }
    static void setProtocol(Entry &entry, std::uint16_t protocol)
    {
        entry.ipv6.proto = protocol;
        entry.ipv6.flags |= IP6T_F_PROTO; // without it the kernel does not look at it
    }
    static bool setFragment(Entry &, bool)
    {
        return false;
    }
};

/// `compared`: the bytes from the beginning on that make it the same; the kernel owns the rest.
void add(const void *info, std::size_t size, std::size_t compared, std::size_t &at, BuiltRule &rule)
{
    std::memcpy(rule.entry.data() + at, info, size);
    std::memset(rule.mask.data() + at, 0xff, std::min(size, compared));
    at += size;
}

template<typename F> class Builder
{
public:
    explicit Builder(const std::function<bool(const std::string &)> &isChain)
        : m_isChain(isChain)
    {
        // What an earlier rule left in the library.
        for (xtables_match *match = xtables_matches; match != nullptr; match = match->next) {
            match->mflags = 0;
        }
        for (xtables_target *target = xtables_targets; target != nullptr; target = target->next) {
            target->tflags = 0;
            target->used = 0;
        }
    }
    Builder(const Builder &) = delete;
    Builder &operator=(const Builder &) = delete;
    ~Builder()
    {
        xtables_rule_matches_free(&m_matches);
        if (m_target != nullptr) {
            std::free(m_target->t);
            m_target->t = nullptr;
        }
        xtables_free_opts(1);
    }

    BuiltRule build(std::vector<std::string> arguments, const Core::Counters &counters)
    {
        std::string program = "rule"; // getopt passes over the first one
        std::vector<char *> pointers{program.data()};
        for (std::string &argument : arguments) {
            pointers.push_back(argument.data());
        }
        const int count = static_cast<int>(pointers.size());
        pointers.push_back(nullptr);
        readOptions(count, pointers.data());
        for (xtables_rule_match *one = m_matches; one != nullptr; one = one->next) {
            xtables_option_mfcall(one->match);
        }
        if (m_target != nullptr) {
            xtables_option_tfcall(m_target);
        } else {
            useStandardTarget();
        }
        m_entry.counters.pcnt = counters.packets;
        m_entry.counters.bcnt = counters.bytes;
        return finished();
    }

private:
    void readOptions(int count, char **arguments)
    {
        bool inverted = false;
        optind = 0; // begins anew
        opterr = 0;
        for (;;) {
            // The list grows with every match that is loaded.
            option *options = xt_params->opts != nullptr ? xt_params->opts : xt_params->orig_opts;
            const int found =
                ::getopt_long(count, arguments, "-:s:d:i:o:p:fm:j:g:", options, nullptr);
            if (found == -1) {
                break;
            }
            if (found == 1 && std::strcmp(optarg, "!") == 0 && !inverted) {
                inverted = true;
                continue;
            }
            take(found, inverted, arguments);
            inverted = false;
        }
        if (inverted) {
            xt_params->exit_err(PARAMETER_PROBLEM, "nothing comes after \"!\"");
        }
    }

    void take(int found, bool inverted, char **arguments)
    {
        auto &header = F::header(m_entry);
        switch (found) {
        case 's':
            takeNetwork(header.src, header.smsk);
            header.invflags |= inverted ? IPT_INV_SRCIP : 0;
            return;
        case 'd':
            takeNetwork(header.dst, header.dmsk);
            header.invflags |= inverted ? IPT_INV_DSTIP : 0;
            return;
        case 'i':
            xtables_parse_interface(optarg, header.iniface, header.iniface_mask);
            header.invflags |= inverted ? IPT_INV_VIA_IN : 0;
            return;
        case 'o':
            xtables_parse_interface(optarg, header.outiface, header.outiface_mask);
            header.invflags |= inverted ? IPT_INV_VIA_OUT : 0;
            return;
        case 'p':
            F::setProtocol(m_entry, xtables_parse_protocol(optarg));
            header.invflags |= inverted ? XT_INV_PROTO : 0;
            return;
        case 'f':
            if (!F::setFragment(m_entry, inverted)) {
                xt_params->exit_err(PARAMETER_PROBLEM, "-f is for IPv4 only");
            }
            return;
        case 'm':
            takeMatch(inverted);
            return;
        case 'j':
        case 'g':
            takeTarget(found == 'g', inverted);
            return;
        case 1:
            xt_params->exit_err(PARAMETER_PROBLEM, "unexpected \"%s\"", optarg);
        case '?':
        case ':':
            xt_params->exit_err(PARAMETER_PROBLEM, "option \"%s\" is not known or lacks its value",
                                arguments[optind - 1]);
        default:
            takeExtensionOption(static_cast<unsigned>(found), inverted, arguments);
        }
    }

    template<typename Address> void takeNetwork(Address &address, Address &mask)
    {
        const auto network = Core::IpNetwork::parse(optarg);
        if (!network || network->address.family != F::family) {
            xt_params->exit_err(PARAMETER_PROBLEM, "\"%s\" is not an address", optarg);
        }
        // Bits outside of the mask would never match: the kernel compares after masking.
        std::array<std::uint8_t, 16> bytes = network->address.bytes;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] &= network->mask[i];
        }
        std::memcpy(&address, bytes.data(), sizeof address);
        std::memcpy(&mask, network->mask.data(), sizeof mask);
    }

    void takeMatch(bool inverted)
    {
        if (inverted) {
            xt_params->exit_err(PARAMETER_PROBLEM, "\"!\" before -m");
        }
        xtables_match *match = xtables_find_match(optarg, XTF_LOAD_MUST_SUCCEED, &m_matches);
        const std::size_t size = XT_ALIGN(sizeof(xt_entry_match)) + match->size;
        match->m = static_cast<xt_entry_match *>(xtables_calloc(1, size));
        match->m->u.match_size = static_cast<__u16>(size);
        copyName(match->m->u.user.name,
                 match->real_name != nullptr ? match->real_name : match->name);
        match->m->u.user.revision = match->revision;
        if (match->udata_size != 0) {
            std::free(match->udata);
            match->udata = xtables_calloc(1, match->udata_size);
        }
        if (match->init != nullptr) {
            match->init(match->m);
        }
        const bool isClone = match == match->next;
        if (!isClone) {
            addOptions(match->x6_options, match->extra_opts, match->option_offset);
        }
    }

    void takeTarget(bool isGoto, bool inverted)
    {
        if (inverted || m_target != nullptr || !m_targetName.empty()) {
            xt_params->exit_err(PARAMETER_PROBLEM, "a rule has one target");
        }
        m_targetName = optarg;
        if (isGoto) {
            F::header(m_entry).flags |= F::gotoFlag;
            return;
        }
        m_target = xtables_find_target(optarg, XTF_TRY_LOAD);
        if (m_target == nullptr) {
            return; // a chain, or nothing: told when all is read
        }
        const std::size_t size = XT_ALIGN(sizeof(xt_entry_target)) + m_target->size;
        makeTarget(size, m_target->real_name != nullptr ? m_target->real_name : optarg);
        m_target->t->u.user.revision = m_target->revision;
        initTarget();
        addOptions(m_target->x6_options, m_target->extra_opts, m_target->option_offset);
    }

    void useStandardTarget()
    {
        const bool jumps = !m_targetName.empty();
        if (jumps && !m_isChain(m_targetName)) {
            xt_params->exit_err(PARAMETER_PROBLEM, "there is no chain or target \"%s\"",
                                m_targetName.c_str());
        }
        m_target = xtables_find_target(XT_STANDARD_TARGET, XTF_LOAD_MUST_SUCCEED);
        makeTarget(XT_ALIGN(sizeof(xt_entry_target)) + m_target->size, m_targetName.c_str());
        initTarget();
    }

    void makeTarget(std::size_t size, const char *name)
    {
        m_target->t = static_cast<xt_entry_target *>(xtables_calloc(1, size));
        m_target->t->u.target_size = static_cast<__u16>(size);
        copyName(m_target->t->u.user.name, name);
    }

    void initTarget()
    {
        if (m_target->udata_size != 0) {
            std::free(m_target->udata);
            m_target->udata = xtables_calloc(1, m_target->udata_size);
        }
        if (m_target->init != nullptr) {
            m_target->init(m_target->t);
        }
    }

    static void copyName(char (&into)[XT_EXTENSION_MAXNAMELEN], const char *name)
    {
        if (std::strlen(name) >= sizeof into) {
            xt_params->exit_err(PARAMETER_PROBLEM, "the name \"%s\" is too long", name);
        }
        std::strcpy(into, name);
    }

    static void addOptions(const xt_option_entry *entries, const option *plain, unsigned &offset)
    {
        option *options = xt_params->opts;
        if (entries != nullptr) {
            options = xtables_options_xfrm(xt_params->orig_opts, options, entries, &offset);
        } else if (plain != nullptr) {
            options = xtables_merge_options(xt_params->orig_opts, options, plain, &offset);
        } else {
            return;
        }
        if (options == nullptr) {
            xt_params->exit_err(RESOURCE_PROBLEM, "no memory");
        }
        xt_params->opts = options;
    }

    static bool owns(unsigned option, unsigned offset)
    {
        constexpr unsigned scale = 256; // XT_OPTION_OFFSET_SCALE, which xtables.h keeps to itself
        return option >= offset && option < offset + scale;
    }

    void takeExtensionOption(unsigned option, bool inverted, char **arguments)
    {
        if (m_target != nullptr && (m_target->parse != nullptr || m_target->x6_parse != nullptr)
            && owns(option, m_target->option_offset)) {
            xtables_option_tpcall(option, arguments, inverted, m_target, &m_entry);
            return;
        }
        for (xtables_rule_match *one = m_matches; one != nullptr; one = one->next) {
            xtables_match *match = one->match;
            if (one->completed || (match->parse == nullptr && match->x6_parse == nullptr)
                || !owns(option, match->option_offset)) {
                continue;
            }
            xtables_option_mpcall(option, arguments, inverted, match, &m_entry);
            return;
        }
        xt_params->exit_err(PARAMETER_PROBLEM, "option \"%s\" belongs to nothing",
                            arguments[optind - 1]);
    }

    BuiltRule finished()
    {
        std::size_t target = sizeof m_entry;
        for (const xtables_rule_match *one = m_matches; one != nullptr; one = one->next) {
            target += one->match->m->u.match_size;
        }
        const std::size_t size = target + m_target->t->u.target_size;
        if (size > UINT16_MAX) {
            xt_params->exit_err(PARAMETER_PROBLEM, "the rule is too large");
        }
        m_entry.target_offset = static_cast<__u16>(target);
        m_entry.next_offset = static_cast<__u16>(size);
        BuiltRule rule{EntryBlob(size), std::vector<unsigned char>(size)};
        if (!rule.entry) {
            xt_params->exit_err(RESOURCE_PROBLEM, "no memory");
        }
        std::size_t at = 0;
        add(&m_entry, sizeof m_entry, sizeof m_entry, at, rule);
        for (const xtables_rule_match *one = m_matches; one != nullptr; one = one->next) {
            add(one->match->m, one->match->m->u.match_size,
                XT_ALIGN(sizeof(xt_entry_match)) + one->match->userspacesize, at, rule);
        }
        add(m_target->t, m_target->t->u.target_size,
            XT_ALIGN(sizeof(xt_entry_target)) + m_target->userspacesize, at, rule);
        return rule;
    }

    const std::function<bool(const std::string &)> &m_isChain;
    /// The entry ends in an array without a size, so it cannot be a member itself.
    alignas(typename F::Entry) std::array<std::byte, sizeof(typename F::Entry)> m_bytes{};
    typename F::Entry &m_entry = *new (m_bytes.data()) typename F::Entry{};
    xtables_rule_match *m_matches = nullptr;
    xtables_target *m_target = nullptr;
    std::string m_targetName;
};

} // namespace

BuiltRule buildRule(Family family, const std::vector<std::string> &arguments,
                    const Core::Counters &counters,
                    const std::function<bool(const std::string &)> &isChain)
{
    if (family == Family::Ipv4) {
        return Builder<Ipv4>(isChain).build(arguments, counters);
    }
    return Builder<Ipv6>(isChain).build(arguments, counters);
}

} // namespace Portlight::Helper
