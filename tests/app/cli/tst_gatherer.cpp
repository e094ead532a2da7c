// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The gatherer with a real helper, in a network namespace of its own.
#include "app/client/evidencegatherer.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

bool runs(const QString &command)
{
    QStringList words = command.split(QLatin1Char(' '));
    QProcess process;
    process.start(words.takeFirst(), words);
    return process.waitForFinished(10000) && process.exitCode() == 0;
}

struct Outcome {
    std::optional<Gathered> gathered;
    std::optional<Core::Error> error;
};

} // namespace

class TestGatherer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsWhatTheQuestionNeeds();
    void aProbeMovesCounters();
    void contradictionsFail();
    void cancelIsAFailure();

private:
    Outcome gather(HelperClient &client, const Core::Question &question,
                   const GatherOptions &options);
};

void TestGatherer::initTestCase()
{
    if (!runs(QStringLiteral("ip link set lo up"))
        || !runs(QStringLiteral("ip link add eth0 type veth peer name eth1"))
        || !runs(QStringLiteral("ip address add 10.5.0.1/24 dev eth0"))
        || !runs(QStringLiteral("ip link set eth0 up"))
        || !runs(QStringLiteral("ip link set eth1 up"))) {
        QSKIP("no network namespace of our own: nothing may be changed here");
    }
    if (!runs(QStringLiteral("iptables-nft -A INPUT -p tcp --dport 8080 -j REJECT"))) {
        QSKIP("iptables-nft does not work in a namespace here");
    }
}

Outcome TestGatherer::gather(HelperClient &client, const Core::Question &question,
                             const GatherOptions &options)
{
    Outcome outcome;
    EvidenceGatherer gatherer(client, question, options);
    connect(&gatherer, &EvidenceGatherer::finished, this, [&outcome](const Gathered &gathered) {
        outcome.gathered = gathered;
    });
    connect(&gatherer, &EvidenceGatherer::failed, this, [&outcome](const Core::Error &error) {
        outcome.error = error;
    });
    gatherer.start();
    (void)QTest::qWaitFor(
        [&outcome] {
            return outcome.gathered || outcome.error;
        },
        20000);
    return outcome;
}

void TestGatherer::readsWhatTheQuestionNeeds()
{
    const auto client = HelperClient::direct();
    Core::Question question;
    question.port = 8080;
    question.from = Core::IpAddress::parse("10.5.0.7");
    const Outcome outcome = gather(*client, question, {});
    QVERIFY(outcome.gathered);
    const Core::Evidence &evidence = outcome.gathered->evidence;
    QCOMPARE(evidence.rulesRead.at(Core::Backend::Nft), Core::Reading::Done);
    QVERIFY(evidence.rulesRead.contains(Core::Backend::Legacy));
    QCOMPARE(evidence.interfacesRead, Core::Reading::Done);
    QCOMPARE(evidence.listenersRead, Core::Reading::Done);
    QCOMPARE(evidence.routeRead, Core::Reading::Done);
    QCOMPARE(evidence.routeBack.outInterface, std::string("eth0"));
    QVERIFY(evidence.settings.contains("net.ipv4.ip_forward"));
    QVERIFY(std::all_of(
        evidence.rulesets.begin(), evidence.rulesets.end(), [](const Core::Ruleset &ruleset) {
            return ruleset.family == Core::Family::Ipv4 && !ruleset.generation.empty();
        }));
    QVERIFY(!evidence.probe); // nobody to ask from outside
    QCOMPARE(outcome.gathered->question.inInterface, std::string("eth0"));
    QCOMPARE(outcome.gathered->question.to, Core::IpAddress::parse("10.5.0.1"));
}

void TestGatherer::aProbeMovesCounters()
{
    const auto client = HelperClient::direct();
    LocalProber prober;
    GatherOptions options;
    options.localProber = &prober;
    Core::Question question;
    question.port = 8080;
    question.from = Core::IpAddress::parse("10.5.0.1");
    question.to = question.from;
    const Outcome outcome = gather(*client, question, options);
    QVERIFY(outcome.gathered);
    const Core::Evidence &evidence = outcome.gathered->evidence;
    QVERIFY(evidence.probe);
    QCOMPARE(evidence.probe->outcome, Core::ProbeOutcome::Rejected);
    const auto rule = std::find_if(evidence.countersRose.begin(), evidence.countersRose.end(),
                                   [](const Core::Location &place) {
                                       return place.chain == "INPUT" && place.number == 1;
                                   });
    QVERIFY(rule != evidence.countersRose.end());
    QVERIFY(rule->rule.find("8080") != std::string::npos);
}

void TestGatherer::contradictionsFail()
{
    const auto client = HelperClient::direct();
    Core::Question question; // no port
    const Outcome outcome = gather(*client, question, {});
    QVERIFY(outcome.error);
    QVERIFY(outcome.error->code == Core::ErrorCode::InvalidArgument);
}

void TestGatherer::cancelIsAFailure()
{
    const auto client = HelperClient::direct();
    Core::Question question;
    question.port = 8080;
    EvidenceGatherer gatherer(*client, question, {});
    int failures = 0;
    int results = 0;
    connect(&gatherer, &EvidenceGatherer::failed, this, [&failures](const Core::Error &error) {
        failures += error.code == Core::ErrorCode::Cancelled ? 1 : 100;
    });
    connect(&gatherer, &EvidenceGatherer::finished, this, [&results] {
        ++results;
    });
    gatherer.start();
    gatherer.cancel();
    gatherer.cancel();
    QCOMPARE(failures, 1);
    // Another call on the same client is answered after all of the cancelled ones.
    bool answered = false;
    client->readTrials(this, [&answered](const auto &) {
        answered = true;
    });
    QTRY_VERIFY_WITH_TIMEOUT(answered, 20000);
    QCOMPARE(results, 0);
    QCOMPARE(failures, 1);
}

QTEST_GUILESS_MAIN(TestGatherer)
#include "tst_gatherer.moc"
