// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparecounts.h"
#include "comparenetwork.h"
#include "comparepackets.h"
#include "comparerulesets.h"

#include "core/text/saveparser.h"
#include "core/verdict/engine.h"
#include "core/verdict/packetpath.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>

using namespace Portlight::Core;

namespace
{

QString namespaceProblem;

struct Refusal {
    const char *word; ///< of --reject-with
    std::uint8_t type;
    std::uint8_t code;
};
// include/uapi/linux/icmp.h, icmpv6.h
constexpr Refusal refusals[] = {
    {"icmp-net-unreachable", 3, 0},   {"icmp-host-unreachable", 3, 1},
    {"icmp-proto-unreachable", 3, 2}, {"icmp-port-unreachable", 3, 3},
    {"icmp-net-prohibited", 3, 9},    {"icmp-host-prohibited", 3, 10},
    {"icmp-admin-prohibited", 3, 13}, {"icmp6-no-route", 1, 0},
    {"icmp6-adm-prohibited", 1, 1},   {"icmp6-addr-unreachable", 1, 3},
    {"icmp6-port-unreachable", 1, 4}, {"icmp6-policy-fail", 1, 5},
    {"icmp6-reject-route", 1, 6},
};

QString icmpWord(unsigned type, unsigned code)
{
    return QStringLiteral("refused with ICMP %1/%2").arg(type).arg(code);
}

const QString reset = QStringLiteral("refused with a reset");
const QString nothing = QStringLiteral("nothing");
const QString arrived = QStringLiteral("arrived");

bool isIcmp(std::uint8_t protocol)
{
    return protocol == ProtocolIcmp || protocol == ProtocolIcmpv6;
}

template<typename Port>
QString endText(const std::optional<IpAddress> &address, const std::optional<Port> &port,
                bool hasPorts)
{
    QString text = address ? QString::fromStdString(address->toString()) : QStringLiteral("?");
    if (hasPorts) {
        text += QLatin1Char(' ') + (port ? QString::number(*port) : QStringLiteral("?"));
    }
    return text;
}

/// What a frame shows that is the packet itself on its way out. What the kernel chooses is "?".
QString passedText(const Packet &after, const Heard::Frame *seen)
{
    const bool ports = after.protocol == ProtocolTcp || after.protocol == ProtocolUdp;
    const auto shown = [seen](const auto &said, const auto &real) {
        using Value = std::decay_t<decltype(real)>;
        return seen != nullptr && said ? std::optional<Value>(real) : std::optional<Value>(said);
    };
    const Heard::Frame frame = seen != nullptr ? *seen : Heard::Frame();
    const QString device = seen != nullptr
        ? (frame.onEth1 ? QStringLiteral("eth1") : QStringLiteral("eth0"))
        : QString::fromStdString(after.outInterface.value_or("?"));
    const auto ttl = shown(after.ttl, frame.ttl);
    return QStringLiteral("out of %1: %2 -> %3 ttl %4")
        .arg(device,
             endText(shown(after.source, frame.source), shown(after.sourcePort, frame.sourcePort),
                     ports),
             endText(shown(after.destination, frame.destination),
                     shown(after.destinationPort, frame.destinationPort), ports))
        .arg(ttl ? QString::number(*ttl) : QStringLiteral("?"));
}

/// What happened, in the words of expectedFate().
QString seenFate(const Packet &packet, const Verdict &verdict, const Heard &heard)
{
    if (heard.arrived && packet.way != Way::Output) {
        return arrived;
    }
    QStringList fates;
    for (const Heard::Frame &frame : heard.frames) {
        const bool back = frame.destination == packet.source;
        const bool error =
            isIcmp(frame.protocol) && frame.icmpType == (packet.family == Family::Ipv4 ? 3 : 1);
        if (back && error) {
            fates << icmpWord(frame.icmpType, frame.icmpCode);
        } else if (back && frame.protocol == ProtocolTcp && (frame.tcpFlags & TcpRst) != 0) {
            fates << reset;
        } else {
            fates << passedText(verdict.after, &frame);
        }
    }
    return fates.isEmpty() ? nothing : fates.join(QLatin1String(" and "));
}

} // namespace

