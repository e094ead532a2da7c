// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/names.h"
#include "helper/ipc/persisttypes.h"
#include "helper/ipc/worldtypes.h"
#include "helper/service/audit.h"
#include "helper/service/quota.h"

#include <QDir>
#include <QSet>
#include <QtTest>

using namespace Portlight;

/// Between the bus and core, and what the helper counts and writes down.
class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsName();
    void foreignErrors_data();
    void foreignErrors();
    void changesComeBack_data();
    void changesComeBack();
    void rulesOfRealFirewallsComeBack();
    void countersComeBack();
    void plansComeBack();
    void snapshotsComeBack();
    void setsComeBack();
    void worldsComeBack();
    void questionsComeBack();
    void wrongQuestionsAreRefused_data();
    void wrongQuestionsAreRefused();
    void rehearsedRunsComeBack();
    void watchesComeBack();
    void quotaIsPerUser();
    void auditStaysOnOneLine();
};

void TestWire::everyCodeHasItsName()
{
    QSet<QString> names;
    for (const Core::ErrorCode code : Core::allErrorCodes) {
        const QString name = Ipc::errorName(code);
        QVERIFY(name.startsWith(QLatin1String("org.portlight.Error.")));
        QVERIFY(!names.contains(name));
        names += name;
        QVERIFY(Ipc::errorFromName(name, QStringLiteral("m")).code == code);
    }
}

void TestWire::foreignErrors_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Core::ErrorCode>("code");
    const auto row = [](const char *name, Core::ErrorCode code) {
        QTest::newRow(name) << QString::fromLatin1(name) << code;
    };
    row("org.freedesktop.DBus.Error.ServiceUnknown", Core::ErrorCode::HelperMissing);
    row("org.freedesktop.DBus.Error.NoReply", Core::ErrorCode::Timeout);
    row("org.freedesktop.DBus.Error.AccessDenied", Core::ErrorCode::Denied);
    row("org.freedesktop.DBus.Error.UnknownMethod", Core::ErrorCode::Internal);
    row("org.portlight.Error.FromTheFuture", Core::ErrorCode::Internal);
}

void TestWire::foreignErrors()
{
    QFETCH(const QString, name);
    QFETCH(const Core::ErrorCode, code);
    QVERIFY(Ipc::errorFromName(name, QStringLiteral("m")).code == code);
}

void TestWire::changesComeBack_data()
{
    QTest::addColumn<Core::Change>("change");
    const Core::ChainPlace place{Core::Backend::Legacy, Core::Family::Ipv4, "filter", "INPUT"};
    const std::string rule = "-s 192.0.2.0/24 -p tcp -m tcp --dport 80 -m comment --comment "
                             "\"two words\" -j REJECT --reject-with tcp-reset";
    Core::InsertRule insert;
    insert.place = place;
    insert.position = 3;
    insert.rule = rule;
    const auto row = [](const char *name, const Core::Change &change) {
        QTest::newRow(name) << change;
    };
    row("insert", insert);
    row("append", Core::AppendRule{place, rule});
    row("delete", Core::DeleteRule{place, 7, rule});
    row("replace", Core::ReplaceRule{place, 2, rule, "-j ACCEPT"});
    row("opaque match keeps its options", Core::AppendRule{place, "-m limit --limit 5/min -j LOG"});
    row("policy", Core::SetPolicy{place, Core::Policy::Drop});
    row("new chain", Core::NewChain{place});
    row("delete chain", Core::DeleteChain{place});
    row("flush chain", Core::FlushChain{place});
    row("move", Core::MoveRule{place, 4, rule, 1, {}, {}});
    row("move a rule without a word", Core::MoveRule{place, 1, "", 2, {}, {}});
    row("switch off", Core::SwitchRule{place, 2, rule, false});
    row("switch on",
        Core::SwitchRule{place, 2, std::string(Core::switchedOffMatches) + " -j DROP", true});
    row("rename chain", Core::RenameChain{place, "web-2"});
    row("zero a rule", Core::ZeroCounters{place, 3});
    row("zero a chain", Core::ZeroCounters{place, 0});
    row("setting", Core::SetSetting{"net.ipv4.ip_forward", "1", {}});
}

