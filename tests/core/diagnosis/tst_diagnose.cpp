// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "evidencebuilder.h"

#include "core/diagnosis/factcodes.h"
#include "core/text/nftjson.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace Portlight::Core;
using namespace Portlight::Test;

namespace
{

/// firewalld's table with one rule at input.
NativeRuleset nativeInput(const std::string &expressions)
{
    auto parsed = parseNftJson(
        R"({"nftables":[{"table":{"family":"inet","name":"firewalld","handle":1}},)"
        R"({"chain":{"family":"inet","table":"firewalld","name":"filter_INPUT","handle":1,)"
        R"("type":"filter","hook":"input","prio":10,"policy":"accept"}},)"
        R"({"rule":{"family":"inet","table":"firewalld","chain":"filter_INPUT","handle":2,"expr":[)"
        + expressions + "]}}]}");
    return parsed.value();
}

using Build = std::function<EvidenceBuilder()>;

QString causesOf(const Diagnosis &diagnosis)
{
    QStringList names;
    for (const Finding &finding : diagnosis.findings) {
        names << QString::fromStdString(std::string(toString(finding.cause)));
    }
    return names.join(QLatin1Char(' '));
}

QString word(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString place(const Finding &finding)
{
    if (!finding.location) {
        return {};
    }
    return QString::fromStdString(finding.location->table + ' ' + finding.location->chain + ' '
                                  + std::to_string(finding.location->number));
}

bool hasFact(const Finding &finding, std::string_view code)
{
    return std::any_of(finding.evidence.begin(), finding.evidence.end(), [code](const Fact &fact) {
        return fact.code == code;
    });
}

const Check &check(const Diagnosis &diagnosis, std::string_view id)
{
    const auto found =
        std::find_if(diagnosis.checks.begin(), diagnosis.checks.end(), [id](const Check &one) {
            return one.id == id;
        });
    if (found == diagnosis.checks.end()) {
        throw std::runtime_error("no such check");
    }
    return *found;
}

/// Every fact must be one of the list, with the arguments the list says.
void verifyFact(const Fact &fact)
{
    const auto known =
        std::find_if(std::begin(factCodes), std::end(factCodes), [&fact](const FactCode &one) {
            return one.code == fact.code;
        });
    QVERIFY2(known != std::end(factCodes), fact.code.c_str());
    QCOMPARE(fact.arguments.size(), known->arguments);
}

void verifyFacts(const Diagnosis &diagnosis)
{
    for (const Finding &finding : diagnosis.findings) {
        verifyFact(finding.summary);
        for (const Fact &fact : finding.evidence) {
            verifyFact(fact);
        }
        for (const Fix &fix : finding.fixes) {
            verifyFact(fix.effect);
        }
    }
    for (const Check &one : diagnosis.checks) {
        verifyFact(one.detail);
    }
}

ConntrackStatistics statistics(std::uint64_t drop, std::uint64_t earlyDrop,
                               std::uint64_t chainTooLong = 0)
{
    ConntrackStatistics result;
    result.drop = drop;
    result.earlyDrop = earlyDrop;
    result.chainTooLong = chainTooLong;
    return result;
}

} // namespace

Q_DECLARE_METATYPE(Build)

class TestDiagnose : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void causes_data();
    void causes();
    void evidenceIsShown_data();
    void evidenceIsShown();
    void checksSayHowTheyWent_data();
    void checksSayHowTheyWent();
    void factCodesAreUnique();
    void namesAreTheContract();
};

