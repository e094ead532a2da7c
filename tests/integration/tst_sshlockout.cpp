// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "clirun.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Portlight::Test;

namespace
{

const QString cutFile = QStringLiteral("/run/cut.rules");
const QString openFile = QStringLiteral("/run/open.rules");
const QString program = QStringLiteral(PORTLIGHT_BIN_DIR "/portlightctl");

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// A login of the neighbour over real SSH: a shell on a terminal, or one command without any.
class Login
{
public:
    explicit Login(const QString &command = {})
    {
        m_process.setProcessChannelMode(command.isEmpty() ? QProcess::MergedChannels
                                                          : QProcess::SeparateChannels);
        QStringList arguments =
            words("netns exec neighbour ssh -F none -i /run/key -o BatchMode=yes "
                  "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR");
        arguments += command.isEmpty() ? words("-tt root@10.77.0.1 sh")
                                       : words("-T root@10.77.0.1") + QStringList{command};
        m_process.start(QStringLiteral("ip"), arguments);
    }
    ~Login()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void type(const QString &line)
    {
        m_process.write(line.toUtf8() + '\n');
    }
    /// Waits until it prints `text`, behind what the last call waited for.
    bool says(const QByteArray &text)
    {
        const auto at = [this, &text] {
            m_seen += m_process.readAll();
            return m_seen.indexOf(text, m_read);
        };
        const bool came = QTest::qWaitFor(
            [&at] {
                return at() >= 0;
            },
            30000);
        m_read = came ? at() + text.size() : m_read;
        return came;
    }
    /// All it has printed.
    QByteArray seen() const
    {
        return m_seen;
    }
    QProcess &process()
    {
        return m_process;
    }

private:
    QProcess m_process;
    QByteArray m_seen;
    qsizetype m_read = 0;
};

/// Packets that the rule which cuts the session has met; -1 when it is not there.
int packetsCut()
{
    static const QRegularExpression rule(
        QStringLiteral(R"(\[(\d+):\d+\] -A INPUT -p tcp -m tcp --dport 22 -j DROP)"));
    const auto match = rule.match(
        QString::fromUtf8(runTool(QStringLiteral("iptables-nft-save"), {QStringLiteral("-c")})));
    return match.hasMatch() ? match.captured(1).toInt() : -1;
}

QString applyCommand(const QString &file, const char *options)
{
    return QStringLiteral("%1 --direct apply %2 --backend nft --family ipv4 %3")
        .arg(program, file, QString::fromLatin1(options));
}

} // namespace

/// A change that would cut the very SSH session it is typed in, with a real sshd.
class TestSshLockOut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void noMeansNo();
    void yesIsTakenBackAndTheSessionLivesOn();
    void nothingIsSaidOfAChangeThatCutsNothing();
    void yesBeforehandIsNotEnough_data();
    void yesBeforehandIsNotEnough();
    void yesInSoManyWordsIs();
    void anotherSessionIsNamed();
    void cleanupTestCase();

private:
    QProcess m_server;
};

void TestSshLockOut::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_MANAGED_SYSTEM")) {
        QSKIP("needs a network of its own: run it with inmanagedsystem.sh");
    }
    if (!QFile::exists(QStringLiteral("/usr/sbin/sshd"))) {
        QSKIP("openssh-server is not installed");
    }
    for (const char *key : {"/run/key", "/run/hostkey"}) {
        runTool(QStringLiteral("ssh-keygen"),
                {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                 QStringLiteral("-N"), QString(), QStringLiteral("-f"), QString::fromLatin1(key)});
    }
    runTool(QStringLiteral("mkdir"), words("-p /run/sshd"));
    // An account without a password may be locked, which also locks out its keys.
    runTool(QStringLiteral("sed"), words("-i s/^root:[^:]*:/root:*:/ /etc/shadow"));
    QVERIFY(write(QStringLiteral("/run/sshd_config"),
                  "ListenAddress 10.77.0.1\nHostKey /run/hostkey\nPidFile none\nUsePAM no\n"
                  "PermitRootLogin yes\nStrictModes no\nAuthorizedKeysFile /run/key.pub\n"));
    QVERIFY(write(cutFile, "*filter\n-I INPUT -p tcp --dport 22 -j DROP\nCOMMIT\n"));
    QVERIFY(write(openFile, "*filter\n-A INPUT -p tcp --dport 80 -j ACCEPT\nCOMMIT\n"));
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(QStringLiteral("/usr/sbin/sshd"), words("-D -e -f /run/sshd_config"));
    QVERIFY(m_server.waitForStarted());
    QVERIFY(QTest::qWaitFor(
        [this] {
            return m_server.bytesAvailable() > 0; // "Server listening on …"
        },
        30000));
}