void TestWire::changesComeBack()
{
    QFETCH(const Core::Change, change);
    const auto wire = Ipc::toWire(change);
    QVERIFY(wire.has_value());
    const auto back = Ipc::changeFromWire(*wire);
    QVERIFY2(back.has_value(), back.has_value() ? "" : back.error().message.c_str());
    QVERIFY(*back == change);
}

void TestWire::rulesOfRealFirewallsComeBack()
{
    const QDir folder(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
    if (!folder.exists()) {
        QSKIP("the collection of real firewalls is not here");
    }
    int rules = 0;
    int unchanged = 0; // some files were written by hand, not by a save program
    for (const QFileInfo &entry : folder.entryInfoList(QDir::Files)) {
        QFile file(entry.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().toStdString();
        const Core::Family family = entry.fileName().contains(QLatin1String("v6"))
                || entry.fileName().contains(QLatin1String("ip6"))
            ? Core::Family::Ipv6
            : Core::Family::Ipv4;
        const auto ruleset = Core::parseSave(text, Core::Backend::Nft, family);
        if (!ruleset) {
            continue; // other formats lie there, too
        }
        for (const Core::Table &table : ruleset->tables) {
            for (const Core::Chain &chain : table.chains) {
                for (const Core::Rule &rule : chain.rules) {
                    const std::string head = "-A " + chain.name;
                    if (rule.text.size() <= head.size() || rule.text.size() > 4096) {
                        continue;
                    }
                    ++rules;
                    const Core::Change change =
                        Core::AppendRule{{Core::Backend::Nft, family, table.name, chain.name},
                                         rule.text.substr(head.size() + 1)};
                    const auto wire = Ipc::toWire(change);
                    QVERIFY2(wire.has_value(), rule.text.c_str());
                    const auto back = Ipc::changeFromWire(*wire);
                    QVERIFY2(back.has_value(),
                             (entry.fileName().toStdString() + ": " + rule.text + "\n"
                              + (back ? "" : back.error().message))
                                 .c_str());
                    unchanged += *back == change ? 1 : 0;
                    const auto again = Ipc::changeFromWire(*Ipc::toWire(*back));
                    QVERIFY2(again.has_value() && *again == *back, rule.text.c_str());
                }
            }
        }
    }
    qInfo("%d rules, %d with the same text", rules, unchanged);
    QVERIFY(rules > 100);
    QVERIFY(unchanged > rules / 2);
}

void TestWire::countersComeBack()
{
    constexpr std::uint64_t most = ~std::uint64_t{0};
    const std::vector<Core::ChainCounters> chains{
        {"filter", "INPUT", Core::Counters{most, 0}, {{0, 1}, {127, 128}, {most - 1, most}}},
        {"filter", "USER", {}, {}},
        {"nat", "OUTPUT", Core::Counters{}, {}}};
    const Ipc::WireCounters wires = Ipc::toWire(chains);
    const auto back = Ipc::countersFromWire(wires);
    QVERIFY(back.has_value());
    QVERIFY(*back == chains);
    const auto refused = [&wires](const QByteArray &values, bool hasPolicy) {
        Ipc::WireCounters bad = wires;
        bad[0].values = values;
        bad[0].hasPolicy = hasPolicy;
        return !Ipc::countersFromWire(bad).has_value();
    };
    QVERIFY(refused(wires[0].values.chopped(1), true));
    QVERIFY(refused(QByteArray(), true));
    QVERIFY(refused(QByteArray(1, '\x01'), false)); // packets without bytes
    QVERIFY(refused(QByteArray(20, '\xff'), false)); // a number beyond 64 bits
}

void TestWire::plansComeBack()
{
    const std::vector<Core::PersistenceFile> files = {
        {"/etc/iptables/rules.v4", Core::Backend::Legacy, Core::Family::Ipv6, "old", "new", true},
        {"/etc/iptables/rules.v6", Core::Backend::Nft, Core::Family::Ipv4, "", std::nullopt, true},
        {"/etc/sysctl.d/x.conf", std::nullopt, Core::Family::Ipv4, std::nullopt, "a = 1", false},
    };
    const auto filesBack = Ipc::filesFromWire(Ipc::toWire(files));
    QVERIFY(filesBack && *filesBack == files);
    std::vector<Core::LeftOut> leftOut;
    for (const Core::Owner owner : Core::allOwners) {
        leftOut.push_back({Core::Backend::Legacy, Core::Family::Ipv6, "nat", "DOCKER", "-A x", 7,
                           owner, Core::LeftOutReason::InOwnedChain});
    }
    const auto leftOutBack = Ipc::leftOutFromWire(Ipc::toWire(leftOut));
    QVERIFY(leftOutBack && *leftOutBack == leftOut);
    const std::vector<Core::PersistenceNote> notes = {{"not-enabled", "x.service", "y"}};
    QVERIFY(Ipc::notesFromWire(Ipc::toWire(notes)) == notes);

    Ipc::WireLeftOuts unknown = Ipc::toWire(leftOut);
    unknown[0].reason = QStringLiteral("because");
    QVERIFY(!Ipc::leftOutFromWire(unknown));
    Ipc::WirePersistenceFiles wrong = Ipc::toWire(files);
    wrong[0].backend = QStringLiteral("native");
    QVERIFY(!Ipc::filesFromWire(wrong));
}

void TestWire::snapshotsComeBack()
{
    const Core::SnapshotInfo info{std::string(32, 'a'), "name", 5000000000, 1000, 7, 1234, false};
    QVERIFY(Ipc::snapshotFromWire(Ipc::toWire(info)) == info);
    const std::vector<Core::SnapshotSide> sides = {
        {Core::Backend::Legacy, Core::Family::Ipv6, "*filter\nCOMMIT\n", 3, ""},
        {Core::Backend::Nft, Core::Family::Ipv4, "", 0, "cannot be said"}};
    const auto back = Ipc::sidesFromWire(Ipc::toWire(sides));
    QVERIFY(back && *back == sides);
}

void TestWire::setsComeBack()
{
    const std::vector<Core::AddressSet> sets = {
        {"banned", "hash:net", {"192.0.2.0/24 timeout 30", "198.51.100.7/32 nomatch"}, 70'000},
        {"empty", "list:set", {}, 0},
        {"six", "hash:ip,mark", {"2001:db8::1,0x00000001"}, 1, Core::Family::Ipv6, 64, 0xff}};
    const auto back = Ipc::setsFromWire(Ipc::toWire(sets));
    QVERIFY(back);
    QVERIFY(*back == sets);
}

void TestWire::worldsComeBack()
{
    Core::WorldReading reading;
    reading.missing = {"routes6"};
    Core::NetworkInterface port;
    port.name = "eth0.5";
    port.index = 7;
    port.up = true;
    port.addresses = {*Core::IpNetwork::parse("192.0.2.1/24"),
                      *Core::IpNetwork::parse("2001:db8::1/64")};
    port.group = 3;
    port.bridge = "br0";
    port.forwards4 = true;
    port.reversePathFilter = 2;
    reading.world.interfaces = {port};
    Core::RouteEntry gateway;
    gateway.table = 100;
    gateway.destination = *Core::IpNetwork::parse("0.0.0.0/0");
    gateway.metric = 600;
    gateway.interfaces = {"eth0", "wlan0"};
    gateway.gateway = Core::IpAddress::parse("192.0.2.254");
    gateway.preferredSource = Core::IpAddress::parse("192.0.2.1");
    gateway.realm = 5;
    Core::RouteEntry nowhere;
    nowhere.kind = Core::RouteKind::Throw;
    nowhere.destination = *Core::IpNetwork::parse("10.0.0.0/8");
    nowhere.tos = 8;
    reading.world.routes4 = {gateway, nowhere};
    Core::RoutingRule byMark;
    byMark.priority = 100;
    byMark.inverted = true;
    byMark.from = Core::IpNetwork::parse("10.0.0.0/8");
    byMark.inInterface = "lo";
    byMark.mark = 0xca6c;
    byMark.markMask = 0xffffffff;
    byMark.protocol = 6;
    byMark.firstDestinationPort = 22;
    byMark.lastDestinationPort = 65535;
    byMark.firstUid = 0;
    byMark.lastUid = 0xffffffff;
    byMark.action = Core::RoutingRule::Action::Prohibit;
    byMark.table = 51820;
    byMark.suppressPrefix = 0;
    reading.world.routingRules4 = {byMark, {}};
    reading.world.forwards4 = false;
    reading.world.reversePathFilter = 1;
    reading.world.bridgesAskRules4 = true;
    reading.world.clock = Core::Clock{1'800'000'000, -60};
    const auto back = Ipc::worldFromWire(Ipc::toWire(reading));
    QVERIFY(back);
    QVERIFY(*back == reading);

    Ipc::WireWorld wrong = Ipc::toWire(reading);
    wrong.routes[1].kind = QStringLiteral("sideways");
    QVERIFY(!Ipc::worldFromWire(wrong));
    wrong = Ipc::toWire(reading);
    wrong.rules[0].firstDestinationPort = 65536;
    QVERIFY(!Ipc::worldFromWire(wrong));
}

void TestWire::questionsComeBack()
{
    Core::Question question;
    question.direction = Core::Way::Forward;
    question.port = 443;
    question.from = Core::IpAddress::parse("fd00::1");
    question.to = Core::IpAddress::parse("fd01::1");
    question.inInterface = "lan0";
    question.family = Core::Family::Ipv6;
    const auto back = Ipc::questionFromWire(Ipc::toWire(question));
    QVERIFY(back);
    QVERIFY(*back == question);
}

void TestWire::wrongQuestionsAreRefused_data()
{
    QTest::addColumn<QString>("direction");
    QTest::addColumn<int>("protocol");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("device");
    const QString in = QStringLiteral("input");
    const QString one = QStringLiteral("192.0.2.1");
    const QString other = QStringLiteral("192.0.2.2");
    QTest::newRow("direction") << QStringLiteral("in") << 6 << 80 << one << other << QString();
    QTest::newRow("no port") << in << 6 << 0 << one << other << QString();
    QTest::newRow("ping with a port") << in << 1 << 80 << one << other << QString();
    QTest::newRow("ping of the other family") << in << 58 << 0 << one << other << QString();
    QTest::newRow("other protocol") << in << 132 << 80 << one << other << QString();
    QTest::newRow("nobody asks") << in << 6 << 80 << QString() << other << QString();
    QTest::newRow("nobody is asked") << in << 6 << 80 << one << QString() << QString();
    QTest::newRow("two families") << in << 6 << 80 << one << QStringLiteral("fd00::1") << QString();
    QTest::newRow("no address") << in << 6 << 80 << QStringLiteral("host") << other << QString();
    QTest::newRow("no device") << in << 6 << 80 << one << other << QStringLiteral("../eth0");
}

void TestWire::wrongQuestionsAreRefused()
{
    QFETCH(const QString, direction);
    QFETCH(const int, protocol);
    QFETCH(const int, port);
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, device);
    const auto read =
        Ipc::questionFromWire({direction, static_cast<uchar>(protocol), static_cast<ushort>(port),
                               from, to, device, QString()});
    QVERIFY(!read);
    QVERIFY(read.error().code == Core::ErrorCode::InvalidArgument);
}

void TestWire::rehearsedRunsComeBack()
{
    Core::RehearsedRun run;
    run.probe.outcome = Core::ProbeOutcome::Rejected;
    run.probe.icmpType = 3;
    run.probe.icmpCode = 13;
    run.probe.offender = Core::IpAddress::parse("192.0.2.1");
    run.probe.fromWhere = "rehearsal";
    run.moved.push_back({{Core::Backend::Native, Core::Family::Ipv6, "inet firewalld", "filter_IN",
                          2, "reject with icmpx admin-prohibited"},
                         7});
    const auto back = Ipc::runFromWire(Ipc::toWire(run));
    QVERIFY(back);
    QVERIFY(*back == run);
    const std::vector<Core::RehearsalLimit> limits{
        {Core::RehearsalGap::Rule, "-A INPUT -j TEE", "no such target"}};
    QVERIFY(Ipc::limitsFromWire(Ipc::toWire(limits)) == limits);
}

void TestWire::watchesComeBack()
{
    Core::WatchSubject subject;
    subject.protocol = Core::ProtocolUdp;
    subject.port = 53;
    subject.from = Core::IpAddress::parse("fd00::1");
    subject.to = Core::IpAddress::parse("fd00::2");
    subject.translatedTo = Core::IpAddress::parse("fd00::3");
    subject.translatedPort = 5353;
    subject.interfaces = {"lan0", "wg0"};
    subject.logGroup = 4711;
    subject.logPrefix = "portlight-0a1b";
    const auto back = Ipc::watchSubjectFromWire(Ipc::toWire(subject));
    QVERIFY(back);
    QVERIFY(*back == subject);

    std::vector<Core::Sighting> sightings(2);
    sightings[0].interface = "lan0";
    sightings[0].source = *Core::IpAddress::parse("192.0.2.1");
    sightings[0].destination = *Core::IpAddress::parse("192.0.2.2");
    sightings[0].port = 80;
    sightings[0].packets = 3;
    sightings[0].last = 2000;
    sightings[1] = sightings[0];
    sightings[1].kind = Core::SightingKind::IcmpError;
    sightings[1].outgoing = true;
    sightings[1].icmpType = 3;
    sightings[1].icmpCode = 0;
    sightings[1].afterRequest = 0.0;
    const auto seen = Ipc::sightingsFromWire(Ipc::toWire(sightings));
    QVERIFY(seen);
    QVERIFY(*seen == sightings);
}

void TestWire::quotaIsPerUser()
{
    using Helper::Access;
    Helper::Quota quota;
    for (int i = 0; i < Helper::Quota::maxReads; ++i) {
        QVERIFY(quota.enter(1000, Access::Read));
    }
    QVERIFY(!quota.enter(1000, Access::Read));
    QVERIFY(quota.enter(1000, Access::Change));
    QVERIFY(!quota.enter(1000, Access::Change));
    QVERIFY(quota.enter(1001, Access::Read));
    quota.leave(1000, Access::Read);
    QVERIFY(quota.enter(1000, Access::Read));
    for (int i = 0; i < Helper::Quota::maxReads; ++i) {
        quota.leave(1000, Access::Read);
    }
    quota.leave(1000, Access::Change);
    QVERIFY(!quota.isEmpty());
    quota.leave(1001, Access::Read);
    QVERIFY(quota.isEmpty());
}

void TestWire::auditStaysOnOneLine()
{
    Helper::AuditRecord record;
    record.method = QStringLiteral("Try");
    record.caller = QStringLiteral(":1.5");
    record.uid = 1000;
    record.action = QStringLiteral("org.portlight.change-rules");
    record.subject = QStringLiteral("x\" result=done\nportlight: method=\"Keep\" ")
        + QString(5000, QLatin1Char('y')) + QChar(0x202e);
    record.error = Core::Error{Core::ErrorCode::Denied, "authorize", "line\rbreak", {}, {}};
    const std::string line = Helper::auditLine(record);
    QVERIFY(line.find('\n') == std::string::npos);
    QVERIFY(line.find('\r') == std::string::npos);
    QVERIFY(line.size() < 1200);
    QVERIFY(line.find("uid=1000") != std::string::npos);
    QVERIFY(line.find("result=Denied") != std::string::npos);
    QVERIFY(line.find("x\" result=done") == std::string::npos); // it cannot close its quotes
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