void TestDiagnose::causes_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("found"); // all causes, in order
    QTest::addColumn<QString>("certainty"); // of the first
    QTest::addColumn<QString>("where"); // of the first
    QTest::addColumn<QString>("firstFix");

    const auto row = [](const char *name, Build build, const char *outcome, const char *found,
                        const char *certainty, const char *where, const char *firstFix) {
        QTest::newRow(name) << std::move(build) << QString::fromUtf8(outcome)
                            << QString::fromUtf8(found) << QString::fromUtf8(certainty)
                            << QString::fromUtf8(where) << QString::fromUtf8(firstFix);
    };
    const auto server = [] {
        return EvidenceBuilder().listener("0.0.0.0");
    };
    const auto guide = [server] {
        return server().filter(acceptHead, guideRules);
    };

    // Rules.
    row("reject, no probe: calculated", guide, "blocked", "rule-reject", "calculated",
        "filter INPUT 3", "insert-accept");
    row(
        "reject and the matching ICMP error: proven",
        [guide] {
            return guide().rejected(3, 3, "10.9.0.2");
        },
        "blocked", "rule-reject", "proven", "filter INPUT 3", "insert-accept");
    row(
        "reject, but another ICMP code came: not proven",
        [guide] {
            return guide().rejected(3, 13, "10.9.0.2");
        },
        "blocked", "rule-reject", "calculated", "filter INPUT 3", "insert-accept");
    row(
        "reject, silence, but its counter rose (ICMP is rate-limited): proven",
        [guide] {
            return guide().probe(ProbeOutcome::TimedOut).rose("INPUT", 3);
        },
        "blocked", "rule-reject", "proven", "filter INPUT 3", "insert-accept");
    row(
        "tcp-reset and a reset, with a listener: proven",
        [server] {
            return server()
                .filter(acceptHead,
                        "-A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with tcp-reset\n")
                .probe(ProbeOutcome::Refused);
        },
        "blocked", "rule-reject", "proven", "filter INPUT 1", "insert-accept");
    row(
        "tcp-reset and a reset, without a listener: the wire looks the same",
        [] {
            return EvidenceBuilder()
                .filter(acceptHead,
                        "-A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with tcp-reset\n")
                .probe(ProbeOutcome::Refused);
        },
        "blocked", "rule-reject no-listener", "calculated", "filter INPUT 1", "insert-accept");
    row(
        "drop",
        [server] {
            return server().filter(acceptHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n");
        },
        "blocked", "rule-drop", "calculated", "filter INPUT 1", "insert-accept");
    row(
        "drop, silence, counter rose",
        [server] {
            return server()
                .filter(acceptHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n")
                .probe(ProbeOutcome::TimedOut)
                .rose("INPUT", 1);
        },
        "blocked", "rule-drop", "proven", "filter INPUT 1", "insert-accept");
    row(
        "drop, silence, another counter rose",
        [server] {
            return server()
                .filter(acceptHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n")
                .probe(ProbeOutcome::TimedOut)
                .rose("OUTPUT", 1);
        },
        "blocked", "rule-drop", "calculated", "filter INPUT 1", "insert-accept");
    row(
        "drop in raw",
        [server] {
            return server().tables("*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                                   "-A PREROUTING -p tcp -m tcp --dport 8080 -j DROP\nCOMMIT\n");
        },
        "blocked", "rule-drop", "calculated", "raw PREROUTING 1", "insert-accept");
    row(
        "drop, but the other backend could not be read: possible",
        [server] {
            auto builder =
                server().filter(acceptHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n");
            builder.evidence.rulesRead[Backend::Legacy] = Reading::Denied;
            return builder;
        },
        "blocked", "rule-drop", "possible", "filter INPUT 1", "insert-accept");
    row(
        "policy",
        [server] {
            return server().filter(dropHead, "-A INPUT -i lo -j ACCEPT\n");
        },
        "blocked", "policy-drop", "calculated", "filter INPUT 0", "insert-accept");
    row(
        "policy, silence, its counter rose",
        [server] {
            return server().filter(dropHead, "").probe(ProbeOutcome::TimedOut).rose("INPUT", 0);
        },
        "blocked", "policy-drop", "proven", "filter INPUT 0", "insert-accept");
    row(
        "in a chain of its own",
        [server] {
            return server().filter(
                acceptHead + ":web - [0:0]\n",
                "-A INPUT -p tcp -j web\n-A web -p tcp -m tcp --dport 8080 -j DROP\n");
        },
        "blocked", "rule-drop", "calculated", "filter web 1", "insert-accept");

    // accept-too-late wins over rule-*.
    row(
        "accept behind a drop for everything",
        [server] {
            return server().filter(acceptHead,
                                   "-A INPUT -i lo -j ACCEPT\n-A INPUT -j DROP\n"
                                   "-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT\n");
        },
        "blocked", "accept-too-late", "calculated", "filter INPUT 2", "insert-accept");
    row(
        "accept behind two drops",
        [server] {
            return server().filter(
                acceptHead,
                "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n-A INPUT -p tcp -j DROP\n"
                "-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT\n");
        },
        "blocked", "accept-too-late", "calculated", "filter INPUT 1", "insert-accept");
    row(
        "accept in the chain that jumped",
        [server] {
            return server().filter(
                dropHead + ":web - [0:0]\n",
                "-A INPUT -p tcp -j web\n-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT\n"
                "-A web -s 10.9.0.0/24 -j DROP\n");
        },
        "blocked", "accept-too-late", "calculated", "filter web 1", "insert-accept");
    row(
        "an accept for another source is not for this one",
        [server] {
            return server().filter(
                acceptHead,
                "-A INPUT -p tcp -j DROP\n"
                "-A INPUT -s 10.9.0.77/32 -p tcp -m tcp --dport 8080 -j ACCEPT\n");
        },
        "blocked", "rule-drop", "calculated", "filter INPUT 1", "insert-accept");
    row(
        "'allow the rest' is no accept for a port closed by name",
        [server] {
            return server().filter(
                acceptHead, "-A INPUT -p tcp -m tcp --dport 8080 -j REJECT\n-A INPUT -j ACCEPT\n");
        },
        "blocked", "rule-reject", "calculated", "filter INPUT 1", "insert-accept");

    // rate-limited and state-invalid win over rule-* and policy-drop.
    const std::string limited =
        "-A INPUT -p tcp -m tcp --dport 8080 -m limit --limit 3/min -j ACCEPT\n";
    row(
        "limit before a drop, silence",
        [server, limited] {
            return server().filter(dropHead, limited).probe(ProbeOutcome::TimedOut);
        },
        "blocked", "rate-limited", "possible", "filter INPUT 1", "insert-accept");
    row(
        "limit before a drop, not tried: cannot be told",
        [server, limited] {
            return server().filter(dropHead, limited);
        },
        "unknown", "rate-limited", "possible", "filter INPUT 1", "insert-accept");
    row(
        "limit, but it works",
        [server, limited] {
            return server().filter(dropHead, limited).probe(ProbeOutcome::Connected);
        },
        "open", "open", "proven", "", "");
    row(
        "limit, for anyone: wait first",
        [server, limited] {
            return server().filter(dropHead, limited).anyone();
        },
        "unknown", "rate-limited", "possible", "filter INPUT 1", "none");
    row(
        "limit and the policy's counter rose: proven",
        [server, limited] {
            return server()
                .filter(dropHead, limited)
                .probe(ProbeOutcome::TimedOut)
                .rose("INPUT", 0);
        },
        "blocked", "rate-limited", "proven", "filter INPUT 1", "insert-accept");
    row(
        "untracked: the rule for NEW does not see it",
        [server] {
            return server().tables(
                "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                "-A PREROUTING -p tcp -m tcp --dport 8080 -j CT --notrack\nCOMMIT\n"
                "*filter\n"
                + dropHead + "-A INPUT -p tcp -m conntrack --ctstate NEW -j ACCEPT\nCOMMIT\n");
        },
        "blocked", "state-invalid", "calculated", "filter INPUT 0", "insert-accept");
    row(
        "an unknown match that could stop it, silence",
        [server] {
            return server()
                .filter(acceptHead, "-A INPUT -p tcp -m set --match-set bad src -j DROP\n")
                .probe(ProbeOutcome::TimedOut);
        },
        "blocked", "rule-drop", "possible", "filter INPUT 1", "insert-accept");

    // Both backends.
    row(
        "both backends",
        [server] {
            return server()
                .filter(acceptHead, guideRules)
                .filter(acceptHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n",
                        Backend::Legacy);
        },
        "blocked", "rule-reject rule-drop", "calculated", "filter INPUT 3", "insert-accept");

    // Replies.
    row(
        "the answer is dropped",
        [server] {
            return server().filter(acceptHead, "-A OUTPUT -p tcp -m tcp --sport 8080 -j DROP\n");
        },
        "blocked", "reply-blocked", "calculated", "filter OUTPUT 1", "insert-accept");
    row(
        "the answer is dropped by a policy, its counter rose",
        [server] {
            return server()
                .filter(":INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT DROP [0:0]\n",
                        "-A OUTPUT -o lo -j ACCEPT\n")
                .probe(ProbeOutcome::TimedOut)
                .rose("OUTPUT", 0);
        },
        "blocked", "reply-blocked", "proven", "filter OUTPUT 0", "insert-accept");
    row(
        "request and answer",
        [server] {
            return server().filter(":INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n",
                                   "");
        },
        "blocked", "policy-drop reply-blocked", "calculated", "filter INPUT 0", "insert-accept");

    // Services.
    row(
        "nothing listens",
        [] {
            return EvidenceBuilder().filter(acceptHead, "");
        },
        "blocked", "no-listener", "calculated", "", "start-service");
    row(
        "nothing listens and a reset came",
        [] {
            return EvidenceBuilder().filter(acceptHead, "").probe(ProbeOutcome::Refused);
        },
        "blocked", "no-listener", "proven", "", "start-service");
    row(
        "a reset, but the list could not be read",
        [] {
            auto builder = EvidenceBuilder().filter(acceptHead, "").probe(ProbeOutcome::Refused);
            builder.evidence.listenersRead = Reading::Denied;
            return builder;
        },
        "blocked", "no-listener", "possible", "", "start-service");
    row(
        "UDP: port unreachable by this computer",
        [] {
            auto builder = EvidenceBuilder().filter(acceptHead, "").rejected(3, 3, "10.9.0.2");
            builder.question.protocol = ProtocolUdp;
            return builder;
        },
        "blocked", "no-listener", "proven", "", "start-service");
    row(
        "a TCP listener is none for UDP",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.question.protocol = ProtocolUdp;
            return builder;
        },
        "blocked", "no-listener", "calculated", "", "start-service");
    row(
        "on 127.0.0.1 only",
        [] {
            return EvidenceBuilder()
                .listener("127.0.0.1")
                .filter(acceptHead, "")
                .probe(ProbeOutcome::Refused);
        },
        "blocked", "listens-elsewhere", "proven", "", "rebind-service");
    row(
        "on another address",
        [] {
            return EvidenceBuilder().listener("10.8.0.2").filter(acceptHead, "");
        },
        "blocked", "listens-elsewhere", "calculated", "", "rebind-service");
    row(
        "IPv6 only",
        [] {
            return EvidenceBuilder().listener("::", true).filter(acceptHead, "");
        },
        "blocked", "listens-elsewhere", "calculated", "", "rebind-service");
    row(
        "[::] for both families serves IPv4",
        [] {
            return EvidenceBuilder().listener("::", false).filter(acceptHead, "");
        },
        "open", "open", "calculated", "", "");
    row(
        "an IPv4 address in IPv6 clothes serves IPv4",
        [] {
            return EvidenceBuilder().listener("::ffff:10.9.0.2").filter(acceptHead, "");
        },
        "open", "open", "calculated", "", "");
    row(
        "bound to another interface",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.listeners.front().interface = "wlan0";
            return builder;
        },
        "blocked", "listens-elsewhere", "calculated", "", "rebind-service");
    row(
        "rules first, then the service",
        [] {
            return EvidenceBuilder().listener("127.0.0.1").filter(acceptHead, guideRules);
        },
        "blocked", "rule-reject listens-elsewhere", "calculated", "filter INPUT 3",
        "insert-accept");
    row(
        "redirected to a port where nobody listens",
        [server] {
            return server().tables(
                "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                ":POSTROUTING ACCEPT [0:0]\n"
                "-A PREROUTING -p tcp -m tcp --dport 8080 -j REDIRECT --to-ports 9090\nCOMMIT\n");
        },
        "blocked", "nat-misdirected", "calculated", "nat PREROUTING 1", "start-service");

    // Through.
    row(
        "forwarding off",
        [] {
            return EvidenceBuilder()
                .gateway("0")
                .filter(acceptHead, "")
                .tables("*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o wan0 -j "
                        "MASQUERADE\nCOMMIT\n");
        },
        "blocked", "forwarding-disabled", "calculated", "", "enable-forwarding");
    row(
        "forwarding off, closed and without translation",
        [] {
            auto builder = EvidenceBuilder().gateway("0").filter(dropHead, "");
            builder.evidence.route.gateway = address("198.51.100.254");
            builder.question.to = address("8.8.8.8");
            return builder;
        },
        "blocked", "forwarding-disabled policy-drop missing-masquerade reply-blocked", "calculated",
        "", "enable-forwarding");
    const auto twoProbes = [](ProbeOutcome outside, ProbeOutcome inside) {
        auto builder = EvidenceBuilder().gateway().filter(acceptHead, "").probe(outside, "here");
        ProbeResult bound;
        bound.outcome = inside;
        bound.boundTo = address("10.9.0.254");
        builder.evidence.probeFromInside = bound;
        return builder;
    };
    row(
        "only the outer address gets answers",
        [twoProbes] {
            return twoProbes(ProbeOutcome::Connected, ProbeOutcome::TimedOut);
        },
        "blocked", "missing-masquerade", "proven", "", "add-masquerade");
    row(
        "both addresses get answers: they know the way back",
        [twoProbes] {
            return twoProbes(ProbeOutcome::Connected, ProbeOutcome::Connected);
        },
        "open", "open", "calculated", "", "");
    row(
        "refused over there, seen from both",
        [twoProbes] {
            return twoProbes(ProbeOutcome::Refused, ProbeOutcome::Refused);
        },
        "blocked", "no-listener", "proven", "", "none");
    row(
        "private source to the internet, no probes",
        [] {
            auto builder = EvidenceBuilder().gateway().filter(acceptHead, "");
            builder.evidence.route.gateway = address("198.51.100.254");
            builder.question.to = address("8.8.8.8");
            return builder;
        },
        "blocked", "missing-masquerade", "calculated", "", "add-masquerade");
    row(
        "private source to a neighbour of the other side: may know the way",
        [] {
            return EvidenceBuilder().gateway().filter(acceptHead, "");
        },
        "unknown", "missing-masquerade", "possible", "", "add-masquerade");
    row(
        "the client and the inner address hear nothing",
        [] {
            auto builder =
                EvidenceBuilder().gateway().filter(acceptHead, "").probe(ProbeOutcome::TimedOut);
            builder.evidence.probeFromInside = ProbeResult();
            builder.evidence.probeFromInside->outcome = ProbeOutcome::TimedOut;
            return builder;
        },
        "blocked", "missing-masquerade", "calculated", "", "add-masquerade");
    row(
        "the client got through: nothing is missing",
        [] {
            return EvidenceBuilder()
                .gateway()
                .filter(acceptHead, "")
                .probe(ProbeOutcome::Connected);
        },
        "open", "open", "proven", "", "");
    row(
        "forwarding off, and the client hears nothing",
        [] {
            auto builder = EvidenceBuilder().gateway("0").tables(
                "*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n");
            return builder.probe(ProbeOutcome::TimedOut);
        },
        "blocked", "forwarding-disabled", "proven", "", "enable-forwarding");
    row(
        "translated already",
        [] {
            auto builder = EvidenceBuilder().gateway().tables(
                "*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n");
            return builder;
        },
        "open", "open", "calculated", "", "");
    row(
        "published port, FORWARD closed",
        [] {
            return EvidenceBuilder().tables(
                "*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n"
                "-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination "
                "172.17.0.5:80\nCOMMIT\n"
                "*filter\n"
                + dropHead + "COMMIT\n");
        },
        "blocked", "policy-drop reply-blocked", "calculated", "filter FORWARD 0", "insert-accept");

    // Out, routes, others.
    row(
        "out, refused over there",
        [] {
            return EvidenceBuilder()
                .outgoing()
                .filter(acceptHead, "")
                .probe(ProbeOutcome::Refused, "here");
        },
        "blocked", "no-listener", "proven", "", "none");
    row(
        "out, rejected by a hop",
        [] {
            return EvidenceBuilder()
                .outgoing()
                .filter(acceptHead, "")
                .rejected(3, 13, "10.9.0.254", "here");
        },
        "blocked", "upstream-refusal", "proven", "", "none");
    row(
        "out, stopped here",
        [] {
            return EvidenceBuilder().outgoing().filter(
                acceptHead, "-A OUTPUT -p tcp -m tcp --dport 8080 -j REJECT\n");
        },
        "blocked", "rule-reject", "calculated", "filter OUTPUT 1", "insert-accept");
    row(
        "out, no route",
        [] {
            auto builder = EvidenceBuilder().outgoing().filter(acceptHead, "");
            builder.evidence.route = {};
            return builder;
        },
        "blocked", "no-route", "calculated", "", "none");
    row(
        "out, unreachable route and the kernel said so",
        [] {
            auto builder = EvidenceBuilder()
                               .outgoing()
                               .filter(acceptHead, "")
                               .probe(ProbeOutcome::Unreachable, "here");
            builder.evidence.route.kind = RouteKind::Unreachable;
            return builder;
        },
        "blocked", "no-route", "proven", "", "none");
    row(
        "in, no way back to the one who asks",
        [server] {
            auto builder = server().filter(acceptHead, "").probe(ProbeOutcome::TimedOut);
            builder.evidence.routeBack.kind = RouteKind::Blackhole;
            return builder;
        },
        "blocked", "no-route", "calculated", "", "none");
    row(
        "in, a stand-in needs no route",
        [server] {
            auto builder = server().filter(acceptHead, "").anyone();
            builder.evidence.routeBack = {};
            return builder;
        },
        "open", "open", "calculated", "", "");
    row(
        "in, rejected by a hop on the way",
        [server] {
            return server().filter(acceptHead, "").rejected(3, 13, "10.9.0.254");
        },
        "blocked", "upstream-refusal", "proven", "", "none");

    // Connection tracking.
    const auto conntrack = [server](std::uint64_t count, std::uint64_t max,
                                    ConntrackStatistics after) {
        auto builder = server().filter(acceptHead, "");
        builder.evidence.conntrack = {count, max, max};
        builder.evidence.statistics = statistics(5, 5);
        builder.evidence.statisticsAfterProbe = after;
        return builder;
    };
    row(
        "table full and refusing",
        [conntrack] {
            return conntrack(1000, 1000, statistics(7, 5));
        },
        "blocked", "conntrack-full", "proven", "", "raise-conntrack-max");
    row(
        "table full, refusing, and a rule",
        [server] {
            auto builder = server().filter(acceptHead, guideRules);
            builder.evidence.conntrack = {960, 1000, 1000};
            builder.evidence.statistics = statistics(5, 5);
            builder.evidence.statisticsAfterProbe = statistics(6, 5);
            return builder;
        },
        "blocked", "conntrack-full rule-reject", "proven", "", "raise-conntrack-max");
    row(
        "table full, statistics not watched",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.conntrack = {1000, 1000, 1000};
            return builder;
        },
        "blocked", "conntrack-full", "calculated", "", "raise-conntrack-max");
    row(
        "full, but only half-open ones are evicted: no false alarm",
        [conntrack] {
            return conntrack(1000, 1000, statistics(5, 9));
        },
        "degraded", "conntrack-pressure", "proven", "", "raise-conntrack-max");
    row(
        "chains too long in an almost empty table",
        [conntrack] {
            return conntrack(10, 1000, statistics(5, 5, 1));
        },
        "degraded", "conntrack-pressure", "proven", "", "raise-conntrack-max");
    row(
        "filling up",
        [conntrack] {
            return conntrack(800, 1000, statistics(5, 5));
        },
        "degraded", "conntrack-pressure", "calculated", "", "raise-conntrack-max");
    row(
        "unlimited",
        [conntrack] {
            return conntrack(800, 0, statistics(5, 5));
        },
        "open", "open", "calculated", "", "");
    row(
        "filling up behind a rule comes last",
        [server] {
            auto builder = server().filter(acceptHead, guideRules);
            builder.evidence.conntrack = {800, 1000, 1000};
            return builder;
        },
        "blocked", "rule-reject conntrack-pressure", "calculated", "filter INPUT 3",
        "insert-accept");

    // Open, and what could not be told.
    row(
        "open",
        [server] {
            return server().filter(acceptHead, "");
        },
        "open", "open", "calculated", "", "");
    row(
        "open and seen",
        [server] {
            return server().filter(acceptHead, "").probe(ProbeOutcome::Connected);
        },
        "open", "open", "proven", "", "");
    row(
        "no rules anywhere",
        [server] {
            auto builder = server();
            builder.evidence.rulesRead[Backend::Nft] = Reading::NotThere;
            return builder;
        },
        "open", "open", "calculated", "", "");
    row(
        "listeners unread: still open",
        [] {
            auto builder = EvidenceBuilder().filter(acceptHead, "");
            builder.evidence.listenersRead = Reading::Denied;
            return builder;
        },
        "open", "open", "calculated", "", "");
    row(
        "native tables: open is only possible",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.nativeTables = {"inet firewalld"};
            return builder;
        },
        "open", "open", "possible", "", "");
    row(
        "native tables, but it works",
        [server] {
            auto builder = server().filter(acceptHead, "").probe(ProbeOutcome::Connected);
            builder.evidence.nativeTables = {"inet firewalld"};
            return builder;
        },
        "open", "open", "proven", "", "");
    row(
        "native tables, and it fails",
        [server] {
            auto builder = server().filter(acceptHead, "").probe(ProbeOutcome::TimedOut);
            builder.evidence.nativeTables = {"inet firewalld"};
            return builder;
        },
        "blocked", "other-firewall", "possible", "", "none");
    row(
        "a native table that was read and drops",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.nativeTables = {"inet firewalld"};
            builder.evidence.native = nativeInput(R"({"drop":null})");
            return builder;
        },
        "blocked", "other-firewall", "calculated", "inet firewalld filter_INPUT 1", "none");
    row(
        "a native table that was read and lets it through",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.nativeTables = {"inet firewalld"};
            builder.evidence.native = nativeInput(R"({"accept":null})");
            return builder;
        },
        "open", "open", "calculated", "", "");
    row(
        "a native table that drops, and its manager runs",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.nativeTables = {"inet firewalld"};
            builder.evidence.native =
                nativeInput(R"({"reject":{"type":"icmpx","expr":"admin-prohibited"}})");
            builder.evidence.managers = {{"firewalld", true, {}}};
            return builder;
        },
        "blocked", "other-firewall", "calculated", "inet firewalld filter_INPUT 1", "use-manager");
    row(
        "a native table with a limit",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.nativeTables = {"inet firewalld"};
            builder.evidence.native = nativeInput(
                R"({"limit":{"rate":5,"burst":5,"per":"second","inv":true}},{"drop":null})");
            return builder;
        },
        "unknown", "rate-limited", "possible", "inet firewalld filter_INPUT 1", "none");
    row(
        "calculated open, seen silent: said honestly",
        [server] {
            return server().filter(acceptHead, "").probe(ProbeOutcome::TimedOut);
        },
        "unknown", "open", "possible", "", "none");
    row(
        "calculated closed, seen to work",
        [guide] {
            return guide().probe(ProbeOutcome::Connected);
        },
        "open", "open", "proven", "filter INPUT 3", "");
    row(
        "calculated closed for strangers, the tester got in",
        [guide] {
            return guide().anyone().probe(ProbeOutcome::Connected);
        },
        "blocked", "rule-reject", "calculated", "filter INPUT 3", "insert-accept");
    row(
        "a test from here proves nothing about others",
        [server] {
            return server().filter(acceptHead, "").probe(ProbeOutcome::Refused, "here");
        },
        "open", "open", "calculated", "", "");
    row(
        "rules not readable",
        [server] {
            auto builder = server();
            builder.evidence.rulesRead = {{Backend::Nft, Reading::Denied},
                                          {Backend::Legacy, Reading::NotThere}};
            return builder;
        },
        "unknown", "open", "possible", "", "");
    row(
        "rules not readable, but it works",
        [server] {
            auto builder = server().probe(ProbeOutcome::Connected);
            builder.evidence.rulesRead = {{Backend::Nft, Reading::Denied}};
            return builder;
        },
        "open", "open", "proven", "", "");
    row(
        "rules not readable, and nothing listens",
        [] {
            auto builder = EvidenceBuilder();
            builder.evidence.rulesRead = {{Backend::Nft, Reading::Failed}};
            return builder;
        },
        "blocked", "no-listener", "calculated", "", "start-service");
    row(
        "ping",
        [] {
            auto builder = EvidenceBuilder().filter(
                acceptHead, "-A INPUT -p icmp -m icmp --icmp-type 8 -j DROP\n");
            builder.question.protocol = ProtocolIcmp;
            builder.question.port.reset();
            return builder;
        },
        "blocked", "rule-drop", "calculated", "filter INPUT 1", "insert-accept");
    row(
        "IPv6",
        [] {
            auto builder = EvidenceBuilder().listener("::").filter(
                acceptHead,
                "-A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with "
                "icmp6-port-unreachable\n",
                Backend::Nft, Family::Ipv6);
            builder.question.family = Family::Ipv6;
            builder.question.from = address("2001:db8:9::1");
            builder.question.to = address("2001:db8:9::2");
            return builder.rejected(1, 4, "2001:db8:9::2");
        },
        "blocked", "rule-reject", "proven", "filter INPUT 1", "insert-accept");

    // Managers.
    row(
        "ufw owns it",
        [server] {
            auto builder = server().filter(dropHead + ":ufw-user-input - [0:0]\n",
                                           "-A INPUT -j ufw-user-input\n");
            builder.evidence.managers = {{"ufw", true, {}}};
            return builder;
        },
        "blocked", "policy-drop", "calculated", "filter INPUT 0", "use-manager");
    row(
        "ufw is active, but the rule is another's",
        [server] {
            auto builder =
                server().filter(dropHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n");
            builder.evidence.managers = {{"ufw", true, {}}};
            return builder;
        },
        "blocked", "rule-drop", "calculated", "filter INPUT 1", "insert-accept");
}

