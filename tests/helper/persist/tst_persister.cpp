// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/settings.h"
#include "helper/persist/persister.h"
#include "helper/persist/savedtext.h"
#include "helper/persist/snapshotstore.h"
#include "helper/trial/trialstore.h"
#include "labsupport.h"

#include <QProcess>
#include <QtTest>

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

using namespace Portlight;
using Core::Backend;
using Core::Family;
using Core::PersistencePlan;
using Helper::Persister;

namespace
{

constexpr auto stateFolder = "/var/lib/portlight/persist";
constexpr auto trialFolder = "/var/lib/portlight/trials";
constexpr auto undoProgram = PORTLIGHT_BIN_DIR "/portlight-undo";
constexpr auto ownFile = "/var/lib/portlight/restore/nft-ipv4.rules";

const std::string handMade = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                             ":OUTPUT ACCEPT [0:0]\n"
                             "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                             "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\nCOMMIT\n";

const std::string withOthers = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                               ":OUTPUT ACCEPT [0:0]\n:DOCKER-USER - [0:0]\n:f2b-sshd - [0:0]\n"
                               "-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd\n"
                               "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                               "-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n"
                               "-A FORWARD -j DOCKER-USER\n-A DOCKER-USER -j RETURN\n"
                               "-A f2b-sshd -j RETURN\nCOMMIT\n";

QByteArray content(const char *path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

void makeFile(const char *path, const QByteArray &text, mode_t mode = 0644)
{
    const QFileInfo about(QString::fromLatin1(path));
    QVERIFY(QDir().mkpath(about.path()));
    QFile file(about.filePath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QCOMPARE(::chmod(path, mode), 0);
}

template<typename T> QString problem(const Core::Result<T> &result)
{
    return result ? QString()
                  : QString::fromStdString(result.error().operation + ": " + result.error().message
                                           + " | " + result.error().detail);
}

bool hasNote(const PersistencePlan &plan, const char *code)
{
    return std::any_of(plan.notes.begin(), plan.notes.end(), [code](const auto &note) {
        return note.code == code;
    });
}

bool saysCommand(const PersistencePlan &plan, const std::string &command)
{
    return std::find(plan.commands.begin(), plan.commands.end(), command) != plan.commands.end();
}

/// Names, sizes and times of everything below a folder.
QString listing(const QString &folder)
{
    QString text;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    QStringList lines;
    while (entries.hasNext()) {
        const QFileInfo about(entries.next());
        lines += about.filePath() + QString::number(about.size())
            + QString::number(about.lastModified().toMSecsSinceEpoch());
    }
    lines.sort();
    return lines.join(QLatin1Char('\n'));
}

int runRestore()
{
    return QProcess::execute(QStringLiteral(PORTLIGHT_BIN_DIR "/portlight-restore"), {});
}

/// The unit as it is installed, without the path of the program.
void installOwnUnit()
{
    makeFile("/usr/lib/systemd/system/portlight-restore.service",
             "[Unit]\nDescription=x\n[Service]\nType=oneshot\nExecStart=/bin/true\n"
             "[Install]\nWantedBy=sysinit.target\n");
}

} // namespace

#define VERIFY_DONE(outcome) QCOMPARE(problem(outcome), QString())
#define VERIFY_CODE(outcome, expected)                                                             \
    QVERIFY(!(outcome));                                                                           \
    QVERIFY2((outcome).error().code == (expected), qPrintable(problem(outcome)))

/// Saving on a system of each kind, with real rules and real paths in a tree of its own.
class TestPersister : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void netfilterPersistent();
    void planWritesNothing();
    void aPlanThatIsNotRightAnyMoreIsStale();
    void iptablesServices();
    void ownUnitSavesAndLoads();
    void ownUnitRefusesDamagedFiles();
    void ownUnitGoesWhenTheSystemHasItsOwn();
    void ufwKeepsItsOwn();
    void firewalldIsTold();
    void theOtherBackendIsNamed();
    void anOpenTrialIsNeverSaved();
    void settingsOfKeptTrials();
    void settingsSurviveALateModule();
    void nobodyLoads();
    void snapshots();
    void damagedSnapshotsAreLeftOut();

private:
    PersistencePlan plan()
    {
        const auto made = Persister(stateFolder, trialFolder).plan();
        if (!made) {
            qWarning("%s", qPrintable(problem(made)));
        }
        return made.value_or(PersistencePlan{});
    }
    Core::Result<std::vector<std::string>> persist()
    {
        return Persister(stateFolder, trialFolder).persist(plan().revision);
    }
};

void TestPersister::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_OWN_TREE")) {
        QSKIP("writes into /etc: run it with inowntree.sh");
    }
}

