// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/trialfolder.h"
#include "helper/trial/trialstore.h"
#include "helper/trial/whereandwhen.h"
#include "tests/helper/netfilter/labsupport.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <array>
#include <ctime>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Portlight;
using Core::Backend;
using Core::Family;
using Helper::TrialFolder;
using Helper::TrialRequest;
using Helper::TrialState;
using Helper::TrialStore;

namespace
{

constexpr auto undoProgram = PORTLIGHT_BIN_DIR "/portlight-undo";

std::string tableText(const std::string &rules)
{
    return "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
           ":GUESTS - [0:0]\n"
        + rules + "COMMIT\n";
}

const std::string first = "-A INPUT -p tcp -m tcp --dport 1 -j ACCEPT\n"
                          "-A INPUT -p tcp -m tcp --dport 2 -j ACCEPT\n"
                          "-A INPUT -p tcp -m tcp --dport 3 -j ACCEPT\n"
                          "-A INPUT -p tcp -m tcp --dport 4 -j ACCEPT\n"
                          "-A GUESTS -p tcp -m tcp --dport 5 -j DROP\n";

/// The rules only.
std::string rulesNow(Backend backend)
{
    std::string text;
    std::istringstream lines(Test::savedText(backend, Family::Ipv4, false));
    for (std::string line; std::getline(lines, line);) {
        text += line.starts_with("-A ") ? line + '\n' : std::string();
    }
    return text;
}

std::string problem(const Core::Result<void> &outcome)
{
    return outcome ? std::string() : outcome.error().message + ' ' + outcome.error().detail;
}

std::vector<QByteArray> sorted(const QByteArray &text)
{
    const auto lines = text.split('\n');
    std::vector<QByteArray> result(lines.begin(), lines.end());
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace

/// The way back: only our own, complete, and in time.
class TestUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void othersStay_data();
    void othersStay();
    void tenThousandRules();
    void isInTime();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TrialStore> m_store;
};

void TestUndo::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<TrialStore>(
        m_folder->filePath(QStringLiteral("trials")).toStdString(), undoProgram);
    for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
        Test::loadRules(backend, Family::Ipv4, tableText(first));
    }
}

void TestUndo::othersStay_data()
{
    QTest::addColumn<QStringList>("theirs");
    QTest::addColumn<QByteArray>("after");
    const QByteArray one = "-A INPUT -p tcp -m tcp --dport 1 -j ACCEPT\n";
    const QByteArray two = "-A INPUT -p tcp -m tcp --dport 2 -j ACCEPT\n";
    const QByteArray three = "-A INPUT -p tcp -m tcp --dport 3 -j ACCEPT\n";
    const QByteArray four = "-A INPUT -p tcp -m tcp --dport 4 -j ACCEPT\n";
    const QByteArray guests = "-A GUESTS -p tcp -m tcp --dport 5 -j DROP\n";
    const QByteArray theirs = "-A INPUT -p udp -m udp --dport 9 -j DROP\n";
    const auto row = [](const char *name, const QStringList &commands, const QByteArray &after) {
        QTest::newRow(name) << commands << after;
    };
    const QString rule = QStringLiteral(" -p udp --dport 9 -j DROP");
    row("they insert before", {QStringLiteral("-I INPUT") + rule},
        theirs + one + two + three + four + guests);
    row("they append", {QStringLiteral("-A INPUT") + rule},
        one + two + three + four + theirs + guests);
    row("they delete our neighbours",
        {QStringLiteral("-D INPUT -p tcp --dport 1 -j ACCEPT"),
         QStringLiteral("-D INPUT -p tcp --dport 4 -j ACCEPT")},
        two + three + guests);
    row("they flush the chain", {QStringLiteral("-F INPUT"), QStringLiteral("-A INPUT") + rule},
        theirs + three + guests);
    row("they delete our rule", {QStringLiteral("-D INPUT -p tcp --dport 7 -j DROP")},
        one + two + three + four + guests);
    row("they rename the chain", {QStringLiteral("-E GUESTS VISITORS")},
        one + two + three + four + "-A VISITORS -p tcp -m tcp --dport 5 -j DROP\n"
            + "-A VISITORS -p tcp -m tcp --dport 8 -j DROP\n");
    row("they delete the chain", {QStringLiteral("-F GUESTS"), QStringLiteral("-X GUESTS")},
        one + two + three + four);
}

