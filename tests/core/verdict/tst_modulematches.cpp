// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdicttesting.h"

using namespace VerdictTesting;

namespace
{

IpNetwork network(const char *text)
{
    return *IpNetwork::parse(text);
}

IpSet set(const char *type, std::initializer_list<const char *> members)
{
    IpSet result;
    result.type = type;
    for (const char *text : members) {
        const auto member = IpSet::parseMember(type, Family::Ipv4, text);
        if (!member) {
            throw std::runtime_error(text);
        }
        result.members.push_back(*member);
    }
    return result;
}

/// A router: eth0 (10.9.0.2/24), eth1 (10.8.0.2/24), the rest behind eth1. It is Wednesday,
/// 2026-11-25 23:30:00 UTC.
World router()
{
    World world;
    NetworkInterface lo{"lo", 1, true, true, {network("127.0.0.1/8")}, 0, "", {}, {}, {}};
    NetworkInterface eth0{"eth0", 2, true, false, {network("10.9.0.2/24")}, 7, "", {}, {}, {}};
    NetworkInterface eth1{"eth1", 3, true, false, {network("10.8.0.2/24")}, 9, "", {}, {}, {}};
    world.interfaces = {lo, eth0, eth1};
    const auto route = [](RouteKind kind, std::uint32_t table, const char *to, const char *device) {
        RouteEntry entry;
        entry.kind = kind;
        entry.table = table;
        entry.destination = network(to);
        entry.interfaces = {device};
        return entry;
    };
    world.routes4 = {
        route(RouteKind::Local, localRouteTable, "127.0.0.0/8", "lo"),
        route(RouteKind::Local, localRouteTable, "10.9.0.2/32", "eth0"),
        route(RouteKind::Broadcast, localRouteTable, "10.9.0.255/32", "eth0"),
        route(RouteKind::Local, localRouteTable, "10.8.0.2/32", "eth1"),
        route(RouteKind::Broadcast, localRouteTable, "10.8.0.255/32", "eth1"),
        route(RouteKind::Unicast, mainRouteTable, "10.9.0.0/24", "eth0"),
        route(RouteKind::Unicast, mainRouteTable, "10.8.0.0/24", "eth1"),
        route(RouteKind::Unicast, mainRouteTable, "0.0.0.0/0", "eth1"),
        route(RouteKind::Unreachable, mainRouteTable, "203.0.113.0/24", ""),
    };
    world.clock = Clock{1795649400, 60};
    world.sets.emplace("hosts", set("hash:ip", {"10.9.0.1", "10.9.0.7"}));
    world.sets.emplace("nets", set("hash:net", {"10.9.0.0/24", "10.9.0.16/28 nomatch"}));
    world.sets.emplace("services", set("hash:ip,port", {"10.9.0.2,tcp:80", "10.9.0.2,icmp:8/0"}));
    world.sets.emplace("ports", set("bitmap:port", {"80", "443"}));
    world.sets.emplace("marks", set("hash:ip,mark", {"10.9.0.1,0x10"}));
    world.sets.emplace("all", set("list:set", {"ports", "hosts"}));
    return world;
}

} // namespace

/// Each module that is evaluated: match, no match, negated, cannot tell.
class TestModuleMatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
};

