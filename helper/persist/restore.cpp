// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/restore.h"

#include "core/ruleset/persistable.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/rulesource.h"
#include "helper/persist/folder.h"
#include "helper/persist/savedtext.h"

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

Core::Result<void> runLoader(const RuleFile &file, const std::string &text, bool test)
{
    auto program = findProgram(file.loader);
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {"--counters"};
    if (file.backend == Core::Backend::Legacy) {
        request.arguments.insert(request.arguments.end(), {"--wait", "5"});
    }
    if (test) {
        request.arguments.emplace_back("--test");
    }
    request.input = text;
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode != 0) {
        return Core::failure(ErrorCode::KernelRefused, "load " + file.path(),
                             test ? "it does not pass the test; the rules stay as they are"
                                  : "the kernel took only a part of it",
                             outcome->errors);
    }
    return {};
}

/// What the file says, with what other programs have put in by now.
Core::Result<std::string> textToLoad(const RuleFile &file, const std::string &saved)
{
    auto wanted = Core::parseSave(saved, file.backend, file.family);
    if (!wanted) {
        return tl::unexpected(wanted.error());
    }
    const auto running = readRules(file.backend, file.family);
    if (!running || running->status != RulesText::Status::Done) {
        return saved;
    }
    const auto now = Core::parseSave(running->text, file.backend, file.family);
    return now ? Core::writeSave(Core::keepingForeign(*now, *wanted)) : saved;
}

} // namespace

Core::Result<Restored> restoreFile(const RuleFile &file)
{
    const auto folder = Folder::open(file.folder);
    if (!folder) {
        return folder.error().code == ErrorCode::NotFound ? Core::Result<Restored>(Restored::NoFile)
                                                          : tl::unexpected(folder.error());
    }
    const auto saved = folder->read(file.name);
    if (!saved) {
        return tl::unexpected(saved.error());
    }
    if (!*saved) {
        return Restored::NoFile;
    }
    if (sealOf(**saved) != Seal::Whole) {
        return Core::failure(ErrorCode::ParseFailed, "load " + file.path(),
                             "the file is empty, cut or was edited; the rules stay as they are");
    }
    const auto text = textToLoad(file, **saved);
    if (!text) {
        return tl::unexpected(text.error());
    }
    for (const bool test : {true, false}) {
        if (auto done = runLoader(file, *text, test); !done) {
            return tl::unexpected(done.error());
        }
    }
    return Restored::Loaded;
}

} // namespace Portlight::Helper