void TestUndo::othersStay()
{
    QFETCH(QStringList, theirs);
    QFETCH(QByteArray, after);
    for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
        const Core::ChainPlace input{backend, Family::Ipv4, "filter", "INPUT"};
        const Core::ChainPlace guests{backend, Family::Ipv4, "filter", "GUESTS"};
        TrialRequest request;
        request.changes = {
            Core::InsertRule{input, 2, "-p tcp -m tcp --dport 7 -j DROP", {}, {}, {}},
            Core::DeleteRule{input, 4, "-p tcp -m tcp --dport 3 -j ACCEPT"},
            Core::AppendRule{guests, "-p tcp -m tcp --dport 8 -j DROP"}};
        const auto id = m_store->begin(request);
        QVERIFY2(id.has_value(), id ? "" : id.error().message.c_str());
        for (const QString &command : theirs) {
            std::vector<std::string> arguments{"-w"};
            for (const QString &word : command.split(QLatin1Char(' '))) {
                arguments.push_back(word.toStdString());
            }
            Test::runTool(Test::toolName(backend, Family::Ipv4, ""), arguments);
        }
        QCOMPARE(QString::fromStdString(problem(m_store->undo(*id))), QString());
        const QByteArray now = QByteArray::fromStdString(rulesNow(backend));
        // Save prints chains in an order of its own; within a chain the order counts.
        QCOMPARE(sorted(now), sorted(after));
        const auto inputOf = [](const QByteArray &text) {
            QByteArray rules;
            for (const QByteArray &line : text.split('\n')) {
                rules += line.startsWith("-A INPUT") ? line + '\n' : QByteArray();
            }
            return rules;
        };
        QCOMPARE(inputOf(now), inputOf(after));
        const auto state = m_store->find(*id);
        QVERIFY(state.has_value());
        QCOMPARE(state->state, TrialState::Undone);
    }
}

void TestUndo::tenThousandRules()
{
    for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
        const Core::ChainPlace guests{backend, Family::Ipv4, "filter", "GUESTS"};
        const std::string before = Test::savedText(backend, Family::Ipv4);
        TrialRequest request;
        for (unsigned i = 0; i < 10000; ++i) {
            request.changes.emplace_back(Core::AppendRule{
                guests,
                "-s 10." + std::to_string(i / 65536) + '.' + std::to_string(i / 256 % 256) + '.'
                    + std::to_string(i % 256) + "/32 -j DROP"});
        }
        QElapsedTimer timer;
        timer.start();
        const auto id = m_store->begin(request);
        QVERIFY2(id.has_value(), id ? "" : id.error().message.c_str());
        const qint64 begun = timer.restart();
        QVERIFY(rulesNow(backend).size() > 300000);
        timer.restart();
        QCOMPARE(QString::fromStdString(problem(m_store->undo(*id))), QString());
        qInfo("%s: 10,000 rules begun in %lld ms, taken back in %lld ms",
              std::string(Core::toString(backend)).c_str(), static_cast<long long>(begun),
              static_cast<long long>(timer.elapsed()));
        QCOMPARE(Test::savedText(backend, Family::Ipv4), before);
    }
}

/// The process that began them is dead, so the guards act: a second after the deadline, when the
/// helper's own clock would have acted.
void TestUndo::isInTime()
{
    constexpr std::size_t together = 6;
    // PORTLIGHT_DEADLINES: how many times six.
    const int times = std::max(1, qEnvironmentVariableIntValue("PORTLIGHT_DEADLINES"));
    std::vector<std::int64_t> lateness;
    const TrialFolder folder(m_folder->filePath(QStringLiteral("trials")).toStdString());
    for (int round = 0; round < times; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            bool good = true;
            for (std::size_t i = 0; i < together; ++i) {
                const Backend backend = i % 2 == 0 ? Backend::Nft : Backend::Legacy;
                const std::array<const char *, 3> chains = {"INPUT", "FORWARD", "OUTPUT"};
                TrialRequest request;
                request.seconds = Helper::leastTrialSeconds;
                request.changes = {Core::AppendRule{
                    {backend, Family::Ipv4, "filter", chains.at(i / 2)}, "-p icmp -j ACCEPT"}};
                good = m_store->begin(request).has_value() && good;
            }
            ::_exit(good ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
        const auto open = [this] {
            const auto trials = m_store->list();
            return std::count_if(trials->begin(), trials->end(), [](const auto &trial) {
                return trial.state == TrialState::Trying;
            });
        };
        QCOMPARE(open(), static_cast<std::ptrdiff_t>(together));
        QTRY_COMPARE_WITH_TIMEOUT(open(), std::ptrdiff_t{0}, 60000);
        for (const std::string &id : folder.ids()) {
            const auto journal = folder.load(id);
            QVERIFY(journal.has_value());
            struct stat marker {
            };
            const std::string path =
                folder.path() + '/' + TrialFolder::markerName(id, TrialFolder::Marker::Undone);
            QCOMPARE(::stat(path.c_str(), &marker), 0);
            timespec wall{};
            ::clock_gettime(CLOCK_REALTIME, &wall);
            const auto milliseconds = [](const timespec &time) {
                return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1000000;
            };
            const std::int64_t age = milliseconds(wall) - milliseconds(marker.st_mtim);
            lateness.push_back(Helper::bootTimeMilliseconds() - age - journal->deadline);
            folder.remove(id);
        }
    }
    std::sort(lateness.begin(), lateness.end());
    const auto at = [&lateness](std::size_t percent) {
        return static_cast<long long>(lateness[(lateness.size() - 1) * percent / 100]);
    };
    qInfo("%zu undos, milliseconds after the deadline: least %lld, median %lld, 95 %% %lld, "
          "most %lld",
          lateness.size(), at(0), at(50), at(95), at(100));
    QVERIFY(lateness.front() >= 990); // the helper's own clock comes first
    QVERIFY(lateness.back() < 20000); // a busy machine; see the figures printed
}

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
