// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/entryrecord.h"
#include "core/packet/packet.h"
#include "entrymaker.h"
#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/table.h"

#include <QProcess>
#include <QtTest>

#include <csignal>
#include <fcntl.h>
#include <map>
#include <set>
#include <thread>
#include <unistd.h>

using namespace Portlight;
using namespace Portlight::Core;

namespace
{

constexpr unsigned entryCount = 10000;

QStringList conntrackLines(const QStringList &arguments)
{
    QProcess program;
    program.start(QStringLiteral("conntrack"), arguments);
    if (!program.waitForFinished(60000) || program.exitCode() != 0) {
        return {};
    }
    return QString::fromUtf8(program.readAllStandardOutput())
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

QString ends(const EntryTuple &tuple)
{
    QString text = QStringLiteral("src=%1 dst=%2")
                       .arg(QString::fromStdString(tuple.source.toString()),
                            QString::fromStdString(tuple.destination.toString()));
    if (isIcmp(tuple.protocol)) {
        text += QStringLiteral(" type=%1 code=%2 id=%3")
                    .arg(tuple.icmpType)
                    .arg(tuple.icmpCode)
                    .arg(tuple.icmpId);
    } else if (tracksPorts(tuple.protocol)) {
        text +=
            QStringLiteral(" sport=%1 dport=%2").arg(tuple.sourcePort).arg(tuple.destinationPort);
    }
    return text;
}

QString zoneText(const ConntrackEntry &entry, ZoneSide side, const char *name)
{
    return entry.zone != 0 && entry.zoneSide == side
        ? QStringLiteral(" %1=%2").arg(QLatin1String(name)).arg(entry.zone)
        : QString();
}

/// The line of `conntrack -L -o extended,id` without the time left and without "use=".
QString conntrackLine(const ConntrackEntry &entry)
{
    const std::uint8_t protocol = entry.original.protocol;
    QString line = entry.original.source.family == Family::Ipv6 ? QStringLiteral("ipv6 10 ")
                                                                : QStringLiteral("ipv4 2 ");
    const QString name =
        protocol == 89 ? QStringLiteral("unknown") : QString::fromStdString(protocolName(protocol));
    line += QStringLiteral("%1 %2 ")
                .arg(protocol == ProtocolIcmpv6 ? QStringLiteral("icmpv6") : name)
                .arg(protocol);
    if (entry.state) {
        line += QString::fromStdString(stateText(entry)) + QLatin1Char(' ');
    }
    line += ends(entry.original) + zoneText(entry, ZoneSide::Original, "zone-orig");
    line +=
        (entry.status & FlowSeenReply) == 0 ? QStringLiteral(" [UNREPLIED] ") : QStringLiteral(" ");
    line += ends(entry.reply) + zoneText(entry, ZoneSide::Reply, "zone-reply");
    line += (entry.status & FlowAssured) != 0 ? QStringLiteral(" [ASSURED]") : QString();
    line += QStringLiteral(" mark=%1").arg(entry.mark);
    line += zoneText(entry, ZoneSide::Both, "zone");
    if (!entry.helper.empty()) {
        line += QStringLiteral(" helper=%1").arg(QString::fromStdString(entry.helper));
    }
    return line + QStringLiteral(" id=%1").arg(entry.id);
}

struct ToolEntry {
    QString line;
    unsigned secondsLeft = 0;
};

/// Id -> what conntrack(8) says of it.
QMap<quint32, ToolEntry> toolEntries()
{
    QMap<quint32, ToolEntry> entries;
    for (const QString &line : conntrackLines(
             {QStringLiteral("-L"), QStringLiteral("-o"), QStringLiteral("extended,id")})) {
        QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        ToolEntry entry;
        entry.secondsLeft = words.takeAt(4).toUInt();
        words.erase(std::remove_if(words.begin(), words.end(),
                                   [](const QString &word) {
                                       return word.startsWith(QLatin1String("use="));
                                   }),
                    words.end());
        entry.line = words.join(QLatin1Char(' '));
        entries.insert(words.last().mid(3).toUInt(), entry);
    }
    return entries;
}

std::vector<ConntrackEntry> ownEntries(const EntryFilter &filter = {})
{
    std::vector<ConntrackEntry> entries;
    const auto read = Helper::forEachEntry([&](const ConntrackEntry &entry) {
        if (filter.matches(entry)) {
            entries.push_back(entry);
        }
        return true;
    });
    return read ? entries : std::vector<ConntrackEntry>();
}

} // namespace

/// The table of this network against conntrack(8), entry by entry.
class TestTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalsConntrack();
    void groupsEqualSums();
    void manyGroupsStayWithinTheirError();
    void statisticsEqualConntrack();
    void objectSizeIsThatOfTheSlab();
    void filtered_data();
    void filtered();
    void streamed();
    void streamStopsWithItsReader();
    void streamRefusesWhatIsNoPipe();
    void ended();

private:
    std::size_t m_made = 0;
};

