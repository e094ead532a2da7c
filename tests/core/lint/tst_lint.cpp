// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/lint.h"
#include "tests/core/verdict/randomrules.h"
#include "tests/core/verdict/verdicttesting.h"

#include "core/verdict/setwalk.h"

using namespace VerdictTesting;

namespace
{

/// "hidden filter INPUT 2 by 1", one a line; risks about the whole ruleset only where asked.
std::string told(const std::vector<LintFinding> &findings, bool withRisks)
{
    std::string text;
    for (const LintFinding &finding : findings) {
        const bool isRisk = finding.kind >= LintKind::LoopbackBlocked;
        if (isRisk != withRisks) {
            continue;
        }
        text += (text.empty() ? "" : "; ") + std::string(toString(finding.kind)) + ' '
            + (isRisk ? finding.detail : place(finding.at));
        for (std::size_t i = 0; i < finding.by.size(); ++i) {
            text += (i == 0 ? " by " : ",") + std::to_string(finding.by[i].number);
        }
    }
    return text;
}

Ruleset without(Ruleset ruleset, const Location &at)
{
    auto &chain = ruleset.table(at.table)->chain(at.chain)->rules;
    chain.erase(chain.begin() + static_cast<std::ptrdiff_t>(at.number) - 1);
    return ruleset;
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void risks_data();
    void risks();
    void familiesSideBySide();
    void findingsOfRandomRulesChangeNoVerdict();
};

void TestLint::rules_data()
{
    QTest::addColumn<QString>("ruleset");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *why, const std::string &lines, const char *expected) {
        QTest::newRow(why) << q(filter(lines)) << QString::fromLatin1(expected);
    };
    row("nothing to say", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -p tcp -j DROP\n",
        "");
    row("same twice",
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n",
        "needless filter INPUT 1 by 2; hidden filter INPUT 2 by 1");
    row("an ACCEPT behind a DROP",
        "-A INPUT -p tcp -j DROP\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n",
        "contradicted filter INPUT 2 by 1");
    row("hidden by two together",
        "-A INPUT -s 0.0.0.0/1 -j DROP\n-A INPUT -s 128.0.0.0/1 -j DROP\n-A INPUT -j ACCEPT\n",
        "contradicted filter INPUT 3 by 1,2");
    row("only one of those that could hide is named",
        "-A INPUT -p udp -j DROP\n-A INPUT -p tcp -m tcp --dport 20:25 -j ACCEPT\n"
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n",
        "hidden filter INPUT 3 by 2");
    row("a limit hides nothing",
        "-A INPUT -p tcp -m limit --limit 3/min -j DROP\n"
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n",
        "");
    row("a rule with a limit is not named among those that hide",
        "-A INPUT -p tcp -m limit --limit 3/min -j DROP\n-A INPUT -p tcp -j ACCEPT\n"
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n",
        "hidden filter INPUT 3 by 2");
    row("conditions that exclude each other",
        "-A INPUT -p tcp -m multiport ! --dports 0:65535 -j ACCEPT\n",
        "never-matches filter INPUT 1");
    row("hidden within a chain that is left for good",
        ":web - [0:0]\n-A INPUT -j web\n-A INPUT -j ACCEPT\n-A web -p tcp -j ACCEPT\n"
        "-A web -j DROP\n",
        "hidden filter INPUT 2 by 1");
    row("what returns from a chain hides nothing",
        ":web - [0:0]\n-A INPUT -j web\n-A INPUT -j DROP\n-A web -p tcp -j ACCEPT\n", "");
    row("a chain that gets only TCP",
        ":web - [0:0]\n-A INPUT -p tcp -j web\n-A web -p udp -m udp --dport 53 -j ACCEPT\n"
        "-A web -p tcp -m tcp --dport 80 -j ACCEPT\n",
        "never-matches filter web 1");
    row("a chain nobody calls", ":web - [0:0]\n-A web -j DROP\n", "unused-chain filter web 0");
    row("a chain whose call is hidden",
        ":web - [0:0]\n-A INPUT -j DROP\n-A INPUT -p tcp -j web\n-A web -j ACCEPT\n",
        "hidden filter INPUT 2 by 1; not-entered filter web 0");
    row("an empty chain is no matter", ":web - [0:0]\n", "");
    row("needless: a later rule takes it all",
        "-A INPUT -s 10.0.0.0/8 -j ACCEPT\n-A INPUT -p udp -j LOG\n-A INPUT -p tcp -j ACCEPT\n"
        "-A INPUT -s 10.1.0.0/16 -p tcp -j DROP\n",
        "contradicted filter INPUT 4 by 1");
    row("needless but for a log between",
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -p tcp -j LOG\n"
        "-A INPUT -p tcp -j ACCEPT\n",
        "");
    row("needless before a wider one",
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -p udp -j LOG\n"
        "-A INPUT -p tcp -j ACCEPT\n",
        "needless filter INPUT 1 by 3");
    row("a DROP above a policy is no mistake", "-A INPUT -j DROP\n", "");
    row("states",
        "-A INPUT -m conntrack --ctstate NEW -j DROP\n"
        "-A INPUT -p tcp -m conntrack --ctstate NEW -m tcp --dport 22 -j ACCEPT\n",
        "contradicted filter INPUT 2 by 1");
    row("devices by pattern",
        "-A INPUT -i eth+ -j DROP\n-A INPUT -i eth0 -j ACCEPT\n-A INPUT -i wlan0 -j ACCEPT\n",
        "contradicted filter INPUT 2 by 1");
}

