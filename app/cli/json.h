// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/output.h"

#include <nlohmann/json.hpp>

namespace Portlight::App::Cli
{

/// Keys stay in the order in which they were written.
using Json = nlohmann::ordered_json;

inline std::string jsonText(const QString &text)
{
    return text.toStdString();
}

/// One object, one line. Bytes that are no UTF-8 (a rule may hold any) become U+FFFD.
inline void printJson(const Output &output, const Json &json)
{
    output.raw(json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n');
}

} // namespace Portlight::App::Cli
