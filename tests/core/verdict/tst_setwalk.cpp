// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/setwalk.h"
#include "randomrules.h"
#include "verdicttesting.h"

#include <QDir>
#include <QFile>

using namespace VerdictTesting;

namespace
{

unsigned fromEnvironment(const char *name, unsigned otherwise)
{
    bool ok = false;
    const unsigned value = qEnvironmentVariable(name).toUInt(&ok);
    return ok ? value : otherwise;
}

/// What the sets say of one packet, in words.
QString fateOf(PacketSpace &space, const SetFate &fate, PacketSet one)
{
    QStringList parts;
    const auto look = [&](PacketSet part, const char *word) {
        if (space.intersection(part, one) != PacketSpace::none) {
            parts << QString::fromLatin1(word);
        }
    };
    look(fate.accepted, "accept");
    look(fate.dropped, "drop");
    look(fate.rejected, "reject");
    look(fate.unknown, "unknown");
    return parts.join(QLatin1Char('|'));
}

} // namespace

/// Sets of packets against the engine that walks one packet: it has been held to the kernel, so
/// the sets have to agree with it.
class TestSetWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesOnRandomRules();
    void agreesOnRealRules_data();
    void agreesOnRealRules();
    void newDestination();
    void newDestinationOfAPartlyKnownWorld();
    void endlessChainsAreAnError();

private:
    void compare(const Ruleset &ruleset, Way way, unsigned samples, unsigned seed);
    unsigned m_doubts = 0;
    unsigned m_compared = 0;
};

void TestSetWalk::compare(const Ruleset &ruleset, Way way, unsigned samples, unsigned seed)
{
    const World world;
    const std::vector<Ruleset> rulesets{ruleset};
    PacketSpace space(ruleset.family, DeviceNames(devicePatterns(rulesets)));
    SetWalk sets(rulesets, world, space);
    // Protocol 0 of a packet means "any".
    const PacketSet start =
        space.difference(space.equal(Field::Mark, 0), space.equal(Field::Protocol, ProtocolAny));
    const Result<SetFate> fate = sets.walk(way, start);
    QVERIFY(fate);
    std::mt19937 random(seed);
    const auto coin = [&random] {
        return (random() & 1U) != 0;
    };
    // From each answer, and from what it leaves out.
    std::vector<PacketSet> sources{start};
    for (const PacketSet part : {fate->accepted, fate->dropped, fate->rejected}) {
        const PacketSet surely = sets.surely(*fate, part);
        sources.push_back(surely);
        sources.push_back(space.difference(start, surely));
    }
    for (const PacketSet source : sources) {
        for (unsigned i = 0; i < samples && source != PacketSpace::none; ++i) {
            Packet packet = space.example(source, coin);
            const QString said = fateOf(space, *fate, space.containing(packet));
            packet.way = way;
            if (way == Way::Input) {
                packet.outInterface.reset();
            } else if (way == Way::Output) {
                packet.inInterface.reset();
            }
            const Verdict verdict = walk(rulesets, packet);
            const QString told = word(verdict.kind);
            ++m_compared;
            if (said.contains(QLatin1Char('|')) || said == QLatin1String("unknown")) {
                ++m_doubts;
                continue;
            }
            QVERIFY2(said == told,
                     qPrintable(QStringLiteral("sets: %1, one packet: %2\n%3")
                                    .arg(said, told, q(explainJson(packet, verdict)))));
        }
    }
}

void TestSetWalk::agreesOnRandomRules()
{
    const unsigned count = fromEnvironment("PORTLIGHT_RULESETS", 60);
    const unsigned first = fromEnvironment("PORTLIGHT_SEED", 1);
    for (unsigned seed = first; seed < first + count; ++seed) {
        RandomRules random(seed);
        const std::string text = random.ruleset();
        const Ruleset ruleset = rules(text);
        for (const Way way : {Way::Input, Way::Forward, Way::Output}) {
            compare(ruleset, way, 40, seed);
            if (QTest::currentTestFailed()) {
                qInfo("seed %u\n%s", seed, text.c_str());
                return;
            }
        }
    }
    qInfo("%u packets compared, %u of them in doubt", m_compared, m_doubts);
    QVERIFY(m_doubts * 2 < m_compared);
}

