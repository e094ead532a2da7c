// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/filetransaction.h"
#include "helper/persist/savedtext.h"
#include "helper/persist/sha256.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <cstdlib>
#include <random>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Portlight;
using Helper::FileChange;
using Helper::FileTransaction;

namespace
{

constexpr auto rulesFolder = "/etc/iptables";
constexpr auto recordFolder = "/var/lib/portlight/persist";

std::string content(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "(no file)";
}

void write(const std::string &path, const std::string &text)
{
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.data(), qint64(text.size()));
}

const std::string v4 = std::string(rulesFolder) + "/rules.v4";
const std::string v6 = std::string(rulesFolder) + "/rules.v6";

std::vector<FileChange> both(const std::string &text)
{
    return {{rulesFolder, "rules.v4", text + " v4\n", 0640},
            {rulesFolder, "rules.v6", text + " v6\n", 0640}};
}

QStringList entries()
{
    return QDir(QString::fromLatin1(rulesFolder))
        .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                   QDir::Name);
}

template<typename T> QString problem(const Core::Result<T> &result)
{
    return result ? QString()
                  : QString::fromStdString(result.error().operation + ": " + result.error().message
                                           + " | " + result.error().detail);
}

} // namespace

#define VERIFY_DONE(outcome) QCOMPARE(problem(outcome), QString())
#define VERIFY_CODE(outcome, expected)                                                             \
    QVERIFY(!(outcome));                                                                           \
    QVERIFY2((outcome).error().code == (expected), qPrintable(problem(outcome)))

/// Files that root reads at the next start, changed as one.
class TestFileTransaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void knownDigests();
    void sealTellsWholeFromCut();
    void bothAreReplacedAndComeBack();
    void ownerModeAndAttributesStay();
    void aFailedCheckChangesNothing();
    void linksAreNotFollowed_data();
    void linksAreNotFollowed();
    void readOnlyIsToldAndHarmless();
    void fullDiskIsToldAndHarmless();
    void othersMayNotWriteTheFolder();
    void undoLeavesWhatOthersChanged();
    void killedAtAnyMomentItIsOldOrNew();
};

void TestFileTransaction::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_OWN_TREE")) {
        QSKIP("writes into /etc: run it with inowntree.sh");
    }
}

void TestFileTransaction::init()
{
    QCOMPARE(::mkdir(rulesFolder, 0755), 0);
    QCOMPARE(::mount("none", rulesFolder, "tmpfs", 0, "size=1m,mode=0755"), 0);
    QDir(QString::fromLatin1(recordFolder)).removeRecursively();
}

void TestFileTransaction::cleanup()
{
    ::umount(rulesFolder);
    ::unlink(rulesFolder);
    ::rmdir(rulesFolder);
}

