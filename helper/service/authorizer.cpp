// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/authorizer.h"

#include <QMetaObject>

namespace Portlight::Helper
{

void PeerAuthorizer::ask(const Question &, std::function<void(bool)> done)
{
    QMetaObject::invokeMethod(
        this,
        [done = std::move(done)] {
            done(true);
        },
        Qt::QueuedConnection);
}

} // namespace Portlight::Helper
