// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdicttesting.h"

#include "core/text/nftjson.h"

using namespace VerdictTesting;

namespace
{

/// A table with one base chain of type filter at input; `more` are objects that come before it.
std::string document(const std::string &rules, const std::string &family = "inet",
                     const std::string &more = {}, const std::string &policy = "accept")
{
    std::string text = R"({"nftables":[{"table":{"family":")" + family
        + R"(","name":"t","handle":1}},)" + more + R"({"chain":{"family":")" + family
        + R"(","table":"t","name":"user","handle":1}},{"chain":{"family":")" + family
        + R"(","table":"t","name":"c","handle":2,"type":"filter","hook":"input","prio":0,"policy":")"
        + policy + R"("}})";
    return text + rules + "]}";
}

std::string rule(const std::string &expressions, const std::string &chain = "c",
                 const std::string &family = "inet")
{
    return R"(,{"rule":{"family":")" + family + R"(","table":"t","chain":")" + chain
        + R"(","handle":7,"expr":[)" + expressions + "]}}";
}

NativeRuleset native(const std::string &json)
{
    auto parsed = parseNftJson(json);
    if (!parsed) {
        throw std::runtime_error(parsed.error().message + parsed.error().detail + ": " + json);
    }
    return *std::move(parsed);
}

Packet usual()
{
    return packet(R"({"hook":"input","protocol":"tcp","source":"192.0.2.9","destination":"10.0.0.1",
        "sport":40000,"dport":22,"in_interface":"eth0","state":"NEW","mark":5})");
}

World home()
{
    World world;
    NetworkInterface device;
    device.name = "eth0";
    device.addresses = {*IpNetwork::parse("10.0.0.1/24")};
    world.interfaces = {device};
    return world;
}

} // namespace

/// Native nftables in the verdict engine. The kernel has the last word in tst_comparenative.
class TestNativeVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void verdicts_data();
    void verdicts();
    void otherFamily();
    void setsThatChange();
    void besideIptables();
    void ownRulesInTablesOfIptables();
    void natHasItsPlace();
    void jumpsEnd();
    void largeSets();
};