void TestPersister::init()
{
    for (const char *folder : {"/etc/iptables", "/etc/sysconfig", "/etc/ufw", "/etc/sysctl.d",
                               "/etc/modules-load.d", "/etc/systemd/system", "/var/lib/portlight",
                               "/usr/libexec/iptables", "/usr/lib/systemd/system"}) {
        QDir(QString::fromLatin1(folder)).removeRecursively();
    }
    for (const char *folder : {"/etc/sysctl.d", "/etc/modules-load.d", "/etc/systemd/system"}) {
        QVERIFY(QDir().mkpath(QString::fromLatin1(folder)));
    }
    for (const char *file : {"/usr/sbin/netfilter-persistent", "/usr/sbin/ufw"}) {
        ::unlink(file);
    }
    Test::loadRules(Backend::Nft, Family::Ipv4, handMade);
    Test::loadRules(Backend::Nft, Family::Ipv6, "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n");
}

void TestPersister::netfilterPersistent()
{
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    makeFile("/etc/iptables/rules.v4", "*filter\n:INPUT ACCEPT [9:9]\nCOMMIT\n", 0640);
    Test::loadRules(Backend::Nft, Family::Ipv4, withOthers);
    const PersistencePlan first = plan();
    QCOMPARE(first.way, std::string("netfilter-persistent"));
    QVERIFY(hasNote(first, "not-enabled"));
    QVERIFY(!first.isSaved);
    QCOMPARE(first.files.size(), std::size_t(1)); // no IPv6 rules, and no file of them
    // What a person would type does the same.
    const QByteArray old = content("/etc/iptables/rules.v4");
    QCOMPARE(first.commands.size(), std::size_t(1));
    QCOMPARE(QProcess::execute(QStringLiteral("sh"),
                               {QStringLiteral("-c"), QString::fromStdString(first.commands[0])}),
             0);
    QVERIFY(plan().isSaved);
    makeFile("/etc/iptables/rules.v4", old, 0640);

    const auto written = persist();
    VERIFY_DONE(written);
    QVERIFY(*written == std::vector<std::string>({"/etc/iptables/rules.v4"}));

    const QByteArray saved = content("/etc/iptables/rules.v4");
    QVERIFY(saved.contains("--dport 8080 -j DROP"));
    QVERIFY(!saved.contains("DOCKER") && !saved.contains("f2b"));
    QVERIFY(Helper::sealOf(saved.toStdString()) == Helper::Seal::Whole);
    // What the next start does with it: exactly the hand-made part is there.
    Test::loadRules(Backend::Nft, Family::Ipv4, saved.toStdString());
    QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4, false), handMade);

    QVERIFY(plan().isSaved);
    const auto undone = Persister(stateFolder, trialFolder).undo();
    VERIFY_DONE(undone);
    QCOMPARE(content("/etc/iptables/rules.v4"),
             QByteArray("*filter\n:INPUT ACCEPT [9:9]\nCOMMIT\n"));
    QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4, false), handMade);
}

