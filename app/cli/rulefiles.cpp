// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/rulefiles.h"

#include "app/cli/inputfile.h"
#include "core/text/nftjson.h"
#include "core/text/saveparser.h"

#include <iterator>

namespace Portlight::App::Cli
{

using namespace Core;

namespace
{

/// No line of iptables-save begins like JSON.
bool isJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

} // namespace

QString atPlace(const QString &file, const Error &error)
{
    QString place = file;
    if (error.position.line != 0) {
        place += QStringLiteral(":%1").arg(error.position.line);
        if (error.position.column != 0) {
            place += QStringLiteral(":%1").arg(error.position.column);
        }
    }
    QString text = place + QStringLiteral(": ") + QString::fromStdString(error.message);
    if (!error.detail.empty()) {
        text += QStringLiteral(": ") + QString::fromStdString(error.detail);
    }
    return text;
}

std::vector<Ruleset> readRuleFiles(Arguments &arguments, Family family, NativeRuleset *native)
{
    std::vector<Ruleset> rulesets;
    for (const QString &file : arguments.texts("rules")) {
        const auto text = readInput(file);
        if (!text) {
            arguments.wrong(atPlace(file, text.error()));
            break;
        }
        if (native != nullptr && isJson(*text)) {
            auto parsed = parseNftJson(*text);
            if (!parsed) {
                arguments.wrong(atPlace(file, parsed.error()));
                break;
            }
            std::move(parsed->tables.begin(), parsed->tables.end(),
                      std::back_inserter(native->tables));
            continue;
        }
        auto ruleset = parseSave(*text, Backend::File, family);
        if (!ruleset) {
            arguments.wrong(atPlace(file, ruleset.error()));
            break;
        }
        rulesets.push_back(*std::move(ruleset));
    }
    return rulesets;
}

} // namespace Portlight::App::Cli
