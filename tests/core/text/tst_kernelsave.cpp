// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/kernelsave.h"

#include <QTest>

using namespace Portlight::Core;
namespace Part = Portlight::Core::Expression;

namespace
{

using Expressions = std::vector<Part::Any>;
using Bytes = std::initializer_list<std::uint8_t>;

RegisterData data(Bytes list)
{
    RegisterData result;
    for (const std::uint8_t byte : list) {
        result.bytes.at(result.size++) = byte;
    }
    return result;
}

// What iptables-nft 1.8.9 makes of its options, as nft --debug=netlink lists it.
Expressions isProtocol(std::uint8_t number)
{
    return {Part::Meta{Part::Meta::Key::Protocol, 1},
            Part::Compare{Part::Compare::Operator::Equal, 1, data({number})}};
}
Expressions destinationPort(std::uint16_t port)
{
    return {Part::Payload{Part::Payload::Base::Transport, 2, 2, 1},
            Part::Compare{Part::Compare::Operator::Equal, 1,
                          data({static_cast<std::uint8_t>(port >> 8U),
                                static_cast<std::uint8_t>(port & 0xffU)})}};
}
Expressions sourceNetwork(Bytes address, Bytes mask)
{
    return {Part::Payload{Part::Payload::Base::Network, 12, 4, 1},
            Part::Bitwise{1, 1, data(mask), data({0, 0, 0, 0})},
            Part::Compare{Part::Compare::Operator::Equal, 1, data(address)}};
}
Expressions counted(std::uint64_t packets, std::uint64_t bytes)
{
    return {Part::Counter{{packets, bytes}}};
}
Expressions verdict(Part::Verdict::Code code, const char *chain = "")
{
    return {Part::Verdict{code, chain}};
}
Expressions module(const char *name, const char *info, bool isTarget = false)
{
    return {Part::Module{isTarget, name, 1, info}};
}

constexpr auto accept = Part::Verdict::Code::Accept;
constexpr auto drop = Part::Verdict::Code::Drop;

KernelRule rule(std::initializer_list<Expressions> parts)
{
    KernelRule result;
    for (const Expressions &part : parts) {
        result.expressions.insert(result.expressions.end(), part.begin(), part.end());
    }
    return result;
}

KernelChain baseChain(const char *name, Hook hook, std::vector<KernelRule> rules = {})
{
    KernelChain chain;
    chain.name = name;
    chain.hook = KernelHook{"filter", hook, 0, Policy::Accept};
    chain.rules = std::move(rules);
    return chain;
}

KernelTables filterTable(std::vector<KernelChain> chains)
{
    KernelTable table;
    table.name = "filter";
    table.chains = std::move(chains);
    return {table};
}

/// The text with `words` for the libraries' parts; nothing when the writer gives up.
std::optional<std::string> saved(const KernelTables &tables,
                                 const std::vector<std::string> &words = {})
{
    KernelSaveWriter writer(Family::Ipv4);
    for (const KernelTable &table : tables) {
        for (const KernelChain &chain : table.chains) {
            for (const KernelRule &one : chain.rules) {
                if (!writer.add(chain, one)) {
                    return std::nullopt;
                }
            }
        }
    }
    if (!writer.canWrite(tables) || writer.parts().size() != words.size()) {
        return std::nullopt;
    }
    return writer.text(tables, words);
}

std::optional<std::string> savedRule(const KernelRule &one,
                                     const std::vector<std::string> &words = {})
{
    const auto text = saved(filterTable({baseChain("INPUT", Hook::Input, {one})}), words);
    if (!text) {
        return std::nullopt;
    }
    const std::size_t begin = text->find("[", text->rfind("[0:0]\n") + 6);
    return text->substr(begin, text->find('\n', begin) - begin);
}

} // namespace

/// The kernel's dump in the words of iptables-nft-save -c, or not at all.
class TestKernelSave : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesAndChains();
    void rules();
    void wordsOfLibraries();
    void givesUp_data();
    void givesUp();
    void oneDoubtIsEnough();
};

void TestKernelSave::tablesAndChains()
{
    KernelChain input = baseChain("INPUT", Hook::Input);
    input.hook->policy = Policy::Drop;
    input.counters = {3, 180};
    KernelChain late;
    late.name = "b-user";
    KernelChain early;
    early.name = "a-user";
    KernelTables tables = filterTable({late, early, input});
    KernelTable nat;
    nat.name = "nat";
    nat.chains.push_back(baseChain("POSTROUTING", Hook::Postrouting));
    nat.chains.front().hook->type = "nat";
    nat.chains.front().hook->priority = 100;
    KernelTable raw;
    raw.name = "raw";
    tables.insert(tables.begin(), nat);
    tables.push_back(raw);
    // The order of the program, not of the kernel; built-in chains that are not made yet are open.
    QCOMPARE(saved(tables).value_or(""),
             std::string("*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
                         "*filter\n:INPUT DROP [3:180]\n:FORWARD ACCEPT [0:0]\n"
                         ":OUTPUT ACCEPT [0:0]\n:a-user - [0:0]\n:b-user - [0:0]\nCOMMIT\n"
                         "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n"
                         ":OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\nCOMMIT\n"));
    QCOMPARE(saved({}).value_or("?"), std::string());
}

