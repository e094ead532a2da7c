// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <QTest>

using namespace Portlight::Core;

Q_DECLARE_METATYPE(Change)

namespace
{

constexpr auto rulesText = "*filter\n"
                           ":INPUT DROP [3:120]\n"
                           ":FORWARD ACCEPT [0:0]\n"
                           ":OUTPUT ACCEPT [0:0]\n"
                           ":alpha - [0:0]\n"
                           ":empty - [0:0]\n"
                           "[1:60] -A INPUT -i lo -j ACCEPT\n"
                           "[2:120] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                           "[3:180] -A INPUT -j DROP\n"
                           "[4:240] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                           "[5:300] -A FORWARD -j alpha\n"
                           "[6:360] -A alpha -m limit --limit 5/min -j RETURN\n"
                           "COMMIT\n";

Ruleset rules(Backend backend = Backend::Nft)
{
    return parseSave(rulesText, backend, Family::Ipv4).value();
}

ChainPlace place(const char *chain, const char *table = "filter")
{
    return {Backend::Nft, Family::Ipv4, table, chain};
}

} // namespace

class TestChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inverse_data();
    void inverse();
    void refused_data();
    void refused();
    void newRuleIsStoredAsPrinted();
    void deleteTakesTheRightOne();
    void replaceKeepsThePlace();
    void missingTableComesWithItsChains();
    void countersOnlyWhereThereAreSome();
    void settings();
    void commands_data();
    void commands();
    void sameRule();
    void numbersBecomeContent();
    void switchedOffRuleKeepsItsPlaceAndComesBackExactly_data();
    void switchedOffRuleKeepsItsPlaceAndComesBackExactly();
    void renameIsFollowed();
    void countsAreAddedByAnUndo();
    void moveOfAnUndoFollowsItsNeighbours();
};

void TestChange::inverse_data()
{
    QTest::addColumn<Change>("change");
    const auto input = place("INPUT");
    QTest::newRow("insert first") << Change(InsertRule{input, 1, "-p udp -j DROP", {}, {}, {}});
    QTest::newRow("insert last") << Change(InsertRule{input, 5, "-j ACCEPT", {9, 9}, {}, {}});
    QTest::newRow("append") << Change(AppendRule{input, "-p tcp --dport 80 -j REJECT"});
    QTest::newRow("append to an empty chain") << Change(AppendRule{place("empty"), "-j DROP"});
    QTest::newRow("delete") << Change(DeleteRule{input, 3, "-j DROP"});
    QTest::newRow("delete the second of two")
        << Change(DeleteRule{input, 4, "-p tcp --dport 22 -j ACCEPT"});
    QTest::newRow("delete by number") << Change(DeleteRule{input, 2, {}, true});
    QTest::newRow("delete an opaque rule")
        << Change(DeleteRule{place("alpha"), 1, "-m limit --limit 5/min -j RETURN"});
    QTest::newRow("replace") << Change(ReplaceRule{input, 3, "-j DROP", "-j REJECT"});
    QTest::newRow("policy") << Change(SetPolicy{input, Policy::Accept});
    QTest::newRow("new chain in the middle") << Change(NewChain{place("beta")});
    QTest::newRow("new chain at the end") << Change(NewChain{place("zeta")});
    QTest::newRow("delete chain") << Change(DeleteChain{place("empty")});
    QTest::newRow("flush") << Change(FlushChain{input});
    QTest::newRow("flush an empty chain") << Change(FlushChain{place("empty")});
    const std::string ssh = "-p tcp --dport 22 -j ACCEPT";
    QTest::newRow("move up") << Change(MoveRule{input, 3, "-j DROP", 1, {}, {}});
    QTest::newRow("move down") << Change(MoveRule{input, 1, "-i lo -j ACCEPT", 4, {}, {}});
    QTest::newRow("move one of two equals") << Change(MoveRule{input, 4, ssh, 3, {}, {}});
    QTest::newRow("switch off") << Change(SwitchRule{input, 4, ssh, false});
    QTest::newRow("switch an opaque rule off")
        << Change(SwitchRule{place("alpha"), 1, "-m limit --limit 5/min -j RETURN", false});
    QTest::newRow("rename") << Change(RenameChain{place("alpha"), "zeta"});
    QTest::newRow("zero a rule") << Change(ZeroCounters{input, 2});
    QTest::newRow("zero a chain and its policy") << Change(ZeroCounters{input, 0});
}

