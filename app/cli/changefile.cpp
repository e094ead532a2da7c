// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/changefile.h"

#include "app/cli/command.h"
#include "app/cli/inputfile.h"
#include "app/cli/rulefiles.h"
#include "app/cli/trialrun.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ChangeFile)
};

} // namespace

void addChangeFileOptions(QCommandLineParser &parser)
{
    addValue(parser, "backend", "B", Text::tr("legacy or nft."));
    addFlag(parser, "dry-run", Text::tr("Show what would change and change nothing."));
}

std::optional<ChangeFile> readChangeFile(Arguments &arguments)
{
    const auto backend = arguments.backend("backend");
    const auto family = arguments.family("family");
    if (arguments.positional().size() != 1) {
        arguments.wrong(Text::tr("one FILE is expected, or - for standard input"));
    } else if (!arguments.has("backend")) {
        arguments.wrong(Text::tr("--backend is missing: legacy or nft"));
    } else if (!arguments.has("family")) {
        arguments.wrong(Text::tr("--family is missing: ipv4 or ipv6"));
    } else if (backend == Core::Backend::Native) {
        arguments.wrong(Text::tr("--backend “native”: legacy or nft is expected"));
    }
    if (!arguments.problem().isEmpty()) {
        return std::nullopt;
    }
    const QString name = arguments.positional().constFirst();
    auto text = readInput(name);
    if (!text) {
        arguments.wrong(atPlace(name, text.error()));
        return std::nullopt;
    }
    return ChangeFile{name, *backend, *family, *std::move(text)};
}

bool canAskAbout(const ChangeFile &file)
{
    return canAsk() && file.name != QLatin1String("-");
}

} // namespace Portlight::App::Cli
