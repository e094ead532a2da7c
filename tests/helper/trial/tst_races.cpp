// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "writer.h"

#include "helper/netfilter/rulesource.h"
#include "helper/trial/trialstore.h"
#include "tests/helper/netfilter/labsupport.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>

using namespace Portlight;
using Core::Backend;
using Core::ErrorCode;
using Core::Family;
using Helper::TrialStore;
using Test::Writer;

namespace
{

/// The rules that are neither ours nor those of the writers, in each of the two chains; nobody may
/// lose or move one.
const std::vector<std::string> base = {
    "-i lo -j ACCEPT",
    "-p tcp -m tcp --dport 22 -j ACCEPT",
    "-p tcp -m tcp --dport 8080 -j DROP",
    "-p udp -m udp --dport 53 -j ACCEPT",
    "-p tcp -m tcp --dport 443 -j ACCEPT",
};

std::string firstText()
{
    std::string text = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT "
                       "[0:0]\n:FOREIGN - [0:0]\n:QUIET - [0:0]\n";
    for (const char *chain : {"INPUT", "QUIET"}) {
        for (const std::string &rule : base) {
            text += "-A " + std::string(chain) + ' ' + rule + '\n';
        }
    }
    return text + "COMMIT\n";
}

/// A chain without the rules of the writers.
struct Seen {
    std::vector<std::string> rules;
    bool drops = false; ///< its policy
    bool operator==(const Seen &) const = default;
};

Seen withoutWriters(const std::string &text, const std::string &chain)
{
    Seen seen;
    const std::string start = "-A " + chain + ' ';
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        seen.drops = seen.drops || line.starts_with(':' + chain + " DROP");
        const bool isWriters = line.find("--comment other-") != std::string::npos;
        if (line.starts_with(start) && !isWriters) {
            seen.rules.push_back(line.substr(start.size()));
        }
    }
    return seen;
}

QString shown(const Seen &seen)
{
    QString text = seen.drops ? QStringLiteral("policy DROP\n") : QString();
    for (const std::string &rule : seen.rules) {
        text += QString::fromStdString(rule) + QLatin1Char('\n');
    }
    return text;
}

/// What a trial asks for, and what the chain must then be.
struct Attempt {
    std::vector<Core::Change> changes;
    Seen expected;
};

/// The number of a rule in the chain as it is, from 1.
unsigned positionOf(const Core::Ruleset &ruleset, const std::string &chain, const std::string &body)
{
    const auto &rules = ruleset.table("filter")->chain(chain)->rules;
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Core::Rule &rule) {
        return rule.text == "-A " + chain + ' ' + body;
    });
    return static_cast<unsigned>(found - rules.begin()) + 1;
}

/// By position, as a person who looks at `now` would say it.
Attempt attemptOf(const Core::Ruleset &now, const Core::ChainPlace &place, unsigned kind)
{
    const auto at = [&](std::size_t index) {
        return positionOf(now, place.chain, base[index]);
    };
    const std::string own = "-p tcp -m tcp --dport " + std::to_string(7000 + kind)
        + " -m comment --comment trial -j ACCEPT";
    Attempt result;
    result.expected.rules = base;
    auto &rules = result.expected.rules;
    switch (kind % 7) {
    case 0:
        result.changes = {Core::InsertRule{place, at(1), own, {}, {}, {}}};
        rules.insert(rules.begin() + 1, own);
        break;
    case 1:
        result.changes = {Core::AppendRule{place, own}};
        rules.push_back(own);
        break;
    case 2:
        result.changes = {Core::ReplaceRule{place, at(2), base[2], own, false}};
        rules[2] = own;
        break;
    case 3:
        result.changes = {Core::DeleteRule{place, at(3), base[3], false}};
        rules.erase(rules.begin() + 3);
        break;
    case 4:
        result.changes = {Core::MoveRule{place, at(4), base[4], at(1), {}, {}}};
        std::rotate(rules.begin() + 1, rules.end() - 1, rules.end());
        break;
    case 5:
        result.changes = {Core::SwitchRule{place, at(2), base[2], false}};
        rules[2] =
            "-p tcp " + std::string(Core::switchedOffMatches) + " -m tcp --dport 8080 -j DROP";
        break;
    default:
        if (place.chain == "INPUT") {
            result.changes = {Core::SetPolicy{place, Core::Policy::Drop}};
            result.expected.drops = true;
        } else {
            result.changes = {Core::FlushChain{place}, Core::AppendRule{place, own}};
            rules = {own};
        }
        break;
    }
    return result;
}

} // namespace

