// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "helper/conntrack/conntrackreader.h"
#include "helper/netfilter/filedescriptor.h"
#include "helper/watch/interfaces.h"
#include "helper/watch/listeners.h"
#include "helper/watch/route.h"
#include "helper/watch/sessions.h"

#include <algorithm>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QtTest>

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

    void conntrackGroups()
    {
        Test::loadRules(Core::Backend::Nft, Core::Family::Ipv4,
                        "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m conntrack --ctstate "
                        "ESTABLISHED -j ACCEPT\nCOMMIT\n");
        for (const int port : {40001, 40002, 40002}) {
            Test::sendPacket(static_cast<unsigned short>(port));
        }
        const auto ports = Helper::readConntrackGroups(Helper::GroupKey::Port, 10);
        if (!ports && ports.error().code == Core::ErrorCode::Unsupported) {
            QSKIP("this kernel has no connection tracking");
        }
        QVERIFY(ports.has_value());
        QVERIFY(ports->total >= 2);
        const auto seen =
            std::count_if(ports->groups.begin(), ports->groups.end(), [](const auto &g) {
                return g.first == "40002/udp";
            });
        QCOMPARE(seen, 1);
        QVERIFY(Helper::readConntrackStatistics().has_value());
        QVERIFY(!Helper::readConntrackGroups(Helper::GroupKey::Port, 0).has_value());
        QVERIFY(Helper::parseGroupKey("state") == Helper::GroupKey::State);
        QVERIFY(!Helper::parseGroupKey("x").has_value());
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
