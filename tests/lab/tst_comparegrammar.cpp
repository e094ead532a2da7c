// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparecounts.h"
#include "comparegrammar.h"
#include "comparenetwork.h"

#include "core/text/saveparser.h"
#include "core/verdict/engine.h"

#include <QCoreApplication>
#include <QTest>

#include <set>

using namespace Portlight::Core;

namespace
{

QString namespaceProblem;

Counts countsOf(const Ruleset &ruleset)
{
    Counts counts;
    addCounts(ruleset, counts);
    return counts;
}

/// Conditions of a ruleset that cannot be told of a packet: the usual reason for a short path.
QString doubtful(const Ruleset &ruleset, const Packet &packet, const World &world)
{
    QStringList parts;
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            for (const Rule &rule : chain.rules) {
                for (const Condition &condition : conditions(rule, packet, world)) {
                    if (condition.answer == Answer::CannotTell) {
                        parts << QString::fromStdString(table.name + ' ' + chain.name + ' '
                                                        + condition.text);
                    }
                }
            }
        }
    }
    return parts.join(QLatin1String("\n  cannot tell: "));
}

} // namespace

/// Random rulesets of every evaluated match and target, and packets of which the counters of both
/// backends tell what they met. PORTLIGHT_COMPARISONS is how many packets are compared,
/// PORTLIGHT_SEED where to begin.
class TestCompareGrammar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agrees_data();
    void agrees();
    void cleanupTestCase();

private:
    bool load(const QByteArray &ruleset);
    std::optional<Ruleset> read();
    void compareBatch(const Ruleset &ruleset, const std::vector<Packet> &packets);
    void compareOne(const Ruleset &ruleset, const Packet &packet);
    Counts expectedOf(const Ruleset &ruleset, const Packet &packet);

    QString m_backend;
    CompareNetwork m_network;
    World m_world;
    int m_compared = 0;
    int m_disagreements = 0;
    int m_unknown = 0;
    std::set<std::string> m_reasons;
};

void TestCompareGrammar::initTestCase()
{
    if (!namespaceProblem.isEmpty()) {
        QSKIP(qPrintable(namespaceProblem));
    }
    m_world = CompareGrammar::world();
}

bool TestCompareGrammar::load(const QByteArray &ruleset)
{
    QString error;
    const bool done =
        runProgram(QStringLiteral("iptables-%1-restore").arg(m_backend), {}, ruleset, &error)
            .has_value();
    if (!done) {
        qWarning("%s", qPrintable(error));
    }
    return done;
}