/// Trials while other programs change the same tables all the time.
class TestRaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingForeignIsLostOrMoved();
};

void TestRaces::nothingForeignIsLostOrMoved()
{
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
        Test::loadRules(backend, Family::Ipv4, firstText());
    }
    std::vector<std::unique_ptr<Writer>> writers;
    const auto add = [&](const std::string &name, Backend backend, const char *chain,
                         Writer::Step step) {
        writers.push_back(
            std::make_unique<Writer>(name, backend, chain, path + '/' + name, std::move(step)));
    };
    for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
        const std::string tool = Test::toolName(backend, Family::Ipv4, "");
        const std::string name = "other-" + std::string(Core::toString(backend));
        add(name + "-one", backend, "INPUT", Test::insertAndDelete(tool, name + "-one"));
        add(name + "-two", backend, "INPUT", Test::restoreTwo(tool + "-restore", name + "-two"));
        add(name + "-flush", backend, "FOREIGN",
            Test::fillAndFlush(tool, "FOREIGN", name + "-flush"));
    }
    add("other-native", Backend::Nft, "FOREIGN", Test::changeNativeTable());

    // PORTLIGHT_TRIALS: how many for each backend.
    bool isNumber = false;
    const int asked = qEnvironmentVariableIntValue("PORTLIGHT_TRIALS", &isNumber);
    const unsigned trials = 2 * (isNumber && asked > 0 ? static_cast<unsigned>(asked) : 21U);
    TrialStore store(path + "/trials", PORTLIGHT_BIN_DIR "/portlight-undo");
    std::map<std::string, int> outcomes;
    QString wrong;
    for (unsigned round = 0; round < trials; ++round) {
        const Backend backend = round % 2 == 0 ? Backend::Nft : Backend::Legacy;
        const bool quiet = round / 2 % 2 == 0; // others change other chains only
        const std::string chain = quiet ? "QUIET" : "INPUT";
        const std::string title =
            std::string(Core::toString(backend)) + (quiet ? " elsewhere: " : " same chain: ");
        const auto count = [&](const std::string &what) {
            ++outcomes[title + what];
        };
        const auto complain = [&](const char *when, const Core::Error &error) {
            wrong += QString::fromStdString(title + when + ": " + error.message + ' ' + error.detail
                                            + '\n');
        };
        const auto check = [&](const char *when, const Seen &expected) {
            const Seen seen = withoutWriters(Test::savedText(backend, Family::Ipv4, false), chain);
            if (seen != expected) {
                wrong += QString::fromStdString(title) + QLatin1String(when)
                    + QStringLiteral(", round %1: wanted\n").arg(round) + shown(expected)
                    + QStringLiteral("found\n") + shown(seen);
            }
        };
        const auto read = Helper::readModel(backend, Family::Ipv4);
        if (!read) {
            count("not read");
            continue;
        }
        const Attempt attempt =
            attemptOf(read->model, {backend, Family::Ipv4, "filter", chain}, round / 4);
        Helper::TrialRequest request;
        request.changes = attempt.changes;
        request.seconds = 60;
        if (!quiet) {
            request.generations[std::string(Core::toString(backend)) + "/ipv4"] =
                read->model.generation;
        }
        const auto id = store.begin(request);
        if (!id) {
            const ErrorCode code = id.error().code;
            count(std::string(Core::toString(code)));
            if (quiet ? code != ErrorCode::Busy
                      : code != ErrorCode::Conflict && code != ErrorCode::Stale
                        && code != ErrorCode::Busy) {
                complain("begin", id.error());
            }
            check("after a refusal", {base, false});
            continue;
        }
        count("tried");
        check("during a trial", attempt.expected);
        if (round % 5 == 0) {
            static_cast<void>(store.keep(*id));
        }
        Core::Result<void> undone = store.undo(*id);
        // As the guard does: others may have been too fast.
        for (int again = 0; !undone && again < 5; ++again) {
            count("undo repeated");
            undone = store.undo(*id);
        }
        if (!undone) {
            complain("undo", undone.error());
        }
        check("after an undo", {base, false});
    }
    for (const auto &writer : writers) {
        wrong += writer->stopAndCompare();
    }
    for (const auto &[name, count] : outcomes) {
        qInfo("%s: %d", name.c_str(), count);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY(outcomes["nft elsewhere: tried"] > 0 && outcomes["legacy elsewhere: tried"] > 0);
}

QTEST_GUILESS_MAIN(TestRaces)
#include "tst_races.moc"