void TestFileTransaction::knownDigests()
{
    QCOMPARE(Helper::sha256(""),
             std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(Helper::sha256("abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    for (std::size_t size = 50; size < 140; ++size) {
        const std::string text(size, 'x');
        QCOMPARE(
            QByteArray::fromStdString(Helper::sha256(text)),
            QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256)
                .toHex());
    }
}

void TestFileTransaction::sealTellsWholeFromCut()
{
    Core::Ruleset ruleset;
    ruleset.tables.resize(2);
    ruleset.tables[0].name = "nat";
    ruleset.tables[1].name = "filter";
    const std::string text = Helper::savedText(ruleset);
    QVERIFY(Helper::sealOf(text) == Helper::Seal::Whole);
    for (std::size_t size = 0; size < text.size(); ++size) {
        QVERIFY(Helper::sealOf(text.substr(0, size)) != Helper::Seal::Whole);
    }
    QVERIFY(Helper::sealOf(text + "*raw\nCOMMIT\n") == Helper::Seal::Broken);
    QVERIFY(Helper::sealOf("*filter\nCOMMIT\n") == Helper::Seal::Missing);
}

void TestFileTransaction::bothAreReplacedAndComeBack()
{
    write(v4, "old v4\n");
    FileTransaction files(recordFolder);
    QVERIFY(!files.canUndo());
    VERIFY_DONE(files.apply(both("new"), {}));
    QCOMPARE(content(v4), std::string("new v4\n"));
    QCOMPARE(content(v6), std::string("new v6\n"));
    QCOMPARE(content(v4 + ".portlight-prev"), std::string("old v4\n"));
    QCOMPARE(entries(),
             QStringList({QStringLiteral("rules.v4"), QStringLiteral("rules.v4.portlight-prev"),
                          QStringLiteral("rules.v6")}));
    struct stat about {
    };
    QCOMPARE(::stat(v6.c_str(), &about), 0);
    QCOMPARE(about.st_mode & 07777U, 0640U);

    QVERIFY(files.canUndo());
    const auto paths = files.undo();
    VERIFY_DONE(paths);
    QVERIFY(*paths == std::vector<std::string>({v4, v6}));
    QCOMPARE(content(v4), std::string("old v4\n"));
    QCOMPARE(entries(), QStringList({QStringLiteral("rules.v4")}));
    VERIFY_CODE(files.undo(), Core::ErrorCode::NotFound);
}

void TestFileTransaction::ownerModeAndAttributesStay()
{
    write(v4, "old\n");
    QCOMPARE(::chmod(v4.c_str(), 0604), 0);
    const bool real = ::chown(v4.c_str(), 1, 2) == 0; // not in a user namespace
    const bool labelled = ::setxattr(v4.c_str(), "trusted.portlight-test", "x", 1, 0) == 0;
    FileTransaction files(recordFolder);
    VERIFY_DONE(files.apply(both("new"), {}));
    struct stat about {
    };
    QCOMPARE(::stat(v4.c_str(), &about), 0);
    QCOMPARE(about.st_mode & 07777U, 0604U);
    if (real) {
        QCOMPARE(about.st_uid, 1U);
        QCOMPARE(about.st_gid, 2U);
    }
    if (labelled) {
        char value[8] = {};
        QCOMPARE(::getxattr(v4.c_str(), "trusted.portlight-test", value, sizeof value), ssize_t(1));
    }
}

void TestFileTransaction::aFailedCheckChangesNothing()
{
    write(v4, "old v4\n");
    FileTransaction files(recordFolder);
    const auto done = files.apply(both("new"), [](const FileChange &change) -> Core::Result<void> {
        if (change.name == "rules.v6") {
            return Core::failure(Core::ErrorCode::KernelRefused, "test", "no");
        }
        return {};
    });
    VERIFY_CODE(done, Core::ErrorCode::KernelRefused);
    QCOMPARE(content(v4), std::string("old v4\n"));
    QCOMPARE(entries(), QStringList({QStringLiteral("rules.v4")}));
    QVERIFY(!files.canUndo());
}

void TestFileTransaction::linksAreNotFollowed_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the file") << "rules.v4";
    QTest::newRow("the prepared file") << ".rules.v4.portlight-new";
    QTest::newRow("the copy") << "rules.v4.portlight-prev";
    QTest::newRow("the folder") << "";
}

void TestFileTransaction::linksAreNotFollowed()
{
    QFETCH(const QString, name);
    const std::string victim = "/run/victim";
    write(victim, "precious\n");
    if (name.isEmpty()) {
        QCOMPARE(::umount(rulesFolder), 0);
        QCOMPARE(::rmdir(rulesFolder), 0);
        QCOMPARE(::mkdir("/run/elsewhere", 0755), 0);
        QCOMPARE(::symlink("/run/elsewhere", rulesFolder), 0);
    } else {
        QCOMPARE(::symlink(victim.c_str(),
                           qPrintable(QString::fromLatin1(rulesFolder) + QLatin1Char('/') + name)),
                 0);
    }
    FileTransaction files(recordFolder);
    const auto done = files.apply(both("new"), {});
    QCOMPARE(content(victim), std::string("precious\n"));
    if (name.isEmpty() || name == QLatin1String("rules.v4")) {
        VERIFY_CODE(done, Core::ErrorCode::Denied);
        QVERIFY(QDir(QStringLiteral("/run/elsewhere")).isEmpty());
    } else {
        VERIFY_DONE(done); // names of ours are made anew, whatever lies there
        QCOMPARE(content(v4), std::string("new v4\n"));
    }
}

