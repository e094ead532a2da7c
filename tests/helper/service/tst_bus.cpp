// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include <QDBusConnection>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace
{

constexpr auto polkitd = "/usr/lib/polkit-1/polkitd";

struct User {
    int uid;
    const char *name;
};
constexpr User allowed{65534, "nobody"};
constexpr User refused{1, "daemon"};
constexpr User asked{5, "games"}; ///< would have to give a password, and has nobody to ask for it

const char busConfig[] = R"(<busconfig>
  <type>system</type>
  <listen>unix:path=%1/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus"/>
  </policy>
  <include>/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf</include>
  <include>%2/resources/dbus/org.portlight.Helper1.conf</include>
</busconfig>
)";

const char polkitRules[] = R"(polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.portlight.") != 0) return polkit.Result.NOT_HANDLED;
    if (subject.user == "nobody") return polkit.Result.YES;
    if (subject.user == "games") return polkit.Result.AUTH_ADMIN;
    return polkit.Result.NO;
});
)";

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

bool mountEmpty(const char *folder)
{
    return ::mount("tmpfs", folder, "tmpfs", 0, "mode=0755") == 0;
}

QByteArray savedRules()
{
    QProcess save;
    save.start(QStringLiteral("iptables-nft-save"), QStringList());
    save.waitForFinished();
    return save.readAllStandardOutput();
}

} // namespace

/// A private dbus-daemon as system bus, the real polkitd with a rule for each of three users, and
/// the helper, in namespaces of their own (in-own-network.sh).
class TestBus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void onlyRootOwnsTheName();
    void readsAreAnsweredOrRefusedByUser();
    void twoUsersAtOnce();
    void trialsAreTheirOwners();
    void savingIsAskedFor();
    void promptWithoutAgentIsARefusal();
    void promptProcessAnswersByExitCode();
    void watchesEndWithTheirCallers();
    void vanishingCallersHarmNobody();
    void withoutPolkitNothingIsAllowed();
    void leavesWhenIdle();

private:
    void startHelper(int idleSeconds);
    std::unique_ptr<QProcess> start(const User &user, const QStringList &arguments);
    QByteArray run(const User &user, const QStringList &arguments);
    static QByteArray resultOf(QProcess &process);

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_polkit;
    std::unique_ptr<QProcess> m_helper;
};

