// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/nftreader.h"

#include "core/text/kernelsave.h"
#include "core/text/nftlisting.h"
#include "core/text/savecheck.h"
#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/generation.h"
#include "helper/netfilter/nftdump.h"
#include "helper/netfilter/tabletext.h"
#include "helper/netfilter/xtableswords.h"

#include <future>
#include <map>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::Family;

constexpr int attempts = 3;

tl::unexpected<Core::Error> neverStill()
{
    return Core::failure(ErrorCode::Busy, "read the nft rules",
                         "another program changes the rules all the time");
}

/// nft's own words for the rules of a table, read when first asked for.
class Listing
{
public:
    explicit Listing(Family family)
        : m_family(family)
    {
    }

    std::string words(std::string_view table, std::uint64_t handle)
    {
        const auto [entry, isNew] = m_tables.try_emplace(std::string(table));
        if (isNew) {
            entry->second = read(entry->first);
        }
        const auto found = entry->second.find(handle);
        return found == entry->second.end() ? std::string("?") : found->second;
    }

private:
    std::unordered_map<std::uint64_t, std::string> read(const std::string &table) const
    {
        const auto program = findProgram("nft");
        if (!program) {
            return {}; // the rule is shown without its words
        }
        ProcessRequest request;
        request.program = *program;
        request.arguments = {"--handle",
                             "--numeric-priority",
                             "list",
                             "table",
                             m_family == Family::Ipv4 ? "ip" : "ip6",
                             table};
        const auto outcome = runProcess(request);
        return outcome ? Core::rulesOfListing(outcome->output)
                       : std::unordered_map<std::uint64_t, std::string>();
    }

    Family m_family;
    std::map<std::string, std::unordered_map<std::uint64_t, std::string>> m_tables;
};

/// What is left to say against the text: words of the tool that are not about what was put right.
std::string remainingReason(const std::vector<std::string> &leftOut)
{
    std::string reason;
    for (const std::string &one : leftOut) {
        reason += reason.empty() ? "" : "\n";
        reason += "cannot be told in the words of iptables: " + one;
    }
    return reason;
}

/// The text as the kernel's dump alone gives it, when all of it is of iptables' making.
Core::Result<std::optional<std::string>> textOfDump(Family family)
{
    Core::KernelSaveWriter writer(family);
    const auto tables = dumpIptablesRules(
        family, [&](const Core::KernelChain &chain, const Core::KernelRule &rule) {
            return writer.add(chain, rule);
        });
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    if (!writer.canWrite(*tables)) {
        return std::nullopt;
    }
    const auto words = xtablesWords(family, writer.parts());
    if (!words) {
        return std::nullopt; // the save program may know them, or tells what is wrong
    }
    return writer.text(*tables, *words);
}

RulesText rulesFrom(const ProcessOutcome &outcome, const Core::KernelTables &kernel, Family family)
{
    RulesText rules;
    const Core::SaveCheck check = Core::checkSave(outcome.output, kernel, family);
    if (check.confirmed()) {
        rules.text = outcome.output;
        rules.detail = incompleteReason(outcome.output, outcome.errors, outcome.exitCode);
    } else {
        Listing listing(family);
        Core::TrueText made = Core::trueSaveText(outcome.output, kernel, family,
                                                 [&](std::string_view table, std::uint64_t handle) {
                                                     return listing.words(table, handle);
                                                 });
        rules.text = std::move(made.text);
        rules.detail = remainingReason(made.leftOut);
    }
    if (!rules.detail.empty()) {
        rules.status = RulesText::Status::Incomplete;
    } else if (rules.text.find('*') != std::string::npos) {
        rules.status = RulesText::Status::Done;
    }
    return rules;
}

} // namespace

Core::Result<RulesText> readNft(Family family)
{
    auto alone = readNftAlone(family);
    if (!alone) {
        return tl::unexpected(alone.error());
    }
    return *alone ? Core::Result<RulesText>(std::move(**alone)) : readNftChecked(family);
}

