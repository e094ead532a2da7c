// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/trialstore.h"
#include "tests/helper/netfilter/labsupport.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <sys/mount.h>
#include <sys/stat.h>

using namespace Portlight;
using Core::Backend;
using Core::ErrorCode;
using Core::Family;
using Helper::TrialState;
using Helper::TrialStore;

namespace
{

using Rules = std::vector<std::string>;

const std::string ssh = "-p tcp -m tcp --dport 22 -j ACCEPT";
const std::string web = "-p tcp -m tcp --dport 8080 -j DROP";
const std::string names = "-p udp -m udp --dport 53 -j ACCEPT";
const std::string secure = "-p tcp -m tcp --dport 443 -j ACCEPT";
const std::string own = "-p tcp -m tcp --dport 7000 -m comment --comment ours -j ACCEPT";
const std::string foreign = "-p tcp -m tcp --dport 9000 -m comment --comment foreign -j DROP";

std::string webOff()
{
    return "-p tcp " + std::string(Core::switchedOffMatches) + " -m tcp --dport 8080 -j DROP";
}

const Rules base = {ssh, web, names, ssh, secure};

Rules rulesOf(const std::string &chain)
{
    Rules rules;
    const std::string start = "-A " + chain + ' ';
    std::istringstream lines(Test::savedText(Backend::Nft, Family::Ipv4, false));
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(start)) {
            rules.push_back(line.substr(start.size()));
        }
    }
    return rules;
}

QString shown(const Rules &rules)
{
    QString text;
    for (const std::string &rule : rules) {
        text += QString::fromStdString(rule) + QLatin1Char('\n');
    }
    return text;
}

Core::ChainPlace place(const char *chain = "INPUT")
{
    return {Backend::Nft, Family::Ipv4, "filter", chain};
}

/// A change of ours, and the rules of INPUT with it.
struct Ours {
    const char *name;
    std::vector<Core::Change> changes;
    Rules after;
    /// Rules that it takes away, or takes and puts back: one that somebody puts beside them in
    /// those milliseconds may find itself on their other side.
    Rules handled;
};

std::vector<Ours> ourChanges()
{
    const auto insert = Core::InsertRule{place(), 3, own, {}, {}, {}};
    const auto move = Core::MoveRule{place(), 5, secure, 2, {}, {}};
    return {
        {"insert", {insert}, {ssh, web, own, names, ssh, secure}, {}},
        {"append", {Core::AppendRule{place(), own}}, {ssh, web, names, ssh, secure, own}, {}},
        {"delete", {Core::DeleteRule{place(), 3, names}}, {ssh, web, ssh, secure}, {names}},
        {"delete the second of two",
         {Core::DeleteRule{place(), 4, ssh}},
         {ssh, web, names, secure},
         {ssh}},
        {"replace",
         {Core::ReplaceRule{place(), 2, web, own}},
         {ssh, own, names, ssh, secure},
         {web}},
        {"replace the second of two",
         {Core::ReplaceRule{place(), 4, ssh, own}},
         {ssh, web, names, own, secure},
         {ssh}},
        {"move", {move}, {ssh, secure, web, names, ssh}, {secure}},
        {"switch off",
         {Core::SwitchRule{place(), 2, web, false}},
         {ssh, webOff(), names, ssh, secure},
         {web, webOff()}},
        {"flush", {Core::FlushChain{place()}}, {}, base},
    };
}

/// What somebody else does, as a command, and to the rules of INPUT.
struct Theirs {
    const char *name;
    std::string command;
    Rules (*apply)(Rules);
    bool isElsewhere = false;
};

Rules withoutAll(Rules rules, const Rules &some)
{
    std::erase_if(rules, [&some](const std::string &rule) {
        return std::find(some.begin(), some.end(), rule) != some.end();
    });
    return rules;
}

/// INPUT has these rules: none lost, none moved, but see Ours::handled.
void compare(const Rules &wanted, const Rules &handled)
{
    const Rules now = rulesOf("INPUT");
    QCOMPARE(shown(withoutAll(now, {foreign})), shown(withoutAll(wanted, {foreign})));
    QCOMPARE(shown(withoutAll(now, handled)), shown(withoutAll(wanted, handled)));
}