void TestTable::initTestCase()
{
    std::signal(SIGPIPE, SIG_IGN);
    if (!Helper::isTracking()) {
        QSKIP("this kernel has no connection tracking");
    }
    Test::EntryMaker maker;
    QVERIFY(maker.isUsable());
    for (unsigned number = 0; number < entryCount; ++number) {
        const bool made = maker.make(Test::mixedEntry(number));
        QVERIFY2(made,
                 qPrintable(QStringLiteral("%1: %2").arg(number).arg(
                     QString::fromStdString(maker.error()))));
        ++m_made;
    }
}

void TestTable::equalsConntrack()
{
    const auto entries = ownEntries();
    const auto tool = toolEntries();
    QCOMPARE(entries.size(), m_made);
    QCOMPARE(tool.size(), int(m_made));
    std::set<std::uint8_t> states;
    std::size_t translated = 0;
    std::size_t helped = 0;
    std::size_t zoned = 0;
    for (const ConntrackEntry &entry : entries) {
        const auto found = tool.constFind(entry.id);
        QVERIFY2(found != tool.constEnd(), qPrintable(conntrackLine(entry)));
        QCOMPARE(conntrackLine(entry), found->line);
        // The two readings are a moment apart.
        QVERIFY(entry.secondsLeft >= found->secondsLeft
                && entry.secondsLeft <= found->secondsLeft + 60);
        states.insert(entry.state.value_or(0));
        translated += translationOf(entry).source || translationOf(entry).destination ? 1 : 0;
        helped += entry.helper.empty() ? 0 : 1;
        zoned += entry.zone != 0 ? 1 : 0;
    }
    QCOMPARE(states.size(), std::size_t{9}); // eight of TCP, and none
    QVERIFY(translated > 100 && helped > 100 && zoned > 100);
}

void TestTable::groupsEqualSums()
{
    const auto summary = Helper::readTableSummary({}, 10000);
    QVERIFY(summary.has_value());
    QCOMPARE(summary->entries, std::uint64_t{m_made});
    std::map<std::string, std::uint64_t> sources;
    std::map<std::string, std::uint64_t> destinations;
    std::map<std::string, std::uint64_t> ports;
    std::map<std::string, std::uint64_t> states;
    std::map<std::string, std::uint64_t> protocols;
    std::uint64_t assured = 0;
    std::uint64_t ipv6 = 0;
    for (const ToolEntry &entry : toolEntries()) {
        const QStringList words = entry.line.split(QLatin1Char(' '));
        const auto value = [&words](const char *key) {
            const auto found = std::find_if(words.begin(), words.end(), [key](const QString &word) {
                return word.startsWith(QLatin1String(key));
            });
            return found == words.end() ? std::string()
                                        : found->mid(int(strlen(key))).toStdString();
        };
        const std::string protocol = protocolName(std::uint8_t(words.at(3).toUInt()));
        ++sources[value("src=")];
        ++destinations[value("dst=")];
        ++protocols[protocol];
        const std::string port = value("dport=");
        ++ports[port.empty() ? protocol : port + '/' + protocol];
        const bool isAssured = words.contains(QLatin1String("[ASSURED]"));
        ++states[protocol + ' '
                 + (protocol == "tcp"                                  ? words.at(4).toStdString()
                        : isAssured                                    ? "ASSURED"
                        : words.contains(QLatin1String("[UNREPLIED]")) ? "UNREPLIED"
                                                                       : "REPLIED")];
        assured += isAssured ? 1 : 0;
        ipv6 += words.at(0) == QLatin1String("ipv6") ? 1 : 0;
    }
    QCOMPARE(summary->assured, assured);
    QCOMPARE(summary->ipv6, ipv6);
    QCOMPARE(summary->ipv4, m_made - ipv6);
    const std::pair<GroupKey, const std::map<std::string, std::uint64_t> *> expected[] = {
        {GroupKey::Source, &sources},     {GroupKey::Destination, &destinations},
        {GroupKey::Port, &ports},         {GroupKey::State, &states},
        {GroupKey::Protocol, &protocols},
    };
    for (const auto &[key, sums] : expected) {
        const EntryGroups &groups = summary->by(key);
        QCOMPARE(groups.error, std::uint64_t{0});
        QCOMPARE(groups.groups.size(), sums->size());
        for (const EntryGroup &group : groups.groups) {
            const auto found = sums->find(group.name);
            QVERIFY2(found != sums->end(), group.name.c_str());
            QCOMPARE(group.count, found->second);
        }
    }
    std::uint64_t byTime = 0;
    for (const EntryGroup &group : summary->by(GroupKey::TimeLeft).groups) {
        byTime += group.count;
    }
    QCOMPARE(byTime, std::uint64_t{m_made});
}

