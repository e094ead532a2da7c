// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "evidencebuilder.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace Portlight::Core;
using namespace Portlight::Test;

namespace
{

using Build = std::function<EvidenceBuilder()>;

QString word(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString kindsOf(const Finding &finding)
{
    QStringList names;
    for (const Fix &fix : finding.fixes) {
        names << word(toString(fix.kind)) + QLatin1Char('/') + word(toString(fix.risk));
    }
    return names.join(QLatin1Char(' '));
}

void applyAll(std::vector<Ruleset> &rulesets, const std::vector<Change> &changes)
{
    for (const Change &change : changes) {
        const ChainPlace *place = placeOf(change);
        if (place == nullptr) {
            continue;
        }
        for (Ruleset &ruleset : rulesets) {
            if (ruleset.backend == place->backend && ruleset.family == place->family) {
                QVERIFY(applyChange(ruleset, change).has_value());
            }
        }
    }
}

bool isAsked(const Question &question, const Packet &packet, bool fromAnyone)
{
    return packet.protocol == question.protocol && packet.destinationPort == question.port
        && (fromAnyone || packet.source == question.from);
}

/// Other ports, protocols and sources on the same way.
std::vector<Packet> neighbours(const EvidenceBuilder &builder)
{
    std::vector<Packet> packets;
    const Packet asked = requestPacket(builder.question, builder.evidence.localAddresses());
    for (const std::uint8_t protocol : {ProtocolTcp, ProtocolUdp}) {
        for (const int port : {1, 22, 80, 443, 8079, 8080, 8081, 65535}) {
            for (const char *source : {"10.9.0.1", "10.9.0.3", "10.8.0.1", "203.0.113.77"}) {
                Packet packet = asked;
                packet.protocol = protocol;
                packet.tcpFlags = protocol == ProtocolTcp ? TcpSyn : 0;
                packet.destinationPort = static_cast<std::uint16_t>(port);
                packet.source = address(source);
                packets.push_back(packet);
            }
        }
    }
    return packets;
}

QString describe(const Packet &packet)
{
    return QString::fromStdString(protocolName(packet.protocol) + ' '
                                  + std::to_string(packet.destinationPort.value_or(0)) + " from "
                                  + packet.source->toString());
}

} // namespace

Q_DECLARE_METATYPE(Build)

class TestFixes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstFixOpensOnlyWhatWasAsked_data();
    void firstFixOpensOnlyWhatWasAsked();
    void offered_data();
    void offered();
    void commands_data();
    void commands();
    void oneFixAfterTheOtherGetsThrough();
    void masqueradeIsReached();
};

void TestFixes::firstFixOpensOnlyWhatWasAsked_data()
{
    QTest::addColumn<Build>("build");
    const auto row = [](const char *name, Build build) {
        QTest::newRow(name) << std::move(build);
    };
    const auto server = [] {
        return EvidenceBuilder().listener("0.0.0.0");
    };
    row("reject of the guide", [server] {
        return server().filter(acceptHead, guideRules);
    });
    row("policy", [server] {
        return server().filter(dropHead, "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n");
    });
    row("policy behind an early RETURN", [server] {
        return server().filter(dropHead, "-A INPUT -p tcp -j RETURN\n-A INPUT -j LOG\n");
    });
    row("policy behind a goto", [server] {
        return server().filter(
            dropHead + ":web - [0:0]\n",
            "-A INPUT -p tcp -g web\n-A web -p tcp -m tcp --dport 22 -j ACCEPT\n");
    });
    row("accept too late", [server] {
        return server().filter(acceptHead,
                               "-A INPUT -j DROP\n-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT\n");
    });
    row("drop in a chain of its own", [server] {
        return server().filter(dropHead + ":web - [0:0]\n",
                               "-A INPUT -p tcp -j web\n-A web -s 10.9.0.0/24 -j DROP\n"
                               "-A web -p tcp -m tcp --dport 443 -j ACCEPT\n");
    });
    row("drop of a port range", [server] {
        return server().filter(acceptHead, "-A INPUT -p tcp -m tcp --dport 8000:9000 -j DROP\n");
    });
    row("raw", [server] {
        return server().tables(
            "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
            "-A PREROUTING -p tcp -m multiport --dports 80,8080 -j DROP\nCOMMIT\n");
    });
    row("through", [] {
        return EvidenceBuilder().gateway().filter(
            dropHead, "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n");
    });
    row("anyone", [server] {
        return server().filter(dropHead, "").anyone();
    });
}