void TestNativeVerdict::matches_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("op");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *left, const char *op, const char *right, const char *verdict) {
        QTest::addRow("%s %s %s", left, op, right)
            << QString::fromLatin1(left) << QString::fromLatin1(op) << QString::fromLatin1(right)
            << QString::fromLatin1(verdict);
    };
    // A match that holds drops the packet.
    const char *dport = R"({"payload":{"protocol":"tcp","field":"dport"}})";
    row(dport, "==", "22", "drop");
    row(dport, "!=", "22", "accept");
    row(dport, "<", "23", "drop");
    row(dport, "<", "22", "accept");
    row(dport, "<=", "22", "drop");
    row(dport, ">", "22", "accept");
    row(dport, ">=", "22", "drop");
    row(dport, "==", R"({"range":[20,30]})", "drop");
    row(dport, "!=", R"({"range":[20,30]})", "accept");
    row(dport, "==", R"({"set":[80,{"range":[20,30]}]})", "drop");
    row(dport, "!=", R"({"set":[80,443]})", "drop");
    row(dport, "==", R"("a service of another kind")", "unknown");
    // A field of another protocol ends the rule, whatever the operator.
    row(R"({"payload":{"protocol":"udp","field":"dport"}})", "==", "22", "accept");
    row(R"({"payload":{"protocol":"udp","field":"dport"}})", "!=", "53", "accept");
    row(R"({"payload":{"protocol":"icmp","field":"type"}})", "!=", R"("echo-request")", "accept");
    row(R"({"payload":{"protocol":"arp","field":"operation"}})", "!=", R"("request")", "accept");
    row(R"({"tcp option":{"name":"maxseg","field":"size"}})", "==", "1400", "unknown");
    row(R"({"payload":{"protocol":"ip6","field":"saddr"}})", "!=", R"("::1")", "accept");
    row(R"({"exthdr":{"name":"frag"}})", "==", "true", "accept");
    row(R"({"payload":{"protocol":"th","field":"dport"}})", "==", "22", "drop");
    row(R"({"payload":{"base":"th","offset":16,"len":16}})", "==", "22", "drop");
    row(R"({"payload":{"base":"nh","offset":96,"len":32}})", "==", "3221225993", "drop");
    row(R"({"payload":{"base":"th","offset":32,"len":32}})", "==", "1", "unknown");
    const char *saddr = R"({"payload":{"protocol":"ip","field":"saddr"}})";
    row(saddr, "==", R"({"prefix":{"addr":"192.0.2.0","len":24}})", "drop");
    row(saddr, "!=", R"({"prefix":{"addr":"192.0.2.0","len":24}})", "accept");
    row(saddr, "==", R"({"prefix":{"addr":"192.0.2.16","len":28}})", "accept");
    row(R"({"&":[{"payload":{"protocol":"ip","field":"saddr"}},"255.255.255.0"]})",
        "==", R"("192.0.2.0")", "drop");
    row(R"({"concat":[{"payload":{"protocol":"ip","field":"saddr"}},{"payload":{"protocol":"tcp","field":"dport"}}]})",
        "==", R"({"set":[{"concat":["192.0.2.9",22]}]})", "drop");
    row(R"({"concat":[{"payload":{"protocol":"ip","field":"saddr"}},{"payload":{"protocol":"tcp","field":"dport"}}]})",
        "==",
        R"({"set":[{"concat":[{"prefix":{"addr":"192.0.2.0","len":24}},{"range":[23,80]}]}]})",
        "accept");
    row(R"({"payload":{"protocol":"ip","field":"ttl"}})", "<", "5", "unknown");
    row(R"({"payload":{"protocol":"ip","field":"version"}})", "==", "4", "drop");
    row(R"({"payload":{"protocol":"ip","field":"protocol"}})", "==", R"("tcp")", "drop");
    const char *flags = R"({"payload":{"protocol":"tcp","field":"flags"}})";
    row(flags, "in", R"("syn")", "drop");
    row(flags, "in", R"(["fin","rst"])", "accept");
    row(flags, "!", R"("syn")", "accept");
    row(R"({"&":[{"payload":{"protocol":"tcp","field":"flags"}},["fin","syn","rst","ack"]]})",
        "==", R"("syn")", "drop");
    row(R"({"meta":{"key":"l4proto"}})", "==", R"({"set":["tcp","udp"]})", "drop");
    row(R"({"meta":{"key":"nfproto"}})", "==", R"("ipv6")", "accept");
    row(R"({"meta":{"key":"protocol"}})", "==", R"("ip")", "drop");
    row(R"({"meta":{"key":"iifname"}})", "==", R"("eth*")", "drop");
    row(R"({"meta":{"key":"iifname"}})", "!=", R"("eth0")", "accept");
    row(R"({"meta":{"key":"iif"}})", "==", R"("lo")", "accept");
    row(R"({"meta":{"key":"oifname"}})", "==", R"("eth0")", "accept");
    row(R"({"meta":{"key":"mark"}})", "==", "5", "drop");
    row(R"({"&":[{"meta":{"key":"mark"}},4]})", "==", "4", "drop");
    row(R"({"|":[{"meta":{"key":"mark"}},2]})", "==", "7", "drop");
    row(R"({"^":[{"meta":{"key":"mark"}},1]})", "==", "4", "drop");
    row(R"({">>":[{"meta":{"key":"mark"}},1]})", "==", "2", "drop");
    row(R"({"<<":[{"meta":{"key":"mark"}},1]})", "==", "10", "drop");
    row(R"({"meta":{"key":"skuid"}})", "!=", "0", "accept"); // nobody's yet
    row(R"({"meta":{"key":"priority"}})", "==", "1", "unknown");
    row(R"({"ct":{"key":"state"}})", "in", R"(["new","related"])", "drop");
    row(R"({"ct":{"key":"state"}})", "in", R"("established")", "accept");
    row(R"({"ct":{"key":"state"}})", "==", R"({"set":["established","new"]})", "drop");
    row(R"({"ct":{"key":"direction"}})", "==", R"("reply")", "accept");
    row(R"({"ct":{"key":"status"}})", "in", R"("dnat")", "accept");
    row(R"({"ct":{"key":"ip saddr","dir":"original"}})", "==", R"("192.0.2.9")", "drop");
    row(R"({"ct":{"key":"ip saddr","dir":"reply"}})", "==", R"("10.0.0.1")", "drop");
    row(R"({"ct":{"key":"proto-dst","dir":"original"}})", "==", "22", "drop");
    row(R"({"ct":{"key":"helper"}})", "==", R"("ftp")", "unknown");
    row(R"({"fib":{"result":"type","flags":["daddr"]}})", "==", R"("local")", "drop");
    row(R"({"fib":{"result":"type","flags":["saddr"]}})", "==", R"("unicast")", "drop");
    row(R"({"fib":{"result":"oif","flags":["saddr","iif"]}})", "==", "false", "unknown");
    row(R"({"numgen":{"mode":"random","mod":2,"offset":0}})", "==", "0", "unknown");
    row(R"({"socket":{"key":"transparent"}})", "==", "1", "unknown");
    row(R"({"something":{"new":1}})", "==", "1", "unknown");
    row(dport, "==", R"("@nothing")", "unknown");
    row(R"({"map":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[22,5]]}}})",
        "==", R"({"meta":{"key":"mark"}})", "unknown"); // what it gives has no type of its own
}

