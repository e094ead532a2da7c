// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/lab/labprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>
#include <memory>

#include <unistd.h>

namespace
{

struct Process {
    pid_t pid = -1;
    pid_t parent = -1;
    QString name;
};

/// Living processes; zombies do not count.
QList<Process> livingProcesses()
{
    QList<Process> all;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(entry));
        if (!entry[0].isDigit() || !file.open(QIODevice::ReadOnly))
            continue;
        const QString stat = QString::fromUtf8(file.readAll());
        const QStringList rest = stat.section(QLatin1Char(')'), -1).simplified().split(u' ');
        if (rest.size() > 1 && rest[0] != QLatin1String("Z"))
            all.append({entry.toInt(), rest[1].toInt(),
                        stat.section(QLatin1Char('('), 1).section(QLatin1Char(')'), 0, 0)});
    }
    return all;
}

/// The process's children, their children, and so on.
QList<Process> descendantsOf(pid_t ancestor)
{
    const QList<Process> all = livingProcesses();
    QList<Process> found;
    QSet<pid_t> known{ancestor};
    for (bool more = true; more;) {
        more = false;
        for (const Process &process : all) {
            if (known.contains(process.parent) && !known.contains(process.pid)) {
                known.insert(process.pid);
                found.append(process);
                more = true;
            }
        }
    }
    return found;
}

pid_t processNamed(const QList<Process> &processes, const QString &name)
{
    for (const Process &process : processes) {
        if (process.name == name)
            return process.pid;
    }
    return -1;
}

/// Those of the processes that still live, by name.
QStringList stillLiving(const QList<Process> &processes)
{
    QStringList names;
    for (const Process &now : livingProcesses()) {
        for (const Process &then : processes) {
            if (now.pid == then.pid && now.name == then.name)
                names.append(now.name);
        }
    }
    return names;
}

class Scene
{
public:
    Scene(const QString &story, const QString &backend, LabProcess::User user)
        : lab(story, backend, user)
        , m_backend(backend)
        , m_here(lab.ready().value(QStringLiteral("here")).toString())
        , m_question(lab.ready().value(QStringLiteral("question")).toObject())
    {
    }

    QStringList rehearsing(const QStringList &arguments) const
    {
        return QStringList{lab.programFolder() + QStringLiteral("/portlightctl"),
                           QStringLiteral("--direct"), QStringLiteral("--no-ask"),
                           QStringLiteral("--json")}
        + arguments + QStringList{QStringLiteral("--rehearse")};
    }
    /// With the question of the story.
    QStringList command(const QStringList &arguments) const
    {
        return rehearsing(arguments)
            + QStringList{QStringLiteral("--port"),      QStringLiteral("8080"),
                          QStringLiteral("--direction"), word("direction"),
                          QStringLiteral("--from"),      word("from"),
                          QStringLiteral("--to"),        word("to")};
    }
    QStringList applying(const QString &file) const
    {
        return command({QStringLiteral("apply"), file, QStringLiteral("--backend"), m_backend,
                        QStringLiteral("--family"), QStringLiteral("ipv4")});
    }
    RunResult run(const QStringList &whole)
    {
        return lab.run(m_here, whole, 120'000);
    }
    /// Rules, counters, and what a rehearsal sets in its copies; but for what IPv6 does by itself
    /// in a network that has just come up: its counters, and addresses that are still being
    /// checked.
    QStringList state()
    {
        const QString script =
            QStringLiteral("(iptables-%1-save -c; ip6tables-%1-save | sed 's/^\\(:.*\\) .*/\\1/') "
                           "| grep -v '^#'; nft -s list ruleset;"
                           "cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/icmp_ratelimit;"
                           "ip addr | sed 's/ tentative//'; ip route; ip -6 route; ip rule; ip "
                           "neigh show nud permanent");
        const RunResult result =
            run({QStringLiteral("sh"), QStringLiteral("-c"), script.arg(m_backend)});
        return QString::fromUtf8(result.output).split(QLatin1Char('\n'));
    }
    QString here() const
    {
        return m_here;
    }

    LabProcess lab;

private:
    QString word(const char *key) const
    {
        return m_question.value(QLatin1String(key)).toString();
    }

    QString m_backend;
    QString m_here;
    QJsonObject m_question;
};

QJsonObject jsonOf(const RunResult &result)
{
    return QJsonDocument::fromJson(result.output).object();
}

/// "filter INPUT 2", one for each rule that moved.
QStringList moved(const QJsonObject &run)
{
    QStringList places;
    for (const auto &value : run.value(QStringLiteral("rules")).toArray()) {
        const QJsonObject rule = value.toObject();
        places.append(QStringLiteral("%1 %2 %3")
                          .arg(rule.value(QStringLiteral("table")).toString(),
                               rule.value(QStringLiteral("chain")).toString())
                          .arg(rule.value(QStringLiteral("number")).toInt()));
    }
    return places;
}

std::unique_ptr<QTemporaryFile> fileWith(const QByteArray &text)
{
    auto file = std::make_unique<QTemporaryFile>();
    if (!file->open() || file->write(text) != text.size())
        return nullptr;
    file->setPermissions(file->permissions() | QFile::ReadOther); // for the plain user
    file->close();
    return file;
}

} // namespace

