// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/trialrun.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <chrono>

#include <unistd.h>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::TrialRun)
};

constexpr std::chrono::milliseconds pollInterval{500};

enum class Reply { None, Keep, Undo };

/// Reads what was typed; never blocks, because it is called when there is something to read. At the
/// end of the input nobody is there any more and `open` becomes false.
Reply readReply(bool &open)
{
    char buffer[256];
    const ssize_t length = ::read(STDIN_FILENO, buffer, sizeof(buffer));
    if (length <= 0) {
        open = false;
        return Reply::None;
    }
    const QString word = QString::fromUtf8(buffer, static_cast<qsizetype>(length)).trimmed();
    const QString yes = Text::tr("y", "the answer “yes”, one letter");
    if (word.startsWith(yes, Qt::CaseInsensitive)
        || word.startsWith(QLatin1Char('y'), Qt::CaseInsensitive)) {
        return Reply::Keep;
    }
    return Reply::Undo;
}

/// Asks for the trials again and again, so that the event loop stays free for prompt and signals.
class TrialWatch : public QObject
{
public:
    TrialWatch(HelperClient &helper, QString id, Callback<TrialEnd> done)
        : m_helper(helper)
        , m_id(std::move(id))
        , m_done(std::move(done))
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            ask();
        });
        m_timer.setSingleShot(true);
        m_timer.start(pollInterval);
    }

private:
    void ask()
    {
        m_helper.readTrials(this, [this](Core::Result<std::vector<Trial>> trials) {
            if (!trials) {
                m_done(tl::unexpected(trials.error()));
                return;
            }
            const auto found =
                std::find_if(trials->begin(), trials->end(), [this](const Trial &trial) {
                    return trial.id == m_id;
                });
            if (found == trials->end()) {
                m_done(Core::failure(Core::ErrorCode::NotFound, "watch trial",
                                     "the trial is not listed any more"));
            } else if (found->state == QLatin1String("kept")) {
                m_done(TrialEnd::Kept);
            } else if (found->state == QLatin1String("undone")) {
                m_done(TrialEnd::Undone);
            } else if (found->state == QLatin1String("failed")) {
                m_done(Core::failure(Core::ErrorCode::KernelRefused, "watch trial",
                                     "the trial failed", found->detail.toStdString()));
            } else {
                m_timer.start(pollInterval);
            }
        });
    }

    HelperClient &m_helper;
    QString m_id;
    Callback<TrialEnd> m_done;
    QTimer m_timer;
};

} // namespace

bool canAsk()
{
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

Core::Result<bool> askYesNo(Session &session, const QString &question)
{
    session.output().progress(question);
    auto answer = session.wait<bool>({}, [](QObject *context, const Callback<bool> &done) {
        auto *input = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, context);
        QObject::connect(input, &QSocketNotifier::activated, context, [input, done] {
            input->setEnabled(false);
            bool open = true;
            done(readReply(open) == Reply::Keep);
        });
    });
    session.output().progress({});
    return answer;
}

QString keepCommandLine(const Session &session, const QString &id)
{
    constexpr qsizetype enoughOfAnId = 8;
    return QStringLiteral("portlightctl %1keep %2")
        .arg(session.options().direct ? QStringLiteral("--direct ") : QString(),
             id.left(enoughOfAnId));
}

Core::Result<TrialEnd> awaitTrialEnd(Session &session, HelperClient &helper, const QString &id,
                                     unsigned seconds, bool ask)
{
    const Output &output = session.output();
    QElapsedTimer elapsed;
    elapsed.start();
    Reply reply = Reply::None;
    bool inputOpen = ask;

    auto end = session.wait<TrialEnd>({}, [&](QObject *context, const Callback<TrialEnd> &done) {
        auto *watch = new TrialWatch(helper, id, done);
        watch->setParent(context);
        if (!ask) {
            return;
        }
        auto *tick = new QTimer(context);
        const auto show = [&output, &elapsed, seconds] {
            const auto passed = static_cast<unsigned>(elapsed.elapsed() / 1000);
            const unsigned left = passed < seconds ? seconds - passed : 0;
            output.progress(Text::tr("Keep this change? [y/N] (undone in %n seconds) ", nullptr,
                                     static_cast<int>(left)));
        };
        QObject::connect(tick, &QTimer::timeout, context, show);
        tick->start(std::chrono::seconds{1});
        show();
        auto *input = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, context);
        QObject::connect(input, &QSocketNotifier::activated, context,
                         [&reply, &inputOpen, input, done] {
                             input->setEnabled(false);
                             reply = readReply(inputOpen);
                             if (inputOpen) {
                                 done(TrialEnd::Undone); // the reply decides, below
                             }
                         });
    });
    if (ask) {
        output.progress({});
    }
    if (session.interrupted()) {
        const bool undone = undoInspiteOfInterrupt(helper, id);
        output.talk(undone ? Text::tr("Interrupted; the change is undone.")
                           : Text::tr("Interrupted; the change is undone when its time ends."));
        return Core::failure(Core::ErrorCode::Cancelled, "try", "interrupted");
    }
    if (!end) {
        return end;
    }
    if (reply == Reply::Keep) {
        const auto kept = keepTrial(session, helper, id);
        return kept ? Core::Result<TrialEnd>(TrialEnd::Kept) : tl::unexpected(kept.error());
    }
    if (reply == Reply::Undo) {
        const auto undone = undoTrial(session, helper, id);
        return undone ? Core::Result<TrialEnd>(TrialEnd::Undone) : tl::unexpected(undone.error());
    }
    return end;
}

Core::Result<bool> keepTrial(Session &session, HelperClient &helper, const QString &id)
{
    return session.wait<bool>(Text::tr("Keeping the change…"),
                              [&helper, &id](QObject *context, auto done) {
                                  helper.keep(id, context, done);
                              });
}

Core::Result<bool> undoTrial(Session &session, HelperClient &helper, const QString &id)
{
    return session.wait<bool>(Text::tr("Undoing the change…"),
                              [&helper, &id](QObject *context, auto done) {
                                  helper.undo(id, context, done);
                              });
}

bool undoInspiteOfInterrupt(HelperClient &helper, const QString &id)
{
    QEventLoop loop;
    bool undone = false;
    helper.undo(id, &loop, [&loop, &undone](const Core::Result<bool> &result) {
        undone = result.has_value();
        loop.quit();
    });
    loop.exec();
    return undone;
}

Core::Result<bool> extendTrial(Session &session, HelperClient &helper, const QString &id,
                               unsigned seconds)
{
    return session.wait<bool>(Text::tr("Extending the trial…"),
                              [&helper, &id, seconds](QObject *context, auto done) {
                                  helper.extend(id, seconds, context, done);
                              });
}

Core::Result<std::vector<Trial>> readTrials(Session &session, HelperClient &helper)
{
    return session.wait<std::vector<Trial>>(Text::tr("Reading the list of changes…"),
                                            [&helper](QObject *context, auto done) {
                                                helper.readTrials(context, done);
                                            });
}

} // namespace Portlight::App::Cli
