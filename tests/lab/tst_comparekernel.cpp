// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparenetwork.h"
#include "comparerulesets.h"

#include "core/text/saveparser.h"
#include "core/verdict/engine.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <random>
#include <tuple>

using namespace Portlight::Core;

namespace
{

QString namespaceProblem;

using Place = std::tuple<std::string, std::string, unsigned>;
using Counts = std::map<Place, std::uint64_t>;

Counts countsOf(const Ruleset &ruleset)
{
    Counts counts;
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            if (chain.counters && chain.policy) {
                counts[{table.name, chain.name, 0}] = chain.counters->packets;
            }
            unsigned number = 0;
            for (const Rule &rule : chain.rules) {
                ++number;
                counts[{table.name, chain.name, number}] =
                    rule.counters ? rule.counters->packets : 0;
            }
        }
    }
    return counts;
}

Counts difference(const Counts &before, const Counts &after)
{
    Counts moved;
    for (const auto &[place, count] : after) {
        const auto old = before.find(place);
        const std::uint64_t delta = count - (old == before.end() ? 0 : old->second);
        if (delta != 0) {
            moved[place] = delta;
        }
    }
    return moved;
}

QString text(const Counts &counts)
{
    QStringList parts;
    for (const auto &[place, count] : counts) {
        const auto &[table, chain, number] = place;
        parts << QStringLiteral("%1 %2 %3 (%4)")
                     .arg(QString::fromStdString(table), QString::fromStdString(chain))
                     .arg(number)
                     .arg(count);
    }
    return parts.join(QLatin1String(", "));
}

QString text(const Packet &packet)
{
    return QStringLiteral("%1 proto %2 %3:%4 -> %5:%6 in %7 flags %8 icmp %9")
               .arg(QString::fromUtf8(toString(packet.way).data()))
               .arg(packet.protocol)
               .arg(QString::fromStdString(packet.source->toString()))
               .arg(packet.sourcePort.value_or(0))
               .arg(QString::fromStdString(packet.destination->toString()))
               .arg(packet.destinationPort.value_or(0))
               .arg(QString::fromStdString(packet.inInterface.value_or("-")))
               .arg(packet.tcpFlags)
               .arg(packet.icmpType.value_or(0))
        + QLatin1String(" state ")
        + QString::fromStdString(std::string(toString(packet.state.value_or(FlowState::New))));
}

/// Addresses and ports worth trying, read off a ruleset's text.
struct Vocabulary {
    std::vector<IpAddress> addresses;
    std::vector<std::uint16_t> ports;
    QStringList routed;
};

bool isOrdinary(const IpAddress &address)
{
    const std::uint8_t first = address.bytes[0];
    // 10.8/15 is the firewall itself, 198.18/15 lies behind it.
    return first > 0 && first < 224 && first != 127
        && !(first == 10 && (address.bytes[1] & 0xfeU) == 8)
        && !(first == 198 && (address.bytes[1] & 0xfeU) == 18);
}

Vocabulary vocabularyOf(const QString &ruleset)
{
    Vocabulary words;
    static const QRegularExpression addresses(QStringLiteral(R"((\d+\.\d+\.\d+\.\d+))"));
    for (auto found = addresses.globalMatch(ruleset); found.hasNext();) {
        const auto address = IpAddress::parse(found.next().captured(1).toStdString());
        if (address && isOrdinary(*address)
            && std::find(words.addresses.begin(), words.addresses.end(), *address)
                == words.addresses.end()) {
            words.addresses.push_back(*address);
        }
    }
    static const QRegularExpression ports(QStringLiteral(R"((?:ports?|dports|sports) ([\d,:]+))"));
    static const QRegularExpression separators(QStringLiteral("[,:]"));
    for (auto found = ports.globalMatch(ruleset); found.hasNext();) {
        for (const QString &number : found.next().captured(1).split(separators)) {
            words.ports.push_back(number.toUShort());
        }
    }
    words.ports.insert(words.ports.end(), {22, 23, 53, 80, 443, 5353, 8080, 9999});
    static const QRegularExpression targets(
        QStringLiteral(R"(--to-destination (\d+\.\d+\.\d+\.\d+))"));
    for (auto found = targets.globalMatch(ruleset); found.hasNext();) {
        const QString address = found.next().captured(1);
        const auto parsed = IpAddress::parse(address.toStdString());
        if (parsed && isOrdinary(*parsed) && !words.routed.contains(address)) {
            words.routed << address;
        }
    }
    // Some of the addresses named are behind the firewall; the rest is in front of it.
    for (std::size_t i = 0; i < words.addresses.size() && words.routed.size() < 24; i += 5) {
        const QString address = QString::fromStdString(words.addresses[i].toString());
        if (!words.routed.contains(address)) {
            words.routed << address;
        }
    }
    return words;
}