void TestLint::rules()
{
    QFETCH(QString, ruleset);
    const std::vector<Ruleset> all{VerdictTesting::rules(ruleset.toStdString())};
    const auto findings = lint(all, World());
    QVERIFY(findings);
    QTEST(q(told(*findings, false)), "expected");
}

void TestLint::risks_data()
{
    QTest::addColumn<QString>("ruleset");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *why, const std::string &ruleset, const char *expected) {
        QTest::newRow(why) << q(ruleset) << QString::fromLatin1(expected);
    };
    const std::string established =
        "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n";
    const std::string loopback = "-A INPUT -i lo -j ACCEPT\n";
    row("nothing is filtered", filter(""), "");
    row("a good one",
        filter(loopback + established + "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n", "DROP"),
        "");
    row("no loopback", filter(established, "DROP"), "loopback-blocked ");
    row("no replies", filter(loopback + "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n", "DROP"),
        "replies-blocked ");
    row("everything is open", filter("-A INPUT -s 192.0.2.1/32 -p icmp -j DROP\n"),
        "open-to-all tcp; open-to-all udp");
    row("all of TCP is open",
        filter(loopback + established + "-A INPUT -p tcp -j ACCEPT\n", "DROP"), "open-to-all tcp");
    row("open on one device is no open house",
        filter(loopback + established + "-A INPUT -i eth1 -j ACCEPT\n", "DROP"), "");
}

void TestLint::risks()
{
    QFETCH(QString, ruleset);
    const std::vector<Ruleset> all{VerdictTesting::rules(ruleset.toStdString())};
    const auto findings = lint(all, World());
    QVERIFY(findings);
    QTEST(q(told(*findings, true)), "expected");
}

void TestLint::familiesSideBySide()
{
    const std::string common = "-A INPUT -i lo -j ACCEPT\n"
                               "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n"
                               "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n";
    const std::vector<Ruleset> all{
        VerdictTesting::rules(filter(common, "DROP"), Family::Ipv4),
        VerdictTesting::rules(
            filter(common + "-A INPUT -p tcp -m tcp --dport 8000:8003 -j ACCEPT\n", "DROP"),
            Family::Ipv6)};
    const auto findings = lint(all, World());
    QVERIFY(findings);
    QCOMPARE(q(told(*findings, true)), QStringLiteral("open-in-one-family tcp 8000-8003"));
    QCOMPARE(findings->back().at.family == Family::Ipv6, true);
}

void TestLint::findingsOfRandomRulesChangeNoVerdict()
{
    // A rule that is said to do nothing is taken out: every packet must fare as before. The sets
    // of both are compared, so this is about all packets.
    unsigned seen = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const Ruleset ruleset = VerdictTesting::rules(RandomRules(seed).ruleset());
        const auto findings = lint(std::span(&ruleset, 1), World());
        QVERIFY(findings);
        for (const LintFinding &finding : *findings) {
            if (finding.at.number == 0) {
                continue;
            }
            ++seen;
            const Ruleset changed = without(ruleset, finding.at);
            const World world;
            const std::vector<Ruleset> both{ruleset, changed};
            PacketSpace space(Family::Ipv4, DeviceNames(devicePatterns(both)));
            for (const Way way : {Way::Input, Way::Forward, Way::Output}) {
                const auto before =
                    SetWalk(std::span(&both[0], 1), world, space).walk(way, PacketSpace::all);
                const auto after =
                    SetWalk(std::span(&both[1], 1), world, space).walk(way, PacketSpace::all);
                QVERIFY(before && after);
                const bool same = before->accepted == after->accepted
                    && before->dropped == after->dropped && before->rejected == after->rejected
                    && before->unknown == after->unknown;
                QVERIFY2(same,
                         qPrintable(QStringLiteral("seed %1: %2 %3")
                                        .arg(seed)
                                        .arg(q(std::string(toString(finding.kind))),
                                             q(place(finding.at)))));
            }
        }
    }
    qInfo("%u findings", seen);
    QVERIFY(seen > 50);
}

QTEST_APPLESS_MAIN(TestLint)
#include "tst_lint.moc"
