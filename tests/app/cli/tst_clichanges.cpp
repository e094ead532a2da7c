// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "clirun.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Portlight::Test;

namespace
{

const QByteArray oldRules = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                            ":OUTPUT ACCEPT [0:0]\n:GUESTS - [0:0]\n"
                            "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                            "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n"
                            "-A GUESTS -j RETURN\nCOMMIT\n";

/// As oldRules, with another port and another policy.
const QByteArray newRules = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n"
                            ":OUTPUT ACCEPT [0:0]\n:GUESTS - [0:0]\n"
                            "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                            "-A INPUT -p tcp -m tcp --dport 8081 -j DROP\n"
                            "-A GUESTS -j RETURN\nCOMMIT\n";

/// The same as changes.
const QByteArray changes = "*filter\n-R INPUT 2 -p tcp -m tcp --dport 8081 -j DROP\n"
                           "-P FORWARD DROP\nCOMMIT\n";

QByteArray rulesNow(const QString &backend)
{
    return backend == QLatin1String("nft") ? savedRules("iptables-nft-save")
                                           : savedRules("iptables-legacy-save");
}

/// `apply` or `restore` of standard input into IPv4 of a backend.
QStringList command(const char *verb, const QString &backend, const char *more = "")
{
    return QStringList{QStringLiteral("--direct"), QString::fromLatin1(verb), QStringLiteral("-"),
                       QStringLiteral("--backend"), backend}
    + words("--family ipv4") + words(more);
}

/// Waits for the id that `apply --json` prints as soon as its trial stands.
QString idOf(QProcess &trying)
{
    while (!trying.canReadLine()) {
        if (!trying.waitForReadyRead(30000)) {
            return {};
        }
    }
    return objects(trying.readLine()).value(0)[QStringLiteral("trial")].toString();
}

QString stateOf(const QString &id)
{
    const Run list = runCtl(words("--direct --json trials"));
    const QJsonArray trials = objects(list.out).value(0)[QStringLiteral("trials")].toArray();
    for (const auto &trial : trials) {
        if (trial.toObject()[QStringLiteral("id")].toString() == id) {
            return trial.toObject()[QStringLiteral("state")].toString();
        }
    }
    return QStringLiteral("not listed");
}

} // namespace

/// Changes from the command line with a helper of its own and real rules, in a network of its own.
class TestCliChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void dryRuns_data();
    void dryRuns();
    void dryRunOfNothing();
    void badInput_data();
    void badInput();
    void refusedByTheKernel_data();
    void refusedByTheKernel();
    void applies_data();
    void applies();
    void restores_data();
    void restores();
    void restoreKeepsOthers();
    void keptFromElsewhere();
    void undoneFromElsewhere();
    void extended();
    void undoneByItself();
    void interrupted();
    void trialsThatAreNot_data();
    void trialsThatAreNot();

private:
    std::unique_ptr<QProcess> tryChanges(const char *seconds);
};

void TestCliChanges::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_OWN_NETWORK")) {
        QSKIP("changes rules: run it with in-own-network.sh");
    }
}

void TestCliChanges::init()
{
    for (const char *tool : {"iptables-nft-restore", "iptables-legacy-restore"}) {
        runTool(QString::fromLatin1(tool), {}, oldRules);
    }
}

void TestCliChanges::dryRuns_data()
{
    QTest::addColumn<QString>("backend");
    QTest::newRow("nft") << "nft";
    QTest::newRow("legacy") << "legacy";
}

void TestCliChanges::dryRuns()
{
    QFETCH(QString, backend);
    const QByteArray before = rulesNow(backend);
    const Run apply = runCtl(command("apply", backend, "--dry-run"), changes);
    const Run restore = runCtl(command("restore", backend, "--dry-run"), newRules);
    for (const Run &run : {apply, restore}) {
        QCOMPARE(run.code, 0);
        QVERIFY2(run.out.contains("  - -A INPUT -p tcp -m tcp --dport 8080 -j DROP\n"
                                  "  + -A INPUT -p tcp -m tcp --dport 8081 -j DROP\n"),
                 run.out.constData());
        QVERIFY(run.out.contains("  - -P FORWARD ACCEPT\n  + -P FORWARD DROP\n"));
        QVERIFY(run.out.contains("Opens to other computers:\n  TCP port 8080"));
        QVERIFY(!run.out.contains("--dport 22 -j ACCEPT\n  +"));
    }
    // The same rules come out, so the same is shown and counted, whichever way it was said.
    QCOMPARE(apply.out, restore.out);
    QCOMPARE(apply.err, restore.err);
    QVERIFY2(apply.err.contains("Added: 2. Removed: 2."), apply.err.constData());
    const QByteArray threefold = "*filter\n-F INPUT\n-A INPUT -p tcp --dport 22 -j ACCEPT\n"
                                 "-A INPUT -p tcp --dport 8081 -j DROP\n-P FORWARD DROP\nCOMMIT\n";
    QCOMPARE(runCtl(command("apply", backend, "--dry-run"), threefold).err, apply.err);

    const Run json = runCtl(command("restore", backend, "--dry-run --json"), newRules);
    QCOMPARE(json.code, 0);
    const QJsonObject object = objects(json.out).value(0);
    QCOMPARE(object[QStringLiteral("differences")].toArray().size(), 2);
    QCOMPARE(object[QStringLiteral("commands")].toArray().size(), 2);
    QCOMPARE(rulesNow(backend), before);
    QVERIFY(objects(runCtl(words("--direct --json trials")).out)
                .value(0)[QStringLiteral("trials")]
                .toArray()
                .isEmpty());
}