void TestChange::inverse()
{
    QFETCH(Change, change);
    const Ruleset before = rules();
    Ruleset now = before;
    const auto inverse = applyChange(now, change);
    QVERIFY2(inverse, inverse ? "" : inverse.error().message.c_str());
    // rebase() in an unchanged world is the inverse itself.
    Ruleset viaRebase = now;
    for (const Change &step : rebase(*inverse, now)) {
        QVERIFY(applyChange(viaRebase, step));
    }
    for (const Change &step : *inverse) {
        QVERIFY(applyChange(now, step));
    }
    QCOMPARE(writeSave(now), writeSave(before));
    QVERIFY(now == before);
    QVERIFY(viaRebase == before);
}

void TestChange::refused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    const auto input = place("INPUT");
    using Code = ErrorCode;
    QTest::newRow("chain not there")
        << Change(AppendRule{place("nosuch"), "-j DROP"}) << Code::NotFound;
    QTest::newRow("table not there")
        << Change(AppendRule{place("INPUT", "nosuch"), "-j DROP"}) << Code::NotFound;
    QTest::newRow("position 0") << Change(InsertRule{input, 0, "-j DROP", {}, {}, {}})
                                << Code::NotFound;
    QTest::newRow("position too far")
        << Change(InsertRule{input, 6, "-j DROP", {}, {}, {}}) << Code::NotFound;
    QTest::newRow("not a rule") << Change(AppendRule{input, "--dport 70000"}) << Code::ParseFailed;
    QTest::newRow("a second line")
        << Change(AppendRule{input, "-j DROP\n-F INPUT"}) << Code::ParseFailed;
    QTest::newRow("chain name with a blank")
        << Change(AppendRule{place("INPUT -j"), "x"}) << Code::NotFound;
    QTest::newRow("jump to no chain") << Change(AppendRule{input, "-j nosuch"}) << Code::NotFound;
    QTest::newRow("goto no chain") << Change(AppendRule{input, "-g NOSUCH"}) << Code::NotFound;
    QTest::newRow("rule not there") << Change(DeleteRule{input, 1, "-j ACCEPT"}) << Code::NotFound;
    QTest::newRow("number not there") << Change(DeleteRule{input, 5, {}, true}) << Code::NotFound;
    QTest::newRow("policy of a user chain")
        << Change(SetPolicy{place("alpha"), Policy::Drop}) << Code::InvalidArgument;
    QTest::newRow("chain exists") << Change(NewChain{place("alpha")}) << Code::Conflict;
    QTest::newRow("chain named as a target")
        << Change(NewChain{place("LOG")}) << Code::InvalidArgument;
    QTest::newRow("chain name too long")
        << Change(NewChain{place("xxxxxxxxxxxxxxxxxxxxxxxxxxxxx")}) << Code::InvalidArgument;
    QTest::newRow("chain not empty") << Change(DeleteChain{place("alpha")}) << Code::Conflict;
    QTest::newRow("built-in chain") << Change(DeleteChain{input}) << Code::InvalidArgument;
    QTest::newRow("move too far") << Change(MoveRule{input, 1, "-i lo -j ACCEPT", 5, {}, {}})
                                  << Code::NotFound;
    QTest::newRow("move a rule that is not there")
        << Change(MoveRule{input, 1, "-i eth0", 2, {}, {}}) << Code::NotFound;
    QTest::newRow("switch on what is on")
        << Change(SwitchRule{input, 3, "-j DROP", true}) << Code::Conflict;
    QTest::newRow("rename a built-in chain")
        << Change(RenameChain{input, "in"}) << Code::InvalidArgument;
    QTest::newRow("rename to one that exists")
        << Change(RenameChain{place("alpha"), "empty"}) << Code::Conflict;
    QTest::newRow("rename to a target")
        << Change(RenameChain{place("alpha"), "LOG"}) << Code::InvalidArgument;
    QTest::newRow("zero a rule that is not there")
        << Change(ZeroCounters{input, 9}) << Code::NotFound;
    QTest::newRow("other backend")
        << Change(FlushChain{{Backend::Legacy, Family::Ipv4, "filter", "INPUT"}})
        << Code::InvalidArgument;
    QTest::newRow("other family") << Change(
        FlushChain{{Backend::Nft, Family::Ipv6, "filter", "INPUT"}})
                                  << Code::InvalidArgument;
}

void TestChange::refused()
{
    QFETCH(Change, change);
    Ruleset now = rules();
    const auto result = applyChange(now, change);
    QVERIFY(!result);
    QFETCH(ErrorCode, code);
    QVERIFY(result.error().code == code);
    QVERIFY(!result.error().message.empty());
    QVERIFY(now == rules());
}

