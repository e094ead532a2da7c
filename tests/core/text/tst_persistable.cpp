// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/persistence.h"
#include "core/ruleset/persistable.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Portlight::Core;

namespace
{

Ruleset rulesFrom(const std::string &text, Family family = Family::Ipv4)
{
    return parseSave(text, Backend::Nft, family).value();
}

Rule ruleFrom(const std::string &text, Family family = Family::Ipv4)
{
    return parseRule(text, family).value();
}

/// What Docker and fail2ban put into a running firewall, at places chance picks.
void inject(Ruleset &ruleset, std::mt19937 &random)
{
    Table *filter = ruleset.table("filter");
    if (filter == nullptr) {
        return;
    }
    const std::string reject =
        ruleset.family == Family::Ipv4 ? "icmp-port-unreachable" : "icmp6-port-unreachable";
    const auto chain = [&](const char *name, std::vector<std::string> rules) {
        if (filter->chain(name) != nullptr) {
            return;
        }
        Chain made{name, {}, Counters{}, {}, {}};
        for (const std::string &rule : rules) {
            made.rules.push_back(ruleFrom(rule, ruleset.family));
        }
        filter->chains.push_back(std::move(made));
    };
    chain("f2b-sshd",
          {"-A f2b-sshd -p tcp -j REJECT --reject-with " + reject, "-A f2b-sshd -j RETURN"});
    chain("DOCKER-ISOLATION-STAGE-1", {"-A DOCKER-ISOLATION-STAGE-1 -j RETURN"});
    const auto jump = [&](const char *name, const std::string &rule) {
        if (Chain *into = filter->chain(name)) {
            const std::size_t at = random() % (into->rules.size() + 1);
            into->rules.insert(into->rules.begin() + static_cast<std::ptrdiff_t>(at),
                               ruleFrom(rule, ruleset.family));
        }
    };
    jump("INPUT", "-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd");
    jump("FORWARD", "-A FORWARD -j DOCKER-ISOLATION-STAGE-1");
    if (ruleset.family == Family::Ipv4) {
        jump("INPUT", "-A INPUT -s 192.0.2.77/32 -g f2b-sshd");
    }
}

std::string dangling(const Ruleset &ruleset)
{
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            for (const Rule &rule : chain.rules) {
                const bool walks = rule.target.kind == Target::Kind::Jump
                    || rule.target.kind == Target::Kind::Goto;
                if (walks && table.chain(rule.target.name) == nullptr) {
                    return rule.text;
                }
            }
        }
    }
    return {};
}

QString plainText(const Ruleset &ruleset)
{
    return QString::fromStdString(writeSave(bare(ruleset)));
}

const std::string withDocker = R"(*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [9:9]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [5:300]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-USER - [0:0]
:MINE - [0:0]
:f2b-sshd - [0:0]
[3:180] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd
-A INPUT -m set --match-set friends src -j ACCEPT
-A INPUT -j MINE
-A FORWARD -j DOCKER-USER
-A DOCKER-USER -s 192.0.2.0/24 -j DROP
-A MINE -p udp -m udp --dport 53 -j ACCEPT
COMMIT
)";

} // namespace

/// What of the running rules may come back at the next start.
class TestPersistable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOutWhatProgramsMade();
    void namesWhatAPersonLoses();
    void setsThatComeBackAreKept();
    void realFirewallsKeepExactlyTheirOwnPart();
    void foreignRulesStayWhereTheyAre_data();
    void foreignRulesStayWhereTheyAre();
    void foreignPartOfNowAndOwnPartOfThen();
    void managersOwnWords_data();
    void managersOwnWords();
};

void TestPersistable::leavesOutWhatProgramsMade()
{
    const auto kept = persistablePart(rulesFrom(withDocker), false);
    QCOMPARE(QString::fromStdString(writeSave(kept.ruleset, {false, false})),
             QStringLiteral("*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n"
                            ":OUTPUT ACCEPT [0:0]\n:MINE - [0:0]\n"
                            "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -j MINE\n"
                            "-A MINE -p udp -m udp --dport 53 -j ACCEPT\nCOMMIT\n"));
    std::size_t dockerChains = 0;
    for (const LeftOut &what : kept.leftOut) {
        dockerChains += what.rule.empty() && what.owner == Owner::Docker ? 1U : 0U;
    }
    QCOMPARE(dockerChains, std::size_t(3));
}

