// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/logrule.h"
#include "core/text/saveparser.h"

#include <QTest>

using namespace Portlight::Core;

/// Where the temporary rule goes, and what it says.
class TestLogRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void place_data();
    void place();
    void ofAnyone();
    void nowhere();
};

namespace
{

Evidence evidenceOf(const char *text, Family family = Family::Ipv4)
{
    Evidence evidence;
    auto ruleset = parseSave(text, Backend::Nft, family);
    if (ruleset) {
        evidence.rulesets.push_back(*std::move(ruleset));
    }
    evidence.rulesRead[Backend::Nft] = Reading::Done;
    return evidence;
}

Question questionOf(Way way)
{
    Question question;
    question.direction = way;
    question.port = 8080;
    question.from = IpAddress::parse("10.9.0.1");
    question.to = IpAddress::parse("10.9.0.2");
    question.inInterface = "eth0";
    question.outInterface = "eth1";
    return question;
}

} // namespace

void TestLogRule::place_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<int>("position"); // 0: at the end
    QTest::addColumn<bool>("suspected");
    const QByteArray tail(" -m limit --limit 10/sec --limit-burst 20 -j NFLOG --nflog-prefix "
                          "portlight-1 --nflog-group 4711");
    QTest::newRow("before the rule")
        << QByteArray("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp "
                      "-m tcp --dport 8080 -j DROP\nCOMMIT\n")
        << "-A INPUT -s 10.9.0.1/32 -p tcp -m tcp --dport 8080" + tail << 2 << true;
    QTest::newRow("before the policy")
        << QByteArray("*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n")
        << "-A INPUT -s 10.9.0.1/32 -p tcp -m tcp --dport 8080" + tail << 0 << true;
    QTest::newRow("the answer") << QByteArray(
        "*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT DROP [0:0]\nCOMMIT\n")
                                << "-A OUTPUT -d 10.9.0.1/32 -p tcp -m tcp --sport 8080" + tail << 0
                                << true;
    QTest::newRow("nothing is suspected")
        << QByteArray("*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp -m "
                      "tcp --dport 8080 -j ACCEPT\nCOMMIT\n")
        << "-A INPUT -s 10.9.0.1/32 -p tcp -m tcp --dport 8080" + tail << 1 << false;
}

void TestLogRule::place()
{
    QFETCH(const QByteArray, rules);
    QFETCH(const QByteArray, rule);
    QFETCH(const int, position);
    QFETCH(const bool, suspected);
    const Evidence evidence = evidenceOf(rules.constData());
    const Diagnosis diagnosis = diagnose(questionOf(Way::Input), evidence);
    const auto log = logRuleFor(diagnosis, evidence, 4711, "portlight-1");
    QVERIFY(log.has_value());
    QCOMPARE(QByteArray::fromStdString(log->rule), rule);
    QCOMPARE(log->suspected, suspected);
    QCOMPARE(log->subject.logGroup, std::uint16_t{4711});
    QCOMPARE(QByteArray::fromStdString(log->subject.logPrefix), QByteArray("portlight-1"));
    if (position == 0) {
        QVERIFY(std::holds_alternative<AppendRule>(log->change));
        QCOMPARE(log->before.number, 0U);
    } else {
        const auto *insert = std::get_if<InsertRule>(&log->change);
        QVERIFY(insert != nullptr);
        QCOMPARE(insert->position, static_cast<unsigned>(position));
        QVERIFY(!log->before.rule.empty());
    }
    // Whatever it is put before, the verdict stays: the rule decides nothing.
    std::string with(rules.constData());
    const std::string line = log->rule + '\n';
    with.insert(with.find("COMMIT"), line);
    const Diagnosis after = diagnose(questionOf(Way::Input), evidenceOf(with.c_str()));
    QVERIFY(after.outcome == diagnosis.outcome);
}

/// A stand-in for anyone must not narrow what is logged.
void TestLogRule::ofAnyone()
{
    const Evidence evidence = evidenceOf("*filter\n:INPUT DROP [0:0]\nCOMMIT\n");
    Question question = questionOf(Way::Input);
    question.fromAnyone = true;
    const auto log = logRuleFor(diagnose(question, evidence), evidence, 1, "p");
    QVERIFY(log.has_value());
    QVERIFY(log->rule.find("10.9.0.1") == std::string::npos);
    QVERIFY(!log->subject.from);
}

void TestLogRule::nowhere()
{
    Evidence evidence;
    evidence.rulesRead[Backend::Nft] = Reading::NotThere;
    const Diagnosis diagnosis = diagnose(questionOf(Way::Input), evidence);
    QVERIFY(!logRuleFor(diagnosis, evidence, 1, "p"));
}

QTEST_GUILESS_MAIN(TestLogRule)
#include "tst_logrule.moc"