/// A change tried in a copy: the kernel's own answer, and a live system that never notices.
class TestRehearsal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rightFixWorks_data();
    void rightFixWorks();
    void everyWayAndProtocol_data();
    void everyWayAndProtocol();
    void wrongFixNamesTheRule_data();
    void wrongFixNamesTheRule();
    void refusedChangeIsAnError();
    void killedInTheMiddle();
    void manyRules();
};

void TestRehearsal::rightFixWorks_data()
{
    QTest::addColumn<QString>("story");
    QTest::addColumn<QString>("backend");
    QTest::addColumn<int>("user");
    for (const char *story : {"blocked-web-server", "rule-order", "closed-by-policy",
                              "hotspot-without-forwarding", "gateway-without-masquerade"}) {
        QTest::addRow("%s nft", story)
            << QString::fromLatin1(story) << QStringLiteral("nft") << int(LabProcess::Self);
    }
    QTest::newRow("rule-order legacy")
        << QStringLiteral("rule-order") << QStringLiteral("legacy") << int(LabProcess::Self);
    QTest::newRow("plain user") << QStringLiteral("rule-order") << QStringLiteral("nft")
                                << int(LabProcess::PlainUser);
}

void TestRehearsal::rightFixWorks()
{
    QFETCH(const QString, story);
    QFETCH(const QString, backend);
    QFETCH(const int, user);
    const auto who = static_cast<LabProcess::User>(user);
    if (const QString reason = LabProcess::whyNot(who); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    Scene scene(story, backend, who);
    QVERIFY2(scene.lab.isReady(), qPrintable(scene.lab.error()));
    const QStringList before = scene.state();
    QVERIFY(before.contains(QStringLiteral("COMMIT")));

    const RunResult result =
        scene.run(scene.command({QStringLiteral("fix"), QStringLiteral("--no-probe")}));
    QVERIFY2(result.code == 0, (result.output + result.errors).constData());
    const QJsonObject rehearsal = jsonOf(result).value(QStringLiteral("rehearsal")).toObject();
    QCOMPARE(rehearsal.value(QStringLiteral("works")).toBool(), true);
    QCOMPARE(rehearsal.value(QStringLiteral("before"))
                 .toObject()
                 .value(QStringLiteral("works"))
                 .toBool(true),
             false);
    QVERIFY(!rehearsal.value(QStringLiteral("limits")).toArray().isEmpty());
    QCOMPARE(scene.state(), before);
}

void TestRehearsal::everyWayAndProtocol_data()
{
    QTest::addColumn<QString>("backend");
    QTest::newRow("nft") << QStringLiteral("nft");
    QTest::newRow("legacy") << QStringLiteral("legacy");
}

/// A gateway with both families, that rejects everything it is asked for; each time one line
/// lets one packet through. Answers to rejected packets come at once, so nothing is waited for.
void TestRehearsal::everyWayAndProtocol()
{
    QFETCH(const QString, backend);
    if (const QString reason = LabProcess::whyNot(LabProcess::Self); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    Scene scene(QStringLiteral("hotspot-without-forwarding"), backend, LabProcess::Self);
    QVERIFY2(scene.lab.isReady(), qPrintable(scene.lab.error()));
    constexpr auto setUp = R"(set -e
echo 1 > /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
ip addr add fd77::1/64 dev lan0 nodad
ip addr add fd99::2/64 dev wan0 nodad
iptables-%1-restore --noflush <<END
*filter
-A INPUT -p icmp -m icmp --icmp-type echo-request -j REJECT --reject-with icmp-admin-prohibited
-A INPUT -p udp -m udp --dport 5353 -j REJECT
-A OUTPUT -p icmp -m icmp --icmp-type echo-request -j REJECT
-A OUTPUT -d 203.0.113.0/24 -p tcp -m tcp -j REJECT
-A OUTPUT -d 203.0.113.0/24 -p udp -m udp -j REJECT
-I FORWARD 2 -i lan0 -j REJECT
COMMIT
END
ip6tables-%1-restore --noflush <<END
*filter
-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type echo-request -j REJECT
-A INPUT -p tcp -m tcp --dport 5353 -j REJECT
-A INPUT -p udp -m udp --dport 5353 -j REJECT
-A OUTPUT -p ipv6-icmp -m icmp6 --icmpv6-type echo-request -j REJECT
-A OUTPUT -d fd99::/64 -p udp -m udp -j REJECT
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -i lan0 -j REJECT
COMMIT
END
nft -f - <<END
table inet own {
    chain before {
        type nat hook prerouting priority -110;
        tcp dport 9001 dnat ip to 203.0.113.20:8080
        tcp dport 9002 dnat ip to tcp dport map { 9002 : 203.0.113.21 }
    }
}
END)";
    const RunResult ready = scene.run(
        {QStringLiteral("sh"), QStringLiteral("-c"), QString::fromLatin1(setUp).arg(backend)});
    QVERIFY2(ready.code == 0, ready.errors.constData());
    for (const char *protocol : {"tcp", "udp"}) {
        (void)scene.lab.startRequest(scene.here(),
                                     {QStringLiteral(PORTLIGHT_TESTS_DIR "/labprobe"),
                                      QStringLiteral("listen"), QString::fromLatin1(protocol),
                                      QStringLiteral("::"), QStringLiteral("5353")});
    }
    const QStringList listening{QStringLiteral("sh"), QStringLiteral("-c"),
                                QStringLiteral("ss -Hlntu | grep -c ':5353 '")};
    QTRY_COMPARE_WITH_TIMEOUT(scene.run(listening).output.trimmed(), QByteArray("2"), 30'000);

    struct Row {
        const char *question;
        const char *change;
        const char *stops; ///< where it ends without the change
    };
    constexpr Row rows[] = {
        {"in udp 5353 192.168.77.2 192.168.77.1", "-I INPUT 1 -p udp -m udp --dport 5353 -j ACCEPT",
         "filter INPUT 2"},
        {"in icmp - 192.168.77.2 192.168.77.1", "-D INPUT 1", "filter INPUT 1"},
        {"in tcp 5353 fd77::2 fd77::1", "-I INPUT 1 -p tcp -m tcp --dport 5353 -j ACCEPT",
         "filter INPUT 2"},
        {"in udp 5353 fd77::2 fd77::1", "-R INPUT 3 -p udp -m udp --dport 5353 -j ACCEPT",
         "filter INPUT 3"},
        {"in icmp - fd77::2 fd77::1", "-I INPUT 1 -s fd77::2/128 -j ACCEPT", "filter INPUT 1"},
        {"out tcp 443 203.0.113.2 203.0.113.10", "-I OUTPUT 1 -d 203.0.113.10/32 -j ACCEPT",
         "filter OUTPUT 2"},
        {"out udp 53 203.0.113.2 203.0.113.10", "-F OUTPUT", "filter OUTPUT 3"},
        {"out icmp - 203.0.113.2 203.0.113.10", "-F OUTPUT", "filter OUTPUT 1"},
        {"out udp 53 fd99::2 fd99::10", "-F OUTPUT", "filter OUTPUT 2"},
        {"out icmp - fd99::2 fd99::10", "-F OUTPUT", "filter OUTPUT 1"},
        {"forward udp 53 192.168.77.2 203.0.113.10", "-I FORWARD 1 -i lan0 -j ACCEPT",
         "filter FORWARD 2"},
        {"forward icmp - 192.168.77.2 203.0.113.10", "-I FORWARD 1 -i lan0 -j ACCEPT",
         "filter FORWARD 2"},
        {"forward tcp 443 fd77::2 fd99::10", "-I FORWARD 1 -i lan0 -j ACCEPT", "filter FORWARD 2"},
        {"forward udp 53 fd77::2 fd99::10", "-I FORWARD 1 -i lan0 -j ACCEPT", "filter FORWARD 2"},
        {"forward icmp - fd77::2 fd99::10", "-I FORWARD 1 -i lan0 -j ACCEPT", "filter FORWARD 2"},
        // Where nft's own rule sends it somebody answers in the copy.
        {"forward tcp 9001 192.168.77.2 192.168.77.1", "-I FORWARD 1 -i lan0 -j ACCEPT",
         "filter FORWARD 2"},
        // Where the change itself sends it, too; without it nobody listens at the gateway.
        {"forward tcp 9000 192.168.77.2 192.168.77.1",
         "-I FORWARD 1 -i lan0 -j ACCEPT\nCOMMIT\n*nat\n"
         "-A PREROUTING -p tcp -m tcp --dport 9000 -j DNAT --to-destination 203.0.113.30:80",
         ""},
    };
    const QStringList before = scene.state();
    for (const Row &row : rows) {
        const QStringList words = QString::fromLatin1(row.question).split(QLatin1Char(' '));
        const auto file = fileWith(QByteArray("*filter\n") + row.change + "\nCOMMIT\n");
        QVERIFY(file);
        const bool six = words[3].contains(QLatin1Char(':'));
        QStringList command =
            scene.rehearsing({QStringLiteral("apply"), file->fileName(),
                              QStringLiteral("--backend"), backend, QStringLiteral("--family"),
                              six ? QStringLiteral("ipv6") : QStringLiteral("ipv4")})
            + QStringList{
                QStringLiteral("--direction"), words[0], QStringLiteral("--protocol"), words[1],
                QStringLiteral("--from"),      words[3], QStringLiteral("--to"),       words[4]};
        if (words[2] != QLatin1String("-"))
            command << QStringLiteral("--port") << words[2];
        const RunResult result = scene.run(command);
        const QByteArray told = row.question + QByteArray("\n") + result.output + result.errors;
        QVERIFY2(result.code == 0, told.constData());
        const QJsonObject rehearsal = jsonOf(result);
        const QJsonObject without = rehearsal.value(QStringLiteral("before")).toObject();
        QVERIFY2(!without.value(QStringLiteral("works")).toBool(true), told.constData());
        QVERIFY2(*row.stops == '\0' || moved(without).contains(QLatin1String(row.stops)),
                 told.constData());
        // A rule that sends packets where no copy reaches is named, whatever was asked.
        QCOMPARE(told.contains("9002"), !six);
        QVERIFY2(told.contains(R"("gap": "destination")") || told.contains(R"("gap":"destination")")
                     || six,
                 told.constData());
    }
    QCOMPARE(scene.state(), before);
}

void TestRehearsal::wrongFixNamesTheRule_data()
{
    QTest::addColumn<QString>("story");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QString>("place"); ///< where the packet ends, after the change
    const QByteArray neighbour =
        "*filter\n-I INPUT 1 -p tcp -m tcp --dport 8081 -j ACCEPT\nCOMMIT\n";
    QTest::newRow("the neighbour's port")
        << QStringLiteral("blocked-web-server") << neighbour << QStringLiteral("filter INPUT 4");
    QTest::newRow("before a range")
        << QStringLiteral("rule-order") << neighbour << QStringLiteral("filter INPUT 3");
    QTest::newRow("another policy")
        << QStringLiteral("closed-by-policy") << QByteArray("*filter\n-P FORWARD DROP\nCOMMIT\n")
        << QStringLiteral("filter INPUT 0");
}

void TestRehearsal::wrongFixNamesTheRule()
{
    QFETCH(const QString, story);
    QFETCH(const QByteArray, changes);
    QFETCH(const QString, place);
    if (const QString reason = LabProcess::whyNot(LabProcess::Self); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    for (const char *backend : {"nft", "legacy"}) {
        Scene scene(story, QString::fromLatin1(backend), LabProcess::Self);
        QVERIFY2(scene.lab.isReady(), qPrintable(scene.lab.error()));
        const auto file = fileWith(changes);
        QVERIFY(file);
        const QStringList before = scene.state();
        const RunResult result = scene.run(scene.applying(file->fileName()));
        QVERIFY2(result.code == 1, (result.output + result.errors).constData());
        const QJsonObject rehearsal = jsonOf(result);
        QCOMPARE(rehearsal.value(QStringLiteral("works")).toBool(true), false);
        const QStringList places = moved(rehearsal.value(QStringLiteral("after")).toObject());
        QVERIFY2(places.contains(place), qPrintable(places.join(QStringLiteral(", "))));
        QCOMPARE(scene.state(), before);
    }
}

void TestRehearsal::refusedChangeIsAnError()
{
    if (const QString reason = LabProcess::whyNot(LabProcess::Self); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    Scene scene(QStringLiteral("rule-order"), QStringLiteral("nft"), LabProcess::Self);
    QVERIFY2(scene.lab.isReady(), qPrintable(scene.lab.error()));
    const auto file =
        fileWith("*filter\n-A INPUT -p tcp -m nosuchmatch --with 1 -j ACCEPT\nCOMMIT\n");
    QVERIFY(file);
    const RunResult result = scene.run(scene.applying(file->fileName()));
    QVERIFY2(result.code > 1, (result.output + result.errors).constData());
    QVERIFY(result.output.isEmpty());
    QVERIFY(!result.errors.isEmpty());
}

void TestRehearsal::killedInTheMiddle()
{
    if (const QString reason = LabProcess::whyNot(LabProcess::Self); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    Scene scene(QStringLiteral("rule-order"), QStringLiteral("nft"), LabProcess::Self);
    QVERIFY2(scene.lab.isReady(), qPrintable(scene.lab.error()));
    const auto file = fileWith("*filter\n-I INPUT 1 -p tcp -m tcp --dport 9 -j ACCEPT\nCOMMIT\n");
    QVERIFY(file);
    const QStringList before = scene.state();
    const int id = scene.lab.startRequest(scene.here(), scene.applying(file->fileName()));
    // The first packet waits two seconds for an answer that does not come.
    const pid_t lab = static_cast<pid_t>(scene.lab.processId());
    QTRY_VERIFY_WITH_TIMEOUT(
        processNamed(descendantsOf(lab), QStringLiteral("node-after-here")) > 0, 60'000);
    const pid_t program = processNamed(descendantsOf(lab), QStringLiteral("portlight-rehea"));
    QVERIFY(program > 0);
    const QList<Process> family = descendantsOf(program);
    QVERIFY(family.size() >= 4);
    ::kill(program, SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(stillLiving(family), QStringList(), 60'000);
    QCOMPARE(scene.lab.await(id).value(QStringLiteral("event")).toString(),
             QStringLiteral("started"));
    const QJsonObject end = scene.lab.await(id, 60'000);
    QVERIFY(end.value(QStringLiteral("code")).toInt() > 1);
    QCOMPARE(scene.state(), before);
}

void TestRehearsal::manyRules()
{
    if (const QString reason = LabProcess::whyNot(LabProcess::Self); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    constexpr int count = 5000;
    for (const char *backend : {"nft", "legacy"}) {
        Scene scene(QStringLiteral("rule-order"), QString::fromLatin1(backend), LabProcess::Self);
        QVERIFY2(scene.lab.isReady(), qPrintable(scene.lab.error()));
        QByteArray rules = "*filter\n:MANY - [0:0]\n-I INPUT 1 -j MANY\n";
        for (int i = 0; i < count; ++i)
            rules += "-A MANY -s 192.0.2." + QByteArray::number(i % 256) + " -p tcp --dport "
                + QByteArray::number(1 + i) + " -j DROP\n";
        const auto live = fileWith(rules + "COMMIT\n");
        const auto file =
            fileWith("*filter\n-I INPUT 1 -p tcp -m tcp --dport 8080 -j ACCEPT\nCOMMIT\n");
        QVERIFY(live && file);
        const RunResult loaded = scene.run({QStringLiteral("sh"), QStringLiteral("-c"),
                                            QStringLiteral("iptables-%1-restore --noflush < %2")
                                                .arg(QLatin1String(backend), live->fileName())});
        QVERIFY2(loaded.code == 0, loaded.errors.constData());
        QElapsedTimer timer;
        timer.start();
        const RunResult result = scene.run(scene.applying(file->fileName()));
        qInfo("%d rules, %s: %lld ms", count, backend, timer.elapsed());
        QVERIFY2(result.code == 0, (result.output.left(2000) + result.errors).constData());
    }
}

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
