// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

namespace Portlight::App
{

QString factText(const Core::Fact &fact)
{
    const FactArguments arguments(fact);
    for (auto *kind : {summaryText, evidenceText, checkText, effectText}) {
        if (const auto text = kind(fact.code, arguments)) {
            return *text;
        }
    }
    return Words::plain(fact.code);
}

} // namespace Portlight::App
