// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/iptctable.h"

#include <cerrno>
#include <set>

extern "C" {
#include <libiptc/libip6tc.h>
#include <libiptc/libiptc.h>
}

namespace Portlight::Helper
{

namespace
{

using Core::Family;

/// libip4tc and libip6tc are twins without a common type.
struct Ipv4 {
    using Entry = ipt_entry;
    static constexpr Family family = Family::Ipv4;
    static constexpr auto open = iptc_init;
    static constexpr auto close = iptc_free;
    static constexpr auto firstChain = iptc_first_chain;
    static constexpr auto nextChain = iptc_next_chain;
    static constexpr auto firstRule = iptc_first_rule;
    static constexpr auto nextRule = iptc_next_rule;
    static constexpr auto target = iptc_get_target;
    static constexpr auto isChain = iptc_is_chain;
    static constexpr auto isBuiltIn = iptc_builtin;
    static constexpr auto policy = iptc_get_policy;
    static constexpr auto insert = iptc_insert_entry;
    static constexpr auto append = iptc_append_entry;
    static constexpr auto replace = iptc_replace_entry;
    static constexpr auto remove = iptc_delete_num_entry;
    static constexpr auto removeSame = iptc_delete_entry;
    static constexpr auto setPolicy = iptc_set_policy;
    static constexpr auto create = iptc_create_chain;
    static constexpr auto drop = iptc_delete_chain;
    static constexpr auto rename = iptc_rename_chain;
    static constexpr auto flush = iptc_flush_entries;
    static constexpr auto zeroAll = iptc_zero_entries;
    static constexpr auto zeroOne = iptc_zero_counter;
    static constexpr auto commit = iptc_commit;
    static constexpr auto why = iptc_strerror;
};

struct Ipv6 {
    using Entry = ip6t_entry;
    static constexpr Family family = Family::Ipv6;
    static constexpr auto open = ip6tc_init;
    static constexpr auto close = ip6tc_free;
    static constexpr auto firstChain = ip6tc_first_chain;
    static constexpr auto nextChain = ip6tc_next_chain;
    static constexpr auto firstRule = ip6tc_first_rule;
    static constexpr auto nextRule = ip6tc_next_rule;
    static constexpr auto target = ip6tc_get_target;
    static constexpr auto isChain = ip6tc_is_chain;
    static constexpr auto isBuiltIn = ip6tc_builtin;
    static constexpr auto policy = ip6tc_get_policy;
    static constexpr auto insert = ip6tc_insert_entry;
    static constexpr auto append = ip6tc_append_entry;
    static constexpr auto replace = ip6tc_replace_entry;
    static constexpr auto remove = ip6tc_delete_num_entry;
    static constexpr auto removeSame = ip6tc_delete_entry;
    static constexpr auto setPolicy = ip6tc_set_policy;
    static constexpr auto create = ip6tc_create_chain;
    static constexpr auto drop = ip6tc_delete_chain;
    static constexpr auto rename = ip6tc_rename_chain;
    static constexpr auto flush = ip6tc_flush_entries;
    static constexpr auto zeroAll = ip6tc_zero_entries;
    static constexpr auto zeroOne = ip6tc_zero_counter;
    static constexpr auto commit = ip6tc_commit;
    static constexpr auto why = ip6tc_strerror;
};

template<typename F> class TableOf : public IptcTable
{
public:
    TableOf(std::string name, xtc_handle *handle)
        : m_name(std::move(name))
        , m_handle(handle)
    {
    }
    ~TableOf() override
    {
        F::close(m_handle);
    }

    LegacyDigest digest() override
    {
        LegacyDigest digest(F::family, m_name);
        for (const char *chain = F::firstChain(m_handle); chain != nullptr;
             chain = F::nextChain(m_handle)) {
            std::optional<Core::Policy> policy;
            if (F::isBuiltIn(chain, m_handle) != 0) {
                xt_counters counters{};
                policy = std::string_view(F::policy(chain, &counters, m_handle)) == "DROP"
                    ? Core::Policy::Drop
                    : Core::Policy::Accept;
            }
            digest.addChain(chain, policy);
            for (const auto *rule = F::firstRule(chain, m_handle); rule != nullptr;
                 rule = F::nextRule(rule, m_handle)) {
                digest.addRule(reinterpret_cast<const std::byte *>(rule), targetOf(rule));
            }
        }
        return digest;
    }

    bool isChain(const std::string &name) override
    {
        return F::isChain(name.c_str(), m_handle) != 0;
    }
    bool insert(const std::string &chain, const EntryBlob &entry, unsigned position) override
    {
        return done(F::insert(chain.c_str(), asEntry(entry), position - 1, m_handle));
    }
    bool append(const std::string &chain, const EntryBlob &entry) override
    {
        return done(F::append(chain.c_str(), asEntry(entry), m_handle));
    }
    bool replace(const std::string &chain, const EntryBlob &entry, unsigned position) override
    {
        return done(F::replace(chain.c_str(), asEntry(entry), position - 1, m_handle));
    }
    bool remove(const std::string &chain, unsigned position) override
    {
        return done(F::remove(chain.c_str(), position - 1, m_handle));
    }
    bool remove(const std::string &chain, BuiltRule &rule) override
    {
        return done(F::removeSame(chain.c_str(), asEntry(rule.entry), rule.mask.data(), m_handle));
    }
    bool setPolicy(const std::string &chain, const std::string &policy,
                   const Core::Counters &counters) override
    {
        xt_counters wanted{counters.packets, counters.bytes};
        return done(F::setPolicy(chain.c_str(), policy.c_str(), &wanted, m_handle));
    }
    bool newChain(const std::string &chain) override
    {
        return done(F::create(chain.c_str(), m_handle));
    }
    bool deleteChain(const std::string &chain) override
    {
        return done(F::drop(chain.c_str(), m_handle));
    }
    bool renameChain(const std::string &chain, const std::string &name) override
    {
        return done(F::rename(chain.c_str(), name.c_str(), m_handle));
    }
    bool flush(const std::string &chain) override
    {
        return done(F::flush(chain.c_str(), m_handle));
    }
    bool zero(const std::string &chain, unsigned position) override
    {
        if (position == 0) {
            m_zeroed.insert(chain);
        }
        return done(position == 0 ? F::zeroAll(chain.c_str(), m_handle)
                                  : F::zeroOne(chain.c_str(), position, m_handle));
    }
    bool commit() override
    {
        keepPolicyCounters();
        return done(F::commit(m_handle));
    }
    std::string why() const override
    {
        return F::why(m_errno);
    }

    bool isOutdated() const override
    {
        return m_errno == EAGAIN;
    }

private:
    /// A rule that was put in has the name of its chain in the entry until it is written.
    std::optional<std::string_view> targetOf(const typename F::Entry *rule)
    {
        const auto *bytes = reinterpret_cast<const std::byte *>(rule);
        const LegacyLayout &layout = LegacyLayout::of(F::family);
        const char *target = F::target(rule, m_handle);
        const std::string_view name = target != nullptr ? target : "";
        const bool isPlain = LegacyLayout::nameOfPart(bytes + layout.targetOffset(bytes))->empty();
        if (isPlain || F::isChain(target, m_handle) != 0) {
            return name;
        }
        return std::nullopt;
    }

    /// libiptc zeroes the counters of every policy with each commit, whatever was changed.
    void keepPolicyCounters()
    {
        for (const char *chain = F::firstChain(m_handle); chain != nullptr;
             chain = F::nextChain(m_handle)) {
            xt_counters counters{};
            if (F::isBuiltIn(chain, m_handle) != 0 && !m_zeroed.contains(chain)) {
                const char *policy = F::policy(chain, &counters, m_handle);
                F::setPolicy(chain, policy, &counters, m_handle);
            }
        }
    }

    bool done(int result)
    {
        m_errno = errno;
        return result != 0;
    }
    static const typename F::Entry *asEntry(const EntryBlob &entry)
    {
        const void *place = entry.data();
        return static_cast<const typename F::Entry *>(place);
    }

    std::string m_name;
    xtc_handle *m_handle;
    std::set<std::string> m_zeroed; ///< chains whose policy shall count anew
    int m_errno = 0;
};

template<typename F> std::unique_ptr<IptcTable> openTable(const std::string &name)
{
    xtc_handle *handle = F::open(name.c_str());
    return handle != nullptr ? std::make_unique<TableOf<F>>(name, handle) : nullptr;
}

} // namespace

std::unique_ptr<IptcTable> IptcTable::open(Family family, const std::string &name)
{
    return family == Family::Ipv4 ? openTable<Ipv4>(name) : openTable<Ipv6>(name);
}

} // namespace Portlight::Helper