void TestTable::manyGroupsStayWithinTheirError()
{
    // 977 sources and more do not fit into 200 places: what is left must keep its promise.
    TableCounter counter(usualTimeouts(), 1, 200);
    std::map<std::string, std::uint64_t> sources;
    for (const ConntrackEntry &entry : ownEntries()) {
        counter.add(entry);
        ++sources[entry.original.source.toString()];
    }
    const EntryGroups groups = counter.summary(10000).by(GroupKey::Source);
    QVERIFY(groups.groups.size() <= 200);
    QVERIFY(groups.error > 0);
    QVERIFY(groups.error <= 2 * m_made / 200);
    for (const EntryGroup &group : groups.groups) {
        const std::uint64_t truth = sources.at(group.name);
        QVERIFY(group.count <= truth && group.count + groups.error >= truth);
    }
}

void TestTable::statisticsEqualConntrack()
{
    const auto processors = Helper::readConntrackStatistics();
    QVERIFY(processors.has_value());
    const QStringList lines = conntrackLines({QStringLiteral("-S")});
    QCOMPARE(processors->size(), std::size_t(lines.size()));
    std::uint64_t inserted = 0;
    for (int i = 0; i < lines.size(); ++i) {
        const QStringList words = lines.at(i).simplified().split(QLatin1Char(' '));
        for (const StatisticField &field : statisticFields) {
            const QString name = QString::fromUtf8(field.name.data(), int(field.name.size()));
            const QString expected =
                QStringLiteral("%1=%2").arg(name).arg((*processors)[std::size_t(i)].*field.value);
            QVERIFY2(words.contains(expected),
                     qPrintable(expected + QLatin1String(": ") + lines.at(i)));
        }
        inserted += (*processors)[std::size_t(i)].insert;
    }
    QCOMPARE(inserted, std::uint64_t{m_made}); // so it is not zeros that were compared
}

void TestTable::objectSizeIsThatOfTheSlab()
{
    QFile slabs(QStringLiteral("/proc/slabinfo"));
    if (!slabs.open(QIODevice::ReadOnly)) {
        QSKIP("slabinfo is for root only");
    }
    for (const QByteArray &line : slabs.readAll().split('\n')) {
        if (line.startsWith("nf_conntrack ")) {
            QCOMPARE(
                Helper::conntrackObjectSize(),
                std::optional<std::uint64_t>(line.simplified().split(' ').at(3).toULongLong()));
            return;
        }
    }
    QSKIP("this kernel merges the slab of connections with others");
}

void TestTable::filtered_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QStringList>("arguments"); ///< of conntrack(8), which filters by itself
    const auto row = [](const char *key, const char *value, const QString &arguments) {
        QTest::addRow("%s %s", key, value) << QString::fromLatin1(key) << QString::fromLatin1(value)
                                           << arguments.split(QLatin1Char(' '));
    };
    row("protocol", "tcp", QStringLiteral("-p tcp"));
    row("family", "ipv6", QStringLiteral("-f ipv6"));
    row("source", "10.1.0.0/24", QStringLiteral("-s 10.1.0.0/24"));
    row("destination", "192.0.2.7", QStringLiteral("-d 192.0.2.7"));
    row("mark", "0x4/0x4", QStringLiteral("-m 4/4"));
    row("zone", "18", QStringLiteral("--zone 18"));
}