void TestNativeVerdict::matches()
{
    QFETCH(QString, left);
    QFETCH(QString, op);
    QFETCH(QString, right);
    QFETCH(QString, verdict);
    const std::string match = R"({"match":{"op":")" + op.toStdString() + R"(","left":)"
        + left.toStdString() + R"(,"right":)" + right.toStdString() + R"(}},{"drop":null})";
    const Verdict result = walk({}, native(document(rule(match))), usual(), home());
    QCOMPARE(QString::fromStdString(std::string(toString(result.kind))), verdict);
    if (result.kind == VerdictKind::Drop) {
        QCOMPARE(deciding(result), std::string("inet t c 1"));
        QVERIFY(result.deciding->rule.ends_with("drop # handle 7"));
        QCOMPARE(word(result.deciding->backend), word(Backend::Native));
    }
    QCOMPARE(result.doubts.empty(), verdict != QLatin1String("unknown"));
}

void TestNativeVerdict::verdicts_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<QString>("way");
    const auto row = [](const char *name, const std::string &rules, const char *way) {
        QTest::newRow(name) << QString::fromStdString(rules) << QString::fromLatin1(way);
    };
    const std::string ssh =
        R"({"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":22}})";
    row("policy", "", "inet t c 0 policy ACCEPT");
    row("an accept ends its chain", rule(ssh + R"(,{"accept":null})") + rule(R"({"drop":null})"),
        "inet t c 1 ACCEPT");
    row("continue", rule(ssh + R"(,{"continue":null})") + rule(R"({"drop":null})"),
        "inet t c 1; inet t c 2 DROP");
    row("jump and return",
        rule(R"({"jump":{"target":"user"}})") + rule(R"({"drop":null})")
            + rule(R"({"return":null})", "user"),
        "inet t c 1 user; inet t user 1 RETURN; inet t c 2 DROP");
    row("goto does not come back", rule(R"({"goto":{"target":"user"}})") + rule(R"({"drop":null})"),
        "inet t c 1 user; inet t c 0 policy ACCEPT");
    row("a verdict map",
        rule(
            R"({"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[22,{"jump":{"target":"user"}}],[80,{"accept":null}]]}}})")
            + rule(R"({"drop":null})", "user"),
        "inet t c 1 user; inet t user 1 DROP");
    row("a verdict map without the key",
        rule(
            R"({"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[80,{"drop":null}]]}}})"),
        "inet t c 0 policy ACCEPT");
    row("a verdict map for all others",
        rule(
            R"({"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[80,{"accept":null}],["*",{"drop":null}]]}}})"),
        "inet t c 1 DROP");
    row("reject of another protocol", rule(R"({"reject":{"type":"icmpv6","expr":"no-route"}})"),
        "inet t c 0 policy ACCEPT");
    row("a reset", rule(R"({"reject":{"type":"tcp reset"}})"), "inet t c 1 REJECT");
    row("a mark that a later rule reads",
        rule(
            R"({"mangle":{"key":{"meta":{"key":"mark"}},"value":{"|":[{"meta":{"key":"mark"}},8]}}})")
            + rule(
                R"({"match":{"op":"==","left":{"meta":{"key":"mark"}},"right":13}},{"drop":null})"),
        "inet t c 1 MARK; inet t c 2 DROP");
    row("a limit before an accept that changes nothing",
        rule(R"({"limit":{"rate":5,"burst":5,"per":"second"}},{"accept":null})"), "");
    row("a limit that only counts",
        rule(R"({"limit":{"rate":5,"burst":5,"per":"second"}},{"counter":{"packets":0,"bytes":0}})")
            + rule(R"({"drop":null})"),
        "inet t c 2 DROP");
}