void TestFixes::firstFixOpensOnlyWhatWasAsked()
{
    QFETCH(Build, build);
    const EvidenceBuilder builder = build();
    const Diagnosis diagnosis = builder.diagnose();
    const Fix &fix = diagnosis.findings.front().fixes.front();
    QCOMPARE(word(toString(fix.kind)), QStringLiteral("insert-accept"));
    std::vector<Ruleset> after = builder.evidence.rulesets;
    applyAll(after, fix.changes);

    const Packet asked = requestPacket(builder.question, builder.evidence.localAddresses());
    QVERIFY(walk(builder.evidence.rulesets, asked).kind != VerdictKind::Accept);
    QVERIFY(walk(after, asked).kind == VerdictKind::Accept);
    for (const Packet &packet : neighbours(builder)) {
        if (!isAsked(builder.question, packet, builder.question.fromAnyone)) {
            QVERIFY2(walk(after, packet).kind == walk(builder.evidence.rulesets, packet).kind,
                     qPrintable(describe(packet)));
        }
    }
}

void TestFixes::offered_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QString>("kinds");
    const auto row = [](const char *name, Build build, const char *kinds) {
        QTest::newRow(name) << std::move(build) << QString::fromUtf8(kinds);
    };
    const auto server = [] {
        return EvidenceBuilder().listener("0.0.0.0");
    };
    row(
        "a rule for exactly this port",
        [server] {
            return server().filter(acceptHead, guideRules);
        },
        "insert-accept/low insert-accept/low replace-rule/low delete-rule/medium");
    row(
        "a rule for more ports: deleting it is a high risk, replacing it would open more",
        [server] {
            return server().filter(acceptHead,
                                   "-A INPUT -p tcp -m tcp --dport 8000:9000 -j DROP\n");
        },
        "insert-accept/low insert-accept/low delete-rule/high");
    row(
        "deleting it does not help: the policy is behind it",
        [server] {
            return server().filter(dropHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n");
        },
        "insert-accept/low insert-accept/low replace-rule/low");
    row(
        "policy",
        [server] {
            return server().filter(dropHead, "");
        },
        "insert-accept/low insert-accept/low change-policy/high");
    row(
        "policy, anyone",
        [server] {
            return server().filter(dropHead, "").anyone();
        },
        "insert-accept/low change-policy/high");
    row(
        "ufw first",
        [server] {
            auto builder = server().filter(dropHead, "").anyone();
            builder.evidence.managers = {{"ufw", true, {}}};
            return builder;
        },
        "use-manager/low insert-accept/low change-policy/high");
    row(
        "ufw is installed, not active",
        [server] {
            auto builder = server().filter(dropHead, "").anyone();
            builder.evidence.managers = {{"ufw", false, {}}};
            return builder;
        },
        "insert-accept/low change-policy/high");
    row(
        "past a limit: never a low risk",
        [server] {
            return server()
                .filter(dropHead,
                        "-A INPUT -p tcp -m tcp --dport 8080 -m limit --limit 3/min -j ACCEPT\n")
                .anyone();
        },
        "none/low insert-accept/medium");
    row(
        "the answer",
        [server] {
            return server().filter(acceptHead, "-A OUTPUT -p tcp -m tcp --sport 8080 -j DROP\n");
        },
        "insert-accept/low delete-rule/high");
    row(
        "forwarding with an open FORWARD chain",
        [] {
            return EvidenceBuilder().gateway("0").filter(acceptHead, "");
        },
        "enable-forwarding/medium");
    row(
        "forwarding with a closed FORWARD chain",
        [] {
            return EvidenceBuilder().gateway("0").filter(dropHead, "");
        },
        "enable-forwarding/low");
}

void TestFixes::offered()
{
    QFETCH(Build, build);
    QFETCH(QString, kinds);
    QCOMPARE(kindsOf(build().diagnose().findings.front()), kinds);
}

