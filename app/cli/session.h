// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/interrupts.h"
#include "app/cli/output.h"
#include "app/client/helperclient.h"

#include <QEventLoop>

#include <optional>

namespace Portlight::App::Cli
{

struct GlobalOptions {
    bool direct = false;
    bool json = false;
    bool noAsk = false;
    ColorMode color = ColorMode::Auto;
};

/// What every command has: the global options, the helper, a place to write, and a way to wait for
/// an answer in plain sequence, ended early by Ctrl+C.
class Session
{
public:
    explicit Session(const GlobalOptions &options);
    ~Session();

    const GlobalOptions &options() const
    {
        return m_options;
    }
    const Output &output() const
    {
        return m_output;
    }
    bool interrupted() const
    {
        return m_interrupts.happened();
    }
    const Interrupts &interrupts() const
    {
        return m_interrupts;
    }

    /// The helper of this computer: over the system bus, or a child with --direct. Made when first
    /// asked for.
    HelperClient &helper();

    /// Starts a call and waits for its answer: `start(context, done)`. Cancelled when interrupted.
    /// `awaited` is shown on a terminal once it takes longer than a second.
    template<typename T, typename Start> Core::Result<T> wait(const QString &awaited, Start start)
    {
        std::optional<Core::Result<T>> answer;
        QObject context;
        QEventLoop loop;
        if (interrupted()) {
            return Core::failure(Core::ErrorCode::Cancelled, "wait", "interrupted");
        }
        start(&context, Callback<T>([&answer, &loop](Core::Result<T> result) {
            answer.emplace(std::move(result));
            loop.quit();
        }));
        if (!answer) {
            run(loop, awaited);
        }
        if (!answer) {
            return Core::failure(Core::ErrorCode::Cancelled, "wait", "interrupted");
        }
        return *std::move(answer);
    }

    /// Runs the loop until it is quit or the program interrupted.
    void run(QEventLoop &loop, const QString &awaited) const;

    /// Says on stderr what went wrong, and gives the exit code for it.
    int fail(const Core::Error &error) const;

private:
    GlobalOptions m_options;
    Output m_output;
    Interrupts m_interrupts;
    std::unique_ptr<HelperClient> m_helper;
};

int exitCodeFor(Core::ErrorCode code);

} // namespace Portlight::App::Cli
