// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparecounts.h"
#include "comparenetwork.h"
#include "nftgrammar.h"
#include "nftsamples.h"

#include "core/text/nftjson.h"
#include "core/text/saveparser.h"
#include "core/verdict/engine.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <memory>

using namespace Portlight::Core;

namespace
{

QString namespaceProblem;

/// What passes everything is counted here, so that a path that ends too early or too late shows.
constexpr const char *witnesses = R"(
table inet witness {
  chain arrived { type filter hook input priority 2000;
    counter
  }
  chain sent { type filter hook postrouting priority 2000;
    counter
  }
}
)";

struct Rules {
    std::vector<Ruleset> rulesets;
    NativeRuleset native;
};

Counts countsOf(const Rules &rules)
{
    Counts counts;
    addCounts(rules.native, rules.rulesets.empty(), counts);
    for (const Ruleset &ruleset : rules.rulesets) {
        addCounts(ruleset, counts);
    }
    return counts;
}

bool load(const QString &program, const QStringList &arguments, const QByteArray &rules,
          QString *error)
{
    return runProgram(program, arguments, rules, error).has_value();
}

/// Loads a drawn ruleset without the rules that nft refuses (it knows what contradicts what). How
/// many it refused; nothing when that is no end.
std::optional<int> loadWhatFits(const QByteArray &ruleset)
{
    QList<QByteArray> lines = ruleset.split('\n');
    static const QRegularExpression place(QStringLiteral("stdin:(\\d+):"));
    constexpr int most = 60;
    for (int refused = 0; refused < most; ++refused) {
        QString error;
        if (load(QStringLiteral("nft"), {QStringLiteral("-f"), QStringLiteral("-")},
                 lines.join('\n') + witnesses, &error)) {
            return refused;
        }
        const int line = place.match(error).captured(1).toInt();
        if (line < 1 || line > lines.size()) {
            qWarning("%s", qPrintable(error));
            return std::nullopt;
        }
        lines[line - 1].clear();
    }
    return std::nullopt;
}

std::optional<Rules> read(const QString &backend)
{
    Rules rules;
    QString error;
    const auto json = runProgram(
        QStringLiteral("nft"),
        {QStringLiteral("-j"), QStringLiteral("list"), QStringLiteral("ruleset")}, {}, &error);
    if (!json) {
        qWarning("%s", qPrintable(error));
        return std::nullopt;
    }
    auto native = parseNftJson(json->toStdString());
    if (!native) {
        qWarning("%s", native.error().message.c_str());
        return std::nullopt;
    }
    rules.native = *std::move(native);
    if (!backend.isEmpty()) {
        const auto saved = runProgram(QStringLiteral("iptables-%1-save").arg(backend),
                                      {QStringLiteral("-c")}, {}, &error);
        auto parsed = parseSave(saved.value_or(QByteArray()).toStdString(),
                                backend == QLatin1String("nft") ? Backend::Nft : Backend::Legacy,
                                Family::Ipv4);
        if (!saved || !parsed) {
            qWarning("%s", qPrintable(error));
            return std::nullopt;
        }
        rules.rulesets.push_back(*std::move(parsed));
    }
    return rules;
}

bool counts(const Rules &rules, const Location &location)
{
    if (location.backend != Backend::Native) {
        return true;
    }
    const std::size_t blank = location.table.find(' ');
    const NativeTable *table =
        rules.native.table(location.table.substr(0, blank), location.table.substr(blank + 1));
    return location.number > 0
        && table->chain(location.chain)->rules[location.number - 1].counters.has_value();
}

} // namespace

class TestCompareNative : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void samples_data();
    void samples();
    void random();
    void cleanupTestCase();

private:
    void compare(const QString &backend, NftGrammar &packets, int count, bool mayBeUnknown);

    std::unique_ptr<CompareNetwork> m_network;
    int m_compared = 0;
    int m_disagreements = 0;
    int m_unknown = 0;
    int m_skipped = 0;
    int m_refused = 0;
    std::map<std::string, int> m_reasons;
};

void TestCompareNative::initTestCase()
{
    if (!namespaceProblem.isEmpty()) {
        QSKIP(qPrintable(namespaceProblem));
    }
}

void TestCompareNative::samples_data()
{
    QTest::addColumn<QByteArray>("nft");
    QTest::addColumn<QByteArray>("iptables");
    QTest::addColumn<QString>("backend");
    for (const NftSample &sample : nftSamples()) {
        if (*sample.iptables == '\0') {
            QTest::newRow(sample.name) << QByteArray(sample.nft) << QByteArray() << QString();
            continue;
        }
        for (const char *backend : {"legacy", "nft"}) {
            if (sample.sharesPriority && *backend == 'l') {
                continue;
            }
            QTest::addRow("%s, %s", sample.name, backend)
                << QByteArray(sample.nft) << QByteArray(sample.iptables)
                << QString::fromLatin1(backend);
        }
    }
}

