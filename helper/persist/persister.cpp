// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/persister.h"

#include "core/text/saveparser.h"
#include "helper/netfilter/childprocess.h"
#include "helper/persist/planner.h"

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::PersistenceFile;
using Core::PersistencePlan;

constexpr auto operation = "save the rules";

const RuleFile *ruleFile(const Way &way, const std::string &path)
{
    const auto found =
        std::find_if(way.files.begin(), way.files.end(), [&path](const RuleFile &file) {
            return file.path() == path;
        });
    return found == way.files.end() ? nullptr : &*found;
}

FileChange changeFor(const Way &way, const PersistenceFile &file)
{
    constexpr mode_t readableByAll = 0644;
    const std::size_t slash = file.path.rfind('/');
    const RuleFile *rules = ruleFile(way, file.path);
    return {file.path.substr(0, slash), file.path.substr(slash + 1), file.after,
            rules != nullptr ? rules->mode : readableByAll};
}

/// What lies on disk now is read back, and its own loader is asked whether it would take it.
Core::Result<void> checkWouldLoad(const Way &way, const FileChange &change)
{
    const RuleFile *rules = ruleFile(way, change.folder + '/' + change.name);
    if (rules == nullptr) {
        return {};
    }
    const auto folder = Folder::open(change.folder);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    auto text = folder->read(Folder::newName(change.name));
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (auto parsed = Core::parseSave(text->value_or(std::string()), rules->backend, rules->family);
        !parsed) {
        return tl::unexpected(parsed.error());
    }
    auto program = findProgram(rules->loader);
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {"--test"};
    request.input = text->value_or(std::string());
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode != 0) {
        return Core::failure(ErrorCode::KernelRefused, "test " + rules->path(),
                             "the rules would not load at the next start", outcome->errors);
    }
    return {};
}

Core::Result<void> refuseIfBlocked(const PersistencePlan &plan)
{
    for (const Core::PersistenceNote &note : plan.notes) {
        if (Core::blocks(note)) {
            const bool unsupported = note.code == "nobody-loads" || note.code == "other-network";
            return Core::failure(unsupported ? ErrorCode::Unsupported : ErrorCode::Conflict,
                                 operation, note.code, note.subject + ' ' + note.detail);
        }
    }
    return {};
}

Core::Result<void> runFirewallCmd()
{
    auto program = findProgram("firewall-cmd");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {"--runtime-to-permanent"};
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode != 0) {
        return Core::failure(ErrorCode::KernelRefused, operation, "firewall-cmd did not do it",
                             outcome->errors + outcome->output);
    }
    return {};
}

} // namespace

Persister::Persister(std::string stateFolder, std::string trialFolder)
    : m_stateFolder(std::move(stateFolder))
    , m_trialFolder(std::move(trialFolder))
{
}

Core::Result<PersistencePlan> Persister::plan() const
{
    auto plan = makePlan(findWay(), readTrialsForSaving(m_trialFolder));
    if (plan) {
        plan->canUndo = FileTransaction(m_stateFolder).canUndo();
    }
    return plan;
}

Core::Result<std::vector<std::string>> Persister::persist(const std::string &revision)
{
    FileTransaction files(m_stateFolder);
    if (auto recovered = files.recover(); !recovered) {
        return tl::unexpected(recovered.error());
    }
    const Way way = findWay();
    const auto plan = makePlan(way, readTrialsForSaving(m_trialFolder));
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    if (plan->revision != revision) {
        return Core::failure(ErrorCode::Stale, operation,
                             "the rules or the files changed since the plan was made");
    }
    if (auto possible = refuseIfBlocked(*plan); !possible) {
        return tl::unexpected(possible.error());
    }
    std::vector<std::string> written;
    if (way.name == "firewalld") {
        if (auto done = runFirewallCmd(); !done) {
            return tl::unexpected(done.error());
        }
    }
    std::vector<FileChange> changes;
    for (const PersistenceFile &file : plan->files) {
        if (file.changes) {
            changes.push_back(changeFor(way, file));
            written.push_back(file.path);
        }
    }
    if (way.name == "portlight" && !changes.empty()) {
        if (auto folder = Folder::make(ownFolder); !folder) {
            return tl::unexpected(folder.error());
        }
    }
    if (!changes.empty()) {
        const auto check = [&way](const FileChange &change) {
            return checkWouldLoad(way, change);
        };
        if (auto done = files.apply(changes, check); !done) {
            return tl::unexpected(done.error());
        }
    }
    // A loader that is switched on without its files does nothing, so the files come first.
    const bool isOwn = way.name == "portlight"
        && std::any_of(plan->files.begin(), plan->files.end(), [](const PersistenceFile &file) {
                           return file.backend && file.after;
                       });
    if (isUnitEnabled(ownUnit) != isOwn && way.name != "none"
        && (isOwn || isUnitInstalled(ownUnit))) {
        if (auto switched = switchUnit(ownUnit, isOwn); !switched) {
            return tl::unexpected(switched.error());
        }
    }
    return written;
}

Core::Result<std::vector<std::string>> Persister::undo()
{
    auto paths = FileTransaction(m_stateFolder).undo();
    if (!paths) {
        return paths;
    }
    const auto folder = Folder::open(ownFolder);
    const auto ours = ownFiles();
    const bool isUsed = folder && std::any_of(ours.begin(), ours.end(), [&](const RuleFile &file) {
                            const auto text = folder->read(file.name);
                            return text && *text;
                        });
    if (!isUsed && isUnitEnabled(ownUnit)) {
        if (auto switched = switchUnit(ownUnit, false); !switched) {
            return tl::unexpected(switched.error());
        }
    }
    return paths;
}

Core::Result<void> Persister::recover()
{
    return FileTransaction(m_stateFolder).recover();
}

} // namespace Portlight::Helper