std::optional<Ruleset> TestCompareGrammar::read()
{
    QString error;
    const auto output = runProgram(QStringLiteral("iptables-%1-save").arg(m_backend),
                                   {QStringLiteral("-c")}, {}, &error);
    if (!output) {
        return std::nullopt;
    }
    auto parsed =
        parseSave(output->toStdString(),
                  m_backend == QLatin1String("nft") ? Backend::Nft : Backend::Legacy, Family::Ipv4);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

Counts TestCompareGrammar::expectedOf(const Ruleset &ruleset, const Packet &packet)
{
    const Verdict verdict = walk({&ruleset, 1}, packet, m_world);
    if (verdict.kind == VerdictKind::Unknown) {
        ++m_unknown;
        for (const Doubt &doubt : verdict.doubts) {
            m_reasons.insert(doubt.name + ": " + doubt.part);
        }
    }
    Counts expected;
    for (const PathStep &step : verdict.path) {
        ++expected[{step.location.table, step.location.chain, step.location.number}];
    }
    return expected;
}

void TestCompareGrammar::compareBatch(const Ruleset &ruleset, const std::vector<Packet> &packets)
{
    Counts expected = countsOf(ruleset);
    for (const Packet &packet : packets) {
        for (const auto &[place, count] : expectedOf(ruleset, packet)) {
            expected[place] += count;
        }
        QVERIFY(m_network.send(packet));
        ++m_compared;
    }
    const std::optional<Ruleset> after = read();
    QVERIFY(after);
    if (countsOf(*after) == expected) {
        return;
    }
    // Which one was it? Each flow is new only once, so with other ports.
    for (Packet packet : packets) {
        if (packet.sourcePort) {
            packet.sourcePort = static_cast<std::uint16_t>(*packet.sourcePort ^ 1U);
        } else {
            packet.source->bytes[1] ^= 1U;
        }
        compareOne(ruleset, packet);
    }
}

void TestCompareGrammar::compareOne(const Ruleset &ruleset, const Packet &packet)
{
    const std::optional<Ruleset> before = read();
    QVERIFY(m_network.send(packet));
    const std::optional<Ruleset> after = read();
    QVERIFY(before && after);
    const Counts old = countsOf(*before);
    const Counts expected = expectedOf(ruleset, packet);
    QStringList wrong;
    for (const auto &[place, count] : countsOf(*after)) {
        const std::uint64_t moved = count - old.at(place);
        const auto said = expected.find(place);
        const std::uint64_t should = said == expected.end() ? 0 : said->second;
        if (moved != should) {
            const auto &[table, chain, number] = place;
            const Rule *rule =
                ruleAt(*after, {after->backend, after->family, table, chain, number, {}});
            wrong << QStringLiteral("%1 %2 %3: kernel %4, engine %5  %6")
                         .arg(QString::fromStdString(table), QString::fromStdString(chain))
                         .arg(number)
                         .arg(moved)
                         .arg(should)
                         .arg(rule != nullptr ? QString::fromStdString(rule->text)
                                              : QStringLiteral("policy"));
        }
    }
    if (!wrong.isEmpty() && ++m_disagreements <= numberOf("PORTLIGHT_SHOWN", 5)) {
        qWarning("%s\n  %s\n  cannot tell: %s\n%s", qPrintable(text(packet)),
                 qPrintable(wrong.join(QLatin1String("\n  "))),
                 qPrintable(doubtful(ruleset, packet, m_world)),
                 explainJson(packet, walk({&ruleset, 1}, packet, m_world)).c_str());
    }
}

void TestCompareGrammar::agrees_data()
{
    QTest::addColumn<QString>("backend");
    QTest::newRow("legacy") << QStringLiteral("legacy");
    QTest::newRow("nft") << QStringLiteral("nft");
}

void TestCompareGrammar::agrees()
{
    QFETCH(QString, backend);
    m_backend = backend;
    constexpr int batch = 40;
    const int rounds = (numberOf("PORTLIGHT_COMPARISONS", 14000) / 2 + batch - 1) / batch;
    const auto seed = static_cast<unsigned>(numberOf("PORTLIGHT_SEED", 1));
    const int before = m_disagreements;
    for (int round = 0; round < rounds; ++round) {
        // A fresh computer now and then: a flow that was seen once is not new any more.
        if (round % 200 == 0) {
            m_network = CompareNetwork();
            QCOMPARE(m_network.setUp({}), QString());
        }
        CompareGrammar grammar(seed + static_cast<unsigned>(round));
        const std::string text = grammar.ruleset();
        QVERIFY2(load(QByteArray::fromStdString(text)), text.c_str());
        const std::optional<Ruleset> rules = read();
        QVERIFY(rules);
        std::vector<Packet> packets;
        for (int i = 0; i < batch; ++i) {
            packets.push_back(grammar.packet());
            if (auto &port = packets.back().sourcePort) {
                // 25,000 flows of even ports until the next fresh computer.
                port = static_cast<std::uint16_t>(1024 + 2 * ((round % 200) * batch + i));
            }
        }
        compareBatch(*rules, packets);
        if (QTest::currentTestFailed()) {
            return;
        }
        if (m_disagreements > before) {
            qWarning("seed %u\n%s", seed + static_cast<unsigned>(round), text.c_str());
            if (m_disagreements - before >= numberOf("PORTLIGHT_SHOWN", 5)) {
                break;
            }
        }
    }
    QCOMPARE(m_disagreements - before, 0);
}

void TestCompareGrammar::cleanupTestCase()
{
    for (const std::string &reason : m_reasons) {
        qInfo("not to be told: %s", reason.c_str());
    }
    qInfo("%d packets compared with the kernel, %d disagreements, %d not to be told", m_compared,
          m_disagreements, m_unknown);
    if (namespaceProblem.isEmpty()) {
        QVERIFY(m_compared > 0);
        QCOMPARE(m_unknown, 0);
    }
}

int main(int argc, char **argv)
{
    namespaceProblem = enterOwnNamespaces();
    QCoreApplication application(argc, argv);
    TestCompareGrammar test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_comparegrammar.moc"