void TestNativeVerdict::verdicts()
{
    QFETCH(QString, rules);
    QFETCH(QString, way);
    const Verdict result = walk({}, native(document(rules.toStdString())), usual(), home());
    QCOMPARE(QString::fromStdString(path(result)), way);
    QVERIFY(result.kind != VerdictKind::Unknown);
}

void TestNativeVerdict::otherFamily()
{
    // Tables of IPv6 are not asked about IPv4; a dormant one is never asked.
    const std::string drop = R"({"drop":null})";
    QCOMPARE(word(walk({}, native(document(rule(drop, "c", "ip6"), "ip6")), usual()).kind),
             word(VerdictKind::Accept));
    std::string dormant = document(rule(drop));
    const std::string handle = R"("handle":1}})";
    dormant.replace(dormant.find(handle), handle.size(), R"("handle":1,"flags":["dormant"]}})");
    QCOMPARE(word(walk({}, native(dormant), usual()).kind), word(VerdictKind::Accept));
    Packet six = usual();
    six.family = Family::Ipv6;
    six.source = IpAddress::parse("2001:db8::1");
    six.destination = IpAddress::parse("2001:db8::2");
    const auto icmpx = native(document(rule(R"({"reject":{"type":"icmpx","expr":"no-route"}})")));
    QCOMPARE(walk({}, icmpx, usual()).rejectWith, std::string("icmp-net-unreachable"));
    QCOMPARE(walk({}, icmpx, six).rejectWith, std::string("icmp6-no-route"));
    QCOMPARE(word(walk({}, icmpx, six).deciding->family), word(Family::Ipv6));
}

void TestNativeVerdict::setsThatChange()
{
    const std::string set =
        R"({"set":{"family":"inet","name":"bad","table":"t","type":"ipv4_addr","handle":3,"elem":["192.0.2.9"]}},)";
    const std::string look = rule(
        R"({"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"@bad"}},{"drop":null})");
    const std::string add = rule(
        R"({"set":{"op":"add","elem":{"payload":{"protocol":"ip","field":"saddr"}},"set":"@bad"}})");
    QCOMPARE(word(walk({}, native(document(look, "inet", set)), usual()).kind),
             word(VerdictKind::Drop));
    // Whatever it holds now: packets change it.
    const Verdict verdict = walk({}, native(document(look + add, "inet", set)), usual());
    QCOMPARE(word(verdict.kind), word(VerdictKind::Unknown));
    QCOMPARE(verdict.doubts.front().name, std::string("bad"));
}

void TestNativeVerdict::besideIptables()
{
    const std::vector<Ruleset> iptables{
        rules(filter("-A INPUT -p tcp -j ACCEPT\n"), Family::Ipv4, Backend::Nft)};
    const NativeRuleset drops = native(document(rule(R"({"drop":null})")));
    const Verdict verdict = walk(iptables, drops, usual());
    QCOMPARE(word(verdict.kind), word(VerdictKind::Drop));
    QCOMPARE(deciding(verdict), std::string("inet t c 1"));
    // The word of the filter table counts for more than a native policy that lets all through.
    const Verdict open = walk(iptables, native(document("")), usual());
    QCOMPARE(deciding(open), std::string("filter INPUT 1"));
}