/// What becomes of a packet: it arrives, comes out at the other side as this or that, is refused
/// with a word, or nothing more is heard of it. Then the answer is sent back, and one more packet
/// of the flow. PORTLIGHT_COMPARE_FATES is how many flows a ruleset gets.
class TestCompareFate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fates_data();
    void fates();
    void cleanupTestCase();

private:
    QString program(const QString &backend, const char *what) const
    {
        return QStringLiteral("%1-%2-%3")
            .arg(m_family == Family::Ipv4 ? QStringLiteral("iptables")
                                          : QStringLiteral("ip6tables"),
                 backend, QString::fromLatin1(what));
    }
    QString expectedFate(const Packet &packet, const Verdict &verdict) const;
    bool refusalComesOut(const Packet &packet, const QString &fate) const;
    /// False when it cannot be told.
    bool compare(const Packet &packet, const Packet &onWire, const char *what, Heard &heard);
    void followFlow(const Packet &packet, const Verdict &verdict, const Heard &heard);

    Family m_family = Family::Ipv4;
    std::unique_ptr<CompareNetwork> m_network;
    World m_world;
    Ruleset m_rules;
    std::map<std::string, int> m_reasons;
    int m_unknownHere = 0;
    int m_compared = 0;
    int m_disagreements = 0;
    int m_unknown = 0;
    std::map<QString, int> m_fates;
};

void TestCompareFate::initTestCase()
{
    if (!namespaceProblem.isEmpty()) {
        QSKIP(qPrintable(namespaceProblem));
    }
}

void TestCompareFate::fates_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QByteArray>("ruleset");
    QTest::addColumn<bool>("foreign");
    QTest::addColumn<bool>("ipv6");
    QTest::addColumn<QByteArray>("sets");
    const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
    for (const char *backend : {"legacy", "nft"}) {
        for (const CompareRuleset &own : compareRulesets()) {
            QTest::addRow("%s, %s", own.name, backend)
                << QString::fromLatin1(backend) << QByteArray(own.text) << false << own.ipv6
                << QByteArray(own.sets);
        }
        for (const QString &name :
             shared.entryList({QStringLiteral("*.v4"), QStringLiteral("*.v6")}, QDir::Files)) {
            QFile file(shared.filePath(name));
            if (file.open(QIODevice::ReadOnly)) {
                QTest::addRow("%s, %s", qPrintable(name), backend)
                    << QString::fromLatin1(backend) << file.readAll() << true
                    << name.endsWith(QLatin1String(".v6")) << QByteArray();
            }
        }
    }
}

/// What the kernel answers goes out by OUTPUT itself, where a rule may stop it.
bool TestCompareFate::refusalComesOut(const Packet &packet, const QString &fate) const
{
    Packet refusal;
    refusal.family = packet.family;
    refusal.way = Way::Output;
    refusal.state = FlowState::Related;
    refusal.hasSender = false;
    refusal.outInterface = packet.inInterface == "eth1" ? "eth1" : "eth0";
    refusal.source = packet.destination;
    refusal.destination = packet.source;
    refusal.localAddresses = packet.localAddresses;
    if (fate == reset) {
        refusal.protocol = ProtocolTcp;
        refusal.tcpFlags = TcpRst | TcpAck;
        refusal.sourcePort = packet.destinationPort;
        refusal.destinationPort = packet.sourcePort;
    } else {
        refusal.protocol = packet.family == Family::Ipv4 ? ProtocolIcmp : ProtocolIcmpv6;
        refusal.icmpType = packet.family == Family::Ipv4 ? std::uint8_t{3} : std::uint8_t{1};
    }
    return walk({&m_rules, 1}, refusal, m_world).kind == VerdictKind::Accept;
}

