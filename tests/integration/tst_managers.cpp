// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "clirun.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Portlight::Test;

namespace
{

constexpr in_port_t port = 8080;

int shell(const QString &command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    process.waitForFinished(60000);
    return process.exitCode();
}

/// Whether the neighbour reaches the port here within a second.
bool isOpen(const QString &address)
{
    QProcess attempt;
    attempt.start(QStringLiteral("ip"),
                  {QStringLiteral("netns"), QStringLiteral("exec"), QStringLiteral("neighbour"),
                   QStringLiteral("nc"), QStringLiteral("-z"), QStringLiteral("-w"),
                   QStringLiteral("1"), address, QString::number(port)});
    attempt.waitForFinished();
    return attempt.exitCode() == 0;
}

/// A socket that takes connections over IPv4 and IPv6, or -1.
int listeningSocket()
{
    const int socket = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in6 any{};
    any.sin6_family = AF_INET6;
    any.sin6_port = htons(port);
    const auto *address = static_cast<const sockaddr *>(static_cast<const void *>(&any));
    return ::bind(socket, address, sizeof(any)) == 0 && ::listen(socket, 128) == 0 ? socket : -1;
}

QStringList direct(const char *arguments)
{
    return QStringList{QStringLiteral("--direct"), QStringLiteral("--json")} + words(arguments);
}

QJsonObject answer(const QStringList &arguments)
{
    return objects(runCtl(arguments).out).value(0);
}

/// A firewall manager, and what makes it manage.
class Manager
{
public:
    virtual ~Manager() = default;
    /// Back to how it comes, running; false when it can't be.
    virtual bool start() = 0;
    virtual QString reload() const = 0;
    virtual QString deny() const = 0;
};

class Ufw : public Manager
{
public:
    bool start() override
    {
        return shell(QStringLiteral("ufw --force reset && ufw --force enable")) == 0;
    }
    QString reload() const override
    {
        return QStringLiteral("ufw reload");
    }
    QString deny() const override
    {
        return QStringLiteral("ufw deny 8080");
    }
};

class Firewalld : public Manager
{
public:
    ~Firewalld() override
    {
        stop(m_daemon);
        stop(m_bus);
    }
    bool start() override
    {
        m_bus.setProcessChannelMode(QProcess::ForwardedChannels);
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--system"), QStringLiteral("--nofork"),
                     QStringLiteral("--nopidfile"), QStringLiteral("--print-address")});
        m_daemon.setProcessChannelMode(QProcess::ForwardedChannels);
        if (!m_bus.waitForStarted()
            || !QTest::qWaitFor(
                [] {
                    return QFile::exists(QStringLiteral("/run/dbus/system_bus_socket"));
                },
                30000)) {
            return false;
        }
        m_daemon.start(QStringLiteral("firewalld"),
                       {QStringLiteral("--nofork"), QStringLiteral("--nopid")});
        return m_daemon.waitForStarted()
            && QTest::qWaitFor(
                   [] {
                       return shell(QStringLiteral("firewall-cmd --state")) == 0;
                   },
                   60000);
    }
    QString reload() const override
    {
        return QStringLiteral("firewall-cmd --reload");
    }
    QString deny() const override
    {
        return QStringLiteral("firewall-cmd --add-rich-rule="
                              "'rule port port=\"8080\" protocol=\"tcp\" drop'");
    }

private:
    static void stop(QProcess &process)
    {
        process.terminate();
        if (process.state() != QProcess::NotRunning && !process.waitForFinished()) {
            process.kill();
            process.waitForFinished();
        }
    }

    QProcess m_bus;
    QProcess m_daemon;
};

} // namespace

/// The real ufw and the real firewalld: what Portlight calculates about their rules, the command of
/// theirs that it offers, and what saving does beside them.
class TestManagers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theOfferedCommandOpens_data();
    void theOfferedCommandOpens();
    void beforeRulesAreNoUserRules();
    void ownersAreNamed();
    void handMadeRulesAreNotSaved();
    void cleanup();
    void cleanupTestCase();

private:
    QStringList offered(const QStringList &question) const;

    int m_listener = -1;
    std::unique_ptr<Manager> m_manager;
};

void TestManagers::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_MANAGED_SYSTEM")) {
        QSKIP("rules of this network would change: run it with inmanagedsystem.sh");
    }
    m_listener = listeningSocket();
    QVERIFY(m_listener >= 0);
}

void TestManagers::init()
{
    const QString row = QString::fromUtf8(QTest::currentDataTag());
    const bool isFirewalld = row.startsWith(QLatin1String("firewalld"));
    const QString program =
        isFirewalld ? QStringLiteral("/usr/sbin/firewalld") : QStringLiteral("/usr/sbin/ufw");
    if (!QFile::exists(program)) {
        QSKIP(qPrintable(program + QStringLiteral(" is not installed")));
    }
    if (isFirewalld) {
        // A new one has nothing of what the last one was told.
        QVERIFY(shell(QStringLiteral("rm -rf /etc/firewalld/zones/* /run/dbus/*")) == 0);
        m_manager = std::make_unique<Firewalld>();
    } else {
        m_manager = std::make_unique<Ufw>();
    }
    QVERIFY(m_manager->start());
}

void TestManagers::cleanup()
{
    m_manager.reset();
    static_cast<void>(shell(QStringLiteral("ufw --force disable; nft flush ruleset")));
}

void TestManagers::cleanupTestCase()
{
    ::close(m_listener);
}