Rules without(Rules rules, const std::string &rule)
{
    if (const auto found = std::find(rules.begin(), rules.end(), rule); found != rules.end()) {
        rules.erase(found);
    }
    return rules;
}

std::vector<Theirs> theirChanges()
{
    const auto same = [](Rules rules) {
        return rules;
    };
    return {
        {"another table", "nft add table inet foreign", same, true},
        {"another chain", "iptables-nft -A OUTPUT -j ACCEPT", same, true},
        {"insert before", "iptables-nft -I INPUT " + foreign,
         [](Rules rules) {
             rules.insert(rules.begin(), foreign);
             return rules;
         }},
        {"insert in the middle", "iptables-nft -I INPUT 3 " + foreign,
         [](Rules rules) {
             if (rules.size() >= 2) { // else the tool refuses
                 rules.insert(rules.begin() + 2, foreign);
             }
             return rules;
         }},
        {"append", "iptables-nft -A INPUT " + foreign,
         [](Rules rules) {
             rules.push_back(foreign);
             return rules;
         }},
        {"delete a neighbour", "iptables-nft -D INPUT " + web,
         [](Rules rules) {
             return without(std::move(rules), web);
         }},
        {"flush", "iptables-nft -F INPUT",
         [](Rules) {
             return Rules();
         }},
    };
}

} // namespace

/// Somebody else changes the rules of nft at the worst moment: after the last look at the
/// generation, and before iptables-nft-restore reads the rules for itself. A program of that name
/// which does so stands before the real one.
class TestInterference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void whileItBegins_data();
    void whileItBegins();
    void whileItIsUndone_data();
    void whileItIsUndone();

private:
    static void combinations();
    void armTheirs(const std::string &command) const;
    bool haveActed() const
    {
        return !QFile::exists(m_folder.filePath(QStringLiteral("theirs")));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QTemporaryDir> m_trials;
    std::unique_ptr<TrialStore> m_store;
};

void TestInterference::initTestCase()
{
    constexpr auto multi = "/usr/sbin/xtables-nft-multi";
    const QString folder = m_folder.path();
    const QString real = folder + QStringLiteral("/real");
    QVERIFY(QDir().mkdir(real));
    QVERIFY(QFile::copy(QString::fromLatin1(multi), real + QStringLiteral("/xtables-nft-multi")));
    for (const char *name : {"iptables-nft", "iptables-nft-restore", "iptables-nft-save",
                             "ip6tables-nft", "ip6tables-nft-restore", "ip6tables-nft-save"}) {
        QVERIFY(QFile::link(QStringLiteral("xtables-nft-multi"),
                            real + QLatin1Char('/') + QString::fromLatin1(name)));
    }
    QFile script(folder + QStringLiteral("/before"));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\nname=${0##*/}\n"
                 "if [ \"$name\" = iptables-nft-restore ]; then\n"
                 "    case \" $* \" in\n    *' --test '*) ;;\n"
                 "    *) if mv '"
                 + folder.toUtf8() + "/theirs' '" + folder.toUtf8() + "/now' 2>/dev/null; then sh '"
                 + folder.toUtf8()
                 + "/now'; fi ;;\n    esac\nfi\n"
                   "exec '"
                 + real.toUtf8() + "'/\"$name\" \"$@\"\n");
    script.close();
    QCOMPARE(::chmod(qPrintable(script.fileName()), 0755), 0);
    if (::mount(qPrintable(script.fileName()), multi, nullptr, MS_BIND, nullptr) != 0) {
        QSKIP(std::strerror(errno));
    }
}

void TestInterference::init()
{
    std::string text =
        "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n";
    for (const std::string &rule : base) {
        text += "-A INPUT " + rule + '\n';
    }
    Test::runTool("nft", {"flush", "ruleset"});
    Test::loadRules(Backend::Nft, Family::Ipv4, text + "COMMIT\n");
    m_trials = std::make_unique<QTemporaryDir>();
    m_store =
        std::make_unique<TrialStore>(m_trials->filePath(QStringLiteral("trials")).toStdString(),
                                     PORTLIGHT_BIN_DIR "/portlight-undo");
}

