// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace Portlight::Test
{

/// Prints why and ends the process with 1.
[[noreturn]] void giveUp(const std::string &why);

/// What a program prints that must succeed.
std::string run(const std::string &name, const std::vector<std::string> &arguments,
                const std::string &input = {});

/// Makes the record of a trial look as if the computer had been started anew since.
void changeBootId(const std::string &folder, const std::string &id);

} // namespace Portlight::Test
