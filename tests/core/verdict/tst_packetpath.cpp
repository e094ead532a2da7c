// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftjson.h"
#include "core/verdict/packetpath.h"
#include "tests/core/verdict/verdicttesting.h"

using namespace VerdictTesting;

namespace
{

/// "filter INPUT", … of one hook; the look-up of the connection table as "*".
std::string chains(const HookStations &stations, Hook hook)
{
    const HookStation &station = stations[static_cast<std::size_t>(hook)];
    std::string text;
    const auto add = [&text](const std::string &word) {
        text += (text.empty() ? "" : ", ") + word;
    };
    for (std::size_t i = 0; i <= station.chains.size(); ++i) {
        if (station.connectionLookup == i) {
            add("*");
        }
        if (i < station.chains.size()) {
            const HookChain &chain = station.chains[i];
            add(std::string(toString(chain.backend)) + ' ' + chain.table + ' ' + chain.chain + ' '
                + std::to_string(chain.ruleCount));
        }
    }
    return text;
}

std::string ending(StopEnd end)
{
    switch (end) {
    case StopEnd::Passed:
        return "";
    case StopEnd::Dropped:
        return " dropped";
    case StopEnd::Rejected:
        return " rejected";
    case StopEnd::Unclear:
        break;
    }
    return " unclear";
}

std::string stops(const HookStations &stations, const PacketPath &path)
{
    std::string text;
    for (const PathStop &stop : path.stops) {
        const HookChain &chain = stations[static_cast<std::size_t>(stop.hook)].chains[stop.chain];
        text += (text.empty() ? "" : ", ") + std::string(toString(stop.hook)) + ' ' + chain.table
            + ' ' + std::to_string(stop.steps.size()) + ending(stop.end);
    }
    return text;
}

std::string hooks(const PacketPath &path)
{
    std::string text;
    for (const Hook hook : path.hooks) {
        text += (text.empty() ? "" : " ") + std::string(toString(hook));
    }
    return text;
}

const char router[] = R"(*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
-A POSTROUTING -s 10.0.0.0/8 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:LIST - [0:0]
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 25 -j LIST
-A INPUT -p tcp -m tcp --dport 99 -m limit --limit 3/min -j ACCEPT
-A LIST -j LOG
-A LIST -j REJECT --reject-with icmp-port-unreachable
COMMIT
)";

struct Walked {
    HookStations stations;
    PacketPath path;
};

Walked walked(const std::vector<Ruleset> &rulesets, const std::string &json)
{
    const Packet asked = packet(json);
    const HookStations stations = hookStations(rulesets, nullptr, Family::Ipv4);
    return {stations, packetPath(stations, asked, walk(rulesets, asked))};
}

} // namespace

class TestPacketPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chainsStandInTheOrderOfTheKernel()
    {
        const std::vector all{rules(router, Family::Ipv4, Backend::Nft),
                              rules(filter("-A FORWARD -j DROP\n"), Family::Ipv4, Backend::Legacy)};
        const auto native = parseNftJson(R"({"nftables": [
            {"table": {"family": "inet", "name": "own", "handle": 9}},
            {"chain": {"family": "inet", "table": "own", "name": "early", "handle": 1,
                       "type": "filter", "hook": "prerouting", "prio": -250, "policy": "accept"}},
            {"chain": {"family": "inet", "table": "own", "name": "late", "handle": 2,
                       "type": "filter", "hook": "input", "prio": 10, "policy": "drop"}},
            {"rule": {"family": "inet", "table": "own", "chain": "late", "handle": 3,
                      "expr": [{"accept": null}]}}]})");
        QVERIFY(native);
        const HookStations stations = hookStations(all, &*native, Family::Ipv4);
        QCOMPARE(q(chains(stations, Hook::Prerouting)),
                 QStringLiteral("nft raw PREROUTING 0, native inet own early 0, *, "
                                "nft nat PREROUTING 1"));
        QCOMPARE(q(chains(stations, Hook::Input)),
                 QStringLiteral("nft filter INPUT 3, legacy filter INPUT 0, "
                                "native inet own late 1, nft nat INPUT 0"));
        QCOMPARE(q(chains(stations, Hook::Output)),
                 QStringLiteral("nft raw OUTPUT 0, *, nft nat OUTPUT 0, nft filter OUTPUT 0, "
                                "legacy filter OUTPUT 0"));
        const HookChain &late = stations[static_cast<std::size_t>(Hook::Input)].chains[2];
        QVERIFY(late.policy == Policy::Drop);
        QCOMPARE(late.priority, 10);
        QCOMPARE(q(chains(hookStations(all, nullptr, Family::Ipv6), Hook::Output)),
                 QStringLiteral("*"));
    }

    void stopsEndWhereThePacketDoes_data()
    {
        QTest::addColumn<QString>("packet");
        QTest::addColumn<QString>("hooks");
        QTest::addColumn<QString>("stops");
        QTest::newRow("let in") << R"({"hook":"input","dport":22,"destination":"192.0.2.1"})"
                                << "PREROUTING INPUT"
                                << "PREROUTING raw 1, PREROUTING nat 1, INPUT filter 1, "
                                   "INPUT nat 1";
        QTest::newRow("policy") << R"({"hook":"input","dport":23,"destination":"192.0.2.1"})"
                                << "PREROUTING INPUT"
                                << "PREROUTING raw 1, PREROUTING nat 1, INPUT filter 1 dropped";
        QTest::newRow("in a called list")
            << R"({"hook":"input","dport":25,"destination":"192.0.2.1"})"
            << "PREROUTING INPUT"
            << "PREROUTING raw 1, PREROUTING nat 1, INPUT filter 3 rejected";
        QTest::newRow("cannot tell")
            << R"({"hook":"input","dport":99,"destination":"192.0.2.1"})"
            << "PREROUTING INPUT"
            << "PREROUTING raw 1, PREROUTING nat 1, INPUT filter 0 unclear";
        QTest::newRow("translated and forwarded")
            << R"({"hook":"input","dport":8080,"source":"10.1.2.3","destination":"192.0.2.1",)"
               R"("local_address":["192.0.2.1"]})"
            << "PREROUTING FORWARD POSTROUTING"
            << "PREROUTING raw 1, PREROUTING nat 1, FORWARD filter 1, POSTROUTING nat 1";
        QTest::newRow("later packet skips nat")
            << R"({"hook":"output","state":"ESTABLISHED","dport":8080,"destination":"192.0.2.9"})"
            << "OUTPUT POSTROUTING"
            << "OUTPUT raw 1, OUTPUT filter 1";
    }

    void stopsEndWhereThePacketDoes()
    {
        QFETCH(QString, packet);
        const auto [stations, path] =
            walked({rules(router, Family::Ipv4, Backend::Nft)}, packet.toStdString());
        QTEST(q(hooks(path)), "hooks");
        QTEST(q(stops(stations, path)), "stops");
    }

    void changesOfAddressesStandBehindTheirHook()
    {
        const auto [stations, path] =
            walked({rules(router, Family::Ipv4, Backend::Nft)},
                   R"({"hook":"input","dport":8080,"source":"10.1.2.3","destination":"192.0.2.1",)"
                   R"("local_address":["192.0.2.1"]})");
        QCOMPARE(path.changes.size(), std::size_t{2});
        QVERIFY(path.changes[0].hook == Hook::Prerouting);
        QVERIFY(path.changes[0].side == Side::Destination);
        QCOMPARE(q(path.changes[0].address->toString()), QStringLiteral("172.17.0.2"));
        QCOMPARE(path.changes[0].port, std::optional<std::uint16_t>(80));
        QVERIFY(path.changes[1].hook == Hook::Postrouting);
        QVERIFY(path.changes[1].side == Side::Source);
        QVERIFY(!path.changes[1].address); // MASQUERADE: the kernel chooses it
        QVERIFY(path.routing.way == Way::Forward);
        QVERIFY(path.routing.reason == RouteReason::OtherAddress);
        QVERIFY(path.isThrough());
    }

    void theKernelItselfStopsAPacket()
    {
        const std::vector all{rules(router, Family::Ipv4, Backend::Nft)};
        World world;
        world.forwards4 = false;
        const Packet asked =
            packet(R"({"hook":"forward","source":"10.1.2.3","destination":"192.0.2.9"})");
        const HookStations stations = hookStations(all, nullptr, Family::Ipv4);
        const PacketPath path = packetPath(stations, asked, walk(all, asked, world), world);
        QVERIFY(path.verdict.stoppedBy == Obstacle::ForwardingDisabled);
        QCOMPARE(q(hooks(path)), QStringLiteral("PREROUTING"));
        QVERIFY(path.routing.reason == RouteReason::Obstacle);
        QVERIFY(!path.isThrough());
    }

    void reasonOfTheRoute()
    {
        const auto own = walked({rules(router)},
                                R"({"hook":"input","dport":22,"destination":"192.0.2.1",)"
                                R"("local_address":["192.0.2.1"]})");
        QVERIFY(own.path.routing.reason == RouteReason::OwnAddress);
        const auto asked = walked({rules(router)}, R"({"hook":"input","dport":22})");
        QVERIFY(asked.path.routing.reason == RouteReason::AsAsked);
        const auto sent = walked({rules(router)}, R"({"hook":"output","dport":22})");
        QVERIFY(sent.path.routing.reason == RouteReason::Sent);
    }

    void theAnswerComesFromTheTranslatedPlace()
    {
        const std::vector all{rules(router, Family::Ipv4, Backend::Nft)};
        const Packet asked =
            packet(R"({"hook":"input","dport":8080,"sport":4000,"source":"10.1.2.3",)"
                   R"("destination":"192.0.2.1","local_address":["192.0.2.1"]})");
        const Packet answer = answerTo(asked, walk(all, asked));
        QCOMPARE(q(answer.source->toString()), QStringLiteral("172.17.0.2"));
        QCOMPARE(q(answer.destination->toString()), QStringLiteral("10.1.2.3"));
        QCOMPARE(answer.sourcePort, std::optional<std::uint16_t>(80));
        QCOMPARE(answer.destinationPort, std::optional<std::uint16_t>(4000));
        QVERIFY(answer.way == Way::Forward);
        QVERIFY(answer.state == std::optional(FlowState::Established));
    }
};

QTEST_GUILESS_MAIN(TestPacketPath)
#include "tst_packetpath.moc"
