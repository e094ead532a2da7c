// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/entryfilter.h"
#include "core/conntrack/entryrecord.h"
#include "core/conntrack/tablesummary.h"
#include "core/conntrack/topcounter.h"
#include "core/packet/packet.h"

#include <QtTest>

#include <map>
#include <random>

using namespace Portlight::Core;

namespace
{

ConntrackEntry flow(const char *from, std::uint16_t sourcePort, const char *to, std::uint16_t port,
                    std::uint8_t protocol = ProtocolTcp)
{
    ConntrackEntry entry;
    entry.original.source = *IpAddress::parse(from);
    entry.original.destination = *IpAddress::parse(to);
    entry.original.protocol = protocol;
    entry.original.sourcePort = sourcePort;
    entry.original.destinationPort = port;
    entry.reply = inverse(entry.original);
    entry.secondsLeft = 100;
    if (protocol == ProtocolTcp) {
        entry.state = 3;
    }
    return entry;
}

/// With everything that an entry can have.
ConntrackEntry fullEntry()
{
    ConntrackEntry entry = flow("2001:db8::1", 65535, "2001:db8::2", 443);
    entry.reply.destination = *IpAddress::parse("2001:db8::99");
    entry.reply.destinationPort = 1;
    entry.id = 0xffffffff;
    entry.status = FlowSeenReply | FlowAssured | FlowSourceNat;
    entry.secondsLeft = 432000;
    entry.zone = 65535;
    entry.zoneSide = ZoneSide::Reply;
    entry.mark = 0x80000001;
    entry.sent = FlowAmount{1, ~std::uint64_t{0}};
    entry.answered = FlowAmount{2, 3};
    entry.helper = "ftp-2121";
    entry.began = 1'790'000'000'123'456'789U;
    return entry;
}

using Words = std::map<std::string, std::string>;

} // namespace

Q_DECLARE_METATYPE(Words)

class TestEntries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsComeBack();
    void piecesOfAnySize();
    void brokenRecordsAreRefused();
    void inverses();
    void states();
    void filters_data();
    void filters();
    void wordsOfFiltersComeBack();
    void wrongFilters_data();
    void wrongFilters();
    void countsAreExactWhileTheyFit();
    void countsKeepTheirPromiseBeyond();
    void grows();
};

void TestEntries::recordsComeBack()
{
    ConntrackEntry ping = flow("192.0.2.1", 0, "192.0.2.2", 0, ProtocolIcmp);
    ping.original.icmpType = 8;
    ping.original.icmpId = 0xabcd;
    ping.reply = inverse(ping.original);
    for (const ConntrackEntry &entry :
         {ConntrackEntry(), flow("192.0.2.1", 40000, "192.0.2.2", 22), ping, fullEntry()}) {
        std::string record;
        appendRecord(record, entry);
        QVERIFY(record.size() <= longestRecord);
        const auto back = parseRecord(record);
        QVERIFY(back.has_value());
        QVERIFY(*back == entry);
    }
    std::string usual;
    appendRecord(usual, flow("192.0.2.1", 40000, "192.0.2.2", 22));
    QVERIFY(usual.size() < 30); // what "compact" means: a million are 30 MB
}

void TestEntries::piecesOfAnySize()
{
    std::string records;
    std::vector<ConntrackEntry> sent;
    for (std::uint16_t port = 1; port <= 50; ++port) {
        sent.push_back(port % 2 == 0 ? fullEntry() : flow("192.0.2.1", port, "192.0.2.2", 22));
        appendRecord(records, sent.back());
    }
    for (const std::size_t size : {1U, 7U, 100U, 100000U}) {
        EntryReader reader;
        std::vector<ConntrackEntry> received;
        for (std::size_t at = 0; at < records.size(); at += size) {
            QVERIFY(reader.read(std::string_view(records).substr(at, size), received));
        }
        QVERIFY(reader.isAtEnd());
        QVERIFY(received == sent);
        QVERIFY(reader.read(std::string_view(records).substr(0, 3), received));
        QVERIFY(!reader.isAtEnd());
    }
}

void TestEntries::brokenRecordsAreRefused()
{
    std::string good;
    appendRecord(good, fullEntry());
    for (std::size_t size = 0; size < good.size(); ++size) {
        std::string cut = good.substr(0, size);
        QVERIFY(!parseRecord(cut).has_value());
        if (size > 0) { // with a length that fits, too
            cut[0] = static_cast<char>(size - 1);
            QVERIFY(!parseRecord(cut).has_value());
        }
    }
    QVERIFY(!parseRecord(good + 'x').has_value());
    // No change of any byte may do more than change a value.
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const int value : {0x00, 0x7f, 0x80, 0xff}) {
            std::string changed = good;
            changed[at] = static_cast<char>(value);
            if (const auto entry = parseRecord(changed)) {
                std::string again;
                appendRecord(again, *entry);
                QVERIFY(parseRecord(again).has_value());
            }
        }
    }
    std::string helper = good;
    helper[helper.find("ftp")] = '\n';
    QVERIFY(!parseRecord(helper).has_value());
}