void TestSetWalk::agreesOnRealRules_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("own server") << QStringLiteral(PORTLIGHT_TEST_DATA "/cli-server.rules");
    const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
    for (const QString &name : shared.entryList({QStringLiteral("*.v4"), QStringLiteral("*.v6")})) {
        QTest::newRow(qPrintable(name)) << shared.filePath(name);
    }
}

void TestSetWalk::agreesOnRealRules()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Ruleset ruleset = rules(file.readAll().toStdString(),
                                  path.endsWith(QLatin1String("v6")) ? Family::Ipv6 : Family::Ipv4);
    m_compared = 0;
    m_doubts = 0;
    for (const Way way : {Way::Input, Way::Forward, Way::Output}) {
        compare(ruleset, way, fromEnvironment("PORTLIGHT_SAMPLES", 30), 3);
    }
    qInfo("%u packets compared, %u of them in doubt", m_compared, m_doubts);
}

void TestSetWalk::newDestination()
{
    const std::vector<Ruleset> rulesets{
        rules("*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -i eth0 -p tcp -m tcp --dport 8080 -j "
              "DNAT --to-destination 10.0.0.5:80\nCOMMIT\n"
              "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
              "-A FORWARD -d 10.0.0.5/32 -p tcp -m tcp --dport 80 -j ACCEPT\nCOMMIT\n")};
    World world;
    world.interfaces = std::vector<NetworkInterface>(1);
    world.interfaces->front().name = "eth0";
    world.interfaces->front().addresses = {*IpNetwork::parse("192.0.2.1/24")};
    PacketSpace space(Family::Ipv4, DeviceNames(devicePatterns(rulesets)));
    SetWalk sets(rulesets, world, space);
    const PacketSet start =
        space.intersection(space.equal(Field::Mark, 0), space.state(FlowState::New));
    const auto fate = sets.walk(Way::Input, start);
    QVERIFY(fate);
    // Exactly what came to port 8080 over eth0 is let through, told as it came.
    PacketSet published = space.intersection(space.device(Field::InInterface, "eth0"),
                                             space.equal(Field::Protocol, ProtocolTcp));
    published = space.intersection(published, space.equal(Field::Port, 8080));
    published = space.intersection(published, start);
    QCOMPARE(fate->accepted, published);
    QCOMPARE(fate->dropped, space.difference(start, published));
}

void TestSetWalk::newDestinationOfAPartlyKnownWorld()
{
    // Without a world the way stays as asked, as for one packet.
    const std::vector<Ruleset> rulesets{
        rules("*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j REDIRECT --to-ports 22\n"
              "COMMIT\n*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
              "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n")};
    const World world;
    PacketSpace space(Family::Ipv4, DeviceNames(devicePatterns(rulesets)));
    SetWalk sets(rulesets, world, space);
    const PacketSet start =
        space.intersection(space.equal(Field::Mark, 0), space.state(FlowState::New));
    const auto fate = sets.walk(Way::Forward, start);
    QVERIFY(fate);
    QCOMPARE(fate->accepted, space.intersection(start, space.equal(Field::Protocol, ProtocolTcp)));
}

void TestSetWalk::endlessChainsAreAnError()
{
    std::string text = "*filter\n:INPUT ACCEPT [0:0]\n";
    constexpr int levels = 40;
    for (int level = 0; level < levels; ++level) {
        text += ":c" + std::to_string(level) + " - [0:0]\n";
    }
    text += "-A INPUT -j c0\n";
    // Each level calls the next one twice: 2^40 ways.
    for (int level = 0; level + 1 < levels; ++level) {
        for (int twice = 0; twice < 2; ++twice) {
            text += "-A c" + std::to_string(level) + " -j c" + std::to_string(level + 1) + "\n";
        }
    }
    const std::vector<Ruleset> rulesets{rules(text + "COMMIT\n")};
    const World world;
    PacketSpace space(Family::Ipv4, DeviceNames(devicePatterns(rulesets)));
    SetWalk sets(rulesets, world, space);
    const auto fate = sets.walk(Way::Input, PacketSpace::all);
    QVERIFY(!fate);
    QCOMPARE(word(fate.error().code), QStringLiteral("LimitExceeded"));
}

QTEST_APPLESS_MAIN(TestSetWalk)
#include "tst_setwalk.moc"
