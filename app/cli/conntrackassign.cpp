// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"
#include "app/cli/conntrackparts.h"
#include "app/cli/exitcodes.h"
#include "app/wording/wording.h"
#include "core/conntrack/helperrules.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ConntrackCommand)
};

using namespace Core;

QString helperNames()
{
    QStringList names;
    for (const TrackingHelper &helper : trackingHelpers) {
        names += QString::fromUtf8(helper.name.data(), static_cast<int>(helper.name.size()));
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

int runConntrackAssign(Session &session, Arguments &arguments)
{
    const QStringList words = arguments.positional().mid(1);
    const TrackingHelper *helper =
        words.size() == 1 ? trackingHelper(words.first().toStdString()) : nullptr;
    if (helper == nullptr) {
        arguments.wrong(
            Text::tr("assign: one of these helpers is expected: %1").arg(helperNames()));
    }
    const auto port = arguments.port("port");
    const auto family = arguments.family("family");
    const TrialOptions options = readTrialOptions(arguments);
    if (helper != nullptr && family == Family::Ipv6 && !helper->ipv6) {
        arguments.wrong(Text::tr("assign %1: this helper knows IPv4 only").arg(words.first()));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    HelperClient &client = session.helper();
    const QString awaited = Text::tr("Reading the rules…");
    const auto managers =
        session.wait<ManagersReply>(awaited, [&client](QObject *context, auto done) {
            client.readManagers(context, done);
        });
    if (!managers) {
        return session.fail(managers.error());
    }
    const Backend backend = managers->defaultBackend;
    TryRequest request;
    for (const Family side : {Family::Ipv4, Family::Ipv6}) {
        if ((family && *family != side) || (side == Family::Ipv6 && !helper->ipv6)) {
            continue;
        }
        const auto generation =
            session.wait<std::string>(awaited, [&](QObject *context, auto done) {
                client.readGeneration(backend, side, context, done);
            });
        if (!generation) {
            return session.fail(generation.error());
        }
        if (!generation->empty()) {
            request.generations.emplace(
                std::string(toString(backend)) + '/' + std::string(toString(side)), *generation);
        }
        for (Change &change : assignHelper(*helper, port.value_or(helper->port), backend, side)) {
            request.changes.push_back(std::move(change));
        }
    }
    request.summary = changeSentence(request.changes.front());
    return tryAndWait(session, request, options, canAsk());
}

} // namespace Portlight::App::Cli