void TestEntries::inverses()
{
    const ConntrackEntry entry = flow("192.0.2.1", 40000, "192.0.2.2", 22);
    QVERIFY(inverse(inverse(entry.original)) == entry.original);
    QVERIFY(!translationOf(entry).source && !translationOf(entry).destination);
    ConntrackEntry masqueraded = entry;
    masqueraded.reply.destinationPort = 1024;
    QVERIFY(translationOf(masqueraded).source && !translationOf(masqueraded).destination);
    ConntrackEntry published = entry;
    published.reply.source = *IpAddress::parse("10.0.0.9");
    QVERIFY(!translationOf(published).source && translationOf(published).destination);
    EntryTuple ping;
    ping.protocol = ProtocolIcmpv6;
    ping.icmpType = 128;
    QCOMPARE(inverse(ping).icmpType, std::uint8_t{129});
    QCOMPARE(inverse(inverse(ping)).icmpType, std::uint8_t{128});
}

void TestEntries::states()
{
    ConntrackEntry entry = flow("192.0.2.1", 1, "192.0.2.2", 2);
    entry.state = 7;
    QCOMPARE(stateText(entry), std::string("TIME_WAIT"));
    entry.state = 99;
    QCOMPARE(stateText(entry), std::string("99"));
    ConntrackEntry udp = flow("192.0.2.1", 1, "192.0.2.2", 2, ProtocolUdp);
    QCOMPARE(stateText(udp), std::string("UNREPLIED"));
    udp.status = FlowSeenReply;
    QCOMPARE(stateText(udp), std::string("REPLIED"));
    udp.status |= FlowAssured;
    QCOMPARE(stateText(udp), std::string("ASSURED"));
    QCOMPARE(describe(fullEntry()),
             std::string("ipv6 tcp [2001:db8::1]:65535 -> [2001:db8::2]:443 ESTABLISHED"));
}

void TestEntries::filters_data()
{
    QTest::addColumn<Words>("words");
    QTest::addColumn<bool>("matches"); // fullEntry()
    const auto row = [](const char *name, const Words &words, bool matches) {
        QTest::newRow(name) << words << matches;
    };
    row("all", {}, true);
    row("family", {{"family", "ipv6"}}, true);
    row("other family", {{"family", "ipv4"}}, false);
    row("protocol", {{"protocol", "tcp"}}, true);
    row("other protocol", {{"protocol", "17"}}, false);
    row("source", {{"source", "2001:db8::/64"}}, true);
    row("source is not the destination", {{"source", "2001:db8::2"}}, false);
    row("destination", {{"destination", "2001:db8::2"}}, true);
    row("address as translated", {{"address", "2001:db8::99"}}, true);
    row("no address of it", {{"address", "2001:db8::3"}}, false);
    row("port", {{"port", "443"}}, true);
    row("source port is not the port", {{"port", "65535"}}, false);
    row("source port", {{"source-port", "65535"}}, true);
    row("state", {{"state", "ESTABLISHED"}}, true);
    row("other state", {{"state", "CLOSE"}}, false);
    row("zone", {{"zone", "65535"}}, true);
    row("no zone", {{"zone", "0"}}, false);
    row("mark", {{"mark", "0x80000001"}}, true);
    row("mark under a mask", {{"mark", "0x1/0xff"}}, true);
    row("other mark", {{"mark", "1"}}, false);
    row("helper", {{"helper", "ftp-2121"}}, true);
    row("other helper", {{"helper", "ftp"}}, false);
    row("translated", {{"translated", "yes"}}, true);
    row("not translated", {{"translated", "no"}}, false);
    row("all must hold", {{"family", "ipv6"}, {"port", "443"}, {"zone", "1"}}, false);
}

void TestEntries::filters()
{
    QFETCH(const Words, words);
    QFETCH(const bool, matches);
    const auto filter = parseEntryFilter(words);
    QVERIFY(filter.has_value());
    QCOMPARE(filter->matches(fullEntry()), matches);
    QCOMPARE(filter->isEmpty(), words.empty());
}

