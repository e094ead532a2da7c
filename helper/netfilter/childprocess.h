// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Helper
{

/// A program to run. Nothing of the caller's environment reaches it: PATH and LC_ALL are fixed,
/// only `environment` is added. There is no shell.
struct ProcessRequest {
    std::string program; ///< absolute path, from findProgram() or siblingProgram()
    std::vector<std::string> arguments;
    std::string input; ///< standard input; empty: end of file at once
    int inputDescriptor = -1; ///< standard input instead of `input`, where there is one
    std::vector<std::string> environment; ///< "NAME=value"
    std::vector<int> inherited; ///< descriptors the child keeps under the same number
    std::function<void(std::string_view)> onOutput; ///< each piece of the output as it comes
    bool keepsOutput = true; ///< else only onOutput sees it
    std::size_t outputLimit = std::size_t{64} * 1024 * 1024;
    std::size_t errorLimit = std::size_t{64} * 1024; ///< what is beyond is cut, not an error
    std::chrono::milliseconds deadline{20000};
};

/// For programs that hold large rulesets: memory in large pages, if the C library and the kernel
/// have them (glibc 2.35). Page faults are a tenth of what they do.
inline constexpr const char *largePages = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1";

struct ProcessOutcome {
    int exitCode = -1; ///< -1 when ended by a signal
    int signal = 0;
    std::string output;
    std::string errors;
};

/// Runs it to its end and gives both outputs, kept apart. Timeout after the deadline and
/// LimitExceeded beyond the output limit; the whole process group is killed then.
Core::Result<ProcessOutcome> runProcess(const ProcessRequest &request);

/// Path of a system program in /usr/sbin, /usr/bin, /sbin or /bin, owned by root and writable by
/// nobody else. Unsupported when there is none.
Core::Result<std::string> findProgram(std::string_view name);

/// Path of one of Portlight's own programs: beside the running one, else in its libexec folder.
Core::Result<std::string> siblingProgram(std::string_view name);

} // namespace Portlight::Helper
