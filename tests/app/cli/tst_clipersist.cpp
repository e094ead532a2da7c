// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "clirun.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Portlight::Test;

namespace
{

const QString rulesFile = QStringLiteral("/etc/iptables/rules.v4");
const QString enabledUnit =
    QStringLiteral("/etc/systemd/system/multi-user.target.wants/netfilter-persistent.service");
const QByteArray oldText = "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n";

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

bool write(const QString &path, const QByteArray &text, bool executable = false)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
        && (!executable
            || file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

Run persist(const char *options = "")
{
    return runCtl(words("--direct persist") + words(options));
}

QJsonObject only(const Run &run)
{
    const auto all = objects(run.out);
    return all.size() == 1 ? all.constFirst() : QJsonObject();
}

} // namespace

/// `persist` on a system with netfilter-persistent, in a tree of its own.
class TestCliPersist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void dryRunWritesNothing();
    void savesAndTakesBack();
    void nothingToTakeBack();
    void whatOthersChangedIsNotTakenBack();
    void lossesAreAProblem();
    void loaderSwitchedOffIsAProblem();
    void nobodyLoads();
    void wrongUsage_data();
    void wrongUsage();
};

void TestCliPersist::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_OWN_TREE")) {
        QSKIP("writes into /etc: run it with inowntree.sh");
    }
}

void TestCliPersist::init()
{
    for (const char *folder : {"/etc/iptables", "/var/lib/portlight"}) {
        QDir(QString::fromLatin1(folder)).removeRecursively();
    }
    QVERIFY(write(QStringLiteral("/usr/sbin/netfilter-persistent"), "#!/bin/sh\n", true));
    QVERIFY(write(enabledUnit, ""));
    QVERIFY(write(rulesFile, oldText));
    runTool(QStringLiteral("iptables-nft-restore"), {},
            "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
            "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n");
}

void TestCliPersist::dryRunWritesNothing()
{
    const Run text = persist("--dry-run");
    QCOMPARE(text.code, 0);
    QVERIFY2(text.out.contains("+ -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"),
             text.out.constData());
    QVERIFY2(text.err.contains("Nothing was written"), text.err.constData());
    const QJsonObject json = only(persist("--dry-run --json"));
    QCOMPARE(json[QStringLiteral("result")].toString(), QStringLiteral("dry-run"));
    QCOMPARE(json[QStringLiteral("persisted_by")].toString(),
             QStringLiteral("netfilter-persistent"));
    QCOMPARE(json[QStringLiteral("can_undo")].toBool(), false);
    QCOMPARE(content(rulesFile), oldText);
    QVERIFY(!QDir(QStringLiteral("/var/lib/portlight/persist")).exists()
            || QDir(QStringLiteral("/var/lib/portlight/persist")).isEmpty());
}

void TestCliPersist::savesAndTakesBack()
{
    const QByteArray running = savedRules();
    const Run saved = persist();
    QVERIFY2(saved.code == 0, saved.err.constData());
    QVERIFY2(saved.err.contains("persist --undo"), saved.err.constData());
    QVERIFY(content(rulesFile).contains("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"));
    const Run again = persist("--json");
    QCOMPARE(again.code, 0);
    QCOMPARE(only(again)[QStringLiteral("result")].toString(), QStringLiteral("already-saved"));
    QCOMPARE(only(again)[QStringLiteral("can_undo")].toBool(), true);

    const Run undone = persist("--undo --json");
    QCOMPARE(undone.code, 0);
    QCOMPARE(only(undone)[QStringLiteral("result")].toString(), QStringLiteral("undone"));
    QVERIFY(only(undone)[QStringLiteral("written")].toArray().contains(rulesFile));
    QCOMPARE(content(rulesFile), oldText);
    QCOMPARE(savedRules(), running);
}

void TestCliPersist::nothingToTakeBack()
{
    const Run never = persist("--undo");
    QCOMPARE(never.code, 1);
    QVERIFY(never.out.isEmpty());
    QVERIFY2(never.err.contains("nothing to put back"), never.err.constData());
    QCOMPARE(persist().code, 0);
    QCOMPARE(persist("--undo").code, 0);
    const Run twice = persist("--undo --json");
    QCOMPARE(twice.code, 1);
    QCOMPARE(only(twice)[QStringLiteral("result")].toString(), QStringLiteral("nothing-to-undo"));
    QCOMPARE(content(rulesFile), oldText);
}

void TestCliPersist::whatOthersChangedIsNotTakenBack()
{
    QCOMPARE(persist().code, 0);
    const QByteArray others = "*filter\n:INPUT DROP [0:0]\nCOMMIT\n";
    QVERIFY(write(rulesFile, others));
    const Run undone = persist("--undo");
    QCOMPARE(undone.code, 3);
    QVERIFY(!undone.err.isEmpty());
    QCOMPARE(content(rulesFile), others);
}

/// A rule of a person that no restart brings back: saved what can be, and said.
void TestCliPersist::lossesAreAProblem()
{
    runTool(QStringLiteral("iptables-nft"), words("-N f2b-sshd"));
    runTool(QStringLiteral("iptables-nft"), words("-A f2b-sshd -j RETURN"));
    runTool(QStringLiteral("ipset"), words("-exist create banned hash:ip"));
    runTool(QStringLiteral("iptables-nft"),
            words("-A INPUT -m set --match-set banned src -j DROP"));
    const Run saved = persist("--json");
    const QJsonObject json = only(saved);
    QCOMPARE(json[QStringLiteral("result")].toString(), QStringLiteral("saved"));
    QCOMPARE(saved.code, 1);
    int lost = 0;
    const QJsonArray leftOut = json[QStringLiteral("left_out")].toArray();
    for (const auto &entry : leftOut) {
        const QJsonObject one = entry.toObject();
        if (!one[QStringLiteral("lost")].toBool()) {
            QCOMPARE(one[QStringLiteral("owner")].toString(), QStringLiteral("fail2ban"));
            continue;
        }
        ++lost;
        QCOMPARE(one[QStringLiteral("rule")].toString(),
                 QStringLiteral("-A INPUT -m set --match-set banned src -j DROP"));
    }
    QCOMPARE(lost, 1);
    QVERIFY(leftOut.size() > 1);
    QVERIFY(!content(rulesFile).contains("f2b-sshd"));
    QVERIFY(content(rulesFile).contains("--dport 22 -j ACCEPT"));
}

/// Saved, and nobody would load it.
void TestCliPersist::loaderSwitchedOffIsAProblem()
{
    QVERIFY(QFile::remove(enabledUnit));
    const Run saved = persist();
    QCOMPARE(saved.code, 1);
    QVERIFY2(saved.out.contains("Problem: "), saved.out.constData());
    QVERIFY(content(rulesFile).contains("--dport 22 -j ACCEPT"));
}

void TestCliPersist::nobodyLoads()
{
    QVERIFY(QFile::remove(QStringLiteral("/usr/sbin/netfilter-persistent")));
    const Run refused = persist();
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.out.contains("Can't be done"), refused.out.constData());
    QCOMPARE(content(rulesFile), oldText);
}

void TestCliPersist::wrongUsage_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("both") << "--undo --dry-run";
    QTest::newRow("a word") << "now";
    QTest::newRow("an option of others") << "--yes";
}

void TestCliPersist::wrongUsage()
{
    QFETCH(QString, options);
    const Run run = persist(options.toUtf8().constData());
    QCOMPARE(run.code, 2);
    QVERIFY(run.out.isEmpty());
    QCOMPARE(content(rulesFile), oldText);
}

QTEST_GUILESS_MAIN(TestCliPersist)
#include "tst_clipersist.moc"
