// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/nativetext.h"
#include "app/models/quietrules.h"
#include "app/models/rulesearch.h"
#include "app/models/sequencemerge.h"
#include "core/text/saveparser.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

Core::Rule rule(const char *text)
{
    return Core::parseRule(text, Core::Family::Ipv4).value();
}

Core::Ruleset ruleset(const std::string &text)
{
    return Core::parseSave(text, Core::Backend::Nft, Core::Family::Ipv4).value();
}

} // namespace

class TestRuleSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("isFound");
        const auto row = [](const char *name, const char *search, const char *line, bool isFound) {
            QTest::newRow(name) << QString::fromUtf8(search) << QString::fromUtf8(line) << isFound;
        };
        const char *ssh = "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT";
        const char *range = "-A INPUT -p udp -m udp --dport 6000:6010 -j DROP";
        const char *many = "-A INPUT -p tcp -m multiport --dports 25,80,8000:8100 -j ACCEPT";
        const char *net = "-A INPUT -s 10.0.0.0/8 -j ACCEPT";
        const char *all = "-A INPUT -s 0.0.0.0/0 -j ACCEPT";
        const char *jump = "-A INPUT -j ufw-user-input";
        const char *dnat =
            "-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8081";
        const char *limit = "-A INPUT -m limit --limit 22/min -j LOG --log-prefix \"odd one \"";
        const char *comment = "-A INPUT -m comment --comment \"Web shop (Anna)\" -j ACCEPT";
        const char *iprange = "-A INPUT -m iprange --src-range 192.0.2.10-192.0.2.20 -j DROP";
        row("a port", "22", ssh, true);
        row("a port is a whole number", "2", ssh, false);
        row("a port in a range", "6005", range, true);
        row("a port past a range", "6011", range, false);
        row("a port of a list", "80", many, true);
        row("a port in a range of a list", "8050", many, true);
        row("a service by its name", "ssh", ssh, true);
        row("a service, case aside", "SSH", ssh, true);
        row("a service in a list", "smtp", many, true);
        row("another service", "https", ssh, false);
        row("a service of another protocol", "mdns", "-A INPUT -p tcp -m tcp --dport 5353 -j DROP",
            false);
        row("an address in a network", "10.1.2.3", net, true);
        row("an address outside", "11.1.2.3", net, false);
        row("an address in the whole space says nothing", "10.1.2.3", all, false);
        row("a network within a network", "10.1.0.0/16", net, true);
        row("a network around a network", "10.0.0.0/7", net, true);
        row("an address of the other family", "2001:db8::1", net, false);
        row("the beginning of an address", "10", net, true);
        row("the middle of an address is no number", "0", net, false);
        row("an address in a range of a module", "192.0.2.15", iprange, true);
        row("an address past it", "192.0.2.21", iprange, false);
        row("where DNAT sends it", "172.17.0.2", dnat, true);
        row("the port DNAT sends it to", "8081", dnat, true);
        row("a number in other words", "22", limit, true);
        row("a word of the sentence", "silently", range, true);
        row("a word of iptables", "multiport", many, true);
        row("a target", "DNAT", dnat, true);
        row("a chain to go to", "ufw-user", jump, true);
        row("its own chain", "prerouting", dnat, true);
        row("a comment", "anna", comment, true);
        row("two words, both needed", "tcp 22", ssh, true);
        row("two words, one missing", "udp 22", ssh, false);
        row("no such word", "zebra", ssh, false);
        row("blanks only find all", "  ", ssh, true);
    }

    void finds()
    {
        QFETCH(QString, search);
        QFETCH(QString, line);
        QFETCH(bool, isFound);
        QCOMPARE(SearchQuery(search).matches(searchEntry(rule(line.toUtf8().constData()))),
                 isFound);
    }

    void findsInNftsOwnWords_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("a port of a set") << QStringLiteral("443") << true;
        QTest::newRow("a port in a range of a set") << QStringLiteral("8005") << true;
        QTest::newRow("no port") << QStringLiteral("444") << false;
        QTest::newRow("a service") << QStringLiteral("https") << true;
        QTest::newRow("an address") << QStringLiteral("192.0.2.77") << true;
        QTest::newRow("a word") << QStringLiteral("accept") << true;
    }

    void findsInNftsOwnWords()
    {
        QFETCH(QString, search);
        QFETCH(bool, isFound);
        Core::NativeRule native;
        native.text = "ip saddr 192.0.2.0/24 tcp dport { 443, 8000-8010 } counter accept";
        QCOMPARE(SearchQuery(search).matches(searchEntry(native)), isFound);
    }

    void marksWhatWasFound_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("marked");
        QTest::newRow("a service marks its port")
            << QStringLiteral("ssh") << QStringLiteral("Allow TCP to port 22 on 2200")
            << QStringLiteral("Allow TCP to port [22] on 2200");
        QTest::newRow("an address marks its network")
            << QStringLiteral("10.1.2.3") << QStringLiteral("Allow TCP from 10.0.0.0/8")
            << QStringLiteral("Allow TCP from [10.0.0.0/8]");
        QTest::newRow("words, case aside")
            << QStringLiteral("ALLOW tcp") << QStringLiteral("Allow TCP")
            << QStringLiteral("[Allow] [TCP]");
    }

    void marksWhatWasFound()
    {
        QFETCH(QString, search);
        QFETCH(QString, shown);
        QFETCH(QString, marked);
        const auto entry =
            searchEntry(rule("-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT"));
        QString text = shown;
        auto spans = findMarks(shown, SearchQuery(search).marks(entry));
        std::reverse(spans.begin(), spans.end());
        for (const auto &span : spans) {
            text.insert(span.start + span.length, QLatin1Char(']'));
            text.insert(span.start, QLatin1Char('['));
        }
        QCOMPARE(text, marked);
    }

    void indexFindsOverAllChains()
    {
        const SearchIndex index(ruleset("*nat\n:PREROUTING ACCEPT [0:0]\n"
                                        "-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT "
                                        "--to-ports 8080\nCOMMIT\n"
                                        "*filter\n:INPUT ACCEPT [0:0]\n:web - [0:0]\n"
                                        "-A INPUT -j DROP\n"
                                        "-A INPUT -p tcp -m tcp --dport 8080 -j web\n"
                                        "-A web -j ACCEPT\nCOMMIT\n"));
        const auto hits = index.find(SearchQuery(QStringLiteral("8080")));
        QCOMPARE(hits.size(), std::size_t(2));
        QCOMPARE(hits[0].place.chain, std::string("PREROUTING"));
        QVERIFY(hits[0].rules == std::vector<std::uint32_t>{0});
        QCOMPARE(hits[1].place.chain, std::string("INPUT"));
        QVERIFY(hits[1].rules == std::vector<std::uint32_t>{1});
    }

    /// A merge, carried out step by step, gives the new list, whatever the two are.
    void mergesGiveTheNewList()
    {
        QRandomGenerator random(20261124);
        for (int round = 0; round < 400; ++round) {
            const auto list = [&random](int most) {
                std::vector<std::string> texts;
                const int count = random.bounded(most);
                for (int i = 0; i < count; ++i) {
                    texts.push_back(std::to_string(random.bounded(12)));
                }
                return texts;
            };
            const auto keysOf = [](const std::vector<std::string> &texts) {
                return sequenceKeys(std::vector<std::string_view>(texts.begin(), texts.end()));
            };
            const auto old = keysOf(list(30));
            const auto now = keysOf(list(30));
            auto unique = now;
            std::sort(unique.begin(), unique.end());
            QVERIFY(std::adjacent_find(unique.begin(), unique.end()) == unique.end());
            const auto plan = mergeSequences(old, now);
            auto list2 = old;
            for (auto run = plan.removed.rbegin(); run != plan.removed.rend(); ++run) {
                const auto at = list2.begin() + static_cast<std::ptrdiff_t>(run->first);
                list2.erase(at, at + static_cast<std::ptrdiff_t>(run->count));
            }
            for (const auto &run : plan.inserted) {
                list2.insert(list2.begin() + static_cast<std::ptrdiff_t>(run.first),
                             now.begin() + static_cast<std::ptrdiff_t>(run.first),
                             now.begin() + static_cast<std::ptrdiff_t>(run.first + run.count));
            }
            QVERIFY(list2 == now);
            for (std::size_t i = 0; i < now.size(); ++i) {
                QVERIFY(plan.before[i] == SequenceMerge::none || old[plan.before[i]] == now[i]);
            }
        }
    }

    void mergeOfLargeListsTakesNoSquareOfTime()
    {
        std::vector<std::uint64_t> old(200000);
        for (std::size_t i = 0; i < old.size(); ++i) {
            old[i] = i * 7919;
        }
        auto now = old;
        std::rotate(now.begin(), now.begin() + 1, now.end());
        const auto moved = mergeSequences(old, now);
        QCOMPARE(moved.removed.size(), std::size_t(1));
        QCOMPARE(moved.inserted.size(), std::size_t(1));
        // The worst case: nothing stays in its order. A square of 200,000 would not end here.
        std::reverse(now.begin(), now.end());
        QCOMPARE(mergeSequences(old, now).before.size(), now.size());
    }

    void quietRulesRememberSinceWhen()
    {
        const auto reading = [](unsigned packets) {
            return ruleset("*filter\n:INPUT ACCEPT [0:0]\n[0:0] -A INPUT -j DROP\n["
                           + std::to_string(packets) + ":0] -A INPUT -j ACCEPT\nCOMMIT\n");
        };
        const std::vector<std::string_view> texts{"-A INPUT -j DROP", "-A INPUT -j ACCEPT"};
        const auto keys = sequenceKeys(texts);
        auto quiet = QuietRules::after({}, reading(0), 100);
        quiet = QuietRules::after(quiet, reading(1), 200);
        QVERIFY(quiet.since("filter", "INPUT", keys[0]) == 100);
        QVERIFY(!quiet.since("filter", "INPUT", keys[1]));
        // Set back to zero: quiet from then on only.
        quiet = QuietRules::after(quiet, reading(0), 300);
        QVERIFY(quiet.since("filter", "INPUT", keys[0]) == 100);
        QVERIFY(quiet.since("filter", "INPUT", keys[1]) == 300);
        QVERIFY(!quiet.since("filter", "OUTPUT", keys[0]));
    }

    void nativeRulesEndWithAVerdict_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *text, const char *name) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(name);
        };
        row("tcp dport 22 accept", "ACCEPT");
        row("counter packets 0 bytes 0 drop", "DROP");
        row("reject with icmpx type admin-prohibited", "REJECT");
        row("jump filter_INPUT_ZONES", "filter_INPUT_ZONES");
        row("log prefix \"please drop it \" accept", "ACCEPT");
        row("log prefix \"drop\"", "LOG");
        row("iifname vmap { \"lo\" : accept, \"eth0\" : drop }", "vmap");
        row("ip daddr 192.0.2.1 dnat to 10.0.0.2", "DNAT");
        row("oifname \"eth0\" masquerade", "MASQUERADE");
        row("counter", "");
    }

    void nativeRulesEndWithAVerdict()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(nativeTarget(text.toStdString()).name), name);
    }
};

QTEST_APPLESS_MAIN(TestRuleSearch)
#include "tst_rulesearch.moc"