void TestDiagnose::causes()
{
    QFETCH(Build, build);
    QFETCH(QString, outcome);
    QFETCH(QString, found);
    QFETCH(QString, certainty);
    QFETCH(QString, where);
    QFETCH(QString, firstFix);

    const EvidenceBuilder builder = build();
    const Diagnosis diagnosis = builder.diagnose();
    verifyFacts(diagnosis);
    QCOMPARE(causesOf(diagnosis), found);
    QCOMPARE(word(toString(diagnosis.outcome)), outcome);
    const Finding &first = diagnosis.findings.front();
    QCOMPARE(word(toString(first.certainty)), certainty);
    if (first.cause != Cause::Open || !where.isEmpty()) {
        QCOMPARE(place(first), where);
    }
    QCOMPARE(first.fixes.empty() ? QString() : word(toString(first.fixes.front().kind)), firstFix);
}

void TestDiagnose::evidenceIsShown_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, Build build, const char *code) {
        QTest::newRow(name) << std::move(build) << QByteArray(code);
    };
    const auto server = [] {
        return EvidenceBuilder().listener("0.0.0.0");
    };
    row(
        "the accept behind",
        [server] {
            return server().filter(
                acceptHead, "-A INPUT -j DROP\n-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT\n");
        },
        "evidence.accept-rule-later");
    row(
        "calculated open against seen silent",
        [server] {
            return server().filter(acceptHead, "").probe(ProbeOutcome::TimedOut);
        },
        "evidence.disagreement");
    row(
        "calculated drop against seen answer",
        [server] {
            return server().filter(dropHead, "").probe(ProbeOutcome::Refused);
        },
        "evidence.disagreement");
    row(
        "calculated closed against seen working",
        [server] {
            return server().filter(dropHead, "").probe(ProbeOutcome::Connected);
        },
        "evidence.disagreement");
    row(
        "a backend that could not be read",
        [server] {
            auto builder = server().filter(dropHead, "");
            builder.evidence.rulesRead[Backend::Legacy] = Reading::Failed;
            return builder;
        },
        "evidence.rules-unread");
    row(
        "what could not be told",
        [server] {
            return server().filter(
                dropHead, "-A INPUT -p tcp -m recent --update --seconds 60 --name x -j ACCEPT\n");
        },
        "evidence.cannot-tell");
    row(
        "who stands for anyone",
        [server] {
            return server().filter(dropHead, "").anyone();
        },
        "evidence.assumed-source");
    row(
        "native tables",
        [server] {
            auto builder = server().filter(acceptHead, "");
            builder.evidence.nativeTables = {"inet firewalld"};
            return builder;
        },
        "evidence.other-firewall-present");
}

