// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/differencetext.h"

#include "app/wording/words.h"
#include "core/change/difference.h"

namespace Portlight::App::Cli
{

namespace
{

using Core::DifferenceLine;
using Kind = DifferenceLine::Kind;

/// A line of both is shown next to one that differs; the others are only skipped over.
bool isNearDifference(const std::vector<DifferenceLine> &lines, std::size_t at)
{
    return (at > 0 && lines[at - 1].kind != Kind::Same)
        || (at + 1 < lines.size() && lines[at + 1].kind != Kind::Same);
}

} // namespace

bool printDifference(const Output &output, const Core::Ruleset &before, const Core::Ruleset &after)
{
    const auto differences = Core::differences(before, after);
    for (const Core::ChainDifference &chain : differences) {
        output.data(
            QStringLiteral("  %1 %2").arg(Words::plain(chain.table), Words::plain(chain.chain)));
        bool skipped = false;
        for (std::size_t i = 0; i < chain.lines.size(); ++i) {
            const DifferenceLine &line = chain.lines[i];
            const QString text = Words::plain(line.text);
            if (line.kind == Kind::Added) {
                output.data(output.good(QStringLiteral("  + ") + text));
            } else if (line.kind == Kind::Removed) {
                output.data(output.bad(QStringLiteral("  - ") + text));
            } else if (isNearDifference(chain.lines, i)) {
                output.data(output.faint(QStringLiteral("    ") + text));
            } else if (!skipped) {
                output.data(output.faint(QStringLiteral("    …")));
            }
            skipped = line.kind == Kind::Same && !isNearDifference(chain.lines, i);
        }
    }
    return !differences.empty();
}

Json differenceJson(const Core::Ruleset &before, const Core::Ruleset &after)
{
    Json list = Json::array();
    for (const Core::ChainDifference &chain : Core::differences(before, after)) {
        Json removed = Json::array();
        Json added = Json::array();
        for (const DifferenceLine &line : chain.lines) {
            if (line.kind != Kind::Same) {
                (line.kind == Kind::Added ? added : removed).push_back(line.text);
            }
        }
        list.push_back({{"table", chain.table},
                        {"chain", chain.chain},
                        {"removed", std::move(removed)},
                        {"added", std::move(added)}});
    }
    return list;
}

} // namespace Portlight::App::Cli