void TestChange::newRuleIsStoredAsPrinted()
{
    Ruleset now = rules();
    QVERIFY(applyChange(now, InsertRule{place("INPUT"), 2, "--dport 80 -j REJECT", {}, {}, {}})
                .error()
                .code
            == ErrorCode::ParseFailed);
    QVERIFY(
        applyChange(now, InsertRule{place("INPUT"), 2, "-p tcp --dport 80 -j REJECT", {}, {}, {}}));
    const Rule &rule = now.table("filter")->chain("INPUT")->rules[1];
    QCOMPARE(rule.text,
             std::string("-A INPUT -p tcp -m tcp --dport 80 -j REJECT --reject-with "
                         "icmp-port-unreachable"));
    QVERIFY(rule.counters == Counters{});
    QVERIFY(applyChange(now, AppendRule{place("INPUT"), "-j alpha"}));
    QCOMPARE(now.table("filter")->chain("INPUT")->rules.back().target.kind, Target::Kind::Jump);
}

void TestChange::deleteTakesTheRightOne()
{
    Ruleset now = rules();
    QVERIFY(applyChange(now, DeleteRule{place("INPUT"), 4, "-p tcp --dport 22 -j ACCEPT"}));
    const auto &chain = *now.table("filter")->chain("INPUT");
    QCOMPARE(chain.rules.size(), std::size_t{3});
    QVERIFY(chain.rules[1].counters == (Counters{2, 120}));
    // Position 0 takes the first, a wrong position the nearest.
    now = rules();
    QVERIFY(applyChange(now, DeleteRule{place("INPUT"), 0, "-p tcp --dport 22 -j ACCEPT"}));
    QVERIFY(now.table("filter")->chain("INPUT")->rules[2].counters == (Counters{4, 240}));
    now = rules();
    QVERIFY(applyChange(now, DeleteRule{place("INPUT"), 9, "-p tcp --dport 22 -j ACCEPT"}));
    QVERIFY(now.table("filter")->chain("INPUT")->rules[1].counters == (Counters{2, 120}));
    QVERIFY(applyChange(now, DeleteChain{place("alpha")}).error().code == ErrorCode::Conflict);
}

void TestChange::replaceKeepsThePlace()
{
    Ruleset now = rules();
    const auto inverse = applyChange(now, ReplaceRule{place("INPUT"), 3, "-j DROP", "-j REJECT"});
    QVERIFY(inverse);
    QCOMPARE(now.table("filter")->chain("INPUT")->rules[2].text,
             std::string("-A INPUT -j REJECT --reject-with icmp-port-unreachable"));
    QCOMPARE(inverse->size(), std::size_t{2});
}

void TestChange::missingTableComesWithItsChains()
{
    Ruleset now = rules();
    QVERIFY(applyChange(now, AppendRule{place("POSTROUTING", "nat"), "-o eth0 -j MASQUERADE"}));
    const Table *nat = now.table("nat");
    QVERIFY(nat);
    QCOMPARE(nat->chains.size(), std::size_t{4});
    QCOMPARE(nat->chain("POSTROUTING")->rules.size(), std::size_t{1});
    QVERIFY(!applyChange(now, AppendRule{place("FORWARD", "nat"), "-j DROP"}));
    QVERIFY(!applyChange(now, AppendRule{place("INPUT", "raw"), "-j DROP"}));
    QVERIFY(!now.table("raw"));
}

void TestChange::countersOnlyWhereThereAreSome()
{
    auto now = parseSave("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j DROP\nCOMMIT\n", Backend::Nft,
                         Family::Ipv4)
                   .value();
    QVERIFY(applyChange(now, AppendRule{place("INPUT"), "-j ACCEPT"}));
    QVERIFY(!now.tables[0].chains[0].rules[1].counters);
}

void TestChange::settings()
{
    Ruleset now = rules();
    const auto inverse = applyChange(now, SetSetting{"net.ipv4.ip_forward", "1", "0"});
    QVERIFY(inverse);
    QVERIFY((*inverse)[0] == Change(SetSetting{"net.ipv4.ip_forward", "0", "1"}));
    QVERIFY(!applyChange(now, SetSetting{"net.ipv4.ip_forward", "1", ""}));
    QVERIFY(!placeOf(SetSetting{}));
}

