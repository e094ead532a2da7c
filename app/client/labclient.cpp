// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/labclient.h"

#include "app/client/labprober.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QProcess>

#include <map>
#include <utility>

namespace Portlight::App
{

namespace
{

constexpr int listTimeoutMilliseconds = 5000;
constexpr int teardownTimeoutMilliseconds = 10000;

QString labProgram()
{
    return ownProgram(QStringLiteral("portlight-lab"));
}

Core::Error labError(Core::ErrorCode code, const QString &message, const QString &detail = {})
{
    return {code, "practice network", message.toStdString(), detail.toStdString(), {}};
}

std::string textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString().toStdString();
}

Core::Question questionOf(const QJsonObject &object)
{
    Core::Question question;
    const std::string direction = textOf(object, "direction");
    if (direction == "out") {
        question.direction = Core::Way::Output;
    } else if (direction == "forward") {
        question.direction = Core::Way::Forward;
    }
    question.protocol = Core::parseProtocol(textOf(object, "protocol")).value_or(Core::ProtocolTcp);
    const int port = object.value(QLatin1String("port")).toInt();
    if (port > 0 && port <= 65535) {
        question.port = static_cast<std::uint16_t>(port);
    }
    question.from = Core::IpAddress::parse(textOf(object, "from"));
    question.to = Core::IpAddress::parse(textOf(object, "to"));
    question.inInterface = textOf(object, "in_interface");
    question.outInterface = textOf(object, "out_interface");
    question.family = Core::parseFamily(textOf(object, "family")).value_or(Core::Family::Ipv4);
    return question;
}

} // namespace

struct LabClient::Private {
    explicit Private(LabClient *owner)
        : q(owner)
    {
    }

    void send(const QJsonObject &message);
    void readLines();
    void handle(const QJsonObject &message);
    void answer(qint64 id, const QJsonObject &message);
    void onFinished();

    struct Waiting {
        QPointer<QObject> context;
        Callback<RunResult> done;
    };

    LabClient *q;
    QProcess process;
    QByteArray input;
    StoryInfo story;
    QPointer<QObject> startContext;
    Callback<StoryInfo> started;
    std::map<qint64, Waiting> waiting;
    qint64 lastId = 0;
    bool ready = false;
};

void LabClient::Private::send(const QJsonObject &message)
{
    process.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
}

void LabClient::Private::readLines()
{
    input += process.readAllStandardOutput();
    const QPointer<LabClient> alive(q);
    for (;;) {
        const auto end = input.indexOf('\n');
        if (end < 0) {
            return;
        }
        const QByteArray line = input.left(end);
        input.remove(0, end + 1);
        handle(QJsonDocument::fromJson(line).object());
        if (!alive) {
            return;
        }
    }
}

void LabClient::Private::handle(const QJsonObject &message)
{
    const QString event = message.value(QLatin1String("event")).toString();
    const QJsonValue id = message.value(QLatin1String("id"));
    if (event == QLatin1String("ready")) {
        ready = true;
        story.id = message.value(QLatin1String("story")).toString();
        story.backend = message.value(QLatin1String("backend")).toString();
        story.here = message.value(QLatin1String("here")).toString();
        story.client = message.value(QLatin1String("client")).toString();
        story.question = questionOf(message.value(QLatin1String("question")).toObject());
        if (startContext && started) {
            std::exchange(started, {})(story);
        }
    } else if (id.isDouble()) {
        answer(id.toInteger(), message);
    } else if (event == QLatin1String("error") && startContext && started) {
        const bool unsupported =
            message.value(QLatin1String("code")).toString() == QLatin1String("unsupported");
        const auto code =
            unsupported ? Core::ErrorCode::Unsupported : Core::ErrorCode::KernelRefused;
        std::exchange(started, {})(
            tl::unexpected(labError(code, message.value(QLatin1String("message")).toString())));
    }
}

