// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/xtableswords.h"

#include "helper/netfilter/childprocess.h"

#include <cstring>
#include <linux/netfilter/x_tables.h>

namespace Portlight::Helper
{

namespace
{

constexpr const char *operation = "ask the libraries of xtables";

void append(std::string &input, const void *bytes, std::size_t size)
{
    input.append(static_cast<const char *>(bytes), size);
}

/// False when it is no part that the kernel could have.
bool appendPart(std::string &input, const Core::ModulePart &part)
{
    constexpr std::size_t most = 32768;
    xt_entry_match head{};
    const Core::Expression::Module &module = part.module;
    const std::size_t size = XT_ALIGN(sizeof head + module.info.size());
    if (module.name.size() >= sizeof head.u.user.name || size > most) {
        return false;
    }
    XtablesPartHeader header;
    header.isTarget = module.isTarget ? 1 : 0;
    header.protocol = part.protocol.protocol;
    header.protocolInverted = part.protocol.inverted ? 1 : 0;
    head.u.user.match_size = static_cast<std::uint16_t>(size);
    module.name.copy(head.u.user.name, sizeof head.u.user.name - 1);
    head.u.user.revision = module.revision;
    append(input, &header, sizeof header);
    append(input, &head, sizeof head);
    input += module.info;
    input.append(size - sizeof head - module.info.size(), '\0');
    return true;
}

} // namespace

Core::Result<std::vector<std::string>> xtablesWords(Core::Family family,
                                                    const std::vector<Core::ModulePart> &parts)
{
    std::vector<std::string> words;
    if (parts.empty()) {
        return words;
    }
    auto program = siblingProgram("portlight-readlegacy");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {std::string(Core::toString(family)), "-"};
    for (const Core::ModulePart &part : parts) {
        if (!appendPart(request.input, part)) {
            return Core::failure(Core::ErrorCode::Unsupported, operation, "not a part of xtables",
                                 part.module.name);
        }
    }
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    std::string_view output = outcome->output;
    words.reserve(parts.size());
    for (std::size_t end = output.find('\0'); end != std::string_view::npos;
         end = output.find('\0')) {
        // A text of several lines would not be one rule.
        const std::string_view text = output.substr(0, end);
        if (!text.starts_with(' ') || text.find('\n') != std::string_view::npos) {
            break;
        }
        words.emplace_back(text.substr(1));
        output.remove_prefix(end + 1);
    }
    if (outcome->exitCode != 0 || !outcome->errors.empty() || !output.empty()
        || words.size() != parts.size()) {
        return Core::failure(Core::ErrorCode::Unsupported, operation,
                             "a library does not know a part", outcome->errors);
    }
    return words;
}

} // namespace Portlight::Helper
