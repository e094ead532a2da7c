// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftjson.h"
#include "core/text/nftlisting.h"

#include <QFile>
#include <QTest>

using namespace Portlight::Core;

namespace
{

NativeRuleset readFile(const char *name)
{
    QFile file(QStringLiteral(PORTLIGHT_TEST_DATA "/nft/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly)) {
        QTest::qFail(name, __FILE__, __LINE__);
        return {};
    }
    const auto ruleset = parseNftJson(file.readAll().toStdString());
    if (!ruleset) {
        QTest::qFail(ruleset.error().message.c_str(), __FILE__, __LINE__);
        return {};
    }
    return *ruleset;
}

} // namespace

class TestNftJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firewalld()
    {
        const NativeRuleset ruleset = readFile("zones.json");
        const NativeTable *table = ruleset.table("inet", "firewalld");
        QVERIFY(table != nullptr);
        QVERIFY(table->owner.owner == Owner::Firewalld);
        QVERIFY(!table->sharedWithIptables);
        QCOMPARE(table->chains.size(), std::size_t(3));
        const NativeChain &input = table->chains[0];
        QCOMPARE(input.name, std::string("filter_INPUT"));
        QCOMPARE(input.type, std::string("filter"));
        QCOMPARE(input.hook, std::string("input"));
        QCOMPARE(input.priority, std::optional(10));
        QCOMPARE(input.policy, std::optional(Policy::Accept));
        QCOMPARE(input.rules.size(), std::size_t(6));
        QCOMPARE(input.rules[2].text, std::string("iifname \"lo\" accept"));
        QVERIFY(!input.rules[2].counters.has_value());
        QVERIFY(!table->chains[1].priority.has_value());
        QCOMPARE(table->sets.size(), std::size_t(1));
        QCOMPARE(table->sets[0].type, std::string("ipv4_addr"));
        QCOMPARE(table->sets[0].elementCount, std::size_t(2));
        QCOMPARE(table->others, std::vector<std::string>{"ct helper netbios"});
    }

    void countersCommentsAndMaps()
    {
        const NativeRuleset ruleset = readFile("containers.json");
        const NativeTable *docker = ruleset.table("ip", "docker-bridges");
        QVERIFY(docker != nullptr);
        QVERIFY(docker->owner.owner == Owner::Docker);
        const NativeRule &last = docker->chains[1].rules[2];
        QCOMPARE(last.text, std::string("counter drop"));
        QCOMPARE(last.comment, std::string("UNPUBLISHED PORT DROP"));
        QCOMPARE(last.counters, std::optional(Counters{0, 0}));
        QCOMPARE(last.json, std::string(R"([{"counter":{"packets":0,"bytes":0}},{"drop":null}])"));
        QCOMPARE(docker->sets[0].mapsTo, std::string("verdict"));
        QCOMPARE(docker->sets[0].elements,
                 std::vector<std::string>{"\"docker0\" : jump filter-forward-in__docker0"});
        QVERIFY(ruleset.table("inet", "netavark")->owner.owner == Owner::Podman);
    }

    void tablesOfIptables()
    {
        const NativeRuleset ruleset = readFile("inside-iptables.json");
        const NativeTable *filter = ruleset.table("ip", "filter");
        QVERIFY(filter != nullptr && filter->sharedWithIptables);
        QVERIFY(filter->owner.owner == Owner::Hand);
        QCOMPARE(filter->sets[0].elements,
                 (std::vector<std::string>{"192.0.2.0/24", "198.51.100.1-198.51.100.9"}));
        QVERIFY(readFile("bans-and-guests.json").table("ip", "libvirt_network")->owner.owner
                == Owner::Libvirt);
    }

    void everyRuleHasItsWordsAndNoneIsJson()
    {
        const NativeRuleset ruleset = readFile("words.json");
        std::size_t rules = 0;
        for (const NativeTable &table : ruleset.tables) {
            for (const NativeChain &chain : table.chains) {
                for (const NativeRule &rule : chain.rules) {
                    QVERIFY2(!rule.text.empty() && rule.text.find("{\"") == std::string::npos,
                             rule.text.c_str());
                    ++rules;
                }
            }
        }
        QVERIFY(rules > 100);
    }

