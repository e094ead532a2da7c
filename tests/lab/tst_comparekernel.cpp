// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparecounts.h"
#include "comparenetwork.h"
#include "comparepackets.h"
#include "comparerulesets.h"

#include "core/text/saveparser.h"
#include "core/verdict/engine.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <map>

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
    QString program(const QString &backend, const char *what) const
    {
        return QStringLiteral("%1-%2-%3")
            .arg(m_family == Family::Ipv4 ? QStringLiteral("iptables")
                                          : QStringLiteral("ip6tables"),
                 backend, QString::fromLatin1(what));
    }

    Family m_family = Family::Ipv4;
    std::map<std::string, int> m_reasons;

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
    QTest::addColumn<bool>("ipv6");
    QTest::addColumn<QByteArray>("sets");
    const QDir shared(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
    for (const char *backend : {"legacy", "nft"}) {
        for (const CompareRuleset &own : compareRulesets()) {
            QTest::addRow("%s, %s", own.name, backend)
                << QString::fromLatin1(backend) << QByteArray(own.text) << false << 60 << own.ipv6
                << QByteArray(own.sets);
        }
        for (const QString &name :
             shared.entryList({QStringLiteral("*.v4"), QStringLiteral("*.v6")}, QDir::Files)) {
            QFile file(shared.filePath(name));
            if (file.open(QIODevice::ReadOnly)) {
                const QByteArray ruleset = file.readAll();
                // Reading large tables back after each packet is what takes the time.
                QTest::addRow("%s, %s", qPrintable(name), backend)
                    << QString::fromLatin1(backend) << ruleset << true
                    << (ruleset.size() > 100'000 ? 6 : 20) << name.endsWith(QLatin1String(".v6"))
                    << QByteArray();
            }
        }
    }
}

bool TestCompareKernel::load(const QString &backend, const QByteArray &ruleset, QString *error)
{
    return runProgram(program(backend, "restore"), {}, ruleset, error).has_value();
}

std::optional<Ruleset> TestCompareKernel::read(const QString &backend)
{
    QString error;
    const auto output = runProgram(program(backend, "save"), {QStringLiteral("-c")}, {}, &error);
    if (!output) {
        qWarning("%s", qPrintable(error));
        return std::nullopt;
    }
    auto parsed =
        parseSave(output->toStdString(),
                  backend == QLatin1String("nft") ? Backend::Nft : Backend::Legacy, m_family);
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

    QFETCH(bool, ipv6);
    QFETCH(QByteArray, sets);
    m_family = ipv6 ? Family::Ipv6 : Family::Ipv4;

    const Vocabulary words = vocabularyOf(QString::fromUtf8(ruleset), m_family);
    const CompareNetwork::Options options{m_family, false};
    World world = CompareNetwork::world(words.routed, options);
    world.sets = setsOfText(sets.toStdString());
    CompareNetwork network;
    QCOMPARE(network.setUp(words.routed, options), QString());
    QString error;
    if (!sets.isEmpty()
        && !runProgram(QStringLiteral("ipset"), {QStringLiteral("restore")}, sets, &error)) {
        QSKIP(qPrintable(error)); // a kernel without some of these types
    }
    if (!load(backend, ruleset, &error)) {
        if (foreign) {
            QSKIP(qPrintable(error));
        }
        QFAIL(qPrintable(error));
    }
    std::optional<Ruleset> rules = read(backend);
    QVERIFY(rules);
    Counts before = countsOf(*rules);

    PacketSource source(words, m_family, 20260101U + static_cast<unsigned>(packets));
    int wrong = 0;
    int unknown = 0;
    m_reasons.clear();
    for (int i = 0; i < packets; ++i) {
        const Packet packet = source.next();
        const Verdict verdict = walk({&*rules, 1}, packet, world);
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
            ++unknown;
            for (const Doubt &doubt : verdict.doubts) {
                ++m_reasons[doubt.name];
            }
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
    if (unknown > 0) {
        QStringList reasons;
        for (const auto &[name, count] : m_reasons) {
            reasons << QStringLiteral("%1 (%2)").arg(QString::fromStdString(name)).arg(count);
        }
        qInfo("%d of %d not to be told, for want of %s", unknown, packets,
              qPrintable(reasons.join(QLatin1String(", "))));
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