void TestTable::filtered()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QFETCH(const QStringList, arguments);
    const auto filter = parseEntryFilter({{key.toStdString(), value.toStdString()}});
    QVERIFY(filter.has_value());
    const QStringList lines = conntrackLines(QStringList{QStringLiteral("-L")} + arguments);
    QVERIFY(!lines.isEmpty());
    std::size_t matches = ownEntries(*filter).size();
    if (key == QLatin1String("zone")) { // conntrack(8) leaves out zones of one direction
        matches = 0;
        for (const ConntrackEntry &entry : ownEntries(*filter)) {
            matches += entry.zoneSide == ZoneSide::Both ? 1 : 0;
        }
    }
    QCOMPARE(matches, std::size_t(lines.size()));
}

void TestTable::streamed()
{
    int pipe[2];
    QCOMPARE(::pipe2(pipe, O_CLOEXEC), 0);
    std::vector<ConntrackEntry> received;
    std::thread reader([&received, from = pipe[0]] {
        EntryReader records;
        std::array<char, 4096> buffer{};
        ssize_t got = 0;
        while ((got = ::read(from, buffer.data(), buffer.size())) > 0) {
            if (!records.read(std::string_view(buffer.data(), std::size_t(got)), received)) {
                return;
            }
        }
    });
    EntryFilter filter;
    filter.protocol = ProtocolTcp;
    const auto counts = Helper::streamEntries(filter, 10, 1000, pipe[1]);
    ::close(pipe[1]);
    reader.join();
    ::close(pipe[0]);
    QVERIFY(counts.has_value());
    const auto all = ownEntries(filter);
    QCOMPARE(counts->total, std::uint64_t{m_made});
    QCOMPARE(counts->matched, std::uint64_t{all.size()});
    QCOMPARE(counts->sent, std::uint64_t{1000});
    QCOMPARE(received.size(), std::size_t{1000});
    for (std::size_t i = 0; i < received.size(); ++i) {
        QCOMPARE(conntrackLine(received[i]), conntrackLine(all[i + 10]));
    }
}

void TestTable::streamStopsWithItsReader()
{
    int pipe[2];
    QCOMPARE(::pipe2(pipe, O_CLOEXEC), 0);
    ::close(pipe[0]);
    const auto counts = Helper::streamEntries({}, 0, 1'000'000, pipe[1]);
    ::close(pipe[1]);
    QVERIFY(!counts.has_value());
    QVERIFY(counts.error().code == ErrorCode::Cancelled);
}

void TestTable::streamRefusesWhatIsNoPipe()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const auto counts = Helper::streamEntries({}, 0, 10, file.handle());
    QVERIFY(!counts.has_value());
    QVERIFY(counts.error().code == ErrorCode::InvalidArgument);
    QCOMPARE(file.size(), qint64{0});
}

void TestTable::ended()
{
    // Every 97th: all protocols, zones, translated ones.
    std::vector<ConntrackEntry> chosen;
    const auto before = ownEntries();
    for (std::size_t i = 0; i < before.size(); i += 97) {
        chosen.push_back(before[i]);
    }
    ConntrackEntry other = before[1];
    ++other.id; // as if another flow had taken the place of the one that was shown
    std::vector<ConntrackEntry> asked = chosen;
    asked.push_back(other);
    const auto done = Helper::endEntries(asked);
    QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
    QCOMPARE(done->ended, std::uint32_t(chosen.size()));
    QCOMPARE(done->gone, 1U);
    std::set<std::uint32_t> left;
    for (const ConntrackEntry &entry : ownEntries()) {
        left.insert(entry.id);
    }
    QCOMPARE(left.size(), before.size() - chosen.size());
    for (const ConntrackEntry &entry : chosen) {
        QVERIFY2(!left.contains(entry.id), describe(entry).c_str());
    }
    QVERIFY(left.contains(before[1].id));
    QCOMPARE(Helper::endEntries(chosen)->gone, std::uint32_t(chosen.size()));
}

QTEST_GUILESS_MAIN(TestTable)
#include "tst_table.moc"
