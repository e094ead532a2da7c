// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/result.h"

namespace Portlight::Core
{

/// Fills what the question left open, from what was read. First step, before routes are known:
/// family, and, for `in` without --from, an address that stands for a stranger (named by no rule;
/// on the network behind the default route if there is one, else a neighbour on the first network).
/// InvalidArgument when the parts contradict each other.
Result<Question> deriveEndpoints(const Question &asked, const Evidence &evidence);

/// Second step, after the routes to `to` and `from` were read: interfaces and the missing
/// addresses.
Question deriveInterfaces(const Question &question, const Evidence &evidence);

/// What a packet watch for this question looks for, with the destination as the rules translate it.
WatchSubject watchSubjectFor(const Question &question, const Evidence &evidence);

} // namespace Portlight::Core
