// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/result.h"

namespace Portlight::Core
{

std::string_view toString(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "InvalidArgument";
    case ErrorCode::ParseFailed:
        return "ParseFailed";
    case ErrorCode::NotFound:
        return "NotFound";
    case ErrorCode::Conflict:
        return "Conflict";
    case ErrorCode::Stale:
        return "Stale";
    case ErrorCode::WouldLockOut:
        return "WouldLockOut";
    case ErrorCode::Unsupported:
        return "Unsupported";
    case ErrorCode::Busy:
        return "Busy";
    case ErrorCode::LimitExceeded:
        return "LimitExceeded";
    case ErrorCode::Denied:
        return "Denied";
    case ErrorCode::Cancelled:
        return "Cancelled";
    case ErrorCode::HelperMissing:
        return "HelperMissing";
    case ErrorCode::KernelRefused:
        return "KernelRefused";
    case ErrorCode::Timeout:
        return "Timeout";
    case ErrorCode::Internal:
        return "Internal";
    }
    return "Internal";
}

std::optional<ErrorCode> parseErrorCode(std::string_view name)
{
    for (const ErrorCode code : allErrorCodes) {
        if (toString(code) == name) {
            return code;
        }
    }
    return std::nullopt;
}

} // namespace Portlight::Core
