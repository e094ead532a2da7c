// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packetspace.h"
#include "core/ruleset/nftexpr.h"

#include <optional>

namespace Portlight::Core
{

/// Bits of a field of PacketSpace that an expression gives as a number.
struct FieldBits {
    Field field = Field::Port;
    unsigned shift = 0; ///< from the low end of the field
    unsigned width = 16;
    NftValue mask; ///< of the number, which is shifted already; other bits are zero
    bool isIcmpCode = false; ///< which echo packets have not
    PacketSet known = PacketSpace::all; ///< of other packets the number is not known
};

/// The place of a selector among the fields, if it is one that sets can ask.
std::optional<FieldBits> bitsOf(const NftSelector &selector, PacketSpace &space);

} // namespace Portlight::Core
