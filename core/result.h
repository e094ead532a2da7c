// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace Portlight::Core
{

/// What went wrong, as a stable code. Each has exactly one D-Bus error name (helper/ipc/names.h)
/// and one sentence for people (app/wording); tests walk allErrorCodes for both.
enum class ErrorCode {
    InvalidArgument, ///< the caller gave a value that can never be right
    ParseFailed, ///< text could not be read; Error::position tells where
    NotFound, ///< the chain, rule, trial, story or file does not exist
    Conflict, ///< it exists already, or another change is in the way
    Stale, ///< the rules changed since they were read
    WouldLockOut, ///< the change would cut the connection in use
    Unsupported, ///< this kernel, system or build cannot do it
    Busy, ///< somebody else holds the xtables lock, or too many requests
    LimitExceeded, ///< a size or count beyond the documented limit
    Denied, ///< authorization refused or dismissed
    Cancelled, ///< the user stopped it
    HelperMissing, ///< the helper is not installed, did not start, or went away
    KernelRefused, ///< the kernel or its tool said no; Error::detail has its words
    Timeout, ///< no answer in time
    Internal, ///< a bug in Portlight
};

inline constexpr ErrorCode allErrorCodes[] = {
    ErrorCode::InvalidArgument, ErrorCode::ParseFailed, ErrorCode::NotFound,
    ErrorCode::Conflict,        ErrorCode::Stale,       ErrorCode::WouldLockOut,
    ErrorCode::Unsupported,     ErrorCode::Busy,        ErrorCode::LimitExceeded,
    ErrorCode::Denied,          ErrorCode::Cancelled,   ErrorCode::HelperMissing,
    ErrorCode::KernelRefused,   ErrorCode::Timeout,     ErrorCode::Internal,
};

/// The last part of the D-Bus error name: "Stale" of org.portlight.Error.Stale.
std::string_view toString(ErrorCode code);
std::optional<ErrorCode> parseErrorCode(std::string_view name);

/// Place in a text: line and column count from 1; 0 means "not about a place in a text".
struct TextPosition {
    unsigned line = 0;
    unsigned column = 0;
    bool operator==(const TextPosition &) const = default;
};

/// An outcome of the world, as a value. `operation` names the step that failed ("read filter
/// table"), `message` is a short English reason for logs, `detail` is the raw words of a tool and
/// is never shown first.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string operation;
    std::string message;
    std::string detail;
    TextPosition position;
    bool operator==(const Error &) const = default;
};

template<typename T> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, std::string operation, std::string message,
                                     std::string detail = {}, TextPosition position = {})
{
    return tl::unexpected<Error>(
        Error{code, std::move(operation), std::move(message), std::move(detail), position});
}

} // namespace Portlight::Core
