// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/attributes.h"
#include "helper/netfilter/nftdump.h"

#include <algorithm>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>

namespace Portlight::Helper
{

namespace
{

namespace Expression = Core::Expression;
using Any = Expression::Any;
template<int Last> using Attrs = Attributes<static_cast<std::size_t>(Last) + 1>;

/// NFT_REG_1 … 4 are of 16 bytes each and come after the verdict, NFT_REG32_00 … 15 are the same
/// memory in words.
std::uint32_t registerWord(std::optional<std::uint32_t> number)
{
    const std::uint32_t given = number.value_or(NFT_REG_VERDICT);
    constexpr std::uint32_t wordsOfRegister = 4;
    return given < NFT_REG32_00 ? given * wordsOfRegister : given - NFT_REG32_00 + wordsOfRegister;
}

/// Data longer than 16 bytes comes out empty, which nothing is equal to.
Core::RegisterData dataFrom(const nlattr *nested)
{
    const Attrs<NFTA_DATA_MAX> attributes(nested);
    const nlattr *value = attributes.get(NFTA_DATA_VALUE);
    Core::RegisterData data;
    if (value == nullptr || mnl_attr_get_payload_len(value) > data.bytes.size()) {
        return data;
    }
    data.size = static_cast<std::uint8_t>(mnl_attr_get_payload_len(value));
    std::copy_n(static_cast<const std::uint8_t *>(mnl_attr_get_payload(value)), data.size,
                data.bytes.begin());
    return data;
}

Any payload(const nlattr *data)
{
    const Attrs<NFTA_PAYLOAD_MAX> attributes(data);
    if (attributes.get(NFTA_PAYLOAD_SREG) != nullptr) {
        return Expression::Unknown{"payload set"};
    }
    Expression::Payload one;
    switch (attributes.word(NFTA_PAYLOAD_BASE).value_or(0)) {
    case NFT_PAYLOAD_NETWORK_HEADER:
        one.base = Expression::Payload::Base::Network;
        break;
    case NFT_PAYLOAD_TRANSPORT_HEADER:
        one.base = Expression::Payload::Base::Transport;
        break;
    default:
        break;
    }
    one.offset = attributes.word(NFTA_PAYLOAD_OFFSET).value_or(0);
    one.length = attributes.word(NFTA_PAYLOAD_LEN).value_or(0);
    one.to = registerWord(attributes.word(NFTA_PAYLOAD_DREG));
    return one;
}

Any meta(const nlattr *data)
{
    const Attrs<NFTA_META_MAX> attributes(data);
    const std::uint32_t key = attributes.word(NFTA_META_KEY).value_or(NFT_META_LEN);
    if (attributes.get(NFTA_META_SREG) != nullptr) {
        if (key == NFT_META_NFTRACE) {
            return Expression::SetTrace{registerWord(attributes.word(NFTA_META_SREG))};
        }
        return Expression::Unknown{"meta set"};
    }
    Expression::Meta one;
    switch (key) {
    case NFT_META_L4PROTO:
        one.key = Expression::Meta::Key::Protocol;
        break;
    case NFT_META_IIFNAME:
        one.key = Expression::Meta::Key::InName;
        break;
    case NFT_META_OIFNAME:
        one.key = Expression::Meta::Key::OutName;
        break;
    case NFT_META_MARK:
        one.key = Expression::Meta::Key::Mark;
        break;
    default:
        break;
    }
    one.to = registerWord(attributes.word(NFTA_META_DREG));
    return one;
}

Any bitwise(const nlattr *data)
{
    const Attrs<NFTA_BITWISE_DATA> attributes(data);
    // Kernels before 5.6 know no operation: it is this one.
    if (attributes.word(NFTA_BITWISE_OP).value_or(NFT_BITWISE_BOOL) != NFT_BITWISE_BOOL) {
        return Expression::Unknown{"bitwise"};
    }
    return Expression::Bitwise{registerWord(attributes.word(NFTA_BITWISE_SREG)),
                               registerWord(attributes.word(NFTA_BITWISE_DREG)),
                               dataFrom(attributes.get(NFTA_BITWISE_MASK)),
                               dataFrom(attributes.get(NFTA_BITWISE_XOR))};
}

Any compare(const nlattr *data)
{
    using Operator = Expression::Compare::Operator;
    const Attrs<NFTA_CMP_MAX> attributes(data);
    Expression::Compare one;
    one.from = registerWord(attributes.word(NFTA_CMP_SREG));
    one.data = dataFrom(attributes.get(NFTA_CMP_DATA));
    switch (attributes.word(NFTA_CMP_OP).value_or(~0U)) {
    case NFT_CMP_EQ:
        one.op = Operator::Equal;
        return one;
    case NFT_CMP_NEQ:
        one.op = Operator::NotEqual;
        return one;
    case NFT_CMP_LT:
        one.op = Operator::Less;
        return one;
    case NFT_CMP_LTE:
        one.op = Operator::LessOrEqual;
        return one;
    case NFT_CMP_GT:
        one.op = Operator::Greater;
        return one;
    case NFT_CMP_GTE:
        one.op = Operator::GreaterOrEqual;
        return one;
    default:
        return Expression::Unknown{"cmp"};
    }
}

Any range(const nlattr *data)
{
    const Attrs<NFTA_RANGE_MAX> attributes(data);
    return Expression::Range{attributes.word(NFTA_RANGE_OP) == std::uint32_t{NFT_RANGE_NEQ},
                             registerWord(attributes.word(NFTA_RANGE_SREG)),
                             dataFrom(attributes.get(NFTA_RANGE_FROM_DATA)),
                             dataFrom(attributes.get(NFTA_RANGE_TO_DATA))};
}

Any immediate(const nlattr *data)
{
    using Code = Expression::Verdict::Code;
    const Attrs<NFTA_IMMEDIATE_MAX> attributes(data);
    const Attrs<NFTA_DATA_MAX> value(attributes.get(NFTA_IMMEDIATE_DATA));
    if (value.get(NFTA_DATA_VERDICT) == nullptr) {
        return Expression::Data{registerWord(attributes.word(NFTA_IMMEDIATE_DREG)),
                                dataFrom(attributes.get(NFTA_IMMEDIATE_DATA))};
    }
    const Attrs<NFTA_VERDICT_MAX> verdict(value.get(NFTA_DATA_VERDICT));
    Expression::Verdict one;
    switch (static_cast<int>(verdict.word(NFTA_VERDICT_CODE).value_or(~0U))) {
    case NF_ACCEPT:
        one.code = Code::Accept;
        break;
    case NF_DROP:
        one.code = Code::Drop;
        break;
    case NFT_RETURN:
        one.code = Code::Return;
        break;
    case NFT_JUMP:
        one.code = Code::Jump;
        break;
    case NFT_GOTO:
        one.code = Code::Goto;
        break;
    default:
        break;
    }
    one.chain = verdict.text(NFTA_VERDICT_CHAIN);
    return one;
}

Any counter(const nlattr *data)
{
    const Attrs<NFTA_COUNTER_MAX> attributes(data);
    return Expression::Counter{{attributes.longWord(NFTA_COUNTER_PACKETS).value_or(0),
                                attributes.longWord(NFTA_COUNTER_BYTES).value_or(0)}};
}

Any limit(const nlattr *data)
{
    const Attrs<NFTA_LIMIT_MAX> attributes(data);
    const bool plain = attributes.word(NFTA_LIMIT_FLAGS).value_or(0) == 0
        && attributes.word(NFTA_LIMIT_TYPE).value_or(NFT_LIMIT_PKTS) == NFT_LIMIT_PKTS;
    if (!plain) {
        return Expression::Unknown{"limit"};
    }
    return Expression::Limit{attributes.longWord(NFTA_LIMIT_RATE).value_or(0),
                             attributes.longWord(NFTA_LIMIT_UNIT).value_or(0),
                             attributes.word(NFTA_LIMIT_BURST).value_or(0)};
}

std::uint16_t halfWord(const nlattr *attribute)
{
    return attribute != nullptr && mnl_attr_get_payload_len(attribute) == sizeof(std::uint16_t)
        ? ntohs(mnl_attr_get_u16(attribute))
        : std::uint16_t{0};
}

Any log(const nlattr *data)
{
    const Attrs<NFTA_LOG_MAX> attributes(data);
    // Without a group it goes to the kernel log, which iptables does through a target of xtables.
    if (attributes.get(NFTA_LOG_GROUP) == nullptr || attributes.get(NFTA_LOG_LEVEL) != nullptr
        || attributes.get(NFTA_LOG_FLAGS) != nullptr) {
        return Expression::Unknown{"log"};
    }
    return Expression::GroupLog{halfWord(attributes.get(NFTA_LOG_GROUP)),
                                std::string(attributes.text(NFTA_LOG_PREFIX)),
                                attributes.word(NFTA_LOG_SNAPLEN).value_or(0),
                                halfWord(attributes.get(NFTA_LOG_QTHRESHOLD))};
}

/// Names that tell whether the expression decides or changes something (core/text/truesavetext).
Any lookup(const nlattr *data)
{
    const Attrs<NFTA_LOOKUP_MAX> attributes(data);
    return Expression::Unknown{attributes.get(NFTA_LOOKUP_DREG) == nullptr ? "lookup" : "map"};
}

Any connection(const nlattr *data)
{
    const Attrs<NFTA_CT_MAX> attributes(data);
    return Expression::Unknown{attributes.get(NFTA_CT_SREG) == nullptr ? "ct" : "ct set"};
}

template<int Last>
Any module(const nlattr *data, bool isTarget, std::size_t name, std::size_t revision,
           std::size_t info)
{
    const Attrs<Last> attributes(data);
    Expression::Module one;
    one.isTarget = isTarget;
    one.name = attributes.text(name);
    one.revision = static_cast<std::uint8_t>(attributes.word(revision).value_or(0));
    if (const nlattr *bytes = attributes.get(info)) {
        one.info.assign(static_cast<const char *>(mnl_attr_get_payload(bytes)),
                        mnl_attr_get_payload_len(bytes));
    }
    return one;
}

Any exthdr(const nlattr *data)
{
    const Attrs<NFTA_EXTHDR_MAX> attributes(data);
    return Expression::Unknown{attributes.get(NFTA_EXTHDR_DREG) != nullptr ? "exthdr"
                                                                           : "exthdr set"};
}

} // namespace

Any expressionFrom(const nlattr *element)
{
    const Attrs<NFTA_EXPR_MAX> attributes(element);
    const std::string_view name = attributes.text(NFTA_EXPR_NAME);
    const nlattr *data = attributes.get(NFTA_EXPR_DATA);
    struct Reader {
        std::string_view name;
        Any (*read)(const nlattr *);
    };
    constexpr auto readers = std::to_array<Reader>({
        {"cmp", compare},
        {"counter", counter},
        {"payload", payload},
        {"meta", meta},
        {"immediate", immediate},
        {"bitwise", bitwise},
        {"range", range},
        {"limit", limit},
        {"log", log},
        {"lookup", lookup},
        {"ct", connection},
        {"exthdr", exthdr},
    });
    if (name == "match") {
        return module<NFTA_MATCH_MAX>(data, false, NFTA_MATCH_NAME, NFTA_MATCH_REV,
                                      NFTA_MATCH_INFO);
    }
    if (name == "target") {
        return module<NFTA_TARGET_MAX>(data, true, NFTA_TARGET_NAME, NFTA_TARGET_REV,
                                       NFTA_TARGET_INFO);
    }
    const auto *reader = std::find_if(readers.begin(), readers.end(), [name](const Reader &one) {
        return one.name == name;
    });
    return reader == readers.end() ? Any(Expression::Unknown{std::string(name)})
                                   : reader->read(data);
}

} // namespace Portlight::Helper