void TestModuleMatches::answers_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("packetJson");
    QTest::addColumn<bool>("inWorld");
    QTest::addColumn<QString>("expected");
    const std::string base = R"("source":"10.9.0.1","destination":"10.9.0.2","sport":4000,)"
                             R"("dport":80,"in_interface":"eth0")";
    bool inWorld = false;
    const auto row = [&](const char *rule, const std::string &json, const char *expected) {
        const std::string whole = json.starts_with("{") ? json
            : json.empty()                              ? "{" + base + "}"
                                                        : "{" + base + "," + json + "}";
        QTest::newRow((rule + std::string(" # ") + json + (inWorld ? " in a world" : "")).c_str())
            << QString::fromLatin1(rule) << q(whole) << inWorld << QString::fromLatin1(expected);
    };
    row("-m length --length 40:60", R"("length":60)", "yes");
    row("-m length --length 40:60", R"("length":61)", "no");
    row("-m length ! --length 40:60", R"("length":61)", "yes");
    row("-m length --length 40", R"("tcp_options":"","payload":"")", "yes");
    row("-m length --length 40:60", "", "cannot tell: length");

    row("-m ttl --ttl-eq 64", R"("ttl":64)", "yes");
    row("-m ttl ! --ttl-eq 64", R"("ttl":64)", "no");
    row("-m ttl --ttl-lt 64", R"("ttl":63)", "yes");
    row("-m ttl --ttl-lt 64", R"("ttl":64)", "no");
    row("-m ttl --ttl-gt 64", R"("ttl":65)", "yes");
    row("-m ttl --ttl-gt 64", R"("ttl":64)", "no");
    row("-m ttl --ttl-gt 64", "", "cannot tell: ttl");

    row("-m dscp --dscp 0x2e", R"("tos":184)", "yes");
    row("-m dscp --dscp 0x2e", R"("tos":187)", "yes");
    row("-m dscp ! --dscp 0x2e", R"("tos":184)", "no");
    row("-m dscp --dscp 0x2e", "", "cannot tell: tos");
    row("-m tos --tos 0x10/0x3f", R"("tos":208)", "yes");
    row("-m tos --tos 0x10/0x3f", R"("tos":32)", "no");
    row("-m tos ! --tos 0x10/0x3f", R"("tos":32)", "yes");
    row("-m ecn --ecn-ip-ect 2", R"("tos":2)", "yes");
    row("-m ecn --ecn-ip-ect 2", R"("tos":3)", "no");
    row("-m ecn ! --ecn-ip-ect 2", R"("tos":3)", "yes");
    row("-p tcp -m ecn --ecn-tcp-ece", R"("tcp_flags":["SYN","ECE"])", "yes");
    row("-p tcp -m ecn ! --ecn-tcp-cwr", R"("tcp_flags":["SYN","CWR"])", "no");

    row("-m pkttype --pkt-type multicast", R"({"destination":"224.0.0.1"})", "yes");
    row("-m pkttype --pkt-type unicast", R"("local_address":["10.9.0.2"])", "yes");
    row("-m pkttype ! --pkt-type broadcast", R"("link_type":"broadcast")", "no");
    row("-m pkttype --pkt-type broadcast", R"({"destination":"10.9.0.255"})",
        "cannot tell: pkttype");

    row("-p tcp -m tcpmss --mss 1000:1400", R"("tcp_options":"02040514")", "yes");
    row("-p tcp -m tcpmss --mss 1000:1400", R"("tcp_options":"0101020405b4")", "no");
    row("-p tcp -m tcpmss ! --mss 1000:1400", R"("tcp_options":"")", "yes");
    row("-p tcp -m tcpmss --mss 1000:1400", "", "cannot tell: tcp-option");
    row("-p tcp -m tcp --tcp-option 2", R"("tcp_options":"0101020405b4")", "yes");
    row("-p tcp -m tcp --tcp-option 5", R"("tcp_options":"0101020405b4")", "no");
    row("-p tcp -m tcp ! --tcp-option 5", R"("tcp_options":"0101020405b4")", "yes");
    row("-p icmp -m icmp --icmp-type 255", R"({"protocol":"icmp"})", "yes");

    row("-p esp -m esp --espspi 0x100:0x200", R"({"protocol":"esp","spi":300})", "yes");
    row("-p esp -m esp --espspi 0x100:0x200", R"({"protocol":"esp","payload":"00000300"})", "no");
    row("-p esp -m esp ! --espspi 0x100", R"({"protocol":"esp","spi":256})", "no");
    row("-p esp -m esp --espspi 0x100", R"({"protocol":"esp"})", "cannot tell: spi");
    row("-p ah -m ah --ahspi 5", R"({"protocol":"ah","spi":5})", "yes");
    row("-p ah -m ah ! --ahspi 5", R"({"protocol":"ah","spi":5})", "no");

    const std::string init = R"({"protocol":"sctp","dport":80,"payload":"01000004"})";
    row("-p sctp -m sctp --dport 80 --chunk-types any INIT", init, "yes");
    row("-p sctp -m sctp --dport 80 ! --chunk-types any INIT", init, "no");
    row("-p sctp -m sctp --chunk-types only DATA", init, "no");
    row("-p sctp -m sctp --chunk-types all INIT,DATA", init, "no");
    row("-p sctp -m sctp --chunk-types any DATA:Be",
        R"({"protocol":"sctp","payload":"0002000400030004"})", "yes");
    row("-p sctp -m sctp --chunk-types any INIT", R"({"protocol":"sctp"})", "cannot tell: sctp");
    row("-p dccp -m dccp --dccp-types REQUEST,DATA",
        R"({"protocol":"dccp","payload":"0000000000"})", "yes");
    row("-p dccp -m dccp ! --dccp-types REQUEST", R"({"protocol":"dccp","payload":"0000000000"})",
        "no");
    row("-p dccp -m dccp --dccp-types ACK", R"({"protocol":"dccp"})", "cannot tell: dccp");

    // The table of connections.
    row("-m conntrack --ctorigsrc 10.9.0.0/24", "", "yes");
    row("-m conntrack ! --ctorigsrc 10.9.0.0/24", "", "no");
    row("-m conntrack --ctorigdst 10.9.0.1 --ctproto 6", "", "no");
    row("-m conntrack --ctstate NEW --ctorigdstport 80:90", "", "yes");
    row("-m conntrack --ctproto 6 --ctdir ORIGINAL", "", "yes");
    row("-m conntrack --ctdir REPLY", "", "no");
    row("-m conntrack --ctdir REPLY", R"("state":"ESTABLISHED")", "cannot tell: conntrack");
    row("-m conntrack --ctdir REPLY", R"("state":"ESTABLISHED","connection":{"is_reply":true})",
        "yes");
    row("-m conntrack --ctproto 17", R"("state":"INVALID")", "no");
    row("-m conntrack ! --ctproto 17", R"("state":"INVALID")", "no");
    row("-m conntrack --ctstate INVALID --ctproto 17", R"("state":"INVALID")", "yes");
    row("-m conntrack --ctstatus SEEN_REPLY", R"("state":"ESTABLISHED")", "yes");
    row("-m conntrack ! --ctstatus ASSURED", R"("state":"ESTABLISHED")", "cannot tell: conntrack");
    row("-m conntrack --ctstatus ASSURED,EXPECTED", "", "no");
    row("-m conntrack --ctstatus NONE", "", "no");
    row("-m conntrack --ctexpire 1:60", R"("connection":{"expires":30})", "yes");
    row("-m conntrack --ctexpire 1:60", "", "cannot tell: conntrack");
    row("-m conntrack --ctreplsrc 192.0.2.9",
        R"("state":"ESTABLISHED","connection":{"reply":{"source":"192.0.2.9"}})", "yes");
    row("-m conntrack --ctreplsrc 10.9.0.2", R"("state":"ESTABLISHED")", "cannot tell: conntrack");
    row("-m connbytes --connbytes 1:1 --connbytes-mode packets --connbytes-dir both", "", "yes");
    row("-m connbytes ! --connbytes 1:1 --connbytes-mode packets --connbytes-dir both", "", "no");
    row("-m connbytes --connbytes 50 --connbytes-mode bytes --connbytes-dir original",
        R"("length":60)", "yes");
    row("-m connbytes --connbytes 50 --connbytes-mode bytes --connbytes-dir original", "",
        "cannot tell: connbytes");
    row("-m connbytes --connbytes 0 --connbytes-mode packets --connbytes-dir both", "",
        "cannot tell: connbytes");
    row("-m connmark --mark 0x0", "", "yes");
    row("-m connmark ! --mark 0x1/0x1", R"("state":"INVALID")", "no");
    row("-m connmark --mark 0x1/0x1", R"("state":"ESTABLISHED","connection":{"mark":3})", "yes");
    row("-m connmark --mark 0x1/0x1", R"("state":"ESTABLISHED")", "cannot tell: connmark");
    row("-m connlabel --label 3", R"("connection":{"labels":[3]})", "yes");
    row("-m connlabel ! --label 3", "", "yes");
    row("-m connlabel --label 3", R"("state":"ESTABLISHED")", "cannot tell: connlabel");
    row("-m helper --helper ftp", "", "no");
    row("-m helper --helper ftp", R"("state":"RELATED","connection":{"helper":"ftp"})", "yes");
    row("-m helper ! --helper ftp", R"("state":"INVALID")", "yes");
    row("-m helper --helper ftp", R"("state":"RELATED")", "cannot tell: helper");

    // The computer.
    row("-m owner --gid-owner 100 --suppl-groups", R"({"hook":"output","gid":5,"groups":[100]})",
        "yes");
    row("-m owner --gid-owner 100", R"({"hook":"output","gid":5,"groups":[100]})", "no");
    row("-m owner ! --gid-owner 100", R"({"hook":"output","gid":5})", "yes");
    row("-m owner --socket-exists", R"({"hook":"output","uid":5})", "yes");
    row("-m owner ! --socket-exists", R"({"hook":"output","has_sender":false})", "yes");
    row("-m owner --socket-exists", R"({"hook":"output"})", "cannot tell: socket-exists");
    row("-m owner ! --uid-owner 5", R"({"hook":"forward"})", "yes");
    row("-m socket", R"("socket":{"exists":true,"wildcard":true})", "no");
    row("-m socket --nowildcard", R"("socket":{"exists":true,"wildcard":true})", "yes");
    row("-m socket --transparent", R"("socket":{"exists":true})", "no");
    row("-m socket", "", "cannot tell: socket");
    row("-m cgroup --cgroup 5", R"({"hook":"output","cgroup_class":5})", "yes");
    row("-m cgroup ! --path a/b", R"({"hook":"output","cgroup_path":"a/b/c"})", "no");
    row("-m cgroup --path a/b", R"({"hook":"output"})", "cannot tell: cgroup");
    row("-m policy --dir in --pol none", "", "yes");
    row("-m policy --dir in --pol ipsec", "", "no");
    row("-m policy --dir in --pol ipsec", R"("ipsec":true)", "yes");
    row("-m policy --dir in --pol ipsec --strict --reqid 1", R"("ipsec":true)",
        "cannot tell: policy");
    row("-m cpu --cpu 1", R"("cpu":1)", "yes");
    row("-m cpu ! --cpu 1", R"("cpu":1)", "no");
    row("-m cpu --cpu 1", "", "cannot tell: cpu");
    row("-m realm --realm 0x1", R"("realm":1)", "yes");
    row("-m realm --realm 0x1", "", "cannot tell: realm");
    row("-m devgroup --src-group 0x7", "", "cannot tell: devgroup");
    row("-m rpfilter", "", "cannot tell: rpfilter");
    row("-m physdev --physdev-in eth5", R"("bridge_port_in":"eth5")", "yes");
    row("-m physdev ! --physdev-in eth5", R"("bridge_port_in":"")", "yes");
    row("-m physdev --physdev-is-bridged", R"("bridge_port_in":"eth5")", "no");
    row("-m physdev --physdev-is-in", "", "cannot tell: physdev");
    row("-m set --match-set hosts src", "", "cannot tell: set");
    row("-m time --weekdays Wed", "", "cannot tell: time");
    row("-m nfacct --nfacct-name a", "", "yes");

    // Bytes. The protocol, the lower bits of the addresses, the destination port.
    row("-m u32 --u32 0x6&0xff=0x6", "", "yes");
    row("-m u32 ! --u32 0x6&0xff=0x6", "", "no");
    row("-m u32 --u32 0xc&0xff=0x1,0x3:0x5&&0x6&0xff=0x6", "", "yes");
    row("-m u32 --u32 0x10>>0x18=0xb", "", "no");
    row("-m u32 --u32 0x0>>0x16&0x3c@0x0&0xffff=0x50", R"("length":60)", "yes");
    row("-m u32 --u32 0x4>>0x10=0x1", "", "cannot tell: u32");
    row("-m u32 --u32 0x3c=0x0", R"("length":60)", "no");

    // What depends on the past answers by its name.
    row("-m statistic --mode nth --every 2 --packet 0", "", "cannot tell: statistic");
    row("-m quota --quota 5", "", "cannot tell: quota");
    row("-m string --string a --algo bm --to 65535", "", "cannot tell: string");
    row("-m recent --rcheck --name x --mask 255.255.255.255 --rsource", "", "cannot tell: recent");

    inWorld = true;
    row("-m devgroup --src-group 0x7", "", "yes");
    row("-m devgroup ! --src-group 0x7", "", "no");
    row("-m devgroup --src-group 0x1/0x3", "", "no");
    row("-m realm --realm 0x1", "", "no");
    row("-m realm --realm cosmos", "", "yes");
    row("-m devgroup --src-group default", "", "no");
    row("-m devgroup --src-group mine", "", "cannot tell: devgroup");
    row("-m rpfilter", "", "yes");
    row("-m rpfilter --invert", "", "no");
    row("-m rpfilter", R"({"source":"10.8.0.9","in_interface":"eth0"})", "no");
    row("-m rpfilter --loose", R"({"source":"10.8.0.9","in_interface":"eth0"})", "yes");
    row("-m rpfilter --loose", R"({"source":"203.0.113.1","in_interface":"eth0"})", "no");
    row("-m rpfilter", R"({"source":"10.8.0.2","in_interface":"eth1"})", "no");
    row("-m rpfilter --accept-local", R"({"source":"10.8.0.2","in_interface":"eth1"})", "yes");
    row("-m rpfilter", R"({"source":"10.8.0.9"})", "cannot tell: rpfilter");
    row("-m physdev --physdev-is-in", "", "no");
    row("-m addrtype --dst-type LOCAL", "", "yes");
    row("-m addrtype --dst-type LOCAL --limit-iface-in",
        R"({"destination":"10.8.0.2",)"
        R"("in_interface":"eth0"})",
        "no");
    row("-m addrtype --dst-type BROADCAST", R"({"destination":"10.8.0.255"})", "yes");
    row("-m addrtype --src-type UNICAST", "", "yes");
    row("-m addrtype --src-type UNREACHABLE", R"({"source":"203.0.113.1"})", "no");
    row("-m set --match-set hosts src", "", "yes");
    row("-m set ! --match-set hosts src", "", "no");
    row("-m set --match-set hosts dst", "", "no");
    row("-m set --match-set hosts src", "{}", "cannot tell: source");
    row("-m set --match-set nets src", "", "yes");
    row("-m set --match-set nets src", R"({"source":"10.9.0.17"})", "no");
    row("-m set --match-set nets src --return-nomatch", R"({"source":"10.9.0.17"})", "yes");
    row("-m set --match-set services dst,dst", "", "yes");
    row("-m set --match-set services dst,src", "", "no");
    row("-m set --match-set services dst", "", "no");
    row("-m set --match-set services dst,dst",
        R"({"destination":"10.9.0.2","protocol":"icmp","icmp_type":8,"icmp_code":0})", "yes");
    row("-m set --match-set services dst,dst", R"({"destination":"10.9.0.2"})",
        "cannot tell: dport");
    row("-m set --match-set ports dst", "", "yes");
    row("-m set --match-set ports dst", R"("protocol":"sctp")", "no");
    row("-m set --match-set marks src,src", R"("mark":16)", "yes");
    row("-m set --match-set all src", "", "yes");
    row("-m set --match-set all dst", R"({"destination":"10.9.0.3","dport":81})", "no");
    row("-m set --match-set other src", "", "cannot tell: set");
    row("-m time --weekdays Wed", "", "yes");
    row("-m time ! --weekdays Wed", "", "no");
    row("-m time --timestart 23:00:00 --timestop 01:00:00", "", "yes");
    row("-m time --timestart 01:00:00 --timestop 02:00:00", "", "no");
    row("-m time --timestart 22:00:00 --timestop 22:45:00 --kerneltz", "", "yes");
    row("-m time --monthdays 25,26", "", "yes");
    row("-m time --datestart 2026-11-25T23:30:00 --datestop 2026-11-25T23:30:00", "", "yes");
    row("-m time --datestart 2026-11-25T23:30:01", "", "no");
    row("-m time --timestart 23:45:00 --timestop 23:40:00 --weekdays Tue --contiguous", "", "yes");
}