void TestPersister::planWritesNothing()
{
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    const QString before = listing(QStringLiteral("/etc")) + listing(QStringLiteral("/var/lib"));
    QVERIFY(!plan().revision.empty());
    QCOMPARE(listing(QStringLiteral("/etc")) + listing(QStringLiteral("/var/lib")), before);
}

void TestPersister::aPlanThatIsNotRightAnyMoreIsStale()
{
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    makeFile("/etc/iptables/rules.v4", "*filter\nCOMMIT\n");
    const std::string revision = plan().revision;
    Test::loadRules(Backend::Nft, Family::Ipv4, withOthers);
    Persister persister(stateFolder, trialFolder);
    VERIFY_CODE(persister.persist(revision), Core::ErrorCode::Stale);
    QCOMPARE(content("/etc/iptables/rules.v4"), QByteArray("*filter\nCOMMIT\n"));
}

void TestPersister::iptablesServices()
{
    makeFile("/usr/lib/systemd/system/iptables.service", "[Unit]\n");
    makeFile("/usr/libexec/iptables/iptables.init", "#!/bin/sh\n", 0755);
    makeFile("/etc/sysconfig/iptables", "*filter\nCOMMIT\n", 0600);
    QVERIFY(QDir().mkpath(QStringLiteral("/etc/systemd/system/basic.target.wants")));
    QCOMPARE(::symlink("/usr/lib/systemd/system/iptables.service",
                       "/etc/systemd/system/basic.target.wants/iptables.service"),
             0);
    const PersistencePlan made = plan();
    QCOMPARE(made.way, std::string("iptables-services"));
    QVERIFY(!hasNote(made, "not-enabled"));
    VERIFY_DONE(persist());
    QVERIFY(content("/etc/sysconfig/iptables").contains("--dport 8080 -j DROP"));
    QVERIFY(plan().isSaved);
}

void TestPersister::ownUnitSavesAndLoads()
{
    installOwnUnit();
    if (!Helper::isUnitInstalled(Helper::ownUnit) || plan().way != "portlight") {
        QSKIP("systemctl is not installed");
    }
    VERIFY_DONE(persist());
    QVERIFY(content(ownFile).contains("--dport 8080 -j DROP"));
    struct stat about {
    };
    QCOMPARE(::stat(ownFile, &about), 0);
    QCOMPARE(about.st_mode & 07777U, 0600U);
    QVERIFY(Helper::isUnitEnabled(Helper::ownUnit));
    QVERIFY(plan().isSaved);

    // A start: nothing of ours is there, but another program was faster.
    Test::loadRules(Backend::Nft, Family::Ipv4,
                    "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
                    ":OUTPUT ACCEPT [0:0]\n:DOCKER-USER - [0:0]\n"
                    "[5:60] -A FORWARD -j DOCKER-USER\n-A DOCKER-USER -j RETURN\nCOMMIT\n");
    QCOMPARE(runRestore(), 0);
    const std::string now = Test::savedText(Backend::Nft, Family::Ipv4);
    QVERIFY(now.find("--dport 8080 -j DROP") != std::string::npos);
    QVERIFY(now.find("[5:60] -A FORWARD -j DOCKER-USER") != std::string::npos);

    VERIFY_DONE(Persister(stateFolder, trialFolder).undo());
    QCOMPARE(content(ownFile), QByteArray("(no file)"));
    QVERIFY(!Helper::isUnitEnabled(Helper::ownUnit));
}

void TestPersister::ownUnitRefusesDamagedFiles()
{
    installOwnUnit();
    if (plan().way != "portlight") {
        QSKIP("systemctl is not installed");
    }
    VERIFY_DONE(persist());
    const QByteArray whole = content(ownFile);
    const std::string running = Test::savedText(Backend::Nft, Family::Ipv4, false);
    const auto marked = whole.indexOf("-A INPUT");
    for (const QByteArray &damaged : {QByteArray(), whole.left(marked), whole + "*nat\nCOMMIT\n",
                                      QByteArray(whole).replace("8080", "8081")}) {
        makeFile(ownFile, damaged, 0600);
        QCOMPARE(runRestore(), 1);
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4, false), running);
    }
    QVERIFY(!plan().isSaved); // and the next saving mends it
    VERIFY_DONE(persist());
    QCOMPARE(content(ownFile), whole);
}

