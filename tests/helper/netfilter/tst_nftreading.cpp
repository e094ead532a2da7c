// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "core/text/savecheck.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/netfilter/generation.h"
#include "helper/netfilter/nftreader.h"
#include "helper/netfilter/rulesource.h"
#include "helper/trial/sideplan.h"

#include <QDir>
#include <QRegularExpression>
#include <QtTest>

#include <sstream>

using namespace Portlight;
using Core::Backend;
using Core::Family;
using Helper::RulesText;

namespace
{

/// Three rules of iptables, between which the others go.
const char *const plainRules = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                               ":OUTPUT ACCEPT [0:0]\n:own - [0:0]\n"
                               "[1:2] -A INPUT -s 192.0.2.1/32 -j DROP\n"
                               "[3:4] -A INPUT -p tcp -m tcp --dport 80 -j own\n"
                               "[5:6] -A own -m conntrack --ctstate NEW -j ACCEPT\n"
                               "COMMIT\n";

void loadPlain()
{
    Test::runTool("nft", {"flush", "ruleset"});
    Test::loadRules(Backend::Nft, Family::Ipv4, plainRules);
}

Core::Ruleset readModel(RulesText &rules)
{
    auto read = Helper::readRules(Backend::Nft, Family::Ipv4);
    if (!read) {
        QTest::qFail(read.error().message.c_str(), __FILE__, __LINE__);
        return {};
    }
    rules = *read;
    auto model = Core::parseSave(rules.text, Backend::Nft, Family::Ipv4);
    if (!model) {
        QTest::qFail((model.error().message + '\n' + rules.text).c_str(), __FILE__, __LINE__);
        return {};
    }
    return *model;
}

std::size_t nativeRules(const Core::Ruleset &ruleset)
{
    std::size_t count = 0;
    for (const Core::Table &table : ruleset.tables) {
        for (const Core::Chain &chain : table.chains) {
            count += static_cast<std::size_t>(
                std::count_if(chain.rules.begin(), chain.rules.end(), Core::isNativeRule));
        }
    }
    return count;
}

} // namespace

class TestNftReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What iptables wrote itself is never flagged: each line that the iptables project tests with.
    void extensionVectors()
    {
        const QDir folder(QStringLiteral(PORTLIGHT_SHARED_DIR "/extension-vectors"));
        if (!folder.exists()) {
            QSKIP("the test lines of the iptables project are not here");
        }
        Checked checked;
        for (const QFileInfo &info : folder.entryInfoList({QStringLiteral("*.t")}, QDir::Files)) {
            checkVectors(info, checked);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        qInfo("%d lines loaded into one ruleset a file and confirmed, %d printed without the save "
              "program",
              checked.lines, checked.alone);
        QVERIFY(checked.lines > 300);
        QVERIFY(checked.alone > checked.lines * 3 / 4);
    }

    /// FACTS.md 2.1, and what else nft can say: at the beginning, in the middle, at the end.
    void misrendered_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](const char *rule, const char *target) {
            QTest::newRow(rule) << QByteArray(rule) << QByteArray(target);
        };
        row("tcp dport {1000-1010, 2000} drop", "DROP");
        row("ip saddr @bad drop", "DROP");
        row("ip saddr {10.0.0.0/8, 192.168.0.0/16} accept", "ACCEPT");
        row("iifname {\"eth0\", \"eth1\"} drop", "DROP");
        row("tcp dport vmap {22 : accept, 23 : drop}", "");
        row("ip saddr vmap @verdicts", "");
        row("ip saddr 10.0.0.1-10.0.0.9 drop", "DROP");
        row("ip saddr >= 10.0.0.1 drop", "DROP");
        row("udp length 8-20 drop", "DROP");
        row("ip saddr . tcp dport {10.0.0.1 . 22} drop", "DROP");
        row("fib daddr type local drop", "DROP");
        row("ct state established accept", "ACCEPT");
        row("ct state vmap {established : accept, invalid : drop}", "");
        row("ip ttl < 5 drop", "DROP");
        row("tcp dport 22 counter reject", "");
        row("limit rate over 10/second drop", "DROP");
        row("log prefix \"x\" level warn", "");
        row("log prefix \"x\" drop", "DROP");
        row("meta mark set 5", "");
        row("numgen random mod 2 0 drop", "DROP");
        row("quota over 10 mbytes drop", "DROP");
        row("counter tcp dport 22 drop", "DROP");
        row("iif \"lo\" accept", "ACCEPT");
        row("meta skuid 0 accept", "ACCEPT");
        row("tcp flags & (syn | ack) != syn drop comment \"ok\"", ""); // iptables can say this one
        row("@th,0,16 22 drop", "DROP");
        row("add @bad {ip saddr}", "");
        row("ip daddr 192.0.2.1 ip daddr 192.0.2.2 drop", "DROP");
        row("tcp dport >= 1000 tcp dport != 2000 drop", "DROP");
        row("udp dport 53 udp checksum 0 drop", "DROP");
        row("ip protocol != tcp ip protocol != udp drop", "DROP");
    }

    void misrendered()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, target);
        loadPlain();
        Test::runTool("nft", {"add set ip filter bad { type ipv4_addr; size 9; flags dynamic; }"});
        Test::runTool("nft", {"add map ip filter verdicts { type ipv4_addr : verdict; }"});
        const std::string text = rule.toStdString();
        Test::runTool("nft", {"-f", "-"},
                      "insert rule ip filter INPUT " + text + "\nadd rule ip filter INPUT index 1 "
                          + text + "\nadd rule ip filter INPUT " + text + "\n");
        RulesText rules;
        const Core::Ruleset model = readModel(rules);
        QVERIFY2(rules.status == RulesText::Status::Done, rules.detail.c_str());
        const Core::Chain *chain = model.table("filter")->chain("INPUT");
        QCOMPARE(chain->rules.size(), std::size_t(5));
        if (rule.startsWith("tcp flags")) {
            // The save program's words for it are right, and confirmed.
            QVERIFY(!Core::isNativeRule(chain->rules[0]));
            return;
        }
        for (const std::size_t at : {0U, 2U, 4U}) {
            const Core::Rule &native = chain->rules[at];
            QVERIFY2(Core::isNativeRule(native), native.text.c_str());
            QCOMPARE(native.target.name, target.toStdString());
            const auto words = Core::nativeRuleWords(native);
            QVERIFY(words && words->handle != 0);
            QVERIFY2(words->words.size() > 5, words->words.c_str());
        }
        for (const std::size_t at : {1U, 3U}) {
            QVERIFY2(!Core::isNativeRule(chain->rules[at]), chain->rules[at].text.c_str());
        }
        QCOMPARE(chain->rules[1].text, std::string("-A INPUT -s 192.0.2.1/32 -j DROP"));
        QCOMPARE(chain->rules[1].counters, std::optional(Core::Counters{1, 2}));
        QCOMPARE(chain->rules[3].text, std::string("-A INPUT -p tcp -m tcp --dport 80 -j own"));
        // No restore program takes this text.
        Test::runTool("iptables-nft-restore", {"--test"}, "*filter\nCOMMIT\n");
        const auto before = Test::runTool("nft", {"list", "ruleset"});
        Test::runTool("iptables-nft-restore", {}, rules.text, true);
        QCOMPARE(Test::runTool("nft", {"list", "ruleset"}), before);
        // Written and read again it is the same.
        const auto again = Core::parseSave(Core::writeSave(model), Backend::Nft, Family::Ipv4);
        QVERIFY(again && *again == model);
    }

    void rulesOfNftThatIptablesCanSay()
    {
        loadPlain();
        Test::runTool("nft", {"-f", "-"},
                      "add rule ip filter INPUT tcp dport 22 counter accept\n"
                      "add rule ip filter INPUT tcp dport 1000-2000 drop comment \"some words\"\n"
                      "add rule ip filter INPUT iifname \"eth*\" ip saddr 10.0.0.0/9 goto own\n"
                      "add rule ip filter INPUT meta mark and 0xff == 1 meta mark and 0xff00 == "
                      "0x100 drop\n");
        RulesText rules;
        const Core::Ruleset model = readModel(rules);
        QCOMPARE(nativeRules(model), std::size_t(0));
        const auto &inputRules = model.table("filter")->chain("INPUT")->rules;
        QCOMPARE(inputRules.size(), std::size_t(6));
        QVERIFY(inputRules[2].counters.has_value());
        // Not "0 packets": nft does not count this one.
        QVERIFY(!inputRules[3].counters.has_value());
        QCOMPARE(inputRules[4].text, std::string("-A INPUT -s 10.0.0.0/9 -i eth+ -g own"));
        QCOMPARE(
            inputRules[5].text,
            std::string("-A INPUT -m mark --mark 0x1/0xff -m mark --mark 0x100/0xff00 -j DROP"));
    }

    void baseChainOfNft()
    {
        loadPlain();
        Test::runTool(
            "nft", {"-f", "-"},
            "add chain ip filter mine { type filter hook input priority -5; policy drop; }\n"
            "add rule ip filter mine ip saddr 10.0.0.1 accept\n");
        RulesText rules;
        const Core::Ruleset model = readModel(rules);
        QVERIFY2(rules.status == RulesText::Status::Done, rules.detail.c_str());
        const Core::Chain *mine = model.table("filter")->chain("mine");
        QVERIFY(mine != nullptr && mine->nativeHook && Core::hasNativePart(*mine));
        QCOMPARE(*mine->nativeHook, (Core::NativeHook{"filter", Core::Hook::Input, -5}));
        QCOMPARE(mine->policy, std::optional(Core::Policy::Drop));
        QCOMPARE(mine->rules.size(), std::size_t(1));
        QVERIFY(!Core::hasNativePart(*model.table("filter")->chain("INPUT")));
        QVERIFY(Core::parseSave(Core::writeSave(model), Backend::Nft, Family::Ipv4) == model);
    }

    void chainsThatHaveNoWords()
    {
        loadPlain();
        Test::runTool("nft", {"add chain ip filter a-name-that-is-longer-than-iptables-allows"});
        RulesText rules;
        (void)readModel(rules);
        QVERIFY(rules.status == RulesText::Status::Incomplete);
        QVERIFY(rules.detail.find("a-name-that-is-longer") != std::string::npos);
        loadPlain();
        Test::runTool("nft", {"add table ip filter { flags dormant; }"});
        const Core::Ruleset model = readModel(rules);
        QVERIFY(rules.status == RulesText::Status::Incomplete);
        QVERIFY(rules.detail.find("dormant") != std::string::npos);
        QVERIFY(model.table("filter") == nullptr);
    }

    /// A change beside them leaves them as they are, byte for byte; one of them is refused.
    void changesBesideRulesOfNft_data()
    {
        QTest::addColumn<QByteArray>("rule");
        for (const char *rule :
             {"tcp dport {1000-1010, 2000} counter drop", "ct state established accept",
              "meta mark set 5", "tcp dport vmap {22 : accept}", "fib daddr type local drop"}) {
            QTest::newRow(rule) << QByteArray(rule);
        }
    }

    void changesBesideRulesOfNft()
    {
        QFETCH(QByteArray, rule);
        using namespace Core;
        loadPlain();
        const std::string text = rule.toStdString();
        Test::runTool("nft", {"-f", "-"},
                      "insert rule ip filter INPUT " + text + "\nadd rule ip filter INPUT index 1 "
                          + text + "\nadd rule ip filter INPUT " + text + "\n");
        const std::string before = Test::runTool("nft", {"-a", "list", "ruleset"});
        const Helper::Side side{Backend::Nft, Family::Ipv4};
        const ChainPlace place{Backend::Nft, Family::Ipv4, "filter", "INPUT"};
        const std::string second = "-s 192.0.2.1/32 -j DROP";
        const std::string own = "-s 192.0.2.77/32 -j ACCEPT";
        const std::vector<Change> good[] = {
            {InsertRule{place, 1, own, {}, {}, {}}},
            {InsertRule{place, 3, own, {}, {}, {}}},
            {InsertRule{place, 6, own, {}, {}, {}}},
            {AppendRule{place, own}},
            {DeleteRule{place, 2, second}},
            {DeleteRule{place, 0, second}},
            {DeleteRule{place, 4, {}, true}},
            {ReplaceRule{place, 2, second, own}},
            {SetPolicy{place, Policy::Drop}},
            {InsertRule{place, 1, own, {}, {}, {}}, DeleteRule{place, 3, second}},
        };
        for (const std::vector<Change> &changes : good) {
            auto now = Helper::readSide(side);
            QVERIFY(now.has_value());
            auto plan = Helper::planSide(*now, side, changes);
            QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
            const auto done = Helper::commitPlan(*plan, nullptr, {});
            QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
            QCOMPARE(nativeLines(Test::runTool("nft", {"-a", "list", "ruleset"}), own),
                     nativeLines(before, own));
            auto back = Helper::planSide(*done, side, plan->inverse);
            QVERIFY2(back.has_value(), back ? "" : back.error().message.c_str());
            QVERIFY(Helper::commitPlan(*back, nullptr, {}).has_value());
            QCOMPARE(withoutHandles(Test::runTool("nft", {"-a", "list", "ruleset"})),
                     withoutHandles(before));
        }
        const auto now = Helper::readSide(side);
        const std::string native =
            now->table("filter")->chain("INPUT")->rules[0].text.substr(std::size("-A INPUT"));
        const Change bad[] = {
            DeleteRule{place, 1, native},
            DeleteRule{place, 1, {}, true},
            ReplaceRule{place, 1, native, own},
            ReplaceRule{place, 1, {}, own, true},
            ReplaceRule{place, 2, second, native},
            InsertRule{place, 1, native, {}, {}, {}},
            AppendRule{place, native},
            FlushChain{place},
        };
        for (const Change &change : bad) {
            const auto plan = Helper::planSide(*now, side, {change});
            QVERIFY(!plan.has_value());
            QVERIFY2(plan.error().code == ErrorCode::Unsupported, plan.error().message.c_str());
        }
    }

