// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/nftdump.h"

#include "helper/netfilter/attributes.h"
#include "helper/netfilter/netlink.h"

#include <algorithm>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <map>

namespace Portlight::Helper
{

namespace
{

template<int Last> using Attrs = Attributes<static_cast<std::size_t>(Last) + 1>;

/// The type of a comment among the user data of a rule, in nft and iptables-nft alike
/// (NFTNL_UDATA_RULE_COMMENT of libnftnl): type, length, text with its zero.
std::optional<std::string> commentIn(const nlattr *userData)
{
    if (userData == nullptr) {
        return std::nullopt;
    }
    std::string_view rest(static_cast<const char *>(mnl_attr_get_payload(userData)),
                          mnl_attr_get_payload_len(userData));
    constexpr std::size_t header = 2;
    while (rest.size() >= header) {
        const auto length = static_cast<std::uint8_t>(rest[1]);
        const std::string_view value = rest.substr(header, length);
        if (rest[0] == 0) {
            return std::string(value.substr(0, value.find('\0')));
        }
        rest.remove_prefix(std::min(rest.size(), header + length));
    }
    return std::nullopt;
}

std::optional<Core::Hook> hookFrom(std::uint32_t number)
{
    switch (number) {
    case NF_INET_PRE_ROUTING:
        return Core::Hook::Prerouting;
    case NF_INET_LOCAL_IN:
        return Core::Hook::Input;
    case NF_INET_FORWARD:
        return Core::Hook::Forward;
    case NF_INET_LOCAL_OUT:
        return Core::Hook::Output;
    case NF_INET_POST_ROUTING:
        return Core::Hook::Postrouting;
    default:
        return std::nullopt;
    }
}

class Dump
{
public:
    explicit Dump(Core::Family family)
        : m_family(family == Core::Family::Ipv4 ? NFPROTO_IPV4 : NFPROTO_IPV6)
    {
    }

    Core::Result<Core::KernelTables> run(const RuleSink &each)
    {
        m_each = &each;
        auto socket = NetlinkSocket::open(NETLINK_NETFILTER);
        if (!socket) {
            return tl::unexpected(socket.error());
        }
        const auto tables = ask(*socket, NFT_MSG_GETTABLE, [this](const nlmsghdr *message) {
            addTable(message);
        });
        if (!tables) {
            return tl::unexpected(tables.error());
        }
        const auto chains = ask(*socket, NFT_MSG_GETCHAIN, [this](const nlmsghdr *message) {
            addChain(message);
        });
        if (!chains) {
            return tl::unexpected(chains.error());
        }
        for (std::size_t table = 0; table < m_tables.size(); ++table) {
            for (std::size_t chain = 0; chain < m_tables[table].chains.size(); ++chain) {
                m_places[{m_tables[table].name, m_tables[table].chains[chain].name}] = {table,
                                                                                        chain};
            }
        }
        const auto rules = ask(*socket, NFT_MSG_GETRULE, [this](const nlmsghdr *message) {
            m_wanted = m_wanted && addRule(message);
        });
        if (!rules) {
            return tl::unexpected(rules.error());
        }
        return std::move(m_tables);
    }

private:
    Core::Result<void> ask(NetlinkSocket &socket, int type,
                           const std::function<void(const nlmsghdr *)> &each) const
    {
        alignas(nlmsghdr) std::array<char, 256> buffer{};
        nlmsghdr *request = mnl_nlmsg_put_header(buffer.data());
        request->nlmsg_type = static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | type);
        request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
        auto *header =
            static_cast<nfgenmsg *>(mnl_nlmsg_put_extra_header(request, sizeof(nfgenmsg)));
        header->nfgen_family = m_family;
        header->version = NFNETLINK_V0;
        return socket.ask(request, "read the rules of nft", each);
    }

    void addTable(const nlmsghdr *message)
    {
        const Attrs<NFTA_TABLE_MAX> attributes(message, sizeof(nfgenmsg));
        const std::string_view name = attributes.text(NFTA_TABLE_NAME);
        if (Core::isKnownTable(name)) {
            const std::uint32_t flags = attributes.word(NFTA_TABLE_FLAGS).value_or(0);
            m_tables.push_back({std::string(name), (flags & NFT_TABLE_F_DORMANT) != 0, {}});
        }
    }