void TestCliChanges::dryRunOfNothing()
{
    const Run restore = runCtl(command("restore", QStringLiteral("nft"), "--dry-run"), oldRules);
    QCOMPARE(restore.code, 0);
    QVERIFY(restore.out.isEmpty());
    QVERIFY2(restore.err.contains("already"), restore.err.constData());
    const Run zero =
        runCtl(command("apply", QStringLiteral("nft"), "--dry-run"), "*filter\n-Z INPUT\nCOMMIT\n");
    QCOMPARE(zero.code, 0);
    QVERIFY(zero.out.isEmpty());
    QVERIFY2(zero.err.contains("No rule changes."), zero.err.constData());
}

void TestCliChanges::badInput_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char *name, const char *verb, const char *text, const char *place) {
        QTest::newRow(name) << verb << QByteArray(text) << QByteArray(place);
    };
    // A good line goes before each bad one: nothing of the file may be done.
    row("unknown option", "apply",
        "*filter\n-A INPUT -p udp -j DROP\n-A INPUT -p tcp --dprt 22 -j DROP\nCOMMIT\n",
        "-:3:17: unknown option \"--dprt\"");
    row("value out of range", "apply",
        "*filter\n-A INPUT -p udp -j DROP\n-A INPUT -p tcp --dport 70000 -j DROP\nCOMMIT\n",
        "-:3:25: ");
    row("address", "apply",
        "*filter\n-A INPUT -p udp -j DROP\n  -A INPUT -s 10.0.0.300 -j DROP\nCOMMIT\n", "-:3:15: ");
    row("open quote", "apply",
        "*filter\n-A INPUT -p udp -j DROP\n-A INPUT -m comment --comment \"no end\nCOMMIT\n",
        "-:3:31: ");
    row("no change", "apply", "*filter\n-A INPUT -p udp -j DROP\n-L INPUT\nCOMMIT\n", "-:3:1: ");
    row("policy", "apply", "*filter\n-A INPUT -p udp -j DROP\n-P INPUT REJECT\nCOMMIT\n",
        "-:3:10: ");
    row("table", "apply", "*fliter\n-A INPUT -p udp -j DROP\nCOMMIT\n", "-:1:1: ");
    row("no commit", "apply", "*filter\n-A INPUT -p udp -j DROP\n", "-:2:1: COMMIT is missing");
    row("no such chain", "apply", "*filter\n-A INPUT -p udp -j DROP\n-A NOWHERE -j DROP\nCOMMIT\n",
        "NOWHERE");
    row("no such rule", "apply",
        "*filter\n-A INPUT -p udp -j DROP\n-D INPUT -p icmp -j DROP\nCOMMIT\n", "-p icmp -j DROP");
    row("beyond the end", "apply",
        "*filter\n-A INPUT -p udp -j DROP\n-I INPUT 9 -p icmp -j DROP\nCOMMIT\n", "-p icmp");
    row("nothing", "apply", "", "no change");
    row("unknown option", "restore",
        "*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp --dprt 22 -j DROP\nCOMMIT\n",
        "-:3:17: unknown option \"--dprt\"");
    row("chain of nowhere", "restore", "*filter\n:INPUT DROP [0:0]\n-A GUEST -j DROP\nCOMMIT\n",
        "-:3:4: chain GUEST");
    row("counters", "restore", "*filter\n:INPUT DROP [0:x]\nCOMMIT\n", "-:2:13: ");
    row("not a save", "restore", "table inet filter {\n}\n", "-:1:1: ");
    row("no table", "restore", "# nothing\n", "no table");
}