void TestInterference::cleanup()
{
    const auto trials = m_store->list();
    QVERIFY(trials);
    for (const auto &trial : *trials) {
        if (trial.state == TrialState::Trying) {
            m_store->undo(trial.id);
        }
    }
}

void TestInterference::combinations()
{
    QTest::addColumn<int>("ours");
    QTest::addColumn<int>("theirs");
    const auto mine = ourChanges();
    const auto others = theirChanges();
    for (std::size_t i = 0; i < mine.size(); ++i) {
        for (std::size_t k = 0; k < others.size(); ++k) {
            QTest::addRow("%s, they: %s", mine[i].name, others[k].name)
                << static_cast<int>(i) << static_cast<int>(k);
        }
    }
}

void TestInterference::armTheirs(const std::string &command) const
{
    QFile file(m_folder.filePath(QStringLiteral("theirs")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const std::string real = m_folder.path().toStdString() + "/real/";
    file.write((command.starts_with("nft") ? command : real + command).c_str());
}

void TestInterference::whileItBegins_data()
{
    combinations();
}

void TestInterference::whileItBegins()
{
    QFETCH(int, ours);
    QFETCH(int, theirs);
    const Ours mine = ourChanges()[static_cast<std::size_t>(ours)];
    const Theirs others = theirChanges()[static_cast<std::size_t>(theirs)];
    armTheirs(others.command);
    Helper::TrialRequest request;
    request.changes = mine.changes;
    const auto id = m_store->begin(request);
    QVERIFY(haveActed());
    if (others.isElsewhere) {
        QVERIFY2(id.has_value(), id ? "" : id.error().message.c_str());
        QCOMPARE(shown(rulesOf("INPUT")), shown(mine.after));
        return;
    }
    QVERIFY(!id.has_value());
    QVERIFY(id.error().code == ErrorCode::Conflict || id.error().code == ErrorCode::Stale
            || id.error().code == ErrorCode::KernelRefused);
    compare(others.apply(base), mine.handled);
    const auto trials = m_store->list();
    QVERIFY(trials);
    for (const auto &trial : *trials) {
        QCOMPARE(trial.state, TrialState::Failed);
    }
}

void TestInterference::whileItIsUndone_data()
{
    combinations();
}

void TestInterference::whileItIsUndone()
{
    QFETCH(int, ours);
    QFETCH(int, theirs);
    const Ours mine = ourChanges()[static_cast<std::size_t>(ours)];
    const Theirs others = theirChanges()[static_cast<std::size_t>(theirs)];
    Helper::TrialRequest request;
    request.changes = mine.changes;
    const auto id = m_store->begin(request);
    QVERIFY(id.has_value());
    QCOMPARE(shown(rulesOf("INPUT")), shown(mine.after));
    armTheirs(others.command);
    const auto undone = m_store->undo(*id);
    QVERIFY2(undone.has_value(), undone ? "" : undone.error().message.c_str());
    QVERIFY(haveActed());
    // What we put in is gone, what we took away is back, what they did stands.
    const Rules left = others.apply(mine.after);
    Rules wanted;
    for (const std::string &rule : base) {
        const auto count = [&rule](const Rules &rules) {
            return std::count(rules.begin(), rules.end(), rule);
        };
        const bool isSwitched = rule == web && withoutAll(mine.handled, {webOff()}) != mine.handled;
        const bool isGone = std::find(left.begin(), left.end(), webOff()) == left.end();
        const auto taken =
            isSwitched && isGone ? 0 : std::max<std::ptrdiff_t>(0, count(base) - count(mine.after));
        if (count(wanted) < count(left) + taken) {
            wanted.push_back(rule);
        }
    }
    if (const auto found = std::find(left.begin(), left.end(), foreign); found != left.end()) {
        // Behind as many of the rules that we had no hand in.
        Rules before(left.begin(), found);
        before = withoutAll(withoutAll(before, {own}), mine.handled);
        auto at = wanted.begin();
        for (std::size_t seen = 0; seen < before.size(); ++at) {
            seen += withoutAll({*at}, mine.handled).size();
        }
        wanted.insert(at, foreign);
    }
    compare(wanted, mine.handled);
}

QTEST_GUILESS_MAIN(TestInterference)
#include "tst_interference.moc"
