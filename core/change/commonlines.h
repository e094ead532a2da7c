// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// For each line of `after` the line of `before` that it is; both in rising order, and as many as
/// there can be (a longest common subsequence). Nothing: the line is not one of those.
/// Lines that are equal millions of times over are paired in order only, which may find fewer.
std::vector<std::optional<std::size_t>> commonLines(const std::vector<std::string> &before,
                                                    const std::vector<std::string> &after);

} // namespace Portlight::Core
