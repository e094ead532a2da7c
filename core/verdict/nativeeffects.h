// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/nativevalue.h"

namespace Portlight::Core
{

/// Where a rule of nftables sends a packet, or what it lets it seem to come from.
struct NatTarget {
    Answer applies = Answer::Yes; ///< No: another family, or a map without an answer
    std::string_view settledBy;
    std::optional<NftRange> address;
    std::optional<NftRange> port;
};
NatTarget natTargetOf(const NftNat &nat, NativeContext &context);
void applyNativeNat(const NftNat &nat, const NatTarget &target, Hook hook, const World &world,
                    Flow &flow);

NativeAnswer rejectApplies(const NftReject &reject, const Packet &packet);
NativeAnswer assignmentApplies(const NftAssignment &assignment, NativeContext &context);
/// Changes the mark, the connection's mark, or a field of a header. `context` looks at `flow`.
void assign(const NftAssignment &assignment, NativeContext &context, Flow &flow);
void applyNativeNotrack(const NativeContext &context, Flow &flow);

} // namespace Portlight::Core