void TestEntries::wordsOfFiltersComeBack()
{
    const auto all = parseEntryFilter({{"family", "ipv4"},
                                       {"protocol", "udp"},
                                       {"source", "10.0.0.0/8"},
                                       {"destination", "192.0.2.1"},
                                       {"address", "10.0.0.1"},
                                       {"source-port", "1"},
                                       {"port", "53"},
                                       {"state", "ASSURED"},
                                       {"zone", "7"},
                                       {"mark", "0x10/0xf0"},
                                       {"helper", "sip"},
                                       {"translated", "no"}});
    QVERIFY(all.has_value());
    const auto again = parseEntryFilter(toWords(*all));
    QVERIFY(again.has_value());
    QVERIFY(*again == *all);
}

void TestEntries::wrongFilters_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *key, const QString &value) {
        QTest::addRow("%s %s", key, qPrintable(value)) << QString::fromLatin1(key) << value;
    };
    row("colour", QStringLiteral("red"));
    row("family", QStringLiteral("ipv5"));
    row("protocol", QStringLiteral("256"));
    row("source", QStringLiteral("10.0.0.0/33"));
    row("source", QStringLiteral("localhost"));
    row("port", QStringLiteral("65536"));
    row("port", QStringLiteral("-1"));
    row("port", QString());
    row("zone", QStringLiteral("0x"));
    row("mark", QStringLiteral("0x100000000"));
    row("mark", QStringLiteral("1/"));
    row("state", QStringLiteral("A B"));
    row("helper", QString(65, QLatin1Char('x')));
    row("translated", QStringLiteral("maybe"));
}

void TestEntries::wrongFilters()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    const auto filter = parseEntryFilter({{key.toStdString(), value.toStdString()}});
    QVERIFY(!filter.has_value());
    QVERIFY(filter.error().code == ErrorCode::InvalidArgument);
    QVERIFY(filter.error().message.find(key.toStdString()) != std::string::npos);
}

void TestEntries::countsAreExactWhileTheyFit()
{
    TopCounter<std::uint32_t> counter(1000);
    for (std::uint32_t round = 0; round < 1000; ++round) {
        for (std::uint32_t key = round; key < 1000; ++key) {
            counter.add(key);
        }
    }
    QCOMPARE(counter.error(), std::uint64_t{0});
    const auto top = counter.top(1000);
    QCOMPARE(top.size(), std::size_t{1000});
    for (std::size_t i = 0; i < top.size(); ++i) {
        QCOMPARE(top[i].first, static_cast<std::uint32_t>(999 - i));
        QCOMPARE(top[i].second, std::uint64_t{1000 - i});
    }
    QCOMPARE(counter.top(3).size(), std::size_t{3});
}

void TestEntries::countsKeepTheirPromiseBeyond()
{
    // A few large ones among very many small ones, in any order.
    constexpr std::size_t capacity = 500;
    std::mt19937 random(7);
    TopCounter<std::uint32_t> counter(capacity);
    std::map<std::uint32_t, std::uint64_t> truth;
    for (int i = 0; i < 300000; ++i) {
        const auto key = static_cast<std::uint32_t>(random() % 4 == 0 ? random() % 20
                                                                      : 1000 + random() % 100000);
        counter.add(key);
        ++truth[key];
    }
    QVERIFY(counter.error() > 0);
    QVERIFY(counter.error() <= 2 * counter.total() / capacity);
    const auto top = counter.top(capacity);
    std::map<std::uint32_t, std::uint64_t> counted(top.begin(), top.end());
    for (const auto &[key, count] : counted) {
        QVERIFY(count <= truth[key]);
        QVERIFY(count + counter.error() >= truth[key]);
    }
    for (const auto &[key, count] : truth) {
        QVERIFY(count <= counter.error() || counted.contains(key));
    }
    for (std::uint32_t i = 0; i < 20; ++i) {
        QVERIFY(top[i].first < 20);
    }
}

void TestEntries::grows()
{
    EntryGroups before{{{"10.0.0.1", 5}, {"10.0.0.2", 7}, {"10.0.0.3", 1}}, 0};
    EntryGroups now{{{"10.0.0.1", 9}, {"10.0.0.2", 7}, {"10.0.0.4", 2}}, 0};
    const auto grown = growth(before, now);
    QCOMPARE(grown.size(), std::size_t{3});
    QVERIFY((grown[0] == GroupGrowth{"10.0.0.1", 4, 9}));
    QVERIFY((grown[1] == GroupGrowth{"10.0.0.4", 2, 2}));
    QVERIFY((grown[2] == GroupGrowth{"10.0.0.3", -1, 0}));
}

QTEST_APPLESS_MAIN(TestEntries)
#include "tst_entries.moc"