void TestFixes::commands_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<int>("fix");
    QTest::addColumn<QStringList>("commands");
    QTest::addColumn<QString>("persistedBy");
    const auto row = [](const char *name, Build build, int fix, const QStringList &commands,
                        const char *persistedBy) {
        QTest::newRow(name) << std::move(build) << fix << commands
                            << QString::fromUtf8(persistedBy);
    };
    const auto server = [] {
        return EvidenceBuilder().listener("0.0.0.0");
    };
    const auto guide = [server] {
        return server().filter(acceptHead, guideRules);
    };
    const char *system = "netfilter-persistent";
    row("only who asked", guide, 0,
        {QStringLiteral("iptables -I INPUT 3 -s 10.9.0.1/32 -p tcp -m tcp --dport 8080 -j ACCEPT")},
        system);
    row("anyone", guide, 1,
        {QStringLiteral("iptables -I INPUT 3 -p tcp -m tcp --dport 8080 -j ACCEPT")}, system);
    row(
        "in the other backend",
        [server] {
            return server().filter(acceptHead, guideRules, Backend::Legacy);
        },
        1, {QStringLiteral("iptables-legacy -I INPUT 3 -p tcp -m tcp --dport 8080 -j ACCEPT")},
        system);
    row(
        "ufw",
        [server] {
            auto builder = server().filter(dropHead, "").anyone();
            builder.evidence.managers = {{"ufw", true, {}}};
            return builder;
        },
        0, {QStringLiteral("ufw allow 8080/tcp")}, "ufw");
    row(
        "ufw, from one",
        [server] {
            auto builder = server().filter(dropHead, "");
            builder.evidence.managers = {{"ufw", true, {}}};
            return builder;
        },
        0, {QStringLiteral("ufw allow proto tcp from 10.9.0.1 to any port 8080")}, "ufw");
    row(
        "firewalld",
        [server] {
            auto builder = server().filter(dropHead, "").anyone();
            builder.evidence.managers = {{"firewalld", true, {}}};
            return builder;
        },
        0, {QStringLiteral("firewall-cmd --add-port=8080/tcp")}, "firewalld");
    row(
        "forwarding",
        [] {
            return EvidenceBuilder().gateway("0").filter(acceptHead, "");
        },
        0, {QStringLiteral("sysctl -w net.ipv4.ip_forward=1")}, "sysctl.d");
    row(
        "masquerade",
        [] {
            auto builder = EvidenceBuilder().gateway().filter(acceptHead, "");
            builder.question.to = address("8.8.8.8");
            builder.evidence.route.gateway = address("198.51.100.254");
            return builder;
        },
        0, {QStringLiteral("iptables -t nat -A POSTROUTING -s 10.9.0.0/24 -o wan0 -j MASQUERADE")},
        system);
    row(
        "conntrack",
        [guide] {
            auto builder = guide();
            builder.evidence.conntrack = {262144, 262144, 65536};
            builder.evidence.statistics = ConntrackStatistics();
            builder.evidence.statisticsAfterProbe = ConntrackStatistics();
            builder.evidence.statisticsAfterProbe->drop = 3;
            return builder;
        },
        0,
        {QStringLiteral("sysctl -w net.netfilter.nf_conntrack_max=524288"),
         QStringLiteral("sysctl -w net.netfilter.nf_conntrack_buckets=524288")},
        "sysctl.d");
}

void TestFixes::commands()
{
    QFETCH(Build, build);
    QFETCH(int, fix);
    QFETCH(QStringList, commands);
    QFETCH(QString, persistedBy);
    const Diagnosis diagnosis = build().diagnose();
    const Fix &one = diagnosis.findings.front().fixes.at(static_cast<std::size_t>(fix));
    QStringList actual;
    for (const std::string &line : one.commands) {
        actual << QString::fromStdString(line);
    }
    QCOMPARE(actual, commands);
    QCOMPARE(QString::fromStdString(one.persistedBy), persistedBy);
}

void TestFixes::oneFixAfterTheOtherGetsThrough()
{
    EvidenceBuilder builder = EvidenceBuilder().listener("0.0.0.0");
    builder
        .tables("*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                ":OUTPUT DROP [0:0]\n:POSTROUTING ACCEPT [0:0]\nCOMMIT\n*filter\n"
                + dropHead + guideRules + "COMMIT\n")
        .filter(dropHead, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n", Backend::Legacy);
    int rounds = 0;
    for (Diagnosis diagnosis = builder.diagnose(); diagnosis.outcome != Outcome::Open;
         diagnosis = builder.diagnose()) {
        QVERIFY2(++rounds <= 3, "each fix must take away the first finding");
        applyAll(builder.evidence.rulesets, diagnosis.findings.front().fixes.front().changes);
    }
    QCOMPARE(rounds, 3);
}

void TestFixes::masqueradeIsReached()
{
    // An ACCEPT in front would hide an appended rule.
    EvidenceBuilder builder =
        EvidenceBuilder()
            .gateway()
            .filter(acceptHead, "")
            .tables("*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n"
                    "-A POSTROUTING -o wan0 -j ACCEPT\nCOMMIT\n",
                    Backend::Legacy);
    builder.evidence.defaultBackend = Backend::Legacy;
    builder.question.to = address("8.8.8.8");
    builder.evidence.route.gateway = address("198.51.100.254");
    const Diagnosis diagnosis = builder.diagnose();
    QVERIFY(diagnosis.findings.front().cause == Cause::MissingMasquerade);
    std::vector<Ruleset> after = builder.evidence.rulesets;
    applyAll(after, diagnosis.findings.front().fixes.front().changes);
    const Packet asked = requestPacket(builder.question, builder.evidence.localAddresses());
    QVERIFY(walk(after, asked).sourceTranslatedBy.has_value());
}

QTEST_APPLESS_MAIN(TestFixes)
#include "tst_fixes.moc"