void TestSshLockOut::init()
{
    runTool(QStringLiteral("iptables-nft-restore"), {},
            "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n");
}

void TestSshLockOut::cleanupTestCase()
{
    m_server.terminate();
    m_server.waitForFinished();
}

void TestSshLockOut::noMeansNo()
{
    Login login;
    login.type(applyCommand(cutFile, "--try 60; echo ended=$?"));
    QVERIFY2(login.says("Try it all the same?"), login.seen().constData());
    QVERIFY2(login.seen().contains("Your own SSH session from 10.77.0.2 would be cut: rule 1 in "
                                   "INPUT (filter, IPv4, nft)"),
             login.seen().constData());
    QVERIFY(login.seen().contains("10.77.0.2 could not connect to TCP port 22 (SSH) here again"));
    login.type(QStringLiteral("n"));
    QVERIFY2(login.says("Nothing was changed."), login.seen().constData());
    QVERIFY(login.says("ended=5"));
    QCOMPARE(packetsCut(), -1);
}

void TestSshLockOut::yesIsTakenBackAndTheSessionLivesOn()
{
    Login login;
    login.type(applyCommand(cutFile, "--try 5; echo ended=$?"));
    QVERIFY2(login.says("Try it all the same?"), login.seen().constData());
    login.type(QStringLiteral("y"));
    // No answer to "Keep this change?" gets through: the session is cut.
    QTRY_VERIFY_WITH_TIMEOUT(packetsCut() > 0, 30000);
    QTRY_COMPARE_WITH_TIMEOUT(packetsCut(), -1, 30000);
    QVERIFY2(login.says("The change was undone."), login.seen().constData());
    QVERIFY2(login.says("ended=5"), login.seen().constData());
    login.type(QStringLiteral("echo alive $((6 * 7))"));
    QVERIFY2(login.says("alive 42"), login.seen().constData());
}

void TestSshLockOut::nothingIsSaidOfAChangeThatCutsNothing()
{
    Login login(applyCommand(openFile, "--yes"));
    const Run run = finish(login.process());
    QCOMPARE(run.code, 0);
    QVERIFY2(!run.err.contains("Warning"), run.err.constData());
    QVERIFY(savedRules().contains("--dport 80 -j ACCEPT"));
}

void TestSshLockOut::yesBeforehandIsNotEnough_data()
{
    QTest::addColumn<QString>("before");
    QTest::newRow("login") << QString();
    QTest::newRow("sudo takes SSH_CONNECTION away") << QStringLiteral("env -i ");
}

void TestSshLockOut::yesBeforehandIsNotEnough()
{
    QFETCH(QString, before);
    Login login(before + applyCommand(cutFile, "--yes"));
    const Run run = finish(login.process());
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("Your own SSH session from 10.77.0.2 would be cut")
                 && run.err.contains("--allow-lock-out"),
             run.err.constData());
    QCOMPARE(packetsCut(), -1);
}

void TestSshLockOut::yesInSoManyWordsIs()
{
    Login login(applyCommand(cutFile, "--yes --allow-lock-out"));
    QTRY_VERIFY_WITH_TIMEOUT(packetsCut() > 0, 30000);
    QTRY_VERIFY(runCtl(words("--direct --json trials")).out.contains("\"state\":\"kept\""));
}

/// Nobody's own way in: said, and done when it was asked for.
void TestSshLockOut::anotherSessionIsNamed()
{
    Login other(QStringLiteral("echo here; sleep 600"));
    QVERIFY(other.says("here"));
    const Run run =
        runCtl(words("--direct apply /run/cut.rules --backend nft --family ipv4 --yes"));
    QCOMPARE(run.code, 0);
    QVERIFY2(
        run.err.contains("The connection of sshd between TCP port 22 (SSH) here and 10.77.0.2"),
        run.err.constData());
    QTRY_VERIFY(packetsCut() >= 0);
}

QTEST_GUILESS_MAIN(TestSshLockOut)
#include "tst_sshlockout.moc"
