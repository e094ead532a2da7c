// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/errorreply.h"

#include "helper/ipc/convert.h"
#include "helper/ipc/names.h"

namespace Portlight::Helper
{

namespace
{

constexpr std::size_t maxTextBytes = 4096;

QString limited(const std::string &value)
{
    return Ipc::text(std::string_view(value).substr(0, maxTextBytes));
}

} // namespace

QDBusMessage errorReply(const QDBusMessage &call, const Core::Error &error)
{
    QDBusMessage reply = call.createErrorReply(Ipc::errorName(error.code), limited(error.message));
    reply << limited(error.operation) << limited(error.detail);
    return reply;
}

} // namespace Portlight::Helper