void TestDiagnose::evidenceIsShown()
{
    QFETCH(Build, build);
    QFETCH(QByteArray, code);
    const Diagnosis diagnosis = build().diagnose();
    verifyFacts(diagnosis);
    QVERIFY(hasFact(diagnosis.findings.front(), code.toStdString()));
}

void TestDiagnose::checksSayHowTheyWent_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, Build build, const char *id, const char *code,
                        const char *result) {
        QTest::newRow(name) << std::move(build) << QByteArray(id) << QByteArray(code)
                            << QString::fromUtf8(result);
    };
    const auto server = [] {
        return EvidenceBuilder().listener("0.0.0.0").filter(acceptHead, "");
    };
    row("listener", server, "listener", "check.listener.ok", "ok");
    row(
        "no permission for listeners",
        [server] {
            auto builder = server();
            builder.evidence.listenersRead = Reading::Denied;
            return builder;
        },
        "listener", "check.listener.unknown", "unknown");
    row("rules", server, "rules", "check.rules.accept", "ok");
    row(
        "rules denied",
        [] {
            auto builder = EvidenceBuilder();
            builder.evidence.rulesRead = {{Backend::Nft, Reading::Denied}};
            return builder;
        },
        "rules", "check.rules.unread", "unknown");
    row(
        "rules not asked for",
        [] {
            auto builder = EvidenceBuilder();
            builder.evidence.rulesRead.clear();
            return builder;
        },
        "rules", "check.rules.skipped", "skipped");
    row(
        "policy",
        [] {
            return EvidenceBuilder().filter(dropHead, "");
        },
        "rules", "check.rules.blocked", "problem");
    row("forwarding is no matter for in", server, "forwarding", "check.forwarding.skipped",
        "skipped");
    row(
        "forwarding could not be read",
        [] {
            auto builder = EvidenceBuilder().gateway().filter(acceptHead, "");
            builder.evidence.settings.clear();
            return builder;
        },
        "forwarding", "check.forwarding.unknown", "unknown");
    row(
        "interface forwarding is off",
        [] {
            auto builder = EvidenceBuilder().gateway().filter(acceptHead, "");
            builder.evidence.settings["net.ipv4.conf.lan0.forwarding"] = "0";
            return builder;
        },
        "forwarding", "check.forwarding.off", "problem");
    row("answer", server, "reply", "check.reply.ok", "ok");
    row(
        "no answer to a stopped request",
        [] {
            return EvidenceBuilder().filter(dropHead, "");
        },
        "reply", "check.reply.skipped", "skipped");
    row(
        "0 entries may mean not tracking",
        [server] {
            auto builder = server();
            builder.evidence.conntrack.count = 0;
            return builder;
        },
        "conntrack", "check.conntrack.not-tracking", "ok");
    row(
        "not loaded",
        [server] {
            auto builder = server();
            builder.evidence.conntrackRead = Reading::NotThere;
            builder.evidence.conntrack = {};
            return builder;
        },
        "conntrack", "check.conntrack.not-in-use", "ok");
    row(
        "conntrack denied",
        [server] {
            auto builder = server();
            builder.evidence.conntrackRead = Reading::Denied;
            return builder;
        },
        "conntrack", "check.conntrack.unknown", "unknown");
    row(
        "not this computer's address",
        [server] {
            auto builder = server();
            builder.question.to = address("10.9.0.99");
            return builder;
        },
        "route", "check.route.not-local", "problem");
    row(
        "interface down",
        [server] {
            auto builder = server();
            builder.evidence.interfaces.back().up = false;
            return builder;
        },
        "interface", "check.interface.down", "problem");
    row(
        "native tables",
        [server] {
            auto builder = server();
            builder.evidence.nativeTables = {"ip docker"};
            return builder;
        },
        "other-firewall", "check.other-firewall.unknown", "unknown");
    row("not tried", server, "probe", "check.probe.skipped", "skipped");
}

