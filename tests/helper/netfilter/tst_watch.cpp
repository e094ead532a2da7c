// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "helper/netfilter/filedescriptor.h"
#include "helper/watch/interfaces.h"
#include "helper/watch/listeners.h"
#include "helper/watch/route.h"
#include "helper/watch/routes.h"
#include "helper/watch/sessions.h"
#include "helper/watch/world.h"

#include <algorithm>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QtTest>

Q_DECLARE_METATYPE(Portlight::Core::RoutingRule)

using namespace Portlight;
using Core::IpAddress;
using Core::RouteKind;

class TestWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Test::runTool("ip", {"link", "add", "near0", "type", "veth", "peer", "name", "far0"});
        Test::runTool("ip", {"addr", "add", "192.0.2.1/24", "dev", "near0"});
        Test::runTool("ip", {"-6", "addr", "add", "2001:db8::1/64", "dev", "near0", "nodad"});
        Test::runTool("ip", {"link", "set", "near0", "up"});
        Test::runTool("ip", {"link", "set", "far0", "up"});
        Test::runTool("ip", {"route", "add", "198.51.100.0/24", "via", "192.0.2.254"});
        Test::runTool("ip", {"route", "add", "unreachable", "203.0.113.0/26"});
        Test::runTool("ip", {"route", "add", "blackhole", "203.0.113.64/26"});
        Test::runTool("ip", {"route", "add", "prohibit", "203.0.113.128/26"});
    }

    void listeners()
    {
        const Helper::FileDescriptor tcp = bound(SOCK_STREAM, 8080, true);
        const Helper::FileDescriptor only6 = bound(SOCK_STREAM, 8081, false);
        const Helper::FileDescriptor udp = bound(SOCK_DGRAM, 5353, true);
        const auto found = Helper::readListeners();
        QVERIFY(found.has_value());
        const auto at = [&found](std::uint16_t port) -> const Core::Listener * {
            const auto one = std::find_if(found->begin(), found->end(), [port](const auto &l) {
                return l.port == port;
            });
            return one == found->end() ? nullptr : &*one;
        };
        QVERIFY(at(8080) != nullptr && at(8081) != nullptr && at(5353) != nullptr);
        QCOMPARE(at(8080)->protocol, std::uint8_t(Core::ProtocolTcp));
        QVERIFY(at(8080)->address.isUnspecified());
        QVERIFY(!at(8080)->ipv6Only);
        QVERIFY(at(8081)->ipv6Only);
        QCOMPARE(at(5353)->protocol, std::uint8_t(Core::ProtocolUdp));
        QCOMPARE(at(8080)->pid, std::uint32_t(::getpid()));
        QCOMPARE(at(8080)->program, std::string("tst_watch"));
    }

    void sessions()
    {
        // A server on a dual-stack socket, and an IPv4 client that reaches it at an own address.
        const Helper::FileDescriptor server = bound(SOCK_STREAM, 8082, true);
        const Helper::FileDescriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(8082);
        to.sin_addr.s_addr = htonl(0xc0000201); // 192.0.2.1
        const void *address = &to;
        QVERIFY(::connect(client.value(), static_cast<const sockaddr *>(address), sizeof to) == 0);
        const Helper::FileDescriptor accepted(::accept(server.value(), nullptr, nullptr));
        QVERIFY(accepted);
        const auto found = Helper::readSessions();
        QVERIFY(found.has_value());
        const auto served = std::find_if(found->begin(), found->end(), [](const auto &session) {
            return session.localPort == 8082;
        });
        const auto asking = std::find_if(found->begin(), found->end(), [](const auto &session) {
            return session.remotePort == 8082;
        });
        QVERIFY(served != found->end() && asking != found->end());
        QCOMPARE(served->local, *IpAddress::parse("192.0.2.1"));
        QCOMPARE(served->remotePort, asking->localPort);
        QCOMPARE(served->remote, asking->local);
        QCOMPARE(served->interface, std::string("lo"));
        QCOMPARE(served->pid, std::uint32_t(::getpid()));
        QCOMPARE(served->program, std::string("tst_watch"));
        QVERIFY(!served->own);
    }

    void interfaces()
    {
        const auto found = Helper::readInterfaces();
        QVERIFY(found.has_value());
        const auto at = [&found](const char *name) {
            return std::find_if(found->begin(), found->end(), [name](const auto &one) {
                return one.name == name;
            });
        };
        QVERIFY(at("lo") != found->end() && at("near0") != found->end());
        QVERIFY(at("lo")->loopback && at("lo")->up);
        QVERIFY(!at("near0")->loopback && at("near0")->up);
        std::vector<std::string> addresses;
        for (const auto &address : at("near0")->addresses) {
            addresses.push_back(address.address.toString() + '/'
                                + std::to_string(address.prefixLength().value_or(0)));
        }
        QVERIFY(std::count(addresses.begin(), addresses.end(), "192.0.2.1/24") == 1);
        QVERIFY(std::count(addresses.begin(), addresses.end(), "2001:db8::1/64") == 1);
    }

    void routes_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("out");
        QTest::newRow("neighbour")
            << QByteArray("192.0.2.7") << int(RouteKind::Unicast) << QByteArray("near0");
        QTest::newRow("gateway") << QByteArray("198.51.100.9") << int(RouteKind::Unicast)
                                 << QByteArray("near0");
        QTest::newRow("own address")
            << QByteArray("192.0.2.1") << int(RouteKind::Local) << QByteArray("lo");
        QTest::newRow("unreachable")
            << QByteArray("203.0.113.1") << int(RouteKind::Unreachable) << QByteArray();
        QTest::newRow("blackhole")
            << QByteArray("203.0.113.65") << int(RouteKind::Blackhole) << QByteArray();
        QTest::newRow("prohibit") << QByteArray("203.0.113.129") << int(RouteKind::Prohibit)
                                  << QByteArray();
        QTest::newRow("no route") << QByteArray("8.8.8.8") << int(RouteKind::None) << QByteArray();
        QTest::newRow("IPv6") << QByteArray("2001:db8::9") << int(RouteKind::Unicast)
                              << QByteArray("near0");
    }

    void routes()
    {
        QFETCH(QByteArray, to);
        QFETCH(int, kind);
        QFETCH(QByteArray, out);
        const auto destination = IpAddress::parse(to.toStdString());
        QVERIFY(destination.has_value());
        const auto route = Helper::lookUpRoute(*destination, std::nullopt, {});
        QVERIFY(route.has_value());
        QCOMPARE(int(route->kind), kind);
        if (!out.isEmpty()) {
            QCOMPARE(route->outInterface, out.toStdString());
        }
    }

    void gatewayAndSource()
    {
        const auto route = Helper::lookUpRoute(*IpAddress::parse("198.51.100.9"), std::nullopt, {});
        QCOMPARE(route->gateway->toString(), std::string("192.0.2.254"));
        QCOMPARE(route->preferredSource->toString(), std::string("192.0.2.1"));
        // Nothing is forwarded here, but the way is known.
        const auto forwarded = Helper::lookUpRoute(*IpAddress::parse("198.51.100.9"),
                                                   IpAddress::parse("192.0.2.7"), "near0");
        QVERIFY(forwarded.has_value());
        QVERIFY(forwarded->kind == RouteKind::Unicast);
        QVERIFY(!Helper::lookUpRoute(*IpAddress::parse("192.0.2.7"), std::nullopt, "none0"));
    }

    void everyRoute()
    {
        const auto interfaces = Helper::readInterfaces();
        const auto found = Helper::readRoutes(Core::Family::Ipv4, *interfaces);
        QVERIFY(found.has_value());
        const auto at = [&found](const char *network) {
            return std::find_if(found->begin(), found->end(), [network](const auto &route) {
                return route.destination == *Core::IpNetwork::parse(network);
            });
        };
        const auto gateway = at("198.51.100.0/24");
        QVERIFY(gateway != found->end());
        QCOMPARE(gateway->interfaces, std::vector<std::string>{"near0"});
        QCOMPARE(gateway->gateway->toString(), std::string("192.0.2.254"));
        QCOMPARE(gateway->table, Core::mainRouteTable);
        QVERIFY(at("203.0.113.64/26")->kind == RouteKind::Blackhole);
        QVERIFY(at("192.0.2.1/32")->kind == RouteKind::Local);
        QCOMPARE(at("192.0.2.1/32")->table, Core::localRouteTable);
        QVERIFY(at("192.0.2.255/32")->kind == RouteKind::Broadcast);
        const auto six = Helper::readRoutes(Core::Family::Ipv6, *interfaces);
        QVERIFY(six.has_value());
        QVERIFY(std::any_of(six->begin(), six->end(), [](const auto &route) {
            return route.destination == *Core::IpNetwork::parse("2001:db8::/64")
                && route.interfaces == std::vector<std::string>{"near0"};
        }));
    }

    void multipathAndDeadRoutes()
    {
        Test::runTool("ip",
                      {"route", "add", "100.64.0.0/24", "table", "70", "metric", "5", "nexthop",
                       "via", "192.0.2.7", "dev", "near0", "nexthop", "via", "192.0.2.8", "dev",
                       "near0"});
        const auto found = Helper::readRoutes(Core::Family::Ipv4, *Helper::readInterfaces());
        Test::runTool("ip", {"route", "flush", "table", "70"});
        const auto route = std::find_if(found->begin(), found->end(), [](const auto &one) {
            return one.table == 70;
        });
        QVERIFY(route != found->end());
        QCOMPARE(route->metric, 5U);
        QCOMPARE(route->interfaces, std::vector<std::string>{"near0"});
    }

    void routingRules_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<Core::RoutingRule>("expected");
        const auto row = [](const char *words,
                            const std::function<void(Core::RoutingRule &)> &set) {
            Core::RoutingRule rule;
            rule.priority = 1000;
            rule.table = 70;
            set(rule);
            QTest::newRow(words) << QByteArray(words) << rule;
        };
        row("from 10.0.0.0/8 table 70", [](Core::RoutingRule &rule) {
            rule.from = Core::IpNetwork::parse("10.0.0.0/8");
        });
        row("not fwmark 0xca6c table 70", [](Core::RoutingRule &rule) {
            rule.inverted = true;
            rule.mark = 0xca6c;
            rule.markMask = 0xffffffff;
        });
        row("to 10.1.0.0/16 iif near0 tos 0x10 table 70", [](Core::RoutingRule &rule) {
            rule.to = Core::IpNetwork::parse("10.1.0.0/16");
            rule.inInterface = "near0";
            rule.tos = 0x10;
        });
        row("ipproto tcp dport 80-90 uidrange 5-7 table 70", [](Core::RoutingRule &rule) {
            rule.protocol = 6;
            rule.firstDestinationPort = 80;
            rule.lastDestinationPort = 90;
            rule.firstUid = 5;
            rule.lastUid = 7;
        });
        row("table 70 suppress_prefixlength 0", [](Core::RoutingRule &rule) {
            rule.suppressPrefix = 0;
        });
        row("goto 32766", [](Core::RoutingRule &rule) {
            rule.action = Core::RoutingRule::Action::Goto;
            rule.table = 32766;
        });
        row("goto 2000", [](Core::RoutingRule &rule) { // where there is none
            rule.action = Core::RoutingRule::Action::Nop;
            rule.table = 0;
        });
        row("prohibit", [](Core::RoutingRule &rule) {
            rule.action = Core::RoutingRule::Action::Prohibit;
            rule.table = 0;
        });
    }

    void routingRules()
    {
        QFETCH(QByteArray, words);
        QFETCH(Core::RoutingRule, expected);
        std::vector<std::string> arguments = {"rule", "add", "pref", "1000"};
        for (const QByteArray &word : words.split(' ')) {
            arguments.push_back(word.toStdString());
        }
        Test::runTool("ip", arguments);
        const auto rules = Helper::readRoutingRules(Core::Family::Ipv4);
        Test::runTool("ip", {"rule", "del", "pref", "1000"});
        QVERIFY(rules.has_value());
        QCOMPARE(rules->size(), std::size_t(4));
        const auto added = std::find_if(rules->begin(), rules->end(), [](const auto &rule) {
            return rule.priority == 1000;
        });
        QVERIFY(added != rules->end());
        QVERIFY(*added == expected);
        QCOMPARE(rules->front().table, Core::localRouteTable);
    }

    /// What is not understood must not be taken for the routes of everybody.
    void rulesOfVrfsAreNotGuessed()
    {
        Test::runTool("ip", {"rule", "add", "pref", "1000", "l3mdev"});
        const auto rules = Helper::readRoutingRules(Core::Family::Ipv4);
        const Core::WorldReading reading = Helper::readWorld();
        Test::runTool("ip", {"rule", "del", "pref", "1000"});
        QVERIFY(!rules.has_value());
        QVERIFY(rules.error().code == Core::ErrorCode::Unsupported);
        QCOMPARE(reading.missing, std::vector<std::string>{"rules4"});
        QVERIFY(!reading.world.routes4);
        QVERIFY(reading.world.routes6.has_value());
    }

    void tooManyRoutes()
    {
        std::string commands;
        for (std::size_t i = 0; i <= Core::maxRoutes; ++i) {
            commands += "route add 10." + std::to_string(i / 250 % 250) + '.'
                + std::to_string(i % 250) + '.' + std::to_string(i / 62500)
                + "/32 dev near0 table 70\n";
        }
        Test::runTool("ip", {"-batch", "-"}, commands);
        const auto routes = Helper::readRoutes(Core::Family::Ipv4, *Helper::readInterfaces());
        Test::runTool("ip", {"route", "flush", "table", "70"});
        QVERIFY(!routes.has_value());
        QVERIFY(routes.error().code == Core::ErrorCode::LimitExceeded);
    }

    void world()
    {
        Test::runTool("ip", {"link", "add", "br0", "type", "bridge"});
        Test::runTool("ip", {"link", "set", "far0", "master", "br0", "group", "7"});
        Test::runTool(
            "sysctl",
            {"-qw", "net.ipv4.conf.near0.rp_filter=2", "net.ipv4.conf.near0.forwarding=1"});
        const Core::WorldReading reading = Helper::readWorld();
        Test::runTool("ip", {"link", "del", "br0"});
        QCOMPARE(reading.missing, std::vector<std::string>());
        const Core::World &world = reading.world;
        const Core::NetworkInterface *near = world.interface("near0");
        const Core::NetworkInterface *far = world.interface("far0");
        QVERIFY(near != nullptr && far != nullptr);
        QCOMPARE(near->reversePathFilter, std::optional<std::uint8_t>(2));
        QCOMPARE(near->forwards4, std::optional(true));
        QCOMPARE(near->forwards6, std::optional(false));
        QCOMPARE(near->bridge, std::optional(std::string()));
        QCOMPARE(far->bridge, std::optional<std::string>("br0"));
        QCOMPARE(far->group, std::optional<std::uint32_t>(7));
        QCOMPARE(world.forwards4, std::optional(false));
        QVERIFY(world.reversePathFilter.has_value() && world.bridgesAskRules4.has_value());
        QVERIFY(world.clock && world.clock->minutesWest);
        QVERIFY(std::abs(world.clock->seconds - QDateTime::currentSecsSinceEpoch()) < 60);
        QCOMPARE(Core::isLocalAddress(world, *IpAddress::parse("192.0.2.1")), std::optional(true));
        QCOMPARE(Core::isLocalAddress(world, *IpAddress::parse("192.0.2.2")), std::optional(false));
        QCOMPARE(Core::isLocalAddress(world, *IpAddress::parse("2001:db8::1")),
                 std::optional(true));
    }

private:
    static Helper::FileDescriptor bound(int type, std::uint16_t port, bool both)
    {
        Helper::FileDescriptor socket(::socket(AF_INET6, type | SOCK_CLOEXEC, 0));
        const int only6 = both ? 0 : 1;
        ::setsockopt(socket.value(), IPPROTO_IPV6, IPV6_V6ONLY, &only6, sizeof only6);
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(port);
        const void *place = &address;
        if (::bind(socket.value(), static_cast<const sockaddr *>(place), sizeof address) != 0
            || (type == SOCK_STREAM && ::listen(socket.value(), 1) != 0)) {
            qWarning("cannot listen on %d", port);
        }
        return socket;
    }
};

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
