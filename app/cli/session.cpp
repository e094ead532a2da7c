// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/session.h"

#include "app/cli/exitcodes.h"
#include "app/wording/wording.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>

#include <unistd.h>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::Session)
};

constexpr std::chrono::seconds patience{1};

} // namespace

Session::Session(const GlobalOptions &options)
    : m_options(options)
{
    m_output.setColorMode(options.color);
}

Session::~Session() = default;

HelperClient &Session::helper()
{
    if (!m_helper) {
        m_helper = m_options.direct ? HelperClient::direct() : HelperClient::onSystemBus();
        m_helper->setInteractive(!m_options.noAsk);
    }
    return *m_helper;
}

void Session::run(QEventLoop &loop, const QString &awaited) const
{
    bool shown = false;
    QTimer slow;
    slow.setSingleShot(true);
    QObject::connect(&slow, &QTimer::timeout, &loop, [this, &awaited, &shown] {
        shown = true;
        m_output.progress(awaited);
    });
    QObject::connect(&m_interrupts, &Interrupts::interrupted, &loop, &QEventLoop::quit);
    if (!awaited.isEmpty()) {
        slow.start(patience);
    }
    loop.exec();
    if (shown) {
        m_output.progress({});
    }
}

int Session::fail(const Core::Error &error) const
{
    if (interrupted()) {
        m_output.talk(Text::tr("Interrupted."));
        return ExitInterrupted;
    }
    const ErrorWords words = errorWords(error);
    m_output.talk(QStringLiteral("portlightctl: ") + words.what + QLatin1Char(' ') + words.why);
    if (error.code == Core::ErrorCode::HelperMissing && !m_options.direct) {
        m_output.talk(::geteuid() == 0
                          ? Text::tr("Run the same command with --direct: root needs no service.")
                          : Text::tr("Run it as root with --direct, or install Portlight "
                                     "completely."));
    } else if (!words.whatToDo.isEmpty()) {
        m_output.talk(words.whatToDo);
    }
    if (!words.detail.isEmpty()) {
        m_output.talk(Text::tr("Details: %1").arg(words.detail));
    }
    return exitCodeFor(error.code);
}

int exitCodeFor(Core::ErrorCode code)
{
    switch (code) {
    case Core::ErrorCode::Denied:
        return ExitDenied;
    case Core::ErrorCode::InvalidArgument:
    case Core::ErrorCode::ParseFailed:
        return ExitUsage;
    default:
        return ExitUnknown;
    }
}

} // namespace Portlight::App::Cli
