// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// One user of the helper on the system bus; tst_bus runs it under different uids. Prints one word.
//   busclient reads N             "ok=N refused=0": ReadGeneration N times
//   busclient open PORT           tries to open a TCP port and keeps it: "kept", or the error code
//   busclient ask                 a change with a password prompt allowed: error code
//   busclient vanish              asks and leaves at once, without waiting
//   busclient own                 requests the helper's bus name: "refused" or "owner"

#include "app/client/helperclient.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/names.h"
#include "helper/ipc/wiretypes.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QTimer>

#include <cstdio>

using namespace Portlight;

namespace
{

void finish(const std::string &word)
{
    std::printf("%s\n", word.c_str());
    std::fflush(stdout);
    QCoreApplication::exit(0);
}

std::string codeOf(const Core::Error &error)
{
    return std::string(Core::toString(error.code));
}

void reads(App::HelperClient &helper, int count)
{
    auto ok = std::make_shared<int>(0);
    auto refused = std::make_shared<int>(0);
    for (int i = 0; i < count; ++i) {
        helper.readGeneration(Core::Backend::Nft, Core::Family::Ipv4, qApp,
                              [ok, refused, count](const Core::Result<std::string> &result) {
                                  if (!result && result.error().code != Core::ErrorCode::Denied) {
                                      finish(codeOf(result.error()) + ' ' + result.error().message);
                                      return;
                                  }
                                  ++*(result ? ok : refused);
                                  if (*ok + *refused == count) {
                                      finish("ok=" + std::to_string(*ok)
                                             + " refused=" + std::to_string(*refused));
                                  }
                              });
    }
}

void open(App::HelperClient &helper, const std::string &port)
{
    App::TryRequest request;
    Core::InsertRule insert;
    insert.place = {Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
    insert.rule = "-p tcp -m tcp --dport " + port + " -j ACCEPT";
    request.changes.push_back(insert);
    helper.tryChanges(request, qApp, [&helper](const Core::Result<QString> &id) {
        if (!id) {
            finish(codeOf(id.error()));
            return;
        }
        helper.keep(*id, qApp, [](const Core::Result<bool> &kept) {
            finish(kept ? "kept" : codeOf(kept.error()));
        });
    });
}

/// A trial that is left open; prints its id.
void begin(App::HelperClient &helper, const std::string &port)
{
    App::TryRequest request;
    request.changes.push_back(
        Core::AppendRule{{Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"},
                         "-p tcp -m tcp --dport " + port + " -j ACCEPT"});
    helper.tryChanges(request, qApp, [](const Core::Result<QString> &id) {
        finish(id ? id->toStdString() : codeOf(id.error()));
    });
}

void decide(App::HelperClient &helper, const QString &what, const QString &id)
{
    const auto done = [](const Core::Result<bool> &answer) {
        finish(answer ? "done" : codeOf(answer.error()));
    };
    if (what == QLatin1String("keep")) {
        helper.keep(id, qApp, done);
    } else if (what == QLatin1String("undo")) {
        helper.undo(id, qApp, done);
    } else {
        constexpr unsigned seconds = 60;
        helper.extend(id, seconds, qApp, done);
    }
}

/// With a plan that nobody made: it is written down nowhere, whoever may do it.
void persist(App::HelperClient &helper)
{
    helper.persist(std::string(64, '0'), qApp, [](const Core::Result<QStringList> &written) {
        finish(written ? "written" : codeOf(written.error()));
    });
}

void snapshot(App::HelperClient &helper)
{
    helper.saveSnapshot(QStringLiteral("test"), qApp, [&helper](const Core::Result<QString> &id) {
        if (!id) {
            finish(codeOf(id.error()));
            return;
        }
        helper.removeSnapshot(*id, qApp, [](const Core::Result<bool> &removed) {
            finish(removed ? "saved and removed" : codeOf(removed.error()));
        });
    });
}

/// Leaves without ending it.
void watch(App::HelperClient &helper)
{
    Core::WatchSubject subject;
    subject.port = 4711;
    constexpr unsigned seconds = 600;
    helper.watchPackets(subject, seconds, qApp, [&helper](const Core::Result<QString> &id) {
        if (!id) {
            finish(codeOf(id.error()));
            return;
        }
        helper.readWatch(*id, qApp, [](const Core::Result<Core::PacketWatch> &seen) {
            finish(!seen ? codeOf(seen.error()) : seen->running ? "watching" : "ended");
        });
    });
}

void vanish()
{
    for (int i = 0; i < 8; ++i) {
        QDBusMessage call = QDBusMessage::createMethodCall(
            QLatin1String(Ipc::serviceName), QLatin1String(Ipc::objectPath),
            QLatin1String(Ipc::interfaceName), QStringLiteral("ReadInterfaces"));
        call.setInteractiveAuthorizationAllowed(i % 2 == 0);
        QDBusConnection::systemBus().asyncCall(call);
    }
    QTimer::singleShot(1, qApp, [] {
        finish("left");
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString command = arguments.value(1);
    const auto helper = App::HelperClient::onSystemBus();
    helper->setInteractive(command == QLatin1String("ask"));
    if (command == QLatin1String("reads")) {
        reads(*helper, arguments.value(2).toInt());
    } else if (command == QLatin1String("open") || command == QLatin1String("ask")) {
        open(*helper, arguments.value(2, QStringLiteral("99")).toStdString());
    } else if (command == QLatin1String("begin")) {
        begin(*helper, arguments.value(2).toStdString());
    } else if (command == QLatin1String("keep") || command == QLatin1String("undo")
               || command == QLatin1String("extend")) {
        decide(*helper, command, arguments.value(2));
    } else if (command == QLatin1String("persist")) {
        persist(*helper);
    } else if (command == QLatin1String("snapshot")) {
        snapshot(*helper);
    } else if (command == QLatin1String("watch")) {
        watch(*helper);
    } else if (command == QLatin1String("vanish")) {
        vanish();
    } else if (command == QLatin1String("own")) {
        const bool owns =
            QDBusConnection::systemBus().registerService(QLatin1String(Ipc::serviceName));
        std::puts(owns ? "owner" : "refused");
        return 0;
    } else {
        return 2;
    }
    return QCoreApplication::exec();
}