/// The commands of the first fix, which must be the manager's.
QStringList TestManagers::offered(const QStringList &question) const
{
    const QJsonObject diagnosis = answer(direct("diagnose --port 8080 --no-probe") + question);
    const QJsonObject fix =
        diagnosis[QStringLiteral("findings")][0][QStringLiteral("fixes")][0].toObject();
    if (fix[QStringLiteral("kind")].toString() != QLatin1String("use-manager")) {
        return {};
    }
    QStringList commands;
    const QJsonArray list = fix[QStringLiteral("commands")].toArray();
    for (const auto &command : list) {
        commands += command.toString();
    }
    return commands;
}

void TestManagers::theOfferedCommandOpens_data()
{
    QTest::addColumn<bool>("denied");
    QTest::addColumn<QStringList>("question");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *name, bool denied, const char *question) {
        const QStringList parts = words(question);
        QTest::newRow(name) << denied << parts << parts.last();
    };
    row("ufw: one IPv4 source", false, "--from 10.77.0.2 --to 10.77.0.1");
    row("ufw: anyone, IPv6", false, "--to fd77::1");
    row("ufw: denied, anyone, IPv4", true, "--to 10.77.0.1");
    row("ufw: denied, one IPv6 source", true, "--from fd77::2 --to fd77::1");
    row("firewalld: anyone, IPv4", false, "--to 10.77.0.1");
    row("firewalld: denied, anyone, IPv4", true, "--to 10.77.0.1");
    row("firewalld: denied, one IPv4 source", true, "--from 10.77.0.2 --to 10.77.0.1");
}

void TestManagers::theOfferedCommandOpens()
{
    QFETCH(bool, denied);
    QFETCH(QStringList, question);
    QFETCH(QString, address);
    if (denied) {
        QCOMPARE(shell(m_manager->deny()), 0);
    }
    QVERIFY(!isOpen(address));
    const QStringList commands = offered(question);
    QCOMPARE(commands.size(), 1);
    QVERIFY2(shell(commands.constFirst()) == 0, qPrintable(commands.constFirst()));
    QTRY_VERIFY2(isOpen(address), qPrintable(commands.constFirst()));
    const QJsonObject now = answer(direct("diagnose --port 8080 --no-probe") + question);
    QCOMPARE(now[QStringLiteral("outcome")].toString(), QStringLiteral("open"));

    // Kept in the manager's own way, it is there after the manager has loaded its rules anew.
    const QString name = QString::fromUtf8(QTest::currentDataTag()).section(QLatin1Char(':'), 0, 0);
    const Run persist = runCtl(direct("persist"));
    QVERIFY2(persist.code == 0, persist.err.constData());
    QCOMPARE(objects(persist.out).value(0)[QStringLiteral("persisted_by")].toString(), name);
    QCOMPARE(shell(m_manager->reload()), 0);
    QTRY_VERIFY(isOpen(address));
}

/// What stands before the rules of its users is not opened by one of those.
void TestManagers::beforeRulesAreNoUserRules()
{
    QCOMPARE(shell(QStringLiteral("iptables -I ufw-before-input 1 -p tcp --dport 8080 -j DROP")),
             0);
    QVERIFY(offered(words("--from 10.77.0.2 --to 10.77.0.1")).isEmpty());
}

void TestManagers::ownersAreNamed()
{
    const QJsonObject rules = answer(direct("rules --backend nft --family ipv4 --table filter"));
    const QJsonArray chains =
        rules[QStringLiteral("rulesets")][0][QStringLiteral("tables")][0][QStringLiteral("chains")]
            .toArray();
    int own = 0;
    for (const auto &entry : chains) {
        const QJsonObject chain = entry.toObject();
        const bool isOwn =
            chain[QStringLiteral("name")].toString().startsWith(QLatin1String("ufw-"));
        QCOMPARE(chain[QStringLiteral("owner")].toString(),
                 isOwn ? QStringLiteral("ufw") : QString());
        own += isOwn ? 1 : 0;
    }
    QVERIFY(own > 20);

    m_manager = std::make_unique<Firewalld>();
    QVERIFY(m_manager->start());
    const QJsonObject native = answer(direct("rules --backend native --table firewalld"));
    QCOMPARE(native[QStringLiteral("native_tables")][0][QStringLiteral("owner")].toString(),
             QStringLiteral("firewalld"));
}

/// A rule beside the manager's is lost with a restart; that is said, with the manager's own words
/// for it.
void TestManagers::handMadeRulesAreNotSaved()
{
    QCOMPARE(runCtl(direct("persist")).code, 0);
    QCOMPARE(shell(QStringLiteral("iptables -I INPUT 1 -p tcp --dport 8080 -j ACCEPT")), 0);
    const Run run = runCtl(direct("persist"));
    QCOMPARE(run.code, 1);
    const QJsonObject plan = objects(run.out).value(0);
    const QString command = plan[QStringLiteral("commands")][0].toString();
    QVERIFY2(command.startsWith(QLatin1String("ufw allow ")), run.out.constData());
    QCOMPARE(shell(QStringLiteral("iptables -D INPUT 1")), 0);
    QVERIFY(!isOpen(QStringLiteral("10.77.0.1")));
    QCOMPARE(shell(command), 0);
    QTRY_VERIFY(isOpen(QStringLiteral("10.77.0.1")));
}

QTEST_GUILESS_MAIN(TestManagers)
#include "tst_managers.moc"