void TestPersistable::namesWhatAPersonLoses()
{
    const auto kept = persistablePart(rulesFrom(withDocker), false);
    std::vector<std::pair<LeftOutReason, std::string>> lost;
    for (const LeftOut &what : kept.leftOut) {
        if (isLoss(what)) {
            lost.emplace_back(what.reason, what.rule);
        }
    }
    const std::vector<std::pair<LeftOutReason, std::string>> expected = {
        {LeftOutReason::InOwnedChain, "-A DOCKER-USER -s 192.0.2.0/24 -j DROP"},
        {LeftOutReason::NeedsSet, "-A INPUT -m set --match-set friends src -j ACCEPT"},
    };
    std::sort(lost.begin(), lost.end());
    QVERIFY(lost == expected);
}

void TestPersistable::setsThatComeBackAreKept()
{
    const auto kept = persistablePart(rulesFrom(withDocker), true);
    QVERIFY(writeSave(kept.ruleset).find("--match-set friends") != std::string::npos);
}

void TestPersistable::realFirewallsKeepExactlyTheirOwnPart()
{
    const QDir folder(QStringLiteral(PORTLIGHT_SHARED_DIR "/rulesets"));
    if (!folder.exists()) {
        QSKIP("the collection of real firewalls is not here");
    }
    std::mt19937 random(2026); // NOLINT(cert-msc51-cpp): the same sequence each time
    int checked = 0;
    for (const QFileInfo &entry :
         folder.entryInfoList({QStringLiteral("*.v4"), QStringLiteral("*.v6")})) {
        QFile file(entry.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Family family = entry.suffix() == QLatin1String("v6") ? Family::Ipv6 : Family::Ipv4;
        const auto ruleset = parseSave(file.readAll().toStdString(), Backend::Nft, family);
        QVERIFY2(ruleset.has_value(), qPrintable(entry.fileName()));
        const auto own = persistablePart(*ruleset, true);
        QCOMPARE(dangling(own.ruleset), std::string());
        for (int round = 0; round < 20; ++round) {
            Ruleset injected = *ruleset;
            inject(injected, random);
            const auto kept = persistablePart(injected, true);
            QCOMPARE(plainText(kept.ruleset), plainText(own.ruleset));
            // Nothing vanishes without being named: what is left out and what is kept is all.
            std::size_t named = 0;
            for (const LeftOut &what : kept.leftOut) {
                named += what.reason == LeftOutReason::InOwnedChain ? 0 : what.rules;
            }
            QCOMPARE(kept.ruleset.ruleCount() + named, injected.ruleCount());
            ++checked;
        }
    }
    QVERIFY(checked >= 200);
}

void TestPersistable::foreignRulesStayWhereTheyAre_data()
{
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("merged");
    // Small letters are people's rules, capitals are Docker's.
    const auto row = [](const char *now, const char *wanted, const char *merged) {
        QTest::addRow("%s and %s", now, wanted)
            << QString::fromLatin1(now) << QString::fromLatin1(wanted)
            << QString::fromLatin1(merged);
    };
    row("Aa", "a", "Aa");
    row("aA", "a", "aA");
    row("aAb", "ab", "aAb");
    row("aAb", "b", "Ab");
    row("AaBbC", "ba", "AbaBC"); // nothing says where B goes when the order turned
    row("AaBbC", "", "ABC");
    row("A", "abc", "Aabc");
    row("aAbB", "axb", "aAxbB");
    row("", "ab", "ab");
}

void TestPersistable::foreignRulesStayWhereTheyAre()
{
    QFETCH(const QString, now);
    QFETCH(const QString, wanted);
    QFETCH(const QString, merged);
    const auto build = [](const QString &letters) {
        std::string text = "*filter\n:INPUT ACCEPT [0:0]\n:DOCKER-X - [0:0]\n";
        for (const QChar letter : letters) {
            const std::string port = std::to_string(letter.toLatin1());
            text += "-A INPUT -p tcp -m tcp --dport " + port
                + (letter.isUpper() ? " -j DOCKER-X\n" : " -j ACCEPT\n");
        }
        return rulesFrom(text + "COMMIT\n");
    };
    const Ruleset result = keepingForeign(build(now), build(wanted));
    QString letters;
    for (const Rule &rule : result.table("filter")->chain("INPUT")->rules) {
        for (const Match &match : rule.matches) {
            if (const auto *transport = std::get_if<TransportMatch>(&match)) {
                letters +=
                    QChar(QLatin1Char(static_cast<char>(transport->destinationPorts->first)));
            }
        }
    }
    QCOMPARE(letters, merged);
    QVERIFY(result.table("filter")->chain("DOCKER-X") != nullptr);
}

void TestPersistable::foreignPartOfNowAndOwnPartOfThen()
{
    const Ruleset now = rulesFrom(withDocker);
    Ruleset then = rulesFrom("*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n"
                             ":FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                             ":POSTROUTING ACCEPT [0:0]\n"
                             "-A PREROUTING -p tcp -j MARK --set-xmark 0x1/0xffffffff\nCOMMIT\n"
                             "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                             ":OUTPUT ACCEPT [0:0]\n:DOCKER-OLD - [0:0]\n"
                             "-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\n"
                             "-A FORWARD -j DOCKER-OLD\nCOMMIT\n");
    const Ruleset merged = keepingForeign(now, then);
    QCOMPARE(dangling(merged), std::string());
    QCOMPARE(plainText(persistablePart(merged, true).ruleset),
             plainText(persistablePart(then, true).ruleset));
    const Table *filter = merged.table("filter");
    QVERIFY(filter->chain("DOCKER-OLD") == nullptr);
    QCOMPARE(filter->chain("DOCKER-USER")->rules.size(), std::size_t(1));
    QVERIFY(filter->chain("MINE") == nullptr);
    QCOMPARE(merged.table("nat")->chain("PREROUTING")->rules.size(), std::size_t(1));
}

void TestPersistable::managersOwnWords_data()
{
    QTest::addColumn<QString>("manager");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("command");
    const auto row = [](const char *manager, const char *rule, const char *command) {
        QTest::addRow("%s: %s", manager, rule)
            << QString::fromLatin1(manager) << QString::fromLatin1(rule)
            << QString::fromLatin1(command);
    };
    row("ufw", "-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT",
        "ufw allow proto tcp from 0.0.0.0/0 to any port 80");
    row("ufw", "-A INPUT -s 10.0.0.0/8 -i eth0 -p udp -m udp --dport 53:54 -j DROP",
        "ufw deny in on eth0 proto udp from 10.0.0.0/8 to any port 53:54");
    row("firewalld", "-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 80:90 -j ACCEPT",
        "firewall-cmd --permanent --add-rich-rule='rule family=\"ipv4\" source "
        "address=\"10.0.0.0/8\" port port=\"80-90\" protocol=\"tcp\" accept'");
    // No word is better than a word that opens more.
    row("ufw", "-A INPUT ! -s 10.0.0.0/8 -p tcp -m tcp --dport 80 -j ACCEPT", "");
    row("ufw", "-A INPUT -p tcp -m tcp ! --dport 80 -j ACCEPT", "");
    row("ufw", "-A INPUT -p tcp -m tcp --sport 9 --dport 80 -j ACCEPT", "");
    row("ufw", "-A INPUT -p tcp -m tcp --dport 80 -m limit --limit 5/min -j ACCEPT", "");
    row("firewalld", "-A INPUT -i eth0 -p tcp -m tcp --dport 80 -j ACCEPT", "");
    row("ufw", "-A INPUT -p icmp -j ACCEPT", "");
    row("ufw", "-A INPUT -p tcp -m tcp --dport 80 -j LOG", "");
}

void TestPersistable::managersOwnWords()
{
    QFETCH(const QString, manager);
    QFETCH(const QString, rule);
    QFETCH(const QString, command);
    const auto words = managerCommand(manager.toStdString(), Family::Ipv4, "filter", "INPUT",
                                      ruleFrom(rule.toStdString()));
    QCOMPARE(QString::fromStdString(words.value_or(std::string())), command);
}

QTEST_APPLESS_MAIN(TestPersistable)
#include "tst_persistable.moc"