void TestCliChanges::badInput()
{
    QFETCH(QString, verb);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    for (const char *backend : {"nft", "legacy"}) {
        const QString where = QString::fromLatin1(backend);
        const QByteArray before = rulesNow(where);
        const Run run = runCtl(command(verb.toLatin1().constData(), where, "--yes"), text);
        QCOMPARE(run.code, 2);
        QVERIFY2(run.out.isEmpty(), run.out.constData());
        QVERIFY2(run.err.contains(place), run.err.constData());
        QCOMPARE(rulesNow(where), before);
    }
}

void TestCliChanges::refusedByTheKernel_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("unknown match") << QByteArray("*filter\n-A INPUT -p udp -j DROP\n"
                                                 "-A INPUT -m nosuchmatch -j DROP\nCOMMIT\n");
    QTest::newRow("unknown target") << QByteArray("*filter\n-A INPUT -p udp -j DROP\n"
                                                  "-A INPUT -p tcp -j NOSUCHTARGET\nCOMMIT\n");
    QTest::newRow("target of another table")
        << QByteArray("*filter\n-A INPUT -p udp -j DROP\n-A INPUT -p tcp -j MASQUERADE\nCOMMIT\n");
}

/// Portlight reads it, the tool or the kernel does not take it.
void TestCliChanges::refusedByTheKernel()
{
    QFETCH(QByteArray, text);
    for (const char *backend : {"nft", "legacy"}) {
        const QString where = QString::fromLatin1(backend);
        const QByteArray before = rulesNow(where);
        const Run run = runCtl(command("apply", where, "--yes"), text);
        QCOMPARE(run.code, 3);
        QVERIFY2(run.out.isEmpty(), run.out.constData());
        QVERIFY2(run.err.contains("Nothing of it is left"), run.err.constData());
        QCOMPARE(rulesNow(where), before);
    }
}

void TestCliChanges::applies_data()
{
    dryRuns_data();
}

void TestCliChanges::applies()
{
    QFETCH(QString, backend);
    const Run run = runCtl(command("apply", backend, "--yes --json"), changes);
    QCOMPARE(run.code, 0);
    const auto lines = objects(run.out);
    QCOMPARE(lines.size(), 2);
    const QString id = lines[0][QStringLiteral("trial")].toString();
    QCOMPARE(lines[1][QStringLiteral("result")].toString(), QStringLiteral("kept"));
    QCOMPARE(stateOf(id), QStringLiteral("kept"));
    const QByteArray now = rulesNow(backend);
    QVERIFY2(now.contains(":FORWARD DROP") && now.contains("--dport 8081 -j DROP")
                 && !now.contains("8080"),
             now.constData());
    // What was kept can still be taken back.
    const Run undo = runCtl({QStringLiteral("--direct"), QStringLiteral("undo"), id.left(8)});
    QCOMPARE(undo.code, 0);
    const QByteArray back = rulesNow(backend);
    QVERIFY2(back.contains(":FORWARD ACCEPT") && back.contains("--dport 8080 -j DROP")
                 && !back.contains("8081"),
             back.constData());
}

void TestCliChanges::restores_data()
{
    dryRuns_data();
}

void TestCliChanges::restores()
{
    QFETCH(QString, backend);
    const QByteArray before = rulesNow(backend);
    const Run run = runCtl(command("restore", backend, "--yes"), newRules);
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("kept"), run.err.constData());
    QVERIFY(rulesNow(backend).contains("--dport 8081 -j DROP"));
    QCOMPARE(runCtl(command("restore", backend, "--yes"), before).code, 0);
    QCOMPARE(rulesNow(backend), before);
    const Run again = runCtl(command("restore", backend, "--yes"), before);
    QCOMPARE(again.code, 0);
    QVERIFY2(again.err.contains("already"), again.err.constData());
}

void TestCliChanges::restoreKeepsOthers()
{
    QByteArray withoutGuests = newRules;
    withoutGuests.replace(":GUESTS - [0:0]\n", "").replace("-A GUESTS -j RETURN\n", "");
    const QString nft = QStringLiteral("nft");
    QCOMPARE(runCtl(command("restore", nft, "--yes --keep-others"), withoutGuests).code, 0);
    QVERIFY(savedRules().contains("-A GUESTS -j RETURN"));
    QCOMPARE(runCtl(command("restore", nft, "--yes"), withoutGuests).code, 0);
    QVERIFY(!savedRules().contains("GUESTS"));
}

std::unique_ptr<QProcess> TestCliChanges::tryChanges(const char *seconds)
{
    auto trying = startCtl(command("apply", QStringLiteral("nft"), "--json --try")
                           + QStringList{QString::fromLatin1(seconds)});
    trying->write(changes);
    trying->closeWriteChannel();
    return trying;
}