void TestModuleMatches::answers()
{
    QFETCH(QString, rule);
    QFETCH(QString, packetJson);
    QFETCH(bool, inWorld);
    QFETCH(QString, expected);
    const auto parsed = parseRule("-A user " + rule.toStdString() + " -j DROP", Family::Ipv4);
    QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().message.c_str());
    const World world = inWorld ? router() : World();
    const Packet asked = packet(packetJson.toStdString());
    const auto list = conditions(*parsed, asked, world);
    QVERIFY(!list.empty());
    // The last condition is the module's; what stands before it (-p) has to hold.
    for (std::size_t i = 0; i + 1 < list.size(); ++i) {
        QCOMPARE(list[i].answer, Answer::Yes);
    }
    QString words = list.back().answer == Answer::Yes ? QStringLiteral("yes")
        : list.back().answer == Answer::No            ? QStringLiteral("no")
                                                      : QStringLiteral("cannot tell");
    if (list.back().answer == Answer::CannotTell) {
        // The walk names what is missing.
        const std::string chain = asked.way == Way::Input ? "INPUT"
            : asked.way == Way::Output                    ? "OUTPUT"
                                                          : "FORWARD";
        const auto ruleset =
            rules("*filter\n:" + chain + " ACCEPT [0:0]\n:user - [0:0]\n-A " + chain
                  + " -j user\n-A user " + rule.toStdString() + " -j DROP\nCOMMIT\n");
        const Verdict verdict = walk({&ruleset, 1}, asked, world);
        QCOMPARE(word(verdict.kind), QStringLiteral("unknown"));
        words += QLatin1String(": ") + q(verdict.doubts.front().name);
    }
    QCOMPARE(words, expected);
}

QTEST_APPLESS_MAIN(TestModuleMatches)
#include "tst_modulematches.moc"
