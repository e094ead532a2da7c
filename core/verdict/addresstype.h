// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/matcher.h"

namespace Portlight::Core
{

/// -m addrtype. The kernel asks its table of local addresses; here Packet::localAddresses stands
/// for it, which has no prefix lengths, so a subnet's broadcast address can only be suspected.
MatchAnswer evaluateAddressType(const AddressTypeMatch &match, const Packet &packet);

} // namespace Portlight::Core
