// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "helper/netfilter/rulesource.h"
#include "helper/trial/trialstore.h"

#include <csignal>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>

using namespace Portlight;
using Core::Backend;
using Core::Family;
using Helper::TrialRequest;
using Helper::TrialState;
using Helper::TrialStore;

namespace
{

constexpr auto undoProgram = PORTLIGHT_BIN_DIR "/portlight-undo";

const std::string firstRules = R"(*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:GUESTS - [0:0]
:OLD - [0:0]
[7:420] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
[3:99] -A INPUT -p udp -m udp --dport 9 -m comment --comment "two words" -j ACCEPT
[5:300] -A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable
[1:40] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
[2:80] -A GUESTS -j DROP
[4:160] -A GUESTS -s 192.0.2.0/24 -j RETURN
COMMIT
)";

Core::ChainPlace place(Backend backend, const char *chain = "INPUT")
{
    return {backend, Family::Ipv4, "filter", chain};
}

TrialRequest request(std::vector<Core::Change> changes, unsigned seconds = 60)
{
    TrialRequest result;
    result.changes = std::move(changes);
    result.seconds = seconds;
    result.summary = "a test";
    return result;
}

std::string words(const Core::Error &error)
{
    return error.operation + ": " + error.message + " | " + error.detail;
}

template<typename T> std::string problem(const Core::Result<T> &outcome)
{
    return outcome ? std::string() : words(outcome.error());
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

#define VERIFY_DONE(outcome) QCOMPARE(QString::fromStdString(problem(outcome)), QString())

class TestTrialStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            Test::loadRules(backend, Family::Ipv4, firstRules);
        }
    }

    void cleanup()
    {
        // Let the guards of open trials go: they end when their trial is kept or undone.
        TrialStore trials = store();
        const auto all = trials.list();
        QVERIFY(all.has_value());
        for (const auto &trial : *all) {
            if (trial.state == TrialState::Trying) {
                trials.undo(trial.id);
            }
        }
    }

    void undoBringsTheExactTextBack_data()
    {
        QTest::addColumn<int>("kind");
        const char *names[] = {"insert",
                               "insert at the end",
                               "append",
                               "delete",
                               "second of two equal rules",
                               "replace",
                               "policy",
                               "new chain and jump",
                               "flush",
                               "delete chain",
                               "text the tool prints otherwise",
                               "many at once"};
        int kind = 0;
        for (const char *name : names) {
            QTest::newRow(name) << kind++;
        }
    }

    void undoBringsTheExactTextBack()
    {
        QFETCH(int, kind);
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            const std::string before = Test::savedText(backend, Family::Ipv4);
            TrialStore trials = store();
            const auto id = trials.begin(request(changes(kind, backend)));
            VERIFY_DONE(id);
            const std::string during = Test::savedText(backend, Family::Ipv4);
            QVERIFY(during != before);
            QVERIFY2(contains(during, "[7:420] -A INPUT -p tcp -m tcp --dport 22") || kind == 4,
                     "counters of untouched rules stay");
            QCOMPARE(trials.find(*id)->state, TrialState::Trying);
            const auto undone = trials.undo(*id);
            VERIFY_DONE(undone);
            QCOMPARE(Test::savedText(backend, Family::Ipv4), before);
            QCOMPARE(trials.find(*id)->state, TrialState::Undone);
            QCOMPARE(trials.find(*id)->detail, std::string());
            VERIFY_DONE(trials.undo(*id)); // again: nothing more to do
            QCOMPARE(Test::savedText(backend, Family::Ipv4), before);
        }
    }

    void countersGoOnCounting()
    {
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            TrialStore trials = store();
            const auto id = trials.begin(request({Core::InsertRule{
                place(backend), 1, "-p tcp -m tcp --dport 80 -j ACCEPT", {}, {}, {}}}));
            VERIFY_DONE(id);
            Test::sendPacket(9);
            VERIFY_DONE(trials.undo(*id));
        }
        // The packet of the second round passed both backends, so the first saw two.
        QVERIFY(
            contains(Test::savedText(Backend::Legacy, Family::Ipv4), "[5:157] -A INPUT -p udp"));
        QVERIFY(contains(Test::savedText(Backend::Nft, Family::Ipv4), "[5:157] -A INPUT -p udp"));
    }

    void keptStaysAndCanStillBeUndone()
    {
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            const std::string before = Test::savedText(backend, Family::Ipv4);
            TrialStore trials = store();
            const auto id = trials.begin(request({changes(0, backend)}));
            VERIFY_DONE(id);
            VERIFY_DONE(trials.keep(*id));
            QCOMPARE(trials.find(*id)->state, TrialState::Kept);
            const auto again = trials.keep(*id);
            QVERIFY(!again.has_value());
            QCOMPARE(int(again.error().code), int(Core::ErrorCode::Conflict));
            QVERIFY(Test::savedText(backend, Family::Ipv4) != before);
            VERIFY_DONE(trials.undo(*id));
            QCOMPARE(Test::savedText(backend, Family::Ipv4), before);
        }
    }

    void foreignRulesStay()
    {
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            TrialStore trials = store();
            const auto id = trials.begin(request(
                {Core::ReplaceRule{place(backend), 3,
                                   "-p tcp -m tcp --dport 8080 -j REJECT --reject-with "
                                   "icmp-port-unreachable",
                                   "-p tcp -m tcp --dport 8080 -j ACCEPT", false},
                 Core::InsertRule{
                     place(backend), 1, "-p tcp -m tcp --dport 80 -j ACCEPT", {}, {}, {}}}));
            VERIFY_DONE(id);
            const std::string tool = Test::toolName(backend, Family::Ipv4, "");
            Test::runTool(tool, {"-I", "INPUT", "1", "-s", "198.51.100.1", "-j", "DROP"});
            Test::runTool(tool, {"-I", "INPUT", "4", "-s", "198.51.100.2", "-j", "DROP"});
            VERIFY_DONE(trials.undo(*id));
            const std::string after = Test::savedText(backend, Family::Ipv4, false);
            QVERIFY(contains(after,
                             "-A INPUT -s 198.51.100.1/32 -j DROP\n-A INPUT -p tcp -m tcp "
                             "--dport 22 -j ACCEPT\n"));
            QVERIFY(contains(after, "-A INPUT -s 198.51.100.2/32 -j DROP\n"));
            QVERIFY(contains(after, "--dport 8080 -j REJECT"));
            QVERIFY(!contains(after, "--dport 80 "));
        }
    }

    void ownRuleDeletedByOthersIsTold()
    {
        TrialStore trials = store();
        const auto id = trials.begin(request(changes(0, Backend::Nft)));
        VERIFY_DONE(id);
        const std::string tool = Test::toolName(Backend::Nft, Family::Ipv4, "");
        Test::runTool(tool, {"-D", "INPUT", "3"});
        Test::runTool(tool, {"-A", "INPUT", "-j", "DROP"});
        const std::string before = Test::savedText(Backend::Nft, Family::Ipv4);
        VERIFY_DONE(trials.undo(*id));
        QVERIFY(contains(trials.find(*id)->detail, "partly undone"));
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4), before);
    }

    void everythingReloadedByOthersIsTold()
    {
        TrialStore trials = store();
        const auto id = trials.begin(request(changes(0, Backend::Nft)));
        VERIFY_DONE(id);
        Test::loadRules(Backend::Nft, Family::Ipv4, firstRules);
        VERIFY_DONE(trials.undo(*id));
        QVERIFY(contains(trials.find(*id)->detail, "brought old rules back"));
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4), firstRules);
    }

    void staleGenerationIsRefused()
    {
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            const auto generation = Helper::readGeneration(backend, Family::Ipv4);
            QVERIFY(generation.has_value());
            Test::runTool(Test::toolName(backend, Family::Ipv4, ""), {"-A", "INPUT", "-j", "DROP"});
            const std::string before = Test::savedText(backend, Family::Ipv4);
            TrialRequest asked = request(changes(0, backend));
            asked.generations[std::string(Core::toString(backend)) + "/ipv4"] = *generation;
            TrialStore trials = store();
            const auto id = trials.begin(asked);
            QVERIFY(!id.has_value());
            QCOMPARE(int(id.error().code), int(Core::ErrorCode::Stale));
            QCOMPARE(Test::savedText(backend, Family::Ipv4), before);
            QVERIFY(trials.list()->empty());
        }
    }

    void refusedChangesNothing_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("code");
        using Core::ErrorCode;
        QTest::newRow("the tool does not know the match")
            << "-m nosuchmatch --x -j ACCEPT" << int(ErrorCode::KernelRefused);
        QTest::newRow("a chain that is not there") << "-j nowhere" << int(ErrorCode::NotFound);
        QTest::newRow("a target of another table")
            << "-j MASQUERADE" << int(ErrorCode::KernelRefused);
        QTest::newRow("a line break") << "-j ACCEPT\n-F INPUT" << int(ErrorCode::InvalidArgument);
        QTest::newRow("a program to run")
            << "-j ACCEPT --modprobe=/bin/true" << int(ErrorCode::InvalidArgument);
    }

    void refusedChangesNothing()
    {
        QFETCH(QString, rule);
        QFETCH(int, code);
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            const std::string before = Test::savedText(backend, Family::Ipv4);
            TrialStore trials = store();
            const auto id = trials.begin(
                request({Core::InsertRule{place(backend), 1, "-j ACCEPT", {}, {}, {}},
                         Core::InsertRule{place(backend), 2, rule.toStdString(), {}, {}, {}}}));
            QVERIFY(!id.has_value());
            QVERIFY2(int(id.error().code) == code, words(id.error()).c_str());
            QCOMPARE(Test::savedText(backend, Family::Ipv4), before);
            const auto listed = trials.list();
            QVERIFY(listed);
            for (const auto &trial : *listed) {
                QCOMPARE(trial.state, TrialState::Failed);
            }
        }
    }

    void limitsAreKept()
    {
        TrialStore trials = store();
        const auto code = [&trials](const TrialRequest &asked) {
            const auto id = trials.begin(asked);
            return id ? -1 : int(id.error().code);
        };
        QCOMPARE(code(request(changes(0, Backend::Nft), 4)), int(Core::ErrorCode::InvalidArgument));
        QCOMPARE(code(request(changes(0, Backend::Nft), 601)),
                 int(Core::ErrorCode::InvalidArgument));
        QCOMPARE(code(request({})), int(Core::ErrorCode::InvalidArgument));
        const Core::Change one = Core::AppendRule{place(Backend::Nft), "-j ACCEPT"};
        QCOMPARE(code(request(std::vector<Core::Change>(20001, one))),
                 int(Core::ErrorCode::LimitExceeded));
        QCOMPARE(int(trials.keep("0123456789abcdef0123456789abcdef").error().code),
                 int(Core::ErrorCode::NotFound));
        QCOMPARE(int(trials.undo("../../etc/passwd").error().code), int(Core::ErrorCode::NotFound));
    }

    void dryRunTouchesNothing()
    {
        for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
            const std::string before = Test::savedText(backend, Family::Ipv4);
            TrialRequest asked = request(changes(11, backend));
            asked.dryRun = true;
            TrialStore trials = store();
            const auto id = trials.begin(asked);
            VERIFY_DONE(id);
            QVERIFY(id->empty());
            QCOMPARE(Test::savedText(backend, Family::Ipv4), before);
            QVERIFY(trials.list()->empty());
        }
    }

    void secondTrialOnTheSameChainIsRefused()
    {
        TrialStore trials = store();
        const auto first = trials.begin(request(changes(0, Backend::Nft)));
        VERIFY_DONE(first);
        const auto second = trials.begin(request(changes(2, Backend::Nft)));
        QVERIFY(!second.has_value());
        QCOMPARE(int(second.error().code), int(Core::ErrorCode::Conflict));
        const auto elsewhere = trials.begin(
            request({Core::AppendRule{place(Backend::Nft, "OUTPUT"), "-p icmp -j ACCEPT"}}));
        VERIFY_DONE(elsewhere);
        VERIFY_DONE(trials.undo(*first)); // not in the order they came in
        VERIFY_DONE(trials.undo(*elsewhere));
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4), firstRules);
    }

    void settingsAreTriedToo()
    {
        const auto value = [] {
            return QString::fromStdString(Test::runTool("sysctl", {"-n", "net.ipv4.ip_forward"}))
                .trimmed();
        };
        Test::runTool("sysctl", {"-qw", "net.ipv4.ip_forward=0"});
        TrialStore trials = store();
        const auto id = trials.begin(request({Core::SetSetting{"net.ipv4.ip_forward", "1", "0"}}));
        VERIFY_DONE(id);
        QCOMPARE(value(), QStringLiteral("1"));
        VERIFY_DONE(trials.undo(*id));
        QCOMPARE(value(), QStringLiteral("0"));
        const auto bad = trials.begin(request({Core::SetSetting{"kernel.hostname", "x", ""}}));
        QCOMPARE(int(bad.error().code), int(Core::ErrorCode::InvalidArgument));
    }

    void unusedTablesAndBothFamilies()
    {
        Test::runTool("nft", {"flush", "ruleset"});
        const Core::ChainPlace nat{Backend::Nft, Family::Ipv6, "nat", "POSTROUTING"};
        TrialStore trials = store();
        const auto id = trials.begin(
            request({Core::AppendRule{nat, "-o dummy0 -j MASQUERADE"},
                     Core::InsertRule{place(Backend::Nft), 1, "-i dummy0 -j ACCEPT", {}, {}, {}},
                     Core::AppendRule{{Backend::Nft, Family::Ipv4, "mangle", "FORWARD"},
                                      "-j MARK --set-xmark 0x1/0xffffffff"}}));
        VERIFY_DONE(id);
        QVERIFY(contains(Test::savedText(Backend::Nft, Family::Ipv6), "-j MASQUERADE"));
        VERIFY_DONE(trials.undo(*id));
        QVERIFY(!contains(Test::savedText(Backend::Nft, Family::Ipv6), "-A "));
        QVERIFY(!contains(Test::savedText(Backend::Nft, Family::Ipv4), "-A "));
    }

    /// Both backends, a kept one and an extended one at once, because each waits for its deadline.
    void guardActsWhenEverybodyIsDead()
    {
        const std::string nft = Test::savedText(Backend::Nft, Family::Ipv4);
        const std::string legacy = Test::savedText(Backend::Legacy, Family::Ipv4);
        const std::string keptId = beginAndDie(
            {Core::AppendRule{place(Backend::Nft, "OUTPUT"), "-p tcp -m tcp --dport 1 -j ACCEPT"}});
        const std::string nftId = beginAndDie(changes(11, Backend::Nft));
        const std::string legacyId = beginAndDie(changes(11, Backend::Legacy));
        const std::string extendedId = beginAndDie({Core::AppendRule{
            place(Backend::Nft, "FORWARD"), "-p tcp -m tcp --dport 2 -j ACCEPT"}});
        QVERIFY(!nftId.empty() && !legacyId.empty() && !keptId.empty() && !extendedId.empty());
        QVERIFY(Test::savedText(Backend::Nft, Family::Ipv4) != nft);
        QVERIFY(Test::savedText(Backend::Legacy, Family::Ipv4) != legacy);

        TrialStore trials = store(); // another process than the one that began them
        VERIFY_DONE(trials.keep(keptId));
        VERIFY_DONE(trials.extend(extendedId, 600));
        QTRY_COMPARE_WITH_TIMEOUT(trials.find(nftId)->state, TrialState::Undone, 15000);
        QTRY_COMPARE_WITH_TIMEOUT(trials.find(legacyId)->state, TrialState::Undone, 15000);
        QCOMPARE(Test::savedText(Backend::Legacy, Family::Ipv4), legacy);
        // The deadline of the kept one has passed as well: a late timer of the helper must not act.
        VERIFY_DONE(trials.undoIfDue(keptId));
        VERIFY_DONE(trials.undoIfDue(extendedId));
        QCOMPARE(trials.find(keptId)->state, TrialState::Kept);
        QVERIFY(contains(Test::savedText(Backend::Nft, Family::Ipv4), "--dport 1 -j ACCEPT"));
        QCOMPARE(trials.find(extendedId)->state, TrialState::Trying);
        QVERIFY(trials.find(extendedId)->secondsLeft > 500);
        VERIFY_DONE(trials.undo(keptId));
        VERIFY_DONE(trials.undo(extendedId));
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4), nft);
    }

    void killedBetweenCommitAndJournal()
    {
        // The record as it was before the commit is what such a crash leaves behind.
        const std::string before = Test::savedText(Backend::Nft, Family::Ipv4);
        TrialStore trials = store();
        const auto id = trials.begin(request(changes(10, Backend::Nft)));
        VERIFY_DONE(id);
        QFile record(
            m_folder->filePath(QStringLiteral("trials/%1.json").arg(QString::fromStdString(*id))));
        QVERIFY(record.open(QIODevice::ReadOnly));
        QByteArray text = record.readAll();
        record.close();
        QVERIFY(text.contains("\"adopted\": true"));
        text.replace("\"adopted\": true", "\"adopted\": false");
        // The inverse then still has the text we sent: 5/m instead of 5/min.
        const qsizetype inverse = text.indexOf("\"inverse\"");
        text = text.left(inverse) + text.mid(inverse).replace("5/min", "300/hour");
        QVERIFY(record.open(QIODevice::WriteOnly | QIODevice::Truncate));
        record.write(text);
        record.close();
        VERIFY_DONE(trials.undo(*id));
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4), before);
    }

    void killedBeforeTheCommit()
    {
        // Everything is as before the trial, and a rule equal to ours was there already: it stays.
        const std::string before = Test::savedText(Backend::Nft, Family::Ipv4);
        TrialStore trials = store();
        const auto id = trials.begin(
            request({Core::AppendRule{place(Backend::Nft), "-p tcp -m tcp --dport 22 -j ACCEPT"}}));
        VERIFY_DONE(id);
        Test::loadRules(Backend::Nft, Family::Ipv4, before);
        VERIFY_DONE(trials.undo(*id));
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4), before);
    }

    void folderMustBeOurs()
    {
        QTemporaryDir open;
        QFile::setPermissions(open.path(),
                              QFile::Permissions(0x7777)); // everybody may read and write
        TrialStore trials(open.path().toStdString(), undoProgram);
        const auto id = trials.begin(request(changes(0, Backend::Nft)));
        QVERIFY(!id.has_value());
        QCOMPARE(int(id.error().code), int(Core::ErrorCode::Denied));
    }

    void noGuardNoChange()
    {
        const std::string before = Test::savedText(Backend::Nft, Family::Ipv4);
        TrialStore trials(m_folder->filePath(QStringLiteral("trials")).toStdString(),
                          "/nonexistent/portlight-undo");
        const auto id = trials.begin(request(changes(0, Backend::Nft)));
        QVERIFY(!id.has_value());
        QCOMPARE(Test::savedText(Backend::Nft, Family::Ipv4), before);
        QVERIFY(trials.list()->empty());
    }