void LabClient::Private::answer(qint64 id, const QJsonObject &message)
{
    const auto found = waiting.find(id);
    if (found == waiting.end()) {
        return;
    }
    const QString event = message.value(QLatin1String("event")).toString();
    const Waiting asked = std::move(found->second);
    waiting.erase(found);
    if (!asked.context) {
        return;
    }
    if (event == QLatin1String("exit")) {
        asked.done(RunResult{message.value(QLatin1String("code")).toInt(),
                             message.value(QLatin1String("output")).toString().toUtf8(),
                             message.value(QLatin1String("errors")).toString().toUtf8()});
        return;
    }
    asked.done(tl::unexpected(labError(Core::ErrorCode::KernelRefused,
                                       message.value(QLatin1String("message")).toString())));
}

void LabClient::Private::onFinished()
{
    const QString words = QString::fromUtf8(process.readAllStandardError()).trimmed();
    const QPointer<LabClient> alive(q);
    const auto left = std::exchange(waiting, {});
    for (const auto &[id, asked] : left) {
        if (asked.context) {
            asked.done(tl::unexpected(
                labError(Core::ErrorCode::HelperMissing, QStringLiteral("the lab ended"), words)));
        }
    }
    if (!alive) {
        return;
    }
    if (startContext && started) {
        const bool missing = process.error() == QProcess::FailedToStart;
        std::exchange(started, {})(tl::unexpected(
            labError(missing ? Core::ErrorCode::NotFound : Core::ErrorCode::Unsupported,
                     missing ? QStringLiteral("portlight-lab could not be started")
                             : QStringLiteral("the lab ended before it was ready"),
                     words)));
    }
    if (alive && ready) {
        ready = false;
        Q_EMIT q->ended(words);
    }
}

LabClient::LabClient(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    connect(&d->process, &QProcess::readyReadStandardOutput, this, [this] {
        d->readLines();
    });
    connect(&d->process, &QProcess::finished, this, [this] {
        d->readLines();
        d->onFinished();
    });
    connect(&d->process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            d->onFinished();
        }
    });
}

LabClient::~LabClient()
{
    d->process.disconnect(this);
    if (d->process.state() == QProcess::NotRunning) {
        return;
    }
    // The lab takes everything down when its input ends; it is only forced when it hangs.
    d->process.closeWriteChannel();
    if (!d->process.waitForFinished(teardownTimeoutMilliseconds)) {
        d->process.kill();
        d->process.waitForFinished();
    }
}

QStringList LabClient::stories()
{
    QProcess lab;
    lab.start(labProgram(), {QStringLiteral("list")});
    if (!lab.waitForFinished(listTimeoutMilliseconds) || lab.exitCode() != 0) {
        return {};
    }
    return QString::fromUtf8(lab.readAllStandardOutput())
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void LabClient::start(const QString &story, const QString &backend, QObject *context,
                      Callback<StoryInfo> done)
{
    d->startContext = context;
    d->started = std::move(done);
    d->process.start(labProgram(),
                     {QStringLiteral("serve"), story, QStringLiteral("--backend"), backend});
}

void LabClient::run(const QString &node, const QStringList &command, QObject *context,
                    Callback<RunResult> done)
{
    const qint64 id = ++d->lastId;
    d->waiting.emplace(id, Private::Waiting{context, std::move(done)});
    d->send({{QStringLiteral("id"), id},
             {QStringLiteral("run"),
              QJsonObject{{QStringLiteral("node"), node},
                          {QStringLiteral("command"), QJsonArray::fromStringList(command)}}}});
}

std::unique_ptr<HelperClient> LabClient::helperClient()
{
    const QPointer<LabClient> lab(this);
    return HelperClient::direct([lab](const QString &program, const QStringList &arguments) {
        if (!lab || !lab->d->ready) {
            return false;
        }
        const QJsonArray command = QJsonArray::fromStringList(QStringList{program} + arguments);
        lab->d->send({{QStringLiteral("id"), ++lab->d->lastId},
                      {QStringLiteral("start"),
                       QJsonObject{{QStringLiteral("node"), lab->d->story.here},
                                   {QStringLiteral("command"), command}}}});
        return true;
    });
}

std::unique_ptr<Prober> LabClient::clientProber()
{
    return std::make_unique<LabProber>(this, d->story.client, d->story.client);
}

std::unique_ptr<Prober> LabClient::hereProber()
{
    return std::make_unique<LabProber>(this, d->story.here, QStringLiteral("here"));
}

const StoryInfo &LabClient::story() const
{
    return d->story;
}

} // namespace Portlight::App