void TestCompareNative::compare(const QString &backend, NftGrammar &packets, int count,
                                bool mayBeUnknown)
{
    const std::optional<Rules> rules = read(backend);
    QVERIFY(rules);
    Counts before = countsOf(*rules);
    const World world = NftGrammar::world();
    const int atOnce = numberOf("PORTLIGHT_COMPARE_AT_ONCE", 6);
    for (int sent = 0; sent < count;) {
        Counts expected;
        QStringList story;
        for (int i = 0; i < atOnce; ++i, ++sent) {
            const Packet packet = packets.packet();
            const Verdict verdict = walk(rules->rulesets, rules->native, packet, world);
            if (verdict.kind == VerdictKind::Unknown) {
                ++m_unknown;
                for (const Doubt &doubt : verdict.doubts) {
                    ++m_reasons[doubt.name];
                }
                QVERIFY2(mayBeUnknown,
                         qPrintable(text(packet)
                                    + QString::fromStdString(explainJson(packet, verdict))));
                continue;
            }
            // An address that only the kernel chooses: the path has what all choices share.
            const bool chosen = (verdict.sourceTranslatedBy && !verdict.after.source)
                || (verdict.destinationTranslatedBy
                    && (!verdict.after.destination
                        || (!verdict.after.outInterface && verdict.after.way == Way::Forward)));
            if (chosen) {
                ++m_skipped;
                continue;
            }
            QVERIFY(m_network->send(packet));
            ++m_compared;
            for (const PathStep &step : verdict.path) {
                if (counts(*rules, step.location)) {
                    ++expected[{step.location.table, step.location.chain, step.location.number}];
                }
            }
            story << text(packet) + QLatin1String("\n    ")
                    + QString::fromStdString(explainJson(packet, verdict));
        }
        const std::optional<Rules> now = read(backend);
        QVERIFY(now);
        const Counts after = countsOf(*now);
        const Counts moved = difference(before, after);
        before = after;
        if (moved != expected) {
            ++m_disagreements;
            qWarning("%s", qPrintable(story.join(QLatin1String("\n  "))));
            QFAIL(qPrintable(
                QStringLiteral("moved, not expected: %1; expected, not moved: %2")
                    .arg(text(difference(expected, moved)), text(difference(moved, expected)))));
        }
    }
}

void TestCompareNative::samples()
{
    QFETCH(QByteArray, nft);
    QFETCH(QByteArray, iptables);
    QFETCH(QString, backend);

    m_network = std::make_unique<CompareNetwork>();
    QCOMPARE(m_network->setUp(NftGrammar::routed()), QString());
    QString error;
    if (!backend.isEmpty()) {
        QVERIFY2(load(QStringLiteral("iptables-%1-restore").arg(backend), {}, iptables, &error),
                 qPrintable(error));
    }
    QVERIFY2(load(QStringLiteral("nft"), {QStringLiteral("-f"), QStringLiteral("-")},
                  nft + witnesses, &error),
             qPrintable(error));
    NftGrammar packets(20260102U);
    compare(backend, packets, numberOf("PORTLIGHT_COMPARE_SAMPLES", 60), true);
}

void TestCompareNative::random()
{
    const int rulesets = numberOf("PORTLIGHT_COMPARE_NATIVE", 24);
    const int first = numberOf("PORTLIGHT_COMPARE_FIRST", 1);
    for (int seed = first; seed < first + rulesets; ++seed) {
        NftGrammar grammar(static_cast<unsigned>(seed));
        const QByteArray ruleset = grammar.ruleset();
        m_network = std::make_unique<CompareNetwork>();
        QCOMPARE(m_network->setUp(NftGrammar::routed()), QString());
        const auto loaded = loadWhatFits(ruleset);
        QVERIFY2(loaded, ruleset.constData());
        m_refused += *loaded;
        compare({}, grammar, 30, true);
        if (QTest::currentTestFailed()) {
            qInfo("seed %d\n%s", seed, ruleset.constData());
            return;
        }
    }
}

void TestCompareNative::cleanupTestCase()
{
    for (const auto &[name, count] : m_reasons) {
        qInfo("not to be told for want of \"%s\": %d", name.c_str(), count);
    }
    qInfo("%d rules refused by nft, %d packets skipped", m_refused, m_skipped);
    qInfo("%d packets compared with the kernel, %d disagreements, %d not to be told", m_compared,
          m_disagreements, m_unknown);
    if (namespaceProblem.isEmpty()) {
        QVERIFY(m_compared > 0);
        QVERIFY(m_unknown * 10 < m_compared);
    }
}

int main(int argc, char *argv[])
{
    namespaceProblem = enterOwnNamespaces();
    QCoreApplication application(argc, argv);
    TestCompareNative test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_comparenative.moc"
