// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/commit.h"

#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/generation.h"

#include <algorithm>
#include <charconv>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

std::string nftProgram(Core::Family family, std::string_view what)
{
    return std::string(family == Core::Family::Ipv4 ? "iptables-nft" : "ip6tables-nft")
        .append(what);
}

/// "Error occurred at line: 3", "iptables-restore: line 3 failed", "iptables-restore v1.8.9: … line
/// 3".
unsigned lineNamedIn(std::string_view words)
{
    for (const std::string_view before : {"line: ", "line "}) {
        const std::size_t at = words.find(before);
        unsigned number = 0;
        if (at != std::string_view::npos
            && std::from_chars(words.data() + at + before.size(), words.data() + words.size(),
                               number)
                    .ec
                == std::errc()) {
            return number;
        }
    }
    return 0;
}

const char *operationOf(CommitMode mode)
{
    return mode == CommitMode::DryRun ? "check the change" : "change the rules";
}

tl::unexpected<Core::Error> refused(const CommitRequest &request, const std::string &program,
                                    const std::string &words)
{
    // The exit code does not tell: iptables-nft-restore gives 4 for every rule the kernel refuses.
    const bool busy = words.find("xtables lock") != std::string::npos
        || words.find("Resource temporarily unavailable") != std::string::npos;
    return Core::failure(busy ? ErrorCode::Busy : ErrorCode::KernelRefused,
                         operationOf(request.mode), program + " refused", words,
                         Core::TextPosition{lineNamedIn(words), 0});
}

tl::unexpected<Core::Error> stale(const CommitRequest &request)
{
    return Core::failure(ErrorCode::Stale, operationOf(request.mode),
                         "the rules changed since they were read");
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return lines;
}

Core::Result<CommitOutcome> commitLegacy(const CommitRequest &request)
{
    const std::string name = "portlight-commitlegacy";
    auto program = siblingProgram(name);
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest child;
    child.program = *program;
    child.arguments = {std::string(Core::toString(request.family)),
                       request.mode == CommitMode::DryRun ? "check" : "commit", request.generation};
    child.environment = {largePages};
    child.input = request.restoreText;
    for (const RulePlace &place : request.ask) {
        child.input += "*" + place.table + "\n?" + place.chain + ' '
            + std::to_string(place.position) + "\nCOMMIT\n";
    }
    child.inherited = request.held;
    if (request.lock != nullptr) {
        // The lock outlives this process until the change is complete.
        child.inherited.push_back(request.lock->descriptor());
    }
    const auto outcome = runProcess(child);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    constexpr int staleCode = 4; // as XtablesExit of xtablesprogram.h has it
    if (outcome->exitCode == staleCode) {
        return stale(request);
    }
    if (outcome->exitCode != 0) {
        return refused(request, name, outcome->errors);
    }
    CommitOutcome result;
    std::vector<std::string> lines = linesOf(outcome->output);
    if (request.mode == CommitMode::Real && lines.size() == request.ask.size() + 1) {
        result.generation = std::move(lines.back());
        lines.pop_back();
        result.rules = std::move(lines);
    }
    return result;
}

/// The text of a rule, or nothing when there is none at this place.
std::optional<std::string> askNft(Core::Family family, const RulePlace &place)
{
    const auto program = findProgram(nftProgram(family, ""));
    if (!program) {
        return std::nullopt;
    }
    ProcessRequest child;
    child.program = *program;
    child.arguments = {"-t", place.table, "-S", place.chain, std::to_string(place.position)};
    const auto outcome = runProcess(child);
    if (!outcome || outcome->exitCode != 0) {
        return std::nullopt;
    }
    std::vector<std::string> lines = linesOf(outcome->output);
    if (lines.size() != 1 || !lines.front().starts_with("-A ")) {
        return std::nullopt;
    }
    return std::move(lines.front());
}

/// What is known after one's own transactions, one a table, each of which raises the generation by
/// one. Nothing when somebody else's is among them, or a rule is not where it should be.
CommitOutcome outcomeOfNft(const CommitRequest &request, std::uint32_t before)
{
    CommitOutcome result;
    for (const RulePlace &place : request.ask) {
        auto rule = askNft(request.family, place);
        if (!rule) {
            return {};
        }
        result.rules.push_back(std::move(*rule));
    }
    const std::vector<std::string> lines = linesOf(request.restoreText);
    const auto own = std::count(lines.begin(), lines.end(), std::string("COMMIT"));
    // Asked last: the texts are of this generation, too.
    const auto after = nftGeneration();
    if (!after || *after != before + static_cast<std::uint32_t>(own)) {
        return {};
    }
    result.generation = nftGenerationText(*after);
    return result;
}

Core::Result<CommitOutcome> commitNft(const CommitRequest &request)
{
    const std::string name = nftProgram(request.family, "-restore");
    auto program = findProgram(name);
    if (!program) {
        return tl::unexpected(program.error());
    }
    const auto before = nftGeneration();
    if (!before) {
        return tl::unexpected(before.error());
    }
    if (!request.generation.empty() && nftGenerationText(*before) != request.generation) {
        return stale(request);
    }
    ProcessRequest child;
    child.program = *program;
    child.arguments = {"--noflush", "--counters"};
    if (request.mode == CommitMode::DryRun) {
        child.arguments.emplace_back("--test");
    }
    child.input = request.restoreText;
    child.inherited = request.held;
    const auto outcome = runProcess(child);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode != 0) {
        return refused(request, name, outcome->errors);
    }
    return request.mode == CommitMode::DryRun || request.generation.empty()
        ? CommitOutcome()
        : outcomeOfNft(request, *before);
}

} // namespace

Core::Result<CommitOutcome> commitRules(const CommitRequest &request)
{
    switch (request.backend) {
    case Core::Backend::Legacy:
        return commitLegacy(request);
    case Core::Backend::Nft:
        return commitNft(request);
    case Core::Backend::Native:
    case Core::Backend::File:
        break;
    }
    return Core::failure(ErrorCode::InvalidArgument, operationOf(request.mode),
                         "only the rules of iptables are changed");
}

} // namespace Portlight::Helper