void TestBus::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_OWN_NETWORK")) {
        QSKIP("changes rules: run it with in-own-network.sh");
    }
    if (::getuid() != 0) {
        QSKIP("needs root: polkitd changes its user, and three users call");
    }
    if (!QFile::exists(QLatin1String(polkitd))) {
        QSKIP("polkitd is not installed");
    }
    const QString folder = m_folder.path();
    QCOMPARE(::chmod(qPrintable(folder), 0755), 0);
    QVERIFY(
        QFile::copy(QStringLiteral(PORTLIGHT_BUSCLIENT), folder + QStringLiteral("/busclient")));

    QVERIFY(mountEmpty("/etc/polkit-1/rules.d"));
    QVERIFY(mountEmpty("/usr/share/polkit-1/actions"));
    QVERIFY(writeFile(QStringLiteral("/etc/polkit-1/rules.d/10-test.rules"), polkitRules));
    QVERIFY(QFile::copy(
        QStringLiteral(PORTLIGHT_SOURCE_DIR "/resources/polkit/org.portlight.policy.in"),
        QStringLiteral("/usr/share/polkit-1/actions/org.portlight.policy")));
    const QString config =
        QString::fromLatin1(busConfig).arg(folder, QStringLiteral(PORTLIGHT_SOURCE_DIR));
    QVERIFY(writeFile(folder + QStringLiteral("/bus.conf"), config.toUtf8()));
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + folder.toUtf8() + "/bus");

    m_bus.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_bus.start(QStringLiteral("dbus-daemon"),
                {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                 QStringLiteral("--config-file=") + folder + QStringLiteral("/bus.conf")});
    QVERIFY(m_bus.waitForReadyRead(10'000)); // a policy file that does not load ends it here
    m_polkit.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_polkit.start(QLatin1String(polkitd), {QStringLiteral("--no-debug")});
    QVERIFY(m_polkit.waitForStarted());

    // The table exists from the start, so a refused user cannot be the one who made it.
    QProcess policy;
    policy.start(QStringLiteral("iptables-nft"),
                 {QStringLiteral("-P"), QStringLiteral("INPUT"), QStringLiteral("ACCEPT")});
    QVERIFY(policy.waitForFinished());
    QCOMPARE(policy.exitCode(), 0);

    startHelper(0);
    QTRY_VERIFY_WITH_TIMEOUT(
        run(allowed, {QStringLiteral("reads"), QStringLiteral("1")}) == "ok=1 refused=0", 30'000);
}

void TestBus::cleanupTestCase()
{
    for (QProcess *process : {m_helper.get(), &m_polkit, &m_bus}) {
        if (process != nullptr && process->state() != QProcess::NotRunning) {
            process->terminate();
            process->waitForFinished(5000);
        }
    }
}

void TestBus::startHelper(int idleSeconds)
{
    m_helper = std::make_unique<QProcess>();
    m_helper->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_helper->start(QStringLiteral(PORTLIGHT_BIN_DIR "/portlight-helper"),
                    {QStringLiteral("--system"), QStringLiteral("--idle-seconds"),
                     QString::number(idleSeconds)});
    QVERIFY(m_helper->waitForStarted());
}

std::unique_ptr<QProcess> TestBus::start(const User &user, const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->setWorkingDirectory(QStringLiteral("/"));
    const QString uid = QString::number(user.uid);
    process->start(QStringLiteral("setpriv"),
                   QStringList{QStringLiteral("--reuid=") + uid, QStringLiteral("--regid=") + uid,
                               QStringLiteral("--clear-groups"), QStringLiteral("--"),
                               m_folder.path() + QStringLiteral("/busclient")}
                       + arguments);
    return process;
}

QByteArray TestBus::resultOf(QProcess &process)
{
    return process.waitForFinished(60'000) ? process.readAllStandardOutput().trimmed()
                                           : QByteArray("did not end");
}

QByteArray TestBus::run(const User &user, const QStringList &arguments)
{
    return resultOf(*start(user, arguments));
}

void TestBus::onlyRootOwnsTheName()
{
    QCOMPARE(run(allowed, {QStringLiteral("own")}), QByteArray("refused"));
    QCOMPARE(run(refused, {QStringLiteral("own")}), QByteArray("refused"));
}

void TestBus::readsAreAnsweredOrRefusedByUser()
{
    QCOMPARE(run(allowed, {QStringLiteral("reads"), QStringLiteral("10")}),
             QByteArray("ok=10 refused=0"));
    QCOMPARE(run(refused, {QStringLiteral("reads"), QStringLiteral("10")}),
             QByteArray("ok=0 refused=10"));
}

void TestBus::twoUsersAtOnce()
{
    const QStringList reads{QStringLiteral("reads"), QStringLiteral("100")};
    const auto allowedReads = start(allowed, reads);
    const auto refusedReads = start(refused, reads);
    const auto allowedOpen = start(allowed, {QStringLiteral("open"), QStringLiteral("8081")});
    const auto refusedOpen = start(refused, {QStringLiteral("open"), QStringLiteral("8082")});
    QCOMPARE(resultOf(*allowedReads), QByteArray("ok=100 refused=0"));
    QCOMPARE(resultOf(*refusedReads), QByteArray("ok=0 refused=100"));
    QCOMPARE(resultOf(*allowedOpen), QByteArray("kept"));
    QCOMPARE(resultOf(*refusedOpen), QByteArray("Denied"));
    const QByteArray rules = savedRules();
    QVERIFY(rules.contains("--dport 8081 -j ACCEPT"));
    QVERIFY(!rules.contains("8082"));
}

void TestBus::trialsAreTheirOwners()
{
    const auto decide = [this](const User &user, const char *what, const QString &id) {
        return run(user, {QString::fromLatin1(what), id});
    };
    const auto begin = [this] {
        return QString::fromLatin1(run(allowed, {QStringLiteral("begin"), QStringLiteral("8086")}));
    };
    const QString id = begin();
    QCOMPARE(id.size(), 32);
    for (const User &other : {refused, asked}) {
        for (const char *what : {"keep", "undo", "extend"}) {
            QCOMPARE(decide(other, what, id), QByteArray("Denied"));
        }
    }
    QVERIFY(savedRules().contains("8086"));
    // Its owner needs no second permission within the countdown, in whatever process.
    QVERIFY(writeFile(QStringLiteral("/etc/polkit-1/rules.d/10-test.rules"),
                      QByteArray(polkitRules).replace("Result.YES", "Result.NO")));
    QTRY_COMPARE_WITH_TIMEOUT(run(allowed, {QStringLiteral("reads"), QStringLiteral("1")}),
                              QByteArray("ok=0 refused=1"), 30'000);
    QCOMPARE(decide(allowed, "extend", id), QByteArray("done"));
    QCOMPARE(decide(allowed, "undo", id), QByteArray("done"));
    QVERIFY(!savedRules().contains("8086"));
    // Somebody else who may change rules may also decide about it.
    QVERIFY(writeFile(QStringLiteral("/etc/polkit-1/rules.d/10-test.rules"),
                      QByteArray(polkitRules)
                          .replace("\"games\") return polkit.Result.AUTH_ADMIN",
                                   "\"games\") return polkit.Result.YES")));
    QTRY_COMPARE_WITH_TIMEOUT(run(allowed, {QStringLiteral("reads"), QStringLiteral("1")}),
                              QByteArray("ok=1 refused=0"), 30'000);
    const QString second = begin();
    QCOMPARE(decide(asked, "undo", second), QByteArray("done"));
    QVERIFY(!savedRules().contains("8086"));
    QVERIFY(writeFile(QStringLiteral("/etc/polkit-1/rules.d/10-test.rules"), polkitRules));
    QTRY_COMPARE_WITH_TIMEOUT(run(asked, {QStringLiteral("reads"), QStringLiteral("1")}),
                              QByteArray("ok=0 refused=1"), 30'000);
}

void TestBus::savingIsAskedFor()
{
    QCOMPARE(run(allowed, {QStringLiteral("persist")}), QByteArray("Stale"));
    QCOMPARE(run(refused, {QStringLiteral("persist")}), QByteArray("Denied"));
    QCOMPARE(run(asked, {QStringLiteral("persist")}), QByteArray("Denied"));
    QCOMPARE(run(allowed, {QStringLiteral("snapshot")}), QByteArray("saved and removed"));
    QCOMPARE(run(refused, {QStringLiteral("snapshot")}), QByteArray("Denied"));
}

void TestBus::promptWithoutAgentIsARefusal()
{
    QCOMPARE(run(asked, {QStringLiteral("open"), QStringLiteral("8083")}), QByteArray("Denied"));
    QCOMPARE(run(asked, {QStringLiteral("ask"), QStringLiteral("8084")}), QByteArray("Denied"));
    QVERIFY(!savedRules().contains("8083"));
    QVERIFY(!savedRules().contains("8084"));
}

void TestBus::promptProcessAnswersByExitCode()
{
    const auto answer = [](const QString &caller, const QString &action) {
        return QProcess::execute(QStringLiteral(PORTLIGHT_BIN_DIR "/portlight-helper"),
                                 {QStringLiteral("--ask"), caller, action});
    };
    const QString self = QDBusConnection::systemBus().baseService(); // root may do everything
    const QString read = QStringLiteral("org.portlight.read");
    QCOMPARE(answer(self, read), 0);
    QCOMPARE(answer(self, QStringLiteral("org.portlight.unheard-of")), 1);
    QCOMPARE(answer(QStringLiteral(":9.999"), read), 1);
}

/// More than may run at once, one after the other: each left its watch behind.
void TestBus::watchesEndWithTheirCallers()
{
    QCOMPARE(run(refused, {QStringLiteral("watch")}), QByteArray("Denied"));
    for (int i = 0; i < 6; ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(run(allowed, {QStringLiteral("watch")}), QByteArray("watching"),
                                  30'000);
    }
    QProcess list;
    const auto captures = [&list] {
        list.start(QStringLiteral("ps"),
                   {QStringLiteral("-C"), QStringLiteral("portlight-captu"), QStringLiteral("-o"),
                    QStringLiteral("ppid=")});
        list.waitForFinished();
        return list.readAllStandardOutput();
    };
    const QByteArray helper = QByteArray::number(m_helper->processId());
    const auto isWatching = [&captures, &helper] {
        const QList<QByteArray> parents = captures().simplified().split(' ');
        return parents.contains(helper);
    };
    QTRY_VERIFY_WITH_TIMEOUT(!isWatching(), 30'000);
}

void TestBus::vanishingCallersHarmNobody()
{
    std::vector<std::unique_ptr<QProcess>> callers;
    for (int i = 0; i < 10; ++i) {
        callers.push_back(start(i % 2 == 0 ? asked : refused, {QStringLiteral("vanish")}));
    }
    for (const auto &caller : callers) {
        QCOMPARE(resultOf(*caller), QByteArray("left"));
    }
    QCOMPARE(run(allowed, {QStringLiteral("reads"), QStringLiteral("10")}),
             QByteArray("ok=10 refused=0"));
    QCOMPARE(m_helper->state(), QProcess::Running);
}

void TestBus::withoutPolkitNothingIsAllowed()
{
    m_polkit.terminate();
    QVERIFY(m_polkit.waitForFinished());
    QCOMPARE(run(allowed, {QStringLiteral("reads"), QStringLiteral("1")}),
             QByteArray("ok=0 refused=1"));
    QCOMPARE(run(allowed, {QStringLiteral("open"), QStringLiteral("8085")}), QByteArray("Denied"));
    m_polkit.start(QLatin1String(polkitd), {QStringLiteral("--no-debug")});
    QVERIFY(m_polkit.waitForStarted());
    // A polkitd that comes back is found again.
    QTRY_COMPARE_WITH_TIMEOUT(run(allowed, {QStringLiteral("reads"), QStringLiteral("1")}),
                              QByteArray("ok=1 refused=0"), 30'000);
}

void TestBus::leavesWhenIdle()
{
    m_helper->terminate();
    QVERIFY(m_helper->waitForFinished());
    startHelper(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_helper->state(), QProcess::NotRunning, 10'000);
    QCOMPARE(m_helper->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_helper->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestBus)
#include "tst_bus.moc"