void TestCliChanges::keptFromElsewhere()
{
    const auto trying = tryChanges("60");
    const QString id = idOf(*trying);
    QVERIFY(!id.isEmpty());
    QCOMPARE(stateOf(id), QStringLiteral("trying"));
    QVERIFY(savedRules().contains("8081"));
    // Another change in the same chain has to wait for the end of this one.
    const QByteArray before = savedRules();
    const Run second = runCtl(command("apply", QStringLiteral("nft"), "--yes"),
                              "*filter\n-A INPUT -p udp -j DROP\nCOMMIT\n");
    QCOMPARE(second.code, 3);
    QCOMPARE(savedRules(), before);

    const Run keep = runCtl({QStringLiteral("--direct"), QStringLiteral("keep"), id.left(8)});
    QCOMPARE(keep.code, 0);
    const Run run = finish(*trying);
    QCOMPARE(run.code, 0);
    QCOMPARE(objects(run.out).last()[QStringLiteral("result")].toString(), QStringLiteral("kept"));
    QVERIFY(savedRules().contains("8081"));
    QCOMPARE(runCtl({QStringLiteral("--direct"), QStringLiteral("extend"), id}).code, 3);
}

void TestCliChanges::undoneFromElsewhere()
{
    const QByteArray before = savedRules();
    const auto trying = tryChanges("60");
    const QString id = idOf(*trying);
    QVERIFY(savedRules().contains("8081"));
    QCOMPARE(runCtl({QStringLiteral("--direct"), QStringLiteral("undo"), id}).code, 0);
    const Run run = finish(*trying);
    QCOMPARE(run.code, 5);
    QCOMPARE(objects(run.out).last()[QStringLiteral("result")].toString(),
             QStringLiteral("undone"));
    QCOMPARE(savedRules(), before);
    QCOMPARE(runCtl({QStringLiteral("--direct"), QStringLiteral("keep"), id}).code, 3);
    QCOMPARE(savedRules(), before);
}

void TestCliChanges::extended()
{
    const auto trying = tryChanges("60");
    const QString id = idOf(*trying);
    const auto secondsLeft = [] {
        const Run list = runCtl(words("--direct --json trials"));
        int left = 0;
        const QJsonArray trials = objects(list.out).value(0)[QStringLiteral("trials")].toArray();
        for (const auto &trial : trials) {
            left = std::max(left, trial.toObject()[QStringLiteral("seconds_left")].toInt());
        }
        return left;
    };
    QVERIFY(secondsLeft() <= 60);
    QCOMPARE(
        runCtl({QStringLiteral("--direct"), QStringLiteral("extend"), id, QStringLiteral("600")})
            .code,
        0);
    QVERIFY(secondsLeft() > 60);
    QCOMPARE(
        runCtl({QStringLiteral("--direct"), QStringLiteral("extend"), id, QStringLiteral("601")})
            .code,
        2);
    QCOMPARE(runCtl({QStringLiteral("--direct"), QStringLiteral("undo"), id}).code, 0);
    QCOMPARE(finish(*trying).code, 5);
}

void TestCliChanges::undoneByItself()
{
    const QByteArray before = savedRules();
    const auto trying = tryChanges("5");
    QVERIFY(!idOf(*trying).isEmpty());
    QVERIFY(savedRules().contains("8081"));
    const Run run = finish(*trying);
    QCOMPARE(run.code, 5);
    QVERIFY2(run.err.contains("undone"), run.err.constData());
    QCOMPARE(savedRules(), before);
}

void TestCliChanges::interrupted()
{
    const QByteArray before = savedRules();
    const auto trying = tryChanges("60");
    const QString id = idOf(*trying);
    QVERIFY(!id.isEmpty());
    QCOMPARE(::kill(static_cast<pid_t>(trying->processId()), SIGINT), 0);
    QCOMPARE(finish(*trying).code, 130);
    QCOMPARE(savedRules(), before);
    QCOMPARE(stateOf(id), QStringLiteral("undone"));
}

void TestCliChanges::trialsThatAreNot_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("keep") << "--direct keep 00000000";
    QTest::newRow("undo") << "--direct undo 00000000";
    QTest::newRow("extend") << "--direct extend 00000000";
}

void TestCliChanges::trialsThatAreNot()
{
    QFETCH(QString, arguments);
    const Run run = runCtl(arguments.split(QLatin1Char(' ')));
    QCOMPARE(run.code, 2);
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains("00000000"), run.err.constData());
}

QTEST_GUILESS_MAIN(TestCliChanges)
#include "tst_clichanges.moc"