    void unknownPartsKeepTheirJson()
    {
        const auto ruleset = parseNftJson(
            R"({"nftables":[{"table":{"family":"ip","name":"x","handle":1,"flags":"dormant"}},
                {"chain":{"family":"ip","table":"x","name":"c","handle":1}},
                {"rule":{"family":"ip","table":"x","chain":"c","handle":2,
                         "expr":[{"novelty":{"level":3}},{"accept":null}]}},
                {"contraption":{"family":"ip","table":"x","name":"y"}}]})");
        QVERIFY(ruleset.has_value());
        QCOMPARE(ruleset->tables[0].chains[0].rules[0].text,
                 std::string(R"({"novelty":{"level":3}} accept)"));
        QCOMPARE(ruleset->tables[0].others, std::vector<std::string>{"contraption y"});
        QCOMPARE(ruleset->tables[0].flags, std::vector<std::string>{"dormant"});
    }

    void manyElementsAreCounted()
    {
        std::string elements;
        constexpr int count = 10005;
        for (int i = 0; i < count; ++i) {
            elements += (i == 0 ? "" : ",") + std::to_string(i);
        }
        const auto ruleset = parseNftJson(
            R"({"nftables":[{"table":{"family":"ip","name":"x"}},{"set":{"family":"ip","table":"x",)"
            R"("name":"s","type":"mark","handle":1,"elem":[)"
            + elements + "]}}]}");
        QVERIFY(ruleset.has_value());
        QCOMPARE(ruleset->tables[0].sets[0].elementCount, std::size_t(count));
        QCOMPARE(ruleset->tables[0].sets[0].elements.size(), maxNativeElements);
        QCOMPARE(ruleset->tables[0].sets[0].elements[255], std::string("0x000000ff"));
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<unsigned>("line");
        QTest::addColumn<unsigned>("column");
        const auto row = [](const char *name, const char *text, unsigned line, unsigned column) {
            QTest::newRow(name) << QByteArray(text) << line << column;
        };
        row("empty", "", 1, 1);
        row("not JSON", "{\"nftables\":\n  [nothing]}", 2, 5);
        row("cut", "{\"nftables\": [", 1, 15);
        row("another object", "{\"tables\": []}", 0, 0);
        row("no list", "{\"nftables\": {}}", 0, 0);
        row("chain without table",
            R"({"nftables":[{"chain":{"family":"ip","table":"x","name":"c"}}]})", 0, 0);
        row("rule without chain",
            R"({"nftables":[{"table":{"family":"ip","name":"x"}},)"
            R"({"rule":{"family":"ip","table":"x","chain":"c","expr":[]}}]})",
            0, 0);
        row("two members", R"({"nftables":[{"table":{},"chain":{}}]})", 0, 0);
        row("policy",
            R"({"nftables":[{"table":{"family":"ip","name":"x"}},)"
            R"({"chain":{"family":"ip","table":"x","name":"c","policy":"maybe"}}]})",
            0, 0);
    }

    void errors()
    {
        QFETCH(QByteArray, text);
        QFETCH(unsigned, line);
        QFETCH(unsigned, column);
        const auto ruleset = parseNftJson(text.toStdString());
        QVERIFY(!ruleset.has_value());
        QVERIFY(ruleset.error().code == ErrorCode::ParseFailed);
        QCOMPARE(ruleset.error().position.line, line);
        QCOMPARE(ruleset.error().position.column, column);
    }

    void tooDeep()
    {
        const auto ruleset = parseNftJson("{\"nftables\": " + std::string(100, '[') + "\n");
        QVERIFY(!ruleset.has_value());
        QVERIFY(ruleset.error().code == ErrorCode::LimitExceeded);
    }

    void listing()
    {
        const auto rules =
            rulesOfListing("table ip filter { # handle 1\n"
                           "\tset s { # handle 9\n\t\ttype ipv4_addr\n\t}\n"
                           "\tchain INPUT { # handle 1\n"
                           "\t\ttype filter hook input priority 0; policy accept;\n"
                           "\t\tip saddr { 10.0.0.1,\n\t\t\t     10.0.0.2 } drop # handle 4\n"
                           "\t\tcounter comment \"# handle 7\" # handle 5\n"
                           "\t}\n}\n");
        QCOMPARE(rules.size(), std::size_t(2));
        QCOMPARE(rules.at(4), std::string("ip saddr { 10.0.0.1, 10.0.0.2 } drop"));
        QCOMPARE(rules.at(5), std::string("counter comment \"# handle 7\""));
    }
};

QTEST_APPLESS_MAIN(TestNftJson)
#include "tst_nftjson.moc"