QString TestCompareFate::expectedFate(const Packet &packet, const Verdict &verdict) const
{
    if (verdict.kind == VerdictKind::Drop) {
        return nothing;
    }
    if (verdict.kind == VerdictKind::Accept) {
        // What is redirected to this computer itself is on no wire.
        if (packet.way == Way::Output && verdict.after.outInterface == "lo") {
            return nothing;
        }
        return verdict.after.way == Way::Input ? arrived : passedText(verdict.after, nullptr);
    }
    // A reset is not answered.
    const bool isReset = packet.protocol == ProtocolTcp && (packet.tcpFlags & TcpRst) != 0;
    if (verdict.rejectWith == "tcp-reset") {
        return isReset ? nothing : reset;
    }
    for (const Refusal &refusal : refusals) {
        if (verdict.rejectWith == refusal.word) {
            return icmpWord(refusal.type, refusal.code);
        }
    }
    return QString::fromStdString(verdict.rejectWith);
}

bool TestCompareFate::compare(const Packet &packet, const Packet &onWire, const char *what,
                              Heard &heard)
{
    const Verdict verdict = walk({&m_rules, 1}, packet, m_world);
    if (verdict.kind == VerdictKind::Unknown) {
        ++m_unknown;
        ++m_unknownHere;
        for (const Doubt &doubt : verdict.doubts) {
            ++m_reasons[doubt.name];
        }
        return false;
    }
    const auto result = m_network->sendAndListen(onWire);
    if (!result) {
        QTest::qFail("the packet did not get through the network", __FILE__, __LINE__);
        return false;
    }
    heard = *result;
    ++m_compared;
    const QString expected = expectedFate(packet, verdict);
    const QString seen = seenFate(packet, verdict, heard);
    ++m_fates[expected.section(QLatin1Char(':'), 0, 0)];
    // A program of this computer is told without a packet.
    const bool quietRefusal = seen == nothing && verdict.kind == VerdictKind::Reject
        && (packet.way == Way::Output || !refusalComesOut(packet, expected));
    if (seen == expected || quietRefusal) {
        return true;
    }
    if (++m_disagreements <= 5) {
        qWarning("%s: %s\n  expected: %s\n  seen:     %s\n  heard:    %s\n  %s", what,
                 qPrintable(text(packet)), qPrintable(expected), qPrintable(seen),
                 qPrintable(text(heard)), explainJson(packet, verdict).c_str());
    }
    return false;
}

/// The answer of the other side as it comes back over the wire, then a packet of the flow that is
/// known now.
void TestCompareFate::followFlow(const Packet &packet, const Verdict &verdict, const Heard &heard)
{
    if (heard.frames.size() != 1 || verdict.after.state == FlowState::Invalid) {
        return;
    }
    const Heard::Frame &out = heard.frames.front();
    Packet answer = answerTo(packet, verdict);
    if (!answer.state) {
        return; // exempt from tracking
    }
    Packet onWire = answer;
    onWire.source = out.destination;
    onWire.destination = out.source;
    onWire.inInterface = out.onEth1 ? "eth1" : "eth0";
    if (!isIcmp(packet.protocol)) {
        onWire.sourcePort = out.destinationPort;
        onWire.destinationPort = out.sourcePort;
        answer.sourcePort = out.destinationPort;
    } else {
        // The identifier stays.
        onWire.sourcePort = packet.sourcePort;
    }
    answer.source = out.destination;
    answer.ttl = onWire.ttl = std::uint8_t{64};
    const Verdict back = walk({&m_rules, 1}, answer, m_world);
    if (back.kind != VerdictKind::Accept && back.kind != VerdictKind::Drop) {
        return;
    }
    const auto result = m_network->sendAndListen(onWire);
    if (!result) {
        QTest::qFail("the answer did not get through the network", __FILE__, __LINE__);
        return;
    }
    ++m_compared;
    // It comes back to who asked, from the one who was asked.
    const bool through = result->frames.size() == 1 && !result->frames.front().onEth1
        && result->frames.front().destination == packet.source
        && result->frames.front().source == packet.destination
        && (isIcmp(packet.protocol)
            || (result->frames.front().sourcePort == packet.destinationPort
                && result->frames.front().destinationPort == packet.sourcePort));
    const bool agrees =
        back.kind == VerdictKind::Accept ? through : result->frames.empty() && !result->arrived;
    ++m_fates[back.kind == VerdictKind::Accept ? QStringLiteral("answer came back")
                                               : QStringLiteral("answer dropped")];
    if (!agrees && ++m_disagreements <= 5) {
        qWarning("answer to %s\n  sent:  %s\n  heard: %s\n  %s", qPrintable(text(packet)),
                 qPrintable(text(onWire)), qPrintable(text(*result)),
                 explainJson(answer, back).c_str());
    }
    if (!through || verdict.destinationTranslatedBy || verdict.sourceTranslatedBy) {
        return;
    }
    Packet second = packet;
    second.state = FlowState::Established;
    second.tcpFlags = TcpAck;
    Heard ignored;
    compare(second, second, "later packet", ignored);
}