Core::Result<std::optional<RulesText>> readNftAlone(Family family)
{
    if (!nftIsLoaded()) {
        return RulesText{RulesText::Status::NotThere, {}, nftGenerationText(0), {}};
    }
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto before = nftGeneration();
        if (!before && before.error().code == ErrorCode::Unsupported) {
            return RulesText{
                RulesText::Status::NotThere, {}, nftGenerationText(0), before.error().detail};
        }
        if (!before) {
            return tl::unexpected(before.error());
        }
        auto text = textOfDump(family);
        if (!text && text.error().code == ErrorCode::Conflict) {
            continue;
        }
        if (!text) {
            return tl::unexpected(text.error());
        }
        const auto after = nftGeneration();
        if (!after) {
            return tl::unexpected(after.error());
        }
        if (*before != *after) {
            continue;
        }
        if (!*text) {
            return std::nullopt;
        }
        RulesText rules;
        rules.status = (*text)->empty() ? RulesText::Status::NotThere : RulesText::Status::Done;
        rules.text = std::move(**text);
        rules.generation = nftGenerationText(*after);
        return rules;
    }
    return neverStill();
}

Core::Result<RulesText> readNftChecked(Family family)
{
    if (!nftIsLoaded()) {
        return RulesText{RulesText::Status::NotThere, {}, nftGenerationText(0), {}};
    }
    ProcessRequest request;
    if (auto program =
            findProgram(family == Family::Ipv4 ? "iptables-nft-save" : "ip6tables-nft-save");
        program) {
        request.program = *program;
    } else {
        return RulesText{
            RulesText::Status::NotThere, {}, nftGenerationText(0), program.error().message};
    }
    request.arguments = {"-c"};
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto before = nftGeneration();
        if (!before && before.error().code == ErrorCode::Unsupported) {
            return RulesText{
                RulesText::Status::NotThere, {}, nftGenerationText(0), before.error().detail};
        }
        if (!before) {
            return tl::unexpected(before.error());
        }
        // While the save program works.
        auto dumping = std::async(std::launch::async, dumpIptablesTables, family);
        const auto outcome = runProcess(request);
        const auto kernel = dumping.get();
        if (!outcome) {
            return tl::unexpected(outcome.error());
        }
        if (!kernel && kernel.error().code == ErrorCode::Conflict) {
            continue;
        }
        if (!kernel) {
            return tl::unexpected(kernel.error());
        }
        auto rules = rulesFrom(*outcome, *kernel, family);
        const auto after = nftGeneration();
        if (!after) {
            return tl::unexpected(after.error());
        }
        if (*before == *after) {
            rules.generation = nftGenerationText(*after);
            return rules;
        }
        // Somebody committed while the tools were reading: the text may be torn.
    }
    return neverStill();
}

Core::Result<NftablesText> readNftables()
{
    if (!nftIsLoaded()) {
        return NftablesText{RulesText::Status::NotThere, {}, nftGenerationText(0), {}};
    }
    const auto program = findProgram("nft");
    if (!program) {
        return NftablesText{
            RulesText::Status::NotThere, {}, nftGenerationText(0), program.error().message};
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {"--json", "list", "ruleset"};
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto before = nftGeneration();
        if (!before && before.error().code == ErrorCode::Unsupported) {
            return NftablesText{
                RulesText::Status::NotThere, {}, nftGenerationText(0), before.error().detail};
        }
        if (!before) {
            return tl::unexpected(before.error());
        }
        auto outcome = runProcess(request);
        if (!outcome) {
            return tl::unexpected(outcome.error());
        }
        if (outcome->exitCode != 0) {
            return Core::failure(ErrorCode::KernelRefused, "list the nft tables",
                                 "nft did not answer as expected", outcome->errors);
        }
        const auto after = nftGeneration();
        if (!after) {
            return tl::unexpected(after.error());
        }
        if (*before == *after) {
            return NftablesText{
                RulesText::Status::Done, std::move(outcome->output), nftGenerationText(*after), {}};
        }
    }
    return neverStill();
}

} // namespace Portlight::Helper
