// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/names.h"

#include <array>

namespace Portlight::Ipc
{

namespace
{

struct ForeignError {
    const char *name;
    Core::ErrorCode code;
};

/// Errors that the bus, libdbus or QtDBus make up themselves. What is missing here is a bug of ours
/// (a method that does not exist, a signature that differs) and becomes Internal.
constexpr auto foreignErrors = std::to_array<ForeignError>({
    {"org.freedesktop.DBus.Error.ServiceUnknown", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.NameHasNoOwner", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.NoServer", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.Disconnected", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.FileNotFound", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.Spawn.ExecFailed", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.Spawn.ChildExited", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.Spawn.ChildSignaled", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.Spawn.ServiceNotFound", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.Spawn.Failed", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.systemd1.NoSuchUnit", Core::ErrorCode::HelperMissing},
    {"org.freedesktop.DBus.Error.AccessDenied", Core::ErrorCode::Denied},
    {"org.freedesktop.DBus.Error.AuthFailed", Core::ErrorCode::Denied},
    {"org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", Core::ErrorCode::Denied},
    {"org.freedesktop.DBus.Error.NoReply", Core::ErrorCode::Timeout},
    {"org.freedesktop.DBus.Error.Timeout", Core::ErrorCode::Timeout},
    {"org.freedesktop.DBus.Error.TimedOut", Core::ErrorCode::Timeout},
    {"org.freedesktop.DBus.Error.LimitsExceeded", Core::ErrorCode::LimitExceeded},
    {"org.freedesktop.DBus.Error.InvalidArgs", Core::ErrorCode::InvalidArgument},
});

Core::ErrorCode codeOf(const QString &name)
{
    const QLatin1String prefix(errorPrefix);
    if (name.startsWith(prefix)) {
        const std::string code = name.mid(prefix.size()).toStdString();
        return Core::parseErrorCode(code).value_or(Core::ErrorCode::Internal);
    }
    for (const ForeignError &error : foreignErrors) {
        if (name == QLatin1String(error.name)) {
            return error.code;
        }
    }
    return Core::ErrorCode::Internal;
}

} // namespace

QString errorName(Core::ErrorCode code)
{
    const std::string_view text = Core::toString(code);
    return QLatin1String(errorPrefix)
        + QString::fromLatin1(text.data(), static_cast<int>(text.size()));
}

Core::Error errorFromName(const QString &name, const QString &message, const QString &operation,
                          const QString &detail)
{
    Core::Error error;
    error.code = codeOf(name);
    error.operation = operation.toStdString();
    error.message = message.toStdString();
    error.detail = detail.isEmpty() && !name.startsWith(QLatin1String(errorPrefix))
        ? name.toStdString()
        : detail.toStdString();
    return error;
}

} // namespace Portlight::Ipc
