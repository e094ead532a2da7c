// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/matcher.h"

namespace Portlight::Core
{

/// -m addrtype. The kernel asks its table of local addresses: World has it, or the addresses of the
/// interfaces. Packet::localAddresses has no prefix lengths, so with it alone a subnet's broadcast
/// address can only be suspected.
MatchAnswer evaluateAddressType(const AddressTypeMatch &match, const MatchContext &context);

} // namespace Portlight::Core
