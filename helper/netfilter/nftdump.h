// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/kernelrule.h"

#include <functional>

struct nlattr;

namespace Portlight::Helper
{

/// The chains and rules of the tables that iptables-nft uses, in one family, as the kernel holds
/// them: facts only, what they mean is core's. Several requests, so it is whole only when the
/// generation is the same before and after. Conflict when the kernel says that it was interrupted.
Core::Result<Core::KernelTables> dumpIptablesTables(Core::Family family);

/// The same, but the tables come without rules: `each` gets them one by one in the kernel's order.
/// The chains it sees are those of the result and stay where they are when that is moved. After
/// `each` said no, the others are passed over.
using RuleSink = std::function<bool(Core::KernelChain &chain, Core::KernelRule &rule)>;
Core::Result<Core::KernelTables> dumpIptablesRules(Core::Family family, const RuleSink &each);

/// One NFTA_LIST_ELEM of a rule's expressions.
Core::Expression::Any expressionFrom(const nlattr *element);

} // namespace Portlight::Helper
