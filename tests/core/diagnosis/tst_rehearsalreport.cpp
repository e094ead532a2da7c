// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/rehearsalreport.h"
#include "core/text/saveparser.h"

#include <QTest>

using namespace Portlight::Core;

namespace
{

/// Two readings of one ruleset; where a counter is "N" it rose from 0 in between.
std::vector<Ruleset> reading(QByteArray text, const char *number, Backend backend)
{
    text.replace("[N:", QByteArray("[") + number + ":");
    const auto ruleset = parseSave(text.toStdString(), backend, Family::Ipv4);
    return ruleset ? std::vector<Ruleset>{*ruleset} : std::vector<Ruleset>();
}

QStringList placesOf(const std::vector<MovedRule> &moved)
{
    QStringList places;
    for (const MovedRule &rule : moved) {
        places += QStringLiteral("%1 %2 %3 x%4")
                      .arg(QString::fromStdString(rule.location.table),
                           QString::fromStdString(rule.location.chain))
                      .arg(rule.location.number)
                      .arg(rule.packets);
    }
    return places;
}

constexpr auto rules = R"(*filter
:INPUT DROP [N:0]
:OUTPUT ACCEPT [N:0]
:guests - [0:0]
[N:0] -A INPUT -p tcp -j guests
[0:0] -A INPUT -p udp -j ACCEPT
[N:0] -A guests -s 192.0.2.1/32 -j LOG
[0:0] -A guests -j ACCEPT
COMMIT
*raw
:PREROUTING ACCEPT [N:0]
COMMIT
*nat
:PREROUTING ACCEPT [N:0]
COMMIT
)";

} // namespace

/// Which rules moved, in the order of a packet, and which one it ended at.
class TestRehearsalReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movedRulesComeInOrder();
    void theLastRuleThatStopsIsNamed_data();
    void theLastRuleThatStopsIsNamed();
    void gapsHaveNames();
};

void TestRehearsalReport::movedRulesComeInOrder()
{
    const auto before = reading(rules, "0", Backend::Nft);
    const auto after = reading(rules, "2", Backend::Nft);
    QVERIFY(!before.empty() && !after.empty());
    QCOMPARE(
        placesOf(movedRules(before, after, Way::Input)),
        (QStringList{QStringLiteral("raw PREROUTING 0 x2"), QStringLiteral("nat PREROUTING 0 x2"),
                     QStringLiteral("filter INPUT 1 x2"), QStringLiteral("filter guests 1 x2"),
                     QStringLiteral("filter INPUT 0 x2"), QStringLiteral("filter OUTPUT 0 x2")}));
    QCOMPARE(placesOf(movedRules(before, after, Way::Output)).first(),
             QStringLiteral("filter OUTPUT 0 x2"));
    QVERIFY(movedRules(after, after, Way::Input).empty());
}

void TestRehearsalReport::theLastRuleThatStopsIsNamed_data()
{
    QTest::addColumn<QString>("last");
    QTest::addColumn<unsigned>("number");
    QTest::addColumn<Backend>("backend");
    QTest::addColumn<bool>("stops");
    QTest::newRow("drop") << QStringLiteral("-A INPUT -p tcp -j DROP") << 1U << Backend::Legacy
                          << true;
    QTest::newRow("reject") << QStringLiteral(
        "-A INPUT -j REJECT --reject-with icmp-port-unreachable")
                            << 2U << Backend::Nft << true;
    QTest::newRow("policy") << QStringLiteral("-P INPUT DROP") << 0U << Backend::Nft << true;
    QTest::newRow("native") << QStringLiteral("tcp dport 22 drop") << 1U << Backend::Native << true;
    QTest::newRow("accept") << QStringLiteral("-A INPUT -j ACCEPT") << 1U << Backend::Nft << false;
    QTest::newRow("policy that accepts")
        << QStringLiteral("-P INPUT ACCEPT") << 0U << Backend::Nft << false;
}

void TestRehearsalReport::theLastRuleThatStopsIsNamed()
{
    QFETCH(const QString, last);
    QFETCH(const unsigned, number);
    QFETCH(const Backend, backend);
    QFETCH(const bool, stops);
    RehearsedRun run;
    run.probe.outcome = ProbeOutcome::TimedOut;
    run.moved.push_back(
        {{backend, Family::Ipv4, "raw", "PREROUTING", 1, "-A PREROUTING -j LOG"}, 1});
    run.moved.push_back(
        {{backend, Family::Ipv4, "filter", "INPUT", number, last.toStdString()}, 1});
    run.moved.push_back({{backend, Family::Ipv4, "filter", "OUTPUT", 0, "-P OUTPUT ACCEPT"}, 1});
    const auto found = stoppedBy(run);
    QCOMPARE(found.has_value(), stops);
    QVERIFY(!stops || found->location.number == number);
    run.probe.outcome = ProbeOutcome::Connected;
    QVERIFY(!stoppedBy(run));
}

void TestRehearsalReport::gapsHaveNames()
{
    for (const RehearsalGap gap : allRehearsalGaps) {
        QVERIFY(parseRehearsalGap(Portlight::Core::toString(gap)) == gap);
    }
    QVERIFY(!parseRehearsalGap("nothing"));
}

QTEST_APPLESS_MAIN(TestRehearsalReport)
#include "tst_rehearsalreport.moc"