void TestPersister::ownUnitGoesWhenTheSystemHasItsOwn()
{
    installOwnUnit();
    if (plan().way != "portlight") {
        QSKIP("systemctl is not installed");
    }
    VERIFY_DONE(persist());
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    QVERIFY(QDir().mkpath(QStringLiteral("/etc/iptables")));
    const PersistencePlan made = plan();
    QVERIFY(hasNote(made, "own-unit-off"));
    VERIFY_DONE(persist());
    QVERIFY(!Helper::isUnitEnabled(Helper::ownUnit));
    QVERIFY(content("/etc/iptables/rules.v4").contains("--dport 8080 -j DROP"));
    QVERIFY(plan().isSaved);
}

void TestPersister::ufwKeepsItsOwn()
{
    makeFile("/usr/sbin/ufw", "#!/bin/sh\n", 0755);
    makeFile("/etc/ufw/ufw.conf", "ENABLED=yes\n");
    Test::loadRules(Backend::Nft, Family::Ipv4,
                    "*filter\n:INPUT DROP [0:0]\n:ufw-user-input - [0:0]\n"
                    "-A INPUT -j ufw-user-input\n"
                    "-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT\n"
                    "-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n");
    const PersistencePlan made = plan();
    QCOMPARE(made.way, std::string("ufw"));
    QVERIFY(made.files.empty());
    QVERIFY(Core::losesSomething(made));
    QVERIFY(saysCommand(made, "ufw allow proto tcp from 0.0.0.0/0 to any port 8080"));
    const auto lost =
        std::count_if(made.leftOut.begin(), made.leftOut.end(), [](const Core::LeftOut &what) {
            return Core::isLoss(what);
        });
    QCOMPARE(lost, 1);
    VERIFY_DONE(persist());
}

void TestPersister::firewalldIsTold()
{
    QVERIFY(QFile::copy(QStringLiteral("/bin/sleep"), QStringLiteral("/run/firewalld")));
    makeFile("/usr/sbin/firewall-cmd", "#!/bin/sh\necho \"$*\" >>/run/firewall-cmd.log\n", 0755);
    QProcess daemon;
    daemon.start(QStringLiteral("/run/firewalld"), {QStringLiteral("60")});
    QVERIFY(daemon.waitForStarted());
    QTRY_COMPARE(plan().way, std::string("firewalld")); // its name is there after its exec
    const PersistencePlan made = plan();
    QVERIFY(saysCommand(made, "firewall-cmd --runtime-to-permanent"));
    QVERIFY(Core::losesSomething(made)); // rules made by hand have no place in it
    QCOMPARE(content("/run/firewall-cmd.log"), QByteArray("(no file)"));
    VERIFY_DONE(persist());
    QCOMPARE(content("/run/firewall-cmd.log"), QByteArray("--runtime-to-permanent\n"));
    daemon.kill();
    QVERIFY(daemon.waitForFinished());
    ::unlink("/run/firewalld");
    ::unlink("/usr/sbin/firewall-cmd");
}

