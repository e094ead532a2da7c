// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/loadrules.h"

#include "helper/netfilter/childprocess.h"
#include "helper/rehearsal/rehearsaljson.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace Portlight::Helper
{

namespace
{

using Core::RehearsalGap;
using Core::RehearsalLimit;

constexpr int mostRefusedRules = 16;

/// Takes line `number` (from 1) out when it adds a rule, and gives it without counters.
std::optional<std::string> takeRule(std::string &text, unsigned number)
{
    std::size_t begin = 0;
    for (unsigned line = 1; line < number; ++line) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) {
            return std::nullopt;
        }
        begin = end + 1;
    }
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (line.starts_with('[')) {
        line.erase(0, std::min(line.size(), line.find(' ') + 1));
    }
    if (!line.starts_with("-A ")) {
        return std::nullopt;
    }
    text.erase(begin, end - begin); // an empty line, so that the numbers of the others stay
    return line;
}

/// The words of the tool when it refused, or why there is none; empty when all went well.
std::string feed(const char *name, std::vector<std::string> arguments, const std::string &text)
{
    const auto program = findProgram(name);
    if (!program) {
        return program.error().message;
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = std::move(arguments);
    request.input = text;
    const auto outcome = runProcess(request);
    if (!outcome) {
        return outcome.error().message;
    }
    if (outcome->exitCode == 0) {
        return {};
    }
    return outcome->errors.empty() ? std::string(name) + " failed" : outcome->errors;
}

/// The number in "iptables-restore: line 3 failed" and "Error occurred at line: 3"; 0: none.
unsigned lineNamedIn(const std::string &words)
{
    for (const std::string_view before : {"line: ", "line "}) {
        const std::size_t at = words.find(before);
        unsigned number = 0;
        if (at != std::string::npos
            && std::from_chars(words.data() + at + before.size(), words.data() + words.size(),
                               number)
                    .ec
                == std::errc()) {
            return number;
        }
    }
    return 0;
}

Core::Result<void> restore(const LoadStep &step, std::vector<RehearsalLimit> &limits)
{
    const std::string program =
        std::string(step.side.family == Core::Family::Ipv4 ? "iptables" : "ip6tables")
        + (step.side.backend == Core::Backend::Legacy ? "-legacy-restore" : "-nft-restore");
    std::string text = step.text;
    for (int refused = 0;; ++refused) {
        std::string words = feed(program.c_str(), {"--noflush", "--counters"}, text);
        if (words.empty()) {
            return {};
        }
        const unsigned line = lineNamedIn(words);
        const auto rule =
            line > 0 && refused < mostRefusedRules ? takeRule(text, line) : std::nullopt;
        if (!rule) {
            return Core::failure(Core::ErrorCode::KernelRefused, "copy the rules",
                                 program + " refused", std::move(words));
        }
        limits.push_back({RehearsalGap::Rule, *rule, std::move(words)});
    }
}

} // namespace

nlohmann::json loadIntoThisNamespace(const Scene &scene)
{
    std::vector<RehearsalLimit> limits;
    if (!scene.sets.empty()) {
        if (std::string words = feed("ipset", {"restore"}, scene.sets); !words.empty()) {
            limits.push_back({RehearsalGap::Sets, {}, std::move(words)});
        }
    }
    for (const LoadStep &step : scene.rules) {
        if (step.tool == LoadStep::Tool::Restore) {
            if (const auto done = restore(step, limits); !done) {
                return {{"error", toJson(done.error())}};
            }
        } else if (std::string words = feed("nft", {"-f", "-"}, step.text); !words.empty()) {
            limits.push_back({RehearsalGap::Table, step.table, std::move(words)});
        }
    }
    nlohmann::json json = nlohmann::json::array();
    for (const RehearsalLimit &limit : limits) {
        json.push_back(toJson(limit));
    }
    return json;
}

} // namespace Portlight::Helper