void TestNativeVerdict::ownRulesInTablesOfIptables()
{
    const std::vector<Ruleset> iptables{
        rules("*filter\n:INPUT ACCEPT [0:0]\n"
              "-A INPUT -m nft --handle 7 --rule \"tcp dport { 1000-1010 } drop\" -j DROP\n"
              "COMMIT\n",
              Family::Ipv4, Backend::Nft)};
    std::string text = document(
        R"(,{"chain":{"family":"ip","table":"t","name":"INPUT","handle":3,"type":"filter","hook":"input","prio":0,"policy":"accept"}})"
            + rule(
                R"({"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{"set":[{"range":[1000,1010]}]}}},{"drop":null})",
                "INPUT", "ip"),
        "ip");
    for (std::size_t at = text.find("\"t\""); at != std::string::npos; at = text.find("\"t\"")) {
        text.replace(at, 3, "\"filter\"");
    }
    QCOMPARE(word(walk(iptables, usual()).kind), word(VerdictKind::Unknown));
    QCOMPARE(word(walk(iptables, native(text), usual()).kind), word(VerdictKind::Accept));
    Packet hit = usual();
    hit.destinationPort = 1005;
    const Verdict verdict = walk(iptables, native(text), hit);
    QCOMPARE(word(verdict.kind), word(VerdictKind::Drop));
    QCOMPARE(deciding(verdict), std::string("filter INPUT 1"));
}

void TestNativeVerdict::natHasItsPlace()
{
    // Its chain asks to be first of all, but nat comes where nat comes: behind -200 to -101.
    const std::string chains =
        R"(,{"chain":{"family":"inet","table":"t","name":"n","handle":4,"type":"nat","hook":"prerouting","prio":-300,"policy":"accept"}})"
        R"(,{"chain":{"family":"inet","table":"t","name":"p","handle":5,"type":"filter","hook":"prerouting","prio":-150,"policy":"accept"}})";
    const auto rulesOf = native(document(
        chains + rule(R"({"dnat":{"family":"ip","addr":"10.0.0.1","port":8080}})", "n")
        + rule(
            R"({"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":22}},{"counter":{"packets":0,"bytes":0}})",
            "p")));
    const Verdict verdict = walk({}, rulesOf, usual(), home());
    QCOMPARE(QString::fromStdString(path(verdict)),
             QStringLiteral("inet t p 1; inet t p 0 policy ACCEPT; inet t n 1 DNAT; "
                            "inet t c 0 policy ACCEPT"));
    QCOMPARE(verdict.after.destinationPort, std::optional<std::uint16_t>(8080));
    QCOMPARE(verdict.destinationTranslatedBy->chain, std::string("n"));
}

void TestNativeVerdict::jumpsEnd()
{
    const Verdict verdict = walk({},
                                 native(document(rule(R"({"jump":{"target":"user"}})")
                                                 + rule(R"({"jump":{"target":"user"}})", "user"))),
                                 usual());
    QCOMPARE(word(verdict.kind), word(VerdictKind::Unknown));
    QCOMPARE(verdict.doubts.front().name, std::string("loop"));
}

void TestNativeVerdict::largeSets()
{
    constexpr unsigned elements = 100'000;
    std::string list;
    for (unsigned i = 0; i < elements; ++i) {
        list += (list.empty() ? "\"10." : ",\"10.") + std::to_string(i >> 16U) + '.'
            + std::to_string((i >> 8U) & 0xffU) + '.' + std::to_string(i & 0xffU) + '"';
    }
    const auto large = native(document(
        rule(
            R"({"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"@bad"}},{"drop":null})"),
        "inet",
        R"({"set":{"family":"inet","name":"bad","table":"t","type":"ipv4_addr","handle":3,"elem":[)"
            + list + "]}},"));
    Packet there = usual();
    there.source = IpAddress::parse("10.1.134.159"); // the last one
    Packet beyond = usual();
    beyond.source = IpAddress::parse("10.1.134.160");
    QCOMPARE(word(walk({}, large, there).kind), word(VerdictKind::Drop));
    QCOMPARE(word(walk({}, large, beyond).kind), word(VerdictKind::Accept));
}

QTEST_APPLESS_MAIN(TestNativeVerdict)

#include "tst_nativeverdict.moc"