    void addChain(const nlmsghdr *message)
    {
        const Attrs<NFTA_CHAIN_MAX> attributes(message, sizeof(nfgenmsg));
        const std::string_view table = attributes.text(NFTA_CHAIN_TABLE);
        const auto found = std::find_if(m_tables.begin(), m_tables.end(), [&](const auto &one) {
            return one.name == table;
        });
        if (found == m_tables.end()) {
            return; // it came after the tables were asked for: the generation has moved on
        }
        Core::KernelChain &chain = found->chains.emplace_back();
        chain.name = attributes.text(NFTA_CHAIN_NAME);
        const Attrs<NFTA_HOOK_MAX> hook(attributes.get(NFTA_CHAIN_HOOK));
        const auto number = hook.word(NFTA_HOOK_HOOKNUM);
        const auto place = number ? hookFrom(*number) : std::nullopt;
        if (place) {
            chain.hook =
                Core::KernelHook{std::string(attributes.text(NFTA_CHAIN_TYPE)), *place,
                                 static_cast<int>(hook.word(NFTA_HOOK_PRIORITY).value_or(0)),
                                 attributes.word(NFTA_CHAIN_POLICY).value_or(NF_ACCEPT) == NF_DROP
                                     ? Core::Policy::Drop
                                     : Core::Policy::Accept};
        }
        const Attrs<NFTA_COUNTER_MAX> counters(attributes.get(NFTA_CHAIN_COUNTERS));
        chain.counters = {counters.longWord(NFTA_COUNTER_PACKETS).value_or(0),
                          counters.longWord(NFTA_COUNTER_BYTES).value_or(0)};
    }

    bool addRule(const nlmsghdr *message)
    {
        const Attrs<NFTA_RULE_MAX> attributes(message, sizeof(nfgenmsg));
        const std::string_view table = attributes.text(NFTA_RULE_TABLE);
        const std::string_view name = attributes.text(NFTA_RULE_CHAIN);
        if (m_lastChain == nullptr || table != m_lastTable || name != m_lastChain->name) {
            const auto found = m_places.find({std::string(table), std::string(name)});
            if (found == m_places.end()) {
                return true; // not a table of iptables
            }
            m_lastTable = m_tables[found->second.first].name;
            m_lastChain = &m_tables[found->second.first].chains[found->second.second];
        }
        Core::KernelRule &rule = m_rule;
        rule.expressions.clear();
        rule.handle = attributes.longWord(NFTA_RULE_HANDLE).value_or(0);
        rule.comment = commentIn(attributes.get(NFTA_RULE_USERDATA));
        const nlattr *list = attributes.get(NFTA_RULE_EXPRESSIONS);
        if (list == nullptr) {
            return (*m_each)(*m_lastChain, rule);
        }
        const auto *element = static_cast<const nlattr *>(mnl_attr_get_payload(list));
        int left = static_cast<int>(mnl_attr_get_payload_len(list));
        while (mnl_attr_ok(element, left)) {
            rule.expressions.push_back(expressionFrom(element));
            left -= static_cast<int>(MNL_ALIGN(element->nla_len));
            element = mnl_attr_next(element);
        }
        return (*m_each)(*m_lastChain, rule);
    }

    std::uint8_t m_family;
    const RuleSink *m_each = nullptr;
    bool m_wanted = true;
    Core::KernelRule m_rule; ///< keeps its memory from one to the next
    Core::KernelTables m_tables;
    std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::size_t>> m_places;
    std::string m_lastTable;
    Core::KernelChain *m_lastChain = nullptr;
};

} // namespace

Core::Result<Core::KernelTables> dumpIptablesRules(Core::Family family, const RuleSink &each)
{
    return Dump(family).run(each);
}

Core::Result<Core::KernelTables> dumpIptablesTables(Core::Family family)
{
    return dumpIptablesRules(family, [](Core::KernelChain &chain, Core::KernelRule &rule) {
        chain.rules.push_back(std::move(rule));
        return true;
    });
}

} // namespace Portlight::Helper
