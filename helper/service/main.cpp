// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/helperprocess.h"
#include "helper/service/options.h"
#include "helper/service/polkitauthorizer.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>

using namespace Portlight::Helper;

int main(int argc, char **argv)
{
    umask(077);
    // A caller that stops reading a pipe must not end the helper of all others.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("portlight-helper"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PORTLIGHT_VERSION));

    const Options options = readOptions(QCoreApplication::arguments());
    if (options.exitCode) {
        std::fputs(qPrintable(options.message), *options.exitCode == 0 ? stdout : stderr);
        return *options.exitCode;
    }
    if (!options.askCaller.isEmpty()) {
        return PolkitAuthorizer::askAndExit(options.askCaller, options.askAction);
    }

    HelperProcess process(options.helper);
    QObject::connect(&process, &HelperProcess::ended, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    if (const auto started = process.start(); !started) {
        std::fprintf(stderr, "portlight-helper: cannot %s: %s\n", started.error().operation.c_str(),
                     started.error().message.c_str());
        return exitCannotServe;
    }
    return QCoreApplication::exec();
}
