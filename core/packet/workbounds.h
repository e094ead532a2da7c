// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace Portlight::Core
{

/// How much a calculation with sets of packets may cost.
struct WorkBounds {
    static constexpr std::size_t defaultNodes = 12'000'000;
    /// Of a decision diagram; a node takes about 24 bytes.
    std::size_t nodes = defaultNodes;
    /// Asked every millisecond or so, by the thread that calculates; true ends the calculation with
    /// ErrorCode::Cancelled. Empty: never. Whoever wants a limit of time looks at a clock in it.
    std::function<bool()> stop;
};

} // namespace Portlight::Core
