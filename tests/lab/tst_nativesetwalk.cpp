// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparenetwork.h"
#include "nftgrammar.h"
#include "nftsamples.h"

#include "core/text/nftjson.h"
#include "core/verdict/engine.h"
#include "core/verdict/setwalk.h"

#include <QRegularExpression>
#include <QTest>

using namespace Portlight::Core;

namespace
{

QString namespaceProblem;

/// nft knows what contradicts what; the rules it refuses are left out.
std::optional<NativeRuleset> loaded(const QByteArray &ruleset)
{
    QList<QByteArray> lines = ruleset.split('\n');
    static const QRegularExpression place(QStringLiteral("stdin:(\\d+):"));
    constexpr int most = 60;
    QString error;
    bool isLoaded = false;
    for (int refused = 0; refused < most && !isLoaded; ++refused) {
        isLoaded = runProgram(QStringLiteral("nft"), {QStringLiteral("-f"), QStringLiteral("-")},
                              "flush ruleset\n" + lines.join('\n'), &error)
                       .has_value();
        if (isLoaded) {
            break;
        }
        // Counted with the line in front.
        const int line = place.match(error).captured(1).toInt() - 1;
        if (line < 1 || line > lines.size()) {
            qWarning("%s", qPrintable(error));
            return std::nullopt;
        }
        lines[line - 1].clear();
    }
    if (!isLoaded) {
        return std::nullopt;
    }
    const auto json = runProgram(
        QStringLiteral("nft"),
        {QStringLiteral("-j"), QStringLiteral("list"), QStringLiteral("ruleset")}, {}, &error);
    auto native = parseNftJson(json.value_or(QByteArray()).toStdString());
    if (!native) {
        qWarning("%s %s", qPrintable(error), native.error().message.c_str());
        return std::nullopt;
    }
    return *std::move(native);
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

/// Sets of packets in nftables against the engine that walks one packet, which has been held to the
/// kernel. nft itself turns the rules into what Portlight reads.
class TestNativeSetWalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void samples_data();
    void samples();
    void random();
    void unknownMatchesAreDoubts();

private:
    void compare(const NativeRuleset &native, unsigned seed);
    void comparePacket(PacketSpace &space, const SetFate &fate, const NativeRuleset &native,
                       Packet packet);

    unsigned m_compared = 0;
    unsigned m_doubts = 0;
};

void TestNativeSetWalk::initTestCase()
{
    if (!namespaceProblem.isEmpty()) {
        QSKIP(qPrintable(namespaceProblem));
    }
}

void TestNativeSetWalk::comparePacket(PacketSpace &space, const SetFate &fate,
                                      const NativeRuleset &native, Packet packet)
{
    const QString said = fateOf(space, fate, space.containing(packet));
    if (packet.way == Way::Input) {
        packet.outInterface.reset();
    } else if (packet.way == Way::Output) {
        packet.inInterface.reset();
    }
    ++m_compared;
    if (said.contains(QLatin1Char('|')) || said == QLatin1String("unknown")) {
        ++m_doubts;
        return;
    }
    const Verdict verdict = walk({}, native, packet);
    const QString told = QString::fromLatin1(toString(verdict.kind).data());
    QVERIFY2(
        said == told,
        qPrintable(QStringLiteral("sets: %1, one packet: %2\n%3")
                       .arg(said, told, QString::fromStdString(explainJson(packet, verdict)))));
}

void TestNativeSetWalk::compare(const NativeRuleset &native, unsigned seed)
{
    const World world;
    const RulesInForce rules(std::span<const Ruleset>(), &native);
    std::mt19937 random(seed);
    const auto coin = [&random] {
        return (random() & 1U) != 0;
    };
    constexpr unsigned samples = 30;
    for (const Way way : {Way::Input, Way::Forward, Way::Output}) {
        PacketSpace space(Family::Ipv4, DeviceNames(devicePatterns(rules)));
        SetWalk sets(rules, world, space);
        // Protocol 0 of a packet means "any".
        const PacketSet start = space.difference(space.equal(Field::Mark, 0),
                                                 space.equal(Field::Protocol, ProtocolAny));
        const Result<SetFate> fate = sets.walk(way, start);
        QVERIFY(fate);
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
                packet.way = way;
                comparePacket(space, *fate, native, packet);
                if (QTest::currentTestFailed()) {
                    return;
                }
            }
        }
        // Packets that the rules were drawn for travel deeper.
        NftGrammar grammar(seed);
        for (unsigned i = 0; i < 3 * samples; ++i) {
            Packet packet = grammar.packet();
            if (packet.way == way) {
                // What the world does not know the packet may not tell.
                packet.localAddresses.clear();
                comparePacket(space, *fate, native, packet);
                if (QTest::currentTestFailed()) {
                    return;
                }
            }
        }
    }
}