void TestPersister::theOtherBackendIsNamed()
{
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    QVERIFY(QDir().mkpath(QStringLiteral("/etc/iptables")));
    // The loader becomes the other one; the rules stay where they are.
    QVERIFY(QFile::remove(QStringLiteral("/etc/alternatives/iptables-restore"))
            || !QFile::exists(QStringLiteral("/etc/alternatives/iptables-restore")));
    QFile::remove(QStringLiteral("/usr/sbin/iptables-restore"));
    QCOMPARE(::symlink("/usr/sbin/xtables-legacy-multi", "/usr/sbin/iptables-restore"), 0);
    if (!QFile::exists(QStringLiteral("/usr/sbin/xtables-legacy-multi"))) {
        QSKIP("this system has no iptables-legacy");
    }
    const PersistencePlan made = plan();
    QVERIFY(hasNote(made, "only-other-backend"));
    VERIFY_CODE(persist(), Core::ErrorCode::Conflict);
    QVERIFY(!QFile::exists(QStringLiteral("/etc/iptables/rules.v4")));
    ::unlink("/usr/sbin/iptables-restore");
    QCOMPARE(::symlink("/usr/sbin/xtables-nft-multi", "/usr/sbin/iptables-restore"), 0);
}

void TestPersister::anOpenTrialIsNeverSaved()
{
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    QVERIFY(QDir().mkpath(QStringLiteral("/etc/iptables")));
    Helper::TrialStore trials(trialFolder, undoProgram);
    Helper::TrialRequest request;
    request.changes = {
        Core::SetPolicy{{Backend::Nft, Family::Ipv4, "filter", "FORWARD"}, Core::Policy::Drop}};
    request.seconds = 60;
    const auto id = trials.begin(request);
    VERIFY_DONE(id);
    QVERIFY(hasNote(plan(), "open-trial"));
    VERIFY_CODE(persist(), Core::ErrorCode::Conflict);
    VERIFY_DONE(trials.keep(*id));
    VERIFY_DONE(persist());
    QVERIFY(content("/etc/iptables/rules.v4").contains(":FORWARD DROP"));
    VERIFY_DONE(trials.undo(*id));
}

void TestPersister::settingsOfKeptTrials()
{
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    QVERIFY(QDir().mkpath(QStringLiteral("/etc/iptables")));
    const Helper::SettingStore settings;
    VERIFY_DONE(settings.write("net.ipv4.ip_forward", "0"));
    Helper::TrialStore trials(trialFolder, undoProgram);
    Helper::TrialRequest request;
    request.changes = {Core::SetSetting{"net.ipv4.ip_forward", "1", {}}};
    request.seconds = 60;
    const auto id = trials.begin(request);
    VERIFY_DONE(id);
    VERIFY_DONE(trials.keep(*id));
    makeFile("/etc/sysctl.conf", "net.ipv4.ip_forward=0\n");
    QVERIFY(hasNote(plan(), "setting-overridden"));
    ::unlink("/etc/sysctl.conf");
    VERIFY_DONE(persist());
    QVERIFY(content("/etc/sysctl.d/99-zz-portlight.conf").contains("net.ipv4.ip_forward = 1\n"));
    QVERIFY(plan().isSaved);
    // Set back by hand: what runs is what is saved.
    VERIFY_DONE(settings.write("net.ipv4.ip_forward", "0"));
    VERIFY_DONE(persist());
    QVERIFY(content("/etc/sysctl.d/99-zz-portlight.conf").contains("net.ipv4.ip_forward = 0\n"));
}