/// Draws packets that a ruleset is likely to tell apart.
class PacketSource
{
public:
    PacketSource(Vocabulary words, unsigned seed)
        : m_words(std::move(words))
        , m_random(seed)
    {
    }

    Packet next()
    {
        Packet packet;
        packet.localAddresses = {*IpAddress::parse("10.9.0.2"), *IpAddress::parse("10.8.0.2")};
        const unsigned way = below(10);
        packet.way = way < 5 ? Way::Input : way < 8 ? Way::Forward : Way::Output;
        packet.source = source();
        if (packet.way == Way::Input) {
            packet.inInterface = below(4) == 0 ? "eth1" : "eth0";
            packet.destination = packet.localAddresses[below(4) == 0 ? 1 : 0];
        } else {
            packet.destination = behind();
            packet.outInterface = "eth1";
            if (packet.way == Way::Forward) {
                packet.inInterface = "eth0";
            }
        }
        if (packet.way == Way::Output) {
            packet.uid = 0;
        } else {
            packet.macSource =
                MacAddress{{2, 0, 0, 0, 0, static_cast<std::uint8_t>(1 + below(2) * 6)}};
        }
        // A new port for each packet, so that each starts a flow of its own.
        packet.sourcePort = below(8) == 0 ? m_lowPort++ : m_highPort++;
        transport(packet);
        return packet;
    }

private:
    unsigned below(unsigned limit)
    {
        return static_cast<unsigned>(m_random() % limit);
    }

    IpAddress source()
    {
        while (true) {
            IpAddress address = m_words.addresses.empty() || below(4) == 0
                ? *IpAddress::parse("192.0.2." + std::to_string(1 + below(254)))
                : m_words.addresses[below(static_cast<unsigned>(m_words.addresses.size()))];
            if (below(3) == 0) {
                address.bytes[3] = static_cast<std::uint8_t>(1 + below(254));
            }
            // An answer to a routed address would pass the hooks as well.
            if (isOrdinary(address)
                && !m_words.routed.contains(QString::fromStdString(address.toString()))) {
                return address;
            }
        }
    }

    IpAddress behind()
    {
        if (m_words.routed.isEmpty() || below(3) == 0) {
            return *IpAddress::parse("198.18.0." + std::to_string(1 + below(10)));
        }
        return *IpAddress::parse(
            m_words.routed[below(static_cast<unsigned>(m_words.routed.size()))].toStdString());
    }

    void transport(Packet &packet)
    {
        const unsigned kind = below(10);
        packet.state = FlowState::New;
        if (kind < 5) {
            packet.protocol = ProtocolTcp;
            constexpr std::uint8_t flags[] = {TcpSyn, TcpSyn,          TcpSyn, TcpSyn,
                                              TcpAck, TcpSyn | TcpAck, TcpRst, 0};
            packet.tcpFlags = flags[below(8)];
            // nf_conntrack_proto_tcp.c: a flow may begin with SYN, or be picked up by an ACK.
            if (packet.tcpFlags != TcpSyn && packet.tcpFlags != TcpAck) {
                packet.state = FlowState::Invalid;
            }
        } else if (kind < 8) {
            packet.protocol = ProtocolUdp;
        } else {
            packet.protocol = ProtocolIcmp;
            constexpr std::uint8_t types[] = {8, 8, 13, 0, 17};
            packet.icmpType = types[below(5)];
            packet.icmpCode = 0;
            if (packet.icmpType == 0) {
                packet.state = FlowState::Invalid;
            }
            return;
        }
        packet.destinationPort = m_words.ports[below(static_cast<unsigned>(m_words.ports.size()))];
    }

    Vocabulary m_words;
    std::mt19937 m_random;
    std::uint16_t m_highPort = 20000;
    std::uint16_t m_lowPort = 100;
};

} // namespace

class TestCompareKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void compare_data();
    void compare();
    void cleanupTestCase();

private:
    bool load(const QString &backend, const QByteArray &ruleset, QString *error);
    std::optional<Ruleset> read(const QString &backend);

    int m_compared = 0;
    int m_disagreements = 0;
    int m_unknown = 0;
};

void TestCompareKernel::initTestCase()
{
    if (!namespaceProblem.isEmpty()) {
        QSKIP(qPrintable(namespaceProblem));
    }
}

void TestCompareKernel::compare_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QByteArray>("ruleset");
    QTest::addColumn<bool>("foreign");
    QTest::addColumn<int>("packets");
    const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
    for (const char *backend : {"legacy", "nft"}) {
        for (const CompareRuleset &own : compareRulesets()) {
            QTest::addRow("%s, %s", own.name, backend)
                << QString::fromLatin1(backend) << QByteArray(own.text) << false << 60;
        }
        for (const QString &name : shared.entryList({QStringLiteral("*.v4")}, QDir::Files)) {
            QFile file(shared.filePath(name));
            if (file.open(QIODevice::ReadOnly)) {
                const QByteArray ruleset = file.readAll();
                // Reading large tables back after each packet is what takes the time.
                QTest::addRow("%s, %s", qPrintable(name), backend)
                    << QString::fromLatin1(backend) << ruleset << true
                    << (ruleset.size() > 100'000 ? 6 : 20);
            }
        }
    }
}