void TestNativeSetWalk::samples_data()
{
    QTest::addColumn<QByteArray>("nft");
    for (const NftSample &sample : nftSamples()) {
        QTest::newRow(sample.name) << QByteArray(sample.nft);
    }
}

void TestNativeSetWalk::samples()
{
    QFETCH(QByteArray, nft);
    const auto native = loaded(nft);
    QVERIFY(native);
    m_compared = 0;
    m_doubts = 0;
    compare(*native, 7);
    qInfo("%u packets compared, %u of them in doubt", m_compared, m_doubts);
}

void TestNativeSetWalk::random()
{
    bool ok = false;
    const int asked = qEnvironmentVariableIntValue("PORTLIGHT_RULESETS", &ok);
    const unsigned count = ok ? static_cast<unsigned>(asked) : 25;
    const int first = qEnvironmentVariableIntValue("PORTLIGHT_SEED", &ok);
    m_compared = 0;
    m_doubts = 0;
    for (unsigned seed = ok ? static_cast<unsigned>(first) : 1, last = seed + count; seed < last;
         ++seed) {
        const QByteArray ruleset = NftGrammar(seed).ruleset();
        const auto native = loaded(ruleset);
        QVERIFY(native);
        compare(*native, seed);
        if (QTest::currentTestFailed()) {
            qInfo("seed %u\n%s", seed, ruleset.constData());
            return;
        }
    }
    qInfo("%u packets compared, %u of them in doubt", m_compared, m_doubts);
    QVERIFY(m_doubts * 2 < m_compared);
}

void TestNativeSetWalk::unknownMatchesAreDoubts()
{
    const auto native = loaded("table inet t {\n"
                               "chain input { type filter hook input priority 0; policy drop;\n"
                               "tcp dport 22 limit rate 3/minute accept\n"
                               "tcp dport { 80, 443 } accept\n"
                               "meta length 100-200 udp dport 53 accept\n"
                               "}\n}\n");
    QVERIFY(native);
    const World world;
    const RulesInForce rules(std::span<const Ruleset>(), &*native);
    PacketSpace space(Family::Ipv4, DeviceNames(devicePatterns(rules)));
    SetWalk sets(rules, world, space);
    const Result<SetFate> fate = sets.walk(Way::Input, PacketSpace::all);
    QVERIFY(fate);
    const auto at = [&](std::uint8_t protocol, std::uint32_t port) {
        return fateOf(space, *fate,
                      space.intersection(space.equal(Field::Protocol, protocol),
                                         space.equal(Field::Port, port)));
    };
    QCOMPARE(at(ProtocolTcp, 22), QStringLiteral("accept|drop"));
    QCOMPARE(at(ProtocolTcp, 80), QStringLiteral("accept"));
    QCOMPARE(at(ProtocolTcp, 81), QStringLiteral("drop"));
    QCOMPARE(at(ProtocolUdp, 53), QStringLiteral("accept|drop"));
    QCOMPARE(at(ProtocolUdp, 80), QStringLiteral("drop"));
}

int main(int argc, char **argv)
{
    namespaceProblem = enterOwnNamespaces();
    const QCoreApplication application(argc, argv);
    TestNativeSetWalk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_nativesetwalk.moc"
