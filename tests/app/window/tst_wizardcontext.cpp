// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/wizardcontext.h"
#include "core/text/saveparser.h"

#include <QSignalSpy>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

/// The example of the guide: a REJECT for port 8080 at line 3 of INPUT.
Gathered blockedWebServer()
{
    Gathered gathered;
    auto &question = gathered.question;
    question.port = 8080;
    question.from = Core::IpAddress::parse("10.9.0.1");
    question.to = Core::IpAddress::parse("10.9.0.2");
    question.inInterface = "eth0";
    auto parsed = Core::parseSave(
        "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n"
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
        "-A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable\n"
        "COMMIT\n",
        Core::Backend::Nft, Core::Family::Ipv4);
    parsed->generation = "7";
    auto &evidence = gathered.evidence;
    evidence.rulesets = {*parsed};
    evidence.rulesRead[Core::Backend::Nft] = Core::Reading::Done;
    evidence.rulesRead[Core::Backend::Legacy] = Core::Reading::NotThere;
    Core::NetworkInterface device;
    device.name = "eth0";
    device.up = true;
    device.addresses = {*Core::IpNetwork::parse("10.9.0.2/24")};
    evidence.interfaces = {device};
    evidence.interfacesRead = Core::Reading::Done;
    Core::Listener web;
    web.port = 8080;
    web.address = Core::IpAddress::any(Core::Family::Ipv4);
    evidence.listeners = {web};
    evidence.listenersRead = Core::Reading::Done;
    evidence.route.kind = Core::RouteKind::Local;
    evidence.routeBack.kind = Core::RouteKind::Unicast;
    evidence.routeBack.outInterface = "eth0";
    evidence.routeRead = Core::Reading::Done;
    return gathered;
}

} // namespace

class TestWizardContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formsAreJudged_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<int>("protocol");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("service");
        QTest::addColumn<int>("problem");
        const auto row = [](const char *name, Core::Way way, int protocol, const char *from,
                            const char *to, const char *service, FormProblem problem) {
            QTest::newRow(name) << static_cast<int>(way) << protocol << QString::fromLatin1(from)
                                << QString::fromLatin1(to) << QString::fromLatin1(service)
                                << static_cast<int>(problem);
        };
        using Core::Way;
        row("a port is enough on the way in", Way::Input, 6, "", "", "8080", FormProblem::None);
        row("a service by name", Way::Input, 6, "", "", "SSH", FormProblem::None);
        row("no port", Way::Input, 6, "", "", " ", FormProblem::PortMissing);
        row("port 0", Way::Input, 6, "", "", "0", FormProblem::PortNotUnderstood);
        row("port 70000", Way::Input, 6, "", "", "70000", FormProblem::PortNotUnderstood);
        row("unknown service", Way::Input, 6, "", "", "zebra", FormProblem::PortNotUnderstood);
        row("ping needs no port", Way::Input, 1, "", "", "", FormProblem::None);
        row("out needs an address", Way::Output, 6, "", "", "443", FormProblem::ToMissing);
        row("out takes a name", Way::Output, 6, "", "example.org", "443", FormProblem::None);
        row("through needs both ends", Way::Forward, 6, "", "192.0.2.1", "80",
            FormProblem::FromMissing);
        row("a sender is an address", Way::Input, 6, "laptop", "", "80",
            FormProblem::FromNotAnAddress);
        row("families must fit", Way::Forward, 6, "10.0.0.1", "2001:db8::1", "80",
            FormProblem::FamiliesDiffer);
    }

    void formsAreJudged()
    {
        QFETCH(int, direction);
        QFETCH(int, protocol);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, service);
        QFETCH(int, problem);
        QuestionForm form;
        form.direction = static_cast<Core::Way>(direction);
        form.protocol = static_cast<std::uint8_t>(protocol);
        form.from = from;
        form.to = to;
        form.service = service;
        QCOMPARE(static_cast<int>(problemOf(form)), problem);
        QCOMPARE(toQuestion(form).has_value(), problem == 0);
    }

    void formAndQuestionGoBothWays()
    {
        const auto question = blockedWebServer().question;
        const auto again = toQuestion(toForm(question));
        QVERIFY(again);
        QCOMPARE(again->port, question.port);
        QVERIFY(again->from == question.from);
        QVERIFY(again->to == question.to);
    }

    void theBlamedRuleLeadsToAFix()
    {
        const auto helper = HelperClient::onSystemBus();
        WizardContext context({helper.get(), nullptr, nullptr, {}, true});
        context.setQuestion(blockedWebServer().question);
        QSignalSpy finished(&context, &WizardContext::diagnosisFinished);
        context.useEvidence(blockedWebServer());
        QCOMPARE(finished.count(), 1);
        QVERIFY(context.finding() != nullptr);
        QVERIFY(context.finding()->cause == Core::Cause::RuleReject);
        QVERIFY(context.finding()->location);
        QCOMPARE(context.finding()->location->number, 3U);
        QVERIFY(!context.fixes().empty());
        QCOMPARE(context.chosenFix(), 0);
        QVERIFY(context.canApply());
        const auto previews = context.previews();
        QCOMPARE(previews.size(), 1U);
        QCOMPARE(previews.front().before.size() + 1, previews.front().after.size());
        const auto added = std::count_if(
            previews.front().after.begin(), previews.front().after.end(), [](const auto &line) {
                return line.kind == WizardContext::PreviewLine::Kind::Added;
            });
        QCOMPARE(added, 1);
        QVERIFY(context.summaryText().contains(QLatin1String("Nothing was changed")));
    }

    void explainOnlyAppliesNothing()
    {
        const auto helper = HelperClient::onSystemBus();
        WizardContext context({helper.get(), nullptr, nullptr, {}, true});
        context.useEvidence(blockedWebServer());
        context.chooseFix(WizardContext::explainOnly);
        QVERIFY(!context.canApply());
        QVERIFY(context.fix() == nullptr);
        QVERIFY(context.previews().empty());
        context.apply();
        QVERIFY(!context.isApplying());
        QCOMPARE(context.trialState(), WizardContext::TrialState::NotStarted);
    }

    void anotherQuestionForgetsTheAnswer()
    {
        const auto helper = HelperClient::onSystemBus();
        WizardContext context({helper.get(), nullptr, nullptr, {}, true});
        context.useEvidence(blockedWebServer());
        QVERIFY(context.diagnosis() != nullptr);
        auto form = context.form();
        form.service = QStringLiteral("9090");
        context.setForm(form);
        QVERIFY(context.diagnosis() == nullptr);
        QVERIFY(context.finding() == nullptr);
        QVERIFY(context.fixes().empty());
    }

    void onlyLoadCountsForABusySystem()
    {
        const auto helper = HelperClient::onSystemBus();
        WizardContext context({helper.get(), nullptr, nullptr, {}, true});
        context.setSymptom(Symptom::Busy);
        QVERIFY(context.isGeneral());
        context.useEvidence(blockedWebServer());
        QVERIFY2(context.finding() == nullptr, "a rule was blamed although nobody asked about it");
    }

    void withoutAProberNothingIsPretended()
    {
        const auto helper = HelperClient::onSystemBus();
        LocalProber local;
        WizardContext context({helper.get(), nullptr, &local, {}, true});
        context.setQuestion(blockedWebServer().question);
        QCOMPARE(context.probeSource(), WizardContext::ProbeSource::None);
        context.tryConnection();
        QVERIFY(!context.isTrying());
        context.setSymptom(Symptom::Outgoing);
        QCOMPARE(context.probeSource(), WizardContext::ProbeSource::Local);
    }
};

QTEST_GUILESS_MAIN(TestWizardContext)
#include "tst_wizardcontext.moc"