bool TestCompareKernel::load(const QString &backend, const QByteArray &ruleset, QString *error)
{
    return runProgram(QStringLiteral("iptables-%1-restore").arg(backend), {}, ruleset, error)
        .has_value();
}

std::optional<Ruleset> TestCompareKernel::read(const QString &backend)
{
    QString error;
    const auto output = runProgram(QStringLiteral("iptables-%1-save").arg(backend),
                                   {QStringLiteral("-c")}, {}, &error);
    if (!output) {
        qWarning("%s", qPrintable(error));
        return std::nullopt;
    }
    auto parsed =
        parseSave(output->toStdString(),
                  backend == QLatin1String("nft") ? Backend::Nft : Backend::Legacy, Family::Ipv4);
    if (!parsed) {
        qWarning("%s", parsed.error().message.c_str());
        return std::nullopt;
    }
    return std::move(*parsed);
}

void TestCompareKernel::compare()
{
    QFETCH(QString, backend);
    QFETCH(QByteArray, ruleset);
    QFETCH(bool, foreign);
    QFETCH(int, packets);

    const Vocabulary words = vocabularyOf(QString::fromUtf8(ruleset));
    CompareNetwork network;
    QCOMPARE(network.setUp(words.routed), QString());
    QString error;
    if (!load(backend, ruleset, &error)) {
        if (foreign) {
            QSKIP(qPrintable(error));
        }
        QFAIL(qPrintable(error));
    }
    std::optional<Ruleset> rules = read(backend);
    QVERIFY(rules);
    Counts before = countsOf(*rules);

    PacketSource source(words, 20260101U + static_cast<unsigned>(packets));
    int wrong = 0;
    for (int i = 0; i < packets; ++i) {
        const Packet packet = source.next();
        const Verdict verdict = walk({&*rules, 1}, packet);
        QVERIFY(network.send(packet));
        const std::optional<Ruleset> now = read(backend);
        QVERIFY(now);
        const Counts after = countsOf(*now);
        const Counts moved = difference(before, after);
        before = after;

        Counts expected;
        for (const PathStep &step : verdict.path) {
            ++expected[{step.location.table, step.location.chain, step.location.number}];
        }
        if (verdict.kind == VerdictKind::Unknown) {
            ++m_unknown;
            QVERIFY2(foreign, qPrintable(QStringLiteral("unknown: ") + text(packet)));
        }
        ++m_compared;
        // What cannot be told (limit, recent, …) may or may not have moved; all that is said to
        // move must have.
        bool agrees = moved == expected;
        if (!agrees && foreign) {
            agrees = std::all_of(expected.begin(), expected.end(), [&moved](const auto &entry) {
                const auto found = moved.find(entry.first);
                return found != moved.end() && found->second >= entry.second;
            });
            // Several rules may decide, all to the same end; the path then has none of them.
            const bool severalEnds = verdict.deciding
                && !expected.contains(
                    {verdict.deciding->table, verdict.deciding->chain, verdict.deciding->number});
            const bool mayDiffer =
                verdict.kind == VerdictKind::Unknown || severalEnds
                || std::any_of(moved.begin(), moved.end(), [&rules](const auto &entry) {
                       const auto &[table, chain, number] = entry.first;
                       const Rule *rule = ruleAt(
                           *rules, {rules->backend, rules->family, table, chain, number, {}});
                       return rule != nullptr
                           && std::any_of(rule->matches.begin(), rule->matches.end(),
                                          [](const Match &match) {
                                              return std::holds_alternative<OpaqueMatch>(match);
                                          });
                   });
            agrees = agrees && mayDiffer;
        }
        if (!agrees) {
            ++m_disagreements;
            if (++wrong <= 3) {
                qWarning("%s\n  moved:    %s\n  expected: %s\n  verdict:  %s",
                         qPrintable(text(packet)), qPrintable(text(moved)),
                         qPrintable(text(expected)), explainJson(packet, verdict).c_str());
            }
        }
    }
    QCOMPARE(wrong, 0);
}

void TestCompareKernel::cleanupTestCase()
{
    qInfo("%d packets compared with the kernel, %d disagreements, %d not to be told", m_compared,
          m_disagreements, m_unknown);
    if (namespaceProblem.isEmpty()) {
        QVERIFY(m_compared > 0);
    }
}

int main(int argc, char **argv)
{
    namespaceProblem = enterOwnNamespaces();
    QCoreApplication application(argc, argv);
    TestCompareKernel test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_comparekernel.moc"
