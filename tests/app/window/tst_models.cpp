// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/chainlistmodel.h"
#include "app/models/checkmodel.h"
#include "app/models/dropwatch.h"
#include "app/models/firewallview.h"
#include "app/models/rulemodel.h"
#include "app/models/trialmodel.h"
#include "app/models/usagehistory.h"
#include "app/wording/wording.h"
#include "core/text/saveparser.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
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

ChainContent content(const std::shared_ptr<const Core::Ruleset> &rules)
{
    ChainContent made;
    made.place = {Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
    made.ruleset = rules;
    return made;
}

RuleModel *filled(QObject *parent, const std::string &rules)
{
    auto *model = new RuleModel(parent);
    model->setContent(content(ruleset(rules)), 0);
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
        model->setContent(content(ruleset(after.toStdString(), 9)), 2);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(ssh.row(), sshRowAfter);
        QVERIFY(model->rule(ssh.row())->text.find("--dport 22") != std::string::npos);
        QCOMPARE(model->index(model->rowCount() - 1, RuleModel::PacketsColumn).data().toString(),
                 QStringLiteral("9"));
    }

    /// Readings and searches in a random row: rows are those of the reading, those that stayed are
    /// still the same ones, and every signal is in order.
    void mergesOfAnySequenceKeepTheModelRight()
    {
        QRandomGenerator random(3);
        RuleModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        std::vector<int> ports;
        for (int step = 0; step < 300; ++step) {
            if (step % 50 == 49) { // nearly all is new: a reset
                ports.clear();
                for (int i = 0; i < 300; ++i) {
                    ports.push_back(random.bounded(65535));
                }
            }
            for (int edit = random.bounded(4); edit > 0; --edit) {
                const auto at = ports.begin() + random.bounded(static_cast<int>(ports.size()) + 1);
                if (random.bounded(2) == 0 || at == ports.end()) {
                    ports.insert(at, random.bounded(30));
                } else {
                    ports.erase(at);
                }
            }
            std::string text;
            for (const int port : ports) {
                text +=
                    "[0:0] -A INPUT -p tcp -m tcp --dport " + std::to_string(port) + " -j ACCEPT\n";
            }
            auto next = content(ruleset(text));
            if (random.bounded(3) == 0) {
                next.found.emplace();
                for (std::uint32_t i = 0; i < ports.size(); ++i) {
                    if (random.bounded(3) == 0) {
                        next.found->push_back(i);
                    }
                }
            }
            const auto found = next.found;
            const int row = random.bounded(model.rowCount() + 1);
            const QPersistentModelIndex one(model.index(row, RuleModel::SentenceColumn));
            const QString sentence = one.data().toString();
            model.setContent(std::move(next), step);
            if (one.isValid()) {
                QCOMPARE(one.data().toString(), sentence);
            }
            const auto shown = found ? found->size() : ports.size();
            QCOMPARE(model.rowCount(), static_cast<int>(shown) + 1);
            for (std::size_t i = 0; i < shown; ++i) {
                const auto index = found ? (*found)[i] : static_cast<std::uint32_t>(i);
                const auto location = model.location(static_cast<int>(i));
                QCOMPARE(location.number, index + 1);
                QVERIFY(location.rule.find("--dport " + std::to_string(ports[index]) + ' ')
                        != std::string::npos);
            }
            QVERIFY(model.isPolicyRow(model.rowCount() - 1));
        }
        QVERIFY(inserted.count() > 50);
        QVERIFY(removed.count() > 50);
        QVERIFY(resets.count() >= 2);
    }

    void stagedRulesAreMarkedAndCounted()
    {
        QObject owner;
        auto *model = filled(&owner, establishedRule + sshRule + webRule);
        auto staged = content(ruleset(establishedRule + sshRule + webRule));
        staged.marks = {RuleMark::None, RuleMark::Removed, RuleMark::Added};
        model->setContent(staged, 1);
        QCOMPARE(model->location(0).number, 1U);
        QVERIFY(model->mark(1) == RuleMark::Removed);
        QCOMPARE(model->location(2).number, 2U);
        QCOMPARE(model->highestNumber(), 2U);
        QVERIFY(model->index(1, RuleModel::SentenceColumn).data(DimmedRole).toBool());
        QVERIFY(model->index(1, RuleModel::SentenceColumn)
                    .data()
                    .toString()
                    .startsWith(QLatin1String("To be removed: ")));
        QCOMPARE(model->index(1, RuleModel::NumberColumn).data().toString(), QString());
    }

    void switchedOffRulesStayInTheirPlace()
    {
        QObject owner;
        auto *model =
            filled(&owner,
                   establishedRule + "[0:0] -A INPUT -p tcp "
                       + std::string(Core::switchedOffMatches) + " -m tcp --dport 22 -j ACCEPT\n");
        QVERIFY(model->isOff(1));
        QVERIFY(!model->isOff(0));
        const auto sentence = model->index(1, RuleModel::SentenceColumn);
        QVERIFY2(sentence.data().toString().startsWith(QLatin1String("Off: Allow TCP to port 22")),
                 qPrintable(sentence.data().toString()));
        QVERIFY(sentence.data(DimmedRole).toBool());
        QCOMPARE(model->index(1, RuleModel::ActionColumn).data().toString(),
                 QStringLiteral("Off (Allow)"));
        QCOMPARE(model->index(1, RuleModel::PacketsColumn).data().toString(),
                 QStringLiteral("off"));
        QCOMPARE(model->location(1).number, 2U);
    }

    void nativeRulesAreShownInNftsWords()
    {
        auto native = std::make_shared<Core::NativeRuleset>();
        Core::NativeTable table;
        table.family = "inet";
        table.name = "firewalld";
        table.owner = Core::ownerOfNativeTable("inet", "firewalld");
        Core::NativeChain chain;
        chain.name = "filter_INPUT";
        chain.hook = "input";
        chain.policy = Core::Policy::Drop;
        Core::NativeRule rule;
        rule.text = "tcp dport 22 accept";
        chain.rules = {rule};
        table.chains = {chain};
        native->tables = {table};
        ChainContent shown;
        shown.place = nativePlace(table, chain);
        shown.native = native;
        RuleModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setContent(shown, 0);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, RuleModel::SentenceColumn).data().toString(),
                 QStringLiteral("tcp dport 22 accept"));
        QCOMPARE(model.index(0, RuleModel::ActionColumn).data().toString(),
                 QStringLiteral("Allow"));
        QCOMPARE(model.index(0, RuleModel::OwnerColumn).data().toString(),
                 QStringLiteral("firewalld"));
        QCOMPARE(model.index(0, RuleModel::PacketsColumn).data().toString(), QString());
        QCOMPARE(model.index(1, RuleModel::SentenceColumn).data().toString(),
                 policySentence(Core::Policy::Drop));
        QVERIFY(model.chain() == nullptr);
    }

    void recentPacketsComeFromTwoReadings()
    {
        QObject owner;
        auto *model = filled(&owner, sshRule);
        QVERIFY(model->index(0, RuleModel::RecentColumn).data().toString().isEmpty());
        const std::string later = "[8:480] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n";
        model->setContent(content(ruleset(later)), 2);
        QCOMPARE(model->index(0, RuleModel::RecentColumn).data().toString(), QStringLiteral("+5"));
        model->setContent(content(ruleset(later)), 14);
        model->setContent(content(ruleset(later)), 26);
        QCOMPARE(model->index(0, RuleModel::RecentColumn).data().toString(), QStringLiteral("–"));
        // Zeroed counters must not show as a huge number.
        model->setContent(content(ruleset(sshRule)), 27);
        QVERIFY(!model->index(0, RuleModel::RecentColumn)
                     .data()
                     .toString()
                     .contains(QLatin1String("18")));
    }

    void chainListKeepsRowsWhileOnlyCountsChange()
    {
        ChainListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setContent({{ruleset(sshRule)}, {}, {}});
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
        QVERIFY(!model.place(0));
        const Core::ChainPlace place{Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
        const int input = model.rowOf(place);
        QCOMPARE(model.preferredRow(), input);
        QVERIFY(model.place(input) == place);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setContent({{ruleset(sshRule + webRule)}, {}, {}});
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.index(input).data(ChainListModel::CountRole).toInt(), 2);
        model.setHits(std::vector<ChainHits>{{place, {1}}});
        QCOMPARE(model.index(input).data(ChainListModel::HitsRole).toInt(), 1);
        QCOMPARE(model.index(input).data().toString(), QStringLiteral("INPUT  (1 of 2)"));
        QVERIFY(model.index(input + 1).data(DimmedRole).toBool());
        model.setHits(std::nullopt);
        QCOMPARE(model.index(input).data().toString(), QStringLiteral("INPUT  (2)"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void chainListTellsFamiliesApartAndShowsNativeTables()
    {
        auto six = std::make_shared<Core::Ruleset>(*ruleset(sshRule));
        six->family = Core::Family::Ipv6;
        auto native = std::make_shared<Core::NativeRuleset>();
        Core::NativeTable table;
        table.family = "inet";
        table.name = "firewalld";
        table.owner = Core::ownerOfNativeTable("inet", "firewalld");
        Core::NativeChain chain;
        chain.name = "filter_INPUT";
        chain.type = "filter";
        chain.hook = "input";
        chain.priority = 10;
        chain.policy = Core::Policy::Accept;
        chain.rules.resize(3);
        table.chains = {chain};
        native->tables = {table};
        Core::NativeTable other = table;
        other.family = "ip6";
        other.name = "mine";
        other.owner = {};
        native->tables.push_back(other);

        ChainListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setContent({{ruleset(sshRule), six}, native, {"ip", "inet"}});
        QVERIFY(model.index(0).data().toString().contains(QLatin1String("IPv4")));
        QVERIFY(model.index(5).data().toString().contains(QLatin1String("IPv6")));
        QCOMPARE(model.rowCount(), 5 + 5 + 3); // and not the table of another family
        QVERIFY(model.index(11).data().toString().contains(QLatin1String("firewalld")));
        const auto place = model.place(12);
        QVERIFY(place.has_value());
        QCOMPARE(place->table, std::string("inet firewalld"));
        QVERIFY(place->backend == Core::Backend::Native);
        QCOMPARE(model.index(12).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("filter hook input priority 10 policy accept"));
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

    void summaryIsCalculatedThroughTheRules()
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
        watch.add(DropWatch::sample(data), 0);
        QCOMPARE(watch.result().packets, 0U);
        QCOMPARE(watch.result().ever, 12U);
        data.rulesets = {ruleset("[9:540] -A INPUT -p tcp -m tcp --dport 8080 -j REJECT "
                                 "--reject-with icmp-port-unreachable\n",
                                 8)};
        watch.add(DropWatch::sample(data), 60);
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