private:
    /// Everything but the rules that the test itself puts in or takes out, and the policy.
    static std::string nativeLines(const std::string &listing, const std::string &own)
    {
        std::istringstream lines(listing);
        std::string result;
        const std::string address = own.substr(3, own.find('/') - 3);
        for (std::string line; std::getline(lines, line);) {
            if (line.find(address) == std::string::npos
                && line.find("192.0.2.1 ") == std::string::npos
                && line.find("dport 80 ") == std::string::npos
                && line.find("policy") == std::string::npos) {
                result += line + '\n';
            }
        }
        return result;
    }
    static std::string withoutHandles(std::string listing)
    {
        static const QRegularExpression handle(QStringLiteral(" # handle \\d+"));
        return QString::fromStdString(listing).remove(handle).toStdString();
    }
    struct Checked {
        int lines = 0;
        int alone = 0; ///< from the kernel's dump without the save program
    };
    static void checkVectors(const QFileInfo &info, Checked &checked)
    {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString name = info.fileName();
        const QList<Family> families = name.startsWith(QLatin1String("libip6t_"))
            ? QList{Family::Ipv6}
            : name.startsWith(QLatin1String("libipt_")) ? QList{Family::Ipv4}
                                                        : QList{Family::Ipv4, Family::Ipv6};
        QString chain = QStringLiteral("INPUT");
        QString table = QStringLiteral("filter");
        Test::runTool("nft", {"flush", "ruleset"});
        while (!file.atEnd()) {
            const QString line = QString::fromUtf8(file.readLine()).trimmed();
            if (line.startsWith(QLatin1Char(':'))) {
                chain = line.mid(1).section(QLatin1Char(','), 0, 0);
            } else if (line.startsWith(QLatin1Char('*'))) {
                table = line.mid(1);
            } else if (line.endsWith(QLatin1String(";OK"))
                       && !QStringLiteral("#@%").contains(line[0])) {
                const QString rule = line.section(QLatin1Char(';'), 0, -3);
                for (const Family family : families) {
                    // One at a time: many need what this kernel does not have.
                    Test::runTool(Test::toolName(Backend::Nft, family, "-restore"), {"--noflush"},
                                  QStringLiteral("*%1\n-A %2 %3\nCOMMIT\n")
                                      .arg(table, chain, rule)
                                      .toStdString(),
                                  true);
                }
            }
        }
        for (const Family family : families) {
            const auto rules = Helper::readNftChecked(family);
            QVERIFY(rules.has_value());
            const auto alone = Helper::readNftAlone(family);
            QVERIFY(alone.has_value());
            if (rules->status == RulesText::Status::NotThere) {
                QVERIFY(*alone && (*alone)->status == RulesText::Status::NotThere);
                continue;
            }
            QVERIFY2(rules->status == RulesText::Status::Done,
                     qPrintable(name + QString::fromStdString(rules->detail)));
            QVERIFY2(rules->text.find("-m nft") == std::string::npos,
                     (name.toStdString() + '\n' + rules->text).c_str());
            const std::string saved = Test::savedText(Backend::Nft, family);
            QVERIFY2(Test::withoutComments(rules->text) == saved,
                     (name.toStdString() + '\n' + rules->text + saved).c_str());
            const auto lines =
                static_cast<int>(std::count(rules->text.begin(), rules->text.end(), '\n'));
            checked.lines += lines;
            if (*alone) {
                QCOMPARE((*alone)->text, saved);
                QCOMPARE((*alone)->generation, rules->generation);
                checked.alone += lines;
            } else {
                qInfo("%s needs the save program", qPrintable(name));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestNftReading)
#include "tst_nftreading.moc"
