// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/text/saveparser.h"
#include "core/verdict/engine.h"
#include "core/verdict/packetjson.h"

#include <QString>
#include <QTest>

#include <stdexcept>

/// Short notations for the tables of the verdict tests.
namespace VerdictTesting
{

using namespace Portlight::Core;

inline Ruleset rules(const std::string &text, Family family = Family::Ipv4,
                     Backend backend = Backend::File)
{
    auto parsed = parseSave(text, backend, family);
    if (!parsed) {
        throw std::runtime_error(parsed.error().message + ": " + text);
    }
    return *parsed;
}

/// A filter table with policies ACCEPT and these lines (":CHAIN - [0:0]" and "-A …").
inline std::string filter(const std::string &lines, const std::string &inputPolicy = "ACCEPT")
{
    return "*filter\n:INPUT " + inputPolicy
        + " [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n" + lines + "COMMIT\n";
}

inline Packet packet(const std::string &json, Family family = Family::Ipv4)
{
    auto parsed = parsePacketJson(json, family);
    if (!parsed) {
        throw std::runtime_error(parsed.error().message + ": " + json);
    }
    return *parsed;
}

inline std::string place(const Location &location)
{
    return location.table + ' ' + location.chain + ' ' + std::to_string(location.number);
}

inline std::string deciding(const Verdict &verdict)
{
    return verdict.deciding ? place(*verdict.deciding) : "none";
}

/// "filter INPUT 1 LOG; filter INPUT 0 policy DROP"
inline std::string path(const Verdict &verdict)
{
    std::string text;
    for (const PathStep &step : verdict.path) {
        text += (text.empty() ? "" : "; ") + place(step.location)
            + (step.action.empty() ? "" : " " + step.action);
    }
    return text;
}

inline std::string doubts(const Verdict &verdict)
{
    std::string text;
    for (const Doubt &doubt : verdict.doubts) {
        text += (text.empty() ? "" : "; ") + doubt.name + '@' + place(doubt.location) + ' '
            + std::string(toString(doubt.ifYes)) + '/' + std::string(toString(doubt.ifNo));
    }
    return text;
}

inline QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

/// For QCOMPARE, which cannot print enums whose toString() is no char pointer.
template<typename Enum> QString word(Enum value)
{
    return q(std::string(toString(value)));
}

} // namespace VerdictTesting
