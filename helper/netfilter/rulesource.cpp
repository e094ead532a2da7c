// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/rulesource.h"

#include "core/text/saveparser.h"
#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/generation.h"
#include "helper/netfilter/legacytable.h"
#include "helper/netfilter/nftreader.h"
#include "helper/netfilter/tabletext.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

namespace Portlight::Helper
{

namespace
{

using Core::Backend;
using Core::ErrorCode;
using Core::Family;

constexpr std::string_view generationMark = "# generation ";

/// Takes the last line, "# generation …", off the output of portlight-readlegacy.
std::string takeGeneration(std::string &text)
{
    const std::size_t at = text.rfind(generationMark);
    if (at == std::string::npos || (at > 0 && text[at - 1] != '\n')) {
        return {};
    }
    std::string generation = text.substr(at + generationMark.size());
    text.resize(at);
    while (generation.ends_with('\n')) {
        generation.pop_back();
    }
    return generation;
}

/// Gives the text to `reader` as it comes, or else keeps it.
Core::Result<RulesText> readLegacy(Family family, Core::SaveReader *reader = nullptr)
{
    const auto tables = legacyTableNames(family);
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    RulesText rules;
    rules.generation = legacyGenerationText(std::span<const LegacyTable>());
    if (tables->empty()) {
        return rules;
    }
    auto program = siblingProgram("portlight-readlegacy");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {std::string(Core::toString(family))};
    request.arguments.insert(request.arguments.end(), tables->begin(), tables->end());
    request.environment = {largePages};
    std::string last; // of the text: as much as the last line can be
    if (reader != nullptr) {
        reader->expect(mostLegacyEntries(family, *tables));
        request.keepsOutput = false;
        request.onOutput = [&](std::string_view piece) {
            constexpr std::size_t enough = 128;
            reader->add(piece);
            last.append(piece.substr(piece.size() - std::min(piece.size(), enough)));
            last.erase(0, last.size() - std::min(last.size(), enough));
        };
    }
    auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    rules.text = std::move(outcome->output);
    rules.generation = takeGeneration(reader != nullptr ? last : rules.text);
    rules.detail = incompleteReason(rules.text, outcome->errors, outcome->exitCode);
    if (rules.generation.empty()) {
        // It ended before its last line: the text is not whole, and whose it is can only be asked.
        auto generation = readGeneration(Backend::Legacy, family);
        if (!generation) {
            return tl::unexpected(generation.error());
        }
        rules.generation = std::move(*generation);
        if (rules.detail.empty()) {
            rules.detail = "the text of the tables has no end";
        }
    }
    rules.status = rules.detail.empty() ? RulesText::Status::Done : RulesText::Status::Incomplete;
    return rules;
}

bool isIptablesTable(std::string_view family, std::string_view name)
{
    constexpr std::array ipTables = {"filter", "nat", "mangle", "raw", "security"};
    constexpr std::array linkTables = {"filter", "nat"};
    const auto is = [name](std::string_view known) {
        return known == name;
    };
    if (family == "ip" || family == "ip6") {
        return std::any_of(ipTables.begin(), ipTables.end(), is);
    }
    return (family == "arp" || family == "bridge")
        && std::any_of(linkTables.begin(), linkTables.end(), is);
}

} // namespace

Core::Result<RulesText> readRules(Backend backend, Family family)
{
    switch (backend) {
    case Backend::Legacy:
        return readLegacy(family);
    case Backend::Nft:
        return readNft(family);
    case Backend::Native:
    case Backend::File:
        break;
    }
    return Core::failure(ErrorCode::InvalidArgument, "read the rules",
                         "only legacy and nft are read as text");
}

Core::Result<RulesModel> readModel(Backend backend, Family family)
{
    Core::SaveReader reader(backend, family);
    auto rules =
        backend == Backend::Legacy ? readLegacy(family, &reader) : readRules(backend, family);
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    RulesModel result{std::move(*rules), {}};
    result.model.backend = backend;
    result.model.family = family;
    result.model.generation = result.rules.generation;
    if (result.rules.status != RulesText::Status::Done) {
        return result;
    }
    if (backend != Backend::Legacy) {
        reader.add(result.rules.text);
        result.rules.text = {};
    }
    auto model = reader.finish();
    if (!model) {
        return tl::unexpected(model.error());
    }
    model->generation = std::move(result.model.generation);
    if (!model->tables.empty()) {
        // The line with the generation is no comment of the table before it.
        std::erase_if(model->tables.back().commentsAfter, [](const std::string &comment) {
            return comment.starts_with(generationMark);
        });
    }
    result.model = std::move(*model);
    return result;
}

Core::Result<std::string> readGeneration(Backend backend, Family family)
{
    if (backend == Backend::Nft) {
        if (!nftIsLoaded()) {
            return nftGenerationText(0);
        }
        const auto generation = nftGeneration();
        if (!generation && generation.error().code == ErrorCode::Unsupported) {
            return nftGenerationText(0);
        }
        if (!generation) {
            return tl::unexpected(generation.error());
        }
        return nftGenerationText(*generation);
    }
    if (backend == Backend::Legacy) {
        const auto tables = readLegacyTables(family);
        if (!tables) {
            return tl::unexpected(tables.error());
        }
        return legacyGenerationText(*tables);
    }
    return Core::failure(ErrorCode::InvalidArgument, "read the generation",
                         "only legacy and nft have one");
}

Core::Result<std::vector<std::string>> readNativeTables()
{
    std::vector<std::string> names;
    if (!nftIsLoaded()) {
        return names;
    }
    auto program = findProgram("nft");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {"-j", "list", "tables"};
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    const auto document = nlohmann::json::parse(outcome->output, nullptr, false);
    if (outcome->exitCode != 0 || !document.is_object() || !document.contains("nftables")
        || !document["nftables"].is_array()) {
        return Core::failure(ErrorCode::KernelRefused, "list the nft tables",
                             "nft did not answer as expected", outcome->errors);
    }
    for (const auto &item : document["nftables"]) {
        if (!item.is_object() || !item.contains("table") || !item["table"].is_object()) {
            continue;
        }
        const std::string family = item["table"].value("family", "");
        const std::string name = item["table"].value("name", "");
        if (!family.empty() && !name.empty() && !isIptablesTable(family, name)) {
            names.push_back(std::string(family).append(1, ' ').append(name));
        }
    }
    return names;
}

Backend defaultBackend()
{
    const auto program = findProgram("iptables");
    if (!program) {
        return Backend::Nft;
    }
    std::array<char, PATH_MAX> target{};
    if (::realpath(program->c_str(), target.data()) == nullptr) {
        return Backend::Nft;
    }
    // Debian's alternatives and Fedora's links both end at xtables-legacy-multi or
    // xtables-nft-multi.
    return std::string_view(target.data()).find("legacy") == std::string_view::npos
        ? Backend::Nft
        : Backend::Legacy;
}

} // namespace Portlight::Helper