void TestChange::commands_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected");
    const auto input = place("INPUT");
    QTest::newRow("insert") << Change(
        InsertRule{input, 3, "-p tcp -m tcp --dport 80 -j ACCEPT", {}, {}, {}})
                            << "iptables -I INPUT 3 -p tcp -m tcp --dport 80 -j ACCEPT";
    QTest::newRow("other table") << Change(AppendRule{place("POSTROUTING", "nat"), "-j MASQUERADE"})
                                 << "iptables -t nat -A POSTROUTING -j MASQUERADE";
    QTest::newRow("other backend")
        << Change(FlushChain{{Backend::Legacy, Family::Ipv6, "filter", "INPUT"}})
        << "ip6tables-legacy -F INPUT";
    QTest::newRow("delete by content") << Change(DeleteRule{input, 3, "! -s 10.0.0.0/8 -j DROP"})
                                       << "iptables -D INPUT ! -s 10.0.0.0/8 -j DROP";
    QTest::newRow("delete by number")
        << Change(DeleteRule{input, 3, {}, true}) << "iptables -D INPUT 3";
    QTest::newRow("replace") << Change(ReplaceRule{input, 2, "-j DROP", "-j ACCEPT"})
                             << "iptables -R INPUT 2 -j ACCEPT";
    QTest::newRow("move is a delete and an insert")
        << Change(MoveRule{input, 4, "-j DROP", 1, {}, {}})
        << "iptables -D INPUT 4\niptables -I INPUT 1 -j DROP";
    QTest::newRow("off") << Change(SwitchRule{input, 4, "-j DROP", false})
                         << "iptables -R INPUT 4 -m mark ! --mark 0x0/0x0 -m comment --comment "
                            "portlight:off -j DROP";
    QTest::newRow("rename") << Change(RenameChain{place("a", "nat"), "b"})
                            << "iptables -t nat -E a b";
    QTest::newRow("zero") << Change(ZeroCounters{input, 0}) << "iptables -Z INPUT";
    QTest::newRow("zero a rule") << Change(ZeroCounters{input, 2}) << "iptables -Z INPUT 2";
    QTest::newRow("policy") << Change(SetPolicy{input, Policy::Drop}) << "iptables -P INPUT DROP";
    QTest::newRow("quoted for a shell")
        << Change(AppendRule{input, R"(-m comment --comment "it\'s a \"test\" for $5" -j DROP)"})
        << R"(iptables -A INPUT -m comment --comment 'it'\''s a "test" for $5' -j DROP)";
    QTest::newRow("blank only") << Change(AppendRule{input, "-m comment --comment \"a b\""})
                                << "iptables -A INPUT -m comment --comment \"a b\"";
    QTest::newRow("no shell can be reached")
        << Change(AppendRule{input, "-m comment --comment \"`id`;x\""})
        << "iptables -A INPUT -m comment --comment '`id`;x'";
    QTest::newRow("setting") << Change(SetSetting{"net.ipv4.ip_forward", "1", "0"})
                             << "sysctl -w net.ipv4.ip_forward=1";
    QTest::newRow("setting with blanks")
        << Change(SetSetting{"net.x", "1 2", ""}) << "sysctl -w \"net.x=1 2\"";
}

void TestChange::commands()
{
    QFETCH(Change, change);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(command(change, Backend::Nft)), expected);
}

void TestChange::sameRule()
{
    QVERIFY(
        isSameRule("-p tcp --dport 80 -j DROP", "-p tcp -m tcp --dport 80 -j DROP", Family::Ipv4));
    QVERIFY(isSameRule("-s 10.0.0.1", "--source 10.0.0.1/32", Family::Ipv4));
    QVERIFY(!isSameRule("-p tcp --dport 80 -j DROP", "-p tcp --dport 81 -j DROP", Family::Ipv4));
    QVERIFY(!isSameRule("-j DROP", "nonsense", Family::Ipv4));
}

void TestChange::numbersBecomeContent()
{
    const Ruleset before = rules();
    const auto input = place("INPUT");
    QVERIFY(resolved(before, DeleteRule{input, 3, {}, true}).value()
            == Change(DeleteRule{input, 3, "-j DROP"}));
    QVERIFY(resolved(before, ReplaceRule{input, 2, {}, "-p tcp --dport 1", true}).value()
            == Change(ReplaceRule{input, 2, "-p tcp -m tcp --dport 22 -j ACCEPT",
                                  "-p tcp -m tcp --dport 1"}));
    QVERIFY(resolved(before, DeleteRule{input, 8, {}, true}).error().code == ErrorCode::NotFound);
    QVERIFY(resolved(before, AppendRule{input, "-j"}).error().code == ErrorCode::ParseFailed);
}