void TestDiagnose::checksSayHowTheyWent()
{
    QFETCH(Build, build);
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, code);
    QFETCH(QString, result);
    const Diagnosis diagnosis = build().diagnose();
    verifyFacts(diagnosis);
    const Check &one = check(diagnosis, id.toStdString());
    QCOMPARE(QByteArray::fromStdString(one.detail.code), code);
    QCOMPARE(word(toString(one.result)), result);
}

void TestDiagnose::factCodesAreUnique()
{
    QStringList codes;
    for (const FactCode &one : factCodes) {
        codes << word(one.code);
    }
    QCOMPARE(codes.removeDuplicates(), 0);
    // Each cause has its summary.
    for (int cause = 0; cause <= static_cast<int>(Cause::Open); ++cause) {
        const QString code = QStringLiteral("summary.") + word(toString(static_cast<Cause>(cause)));
        QVERIFY2(codes.contains(code), qPrintable(code));
    }
}

void TestDiagnose::namesAreTheContract()
{
    QCOMPARE(word(toString(Cause::RuleDrop)), QStringLiteral("rule-drop"));
    QCOMPARE(word(toString(Cause::ConntrackHelperMissing)),
             QStringLiteral("conntrack-helper-missing"));
    QCOMPARE(word(toString(Cause::Open)), QStringLiteral("open"));
    QCOMPARE(word(toString(Certainty::Possible)), QStringLiteral("possible"));
    QCOMPARE(word(toString(Outcome::Degraded)), QStringLiteral("degraded"));
    for (int kind = 0; kind <= static_cast<int>(FixKind::None); ++kind) {
        const auto fix = static_cast<FixKind>(kind);
        QVERIFY(parseFixKind(toString(fix)) == fix);
    }
    QVERIFY(!parseFixKind("no-such-fix"));
}

QTEST_APPLESS_MAIN(TestDiagnose)
#include "tst_diagnose.moc"