void TestFileTransaction::readOnlyIsToldAndHarmless()
{
    write(v4, "old v4\n");
    if (::mount(nullptr, rulesFolder, nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) {
        QSKIP("this system does not let us mount read-only");
    }
    const auto done = FileTransaction(recordFolder).apply(both("new"), {});
    VERIFY_CODE(done, Core::ErrorCode::Denied);
    QCOMPARE(content(v4), std::string("old v4\n"));
}

void TestFileTransaction::fullDiskIsToldAndHarmless()
{
    write(v4, "old v4\n");
    const auto done = FileTransaction(recordFolder).apply(both(std::string(2U << 20U, 'x')), {});
    VERIFY_CODE(done, Core::ErrorCode::LimitExceeded);
    QCOMPARE(content(v4), std::string("old v4\n"));
    QCOMPARE(entries(), QStringList({QStringLiteral("rules.v4")}));
}

void TestFileTransaction::othersMayNotWriteTheFolder()
{
    QCOMPARE(::chmod(rulesFolder, 0777), 0);
    VERIFY_CODE(FileTransaction(recordFolder).apply(both("new"), {}), Core::ErrorCode::Denied);
    QVERIFY(entries().isEmpty());
}

void TestFileTransaction::undoLeavesWhatOthersChanged()
{
    write(v4, "old v4\n");
    FileTransaction files(recordFolder);
    VERIFY_DONE(files.apply(both("new"), {}));
    write(v6, "edited by hand\n");
    VERIFY_CODE(files.undo(), Core::ErrorCode::Conflict);
    QCOMPARE(content(v4), std::string("new v4\n"));
    QCOMPARE(content(v6), std::string("edited by hand\n"));
}

void TestFileTransaction::killedAtAnyMomentItIsOldOrNew()
{
    // 1,000 and more by hand: PORTLIGHT_KILL_RUNS.
    const int runs =
        std::max(1, qEnvironmentVariable("PORTLIGHT_KILL_RUNS", QStringLiteral("150")).toInt());
    std::mt19937 random(2026); // NOLINT(cert-msc51-cpp): the same sequence each time
    FileTransaction files(recordFolder);
    VERIFY_DONE(files.apply(both("0"), {}));
    QElapsedTimer timer;
    timer.start();
    VERIFY_DONE(files.apply(both("1"), {}));
    const auto whole = std::max<qint64>(timer.nsecsElapsed() / 1000, 200);
    std::string last = "1";
    int killed = 0;
    int completed = 0;
    for (int run = 0; run < runs; ++run) {
        const std::string next = std::to_string(run + 2);
        const bool undoes = run % 5 == 4;
        const pid_t child = ::fork();
        if (child == 0) {
            FileTransaction own(recordFolder);
            if (undoes) {
                static_cast<void>(own.undo());
            } else {
                static_cast<void>(own.apply(both(next), {}));
            }
            ::_exit(0);
        }
        QVERIFY(child > 0);
        ::usleep(static_cast<useconds_t>(random() % static_cast<unsigned>(whole + whole / 2)));
        ::kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        killed += WIFSIGNALED(status) ? 1 : 0;

        // Before anything is repaired: each file is whole, of this version or an earlier one.
        const auto isWhole = [](const std::string &text, const char *ending) {
            return text.size() > 4 && text.ends_with(ending)
                && text.find_first_not_of("0123456789") == text.size() - std::strlen(ending);
        };
        const std::string first = content(v4);
        const std::string second = content(v6);
        QVERIFY2(isWhole(first, " v4\n"), first.c_str());
        QVERIFY2(isWhole(second, " v6\n"), second.c_str());
        // And once the next process has looked: both of one version.
        VERIFY_DONE(files.recover());
        const std::string now = content(v4).substr(0, content(v4).find(' '));
        QCOMPARE(content(v6), now + " v6\n");
        if (!undoes) {
            QVERIFY2(now == last || now == next, now.c_str());
            completed += now == next ? 1 : 0;
        }
        last = now;
    }
    qInfo("%d runs, %d killed on the way, %d complete in the end", runs, killed, completed);
    QVERIFY(killed > runs / 10);
}

QTEST_GUILESS_MAIN(TestFileTransaction)
#include "tst_filetransaction.moc"
