// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/chainlistmodel.h"
#include "app/models/checkmodel.h"
#include "app/models/dropwatch.h"
#include "app/models/firewallview.h"
#include "app/models/rulefiltermodel.h"
#include "app/models/rulemodel.h"
#include "app/models/servicemodel.h"
#include "app/models/trialmodel.h"
#include "app/models/usagehistory.h"
#include "core/text/saveparser.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

std::shared_ptr<const Core::Ruleset> ruleset(const std::string &input, unsigned long dropped = 7)
{
    const std::string text = "*filter\n:INPUT DROP [" + std::to_string(dropped)
        + ":420]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:logging - [0:0]\n" + input
        + "COMMIT\n";
    auto parsed = Core::parseSave(text, Core::Backend::Nft, Core::Family::Ipv4);
    return parsed ? std::make_shared<const Core::Ruleset>(*parsed) : nullptr;
}

const std::string establishedRule =
    "[10:600] -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n";
const std::string sshRule = "[3:180] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n";
const std::string webRule =
    "[5:300] -A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable\n";

RuleModel *filled(QObject *parent, const std::string &rules)
{
    auto *model = new RuleModel(parent);
    model->setChain(ruleset(rules), QStringLiteral("filter"), QStringLiteral("INPUT"), 0);
    return model;
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ruleModelPinsThePolicyAtTheEnd()
    {
        QObject owner;
        auto *model = filled(&owner, establishedRule + sshRule + webRule);
        const QAbstractItemModelTester tester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), 4);
        QVERIFY(model->rule(3) == nullptr);
        QVERIFY(model->index(3, 0).data(RuleModel::IsPolicyRole).toBool());
        QCOMPARE(model->location(3).rule, std::string("-P INPUT DROP"));
        QCOMPARE(model->location(2).number, 3U);
        QCOMPARE(model->command(1),
                 QStringLiteral("iptables -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"));
        QVERIFY(!model->index(2, RuleModel::SentenceColumn).data().toString().isEmpty());
    }

    void ruleModelAnswersNothingOutOfRange()
    {
        QObject owner;
        auto *model = filled(&owner, sshRule);
        QVERIFY(!model->data(QModelIndex(), Qt::DisplayRole).isValid());
        QVERIFY(model->rule(-1) == nullptr);
        QVERIFY(model->rule(99) == nullptr);
        QVERIFY(!model->headerData(99, Qt::Horizontal, Qt::DisplayRole).isValid());
        QCOMPARE(model->rowCount(model->index(0, 0)), 0);
    }

    void mergeKeepsTheRowsThatStayed_data()
    {
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("sshRowAfter");
        const auto row = [](const char *name, const std::string &after, int where) {
            QTest::newRow(name) << QString::fromStdString(after) << where;
        };
        row("only counters moved", establishedRule + sshRule + webRule, 1);
        row("a rule came in front", webRule + establishedRule + sshRule + webRule, 2);
        row("a rule came at the end", establishedRule + sshRule + webRule + webRule, 1);
        row("the rule in front went", sshRule + webRule, 0);
        row("the rule behind went", establishedRule + sshRule, 1);
        row("the rule behind was replaced", establishedRule + sshRule + establishedRule, 1);
    }

    void mergeKeepsTheRowsThatStayed()
    {
        QFETCH(QString, after);
        QFETCH(int, sshRowAfter);
        QObject owner;
        auto *model = filled(&owner, establishedRule + sshRule + webRule);
        const QAbstractItemModelTester tester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QPersistentModelIndex ssh(model->index(1, RuleModel::SentenceColumn));
        QSignalSpy reset(model, &QAbstractItemModel::modelReset);
        model->setChain(ruleset(after.toStdString(), 9), QStringLiteral("filter"),
                        QStringLiteral("INPUT"), 2);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(ssh.row(), sshRowAfter);
        QVERIFY(model->rule(ssh.row())->text.find("--dport 22") != std::string::npos);
        QCOMPARE(model->index(model->rowCount() - 1, RuleModel::PacketsColumn).data().toString(),
                 QStringLiteral("9"));
    }

    void recentPacketsComeFromTwoReadings()
    {
        QObject owner;
        auto *model = filled(&owner, sshRule);
        QVERIFY(model->index(0, RuleModel::RecentColumn).data().toString().isEmpty());
        const std::string later = "[8:480] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n";
        model->setChain(ruleset(later), QStringLiteral("filter"), QStringLiteral("INPUT"), 2);
        QCOMPARE(model->index(0, RuleModel::RecentColumn).data().toString(), QStringLiteral("+5"));
        model->setChain(ruleset(later), QStringLiteral("filter"), QStringLiteral("INPUT"), 14);
        model->setChain(ruleset(later), QStringLiteral("filter"), QStringLiteral("INPUT"), 26);
        QCOMPARE(model->index(0, RuleModel::RecentColumn).data().toString(), QStringLiteral("–"));
        // Zeroed counters must not show as a huge number.
        model->setChain(ruleset(sshRule), QStringLiteral("filter"), QStringLiteral("INPUT"), 27);
        QVERIFY(!model->index(0, RuleModel::RecentColumn)
                     .data()
                     .toString()
                     .contains(QLatin1String("18")));
    }

    void searchFinds_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<int>("hits");
        QTest::newRow("a port") << QStringLiteral("8080") << 1;
        QTest::newRow("a port inside a range") << QStringLiteral("6001") << 1;
        QTest::newRow("a service by name") << QStringLiteral("ssh") << 1;
        QTest::newRow("an address inside a network") << QStringLiteral("10.1.2.3") << 1;
        QTest::newRow("an address no rule names") << QStringLiteral("203.0.113.9") << 0;
        QTest::newRow("a word of iptables") << QStringLiteral("REJECT") << 1;
        QTest::newRow("two words, both needed") << QStringLiteral("tcp 8080") << 1;
        QTest::newRow("nothing typed shows all") << QString() << 5;
        QTest::newRow("no such thing") << QStringLiteral("zebra") << 0;
    }

    void searchFinds()
    {
        QFETCH(QString, search);
        QFETCH(int, hits);
        QObject owner;
        auto *model = filled(&owner,
                             establishedRule + sshRule + webRule
                                 + "[0:0] -A INPUT -s 10.0.0.0/8 -j ACCEPT\n"
                                   "[0:0] -A INPUT -p udp -m udp --dport 6000:6010 -j DROP\n");
        RuleFilterModel filter(model);
        const QAbstractItemModelTester tester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSearch(search);
        QCOMPARE(filter.hits(), hits);
        // What happens otherwise is always in sight.
        QVERIFY(filter.index(filter.rowCount() - 1, 0).data(RuleModel::IsPolicyRole).toBool());
    }

    void chainListKeepsRowsWhileOnlyCountsChange()
    {
        ChainListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuleset(*ruleset(sshRule));
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
        const int input = model.rowOf(QStringLiteral("filter"), QStringLiteral("INPUT"));
        QCOMPARE(model.preferredRow(), input);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRuleset(*ruleset(sshRule + webRule));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.index(input).data(ChainListModel::CountRole).toInt(), 2);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void trialModelInsertsInFront()
    {
        TrialModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Trial first;
        first.id = QStringLiteral("a");
        first.state = QStringLiteral("kept");
        first.summary = QStringLiteral("Allow TCP 8080");
        Trial second = first;
        second.id = QStringLiteral("b");
        second.state = QStringLiteral("trying");
        second.secondsLeft = 80;
        model.setTrials({first});
        const QPersistentModelIndex kept(model.index(0, TrialModel::WhatColumn));
        model.setTrials({second, first});
        QCOMPARE(kept.row(), 1);
        second.secondsLeft = 79;
        model.setTrials({second, first});
        QCOMPARE(kept.row(), 1);
        QVERIFY(model.index(0, TrialModel::StateColumn)
                    .data()
                    .toString()
                    .contains(QLatin1String("79")));
        model.setTrials({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.trial(0) == nullptr);
    }

    void checkModelCounts()
    {
        CheckModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Core::Check rules;
        rules.id = "rules";
        rules.result = Core::CheckResult::Problem;
        Core::Check route;
        route.id = "route";
        route.result = Core::CheckResult::Ok;
        model.setChecks({rules, route});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.count(Core::CheckResult::Problem), 1);
        QVERIFY(model.index(0, 0).data(IconNameRole).toString()
                != model.index(1, 0).data(IconNameRole).toString());
    }

    void reachIsCalculatedThroughTheRules()
    {
        FirewallData data;
        Core::NetworkInterface lan;
        lan.name = "eth0";
        lan.up = true;
        lan.addresses = {*Core::IpNetwork::parse("192.0.2.7/24")};
        data.interfaces = {lan};
        data.rulesRead = true;
        data.rulesets = {
            ruleset("[0:0] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                    "[0:0] -A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 80 -j ACCEPT\n")};
        const auto listener = [](std::uint16_t port, const char *address) {
            Core::Listener made;
            made.port = port;
            made.address = *Core::IpAddress::parse(address);
            made.program = "program";
            return made;
        };
        QCOMPARE(reachOf(listener(22, "0.0.0.0"), data), Reach::Anywhere);
        QCOMPARE(reachOf(listener(80, "0.0.0.0"), data), Reach::LocalNetwork);
        QCOMPARE(reachOf(listener(81, "0.0.0.0"), data), Reach::Blocked);
        QCOMPARE(reachOf(listener(22, "127.0.0.1"), data), Reach::ThisComputer);

        data.listeners = {listener(22, "127.0.0.1"), listener(22, "0.0.0.0"),
                          listener(80, "0.0.0.0")};
        ServiceModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setData(data);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ServiceModel::ReachColumn).data().toString(),
                 reachText(Reach::Anywhere));

        const auto summary = summarize(data, Core::Family::Ipv4);
        QVERIFY(summary.effect.contains(QLatin1String("22")));
        QVERIFY(!summary.effect.contains(QLatin1String("81")));
    }

    void noRulesIsSaidInWords()
    {
        FirewallData data;
        data.rulesRead = true;
        const auto summary = summarize(data, Core::Family::Ipv4);
        QCOMPARE(summary.headline, QStringLiteral("No firewall rules are set."));
    }

    void dropWatchTellsNewFromOld()
    {
        FirewallData data;
        data.rulesets = {ruleset(webRule, 7)};
        DropWatch watch;
        watch.add(data, 0);
        QCOMPARE(watch.result().packets, 0U);
        QCOMPARE(watch.result().ever, 12U);
        data.rulesets = {ruleset("[9:540] -A INPUT -p tcp -m tcp --dport 8080 -j REJECT "
                                 "--reject-with icmp-port-unreachable\n",
                                 8)};
        watch.add(data, 60);
        const auto result = watch.result();
        QCOMPARE(result.packets, 5U);
        QVERIFY(result.top);
        QCOMPARE(result.top->number, 1U);
        QCOMPARE(result.topPackets, 4U);
    }

    void usageHistoryIsBounded()
    {
        UsageHistory history(16);
        for (unsigned i = 0; i < 100; ++i) {
            history.add(i, i * 10U);
        }
        QVERIFY(history.samples().size() <= 16);
        QCOMPARE(history.samples().back().count, 990U);
        QCOMPARE(*history.highestRise(), 10.0);
        history.add(1, 5);
        QCOMPARE(history.samples().back().count, 990U);
        QVERIFY(history.latest(3).size() == 4);
    }
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