void TestCompareFate::fates()
{
    QFETCH(QString, backend);
    QFETCH(QByteArray, ruleset);
    QFETCH(bool, foreign);
    QFETCH(bool, ipv6);
    QFETCH(QByteArray, sets);
    m_family = ipv6 ? Family::Ipv6 : Family::Ipv4;
    m_reasons.clear();
    m_unknownHere = 0;
    const int before = m_disagreements;

    const Vocabulary words = vocabularyOf(QString::fromUtf8(ruleset), m_family);
    const CompareNetwork::Options options{m_family, true};
    m_world = CompareNetwork::world(words.routed, options);
    m_world.sets = setsOfText(sets.toStdString());
    m_network = std::make_unique<CompareNetwork>();
    QCOMPARE(m_network->setUp(words.routed, options), QString());
    QString error;
    if (!sets.isEmpty()
        && !runProgram(QStringLiteral("ipset"), {QStringLiteral("restore")}, sets, &error)) {
        QSKIP(qPrintable(error)); // a kernel without some of these types
    }
    if (!runProgram(program(backend, "restore"), {}, ruleset, &error)) {
        if (foreign) {
            QSKIP(qPrintable(error));
        }
        QFAIL(qPrintable(error));
    }
    const auto saved = runProgram(program(backend, "save"), {QStringLiteral("-c")}, {}, &error);
    QVERIFY2(saved, qPrintable(error));
    auto rules =
        parseSave(saved->toStdString(),
                  backend == QLatin1String("nft") ? Backend::Nft : Backend::Legacy, m_family);
    QVERIFY(rules);
    m_rules = *std::move(rules);

    const int flows = numberOf("PORTLIGHT_COMPARE_FATES", 100);
    PacketSource source(words, m_family,
                        static_cast<unsigned>(numberOf("PORTLIGHT_SEED", 20260103)));
    for (int i = 0; i < flows; ++i) {
        const Packet packet = source.next();
        Heard heard;
        if (!compare(packet, packet, "first packet", heard)) {
            continue;
        }
        const Verdict verdict = walk({&m_rules, 1}, packet, m_world);
        if (verdict.kind == VerdictKind::Accept && verdict.after.way == Way::Forward) {
            followFlow(packet, verdict, heard);
        }
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    QStringList reasons;
    for (const auto &[name, count] : m_reasons) {
        reasons << QStringLiteral("%1 (%2)").arg(QString::fromStdString(name)).arg(count);
    }
    if (!reasons.isEmpty()) {
        qInfo("%d of %d not to be told, for want of %s", m_unknownHere, flows,
              qPrintable(reasons.join(QLatin1String(", "))));
    }
    QVERIFY(foreign || m_unknownHere == 0);
    QCOMPARE(m_disagreements - before, 0);
}

void TestCompareFate::cleanupTestCase()
{
    for (const auto &[fate, count] : m_fates) {
        qInfo("%6d %s", count, qPrintable(fate));
    }
    qInfo("%d packets compared with the kernel, %d disagreements, %d not to be told", m_compared,
          m_disagreements, m_unknown);
    if (namespaceProblem.isEmpty()) {
        QVERIFY(m_compared > 0);
    }
    constexpr int allRulesets = 2000;
    if (m_compared > allRulesets) {
        for (const QString &fate : {arrived, nothing, reset, icmpWord(3, 3), icmpWord(1, 1),
                                    QStringLiteral("answer came back")}) {
            QVERIFY2(m_fates[fate] > 0, qPrintable(fate));
        }
    }
}

int main(int argc, char **argv)
{
    namespaceProblem = enterOwnNamespaces();
    QCoreApplication application(argc, argv);
    TestCompareFate test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_comparefate.moc"
