// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclientprivate.h"
#include "helper/ipc/convert.h"

namespace Portlight::App
{

void HelperClient::rehearse(const RehearsalRequest &request, QObject *context,
                            Callback<RehearsalReply> done)
{
    const auto changes = Ipc::toWire(request.changes);
    if (!changes) {
        d->failLater(context, std::move(done), changes.error());
        return;
    }
    d->call<Ipc::WireQuestion, Ipc::WireAttempt, Ipc::WireMovedRules, Ipc::WireAttempt,
            Ipc::WireMovedRules, Ipc::WireLimits>(
        "Rehearse",
        {QVariant::fromValue(*changes), QVariant::fromValue(Ipc::toWire(request.generations)),
         QVariant::fromValue(Ipc::toWire(request.question))},
        context, std::move(done),
        [fromAnyone =
             request.question.fromAnyone](const auto &reply) -> Core::Result<RehearsalReply> {
            auto question = Ipc::questionFromWire(reply.template argumentAt<0>());
            auto before =
                Ipc::runFromWire({reply.template argumentAt<1>(), reply.template argumentAt<2>()});
            auto after =
                Ipc::runFromWire({reply.template argumentAt<3>(), reply.template argumentAt<4>()});
            if (!question) {
                return tl::unexpected(question.error());
            }
            if (!before || !after) {
                return tl::unexpected(!before ? before.error() : after.error());
            }
            question->fromAnyone = fromAnyone;
            return RehearsalReply{*std::move(question), *std::move(before), *std::move(after),
                                  Ipc::limitsFromWire(reply.template argumentAt<5>())};
        },
        CallQueue::Kind::Change);
}

} // namespace Portlight::App