private:
    TrialStore store() const
    {
        return {m_folder->filePath(QStringLiteral("trials")).toStdString(), undoProgram};
    }

    /// A process of its own begins a trial of 5 seconds and is killed right after.
    std::string beginAndDie(const std::vector<Core::Change> &wanted) const
    {
        int ends[2];
        if (::pipe(ends) != 0) {
            return {};
        }
        const pid_t child = ::fork();
        if (child == 0) {
            const auto id = store().begin(request(wanted, 5));
            const std::string answer = id ? *id : words(id.error());
            const ssize_t wrote = ::write(ends[1], answer.data(), answer.size());
            for (; wrote > 0;) {
                ::pause();
            }
            ::_exit(1);
        }
        char text[1024] = {};
        const ssize_t got = ::read(ends[0], text, sizeof text - 1);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);
        ::close(ends[1]);
        if (got != 32) {
            qWarning("%s", text);
            return {};
        }
        return text;
    }

    static std::vector<Core::Change> changes(int kind, Backend backend)
    {
        const Core::ChainPlace input = place(backend);
        const std::string ssh = "-p tcp -m tcp --dport 22 -j ACCEPT";
        const std::string web = "-p tcp -m tcp --dport 8080 -j ACCEPT";
        const std::string reject =
            "-p tcp -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable";
        const Core::ChainPlace guests = place(backend, "GUESTS");
        switch (kind) {
        case 0:
            return {Core::InsertRule{input, 3, web, {}, {}, {}}};
        case 1:
            return {Core::InsertRule{input, 5, web, {}, {}, {}}};
        case 2:
            return {Core::AppendRule{input, "-s 192.0.2.7/32 -j DROP"}};
        case 3:
            return {Core::DeleteRule{input, 3, reject, false}};
        case 4:
            return {Core::DeleteRule{input, 4, ssh, false}};
        case 5:
            return {Core::ReplaceRule{input, 3, reject, web, false}};
        case 6:
            return {Core::SetPolicy{input, Core::Policy::Drop}};
        case 7:
            return {Core::NewChain{place(backend, "MINE")},
                    Core::AppendRule{place(backend, "MINE"), "-j RETURN"},
                    Core::InsertRule{input, 1, "-j MINE", {}, {}, {}}};
        case 8:
            return {Core::FlushChain{guests}};
        case 9:
            return {Core::DeleteChain{place(backend, "OLD")}};
        case 10:
            return {Core::InsertRule{input, 2, "-m limit --limit 300/hour -j ACCEPT", {}, {}, {}}};
        default:
            return {Core::InsertRule{input, 1, web, {}, {}, {}},
                    Core::DeleteRule{input, 4, reject, false},
                    Core::SetPolicy{input, Core::Policy::Drop}, Core::FlushChain{guests},
                    Core::AppendRule{guests, "-j ACCEPT"}};
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestTrialStore)
#include "tst_trialstore.moc"
