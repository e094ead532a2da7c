// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/program.h"

#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/wording/translators.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

#include <unistd.h>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::Program)
};

constexpr qsizetype furthestSuggestion = 3;

qsizetype editDistance(const QString &one, const QString &other)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(other.size()) + 1);
    for (std::size_t column = 0; column < row.size(); ++column) {
        row[column] = static_cast<qsizetype>(column);
    }
    for (qsizetype line = 1; line <= one.size(); ++line) {
        qsizetype diagonal = row[0];
        row[0] = line;
        for (std::size_t column = 1; column < row.size(); ++column) {
            const bool same = one.at(line - 1) == other.at(static_cast<qsizetype>(column) - 1);
            const qsizetype replaced = diagonal + (same ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({row[column] + 1, row[column - 1] + 1, replaced});
        }
    }
    return row.back();
}

QString suggestionFor(const QString &word)
{
    QString best;
    qsizetype distance = furthestSuggestion;
    for (const Command &command : commands()) {
        const QString name = QString::fromLatin1(command.name);
        const qsizetype candidate = editDistance(word, name);
        if (candidate < distance) {
            distance = candidate;
            best = name;
        }
    }
    return best;
}

void addGlobalOptions(QCommandLineParser &parser)
{
    addFlag(parser, "direct",
            Text::tr("Start the helper with one's own powers (root) instead of the service."));
    addFlag(parser, "json", Text::tr("Print JSON."));
    addFlag(parser, "no-ask", Text::tr("Never ask for a password."));
    addValue(parser, "color", "WHEN", Text::tr("auto, always or never."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, Text::tr("Show this help.")});
    addFlag(parser, "version", Text::tr("Show the version."));
}

QString exitCodeText()
{
    return Text::tr("Exit codes: 0 done, no problem; 1 done, a problem was found; 2 wrong usage; "
                    "3 could not tell; 4 not authorized; 5 applied, then undone; "
                    "130 interrupted.");
}

QString generalHelp()
{
    QString text = Text::tr("Usage: portlightctl [--direct] [--json] [--no-ask] COMMAND [OPTIONS]")
        + QStringLiteral("\n") + Text::tr("Finds out why a connection fails.")
        + QStringLiteral("\n\n") + Text::tr("Commands:") + QLatin1Char('\n');
    for (const Command &command : commands()) {
        text += QStringLiteral("  ") + QString::fromLatin1(command.name).leftJustified(10)
            + QStringLiteral("  ") + command.summary() + QLatin1Char('\n');
    }
    return text + QLatin1Char('\n') + exitCodeText() + QLatin1Char('\n')
        + Text::tr("“portlightctl COMMAND --help” tells about one command.");
}

/// The first word that is neither an option nor the value of a global one.
QString commandWord(const QStringList &arguments)
{
    for (qsizetype index = 1; index < arguments.size(); ++index) {
        const QString &word = arguments.at(index);
        if (word == QLatin1String("--color")) {
            ++index;
        } else if (!word.startsWith(QLatin1Char('-'))) {
            return word;
        }
    }
    return {};
}

const Command *findCommand(const QString &name)
{
    const auto all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&name](const Command &command) {
        return name == QLatin1String(command.name);
    });
    return found == all.end() ? nullptr : &*found;
}

std::optional<GlobalOptions> globalOptions(const QCommandLineParser &parser)
{
    GlobalOptions options;
    options.direct = parser.isSet(QStringLiteral("direct"));
    options.json = parser.isSet(QStringLiteral("json"));
    options.noAsk = parser.isSet(QStringLiteral("no-ask"));
    const QString color = parser.value(QStringLiteral("color"));
    if (color == QLatin1String("always")) {
        options.color = ColorMode::Always;
    } else if (color == QLatin1String("never")) {
        options.color = ColorMode::Never;
    } else if (!color.isEmpty() && color != QLatin1String("auto")) {
        return std::nullopt;
    }
    return options;
}

int withoutCommand(const QStringList &arguments)
{
    const Output output;
    QCommandLineParser parser;
    addGlobalOptions(parser);
    if (!parser.parse(arguments)) {
        output.talk(QStringLiteral("portlightctl: ") + parser.errorText());
        output.talk(Text::tr("Try “portlightctl --help”."));
        return ExitUsage;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        output.data(QStringLiteral("portlightctl %1").arg(QCoreApplication::applicationVersion()));
        return ExitDone;
    }
    if (parser.isSet(QStringLiteral("help"))) {
        output.data(generalHelp());
        return ExitDone;
    }
    output.talk(generalHelp());
    return ExitUsage;
}

int unknownCommand(const QString &name)
{
    const Output output;
    const QString suggestion = suggestionFor(name);
    output.talk(
        QStringLiteral("portlightctl: ")
        + (suggestion.isEmpty()
               ? Text::tr("There is no command “%1”.").arg(name)
               : Text::tr("There is no command “%1”. Did you mean “%2”?").arg(name, suggestion)));
    output.talk(Text::tr("Try “portlightctl --help”."));
    return ExitUsage;
}

int runCommand(const Command &command, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(command.summary() + QStringLiteral("\n\n") + exitCodeText());
    parser.addPositionalArgument(QString::fromLatin1(command.name), command.summary(),
                                 QLatin1String(command.name) + QLatin1Char(' ')
                                     + QLatin1String(command.arguments));
    addGlobalOptions(parser);
    if (command.addOptions != nullptr) {
        command.addOptions(parser);
    }
    const bool understood = parser.parse(arguments);
    const auto options = globalOptions(parser);
    Session session(options.value_or(GlobalOptions{}));
    if (parser.isSet(QStringLiteral("help"))) {
        session.output().data(parser.helpText());
        return ExitDone;
    }
    Arguments checked(parser);
    if (!understood && command.addOptions != nullptr) {
        checked.wrong(parser.errorText());
    } else if (!options) {
        checked.wrong(Text::tr("--color: auto, always or never is expected"));
    }
    if (!checked.problem().isEmpty()) {
        return usageError(session, checked, command.name);
    }
    const int code = command.run(session, checked);
    if (!checked.problem().isEmpty()) {
        return usageError(session, checked, command.name);
    }
    return session.interrupted() && code != ExitDone ? int{ExitInterrupted} : code;
}

} // namespace

void runProgram(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("portlightctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PORTLIGHT_VERSION));
    installTranslators(application);

    const QStringList arguments = QCoreApplication::arguments();
    const QString name = commandWord(arguments);
    const Command *command = findCommand(name);
    int code = ExitUsage;
    if (command != nullptr) {
        code = runCommand(*command, arguments);
    } else {
        code = name.isEmpty() ? withoutCommand(arguments) : unknownCommand(name);
    }
    Output().flush();
    ::_exit(code);
}

} // namespace Portlight::App::Cli