void TestPersister::settingsSurviveALateModule()
{
    const Helper::SettingStore settings;
    const auto max = settings.read("net.netfilter.nf_conntrack_max");
    const auto buckets = settings.read("net.netfilter.nf_conntrack_buckets");
    if (!max || !*max || !buckets || !*buckets) {
        QSKIP("this kernel has no connection tracking");
    }
    makeFile("/usr/sbin/netfilter-persistent", "#!/bin/sh\n", 0755);
    QVERIFY(QDir().mkpath(QStringLiteral("/etc/iptables")));
    QVERIFY(QDir().mkpath(QStringLiteral("/etc/modprobe.d")));
    // Saved once, with values of another day.
    makeFile("/etc/sysctl.d/99-zz-portlight.conf",
             "net.netfilter.nf_conntrack_max = 1\nnet.netfilter.nf_conntrack_buckets = 1\n");
    VERIFY_DONE(persist());
    const auto kept = content("/etc/sysctl.d/99-zz-portlight.conf");
    QVERIFY(kept.contains(("net.netfilter.nf_conntrack_max = " + **max + '\n').c_str()));
    QVERIFY(content("/etc/modules-load.d/portlight.conf").contains("\nnf_conntrack\n"));
    QVERIFY(content("/etc/modprobe.d/portlight.conf")
                .contains(("\noptions nf_conntrack hashsize=" + **buckets + '\n').c_str()));
    QVERIFY(plan().isSaved);
    // The number of buckets alone would make the module choose a limit of its own.
    QCOMPARE(Helper::moduleOptionsText({{"net.netfilter.nf_conntrack_buckets", "4096"}}),
             std::string());
    QCOMPARE(Helper::moduleOptionsText({{"net.netfilter.nf_conntrack_max", "4096"}}),
             std::string());
}

void TestPersister::nobodyLoads()
{
    const PersistencePlan made = plan();
    QCOMPARE(made.way, std::string("none"));
    QVERIFY(hasNote(made, "nobody-loads"));
    VERIFY_CODE(persist(), Core::ErrorCode::Unsupported);
}

void TestPersister::snapshots()
{
    Helper::SnapshotStore store("/var/lib/portlight/snapshots");
    QVERIFY(store.list()->empty());
    const auto id = store.save("before", 7);
    VERIFY_DONE(id);
    struct stat about {
    };
    QCOMPARE(::stat("/var/lib/portlight/snapshots", &about), 0);
    QCOMPARE(about.st_mode & 07777U, 0700U);
    const auto all = store.list();
    QCOMPARE(all->size(), std::size_t(1));
    QCOMPARE(all->front().name, std::string("before"));
    QCOMPARE(all->front().rules, std::size_t(2));
    QVERIFY(all->front().here);
    const auto snapshot = store.load(*id);
    VERIFY_DONE(snapshot);
    QCOMPARE(snapshot->info.uid, 7U);
    QCOMPARE(snapshot->sides.size(), std::size_t(4));
    QCOMPARE(Test::withoutComments(snapshot->sides[0].text),
             Test::savedText(Backend::Nft, Family::Ipv4));
    QCOMPARE(snapshot->settings.count("net.ipv4.ip_forward"), std::size_t(1));
    VERIFY_DONE(store.remove(*id));
    VERIFY_CODE(store.remove(*id), Core::ErrorCode::NotFound);
    VERIFY_CODE(store.load("../trials/x"), Core::ErrorCode::NotFound);
    for (std::size_t i = 0; i < Helper::mostSnapshots; ++i) {
        const std::string name = "/var/lib/portlight/snapshots/" + std::string(29, 'a')
            + std::to_string(100 + i) + ".snapshot";
        makeFile(name.c_str(), "x");
    }
    VERIFY_CODE(store.save("one more", 0), Core::ErrorCode::LimitExceeded);
}

void TestPersister::damagedSnapshotsAreLeftOut()
{
    Helper::SnapshotStore store("/var/lib/portlight/snapshots");
    const auto id = store.save("x", 0);
    VERIFY_DONE(id);
    const std::string path = "/var/lib/portlight/snapshots/" + *id + ".snapshot";
    const QByteArray whole = content(path.c_str());
    makeFile(path.c_str(), whole.left(whole.size() - 3), 0600);
    VERIFY_CODE(store.load(*id), Core::ErrorCode::ParseFailed);
    makeFile(path.c_str(), whole.left(20), 0600);
    QVERIFY(store.list()->empty());
    makeFile(path.c_str(), QByteArray(whole).replace("\"version\":1", "\"version\":2"), 0600);
    QVERIFY(store.list()->empty());
}

QTEST_GUILESS_MAIN(TestPersister)
#include "tst_persister.moc"