void TestChange::switchedOffRuleKeepsItsPlaceAndComesBackExactly_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("off");
    QTest::newRow("bare") << "-j DROP"
                          << "%1 -j DROP";
    QTest::newRow("no target") << ""
                               << "%1";
    QTest::newRow("heads first") << "-s 10.0.0.0/8 -i eth0 -p tcp -m tcp --dport 22 -j ACCEPT"
                                 << "-s 10.0.0.0/8 -i eth0 -p tcp %1 -m tcp --dport 22 -j ACCEPT";
    QTest::newRow("before what counts") << "-m limit --limit 5/min -j LOG"
                                        << "%1 -m limit --limit 5/min -j LOG";
    QTest::newRow("own comment") << "-m comment --comment \"two words\" -j alpha"
                                 << "%1 -m comment --comment \"two words\" -j alpha";
    QTest::newRow("own mark") << "-m mark ! --mark 0x0/0x0 -j DROP"
                              << "%1 -m mark ! --mark 0x0/0x0 -j DROP";
}

void TestChange::switchedOffRuleKeepsItsPlaceAndComesBackExactly()
{
    QFETCH(const QString, body);
    QFETCH(const QString, off);
    const QString marks =
        QString::fromUtf8(switchedOffMatches.data(), static_cast<int>(switchedOffMatches.size()));
    Ruleset now = rules();
    QVERIFY(applyChange(now, InsertRule{place("INPUT"), 2, body.toStdString(), {8, 9}, {}, {}}));
    const Ruleset before = now;
    const auto &chain = *now.table("filter")->chain("INPUT");
    QVERIFY(applyChange(now, SwitchRule{place("INPUT"), 2, body.toStdString(), false}));
    QCOMPARE(QString::fromStdString(chain.rules[1].text),
             QLatin1String("-A INPUT ") + off.arg(marks));
    QVERIFY(isSwitchedOff(chain.rules[1]));
    QVERIFY(chain.rules[1].counters == (Counters{8, 9}));
    QCOMPARE(QString::fromStdString(switchedOffBody(chain.rules[1])), body);
    QVERIFY(applyChange(now, SwitchRule{place("INPUT"), 2, off.arg(marks).toStdString(), true}));
    QVERIFY(now == before);
}

void TestChange::renameIsFollowed()
{
    Ruleset now = rules();
    QVERIFY(applyChange(now, RenameChain{place("alpha"), "zeta"}));
    const Table &table = *now.table("filter");
    QVERIFY(!table.chain("alpha"));
    QCOMPARE(table.chain("FORWARD")->rules[0].text, std::string("-A FORWARD -j zeta"));
    QCOMPARE(table.chain("FORWARD")->rules[0].target.name, std::string("zeta"));
    QCOMPARE(table.chains.back().name, std::string("zeta"));
    QCOMPARE(table.chain("zeta")->rules[0].text,
             std::string("-A zeta -m limit --limit 5/min -j RETURN"));
}

void TestChange::countsAreAddedByAnUndo()
{
    Ruleset now = rules();
    const auto inverse = applyChange(now, ZeroCounters{place("INPUT"), 0});
    QVERIFY(inverse);
    Chain &chain = *now.table("filter")->chain("INPUT");
    QVERIFY(chain.counters == Counters{});
    chain.rules[2].counters = Counters{10, 1000}; // packets that came since
    for (const Change &step : rebase(*inverse, now)) {
        QVERIFY(applyChange(now, step));
    }
    QVERIFY(chain.rules[2].counters == (Counters{13, 1180}));
    QVERIFY(chain.rules[1].counters == (Counters{2, 120}));
    QVERIFY(chain.counters == (Counters{3, 120}));
}

void TestChange::moveOfAnUndoFollowsItsNeighbours()
{
    Ruleset now = rules();
    const auto inverse = applyChange(now, MoveRule{place("INPUT"), 3, "-j DROP", 1, {}, {}});
    QVERIFY(inverse);
    // Somebody puts a rule of their own in front.
    QVERIFY(applyChange(now, InsertRule{place("INPUT"), 1, "-p udp -j ACCEPT", {}, {}, {}}));
    for (const Change &step : rebase(*inverse, now)) {
        QVERIFY(applyChange(now, step));
    }
    const auto &chain = *now.table("filter")->chain("INPUT");
    QCOMPARE(chain.rules[0].text, std::string("-A INPUT -p udp -j ACCEPT"));
    QCOMPARE(chain.rules[3].text, std::string("-A INPUT -j DROP"));
    QVERIFY(chain.rules[3].counters == (Counters{3, 180}));
}

QTEST_APPLESS_MAIN(TestChange)
#include "tst_change.moc"