void TestKernelSave::rules()
{
    QCOMPARE(savedRule(rule({counted(7, 420)})).value_or(""), std::string("[7:420] -A INPUT"));
    QCOMPARE(savedRule(rule({isProtocol(6), destinationPort(22), counted(1, 60), verdict(accept)}))
                 .value_or(""),
             std::string("[1:60] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"));
    QCOMPARE(savedRule(rule({sourceNetwork({10, 1, 0, 0}, {255, 255, 0, 0}), isProtocol(17),
                             counted(0, 0), verdict(drop)}))
                 .value_or(""),
             std::string("[0:0] -A INPUT -s 10.1.0.0/16 -p udp -j DROP"));
    QCOMPARE(
        savedRule(rule({counted(0, 0), verdict(Part::Verdict::Code::Jump, "user")})).value_or(""),
        std::string("[0:0] -A INPUT -j user"));
    QCOMPARE(
        savedRule(rule({counted(0, 0), verdict(Part::Verdict::Code::Goto, "user")})).value_or(""),
        std::string("[0:0] -A INPUT -g user"));
    QCOMPARE(savedRule(rule({module("comment", "say \"no\""), counted(0, 0), verdict(drop)}))
                 .value_or(""),
             std::string("[0:0] -A INPUT -m comment --comment \"say \\\"no\\\"\" -j DROP"));
}

void TestKernelSave::wordsOfLibraries()
{
    const KernelRule states = rule({module("state", "new"), counted(0, 0), verdict(accept)});
    const KernelRule logs =
        rule({module("state", "new"), counted(2, 80), module("LOG", "prefix", true)});
    // A part that comes twice is asked for once.
    const KernelTables tables = filterTable({baseChain("INPUT", Hook::Input, {states, logs})});
    const auto text = saved(tables, {"-m state --state NEW", "-j LOG"});
    QVERIFY(text);
    QVERIFY2(text->find("[0:0] -A INPUT -m state --state NEW -j ACCEPT\n"
                        "[2:80] -A INPUT -m state --state NEW -j LOG\n")
                 != std::string::npos,
             text->c_str());
    // The library is told the protocol, so another protocol is another part.
    KernelSaveWriter writer(Family::Ipv4);
    const KernelChain chain = baseChain("INPUT", Hook::Input);
    QVERIFY(writer.add(chain, states));
    QVERIFY(writer.add(
        chain, rule({isProtocol(6), module("state", "new"), counted(0, 0), verdict(accept)})));
    QCOMPARE(writer.parts().size(), std::size_t(2));
}

void TestKernelSave::givesUp_data()
{
    QTest::addColumn<KernelTables>("tables");
    const auto row = [](const char *name, const KernelRule &one) {
        QTest::newRow(name) << filterTable({baseChain("INPUT", Hook::Input, {one})});
    };
    row("no counter", rule({isProtocol(6), verdict(drop)}));
    row("expression of nft's own", rule({{Part::Unknown{"lookup"}}, counted(0, 0), verdict(drop)}));
    row("verdict of nft's own", rule({counted(0, 0), verdict(Part::Verdict::Code::Other)}));
    row("comparison of what was not loaded",
        rule({{Part::Compare{Part::Compare::Operator::Equal, 1, data({6})}}, counted(0, 0)}));
    row("loaded for nothing",
        rule({{Part::Meta{Part::Meta::Key::Protocol, 1}}, counted(0, 0), verdict(drop)}));
    row("match behind the counter", rule({counted(0, 0), isProtocol(6), verdict(drop)}));
    row("something behind the end", rule({counted(0, 0), verdict(drop), counted(0, 0)}));
    row("comment with a line break",
        rule({module("comment", "a\n-F"), counted(0, 0), verdict(drop)}));
    KernelRule commented = rule({counted(0, 0), verdict(drop)});
    commented.comment = "by nft";
    row("comment of nft's own", commented);

    KernelChain elsewhere = baseChain("INPUT", Hook::Input);
    elsewhere.hook->priority = 10;
    QTest::newRow("chain at another priority") << filterTable({elsewhere});
    QTest::newRow("chain at another hook") << filterTable({baseChain("INPUT", Hook::Output)});
    QTest::newRow("base chain of another name") << filterTable({baseChain("mine", Hook::Input)});
    KernelChain notCalled;
    notCalled.name = "INPUT";
    QTest::newRow("built-in name without a hook") << filterTable({notCalled});
    KernelTables dormant = filterTable({baseChain("INPUT", Hook::Input)});
    dormant.front().dormant = true;
    QTest::newRow("dormant table") << dormant;
}

void TestKernelSave::givesUp()
{
    QFETCH(KernelTables, tables);
    QCOMPARE(saved(tables).value_or("gave up"), std::string("gave up"));
}

/// Text of which one rule is missing would be worse than none.
void TestKernelSave::oneDoubtIsEnough()
{
    KernelSaveWriter writer(Family::Ipv4);
    const KernelTables tables = filterTable({baseChain("INPUT", Hook::Input)});
    const KernelChain &chain = tables.front().chains.front();
    QVERIFY(writer.add(chain, rule({counted(0, 0), verdict(accept)})));
    QVERIFY(!writer.add(chain, rule({{Part::Unknown{"fib"}}, counted(0, 0)})));
    QVERIFY(!writer.add(chain, rule({counted(0, 0), verdict(accept)})));
    QVERIFY(!writer.canWrite(tables));
}

QTEST_APPLESS_MAIN(TestKernelSave)
#include "tst_kernelsave.moc"
