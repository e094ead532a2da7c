// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/labclient.h"
#include "app/pages/mainwindow.h"
#include "app/pages/screenshot.h"
#include "app/pages/session.h"
#include "app/widgets/colours.h"
#include "app/widgets/icons.h"
#include "app/wording/translators.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStyleFactory>
#include <QTextStream>
#include <QTimer>

#include <unistd.h>

namespace
{

using namespace Portlight::App;

constexpr int usageExitCode = 2;

struct Options {
    bool practice = false;
    QString story;
    QString backend = QStringLiteral("nft");
    bool direct = false;
    QString page; ///< of the picture
    QString file;
    MainWindow::PageIndex startPage = MainWindow::Overview;
    QString theme;
};

int usageError(const QString &text)
{
    QTextStream(stderr) << text << Qt::endl;
    return usageExitCode;
}

std::optional<MainWindow::PageIndex> pageNamed(const QString &name)
{
    const QStringList names{QStringLiteral("overview"), QStringLiteral("rules"),
                            QStringLiteral("capacity"), QStringLiteral("troubleshoot"),
                            QStringLiteral("history")};
    const auto index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(static_cast<MainWindow::PageIndex>(index));
}

/// `--practice` takes its story as the word that follows, which QCommandLineParser cannot express.
std::optional<Options> readOptions(const QApplication &application, int &exitCode)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Tells why a connection fails and tries the fix."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption practice(
        QStringLiteral("practice"),
        QCoreApplication::translate("main", "Practice on a broken network of its own."));
    const QCommandLineOption backend(
        QStringLiteral("backend"),
        QCoreApplication::translate("main", "Kind of firewall in practice: nft or legacy."),
        QStringLiteral("nft|legacy"), QStringLiteral("nft"));
    const QCommandLineOption direct(
        QStringLiteral("direct"),
        QCoreApplication::translate("main", "As root: start the helper without the system bus."));
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        QCoreApplication::translate("main", "Save a picture of PAGE to FILE and quit."),
        QStringLiteral("PAGE"));
    const QCommandLineOption theme(
        QStringLiteral("theme"),
        QCoreApplication::translate("main", "Colours for the picture: light or dark."),
        QStringLiteral("light|dark"), QStringLiteral("light"));
    const QCommandLineOption startPage(
        QStringLiteral("page"),
        QCoreApplication::translate(
            "main", "Open on this page: overview, rules, capacity, troubleshoot or history."),
        QStringLiteral("PAGE"), QStringLiteral("overview"));
    parser.addOptions({practice, backend, direct, startPage, screenshot, theme});
    parser.addPositionalArgument(
        QStringLiteral("STORY"),
        QCoreApplication::translate("main", "Practice story, for example blocked-web-server."),
        QStringLiteral("[STORY]"));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QCoreApplication::translate("main", "Where to save the picture."),
                                 QStringLiteral("[FILE]"));
    parser.process(application);

    Options options;
    options.practice = parser.isSet(practice);
    options.backend = parser.value(backend);
    options.direct = parser.isSet(direct);
    options.theme =
        parser.isSet(theme) || parser.isSet(screenshot) ? parser.value(theme) : QString();
    options.page = parser.value(screenshot);
    QStringList words = parser.positionalArguments();
    exitCode = 0;
    if (options.backend != QLatin1String("nft") && options.backend != QLatin1String("legacy")) {
        exitCode = usageError(QCoreApplication::translate("main", "Unknown kind of firewall: %1")
                                  .arg(options.backend));
    }
    if (!options.theme.isEmpty() && options.theme != QLatin1String("light")
        && options.theme != QLatin1String("dark")) {
        exitCode =
            usageError(QCoreApplication::translate("main", "Unknown theme: %1").arg(options.theme));
    }
    if (const auto page = pageNamed(parser.value(startPage))) {
        options.startPage = *page;
    } else {
        exitCode = usageError(
            QCoreApplication::translate("main", "Unknown page: %1").arg(parser.value(startPage)));
    }
    if (options.practice) {
        const QStringList stories = LabClient::stories();
        const auto named = std::find_if(words.begin(), words.end(), [&](const QString &word) {
            return stories.contains(word);
        });
        if (named != words.end()) {
            options.story = *named;
            words.erase(named);
        } else if (words.size() > (parser.isSet(screenshot) ? 1 : 0)) {
            exitCode = usageError(
                QCoreApplication::translate("main", "Unknown story: %1").arg(words.front()));
        } else {
            options.story = QStringLiteral("blocked-web-server");
        }
    }
    if (parser.isSet(screenshot)) {
        if (!Screenshot::isKnownPage(options.page)) {
            exitCode = usageError(
                QCoreApplication::translate("main", "Unknown page: %1").arg(options.page));
        } else if (words.size() != 1) {
            exitCode = usageError(
                QCoreApplication::translate("main", "--screenshot needs a page and one file."));
        } else {
            options.file = words.takeFirst();
        }
    }
    if (exitCode == 0 && !words.isEmpty()) {
        exitCode = usageError(
            QCoreApplication::translate("main", "Not understood: %1").arg(words.front()));
    }
    if (exitCode == 0 && options.direct && geteuid() != 0) {
        exitCode = usageError(QCoreApplication::translate(
            "main", "--direct needs root. Without it, Portlight asks for permission by itself."));
    }
    return exitCode == 0 ? std::optional(options) : std::nullopt;
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("portlight"));
    QCoreApplication::setOrganizationName(QStringLiteral("Portlight"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PORTLIGHT_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.portlight.Portlight"));
    QGuiApplication::setApplicationDisplayName(QString());
    installTranslators(application);
    QApplication::setWindowIcon(QIcon::fromTheme(QStringLiteral("org.portlight.Portlight"),
                                                 icon(QStringLiteral("page-troubleshoot"))));
    int exitCode = 0;
    const auto options = readOptions(application, exitCode);
    if (!options) {
        return exitCode;
    }
    if (!options->theme.isEmpty()) {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        QApplication::setPalette(options->theme == QLatin1String("dark") ? darkPalette()
                                                                         : lightPalette());
    }

    Session session;
    MainWindow window(session);
    std::unique_ptr<Screenshot> screenshot;
    if (options->file.isEmpty()) {
        window.restoreLayout();
    } else {
        screenshot = std::make_unique<Screenshot>(session, window, options->page, options->file);
        QObject::connect(screenshot.get(), &Screenshot::finished, &application,
                         [](bool saved, const QString &problem) {
                             if (!saved) {
                                 QTextStream(stderr) << problem << Qt::endl;
                             }
                             QCoreApplication::exit(saved ? 0 : 1);
                         });
    }
    if (options->practice) {
        session.startPractice(options->story, options->backend);
    } else if (options->direct) {
        session.startDirect();
    } else {
        session.startLive();
    }
    window.showPage(options->startPage);
    window.show();
    if (screenshot) {
        screenshot->start();
    }
    return QApplication::exec();
}
